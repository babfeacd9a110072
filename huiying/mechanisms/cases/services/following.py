"""When a person of a case may do what every holder of a code can, and what goes with it."""

from collections.abc import Sequence

from huiying.core.holders.kind_rules import KindRules
from huiying.core.kinds import N_
from huiying.core.ledger.book import Book
from huiying.core.ledger.entries import Entry
from huiying.mechanisms.cases import rules
from huiying.mechanisms.cases.rules import IllegalMove
from huiying.mechanisms.cases.services.shape import keep_index
from huiying.mechanisms.cases.services.telling import tell_parties


def _decide(history: Sequence[Entry], party: str, deed: str) -> None:
    """Whoever is no longer told of the case says nothing of it either. Raises rules.IllegalMove."""
    member = rules.read(history).member(party)
    if member.left or not member.confirmed:
        raise IllegalMove(N_("This is not yours to do on this case."))


def _follows(book: Book) -> None:
    keep_index(book)


RULES = KindRules(decide=_decide, follows=_follows, tell=tell_parties)
