"""Two persons dispose: one proposes matters whose time is up, another decides. Then work erases them one by one."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from huiying.core.access import doors
from huiying.core.kinds import N_, Act, Actor, Declined, IllegalMove, new_id
from huiying.core.retention import indexing, queries
from huiying.core.retention.models import Batch, Line

MOST = 500


class NothingToDispose(Declined):
    """None of the matters has come to its time, or none is for this person."""


class SamePerson(IllegalMove):
    """Whoever proposed does not decide."""


@transaction.atomic
def propose(*, matter_ids: Sequence[uuid.UUID], by: Actor, at: datetime) -> uuid.UUID:
    """Matters to be erased, as far as their time is up and this person may propose them; gives the batch.

    Raises access.Denied, NothingToDispose.
    """
    doors.require_general(by, Act.DISPOSE)
    seat = by.seat(*(role for role, acts in doors.GENERAL.items() if Act.DISPOSE in acts))
    if seat is None or by.officer_id is None:
        raise doors.Denied(Act.DISPOSE.value)
    wanted = list(matter_ids)[:MOST]
    # What happened since work read them last counts too: a hold of this minute, a message.
    indexing.read(list(queries.up(Q(matter_id__in=wanted), at).values_list("matter_id", flat=True)))
    rows = queries.up(Q(matter_id__in=wanted), at)
    chosen = queries.allowed(by, Act.DISPOSE, list(rows.values_list("matter_id", flat=True)))
    if not chosen:
        raise NothingToDispose(N_("Choose matters from the list: their time has to be up."))
    batch = Batch.objects.create(
        id=new_id(at), unit_id=seat.unit_id, proposed_by_id=by.officer_id, proposed_at=at
    )
    Line.objects.bulk_create([Line(batch=batch, matter_id=pk) for pk in chosen])
    return batch.pk


@transaction.atomic
def decide(*, batch_id: uuid.UUID, approve: bool, by: Actor, at: datetime) -> None:
    """The second person: who may dispose of each matter in it, and is not the first.

    Raises access.Denied, SamePerson, IllegalMove where it was decided before.
    """
    batch = Batch.objects.select_for_update().filter(pk=batch_id).first()
    if batch is None or by.officer_id is None:
        raise doors.Denied(Act.SECOND_DISPOSE.value)
    ids = list(Line.objects.filter(batch=batch).values_list("matter_id", flat=True))
    if len(queries.allowed(by, Act.SECOND_DISPOSE, ids)) < len(ids):
        raise doors.Denied(Act.SECOND_DISPOSE.value)
    if batch.decided_at is not None:
        raise IllegalMove(N_("Somebody has decided on this already."))
    if batch.proposed_by_id == by.officer_id:
        raise SamePerson(N_("Another person has to agree: you proposed it."))
    batch.decided_by_id, batch.decided_at, batch.approved = by.officer_id, at, approve
    if not approve:
        batch.finished_at = at
    batch.save(update_fields=["decided_by", "decided_at", "approved", "finished_at"])
