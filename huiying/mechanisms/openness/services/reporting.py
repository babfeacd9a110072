"""Counts of other books, and reports of those who got no receipt."""

import uuid
from datetime import date, datetime

from django.db import transaction

from huiying.core.access import doors
from huiying.core.kinds import Act, Actor, SeatRole, new_id
from huiying.core.people.services import new_text
from huiying.core.units import queries as units
from huiying.mechanisms.openness import rules
from huiying.mechanisms.openness.models import ChannelCount, NoReceipt

# Who enters what the 110 line, the hotline, the petition office and the post have counted.
COUNTING = (SeatRole.OVERSIGHT, SeatRole.RESPONSE, SeatRole.HEAD)


class NotCounted(ValueError):
    """A count that cannot be: no such channel, or a day that has not come."""


def enter_count(
    *, day: date, channel: str, count: int, unit_id: int, by: Actor, at: datetime
) -> None:
    """How many another book counted on a day; entered again, the later count stands.

    Raises access.Denied, NotCounted.
    """
    seat = next((s for s in by.seats if s.role in COUNTING), None)
    if seat is None or unit_id not in units.branch(seat.unit_id):
        raise doors.Denied("count")
    if channel not in rules.COUNTED_CHANNELS or count < 0:
        raise NotCounted(channel)
    ChannelCount.objects.update_or_create(
        day=day,
        channel=channel,
        unit_id=unit_id,
        defaults={"count": count, "officer_id": by.officer_id, "entered_at": at},
    )


@transaction.atomic
def report_no_receipt(
    *, unit_id: int, happened_on: date, words: str, contact: str, at: datetime
) -> uuid.UUID:
    """Somebody came and got no receipt. The words are sealed; the unit never learns of it from us."""
    told = new_text(words, at=at)
    told.save()
    reach = new_text(contact, at=at) if contact else None
    if reach is not None:
        reach.save()
    row = NoReceipt.objects.create(
        id=new_id(at),
        unit_id=unit_id,
        happened_on=happened_on,
        told=told.pk,
        contact=reach.pk if reach else None,
        reported_at=at,
    )
    return row.pk


def look_into(*, report_id: uuid.UUID, by: Actor, at: datetime) -> None:
    """Oversight has looked into a report. Raises access.Denied."""
    doors.require_general(by, Act.OVERSEE)
    NoReceipt.objects.filter(pk=report_id, looked_into_at__isnull=True).update(
        looked_into_at=at, looked_into_by_id=by.officer_id
    )
