"""Forms of the acts on a case at the desk: what it becomes, and what happens to it."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from huiying.core.kinds import N_, SeatRole
from huiying.core.ledger.specs import specs
from huiying.core.units import queries as units
from huiying.core.web.acts_forms import (
    ActForm,
    OneOfForm,
    Scene,
    day_text,
    excerpt,
    not_ahead,
    one_of,
    pick_one,
    when_field,
    words,
)
from huiying.core.web.people_words import person_words
from huiying.mechanisms.cases import choices, notes, rules
from huiying.mechanisms.cases.crimes import tree
from huiying.mechanisms.cases.queries import CasePage
from huiying.mechanisms.cases.services import remedying
from huiying.mechanisms.cases.services.belongings import STEPS

Form = ActForm[CasePage]
_REGIME = {k: v for k, v in choices.REGIMES.items() if k != "unknown"}


class NumberForm(Form):
    number = forms.CharField(
        label=_("Number of the case"),
        max_length=60,
        error_messages={"required": _("Enter the number of the case.")},
    )


class KindForm(Form):
    crime = pick_one(_("What kind of case is it?"), _("Choose the kind of case from the list."))

    def fill(self, scene: Scene[CasePage]) -> None:
        language = get_language() or ""
        self.offer("crime", [(c.code, c.name(language)) for c in tree().values()])
        self.fields["crime"].initial = scene.page.standing.crime


class RegimeForm(Form):
    regime = one_of(
        _("Which kind of procedure is it?"), _REGIME, _("Choose which kind of procedure it is.")
    )

    def fill(self, scene: Scene[CasePage]) -> None:
        known = scene.page.standing.regime
        if settings.HUIYING_JURISDICTION not in choices.PUBLIC_ORDER_IN:
            self.offer("regime", [("criminal", gettext(_REGIME["criminal"]))])
            known = "criminal"
        self.fields["regime"].initial = known if known in _REGIME else None


class AcceptForm(RegimeForm):
    agency = forms.BooleanField(label=_("Another agency passed it on"), required=False)


class NotOpenForm(Form):
    ground = one_of(
        _("Why no case is opened"),
        choices.GROUNDS,
        _("Choose the ground on which no case is opened."),
    )
    reason = words(
        _("Why"),
        hint=_("The result first, then what was checked. The person reads it as it stands here."),
        needed=_("Say why, in words that the person understands."),
    )
    remedy = words(
        _("What they can do next"),
        needed=_("Say what the person can do next, where, and by when."),
    )
    agency = forms.BooleanField(label=_("Another agency passed it on"), required=False)

    def fill(self, scene: Scene[CasePage]) -> None:
        if rules.not_opened_accuser(scene.page.standing) and remedying.offered():
            self.fields["remedy"].help_text = gettext(
                "Reconsideration within seven days of this notice, then review; or the prosecutor."
            )


class ReasonForm(Form):
    reason = words(_("Why"), needed=_("Say why, in words that the person understands."))


class MoveForm(Form):
    to_unit = pick_one(_("Which unit"), _("Choose a unit that exists."))
    cause = one_of(_("Why"), choices.CAUSES, _("Choose why it goes to another unit."))
    reason = words(
        _("In words"),
        needed=_("Say why that unit is the right one. The people of the case read it."),
        rows=3,
    )

    def fill(self, scene: Scene[CasePage]) -> None:
        here = scene.page.matter.handling_unit
        rows = units.tree().values()
        self.offer("to_unit", [(str(r.id), r.name) for r in rows if r.id != here and not r.closed])


class MeasureForm(Form):
    measure = one_of(_("Measure"), choices.MEASURES, _("Choose the measure."))
    tell = forms.BooleanField(
        label=_("Tell the people who were harmed"),
        required=False,
        help_text=_(
            "Only where the law lets it be told, and it harms neither the case nor anybody."
        ),
    )


class FoundForm(Form):
    how = one_of(
        _("What is known of the suspect?"), choices.FOUND, _("Choose what is known of the suspect.")
    )


class ChargeForm(Form):
    how = one_of(_("What was decided?"), choices.CHARGES, _("Choose what the prosecutor decided."))
    reason = words(_("Reasons"), needed=_("Write down the prosecutor's reasons."))


class ConcludeForm(Form):
    how = one_of(_("How did it end?"), choices.CONCLUSIONS, _("Choose how it ended."))
    reason = words(_("In words"), needed=_("Say what came of it, and what was not found out."))


class PenaltyForm(Form):
    decision = one_of(_("What was decided?"), choices.PENALTIES, _("Choose what was decided."))


class LimitForm(Form):
    offender = one_of(
        _("Is anybody known?"), choices.OFFENDERS, _("Choose whether anybody is known.")
    )
    reason = words(_("Explanation"), needed=_("Explain what was done, and what goes on."))


COURT_NEWS = {
    "hearing": _("The day of a hearing"),
    "bail": _("What was decided about bail"),
    "witness": _("Whether evidence has to be given"),
    "outcome": _("What the court decided"),
}


class CourtForm(Form):
    news = forms.ChoiceField(
        label=_("What did the court let us know?"),
        choices=list(COURT_NEWS.items()),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what the court let us know.")},
    )
    on = forms.DateField(
        label=_("Day of the hearing"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    needed = forms.BooleanField(label=_("Evidence has to be given"), required=False)
    text = words(_("In words"), rows=3)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("news") == "hearing" and not data.get("on"):
            self.add_error("on", _("Enter the day of the hearing."))
        data["on"] = day_text(data.get("on"))
        return data


class AskExtensionForm(Form):
    days = forms.IntegerField(
        label=_("How many days"),
        min_value=1,
        max_value=30,
        error_messages={"required": _("Ask for a whole number of days, one or more.")},
    )
    reason = words(_("Why"), needed=_("Say why it takes longer. The person will read it."))


class DecideExtensionForm(Form):
    granted = one_of(
        _("Is it granted?"),
        {"yes": N_("yes, it is granted"), "no": N_("no, it is not")},
        _("Choose whether it is granted."),
    )
    reason = words(
        _("Why"), needed=_("Say why. Granted, the person reads it; declined, your colleague.")
    )


class FilingForm(Form):
    reason = words(_("Why"), needed=_("Say why it takes longer. The person will read it."))


class NoteForm(OneOfForm[CasePage]):
    note = one_of(
        _("What is noted?"),
        {code: note.label for code, note in notes.NOTES.items()},
        _("Choose what is noted."),
    )
    reason = words(_("Reason, where there is one to give"), rows=2)


class ProsecutorForm(Form):
    subject = one_of(
        _("What did the prosecutor ask?"), choices.ASKED, _("Choose what the prosecutor asked.")
    )


class AssignForm(Form):
    officer = pick_one(_("Officer"), _("Choose an officer of the unit."))

    def fill(self, scene: Scene[CasePage]) -> None:
        unit = scene.page.matter.handling_unit
        roles = (SeatRole.CASES, SeatRole.DESK, SeatRole.HEAD)
        found = units.present([unit], scene.at, *roles) if unit is not None else []
        self.offer("officer", [(str(row.id), f"{row.name} {row.number}") for row in found])


# --- telling by word of mouth ------------------------------------------------------------------------


class ReachedForm(OneOfForm[CasePage]):
    channel = one_of(_("How?"), choices.WAYS, _("Choose how the person was reached."))
    tells = forms.MultipleChoiceField(
        label=_("What did you tell them?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Only our word stands for it, and figures count it so."),
    )
    they_called = forms.BooleanField(label=_("They rang us"), required=False)
    occurred_at = when_field(_("When"))
    note = words(_("Note, for staff alone"), rows=2)

    def fill(self, scene: Scene[CasePage]) -> None:
        super().fill(scene)
        page = scene.page
        lines = {line.id: line for line in page.lines}
        called = _called(page)
        field = self.fields["tells"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [
            (str(n.id), _news(n.tells, lines.get(n.about), called.get(str(n.party_id), "")))
            for n in page.untold
        ]
        if not page.untold:
            del self.fields["tells"]
        else:
            field.initial = [str(n.id) for n in page.untold if len(called) < 2]

    def clean_occurred_at(self) -> Any:
        return not_ahead(self.cleaned_data.get("occurred_at"), self.scene.at)


def _called(page: CasePage) -> dict[str, str]:
    return {str(party): text for party, text in person_words(page.people).items()}


def _news(tells: str, about: Any, who: str) -> str:
    text = about.sentence if about is not None else gettext(specs()[tells].written)
    return gettext("%(what)s: %(more)s") % {"what": who, "more": text} if who else text


class NotReachedForm(OneOfForm[CasePage]):
    channel = one_of(
        _("How did you try?"), choices.WAYS, _("Choose how you tried to reach the person.")
    )
    occurred_at = when_field(_("When"))
    note = words(_("Note, for staff alone"), rows=2)

    def clean_occurred_at(self) -> Any:
        return not_ahead(self.cleaned_data.get("occurred_at"), self.scene.at)


class ContactReporterForm(OneOfForm[CasePage]):
    channel = one_of(_("How?"), choices.WAYS, _("Choose how the person was reached."))


class AskForm(OneOfForm[CasePage]):
    question = words(_("Question"), needed=_("Write the question."))


class AnswerMessageForm(Form):
    message = pick_one(_("Which message"), _("Choose the message."))
    text = words(_("Answer"), needed=_("Write the answer."))

    def fill(self, scene: Scene[CasePage]) -> None:
        ids = {str(line.id) for line in scene.page.standing.open_messages}
        lines = [n for n in scene.page.lines if str(n.id) in ids]
        self.offer("message", [(str(n.id), excerpt(n)) for n in lines])


# --- property ----------------------------------------------------------------------------------------


class ListPropertyForm(OneOfForm[CasePage]):
    how = one_of(
        _("What has it to do with the case?"),
        choices.PROPERTY_HOW,
        _("Choose what it has to do with the case."),
    )
    what = words(
        _("What the thing is"),
        hint=_("Its owner reads it in these words."),
        needed=_("Say what it is, so that its owner knows it."),
        rows=2,
    )


class ThingForm(Form):
    item = pick_one(_("Which thing"), _("Choose a thing from the list."))

    def fill(self, scene: Scene[CasePage]) -> None:
        words_of = {line.id: line for line in scene.page.lines}
        things = scene.page.standing.things.values()
        self.offer(
            "item",
            [
                (thing.item, f"{thing.item}. {_what(words_of.get(thing.listed.id))}")
                for thing in things
            ],
        )


def _what(line: Any) -> str:
    return line.word("what") if line is not None else ""


class MovePropertyForm(ThingForm):
    step = forms.ChoiceField(
        label=_("What happened to it?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what happened to it.")},
    )

    def fill(self, scene: Scene[CasePage]) -> None:
        super().fill(scene)
        self.offer("step", [(code, gettext(text)) for code, text in STEPS.items()])


class ReturnPropertyForm(ThingForm):
    evidence = one_of(
        _("What shows it?"),
        choices.RETURN_EVIDENCE,
        _("Choose what shows that it was given back."),
    )


class KeepPropertyForm(ThingForm):
    ground = one_of(_("Why it is kept"), choices.KEPT, _("Choose why it can't be given back yet."))
    reason = words(_("Why"), needed=_("Say why, in words that its owner understands."))


class SeizureForm(ThingForm):
    days = forms.IntegerField(label=_("How many days"), min_value=1, max_value=30)
    reason = words(_("Why"), needed=_("Say why, in words that its owner understands."))
