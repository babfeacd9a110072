"""Where an officer goes, to be taken along, and where they went when what was written there arrives later."""

import uuid
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from huiying.core.access import conflict, doors
from huiying.core.kinds import Act, Actor, PartyRole
from huiying.core.ledger import queries as ledger
from huiying.core.ledger.entries import PartyRow
from huiying.core.ledger.entries import standing as standing_lines
from huiying.mechanisms.campaigns import events, standing
from huiying.mechanisms.campaigns.queries import MyArea, area_page, my_areas

# How long a device may keep what was taken along and written, and how far ahead areas are taken.
TAKEN_FOR = timedelta(hours=72)
# What somebody said at a door is taken in, though the officer goes there no more: as long as a device keeps it, and a
# day for who is on their way.
HANDED_IN_FOR = TAKEN_FOR + timedelta(days=1)


def to_take(*, by: Actor, today: date) -> list[MyArea]:
    """The announced areas of an officer whose days have begun, or begin while the device keeps them."""
    until = (today + TAKEN_FOR).isoformat()
    found = my_areas(by, today)
    return [one for one in found if one.area.first <= until and one.area.announced is not None]


def went(parties: Sequence[PartyRow], campaign: uuid.UUID, by: Actor, at: datetime) -> bool:
    """Whether somebody goes in a campaign, or went there until a few days ago and is not kept away since."""
    if not doors.acts_on(by, parties, campaign).isdisjoint({Act.VISIT}):
        return True
    if by.officer_id is None or conflict.excluded(by, parties):
        return False
    return any(
        p.role is PartyRole.VISITING
        and p.officer_id == by.officer_id
        and p.until is not None
        and at - p.until <= HANDED_IN_FOR
        for p in parties
    )


def area_gone_to(*, ref: str, code: str, by: Actor, at: datetime) -> MyArea | None:
    """An area to which an officer was sent, whether or not they still go; else None, also where there is none."""
    try:
        matter = ledger.matter_by_ref(ref)
    except ledger.NoSuchMatter:
        return None
    if matter.kind != events.KIND or not went(ledger.parties(matter.id), matter.id, by, at):
        return None
    history = standing_lines(ledger.history(matter.id))
    area = standing.read(history).area(code)
    sent = any(
        e.kind == events.SENT.kind
        and e.facts["area"] == code
        and e.facts["officer"] == by.officer_id
        for e in history
    )
    return area_page(matter.id, matter.ref, history, area, by) if area and sent else None
