"""Forms of the desk about visits. Each shows only the people and the choices that are open now."""

import uuid
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from huiying.core.disclosure.told import may_be_told
from huiying.core.kinds import PartyRole
from huiying.core.units import queries as units
from huiying.core.web import dates, duty_words
from huiying.core.web.acts_forms import (
    ActForm,
    Choices,
    OneOfForm,
    Scene,
    excerpt,
    not_ahead,
    one_of,
    pick_one,
    when_field,
    words,
)
from huiying.core.web.people_words import person_words
from huiying.mechanisms.visits import choices, rules
from huiying.mechanisms.visits.forms_fields import WriteUpFields, day_field, hour_field, segments
from huiying.mechanisms.visits.moves import MOVES, Move
from huiying.mechanisms.visits.queries import VisitsPage, officers_by_id


class _PersonForm(OneOfForm[VisitsPage]):
    """An act towards one of those for whom it is open; the person is always named."""

    move: Move = Move.PLAN

    def fill(self, scene: Scene[VisitsPage]) -> None:
        fits = MOVES[self.move][1]
        called = person_words(scene.page.people)
        meant = [one for one in scene.page.people if fits(scene.page.of(one.id))]
        self.offer("party", [(str(one.id), called[one.id]) for one in meant])
        if len(meant) == 1:
            self.fields["party"].widget = forms.HiddenInput()

    @property
    def chosen(self) -> uuid.UUID | None:
        """Whom the form is about, as far as that is known before it is sent."""
        said = self.data.get("party") if self.is_bound else self.initial.get("party")
        given = said or self.fields["party"].initial
        try:
            return uuid.UUID(str(given)) if given else None
        except ValueError:
            return None


class PlanForm(_PersonForm):
    cause = one_of(_("Why"), choices.CAUSES, _("Choose why somebody is visited again."))
    weeks = forms.IntegerField(
        label=_("Every how many weeks"),
        min_value=rules.LEAST_WEEKS,
        max_value=rules.MOST_WEEKS,
        initial=4,
        help_text=_("No law sets this. What the person wishes binds."),
    )
    agreed = forms.BooleanField(label=_("The person agreed to this"), required=False)
    wish = words(_("What they said about it"), rows=2)

    def fill(self, scene: Scene[VisitsPage]) -> None:
        super().fill(scene)
        _offer_fitting(self, choices.CAUSES, scene)


class EndPlanForm(_PersonForm):
    move = Move.END_PLAN
    cause = one_of(_("Why the visits end"), choices.ENDS, _("Choose why the visits end."))

    def fill(self, scene: Scene[VisitsPage]) -> None:
        super().fill(scene)
        _offer_fitting(self, choices.ENDS, scene)


def _offer_fitting(form: _PersonForm, table: dict[str, str], scene: Scene[VisitsPage]) -> None:
    """Why, from what can be true of the kind of matter on the page."""
    fitting = choices.of_kind(table, scene.page.matter.kind)
    form.offer("cause", [(code, gettext(label)) for code, label in fitting.items()])


class _WhoGoes(_PersonForm):
    officer_1 = pick_one(_("Who comes"), _("Say which one or two officers go."))
    officer_2 = forms.ChoiceField(label=_("And"), required=False)

    def fill(self, scene: Scene[VisitsPage]) -> None:
        super().fill(scene)
        unit = scene.page.matter.handling_unit
        here = units.present([unit], scene.at) if unit else []
        named = [(str(o.id), f"{o.name} {o.number}") for o in dict.fromkeys(here)]
        self.offer("officer_1", named)
        second = self.fields["officer_2"]
        assert isinstance(second, forms.ChoiceField)
        second.choices = [("", _("Nobody else")), *named]
        mine = str(scene.by.officer_id)
        if any(officer == mine for officer, _name in named):
            self.fields["officer_1"].initial = mine


def officers_in(data: dict[str, Any]) -> tuple[int, ...]:
    given = (data.get("officer_1"), data.get("officer_2"))
    return tuple(int(officer) for officer in given if officer)


class OfferForm(_WhoGoes):
    move = Move.OFFER
    way = one_of(
        _("How"),
        {way: choices.WAYS[way] for way in choices.WAYS if way in choices.AT_A_TIME},
        _("Choose how."),
        _("At home only as an offer: nobody goes before the person has picked a time."),
    )
    option_1 = hour_field(_("First time"), required=True)
    option_2 = hour_field(_("Second time"))
    option_3 = hour_field(_("Third time"))
    place = words(_("The place"), hint=_("Leave it empty for the address they gave."), rows=1)

    def fill(self, scene: Scene[VisitsPage]) -> None:
        """Whoever said how they hear from us is offered that and nothing else."""
        super().fill(scene)
        party = self.chosen
        wished = scene.page.of(party).way if party else ""
        if wished:
            self.offer("way", [(wished, gettext(choices.WAYS[wished]))])


