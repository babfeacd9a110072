"""What was counted in an area on a day. Four numbers; no name, no door, no word (mission N1)."""

import uuid
from datetime import date, datetime

from huiying.core.access import doors
from huiying.core.kinds import Act, Actor
from huiying.mechanisms.campaigns import events, rules
from huiying.mechanisms.campaigns.rules import Move
from huiying.mechanisms.campaigns.services.shape import area_of, local_day, moving
from huiying.mechanisms.campaigns.standing import Counts


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
        rules.check_counts(found, day, counts, local_day(at))
        book.record(
            events.WENT,
            {
                "area": area,
                "day": day.isoformat(),
                "visited": counts.visited,
                "absent": counts.absent,
                "declined": counts.declined,
                "other_way": counts.other_way,
            },
        )
