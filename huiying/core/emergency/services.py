"""Reading beyond one's scope in an emergency: with a reason, for a short while, and told to oversight at once.

It opens one matter by its reference, to read and to reach the people of it; nothing can be done in it, and it is on no
list. A conflict of interest is never broken: to whoever is kept away, the matter is one that is not there.
"""

import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from huiying.core.access import doors, unusual
from huiying.core.duties.services import acting
from huiying.core.duties.wording import said
from huiying.core.emergency.models import Emergency
from huiying.core.emergency.overseers import seat_over
from huiying.core.kinds import N_, Act, Actor, Declined, IllegalMove, PartyRole, SeatRole, system
from huiying.core.ledger import events as ledger_events
from huiying.core.ledger import queries as ledger
from huiying.core.ledger.entries import PartyRow
from huiying.core.notices.telling import tell_desk

SYSTEM = system("emergency")
TEMPLATE = "emergency"


class NothingOpened(Declined):
    """No such matter, or one that is closed to this officer for good: the answer is the same."""


def break_glass(*, ref: str, reason: str, by: Actor, at: datetime) -> uuid.UUID:
    """Open a matter to an officer who may not see it, or not its people; gives the matter.

    What they may read anyway is opened by nothing: no emergency is recorded. Raises access.Denied, WordsNeeded,
    NothingOpened.
    """
    doors.require_general(by, Act.EMERGENCY)
    why = said(reason, N_("Say what the emergency is. The person and oversight will read it."))
    matter_id, parties = _found(ref)
    if not doors.may_break_glass(by, parties):
        unusual.tried(by=by, matter_id=matter_id, at=at)
        raise _nothing()
    if {Act.SEE, Act.SEE_PERSON} <= doors.acts_on(by, parties, matter_id):
        return matter_id
    _open(matter_id, why, by, at)
    return matter_id


def _found(ref: str) -> tuple[uuid.UUID, list[PartyRow]]:
    try:
        matter = ledger.matter_by_ref(ref)
    except ledger.NoSuchMatter:
        raise _nothing() from None
    return matter.id, ledger.parties(matter.id)


def _nothing() -> NothingOpened:
    return NothingOpened(
        N_(
            "Nothing can be opened by this reference. Check it, or ring the unit that has the matter."
        )
    )


def _open(matter_id: uuid.UUID, why: str, by: Actor, at: datetime) -> None:
    minutes = settings.HUIYING_BREAK_GLASS_MINUTES
    seat = by.seat(*(role for role in SeatRole if Act.EMERGENCY in doors.GENERAL.get(role, ())))
    if seat is None or by.officer_id is None:
        raise doors.Denied(Act.EMERGENCY.value)
    until = at + timedelta(minutes=minutes)
    with acting(matter_id=matter_id, act=Act.SEE, by=SYSTEM, at=at) as book:
        facts = {"minutes": minutes, "role": seat.role.value}
        opened = book.record(ledger_events.EMERGENCY_OPENED, facts, {"reason": why}, by=by)
        book.add_party(PartyRole.EMERGENCY, event=opened, officer=by.officer_id, until=until)
        for unit_id in dict.fromkeys((book.matter.in_charge_id, seat.unit_id)):
            over = seat_over(unit_id) if unit_id is not None else None
            tell_desk(book, unit=over, role=SeatRole.OVERSIGHT, template=TEMPLATE, about=opened)
        book.batch.add(
            Emergency(
                id=opened.id,
                matter_id=matter_id,
                officer_id=by.officer_id,
                unit_id=seat.unit_id,
                role=seat.role.value,
                at=at,
                until=until,
                mail_at=at,
            )
        )


@transaction.atomic
def judge(*, emergency_id: uuid.UUID, needed: bool, by: Actor, at: datetime) -> None:
    """Oversight has looked into it and says whether it was needed; of their own, nobody.

    Raises access.Denied, IllegalMove where it was said before.
    """
    row = Emergency.objects.select_for_update().filter(pk=emergency_id).first()
    if row is None or row.officer_id == by.officer_id:
        raise doors.Denied(Act.OVERSEE.value)
    with acting(matter_id=row.matter_id, act=Act.OVERSEE, by=by, at=at) as book:
        if row.judged_at is not None:
            raise IllegalMove(N_("Somebody has looked into this already."))
        book.record(ledger_events.EMERGENCY_JUDGED, {"about": str(emergency_id), "needed": needed})
        row.judged_at, row.needed = at, needed
        row.save(update_fields=["judged_at", "needed"])
