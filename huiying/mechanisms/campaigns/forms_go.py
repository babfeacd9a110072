"""What an officer types on the way: numbers of a day, and what somebody raised, in their own words."""

import secrets
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from huiying.core.people.services import Contact
from huiying.core.web import dates
from huiying.core.web.acts_forms import LONGEST, one_of
from huiying.core.web.proof import ProofForm
from huiying.mechanisms.campaigns import choices
from huiying.mechanisms.campaigns.queries import MyArea
from huiying.mechanisms.campaigns.services.raising import Handover, Raising
from huiying.mechanisms.campaigns.standing import Counts


def _number(label: Any, hint: Any = "") -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        help_text=hint,
        min_value=0,
        max_value=choices.MOST_PLACES,
        initial=0,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "required": _("Write a number; 0 where there were none."),
            "invalid": _("Write a number; 0 where there were none."),
            "min_value": _("Write a number; 0 where there were none."),
        },
    )


class CountFields(forms.Form):
    """The visits of one officer on one day."""

    day = forms.ChoiceField(
        label=_("Day"), error_messages={"required": _("Choose one of the days of the area.")}
    )
    visited = _number(_("Spoke with somebody"))
    absent = _number(_("Nobody at home"))
    declined = _number(
        _("Would rather not"), _("Only this number is kept. Never write down who it was.")
    )
    other_way = _number(_("Another way"), _("They telephone, come to the station or write."))

    def counts(self) -> Counts:
        names = ("visited", "absent", "declined", "other_way")
        return Counts(**{name: self.cleaned_data[name] for name in names})


class CountForm(CountFields):
    """With network: what was counted on the day already stands in it."""

    def __init__(self, data: Any = None, *, mine: MyArea, today: date) -> None:
        days = days_of(mine, today)
        day = str(data.get("day", "")) if data else (days[-1] if days else "")
        super().__init__(data, initial={"day": day, **first_numbers(mine, day)})
        field = self.fields["day"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = count_days(mine, today)


def count_days(mine: MyArea, today: date) -> list[tuple[str, str]]:
    """The days that can be counted, the last one first."""
    days = reversed(days_of(mine, today))
    return [(one, dates.day_week(date.fromisoformat(one))) for one in days]


def days_of(mine: MyArea, today: date) -> list[str]:
    """The days of an area that have come, the earliest first; a month's worth at most."""
    first = date.fromisoformat(mine.area.first)
    last = min(date.fromisoformat(mine.area.last), today)
    span = range(first.toordinal(), last.toordinal() + 1)
    return [date.fromordinal(one).isoformat() for one in span][-31:]


def first_numbers(mine: MyArea, day: str) -> dict[str, int]:
    """What the officer counted on that day already: writing it anew corrects it."""
    counted = mine.mine.get(day)
    if counted is None:
        return {}
    return {
        "visited": counted.visited,
        "absent": counted.absent,
        "declined": counted.declined,
        "other_way": counted.other_way,
    }


def _area(label: Any, hint: Any = "", needed: Any = "", rows: int = 4) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        required=bool(needed),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": needed} if needed else {},
    )


class ContactFields(forms.Form):
    """How to reach them: kept with their yes alone."""

    name = forms.CharField(label=_("Name"), required=False, max_length=60)
    phone = forms.CharField(
        label=_("Telephone"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"inputmode": "tel"}),
    )
    email = forms.EmailField(
        label=_("E-mail"),
        required=False,
        error_messages={
            "invalid": _("This is not an e-mail address. It looks like name@example.org.")
        },
    )

    def contact(self) -> Contact:
        return Contact(**{n: str(self.cleaned_data[n] or "") for n in ("name", "phone", "email")})


CONSENT = [
    ("no", _("No: nothing about who they are is kept")),
    ("yes", _("Yes, they agreed to it")),
]
HANDOVERS = [
    ("slip", _("Slip from the pad")),
    ("print", _("Sealed slip, printed now")),
    ("link", _("Link by e-mail")),
    ("none", _("They want none")),
]


class RaiseForm(ContactFields):
    """What somebody raised, written down by whoever went there."""

    field_order = (
        "key", "what", "narrative", "wish", "channel", "consent", "name", "phone", "email",
        "handover", "slip",
    )  # fmt: skip
    key = forms.CharField(widget=forms.HiddenInput, required=False)
    what = one_of(_("What is it?"), choices.WHAT, _("Choose what it is."))
    narrative = _area(
        _("What they raised"),
        _("Their words, not yours. Read it back to them."),
        _("Write what was raised, in their own words."),
    )
    wish = _area(_("What would help"), rows=2)
    channel = one_of(
        _("How they spoke to you"),
        {n: choices.CHANNELS[n] for n in ("visit", "telephone", "station")},
        _("Choose how it was raised."),
    )
    consent = forms.ChoiceField(
        label=_("May we keep how to reach them?"),
        choices=CONSENT,
        widget=forms.RadioSelect,
        help_text=_("Ask. With the receipt code they read the answer without giving a name."),
        error_messages={"required": _("Ask them, then choose yes or no.")},
    )
    handover = forms.ChoiceField(
        label=_("The receipt"),
        choices=HANDOVERS,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how the receipt reaches them.")},
    )
    slip = forms.CharField(
        label=_("Serial number of the slip"),
        help_text=_("As printed on the stub."),
        required=False,
        max_length=24,
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, initial={"key": secrets.token_urlsafe(12), "channel": "visit"})

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("handover") == "slip" and not data.get("slip"):
            self.add_error("slip", _("Write the serial number of the slip you hand over."))
        if data.get("handover") == "link" and not data.get("email"):
            self.add_error("email", _("Write the e-mail address that the link goes to."))
        given = any(data.get(name) for name in ("name", "phone", "email"))
        if given and data.get("consent") == "no":
            self.add_error(
                "consent",
                _(
                    "Ask first whether we may keep how to reach them. Without a yes nothing is kept."
                ),
            )
        return data

    def raising(self, mine: MyArea, language: str) -> Raising:
        """What the service takes; a slip to print now is made by it."""
        data = self.cleaned_data
        handover = {"slip": Handover.SLIP, "link": Handover.LINK}.get(data["handover"])
        return Raising(
            what=data["what"],
            narrative=data["narrative"],
            wish=data["wish"],
            unit=mine.area.unit,
            campaign=mine.campaign,
            channel=data["channel"],
            consent=data["consent"] == "yes",
            contact=self.contact(),
            language=language,
            handover=handover or Handover.NONE,
            slip=data["slip"] if handover is Handover.SLIP else "",
            key=f"door:{data['key']}" if data["key"] else "",
        )


class SayForm(ProofForm, ContactFields):
    """The same, by the person alone, on the public page of a campaign. A complaint has a way of its own."""

    field_order = ("key", "unit", "what", "narrative", "wish", "name", "phone", "email")
    key = forms.CharField(widget=forms.HiddenInput, required=False)
    unit = forms.ChoiceField(
        label=_("Where is it?"), error_messages={"required": _("Choose the nearest station.")}
    )
    what = one_of(
        _("What is it?"),
        {code: said for code, said in choices.WHAT.items() if code != choices.COMPLAINT},
        _("Choose what it is."),
    )
    narrative = _area(
        _("What do you want to tell us?"),
        _("In your own words and your own language."),
        _("Write what you want to tell us. A few words are enough."),
    )
    wish = _area(_("What would help?"), rows=2)

    def __init__(self, *args: Any, places: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, initial={"key": secrets.token_urlsafe(12)}, **kwargs)
        field = self.fields["unit"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("Choose …")), *places] if len(places) > 1 else places
