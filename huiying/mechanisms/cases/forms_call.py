"""A call to one of the people: why the number is opened, and what came of it. Nothing is asked twice."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from huiying.core.kinds import N_
from huiying.core.web.acts_forms import Choices, one_of, pick_one, words
from huiying.mechanisms.cases import choices
from huiying.mechanisms.cases.services.calling import Call

OUTCOMES = {
    "reached": N_("We spoke"),
    "not-reached": N_("Somebody else, or nobody"),
}


class WhyForm(forms.Form):
    """Whom, and why. The reason is kept with the look at the number."""

    party = pick_one(_("Who are you ringing?"), _("Choose whom you ring."))
    reason = forms.CharField(
        label=_("Why you ring"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("Kept with the look at the number. The person can see that you looked."),
        error_messages={"required": _("Say why you need it. The reason is kept with the look.")},
    )

    def __init__(self, *args: Any, people: Choices, first: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["party"]
        assert isinstance(field, forms.ChoiceField)
        field.choices, field.initial = people, first
        if len(people) == 1:
            field.widget = forms.HiddenInput()
        else:
            field.widget.attrs["autofocus"] = True
        self.fields["reason"].initial = gettext("To tell them what waits")


@dataclass(frozen=True, kw_only=True, slots=True)
class Sayable:
    """What may be said on this call: news that waits, released lines, sentences cleared beforehand."""

    news: Choices
    lines: Choices
    sentences: Choices
    # They gave a word that the caller says.
    has_word: bool


class CallForm(forms.Form):
    outcome = one_of(_("What came of it?"), OUTCOMES, _("Choose what came of the call."))
    identity = one_of(
        _("How did you make sure that it was them?"),
        choices.IDENTITY,
        _("Choose how you made sure that it was them."),
    )
    tells = forms.MultipleChoiceField(
        label=_("What did you tell them?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Only our word stands for it, and figures count it so."),
    )
    lines = forms.MultipleChoiceField(
        label=_("What was released"), required=False, widget=forms.CheckboxSelectMultiple
    )
    sentence = forms.ChoiceField(
        label=_("And one of the sentences cleared beforehand"), required=False
    )
    note = words(_("Note, for staff alone"), rows=2)

    def __init__(self, *args: Any, say: Sayable, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["outcome"].widget.segmented = len(OUTCOMES)
        self.fields["outcome"].widget.attrs["autofocus"] = True
        self.fields["identity"].required = False
        self.fields["identity"].initial = "word" if say.has_word else "answers"
        self._tick("tells", say.news)
        self._tick("lines", say.lines)
        if say.sentences:
            field = self.fields["sentence"]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [("", _("None")), *say.sentences]
        else:
            del self.fields["sentence"]

    def _tick(self, name: str, offered: Choices) -> None:
        """All of it is to be told, so it is chosen already."""
        field = self.fields[name]
        assert isinstance(field, forms.MultipleChoiceField)
        if not offered:
            del self.fields[name]
            return
        field.choices = offered
        field.initial = [code for code, _words in offered]

    @property
    def reached(self) -> bool:
        return str(self.cleaned_data["outcome"]) == "reached"

    def call(self, party: uuid.UUID) -> Call:
        given = self.cleaned_data
        chosen = given.get("sentence")
        return Call(
            party_id=party,
            identity=given.get("identity") or "",
            tells=_ids(given.get("tells") or ()),
            lines=tuple(given.get("lines") or ()),
            sentence=uuid.UUID(chosen) if chosen else None,
            note=given["note"],
        )


def _ids(texts: Iterable[str]) -> tuple[uuid.UUID, ...]:
    return tuple(uuid.UUID(text) for text in texts)
