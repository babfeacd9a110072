"""Forms of the gate. Each line has a form of its own; what a rule declines stands beside the field it is about."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from huiying.core.disclosure import rules
from huiying.core.disclosure.choices import DECISIONS, GROUND_LABELS, SUBJECTS, Decision
from huiying.core.disclosure.kinds import case_kinds
from huiying.core.disclosure.queries_pages import GatePage, Worded
from huiying.core.disclosure.rules import Proposal
from huiying.core.kinds import Declined
from huiying.core.units import queries as units
from huiying.core.web.forms import DateField
from huiying.core.web.people_words import PEOPLE_WORDS

USUAL_DAYS = 14
Choices = list[tuple[str, Any]]
# Which field of a line a sentence of the rules is about; any other is about the decision.
_FIELDS = {
    rules.WORDS_NEEDED: "said",
    rules.GAP_LEFT: "said",
    rules.GROUND_NEEDED: "ground",
    rules.WHY_NEEDED: "ground_words",
    rules.DAY_NEEDED: "ask_again_on",
    rules.DAY_WRONG: "ask_again_on",
}


def _words(table: dict[str, str] | Any) -> Callable[[], Choices]:
    return lambda: [(code, gettext(words)) for code, words in table.items()]


def unit_choices(ids: Iterable[int]) -> Choices:
    return [(str(pk), units.unit(pk).name) for pk in ids]


class AskForm(forms.Form):
    """What may be told? One thing a line, each decided by itself."""

    lines = forms.CharField(
        label=_("What the person might be told"),
        help_text=_("One thing a line: each is decided by itself."),
        max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write down what it is about.")},
    )
    subject = forms.ChoiceField(label=_("What it is about"), choices=_words(SUBJECTS))
    source = forms.CharField(label=_("Where it comes from"), required=False, max_length=200)
    party = forms.ChoiceField(label=_("For whom"), required=False)

    def __init__(self, *args: Any, page: GatePage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if len(page.people) > 1:
            offered: Choices = [("", _("each person of the matter"))]
            for number, one in enumerate(page.people, start=1):
                offered.append((str(one.party_id), f"{gettext(PEOPLE_WORDS[one.role])} {number}"))
            self._choices("party", offered)
        else:
            del self.fields["party"]

    def _choices(self, name: str, offered: Choices) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = offered

    def wanted(self) -> list[str]:
        return [line.strip() for line in self.cleaned_data["lines"].splitlines() if line.strip()]


class LineForm(forms.Form):
    """One line: can it be said? Left without a choice, it waits."""

    decision = forms.ChoiceField(
        label=_("Can it be said?"),
        required=False,
        choices=_words(DECISIONS),
        widget=forms.RadioSelect,
    )
    said = forms.CharField(
        label=_("The words that the person will read"),
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    sensitive = forms.BooleanField(
        label=_("Sensitive: it concerns a suspect, a child or somebody else"), required=False
    )
    ground = forms.ChoiceField(label=_("Why not, or not all of it"), required=False)
    ground_words = forms.CharField(
        label=_("More on that, for colleagues"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 1}),
    )
    ask_again_on = DateField(label=_("Asked again on"), required=False)
    outside = forms.ChoiceField(
        label=_("Who is asked to approve from outside"),
        help_text=_("Only for: not even that there is something. Until the day above, and then it ends."),
        required=False,
    )  # fmt: skip

    def __init__(self, *args: Any, page: GatePage, worded: Worded, today: date, **given: Any):
        self.worded, self.page = worded, page
        given["prefix"] = worded.line.id
        given["initial"] = {
            "said": worded.said or worded.text,
            "ground": worded.line.held_ground,
            "ask_again_on": today + timedelta(days=USUAL_DAYS),
            **given.get("initial", {}),
        }
        super().__init__(*args, **given)
        self.fields["decision"].widget.segmented = 4
        self._choices("ground", [("", _("Choose …")), *_words(GROUND_LABELS)()])
        self._choices("outside", [("", _("Choose …")), *unit_choices(page.outside_units)])

    def _choices(self, name: str, offered: Choices) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = offered

    def proposal(self) -> Proposal:
        given = self.cleaned_data
        silent = given["decision"] == Decision.EXISTENCE
        day = given["ask_again_on"]
        return Proposal(
            decision=given["decision"],
            said=given["said"],
            ground=given["ground"],
            ground_words=given["ground_words"],
            sensitive=given["sensitive"],
            ask_again_on=None if silent else day,
            until=day if silent else None,
            outside=int(given["outside"]) if silent and given["outside"] else None,
        )

    def decline(self, declined: Declined) -> None:
        self.add_error(
            _FIELDS.get(declined.sentence, "decision"),
            gettext(declined.sentence) % declined.params,
        )


class AnswerForm(forms.Form):
    """Somebody else's word on a line: as second person, from outside, as supervisor."""

    answer = forms.ChoiceField(
        choices=[("yes", _("Yes")), ("no", _("No"))], widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label=_("Why"),
        required=False,
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(
        self, data: Any, *, line: str, asks: Any, yes: Any, no: Any, why: bool = False
    ) -> None:
        """`why`: a reason is needed for either answer."""
        super().__init__(data, prefix=line)
        field = self.fields["answer"]
        assert isinstance(field, forms.ChoiceField)
        field.label, field.choices = asks, [("yes", yes), ("no", no)]
        field.error_messages["required"] = _("Choose one of the answers.")
        if why:
            self.fields["reason"].required = True
            self.fields["reason"].error_messages["required"] = _(
                "Say why: it is kept, and counted in public."
            )


class SentenceForm(forms.Form):
    """A sentence in both languages, or a new version of one."""

    code = forms.CharField(
        label=_("Short name"),
        help_text=_("A name that exists makes a new version of that sentence."),
        max_length=40,
        error_messages={"required": _("Give it a short name.")},
    )
    kind = forms.ChoiceField(
        label=_("Kind of case"),
        choices=lambda: [(code, kind.name) for code, kind in case_kinds().items()],
    )
    subject = forms.ChoiceField(label=_("What it is about"), choices=_words(SUBJECTS))
    zh = forms.CharField(
        label=_("In Chinese"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2, "lang": "zh"}),
        error_messages={"required": _("Write it in both languages: each person reads it in theirs.")},
    )  # fmt: skip
    en = forms.CharField(
        label=_("In English"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2, "lang": "en"}),
        error_messages={"required": _("Write it in both languages: each person reads it in theirs.")},
    )  # fmt: skip
