"""A report is taken in at the desk on one page: kind of case, who it is, how the receipt goes; the rest can wait."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from huiying.core.kinds import N_, PartyRole
from huiying.core.ledger.handing import Handover
from huiying.core.people.services import Contact
from huiying.core.units import queries as units
from huiying.core.web.acts_forms import not_ahead, when_field, words
from huiying.core.web.people_words import PEOPLE_WORDS
from huiying.mechanisms.cases import choices
from huiying.mechanisms.cases.crimes import tree
from huiying.mechanisms.cases.services.registering import Bringing, Report

_ROLES = (PartyRole.VICTIM, PartyRole.INJURED, PartyRole.ACCUSER, PartyRole.REPORTER)
HANDOVERS = {
    "print": N_("Sealed slip, printed now"),
    "slip": N_("Slip from the pad"),
    "sent": N_("Link by e-mail"),
    "none": N_("Not now: it stays owed"),
}


def _line(label: Any, hint: Any = "", most: int = 200) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        required=False,
        max_length=most,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class CaseIntakeForm(forms.Form):
    """What telling needs, and nothing of the file of the investigation."""

    crime = forms.ChoiceField(
        label=_("What kind of case is it?"),
        choices=lambda: [("", _("Choose …")), *_crimes()],
        error_messages={"required": _("Choose the kind of case from the list.")},
    )
    summary = words(
        _("What happened, in a sentence or two"),
        hint=_(
            "Only so that the person knows the case by it. The record of the report stays where it is."
        ),
        rows=2,
    )
    place = _line(_("Where"))
    channel = forms.ChoiceField(
        label=_("How it was reported"),
        choices=lambda: [(c, gettext(w)) for c, w in choices.CHANNELS.items() if c != "system"],
        initial="walk-in",
    )
    role = forms.ChoiceField(
        label=_("Who stands before you?"),
        choices=lambda: [(r.value, gettext(PEOPLE_WORDS[r])) for r in _ROLES],
        widget=forms.RadioSelect,
        initial=PartyRole.VICTIM.value,
    )
    name = _line(_("Name"), most=60)
    phone = _line(_("Telephone"), most=40)
    email = forms.EmailField(
        label=_("E-mail"),
        required=False,
        error_messages={"invalid": _("This is not an e-mail address. Check it, or leave it out.")},
    )
    language = forms.ChoiceField(
        label=_("Their language"), choices=lambda: list(settings.LANGUAGES)
    )
    vulnerable = forms.BooleanField(
        label=_("Vulnerable, or with enhanced rights: the shorter times apply"), required=False
    )
    read_back = forms.BooleanField(
        label=_("Written down, read back and signed by the person"), required=False
    )
    handover = forms.ChoiceField(
        label=_("Receipt"),
        choices=lambda: [(c, gettext(w)) for c, w in HANDOVERS.items()],
        widget=forms.RadioSelect,
        initial="print",
    )
    slip = _line(_("Serial number of the slip"), _("As printed on the stub."), most=24)
    number = _line(_("Number in the records system"), most=60)
    unit = forms.ChoiceField(label=_("Which unit has the case?"))
    occurred_at = when_field(_("When it was reported"))

    def __init__(self, *args: Any, own_unit: int, at: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.at = at
        rows = [r for r in units.tree().values() if not r.closed and not r.is_outside]
        own = [r for r in rows if r.id == own_unit]
        others = [r for r in rows if r.id != own_unit]
        self.fields["unit"].choices = [(str(r.id), r.name) for r in (*own, *others)]  # type: ignore[attr-defined]
        self.fields["unit"].initial = str(own_unit)
        self.fields["language"].initial = get_language() or settings.LANGUAGE_CODE
        for name in ("role", "handover"):
            self.fields[name].widget.small = True
            self.fields[name].widget.inline = True

    def clean_occurred_at(self) -> Any:
        return not_ahead(self.cleaned_data.get("occurred_at"), self.at)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("handover") == "slip" and not data.get("slip", "").strip():
            self.add_error("slip", _("Enter the serial number on the slip."))
        if data.get("handover") == "sent" and not data.get("email") and "email" not in self.errors:
            self.add_error("email", _("A link needs an e-mail address."))
        return data

    def report(self) -> Report:
        data = self.cleaned_data
        how = {"print": Handover.SLIP}.get(data["handover"]) or Handover(data["handover"])
        person = Bringing(
            role=PartyRole(data["role"]),
            contact=Contact(name=data["name"], phone=data["phone"], email=data["email"]),
            language=data["language"],
            vulnerable=data["vulnerable"],
            handover=how,
            slip=data["slip"].strip(),
        )
        return Report(
            crime=data["crime"],
            channel=data["channel"],
            number=data["number"].strip(),
            summary=data["summary"],
            place=data["place"],
            people=(person,),
            unit=int(data["unit"]),
            occurred_at=data["occurred_at"],
            read_back=data["read_back"],
        )


def _crimes() -> list[tuple[str, str]]:
    language = get_language() or ""
    return [(c.code, c.name(language)) for c in tree().values()]
