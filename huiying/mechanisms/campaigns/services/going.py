"""What was counted in an area on a day. Four numbers; no name, no door, no word (mission N1)."""

import uuid
from datetime import date, datetime

from huiying.core.access import doors
from huiying.core.kinds import Act, Actor
from huiying.core.ledger.book import Book
from huiying.mechanisms.campaigns import events, rules
from huiying.mechanisms.campaigns.rules import Move
from huiying.mechanisms.campaigns.services.shape import area_of, local_day, moving
from huiying.mechanisms.campaigns.standing import Area, Counts


def record_visits(
    *,
    matter_id: uuid.UUID,
    area: str,
    day: date,
    counts: Counts,
    by: Actor,
    at: datetime,
) -> None:
    """Count an officer's visits of a day. Entered again, the later entry counts and the earlier stays in the history.

    Raises access.Denied, rules.IllegalMove, rules.NotAChoice.
    """
    with moving(matter_id=matter_id, move=Move.GO, by=by, at=at) as book:
        found = area_of(book, area)
        if by.officer_id not in found.officers:
            raise doors.Denied(Act.VISIT.value)
        record_counts(book, found, day, counts)


def record_counts(book: Book, area: Area, day: date, counts: Counts) -> None:
    """Raises rules.IllegalMove, rules.NotAChoice."""
    rules.check_counts(area, day, counts, local_day(book.at))
    book.record(
        events.WENT,
        {
            "area": area.code,
            "day": day.isoformat(),
            "visited": counts.visited,
            "absent": counts.absent,
            "declined": counts.declined,
            "other_way": counts.other_way,
        },
    )
