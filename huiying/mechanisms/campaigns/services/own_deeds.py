"""What goes with what people do on their page of something raised: the index, and whose desk it is."""

from huiying.core.holders.kind_rules import KindRules
from huiying.core.ledger.book import Book
from huiying.mechanisms.campaigns.services.shape import keep_raised, unit_at_work


def _follows(book: Book) -> None:
    keep_raised(book)


RULES = KindRules(follows=_follows, at_work=unit_at_work)