class PickForm(_PersonForm):
    move = Move.PICK
    option = forms.ChoiceField(
        label=_("Which time they picked"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the times.")},
    )

    def fill(self, scene: Scene[VisitsPage]) -> None:
        super().fill(scene)
        party = self.chosen
        standing = scene.page.of(party) if party else None
        offer = standing.offer if standing else None
        self.offer("option", options_of(offer.facts) if offer else [])


def options_of(facts: Any) -> Choices:
    return [
        (str(n), dates.moment_week(datetime.fromisoformat(str(facts[f"option_{n}"]))))
        for n in range(1, rules.MOST_OPTIONS + 1)
        if facts.get(f"option_{n}")
    ]


class WayForm(_PersonForm):
    move = Move.WAY
    way = one_of(
        _("How they want to hear from us"),
        choices.WAYS,
        _("Choose how you would like to hear from us."),
        _("No reason is asked, and nothing else is kept."),
    )


class MoveForm(_PersonForm):
    move = Move.MOVE
    begins = hour_field(_("New day and hour, as agreed with them"), required=True)


class CallOffForm(_PersonForm):
    move = Move.CALL_OFF
    cause = one_of(_("Why we can't come"), choices.CALLED_OFF, _("Choose why we can't come."))


class AttemptForm(_PersonForm):
    move = Move.ATTEMPT
    way = segments(_("How"), choices.WAYS, _("Choose how you tried."))
    occurred_at = when_field(_("When"))
    note = words(_("Note"), hint=_("For the desk alone."), rows=2)

    def clean_occurred_at(self) -> Any:
        return not_ahead(self.cleaned_data["occurred_at"], self.scene.at)


class WriteUpForm(WriteUpFields, _WhoGoes):
    """A visit, a call, a letter or a talk at the station, on one page."""

    move = Move.WRITE_UP
    way = segments(_("How"), choices.WAYS, _("Choose how you spoke."))
    occurred_at = when_field(_("When"))

    field_order = ("party", "way", "officer_1", "officer_2", "occurred_at", "told", "reasons")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.views_first()

    def fill(self, scene: Scene[VisitsPage]) -> None:
        super().fill(scene)
        party = self.chosen
        told = self.fields["told"]
        assert isinstance(told, forms.MultipleChoiceField)
        told.choices = may_be_told(scene.page.history, party, duty_words.language())
        meeting = scene.page.of(party).meeting if party else None
        if meeting is not None:
            self.fields["way"].initial = meeting.way
            going = officers_by_id(meeting.officers)
            for name, officer in zip(("officer_1", "officer_2"), going, strict=False):
                self.fields[name].initial = str(officer.id)

    def clean_occurred_at(self) -> Any:
        return not_ahead(self.cleaned_data["occurred_at"], self.scene.at)


class KeepForm(ActForm[VisitsPage]):
    promise = pick_one(_("Which promise"), _("Choose which promise was kept."))
    text = words(_("What was done"), needed=_("Write what was done."), rows=3)

    def fill(self, scene: Scene[VisitsPage]) -> None:
        wanted = {str(p.id) for s in scene.page.standings for p in s.open_promises}
        lines = [n for n in scene.page.lines if str(n.id) in wanted]
        self.offer("promise", [(str(n.id), excerpt(n)) for n in lines])


class RecoverForm(ActForm[VisitsPage]):
    recovery = pick_one(_("What about"), _("Choose what it is about."))
    what = one_of(_("What you did"), choices.REMEDIES, _("Choose what was done."))
    text = words(
        _("To the person"),
        hint=_("They read this. Say what you found, what you did, and who you are."),
        needed=_("Write to the person what was done."),
    )

    def fill(self, scene: Scene[VisitsPage]) -> None:
        named = [
            (
                str(line.id),
                f"{dates.short_day(line.occurred_at)}: "
                f"{gettext(choices.RECOVERY_CAUSES[str(line.facts['cause'])])}",
            )
            for s in scene.page.standings
            for line in s.recoveries
        ]
        self.offer("recovery", named)


class WarningForm(_PersonForm):
    """For the protection of one of those who were harmed."""

    move = Move.WARN
    roles = frozenset({PartyRole.VICTIM, PartyRole.INJURED, PartyRole.GUARDIAN})


class PlanCheckForm(_WhoGoes):
    move = Move.PLAN_CHECK
    side = segments(_("Who is checked on"), choices.SIDES, _("Choose whom the check goes to."))
    safe = one_of(
        _("How, without danger"), choices.SAFE_WAYS, _("Choose how they are met without danger.")
    )
    due_on = day_field(_("On"))
    safety = words(
        _("What keeps the person protected safe"),
        hint=_(
            "Who may answer, at which hours, what is never said; what is done if the other one is there."
        ),
        needed=_("Write what keeps the person protected safe before, during and after it."),
    )

    def clean_due_on(self) -> Any:
        day = self.cleaned_data["due_on"]
        if day is None:
            raise forms.ValidationError(_("Give a day."))
        return day


class RecordCheckForm(ActForm[VisitsPage]):
    side = segments(_("Who was checked on"), choices.SIDES, _("Choose whom the check went to."))
    safe = one_of(_("How"), choices.SAFE_WAYS, _("Choose how they were met."))
    calm = forms.BooleanField(label=_("It was calm"), required=False)
    help_wanted = forms.BooleanField(label=_("Help is wanted"), required=False)
    note = words(_("Note"), hint=_("For the desk alone."), rows=2)


class EndChecksForm(ActForm[VisitsPage]):
    reason = words(
        _("Why no further check is needed"), needed=_("Write why no further check is needed.")
    )
