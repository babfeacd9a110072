"""How a case stands is told: only what was decided and released at the gate, in the words that were released."""

import uuid
from collections.abc import Iterable
from datetime import datetime

from huiying.core.disclosure.queries import Released, released
from huiying.core.kinds import N_, Actor, Fact
from huiying.core.ledger.book import Book
from huiying.core.people.services import open_texts
from huiying.mechanisms.cases import events, owing
from huiying.mechanisms.cases.rules import Move
from huiying.mechanisms.cases.services.shape import NotAChoice, moving, read
from huiying.mechanisms.cases.services.telling import owed, tell_member, tell_people


def tell_released(*, matter_id: uuid.UUID, lines: Iterable[str], by: Actor, at: datetime) -> None:
    """Tell lines that the gate released, each once: to whom it was asked for, else to all who are owed it.

    Raises access.Denied, IllegalMove, NotAChoice.
    """
    wanted = set(lines)
    if not wanted:
        raise NotAChoice(N_("Choose what is told. Only what was released can be."))
    with moving(matter_id=matter_id, move=Move.PROGRESS, by=by, at=at) as book:
        said = read(book).said_lines
        found = [n for n in released(book.history) if n.id in wanted and n.id not in said]
        if len(found) < len(wanted):
            raise NotAChoice(N_("Choose what is told. Only what was released can be."))
        clear = open_texts([line.text_id for line in found])
        for line in found:
            _tell(book, line, clear.get(line.text_id) or "")


def _tell(book: Book, line: Released, words: str) -> None:
    facts: dict[str, Fact] = {
        "gated": True,
        "line": line.id,
        "owed": owed(book, events.PROGRESS_TOLD),
    }
    written = book.record(events.PROGRESS_WRITTEN, facts, {"text": words})
    if not line.party:
        tell_people(book, template="case-progress", about=written, tells=events.PROGRESS_TOLD)
        return
    member = read(book).member(line.party)
    if owing.words_for(read(book), member.party):
        tell_member(
            book,
            member=member,
            template="case-progress",
            about=written,
            tells=events.PROGRESS_TOLD,
            of=len(owing.addressees(read(book), events.PROGRESS_TOLD.kind)) or 1,
        )
