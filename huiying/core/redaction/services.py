"""Copies for others: prepared by who has the matter, released by a second person, each disclosure an event."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from huiying.core.access import doors
from huiying.core.duties.services import acting
from huiying.core.duties.wording import chosen, said
from huiying.core.files.blacking import Rectangle, blacked_file
from huiying.core.kinds import (
    N_,
    Act,
    Actor,
    ActorKind,
    Declined,
    Fact,
    IllegalMove,
    NotAChoice,
    SeatRole,
    WordsNeeded,
)
from huiying.core.ledger.book import Book
from huiying.core.notices.telling import tell_desk, tell_own_desk
from huiying.core.people import sealing
from huiying.core.people.services import open_texts
from huiying.core.redaction import events
from huiying.core.redaction.choices import BASES, GROUNDS, RECIPIENTS
from huiying.core.redaction.marking import black_out
from huiying.core.redaction.models import Copy, State
from huiying.core.redaction.queries import sealed_as, why_sealed_as
from huiying.core.units import queries as units
from huiying.core.units.queries import OfficerRow

# Who may be the second person somewhere, the one who knows the law first.
_SECONDS = (SeatRole.LEGAL, SeatRole.HEAD, SeatRole.SUPERVISOR)


class CannotBlacken(Declined):
    """No copy can be made of this: its words are erased or sealed from us, or the file cannot be opened."""


class StandsElsewhere(Declined):
    """What was marked in one place stands unmarked in another."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Purpose:
    """For whom a copy is, why they get it, why parts go, and whether the person may know of it now (else `why`)."""

    to: str
    basis: str
    grounds: tuple[str, ...]
    known: bool = True
    why: str = ""


def prepare_text(
    *,
    matter_id: uuid.UUID,
    event_id: uuid.UUID,
    name: str,
    marked: str,
    ticked: Iterable[int],
    purpose: Purpose,
    by: Actor,
    at: datetime,
    stay: bool = False,
) -> uuid.UUID:
    """Make a copy of one text of an event without what is marked. Gives its id. `stay`: what was marked in one
    place may stand in another.

    Raises access.Denied, NotAChoice, WordsNeeded, marking.NotMarked, CannotBlacken, StandsElsewhere.
    """
    _check(purpose)
    with acting(matter_id=matter_id, act=Act.RELEASE, by=by, at=at) as book:
        doors.require(by, Act.SEE_PERSON, book.parties, matter_id)
        text_id = next((e.texts.get(name) for e in book.history if e.id == event_id), None)
        words = open_texts([uuid.UUID(text_id)])[uuid.UUID(text_id)] if text_id else None
        if text_id is None or words is None:
            raise CannotBlacken(N_("There are no words here that could be copied."))
        made = black_out(words, marked=marked, ticked=ticked)
        if made.left_over and not stay:
            raise StandsElsewhere(
                N_(
                    "These words also stand elsewhere in the text: %(words)s. Mark them there too, or say that "
                    "they may stay."
                ),
                words="; ".join(made.left_over),
            )
        content = made.text.encode()
        return _keep(book, "text", uuid.UUID(text_id), "text", content, made.taken, purpose)


def prepare_file(
    *,
    matter_id: uuid.UUID,
    file_id: uuid.UUID,
    rectangles: Sequence[Rectangle],
    purpose: Purpose,
    by: Actor,
    at: datetime,
) -> uuid.UUID:
    """Make a copy of a picture or PDF with rectangles painted over in its pixels. Gives its id.

    Raises access.Denied, NotAChoice, WordsNeeded, CannotBlacken.
    """
    _check(purpose)
    if not rectangles:
        raise WordsNeeded(N_("Draw or write at least one rectangle."))
    # Before the transaction: drawing takes longer than anybody should wait for a lock.
    kind, content = blacked_file(file_id, matter_id=matter_id, rectangles=rectangles)
    with acting(matter_id=matter_id, act=Act.RELEASE, by=by, at=at) as book:
        doors.require(by, Act.SEE_PERSON, book.parties, matter_id)
        return _keep(book, "file", file_id, kind, content, len(rectangles), purpose)


def release_copy(*, matter_id: uuid.UUID, copy_id: uuid.UUID, by: Actor, at: datetime) -> None:
    """The second person lets it out. Raises access.Denied, IllegalMove."""
    with acting(matter_id=matter_id, act=Act.SECOND_RELEASE, by=by, at=at) as book:
        copy = _proposed(book, copy_id)
        _not_the_same(copy, by)
        if copy.known:
            released = book.record(events.RELEASED, _facts(copy))
        else:
            why = sealing.unseal(copy.why_sealed or b"", aad=why_sealed_as(copy.pk)).decode()
            released = book.record(events.RELEASED_APART, _facts(copy), {"why": why})
        tell_own_desk(book, template="copy-released", about=released)
        _decide(copy, State.RELEASED, by, at)


