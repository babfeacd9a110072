"""Which acts a case's standing allows, and which act of access each needs. Pure: raises a sentence or nothing."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime

from huiying.core.kinds import N_, Act, ActorKind, Line
from huiying.core.kinds import Declined as Declined
from huiying.core.kinds import IllegalMove as IllegalMove
from huiying.mechanisms.cases import of_people, of_remedies, owing
from huiying.mechanisms.cases.moves import MOVES as MOVES
from huiying.mechanisms.cases.moves import Move as Move
from huiying.mechanisms.cases.standing import Stage as Stage
from huiying.mechanisms.cases.standing import Standing as Standing
from huiying.mechanisms.cases.standing import read as read

# Somebody tried in vain on so many days, at no fewer than two different times of day, and not heard of since, can't be
# reached: what waits is posted on their page, by our word alone and counted so (agency standard).
UNREACHED_AFTER_DAYS = 3
UNREACHED_TIMES_OF_DAY = 2
# Of those given up, each n-th is tried again by the response centre (agency standard).
CHECK_EACH = 5
MOST_EXTENSION_DAYS = 30
_NO_MESSAGE = N_("Every message has been answered.")
_NO_TIME_ASKED = N_("There is no request for more time to decide.")


def decide(move: Move, standing: Standing) -> None:
    """Whether an act is open now. Raises IllegalMove with a sentence."""
    stages, _, sentence = MOVES[move]
    if standing.stage not in stages:
        raise IllegalMove(sentence)
    further = _FURTHER.get(move)
    if further and not further[0](standing):
        raise IllegalMove(further[1])


_FURTHER: dict[Move, tuple[Callable[[Standing], bool], str]] = {
    Move.DECIDE_EXTENSION: (lambda s: s.extension_asked is not None, _NO_TIME_ASKED),
    Move.ASK_EXTENSION: (
        lambda s: s.extension_asked is None,
        N_("More time was asked for already and is waiting for a decision."),
    ),
    Move.UNCLEAR: (lambda s: "jurisdiction" not in s.waiting, N_("That is on record already.")),
    Move.BEGIN_EXAMINATION: (
        lambda s: "examination" not in s.waiting,
        N_("An examination is going on already."),
    ),
    Move.END_EXAMINATION: (
        lambda s: "examination" in s.waiting,
        N_("No examination is going on."),
    ),
    Move.BEGIN_HEARING: (
        lambda s: "hearing" not in s.waiting and s.regime != "criminal",
        N_("A hearing is going on, or it is a criminal case, which has none."),
    ),
    Move.PENALTY: (
        lambda s: s.regime != "criminal",
        N_("A penalty is decided in a public-order case. Of a criminal case a court decides."),
    ),
    Move.END_HEARING: (lambda s: "hearing" in s.waiting, N_("No hearing is going on.")),
    Move.PROSECUTOR_ANSWERED: (
        lambda s: "prosecutor" in s.waiting,
        N_("The prosecutor has not asked anything that is not answered."),
    ),
    Move.ANSWER_MESSAGE: (lambda s: bool(s.open_messages), _NO_MESSAGE),
    Move.PROPERTY: (lambda s: bool(s.things), N_("No property is listed yet.")),
    Move.EXTEND_SEIZURE: (lambda s: bool(s.things), N_("No property is listed yet.")),
    Move.CONFIRM: (
        lambda s: bool(unconfirmed(s)),
        N_("Nobody is waiting for your word."),
    ),
    Move.CONFIRM_APART: (
        lambda s: bool(unconfirmed(s)),
        N_("Nobody is waiting for the victim's word."),
    ),
    Move.ASK_RECONSIDERATION: (
        lambda s: of_remedies.RECONSIDERATION_REQUESTED.kind not in s.remedies,
        N_("You have asked for that already."),
    ),
}


def unconfirmed(standing: Standing) -> list[str]:
    """Relatives about whom the victim has not been asked alone yet, by party."""
    return [m.party for m in standing.members.values() if not m.confirmed and not m.left]


def open_moves(standing: Standing, acts: Iterable[Act]) -> frozenset[Move]:
    """The moves that whoever holds these acts of access may make now."""
    held = frozenset(acts)
    return frozenset(m for m in Move if not held.isdisjoint(MOVES[m][1]) and _is_open(m, standing))


def _is_open(move: Move, standing: Standing) -> bool:
    try:
        decide(move, standing)
    except IllegalMove:
        return False
    return True


def own_moves(standing: Standing, party: str) -> frozenset[Move]:
    """What one person of the case may do on their own page."""
    moves = set(open_moves(standing, {Act.FOLLOW}))
    member = standing.member(party)
    if not owing.may_accuse(standing, party):
        moves.discard(Move.ASK_RECONSIDERATION)
    asked = {standing.member(p).beside for p in unconfirmed(standing)}
    if party not in asked:
        moves.discard(Move.CONFIRM)
    if member.left or not member.confirmed:
        return frozenset()
    if member.rights_with:
        # Whoever acts instead of them has the rights; what concerns their own safety stays theirs.
        return frozenset(moves & {Move.SAFE_CONTACT, Move.NEEDS})
    return frozenset(moves)


def decide_own(move: Move, standing: Standing, party: str) -> None:
    """Whether this one of the people may do it. Raises IllegalMove."""
    if move not in own_moves(standing, party):
        decide(move, standing)
        raise IllegalMove(N_("This is not yours to do on this case."))


def beyond_reach(lines: Sequence[Line], party: str) -> bool:
    """Whether a person was tried in vain on enough days and times of day since they were last heard of."""
    days: set[date] = set()
    hours: set[str] = set()
    for line in lines:
        if line.facts.get("party") != party:
            continue
        if line.kind == of_people.NOT_REACHED.kind:
            days.add(line.occurred_at.date())
            hours.add(str(line.facts.get("hours", "")))
        elif line.kind == of_people.REACHED.kind or line.by_kind == ActorKind.HOLDER.value:
            days.clear()
            hours.clear()
    return len(days) >= UNREACHED_AFTER_DAYS and len(hours) >= UNREACHED_TIMES_OF_DAY


def given_up(lines: Sequence[Line], party: str) -> bool:
    """Whether that was said already, and nobody has reached them since."""
    found = False
    for line in lines:
        if line.facts.get("party") == party:
            if line.kind == of_people.BEYOND_REACH.kind:
                found = True
            elif line.kind == of_people.REACHED.kind:
                found = False
    return found


def of_age(standing: Standing, today: date) -> list[str]:
    """Parties whose rights are exercised by somebody else though they have come of age."""
    return [
        m.party
        for m in standing.members.values()
        if m.eighteen_on and m.rights_with and date.fromisoformat(m.eighteen_on) <= today
    ]


def next_birthday(standing: Standing) -> date | None:
    """The next day on which somebody's rights pass to themselves."""
    days = [m.eighteen_on for m in standing.members.values() if m.eighteen_on and m.rights_with]
    return min((date.fromisoformat(d) for d in days), default=None)


def over_since(standing: Standing) -> datetime | None:
    """When the case ended, if it did."""
    over = standing.stage in {Stage.WITHDRAWN, Stage.CONCLUDED}
    return standing.since if over else None


def law_of(regime: str, at: datetime) -> str:
    """Which text a public-order case comes under: the one in force from 1 January 2026, or the one before
    (治安管理处罚法, revised 27 June 2025)."""
    if regime != "administrative":
        return ""
    return "2025" if at.date() >= date(2026, 1, 1) else "2012"


def not_opened_accuser(standing: Standing) -> bool:
    """Whether somebody on the case has the accuser's remedies (criminal rules 178, 179)."""
    return any(owing.may_accuse(standing, party) for party in standing.members)
