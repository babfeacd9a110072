"""What a records system says anew of a case that is known: its kind, and the unit that has it."""

from huiying.core.kinds import PartyRole
from huiying.core.ledger.book import Book
from huiying.mechanisms.cases import events, rules
from huiying.mechanisms.cases.rules import Move
from huiying.mechanisms.cases.services import deciding, passing_on
from huiying.mechanisms.cases.services.shape import read


def follow_kind(book: Book, crime: str) -> None:
    """Where the source says another kind than it said before; what was corrected here stands until then."""
    said = _said(book, events.KIND_CHANGED.kind, "crime") or str(book.history[0].facts["crime"])
    if crime != said:
        deciding.change_kind(book, crime)


def follow_unit(book: Book, unit: int) -> None:
    """Where the source names another unit than it named before: what was passed on here is not called back by a
    source that does not know of it. A case that is over stays with the unit that ended it."""
    said = _said(book, events.MOVED.kind, "to_unit") or str(_first_unit(book))
    if str(unit) == said or Move.MOVE not in rules.open_moves(
        read(book), rules.MOVES[Move.MOVE][1]
    ):
        return
    passing_on.passed_on_by_source(book, unit)


def _said(book: Book, kind: str, fact: str) -> str:
    """What the source said last, not anybody here."""
    lines = [e for e in book.history if e.kind == kind and e.by_name == book.by.name]
    return str(lines[-1].facts[fact]) if lines else ""


def _first_unit(book: Book) -> int | None:
    held = [p for p in book.parties if p.role is PartyRole.INVESTIGATING]
    return held[0].unit_id if held else None
