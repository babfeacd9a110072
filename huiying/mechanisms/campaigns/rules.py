"""Which acts a campaign, and something raised, allow as they stand; which dates a plan may have. Pure."""

from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum

from huiying.core.kinds import N_, Act
from huiying.core.kinds import Declined as Declined
from huiying.core.kinds import IllegalMove as IllegalMove
from huiying.core.kinds import NotAChoice as NotAChoice
from huiying.mechanisms.campaigns.choices import FEWEST_HOMES, MOST_PLACES, PLACES
from huiying.mechanisms.campaigns.raised_rules import RAISED_MOVES as RAISED_MOVES
from huiying.mechanisms.campaigns.raised_rules import RaisedMove as RaisedMove
from huiying.mechanisms.campaigns.raised_rules import decide_raised as decide_raised
from huiying.mechanisms.campaigns.raised_rules import open_raised_moves as open_raised_moves
from huiying.mechanisms.campaigns.standing import Area, Counts, Stage, Standing

LONGEST = timedelta(days=366)


class Move(StrEnum):
    """An act on a campaign, as the desk knows it."""

    CHANGE = "change"
    SET_AREA = "set-area"
    MOVE_AREA = "move-area"
    DROP_AREA = "drop-area"
    SEND = "send"
    RECALL = "recall"
    PUBLISH = "publish"
    ANNOUNCE = "announce"
    GO = "go"
    FINISH = "finish"
    REPORT = "report"
    CALL_OFF = "call-off"


_LEAD = (Act.ASSIGN,)
_WORK = (Act.WORK, Act.ASSIGN)
_PLANNED = frozenset({Stage.DRAFT, Stage.PUBLISHED})
_RUNS = frozenset({Stage.PUBLISHED})
_FINISHED = N_("The visits of this campaign are over.")
_NOT_PUBLISHED = N_("Publish the plan first: nobody goes anywhere before people know of it.")

# Act on a campaign -> stages in which it is open, the acts of access that allow it, the sentence where it is closed.
MOVES: dict[Move, tuple[frozenset[Stage], tuple[Act, ...], str]] = {
    Move.CHANGE: (_PLANNED, _LEAD, _FINISHED),
    Move.SET_AREA: (_PLANNED, _LEAD, _FINISHED),
    Move.MOVE_AREA: (_PLANNED, _LEAD, _FINISHED),
    Move.DROP_AREA: (_PLANNED, _LEAD, _FINISHED),
    Move.SEND: (_PLANNED, _LEAD, _FINISHED),
    Move.RECALL: (_PLANNED, _LEAD, _FINISHED),
    Move.PUBLISH: (frozenset({Stage.DRAFT}), _LEAD, N_("The plan was published already.")),
    Move.ANNOUNCE: (_RUNS, (*_WORK, Act.VISIT), _NOT_PUBLISHED),
    Move.GO: (_RUNS, (Act.VISIT,), N_("Visits are counted while the campaign runs.")),
    Move.FINISH: (_RUNS, _LEAD, N_("Only a campaign that runs can be finished.")),
    Move.REPORT: (
        frozenset({Stage.FINISHED}),
        _LEAD,
        N_("Say that the visits are over first. What came of them is published once."),
    ),
    Move.CALL_OFF: (_PLANNED, _LEAD, _FINISHED),
}


def decide(move: Move, standing: Standing) -> None:
    """Whether an act is open now. Raises IllegalMove with a sentence."""
    stages, _, sentence = MOVES[move]
    if standing.stage not in stages:
        raise IllegalMove(sentence)
    if move is Move.PUBLISH:
        _complete(standing)
    needs_area = {Move.MOVE_AREA, Move.DROP_AREA, Move.SEND, Move.ANNOUNCE}
    if move in needs_area and not standing.areas:
        raise IllegalMove(N_("There is no area yet. Add one first."))
    if move is Move.RECALL and not standing.officers():
        raise IllegalMove(N_("Nobody has been named to go yet."))


def _complete(standing: Standing) -> None:
    """A plan says who goes where before it is published. Raises IllegalMove."""
    if not standing.areas:
        raise IllegalMove(N_("Add the areas first: a plan says where somebody goes."))
    if any(not area.officers for area in standing.areas):
        raise IllegalMove(N_("Say for each area who goes there."))


