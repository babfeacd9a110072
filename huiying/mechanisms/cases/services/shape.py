"""The shape of every act on a case: access, lock, decide, write, record, index."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from weakref import WeakKeyDictionary

from huiying.core.access import doors
from huiying.core.duties.services import acting
from huiying.core.duties.wording import chosen as chosen
from huiying.core.duties.wording import said as said
from huiying.core.duties.wording import texts as texts
from huiying.core.kinds import PEOPLE, Act, Actor, ActorKind, PartyRole
from huiying.core.kinds import NotAChoice as NotAChoice
from huiying.core.kinds import WordsNeeded as WordsNeeded
from huiying.core.ledger.book import Book
from huiying.core.ledger.entries import PartyRow
from huiying.core.ledger.entries import standing as standing_lines
from huiying.core.rows import row
from huiying.mechanisms.cases import events, of_people, owing, rules
from huiying.mechanisms.cases.models import Case
from huiying.mechanisms.cases.standing import Standing


@contextmanager
def moving(*, matter_id: uuid.UUID, move: rules.Move, by: Actor, at: datetime) -> Iterator[Book]:
    """Open a case for one act, which `rules.MOVES` ties to stages and to acts of access.

    Raises access.Denied, rules.IllegalMove.
    """
    with acting(matter_id=matter_id, act=rules.MOVES[move][1], by=by, at=at) as book:
        if book.matter.kind != events.KIND:
            raise doors.Denied(move.value)
        standing = read(book)
        rules.decide(move, standing)
        if by.kind is ActorKind.HOLDER:
            rules.decide_own(move, standing, str(by.party_id))
        yield book
        _keep_rhythm(book)
        keep_index(book)


def _keep_rhythm(book: Book) -> None:
    """The usual interval of progress rests while everybody has one of their own, and runs on when somebody has none."""
    standing = read(book)
    hear = owing.addressees(standing, events.PROGRESS_TOLD.kind)
    own = bool(hear) and all(member.weeks for member in hear)
    if own is not standing.own_rhythm:
        book.record(of_people.RHYTHM, {"own": own})


# A history only grows: what was read of so many lines is good until there are more.
_READ: WeakKeyDictionary[Book, tuple[int, Standing]] = WeakKeyDictionary()


def read(book: Book) -> Standing:
    known = _READ.get(book)
    if known is None or known[0] != len(book.history):
        known = (len(book.history), rules.read(standing_lines(book.history)))
        _READ[book] = known
    return known[1]


def person_of(book: Book, party: uuid.UUID | str | None) -> PartyRow:
    """The person of the case that is meant; whoever acts with a code means themselves.

    Raises access.Denied where there is none.
    """
    wanted = str(party or book.by.party_id or "")
    if book.by.kind is ActorKind.HOLDER and wanted != str(book.by.party_id):
        raise doors.Denied("person")
    found = next((p for p in book.parties_in(*PEOPLE) if str(p.id) == wanted), None)
    if found is None:
        raise doors.Denied("person")
    return found


def own(by: Actor) -> tuple[uuid.UUID, uuid.UUID]:
    """The holder's matter and party. Raises access.Denied for anybody else."""
    if by.kind is not ActorKind.HOLDER or by.matter_id is None or by.party_id is None:
        raise doors.Denied(Act.FOLLOW.value)
    return by.matter_id, by.party_id


def unit_in_charge(book: Book) -> int:
    found = book.party(PartyRole.INVESTIGATING)
    if found is None or found.unit_id is None:
        raise LookupError("nobody investigates this case")
    return found.unit_id


# --- the row that lists read -------------------------------------------------------------------------


def keep_index(book: Book) -> None:
    """Bring the case's row in line with its history."""
    index = index_row(book)
    if book.new:
        book.batch.add(index)
        return
    Case.objects.filter(pk=book.matter.pk).update(
        number=index.number,
        regime=index.regime,
        stage=index.stage,
        crime=index.crime,
        harmed=index.harmed,
        opened_at=index.opened_at,
        concluded_at=index.concluded_at,
        of_age_on=index.of_age_on,
    )


def index_row(book: Book) -> Case:
    standing = read(book)
    reported = standing.reported
    harmed = sum(
        1 for m in standing.members.values() if PartyRole(m.role) in owing.HARMED and not m.left
    )
    return row(
        Case,
        matter_id=book.matter.pk,
        source=source_of(book),
        number=standing.number,
        regime=standing.regime,
        stage=standing.stage.value,
        crime=standing.crime,
        harmed=harmed,
        reported_at=reported.occurred_at if reported else book.matter.opened_at,
        opened_at=standing.opened.occurred_at if standing.opened else None,
        concluded_at=rules.over_since(standing),
        month_only=standing.month_only,
        of_age_on=rules.next_birthday(standing),
    )


def source_of(book: Book) -> str:
    """Where the number of a case is from: it is unique there."""
    reported = read(book).reported
    return str(reported.facts.get("source", "")) if reported else ""
