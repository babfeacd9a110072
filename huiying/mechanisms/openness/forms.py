"""Forms of openness: a report without receipt, and what another book counted."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from huiying.core.units import queries as units
from huiying.core.web.forms import DateField
from huiying.core.web.proof import ProofForm
from huiying.mechanisms.openness import rules


def unit_choices() -> list[tuple[str, str]]:
    """Units that a person can have come to, in the order of the tree."""
    return [("", gettext("Choose"))] + [(str(u.id), u.name) for u in units.stations()]


class NoReceiptForm(ProofForm):
    """Three questions and one that may stay empty."""

    unit = forms.ChoiceField(
        label=_("Where were you?"),
        error_messages={"required": _("Choose the station or office where you were.")},
    )
    happened_on = DateField(label=_("When?"), help_text=_("As well as you remember."))
    words = forms.CharField(
        label=_("What happened?"),
        help_text=_(
            "What you brought, what was said, who was there. Do not worry about the order."
        ),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Write in a few words what happened.")},
    )
    contact = forms.CharField(
        label=_("How can oversight reach you?"),
        help_text=_(
            "A telephone number or an e-mail address. Oversight alone sees it. You can leave it empty."
        ),
        max_length=200,
        required=False,
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        field = self.fields["unit"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = unit_choices()

    def clean_happened_on(self) -> date:
        return _not_to_come(self.cleaned_data["happened_on"], self.today)


class CountForm(forms.Form):
    """What a book counted on one day."""

    day = DateField(label=_("Day"))
    channel = forms.ChoiceField(label=_("Counted by"))
    count = forms.IntegerField(
        label=_("How many complaints they counted"),
        min_value=0,
        max_value=100_000,
        error_messages={
            "required": _("Enter the number; 0 if there were none."),
            "invalid": _("Enter a whole number, such as 12."),
        },
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        field = self.fields["channel"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(code, gettext(name)) for code, name in rules.CHANNEL_NAMES.items()]

    def clean_day(self) -> date:
        return _not_to_come(self.cleaned_data["day"], self.today)


def _not_to_come(day: date, today: date) -> date:
    if day > today:
        raise forms.ValidationError(
            gettext("This day has not come yet. Check year, month and day.")
        )
    return day
