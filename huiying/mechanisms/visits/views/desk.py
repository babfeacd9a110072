"""The acts of the desk about visits, on a matter of any kind: one table, one line an act."""

import uuid

from huiying.core.access import doors
from huiying.core.kinds import N_
from huiying.core.web.acts import Desk, DeskAct, Doing
from huiying.core.web.acts_forms import day_text
from huiying.mechanisms.visits import forms, moves, rules
from huiying.mechanisms.visits.forms_fields import write_up_of
from huiying.mechanisms.visits.moves import Move
from huiying.mechanisms.visits.queries import VisitsPage, visits_of
from huiying.mechanisms.visits.services import (
    arranging,
    checks,
    going,
    planning,
    promising,
    recovering,
)

_Doing = Doing[VisitsPage]
VISITS, BY_LAW = N_("Visits"), N_("Checks ordered by law")


def _person(doing: _Doing) -> uuid.UUID:
    return doing.id("party")


def _plan(doing: _Doing) -> None:
    planning.plan_visits(
        **doing.of,
        party_id=_person(doing),
        cause=doing.data["cause"],
        weeks=doing.data["weeks"],
        agreed=doing.data["agreed"],
        wish=doing.data["wish"],
    )


def _offer(doing: _Doing) -> None:
    data = doing.data
    begins = tuple(data[f"option_{n}"] for n in (1, 2, 3) if data[f"option_{n}"])
    offer = arranging.Offer(
        party_id=_person(doing),
        way=data["way"],
        begins=begins,
        officers=forms.officers_in(data),
        place=data["place"],
    )
    arranging.offer_visit(**doing.of, offer=offer)


def _attempt(doing: _Doing) -> None:
    data = doing.data
    going.record_attempt(
        **doing.of,
        party_id=_person(doing),
        way=data["way"],
        note=data["note"],
        occurred_at=data["occurred_at"],
    )


def _write_up(doing: _Doing) -> None:
    data = doing.data
    visit = write_up_of(
        data,
        party_id=_person(doing),
        way=data["way"],
        officers=forms.officers_in(data),
        occurred_at=data["occurred_at"],
    )
    going.write_up_visit(**doing.of, visit=visit)


def _plan_check(doing: _Doing) -> None:
    data = doing.data
    checks.plan_check(
        **doing.of,
        side=data["side"],
        safe=data["safe"],
        due_on=day_text(data["due_on"]),
        safety=data["safety"],
        officers=forms.officers_in(data),
    )


def _record_check(doing: _Doing) -> None:
    data = doing.data
    checks.record_check(
        **doing.of,
        side=data["side"],
        safe=data["safe"],
        calm=data["calm"],
        help_wanted=data["help_wanted"],
        note=data["note"],
    )


