"""What may be done with a line as it stands, and what a decision needs. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from huiying.core.disclosure.choices import DECISIONS, GROUNDS, HOLDS_BACK, SUBJECTS, Decision
from huiying.core.disclosure.standing import Gate, GateLine, State
from huiying.core.kinds import N_, Act, IllegalMove, NotAChoice, WordsNeeded

# "Not now" is asked again after so many days at most: nothing is held back for good by being forgotten.
MOST_DAYS_HELD = 90
# Twice in a row, and the supervisor looks at it.
GOES_UP_AFTER = 2
# A gap of a helper sentence that nobody filled in: 【…】 in Chinese, [[…]] in English, as in all ready sentences.
GAP = re.compile(r"【[^】]*】|\[\[[^\]]*\]\]")


WORDS_NEEDED = N_("Write the words that the person will read.")
GAP_LEFT = N_("Fill in what stands in brackets.")
GROUND_NEEDED = N_("Say on which ground it is held back.")
WHY_NEEDED = N_("Say to the outside body why the person may not even know of it.")
DAY_NEEDED = N_("Say on which day it is asked again.")
DAY_WRONG = N_("Choose a day after today, within %(most)s days: nothing is held back for good.")


class Move(StrEnum):
    DECIDE = "decide"
    ASK_SECOND = "ask-second"
    SECOND = "second"
    AGAIN = "again"
    APPROVE = "approve"
    SUPERVISE = "supervise"


# At which standing of a line, by which acts of access, and what is said where it is closed.
_MOVES: Mapping[Move, tuple[frozenset[State], tuple[Act, ...], str]] = {
    Move.DECIDE: (
        frozenset(State) - {State.EXISTENCE},
        (Act.RELEASE,),
        N_("Its existence is withheld with an approval from outside. Ask it again first."),
    ),
    Move.ASK_SECOND: (
        frozenset({State.DECIDED, State.SECOND}),
        (Act.RELEASE,),
        N_("Nothing waits for a second person here."),
    ),
    Move.SECOND: (
        frozenset({State.DECIDED, State.SECOND}),
        (Act.SECOND_RELEASE,),
        N_("Nothing waits for a second person here."),
    ),
    Move.AGAIN: (
        frozenset({State.HELD, State.RELEASED, State.EXISTENCE}),
        (Act.RELEASE, Act.SECOND_RELEASE, Act.SUPERVISE),
        N_("This is open already: decide it."),
    ),
    Move.APPROVE: (
        frozenset({State.EXISTENCE_ASKED}),
        (Act.APPROVE_EXISTENCE,),
        N_("Nothing waits for an approval from outside here."),
    ),
    Move.SUPERVISE: (
        frozenset(State),
        (Act.SUPERVISE,),
        N_("Nothing waits for the supervisor here."),
    ),
}


class NoSuchLine(IllegalMove):
    """There is no such line at the gate of this matter."""


def acts_for(move: Move) -> tuple[Act, ...]:
    return _MOVES[move][1]


def line_for(gate: Gate, line: str, move: Move) -> GateLine:
    """The line, if this may be done with it as it stands. Raises NoSuchLine, IllegalMove."""
    found = gate.lines.get(line)
    if found is None:
        raise NoSuchLine(N_("There is no such line here."))
    states, _, sentence = _MOVES[move]
    if found.state not in states:
        raise IllegalMove(sentence)
    if move is Move.SUPERVISE and found.up_to_unit is None:
        raise IllegalMove(sentence)
    return found


def subject_of(subject: str) -> str:
    """Raises NotAChoice."""
    if subject not in SUBJECTS:
        raise NotAChoice(N_("Say what it is about."))
    return subject


@dataclass(frozen=True, kw_only=True, slots=True)
class Proposal:
    """What somebody decides about a line, as it was typed."""

    decision: str
    said: str = ""
    ground: str = ""
    ground_words: str = ""
    sensitive: bool = False
    ask_again_on: date | None = None
    until: date | None = None
    # The outside body asked, where even its existence is to be withheld.
    outside: int | None = None


def judged(proposal: Proposal, line: GateLine, *, today: date, most_existence: int) -> Decision:
    """What the proposal decides, if it says everything that it must. Raises NotAChoice, WordsNeeded, IllegalMove."""
    if proposal.decision not in DECISIONS:
        raise NotAChoice(N_("Say whether it can be told."))
    decision = Decision(proposal.decision)
    if decision in {Decision.TOLD, Decision.PART}:
        _words(proposal.said)
    if decision is Decision.TOLD:
        return decision
    if proposal.ground not in GROUNDS:
        raise NotAChoice(GROUND_NEEDED)
    if decision in HOLDS_BACK:
        _within(proposal.ask_again_on, today, MOST_DAYS_HELD)
    else:
        _existence(proposal, line, today, most_existence)
    return decision


def _words(said: str) -> None:
    if not said.strip():
        raise WordsNeeded(WORDS_NEEDED)
    if GAP.search(said):
        raise WordsNeeded(GAP_LEFT)


def _within(day: date | None, today: date, most: int) -> None:
    if day is None:
        raise WordsNeeded(DAY_NEEDED)
    if not today < day <= today + timedelta(days=most):
        raise NotAChoice(DAY_WRONG, most=most)


def _existence(proposal: Proposal, line: GateLine, today: date, most: int) -> None:
    if line.held_back or line.released_at is not None:
        raise IllegalMove(
            N_("The person knows of this already: that it exists cannot be withheld any more.")
        )
    if not proposal.ground_words.strip():
        raise WordsNeeded(WHY_NEEDED)
    _within(proposal.until, today, most)


def needs_second(decision: Decision, *, sensitive: bool) -> bool:
    """A second person agrees to what is held back, and to what is said where it is sensitive."""
    return decision in HOLDS_BACK or (decision is Decision.TOLD and sensitive)


def is_settled(line: GateLine) -> bool:
    """To decide it anew is to ask it again first."""
    return line.state in {State.HELD, State.RELEASED}


def is_somebody_else(line: GateLine, officer: int | None) -> bool:
    """The second person is never the first, and is somebody."""
    return officer is not None and officer != line.decided_by


def goes_up(gate: Gate, line: GateLine) -> bool:
    """ "Not now" twice in a row on the same subject."""
    return gate.not_now_in_a_row(line) >= GOES_UP_AFTER
