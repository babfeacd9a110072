"""How a reconsideration or a review stands, and which acts it allows. Pure.

Both are matters of their own, with a clock of their own, decided by somebody else than who decided the case.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from huiying.core.kinds import N_, Act, EventSpec, IllegalMove, Line
from huiying.mechanisms.cases import events, of_remedies


@dataclass(frozen=True, kw_only=True, slots=True)
class Kind:
    """The events of one of the two kinds, and what on the case says that it was asked for."""

    received: EventSpec
    extended: EventSpec
    extension_told: EventSpec
    decided: EventSpec
    told: EventSpec
    withdrawn: EventSpec
    requested: EventSpec
    reversed_by: str


KINDS: dict[str, Kind] = {
    events.RECONSIDERATION: Kind(
        received=of_remedies.RECONSIDERATION_RECEIVED,
        extended=of_remedies.RECONSIDERATION_EXTENDED,
        extension_told=of_remedies.RECONSIDERATION_EXTENSION_TOLD,
        decided=of_remedies.RECONSIDERATION_DECIDED,
        told=of_remedies.RECONSIDERATION_TOLD,
        withdrawn=of_remedies.RECONSIDERATION_WITHDRAWN,
        requested=of_remedies.RECONSIDERATION_REQUESTED,
        reversed_by="reconsideration",
    ),
    events.REVIEW: Kind(
        received=of_remedies.REVIEW_RECEIVED,
        extended=of_remedies.REVIEW_EXTENDED,
        extension_told=of_remedies.REVIEW_EXTENSION_TOLD,
        decided=of_remedies.REVIEW_DECIDED,
        told=of_remedies.REVIEW_TOLD,
        withdrawn=of_remedies.REVIEW_WITHDRAWN,
        requested=of_remedies.REVIEW_REQUESTED,
        reversed_by="review",
    ),
}


class Move(StrEnum):
    EXTEND = "extend-request"
    DECIDE = "decide-request"
    TELL = "tell-request"
    # the applicant's own
    WITHDRAW = "withdraw-request"
    ASK_REVIEW = "ask-review"


MOVES: dict[Move, tuple[Act, ...]] = {
    Move.EXTEND: (Act.WORK,),
    Move.DECIDE: (Act.WORK,),
    Move.TELL: (Act.WORK,),
    Move.WITHDRAW: (Act.FOLLOW,),
    Move.ASK_REVIEW: (Act.FOLLOW,),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    kind: str
    received: Line | None
    decided: Line | None
    reversed: bool
    extended: bool
    withdrawn: bool
    # The matter by which the level above was asked, if it was.
    review: str

    @property
    def open(self) -> bool:
        return self.decided is None and not self.withdrawn

    @property
    def case(self) -> str:
        return str(self.received.facts.get("case", "")) if self.received else ""


def read(lines: Sequence[Line]) -> Standing:
    """The lines are those that count, in the order of the ledger."""
    last = {line.kind: line for line in lines}
    review = events.REVIEW if of_remedies.REVIEW_RECEIVED.kind in last else events.RECONSIDERATION
    kind = KINDS[review]
    decided = last.get(kind.decided.kind)
    requested = last.get(of_remedies.REVIEW_REQUESTED.kind)
    return Standing(
        kind=review,
        received=last.get(kind.received.kind),
        decided=decided,
        reversed=bool(decided and decided.facts.get("reversed")),
        extended=kind.extended.kind in last,
        withdrawn=kind.withdrawn.kind in last,
        review=str(requested.facts.get("matter", "")) if requested else "",
    )


def decide(move: Move, standing: Standing) -> None:
    """Whether an act is open now. Raises IllegalMove with a sentence."""
    if move is Move.ASK_REVIEW:
        _may_ask_above(standing)
    elif move is Move.TELL:
        if standing.decided is None and not standing.extended:
            raise IllegalMove(N_("Nothing was decided on it that could be delivered."))
    elif not standing.open:
        raise IllegalMove(N_("It was decided or withdrawn before."))
    elif move is Move.EXTEND and standing.extended:
        raise IllegalMove(N_("The rule allows more time once, and it was used."))


def _may_ask_above(standing: Standing) -> None:
    if standing.kind != events.RECONSIDERATION or standing.decided is None or standing.reversed:
        raise IllegalMove(N_("The level above looks at it once the reconsideration was decided."))
    if standing.review:
        raise IllegalMove(N_("You have asked for that already."))


def open_moves(standing: Standing, acts: Iterable[Act]) -> frozenset[Move]:
    held = frozenset(acts)
    return frozenset(m for m in Move if not held.isdisjoint(MOVES[m]) and _is_open(m, standing))


def _is_open(move: Move, standing: Standing) -> bool:
    try:
        decide(move, standing)
    except IllegalMove:
        return False
    return True


def told(lines: Sequence[Line]) -> list[tuple[str, str, str]]:
    """What was told of it: the kind of telling, what it was about, and to whom."""
    return [
        (line.kind, str(line.facts["about"]), str(line.facts["party"]))
        for line in lines
        if "about" in line.facts and "party" in line.facts
    ]


def is_settled(lines: Sequence[Line]) -> bool:
    """Whether it was decided or withdrawn."""
    return not read(lines).open
