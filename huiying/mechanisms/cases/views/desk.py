"""The desk of cases: its table of acts, which of them are open, which brings about what is owed."""

from huiying.core.access import doors
from huiying.core.kinds import Act
from huiying.core.web.acts import Desk, DeskAct
from huiying.mechanisms.cases import events, notes, of_people, of_property, rules
from huiying.mechanisms.cases.queries import CasePage, case_of
from huiying.mechanisms.cases.rules import Move
from huiying.mechanisms.cases.views.desk_acts import ACTS


def _decide(page: CasePage, act: DeskAct[CasePage]) -> None:
    move = Move(act.move)
    if page.acts.isdisjoint(rules.MOVES[move][1]):
        raise doors.Denied(act.move)
    rules.decide(move, page.standing)


def _needs(act: DeskAct[CasePage]) -> tuple[Act, ...]:
    return rules.MOVES[Move(act.move)][1]


_REACH = ("reached",)
# The event that meets a duty -> the acts that bring it about, the nearest first.
WAYS: dict[str, tuple[str, ...]] = {
    events.ACKNOWLEDGED.kind: ("accept-case", "hand-over", "reached"),
    events.ACCEPTED.kind: ("accept-case",),
    events.OPENED.kind: ("open-case", "no-case"),
    events.NOT_OPENED.kind: ("no-case",),
    events.MOVED.kind: ("move-case",),
    events.PROGRESS_TOLD.kind: ("tell-released", "reached"),
    events.CONCLUDED.kind: ("conclude-case", "penalty"),
    events.PENALTY_DECIDED.kind: ("penalty", "conclude-case"),
    of_people.REPORTER_CONTACTED.kind: ("contact-reporter",),
    of_people.SUPPORT_OFFERED.kind: ("offer-support",),
    of_people.CALLED_AGAIN.kind: ("call-again",),
    of_property.RETURNED.kind: ("return-thing", "keep-thing"),
    notes.READ_BACK.kind: ("note",),
    notes.INTERPRETER_PROVIDED.kind: ("note",),
    "prosecutor.reasons-given": ("prosecutor-answered", "open-case"),
    **{
        kind: _REACH
        for kind in events.BY_KIND
        if kind.endswith((".told", ".explained"))
        and kind not in {events.PROGRESS_TOLD.kind, "reconsideration.told", "case-review.told"}
    },
}
DESK = Desk(acts=ACTS, read=case_of, decide=_decide, needs=_needs, ways=WAYS)