def decline_copy(
    *, matter_id: uuid.UUID, copy_id: uuid.UUID, reason: str, by: Actor, at: datetime
) -> None:
    """The second person does not let it out; what was prepared goes. Raises access.Denied, IllegalMove, WordsNeeded."""
    words = said(reason, N_("Say what must be changed."))
    with acting(matter_id=matter_id, act=Act.SECOND_RELEASE, by=by, at=at) as book:
        copy = _proposed(book, copy_id)
        _not_the_same(copy, by)
        declined = book.record(events.DECLINED, {"copy": str(copy.pk)}, {"reason": words})
        tell_own_desk(book, template="copy-declined", about=declined)
        _decide(copy, State.DECLINED, by, at)


def withdraw_copy(*, matter_id: uuid.UUID, copy_id: uuid.UUID, by: Actor, at: datetime) -> None:
    """Whoever has the matter throws a prepared copy away. Raises access.Denied, IllegalMove."""
    with acting(matter_id=matter_id, act=Act.RELEASE, by=by, at=at) as book:
        copy = _proposed(book, copy_id)
        book.record(events.WITHDRAWN, {"copy": str(copy.pk)})
        _decide(copy, State.WITHDRAWN, by, at)


@transaction.atomic
def erase_copies(*, matter_id: uuid.UUID) -> int:
    """What was copied goes with what it was copied from; that there was a copy, for whom and why, stays."""
    return Copy.objects.filter(matter_id=matter_id, sealed__isnull=False).update(
        sealed=None, why_sealed=None
    )


def _check(purpose: Purpose) -> None:
    chosen(purpose.to, RECIPIENTS, N_("Choose who gets the copy."))
    chosen(purpose.basis, BASES, N_("Choose why they may get it."))
    if not purpose.grounds or any(ground not in GROUNDS for ground in purpose.grounds):
        raise NotAChoice(N_("Choose why parts are blacked out."))
    if not purpose.known:
        said(purpose.why, N_("Say why the person must not know of it now."))


def _keep(
    book: Book,
    source: str,
    source_id: uuid.UUID,
    kind: str,
    content: bytes,
    taken: int,
    purpose: Purpose,
) -> uuid.UUID:
    if book.by.officer_id is None:
        raise doors.Denied(Act.RELEASE.value)
    copy_id = uuid.uuid4()
    unit_id, roles = _second(book)
    why = None if purpose.known else purpose.why.strip().encode()
    copy = Copy.objects.create(
        id=copy_id,
        matter_id=book.matter.pk,
        source=source,
        source_id=source_id,
        kind=kind,
        sealed=sealing.seal(content, aad=sealed_as(copy_id)),
        size=len(content),
        taken=taken,
        grounds=",".join(ground for ground in GROUNDS if ground in purpose.grounds),
        to=purpose.to,
        basis=purpose.basis,
        known=purpose.known,
        why_sealed=None if why is None else sealing.seal(why, aad=why_sealed_as(copy_id)),
        prepared_by=book.by.officer_id,
        prepared_at=book.at,
        asked_unit=unit_id,
    )
    prepared = book.record(events.PREPARED, _facts(copy))
    for role in roles:
        tell_desk(book, unit=unit_id, role=role, template="copy-second", about=prepared)
    return copy_id


def _second(book: Book) -> tuple[int | None, list[SeatRole]]:
    """Who is asked to release it: the nearest unit, from the one in charge up, where somebody else than who prepares
    it may, and in which roles. (None, []): nobody is there now."""
    in_charge = book.matter.in_charge_id
    ways = [in_charge, *reversed(units.unit(in_charge).ancestors())] if in_charge else []
    for unit_id in ways:
        roles = [role for role in _SECONDS if _somebody_else(book, unit_id, role)]
        if roles:
            return unit_id, roles
    return None, []


def _somebody_else(book: Book, unit_id: int, role: SeatRole) -> bool:
    there = units.present([unit_id], book.at, role)
    return any(
        doors.allowed(_as_actor(officer, book.at), Act.SECOND_RELEASE, book.parties, book.matter.pk)
        for officer in there
        if officer.id != book.by.officer_id
    )


def _as_actor(officer: OfficerRow, at: datetime) -> Actor:
    seats = units.seats_of(officer.id, at)
    return Actor(kind=ActorKind.STAFF, name=officer.name, officer_id=officer.id, seats=seats, at=at)


def _proposed(book: Book, copy_id: uuid.UUID) -> Copy:
    found = (
        Copy.objects.select_for_update()
        .filter(pk=copy_id, matter_id=book.matter.pk, state=State.PROPOSED)
        .first()
    )
    if found is None:
        raise IllegalMove(N_("This copy is decided already, or was thrown away."))
    return found


def _not_the_same(copy: Copy, by: Actor) -> None:
    if by.officer_id is None or by.officer_id == copy.prepared_by:
        raise IllegalMove(
            N_("Somebody other than the one who prepared the copy has to release it.")
        )


def _facts(copy: Copy) -> dict[str, Fact]:
    return {
        "copy": str(copy.pk),
        "source": copy.source,
        "to": copy.to,
        "basis": copy.basis,
        "taken": copy.taken,
        "grounds": copy.grounds,
    }


def _decide(copy: Copy, state: State, by: Actor, at: datetime) -> None:
    copy.state, copy.decided_by, copy.decided_at = state, by.officer_id, at
    if state is not State.RELEASED:
        copy.sealed = copy.why_sealed = None
    copy.save(update_fields=["state", "decided_by", "decided_at", "sealed", "why_sealed"])
