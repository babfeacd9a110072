"""The shape of every act on a complaint: access, lock, decide, write, record, index."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from huiying.core.duties.services import acting
from huiying.core.kinds import Act, Actor, PartyRole
from huiying.core.ledger.book import Book
from huiying.core.ledger.entries import standing as standing_lines
from huiying.mechanisms.complaints import events, rules
from huiying.mechanisms.complaints.models import Complaint


@contextmanager
def moving(*, matter_id: uuid.UUID, move: rules.Move, act: Act, by: Actor, at: datetime) -> Iterator[Book]:
    """Open a complaint for one act. Raises access.Denied, rules.IllegalMove."""
    with acting(matter_id=matter_id, act=act, by=by, at=at) as book:
        rules.decide(move, read(book))
        yield book
        keep_index(book)


def read(book: Book) -> rules.Standing:
    return rules.read(standing_lines(book.history))


def keep_index(book: Book) -> None:
    """Bring the complaint's row in line with its history."""
    row = index_row(book)
    if book.new:
        book.batch.add(row)
    else:
        Complaint.objects.filter(pk=book.matter.pk).update(
            stage=row.stage,
            category=row.category,
            class_code=row.class_code,
            finding=row.finding,
            identified=row.identified,
            conduct=row.conduct,
            about_unit_id=row.about_unit_id,
            answered_at=row.answered_at,
        )


def index_row(book: Book) -> Complaint:
    lines = standing_lines(book.history)
    standing = rules.read(lines)
    received = next((e for e in book.history if e.kind == events.RECEIVED.kind), None)
    about = book.parties_in(PartyRole.ACCUSED)
    unit = next((p.unit_id for p in about if p.unit_id), None)
    facts = received.facts if received else {}
    return Complaint(
        matter_id=book.matter.pk,
        stage=standing.stage.value,
        channel=str(facts.get("channel", "")),
        category=standing.category,
        class_code=standing.class_,
        finding=standing.finding,
        identified=bool(facts.get("identified", False)),
        conduct=standing.conduct,
        about_unit_id=unit,
        received_at=received.occurred_at if received else book.matter.opened_at,
        answered_at=standing.answer.occurred_at if standing.answer else None,
    )