def open_moves(standing: Standing, acts: Iterable[Act]) -> frozenset[Move]:
    """Every move the standing allows to whoever holds these acts."""
    held, found = frozenset(acts), set()
    for move, (_, needed, _sentence) in MOVES.items():
        if held.isdisjoint(needed):
            continue
        try:
            decide(move, standing)
        except IllegalMove:
            continue
        found.add(move)
    return frozenset(found)


# --- dates and numbers ---------------------------------------------------------------------------------


def check_period(begins: date, ends: date, today: date) -> None:
    """A plan is made before it begins, so that there is a day on which it can be published. Raises NotAChoice."""
    if begins <= today:
        raise NotAChoice(
            N_("Choose a first day after today: the plan is published before it begins.")
        )
    _check_length(begins, ends)


def _check_length(begins: date, ends: date) -> None:
    if ends < begins:
        raise NotAChoice(N_("The last day can't be before the first."))
    if ends - begins > LONGEST:
        raise NotAChoice(N_("A campaign lasts a year at most. Declare another one after it."))


def check_change(standing: Standing, begins: date, ends: date, today: date) -> None:
    """It may begin later, and end otherwise; once begun only its end changes. No area may be left outside.

    Raises NotAChoice.
    """
    began = date.fromisoformat(standing.begins)
    if began > today:
        if begins < began:
            raise NotAChoice(
                N_("It can begin later, not earlier: people need the time to know of it.")
            )
        check_period(begins, ends, today)
    elif begins != began:
        raise NotAChoice(N_("It has begun: its first day can't be changed any more."))
    elif ends < today:
        raise NotAChoice(N_("The last day can't lie in the past."))
    else:
        _check_length(begins, ends)
    days = begins.isoformat(), ends.isoformat()
    if any(area.first < days[0] or area.last > days[1] for area in standing.areas):
        raise NotAChoice(N_("An area has days outside these. Change the days of the area first."))


def check_area(*, place: str, planned: int) -> None:
    """Raises NotAChoice where the area is none, or so small that a no would be somebody's."""
    if place not in PLACES:
        raise NotAChoice(N_("Choose what kind of place it is."))
    if not 0 < planned <= MOST_PLACES:
        raise NotAChoice(N_("Write how many places there are."))
    if place == "household" and planned < FEWEST_HOMES:
        raise NotAChoice(
            N_(
                "An area has %(count)s homes at least, so that nobody can tell who said no. "
                "Join it with the next one."
            ),
            count=FEWEST_HOMES,
        )


def check_days(standing: Standing, first: date, last: date, today: date) -> None:
    """The days of an area lie in the campaign, and begin after today: visits are announced. Raises NotAChoice."""
    if last < first:
        raise NotAChoice(N_("The last day can't be before the first."))
    if not (standing.begins <= first.isoformat() and last.isoformat() <= standing.ends):
        raise NotAChoice(N_("Choose days between the first and the last day of the campaign."))
    if first <= today:
        raise NotAChoice(
            N_("Choose days after today: visits are announced before they take place.")
        )


def day_before(first: date) -> str:
    """By when it is published or announced: the day before it begins."""
    return (first - timedelta(days=1)).isoformat()


def check_counts(area: Area, day: date, counts: Counts, today: date) -> None:
    """Raises NotAChoice, IllegalMove."""
    numbers = (counts.visited, counts.absent, counts.declined, counts.other_way)
    if any(number < 0 for number in numbers) or not counts.gone_to:
        raise NotAChoice(N_("Write how many doors you went to."))
    if counts.gone_to > area.planned:
        raise NotAChoice(
            N_("That is more than the area has: %(planned)s. Check the numbers."),
            planned=area.planned,
        )
    if day > today:
        raise NotAChoice(N_("This day has not come yet."))
    if not area.first <= day.isoformat() <= area.last:
        raise NotAChoice(N_("Nobody goes to this area on that day. Choose one of its days."))
    if area.announced is None:
        raise IllegalMove(
            N_("These visits were not announced. Announce them first: nobody comes unannounced.")
        )
