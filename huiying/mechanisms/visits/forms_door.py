"""The form at the door: the same with and without network. Not collected: position, recording, picture, mark."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from huiying.core.kinds import N_
from huiying.core.web.door import MomentField, moment_of
from huiying.mechanisms.visits import choices
from huiying.mechanisms.visits.forms_fields import WriteUpFields, segments, write_up_of
from huiying.mechanisms.visits.services.doorstep import Filled

OUTCOMES = {
    "made": N_("We spoke"),
    "another-way": N_("Not now, or in another way"),
    "nobody": N_("Nobody was there"),
}


class DoorForm(WriteUpFields):
    """`draft` is chosen before the form is filled in, so that however often it is sent it is one."""

    draft = forms.UUIDField(widget=forms.HiddenInput)
    filled_at = MomentField()
    outcome = segments(_("How it went"), OUTCOMES, _("Say how it went."))
    agreed_now = forms.BooleanField(
        label=_(
            "We showed who we are, said the word, and asked once more whether it suits them now"
        ),
        required=False,
    )
    other_way = forms.ChoiceField(
        label=_("How they want to hear from us"),
        required=False,
        help_text=_("Only if they did not want to speak now. No reason is asked."),
        choices=lambda: [
            ("", _("Not spoken of")),
            *((code, gettext(sentence)) for code, sentence in choices.WAYS.items()),
        ],
    )

    field_order = ("draft", "filled_at", "outcome", "agreed_now", "other_way", "told", "reasons")

    def __init__(
        self,
        *args: Any,
        lines: Sequence[tuple[str, str]] = (),
        at_home: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        told = self.fields["told"]
        assert isinstance(told, forms.MultipleChoiceField)
        told.choices = list(lines)
        self.at_home = at_home
        self.fields["outcome"].initial = "made"
        self.views_first()

    def clean(self) -> dict[str, Any]:
        outcome = self.cleaned_data.get("outcome")
        if outcome != "made":
            # Nothing was spoken of: what stands in the other fields is not asked for, and not kept.
            self._errors = forms.utils.ErrorDict(
                {k: v for k, v in self.errors.items() if k in {"draft", "outcome", "other_way"}}
            )
            if outcome == "another-way" and not self.cleaned_data.get("other_way"):
                self.add_error("other_way", _("Choose how they want to hear from us."))
            return self.cleaned_data
        data = super().clean()
        if self.at_home and not data.get("agreed_now"):
            self.add_error(
                "agreed_now", _("Ask again at the door. If it does not suit them, say so above.")
            )
        return data

    def filled(
        self,
        *,
        typed: Mapping[str, object],
        party_id: uuid.UUID,
        way: str,
        officers: tuple[int, ...],
        at: datetime,
        offline: bool,
    ) -> Filled:
        data = self.cleaned_data
        when = moment_of(data.get("filled_at"), at)
        made = data["outcome"] == "made"
        return Filled(
            draft_id=data["draft"],
            filled_at=when,
            outcome=data["outcome"],
            typed=typed,
            way=data.get("other_way", ""),
            visit=write_up_of(
                data,
                party_id=party_id,
                way=way,
                officers=officers,
                occurred_at=when,
                offline=offline,
            )
            if made
            else None,
        )


class ChoiceOfVersion(forms.Form):
    keep = forms.ChoiceField(
        label=_("Which one stands"),
        choices=[("first", _("What is on record")), ("second", _("The other one"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the two.")},
    )
    reason = forms.CharField(
        label=_("Why"),
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Write why this version is the right one.")},
    )
