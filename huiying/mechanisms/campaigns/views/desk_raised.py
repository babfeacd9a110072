"""The desk of something raised: given to an officer, answered, done, passed on, looked at again."""

from collections.abc import Callable
from typing import Any

from huiying.core.access import doors
from huiying.core.kinds import N_, Act
from huiying.core.web.acts import Desk, DeskAct, Doing
from huiying.mechanisms.campaigns import forms_raised as f
from huiying.mechanisms.campaigns import rules
from huiying.mechanisms.campaigns.queries import RaisedPage, raised_of
from huiying.mechanisms.campaigns.rules import RaisedMove
from huiying.mechanisms.campaigns.services import handling, reviewing

Doer = Doing[RaisedPage]
ANSWER, PASS_ON, REVIEW = N_("Answer"), N_("Pass on"), N_("Look at it again")


def _answer(d: Doer) -> None:
    handling.answer_raised(**d.of, **d.typed("result", "answer"), due_on=d.data["due_on"])


def _act(
    slug: str,
    move: RaisedMove,
    group: str,
    title: str,
    button: str,
    form: type[Any],
    do: Callable[[Doer], object],
    lead: str = "",
) -> DeskAct[RaisedPage]:
    return DeskAct(
        slug=slug, move=move, group=group, title=title, button=button, form=form, do=do, lead=lead
    )


ACTS: tuple[DeskAct[RaisedPage], ...] = (
    _act(
        "raised-assign", RaisedMove.ASSIGN, ANSWER, N_("Give it to an officer"), N_("Give it"),
        f.AssignForm,
        lambda d: handling.assign_raised(**d.of, officer_id=int(d.data["officer"])),
    ),
    _act(
        "raised-answer", RaisedMove.ANSWER, ANSWER, N_("Answer in words"), N_("Send this answer"),
        f.AnswerForm, _answer, N_("It counts once it has reached whoever raised it."),
    ),
    _act(
        "raised-done", RaisedMove.SAY_DONE, ANSWER, N_("Say that it is done"), N_("Send it"),
        f.DoneForm, lambda d: handling.say_done(**d.of, answer=d.data["answer"]),
    ),
    _act(
        "raised-move", RaisedMove.MOVE_ON, PASS_ON, N_("Pass it on to another unit"),
        N_("Pass it on"), f.MoveForm,
        lambda d: handling.move_raised(
            **d.of, to_unit=int(d.data["to_unit"]), reason=d.data["reason"]
        ),
    ),
    _act(
        "raised-transfer", RaisedMove.TRANSFER, PASS_ON, N_("Pass it on to another body"),
        N_("Pass it on"), f.TransferForm,
        lambda d: handling.transfer_raised(**d.of, **d.typed("body", "where", "reason")),
        N_("We hand it over and tell the person; they need not go anywhere."),
    ),
    _act(
        "raised-reopen", RaisedMove.REOPEN, PASS_ON, N_("Take it up again"),
        N_("Take it up again"), f.ReopenForm,
        lambda d: handling.reopen_raised(**d.of, reason=d.data["reason"]),
    ),
    _act(
        "raised-review", RaisedMove.DECIDE_REVIEW, REVIEW, N_("Say what the unit above thinks"),
        N_("Send it"), f.ReviewForm,
        lambda d: reviewing.decide_review(**d.of, **d.typed("outcome", "answer")),
    ),
)  # fmt: skip


def _decide(page: RaisedPage, one: DeskAct[RaisedPage]) -> None:
    move = RaisedMove(one.move)
    if page.acts.isdisjoint(rules.RAISED_MOVES[move][1]):
        raise doors.Denied(one.move)
    rules.decide_raised(move, page.standing)


def _needs(one: DeskAct[RaisedPage]) -> tuple[Act, ...]:
    return rules.RAISED_MOVES[RaisedMove(one.move)][1]


DESK: Desk[Any] = Desk(
    acts=ACTS,
    read=raised_of,
    decide=_decide,
    needs=_needs,
    ways={
        "raised.assigned": ("raised-assign",),
        "raised.answer-told": ("raised-answer",),
        "raised-done.told": ("raised-done",),
        "raised-review.told": ("raised-review",),
    },
)
