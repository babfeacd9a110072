"""What people and officers type. Each form says in a sentence what is wrong, and keeps what was typed."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from huiying.core import clock
from huiying.core.people import outside
from huiying.core.units import queries as units
from huiying.core.web.forms import DateField
from huiying.mechanisms.complaints import categories

LONGEST = 20_000


def category_choices(*, parts: bool = False) -> list[tuple[str, str]]:
    language = get_language() or "zh-hans"
    found = categories.tree().values() if parts else categories.main_categories()
    return [(c.code, c.name(language)) for c in found]


def category_name(code: str) -> str:
    found = categories.category(code)
    return found.name(get_language() or "zh-hans") if found else code


def unit_choices() -> list[tuple[str, Any]]:
    """The units a person can name, stations under their bureau."""
    groups: dict[int, list[tuple[str, str]]] = {}
    rows = units.stations()
    for row in rows:
        top = (row.parent_id or row.id) if row.is_station else row.id
        groups.setdefault(top, []).append((row.code, row.name))
    choices: list[tuple[str, Any]] = [("", _("I don't know, or it is not about a unit"))]
    choices += [(units.unit(top).name, members) for top, members in groups.items()]
    return choices


class HowForm(forms.Form):
    """Step 1: under which name, and how to reach the person."""

    how = forms.ChoiceField(
        label=_("How do you want to bring this?"),
        choices=[
            ("anonymous", _("Without my name")),
            ("kept", _("With my name, kept from the unit I complain about")),
            ("named", _("With my name")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one. You can stay without a name.")},
    )
    name = forms.CharField(label=_("Your name"), max_length=60, required=False)
    phone = forms.CharField(
        label=_("Telephone"),
        max_length=40,
        required=False,
        help_text=_("Leave it empty if you want to hear from us on this site alone."),
    )
    email = forms.EmailField(
        label=_("E-mail"),
        required=False,
        help_text=_('We only write "You have a new message", never what it is about.'),
        error_messages={
            "invalid": _("This is not an e-mail address. It looks like name@example.org.")
        },
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("how") in {"kept", "named"} and not data.get("name"):
            self.add_error("name", _('Write your name, or choose "Without my name" above.'))
        return data


class CategoryForm(forms.Form):
    """Step 2: what kind of thing it is."""

    category = forms.ChoiceField(
        label=_("What is it mainly about?"),
        help_text=_("Choose what comes closest. It can be changed later."),
        widget=forms.RadioSelect,
        error_messages={"required": _('Choose what comes closest, or "I can\'t say".')},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["category"].choices = category_choices()  # type: ignore[attr-defined]
        language = get_language() or "zh-hans"
        hints = {c.code: c.hint(language) for c in categories.main_categories() if c.hint(language)}
        self.fields["category"].widget.hints = hints


class WhoForm(forms.Form):
    """Step 3: whom it is about, used only to keep them away from it."""

    unit = forms.ChoiceField(
        label=_("Which unit is it about?"),
        required=False,
        help_text=_(
            "That unit, and the officers you name, will neither handle nor see your complaint."
        ),
    )
    who = forms.CharField(
        label=_("Which officers?"),
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Name, badge number, car, what they looked like: whatever you remember."),
    )

    leaders = forms.BooleanField(
        label=_("It is about the leadership, the response centre or an administrator"),
        required=False,
        help_text=_(
            "Then it is sealed when you send it: only the outside body can open it, and nobody in this service."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = unit_choices()  # type: ignore[attr-defined]
        if not outside.configured():
            del self.fields["leaders"]


class WhatForm(forms.Form):
    """Step 4: what happened, and what would help."""

    narrative = forms.CharField(
        label=_("What happened?"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("In your own words and your own language. When, where, who, what."),
        error_messages={
            "required": _("Write what happened. A few words are enough to begin."),
            "max_length": _(
                "This is longer than 20,000 characters. Send the rest as a file or message."
            ),
        },
    )
    happened_on = DateField(
        label=_("When was it?"),
        required=False,
        help_text=_("If you know the day. Recordings are kept for a short time only."),
        error_messages={"invalid": _("Write the day as day, month and year in numbers.")},
    )
    place = forms.CharField(label=_("Where was it?"), required=False, max_length=200)
    wish = forms.CharField(
        label=_("What would help you?"),
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean_happened_on(self) -> date | None:
        day: date | None = self.cleaned_data.get("happened_on")
        if day and day > clock.now().date():
            raise forms.ValidationError(
                _("This day lies in the future. Check day, month and year.")
            )
        return day
