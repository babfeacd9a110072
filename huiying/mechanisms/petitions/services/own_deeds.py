"""What goes with what a petitioner does on their page: the index, and whose desk it is. Nothing is ever closed."""

from huiying.core.holders.kind_rules import KindRules
from huiying.core.ledger.book import Book
from huiying.mechanisms.petitions.services.shape import keep_index, unit_at_work


def _follows(book: Book) -> None:
    keep_index(book)


RULES = KindRules(follows=_follows, at_work=unit_at_work)
