"""What may be done about visits, and what not. Pure: raises a sentence or nothing."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta

from huiying.core.kinds import N_, IllegalMove, Line, NotAChoice
from huiying.mechanisms.visits import choices
from huiying.mechanisms.visits.standing import Standing

# The numbers are the service's own (rulepacks/agency/visits): no law sets an interval.
LEAST_WEEKS, MOST_WEEKS = 1, 26
MOST_OPTIONS = 3
# Tried in vain this often, at different hours: it counts as tried, and what may be told is posted.
ATTEMPTS, DIFFERENT_HOURS = 3, 2
# Nobody is asked for their view after each of many visits.
ASK_AGAIN_AFTER = timedelta(days=90)
# How somebody sees an outcome is asked some days after it reached them, not on the spot.
ASK_VIEW_AFTER = timedelta(days=3)
# Visits lie far enough ahead to think about, and near enough to plan.
MOST_AHEAD = timedelta(days=120)

NO_AGREEMENT = N_(
    "A visit at home needs the person's agreement first: offer times, and let them pick."
)
THEIR_WAY = N_(
    "They chose how they hear from us, and nothing else is offered. Another way is theirs to ask for."
)
NOTHING_AGREED = N_("There is no agreed visit.")
NOTHING_OFFERED = N_("These times are not on offer any more.")
NOT_RELEASED = N_("Only what was released may be told. Ask for a decision on the rest first.")
NO_WARNING = N_("There is no written warning on this matter that a check by law would follow.")
VIEW_NOT_OPEN = N_("You have given your view, or nobody has asked for it yet.")


def weeks_in_range(weeks: int) -> int:
    """Raises NotAChoice."""
    if not LEAST_WEEKS <= weeks <= MOST_WEEKS:
        raise NotAChoice(
            N_("Choose an interval between %(least)s and %(most)s weeks."),
            least=LEAST_WEEKS,
            most=MOST_WEEKS,
        )
    return weeks


def at_home_needs_agreement(way: str, standing: Standing) -> None:
    """N2. Raises IllegalMove where somebody would be at a door that nobody opened to them."""
    meeting = standing.meeting
    if way == "home" and (meeting is None or meeting.way != "home"):
        raise IllegalMove(NO_AGREEMENT)


def as_they_chose(way: str, standing: Standing) -> None:
    """Whoever said how they hear from us is offered nothing else (N2). Raises IllegalMove."""
    if standing.way not in {"", way}:
        raise IllegalMove(THEIR_WAY)


def warns_of_a_case(kind: str) -> None:
    """反家庭暴力法 16: the police warn in a case of theirs. Raises IllegalMove on a petition."""
    if kind == "petition":
        raise IllegalMove(N_("A warning is written down on the case it was issued in."))


def options(begins: Sequence[datetime], at: datetime) -> tuple[datetime, ...]:
    """Times to choose from, in order. Raises NotAChoice."""
    chosen = tuple(sorted(set(begins)))
    if not 1 <= len(chosen) <= MOST_OPTIONS:
        raise NotAChoice(N_("Offer up to three times to choose from."))
    for begin in chosen:
        in_time(begin, at)
    return chosen


def in_time(begin: datetime, at: datetime) -> None:
    """Raises NotAChoice."""
    if begin <= at:
        raise NotAChoice(N_("That time is over. Choose a later one."))
    if begin > at + MOST_AHEAD:
        raise NotAChoice(N_("That is too far ahead. Choose a time within the next four months."))


def day(text: str, today: date) -> str:
    """A day from today on (where people are, not by UTC), as it stands in facts. Raises NotAChoice."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        raise NotAChoice(N_("Write the day as year-month-day, such as 2026-12-10.")) from None
    if found < today:
        raise NotAChoice(N_("That day is over. Choose today or a later one."))
    return found.isoformat()


def hours_of(local: datetime) -> str:
    """The part of the day, for attempts at different hours."""
    if local.hour < 12:
        return "morning"
    return "afternoon" if local.hour < 18 else "evening"


def tried_enough(attempts: Sequence[Line], local: Callable[[datetime], datetime]) -> bool:
    """Days are those of the place: an early morning is no second day because it is still yesterday elsewhere."""
    hours = {line.facts["hours"] for line in attempts}
    days = {local(line.occurred_at).date() for line in attempts}
    return len(days) >= ATTEMPTS and len(hours) >= DIFFERENT_HOURS


def only_released(lines: Sequence[str], released: frozenset[str]) -> str:
    """Ids of lines as a fact. Raises NotAChoice for one that was not released."""
    if not set(lines) <= released:
        raise NotAChoice(NOT_RELEASED)
    return ",".join(dict.fromkeys(lines))


def heard(views: Mapping[str, str]) -> dict[str, str]:
    """What was spoken of, as facts. Raises NotAChoice: a visit says of each of the four whether it was spoken of."""
    found = {}
    for view in choices.VIEWS:
        if views.get(view) not in choices.HEARD:
            raise NotAChoice(N_("Say of each of the four whether it was spoken of."))
        found[f"view_{view}"] = views[view]
    return found


def to_be_asked(standing: Standing, at: datetime) -> bool:
    """Whether another unit asks for the person's view after this visit."""
    last = standing.view_asked_at
    return last is None or at - last >= ASK_AGAIN_AFTER


def not_on_the_spot(told_at: datetime, at: datetime) -> None:
    """Raises IllegalMove within some days of the outcome."""
    if at < told_at + ASK_VIEW_AFTER:
        raise IllegalMove(
            N_("It reached them less than three days ago. Ask later: nobody is asked on the spot.")
        )


def low(answers: Mapping[str, str]) -> bool:
    return any(answers[view] in choices.LOW for view in choices.VIEWS)


def scale(answers: Mapping[str, str]) -> dict[str, str]:
    """Raises NotAChoice where one of the four is missing or is none of the answers."""
    for view in choices.VIEWS:
        if answers.get(view) not in choices.ANSWERS:
            raise NotAChoice(N_("Choose an answer to each of the four questions."))
    return {view: answers[view] for view in choices.VIEWS}
