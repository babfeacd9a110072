"""Who is still to be asked, or to be spoken with alone: the list of the response centre. No words, no names."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from huiying.core.access import doors
from huiying.core.duties.models import Duty
from huiying.core.kinds import Act, Actor, PartyRole
from huiying.core.ledger import queries as ledger
from huiying.core.ledger.entries import standing
from huiying.mechanisms.complaints import rules
from huiying.mechanisms.complaints.models import Complaint
from huiying.mechanisms.complaints.rules import Move
from huiying.mechanisms.complaints.standing import Stage

_STAGES = (Stage.ANSWERED, Stage.REVIEWING, Stage.REVIEWED, Stage.WITHDRAWING)


@dataclass(frozen=True, kw_only=True, slots=True)
class Asking:
    """A complaint whose person is to be asked. `from_when`: not before, a view needs some days."""

    matter_id: uuid.UUID
    ref: str
    handling_unit: int | None
    from_when: datetime | None
    # To ask, asked and waiting for the answer, or to speak with alone.
    move: Move
    # Those who have not given their view yet, in the order they came.
    complainants: tuple[uuid.UUID, ...]


def to_ask(*, by: Actor, at: datetime, limit: int = 200) -> list[Asking]:
    """The earliest first. Only complaints in which a unit of the reader is the one that asks."""
    seats = [seat.unit_id for seat in by.seats]
    held = ledger.matters_where(held=[(PartyRole.ASKING, seats)])
    # One of several who leaves does not change the stage: the duty to speak with them alone tells of it.
    to_speak = Duty.objects.filter(rule__endswith=".withdrawal-spoken", ended=False)
    rows = Complaint.objects.filter(
        Q(stage__in=[s.value for s in _STAGES]) | Q(pk__in=to_speak.values("matter_id")),
        pk__in=held.values("matter_id"),
    ).exclude(matter__handling_unit_id__in=seats)
    ids = list(rows.order_by("answered_at", "pk").values_list("pk", flat=True)[:limit])
    histories, parties, matters = ledger.histories(ids), ledger.parties_of(ids), ledger.matters(ids)
    found = []
    for pk in ids:
        acts = doors.acts_on(by, parties[pk], pk)
        stand = rules.read(standing(histories[pk]))
        open_moves = rules.open_moves(stand, acts & {Act.ASK_VIEW, Act.SPEAK_APART})
        move = next(
            (m for m in (Move.SPEAK_APART, Move.ASK_VIEW, Move.RECORD_VIEW) if m in open_moves),
            None,
        )
        everybody = [
            p.id
            for p in parties[pk]
            if p.role is PartyRole.COMPLAINANT and p.until is None and str(p.id) not in stand.left
        ]
        still = tuple(p for p in everybody if str(p) not in stand.views_given)
        if move is None or (move is Move.RECORD_VIEW and not still):
            continue
        told = stand.outcome_told_at
        found.append(
            Asking(
                matter_id=pk,
                ref=matters[pk].ref,
                handling_unit=matters[pk].handling_unit,
                from_when=told + rules.ASK_VIEW_AFTER if told and move is Move.ASK_VIEW else None,
                move=move,
                complainants=still,
            )
        )
    return found
