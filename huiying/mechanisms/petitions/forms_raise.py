"""What people type to bring a petition, and what a desk types for them."""

import secrets
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from huiying.core.people.services import Contact, draft_digest, new_draft_token
from huiying.core.units import queries as units
from huiying.core.web.acts_forms import LONGEST, not_ahead, one_of, when_field
from huiying.mechanisms.petitions import choices
from huiying.mechanisms.petitions.papers import ready_path
from huiying.mechanisms.petitions.services import levels
from huiying.mechanisms.petitions.services.registering import Handover, Petitioning


def line_field(label: Any, hint: Any = "", most: int = 200) -> forms.CharField:
    return forms.CharField(label=label, help_text=hint, required=False, max_length=most)


def _area(label: Any, hint: Any = "", needed: Any = "", rows: int = 5) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        required=bool(needed),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": needed} if needed else {},
    )


def email_field() -> forms.EmailField:
    return forms.EmailField(
        label=_("E-mail"),
        required=False,
        help_text=_('We only write "You have a new message", never what it is about.'),
        error_messages={
            "invalid": _("This is not an e-mail address. It looks like name@example.org.")
        },
    )


def unit_choices() -> list[tuple[str, Any]]:
    """The units a person can name, stations under their bureau."""
    groups: dict[int, list[tuple[str, str]]] = {}
    for row in units.stations():
        top = (row.parent_id or row.id) if row.is_station else row.id
        groups.setdefault(top, []).append((row.code, row.name))
    named = [(units.unit(top).name, members) for top, members in groups.items()]
    return [("", _("I don't know, or it is not about a unit")), *named]


class WhatForm(forms.Form):
    """Step 1: what happened, what is asked, whose work it is."""

    narrative = _area(
        _("What happened, and why do you ask?"),
        _("In your own words and your own language: facts and reasons."),
        _("Write what happened. A few words are enough to begin."),
        rows=8,
    )
    request = _area(_("What do you ask for?"), rows=3)
    unit = forms.ChoiceField(label=_("Which unit is it about?"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["unit"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = unit_choices()


class WhoForm(forms.Form):
    """Step 2: under which name, and how to reach them. Without a name it is looked at as well."""

    name = line_field(
        _("Your name"),
        _(
            "With a name and an address the law owes you a written notice within fifteen days. Without a name we "
            "promise the same ourselves, on this site."
        ),
        60,
    )
    address = line_field(
        _("Address"), _("For letters, and nothing else. Nobody comes without asking.")
    )
    phone = line_field(_("Telephone"), most=40)
    email = email_field()


def contact_of(data: dict[str, Any]) -> Contact:
    return Contact(
        name=str(data.get("name") or ""),
        phone=str(data.get("phone") or ""),
        email=str(data.get("email") or ""),
        address=str(data.get("address") or ""),
    )


def unit_id_of(code: str) -> int | None:
    row = units.unit_by_code(code) if code else None
    return row.id if row else None


HANDOVERS = [
    ("print", _("Sealed slip, printed now")),
    ("link", _("Link by e-mail")),
    ("none", _("Not now: it stays owed")),
]


class IntakeForm(forms.Form):
    """A letter, a visit, a call, or what another body forwarded, on one page."""

    key = forms.CharField(widget=forms.HiddenInput, required=False)
    # Finds the papers that were scanned for this form, until it is registered.
    draft = forms.CharField(widget=forms.HiddenInput, required=False, max_length=80)
    channel = one_of(
        _("How it came"),
        {n: choices.CHANNELS[n] for n in ("letter", "visit", "telephone", "forwarded")},
        _("Choose how it came in."),
    )
    narrative = _area(
        _("What happened, and why they ask"),
        _("Their words, not yours. Read it back where you can."),
        _("Write what happened and what you ask."),
        rows=7,
    )
    request = _area(_("What they ask for"), rows=2)
    unit = forms.ChoiceField(label=_("Which unit is it about?"), required=False)
    name = line_field(_("Name"), most=60)
    address = line_field(_("Address"))
    phone = line_field(_("Telephone"), most=40)
    email = email_field()
    when = when_field(_("When it came"))
    forwarded_by = line_field(_("Forwarded by"))
    forwarded_ref = line_field(_("Their reference"))
    class_ = forms.ChoiceField(
        label=_("What is it in law?"),
        required=False,
        help_text=_(
            "Where it is plain. Else it is classed at the desk, within three working days."
        ),
    )
    on_the_spot = forms.BooleanField(
        label=_("I accept it and hand over the written notice on the spot"),
        help_text=_(
            "For a claim or a suggestion: where it can be told on the spot it is (art. 23)."
        ),
        required=False,
    )
    handover = forms.ChoiceField(
        label=_("The receipt"),
        choices=HANDOVERS,
        widget=forms.RadioSelect,
        initial="print",
        error_messages={"required": _("Choose how the receipt reaches them.")},
    )

    def __init__(self, data: Any = None, *, at: Any, own_unit: int) -> None:
        super().__init__(
            data, initial={"key": secrets.token_urlsafe(12), "draft": new_draft_token()}
        )
        self.at, self.own_unit = at, own_unit
        for name, first in (("unit", unit_choices()), ("class_", _classes())):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = first

    def clean_when(self) -> Any:
        return not_ahead(self.cleaned_data["when"], self.at)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("handover") == "link" and not data.get("email"):
            self.add_error("email", _("Write the e-mail address that the link goes to."))
        if data.get("channel") == "forwarded" and not data.get("forwarded_by"):
            self.add_error("forwarded_by", _("Say which body forwarded it."))
        return data

    def petition(self, language: str) -> Petitioning:
        """What the service takes; the slip is made by it where one is to be printed."""
        data = self.cleaned_data
        about = unit_id_of(data["unit"])
        office = levels.answering_office(about if about is not None else self.own_unit)
        path = ready_path(data["class_"], office) if data["on_the_spot"] else ""
        return Petitioning(
            narrative=data["narrative"],
            request=data["request"],
            channel=data["channel"],
            about_unit=about,
            contact=contact_of(data),
            language=language,
            forwarded_by=data["forwarded_by"] if data["channel"] == "forwarded" else "",
            forwarded_ref=data["forwarded_ref"] if data["channel"] == "forwarded" else "",
            handover=Handover.LINK if data["handover"] == "link" else Handover.NONE,
            class_=data["class_"],
            path=path,
            occurred_at=data["when"],
            key=f"desk:{data['key']}" if data["key"] else "",
            files_of=draft_digest(data["draft"]) if data["draft"] else None,
            files_token=data["draft"],
        )


def _classes() -> list[tuple[str, Any]]:
    known = [(code, gettext(said)) for code, said in choices.CLASSES.items()]
    return [("", _("Not classed yet")), *(row for row in known if row[0] != choices.ACCUSATION)]