ACTS: tuple[DeskAct[VisitsPage], ...] = (
    DeskAct(
        slug="write-up-visit",
        move=Move.WRITE_UP,
        group=VISITS,
        title=N_("Write up a visit"),
        button=N_("Done"),
        form=forms.WriteUpForm,
        do=_write_up,
        icon="doc",
        lead=N_("Their words, never a mark. Whether they are satisfied is asked by somebody else."),
    ),
    DeskAct(
        slug="offer-visit",
        move=Move.OFFER,
        group=VISITS,
        title=N_("Offer times"),
        button=N_("Offer these times"),
        form=forms.OfferForm,
        do=_offer,
        icon="clock",
        lead=N_("The person picks one, asks for others, or would rather hear in another way."),
    ),
    DeskAct(
        slug="record-pick",
        move=Move.PICK,
        group=VISITS,
        title=N_("They picked a time"),
        button=N_("Agree on it"),
        form=forms.PickForm,
        do=lambda d: arranging.record_pick(
            **d.of, party_id=_person(d), option=int(d.data["option"])
        ),
    ),
    DeskAct(
        slug="record-way",
        move=Move.WAY,
        group=VISITS,
        title=N_("How they want to hear from us"),
        button=N_("Keep it"),
        form=forms.WayForm,
        do=lambda d: arranging.record_way(**d.of, party_id=_person(d), way=d.data["way"]),
    ),
    DeskAct(
        slug="move-visit",
        move=Move.MOVE,
        group=VISITS,
        title=N_("Move the visit"),
        button=N_("Move it"),
        form=forms.MoveForm,
        do=lambda d: arranging.move_visit(**d.of, party_id=_person(d), begins=d.data["begins"]),
    ),
    DeskAct(
        slug="call-off-visit",
        move=Move.CALL_OFF,
        group=VISITS,
        title=N_("Call the visit off"),
        button=N_("Call it off"),
        form=forms.CallOffForm,
        do=lambda d: arranging.call_off(**d.of, party_id=_person(d), cause=d.data["cause"]),
        lead=N_("The person reads why, and new times are owed within days."),
    ),
    DeskAct(
        slug="visit-attempt",
        move=Move.ATTEMPT,
        group=VISITS,
        title=N_("Tried in vain"),
        button=N_("Write it down"),
        form=forms.AttemptForm,
        do=_attempt,
        lead=N_("After three days at different hours, what may be told is posted on their page."),
    ),
    DeskAct(
        slug="keep-visit-promise",
        move=Move.KEEP,
        group=VISITS,
        title=N_("A promise was kept"),
        button=N_("Tell them"),
        form=forms.KeepForm,
        do=lambda d: promising.keep_promise(
            **d.of, promise_id=d.id("promise"), text=d.data["text"]
        ),
        icon="check",
    ),
    DeskAct(
        slug="plan-visits",
        move=Move.PLAN,
        group=VISITS,
        title=N_("Plan visits"),
        button=N_("Plan them"),
        form=forms.PlanForm,
        do=_plan,
        icon="clock",
    ),
    DeskAct(
        slug="end-visits",
        move=Move.END_PLAN,
        group=VISITS,
        title=N_("End the visits"),
        button=N_("End them"),
        form=forms.EndPlanForm,
        do=lambda d: planning.end_plan(**d.of, party_id=_person(d), cause=d.data["cause"]),
    ),
    DeskAct(
        slug="recover",
        move=Move.RECOVER,
        group=VISITS,
        title=N_("Say what was done about it"),
        button=N_("Tell them"),
        form=forms.RecoverForm,
        do=lambda d: recovering.do_recovery(
            **d.of, recovery_id=d.id("recovery"), what=d.data["what"], text=d.data["text"]
        ),
        icon="phone",
        lead=N_("Speak with the person first. Nobody in the unit below reads this."),
    ),
    DeskAct(
        slug="dv-warning",
        move=Move.WARN,
        group=BY_LAW,
        title=N_("A written warning was issued"),
        button=N_("Write it down"),
        form=forms.WarningForm,
        known="dv-warning.issued",
        do=lambda d: checks.record_warning(**d.of, party_id=_person(d)),
        lead=N_(
            "From then on the law orders checks on both sides. Nothing of them is on any page a code opens."
        ),
    ),
    DeskAct(
        slug="plan-dv-check",
        move=Move.PLAN_CHECK,
        group=BY_LAW,
        title=N_("Plan a check"),
        button=N_("Plan it"),
        form=forms.PlanCheckForm,
        do=_plan_check,
        lead=N_(
            "The law orders it, so no agreement is needed. The safety of the person protected comes first."
        ),
    ),
    DeskAct(
        slug="record-dv-check",
        move=Move.RECORD_CHECK,
        group=BY_LAW,
        title=N_("A check was made"),
        button=N_("Write it down"),
        form=forms.RecordCheckForm,
        do=_record_check,
    ),
    DeskAct(
        slug="end-dv-checks",
        move=Move.END_CHECKS,
        group=BY_LAW,
        title=N_("End the checks"),
        button=N_("End them"),
        form=forms.EndChecksForm,
        do=lambda d: checks.end_checks(**d.of, reason=d.data["reason"]),
    ),
)


def _decide(page: VisitsPage, act: DeskAct[VisitsPage]) -> None:
    """Raises access.Denied, kinds.IllegalMove."""
    move = Move(act.move)
    if page.acts.isdisjoint(moves.MOVES[move][0]):
        raise doors.Denied(act.move)
    if move is Move.WARN:
        rules.warns_of_a_case(page.matter.kind)
    moves.decide(move, page.standings)


DESK: Desk[VisitsPage] = Desk(
    acts=ACTS,
    read=visits_of,
    decide=_decide,
    needs=lambda act: moves.MOVES[Move(act.move)][0],
    ways={
        "visit.made": ("write-up-visit", "offer-visit"),
        "visit.offered": ("offer-visit",),
        "visit-promise.kept": ("keep-visit-promise",),
        "recovery.told": ("recover",),
        "dv-check.made": ("record-dv-check", "plan-dv-check"),
    },
)
