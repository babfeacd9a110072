"""What complaints say of what every matter knows: when it is open, what goes with it, who takes over."""

from collections.abc import Sequence

from huiying.core.holders.kind_rules import KindRules
from huiying.core.ledger.book import Book
from huiying.core.ledger.entries import Entry
from huiying.mechanisms.complaints import rules
from huiying.mechanisms.complaints.rules import Move
from huiying.mechanisms.complaints.services.assigning import pass_on
from huiying.mechanisms.complaints.services.closing_unit import hand_on
from huiying.mechanisms.complaints.services.routing import unit_at_work
from huiying.mechanisms.complaints.services.shape import keep_index, what_follows

_MOVES = {
    "reply": Move.REPLY,
    "write": Move.WRITE,
    "files": Move.ADD_FILES,
    "contact": Move.CHANGE_CONTACT,
}


def _decide(history: Sequence[Entry], party: str, deed: str) -> None:
    """Raises rules.IllegalMove."""
    standing = rules.read(history)
    rules.decide(_MOVES[deed], standing)
    rules.decide_own(_MOVES[deed], standing, party)


def _follows(book: Book) -> None:
    what_follows(book)
    keep_index(book)


RULES = KindRules(
    decide=_decide, follows=_follows, at_work=unit_at_work, pass_on=pass_on, hand_on=hand_on
)
