"""The desk of complaints: its table of acts, which of them are open, which brings about what is owed."""

from django.utils.translation import get_language

from huiying.core.access import doors
from huiying.core.kinds import N_, Act
from huiying.core.web.acts import Desk, DeskAct, Ready
from huiying.mechanisms.complaints import ready, rules
from huiying.mechanisms.complaints.forms_decide import may_be_wrong
from huiying.mechanisms.complaints.queries import ComplaintPage, complaint_of
from huiying.mechanisms.complaints.rules import Move
from huiying.mechanisms.complaints.views.acts_table import ACTS
from huiying.mechanisms.complaints.views.acts_ways import WAYS

NOTHING_WRONG = N_("Nothing was entered here yet that could be put right.")


def _decide(page: ComplaintPage, act: DeskAct[ComplaintPage]) -> None:
    move = Move(act.move)
    if page.acts.isdisjoint(rules.acts_for(move, page.standing.stage)):
        raise doors.Denied(act.move)
    rules.decide(move, page.standing)
    if move is Move.PROPOSE_ANNULMENT and not may_be_wrong(page):
        raise rules.IllegalMove(NOTHING_WRONG)


def _ready(act: DeskAct[ComplaintPage]) -> list[Ready]:
    return [
        Ready(
            code=one.code,
            title=one.title,
            fills={
                "finding": one.finding,
                "answer": one.answer,
                "reasons": one.reasons,
                "remedy": one.remedy,
            },
        )
        for one in ready.sentences(get_language() or "")
    ]


def _needs(act: DeskAct[ComplaintPage]) -> tuple[Act, ...]:
    return rules.doors_of(Move(act.move))


DESK = Desk(acts=ACTS, read=complaint_of, decide=_decide, needs=_needs, ways=WAYS, ready=_ready)
