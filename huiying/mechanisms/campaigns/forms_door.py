"""The forms of a campaign on a device without network: the same two as with it. Not collected: position, picture, name
of a door."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from huiying.core.web.door import MomentField, moment_of
from huiying.mechanisms.campaigns.forms_go import HANDOVERS, CountFields, RaiseForm, count_days
from huiying.mechanisms.campaigns.queries import MyArea
from huiying.mechanisms.campaigns.services.raising import Raising
from huiying.mechanisms.campaigns.standing import Counts


class DoorCountForm(CountFields):
    """`known`: what the device was given of the day, as four numbers; `over`: the officer saw what stands there."""

    known = forms.RegexField(
        regex=r"^\d{1,6}(,\d{1,6}){3}$", required=False, widget=forms.HiddenInput
    )
    over = forms.BooleanField(required=False, widget=forms.HiddenInput)
    filled_at = MomentField()

    def __init__(self, data: Any = None, *, mine: MyArea | None = None, today: date | None = None):
        super().__init__(data)
        field = self.fields["day"]
        assert isinstance(field, forms.ChoiceField)
        # The shell has no days of its own: they are taken along with the area.
        field.choices = count_days(mine, today) if mine and today else []

    def known_counts(self) -> Counts | None:
        given = self.cleaned_data["known"]
        if not given:
            return None
        visited, absent, declined, other_way = map(int, given.split(","))
        return Counts(visited=visited, absent=absent, declined=declined, other_way=other_way)


class DoorRaiseForm(RaiseForm):
    """`draft` is chosen on the device, so that however often it is sent it is one. Nothing is printed at a door."""

    draft = forms.UUIDField(widget=forms.HiddenInput)
    filled_at = MomentField()

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        del self.fields["key"]
        field = self.fields["handover"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(code, words) for code, words in HANDOVERS if code != "print"]
        field.help_text = _("Take a pad of slips along: what is printed is printed at the station.")

    def raised_at_door(self, mine: MyArea, language: str, at: datetime) -> Raising:
        data = self.cleaned_data
        data["key"] = str(data["draft"])
        made = self.raising(mine, language)
        return replace(made, occurred_at=moment_of(data["filled_at"], at))
