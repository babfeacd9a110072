"""One page for what comes by 110, telephone, letter, counter or another body: five fields, the rest optional."""

import secrets
from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.core.validators import validate_email
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from huiying.core import clock
from huiying.core.people.services import Contact
from huiying.core.units import queries as units
from huiying.core.web.forms import DateField
from huiying.mechanisms.complaints.forms import LONGEST, category_choices, unit_choices
from huiying.mechanisms.complaints.services.filing import Filing, Handover

CHANNELS = [
    ("110", _("110 line")),
    ("telephone", _("Telephone")),
    ("letter", _("Letter")),
    ("walk-in", _("In person")),
    ("forwarded", _("Forwarded")),
]
HANDOVERS = [
    ("none", _("Not now: it stays owed")),
    ("slip", _("Slip from the pad")),
    ("print", _("Sealed slip, printed now")),
    ("sent", _("Link by e-mail")),
    ("unwanted", _("No paper wanted")),
]
LANGUAGES = [
    ("zh-hans", "中文"),
    ("en", "English"),
    ("bo", "བོད་ཡིག"),
    ("ug", "ئۇيغۇرچە"),
    ("mn", "ᠮᠣᠩᠭᠣᠯ"),
    ("za", "Vahcuengh"),
    ("ko", "한국어"),
    ("other", _("another language")),
]


def _line(label: Any, hint: Any = "", most: int = 200, **attrs: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        required=False,
        max_length=most,
        widget=forms.TextInput(attrs={"autocomplete": "off", **attrs}),
    )


class IntakeForm(forms.Form):
    """The first five in the order they are asked on the telephone."""

    channel = forms.ChoiceField(
        label=_("How it came in"), choices=CHANNELS, widget=forms.RadioSelect, initial="110"
    )
    what = forms.CharField(
        label=_("What happened"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3, "autofocus": True}),
        help_text=_("In their own words and their own language."),
        error_messages={"required": _("Write what happened. One sentence is enough.")},
    )
    where = _line(_("Where"))
    number = _line(_("Number"), _("Badge, car or call number, if they know one."))
    now = forms.BooleanField(
        label=_("Somebody is in danger now, or it is happening now"),
        required=False,
        help_text=_("Send help first. This form can wait."),
    )
    reach = _line(_("How to reach them"), _("Telephone or e-mail. Empty if they stay unknown."))

    unit = forms.ChoiceField(label=_("Which unit is it about?"), required=False)
    category = forms.ChoiceField(label=_("Category"), required=False)
    name = _line(_("Name"), most=60)
    language = forms.ChoiceField(label=_("Their language"), choices=LANGUAGES, required=False)
    happened_on = DateField(label=_("When was it?"), required=False)
    wish = forms.CharField(
        label=_("What would help them?"),
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    helper = _line(
        _("Somebody helped them"),
        _("Who wrote or translated for them. Never used to reach the person."),
    )
    read_back = forms.BooleanField(
        label=_("Read back to the person, who confirmed it"), required=False
    )
    forwarded_by = _line(_("Forwarded by"))
    forwarded_ref = _line(_("Their reference"), most=80)
    report_back_on = DateField(label=_("They want a report by"), required=False)
    handover = forms.ChoiceField(
        label=_("Receipt"), choices=HANDOVERS, widget=forms.RadioSelect, initial="none"
    )
    slip = _line(_("Serial number of the slip"), _("As printed on the stub."), most=24)
    key = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(self, *args: Any, own_unit: int | None = None, **kwargs: Any) -> None:
        kwargs["initial"] = {"key": secrets.token_urlsafe(18), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = _own_first(own_unit)  # type: ignore[attr-defined]
        self.fields["category"].choices = category_choices(parts=True)  # type: ignore[attr-defined]
        self.fields["category"].initial = "unsure"
        self.fields["language"].initial = get_language() or settings.LANGUAGE_CODE
        for name in ("channel", "handover"):
            self.fields[name].widget.small = True
            self.fields[name].widget.inline = True

    def clean_happened_on(self) -> date | None:
        day: date | None = self.cleaned_data.get("happened_on")
        if day and day > clock.now().date():
            raise forms.ValidationError(
                _("This day lies in the future. Check day, month and year.")
            )
        return day

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        reach = str(data.get("reach", "")).strip()
        if "@" in reach:
            try:
                validate_email(reach)
            except forms.ValidationError:
                self.add_error(
                    "reach", _("This is not an e-mail address. It looks like name@example.org.")
                )
        if data.get("handover") == "slip" and not data.get("slip"):
            self.add_error("slip", _("Write the serial number of the slip you hand over."))
        if data.get("handover") == "sent" and "@" not in reach:
            self.add_error(
                "reach", _("A link needs an e-mail address. Choose a slip if there is none.")
            )
        if data.get("channel") == "forwarded" and not data.get("forwarded_by"):
            self.add_error("forwarded_by", _("Write which body forwarded it."))
        return data

    def filing(self, officer_id: int) -> Filing:
        """What was typed, as it is filed. An exact badge number keeps that officer away from it."""
        data = self.cleaned_data
        reach = data["reach"].strip()
        officer = units.officer_by_number(data["number"].strip()) if data["number"] else None
        unit = units.unit_by_code(data["unit"]) if data["unit"] else None
        happened, report = data["happened_on"], data["report_back_on"]
        handover = {"slip": Handover.SLIP, "sent": Handover.SENT}.get(data["handover"])
        return Filing(
            narrative=data["what"],
            category=data["category"] or "unsure",
            channel=data["channel"],
            place=data["where"],
            who=data["number"],
            wish=data["wish"],
            about_units=(unit.id,) if unit else (),
            about_officers=(officer.id,) if officer else (),
            happened_on=happened.isoformat() if happened else "",
            happening_now=data["now"],
            read_back=data["read_back"],
            contact=Contact(
                name=data["name"],
                phone="" if "@" in reach else reach,
                email=reach if "@" in reach else "",
                helper=data["helper"],
            ),
            language=data["language"] or settings.LANGUAGE_CODE,
            forwarded_by=data["forwarded_by"],
            forwarded_ref=data["forwarded_ref"],
            report_back_on=report.isoformat() if report else "",
            handover=handover or Handover.NONE,
            slip=data["slip"].strip().upper() if handover is Handover.SLIP else "",
            key=f"desk:{officer_id}:{data['key']}"[:80],
        )


def _own_first(own_unit: int | None) -> list[tuple[str, Any]]:
    choices = unit_choices()
    if own_unit is None:
        return choices
    own = units.unit(own_unit)
    return [choices[0], (own.code, _("Our own unit: %(unit)s") % {"unit": own.name}), *choices[1:]]
