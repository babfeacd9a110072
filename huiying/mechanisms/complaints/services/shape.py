"""The shape of every act on a complaint: access, lock, decide, write, record, index."""

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
from huiying.core.kinds import Actor, ActorKind, EventSpec, Fact, PartyRole
from huiying.core.kinds import NotAChoice as NotAChoice
from huiying.core.kinds import WordsNeeded as WordsNeeded
from huiying.core.ledger.book import Book
from huiying.core.ledger.entries import Entry, PartyRow
from huiying.core.ledger.entries import standing as standing_lines
from huiying.core.notices.each import tell_one as tell_one
from huiying.core.notices.each import tell_role
from huiying.core.rows import row
from huiying.mechanisms.complaints import events, rules
from huiying.mechanisms.complaints.models import Complaint
from huiying.mechanisms.complaints.standing import Standing


@contextmanager
def moving(*, matter_id: uuid.UUID, move: rules.Move, by: Actor, at: datetime) -> Iterator[Book]:
    """Open a complaint for one act, which `rules.MOVES` ties to stages and to acts of access.

    Raises access.Denied, rules.IllegalMove.
    """
    with acting(matter_id=matter_id, act=rules.doors_of(move), by=by, at=at) as book:
        if book.matter.kind != events.KIND:
            raise doors.Denied(move.value)
        standing = read(book)
        rules.decide(move, standing)
        if by.kind is ActorKind.HOLDER:
            rules.decide_own(move, standing, str(by.party_id))
        _door_at_this_stage(book, move, standing)
        yield book
        what_follows(book)
        keep_index(book)


def _door_at_this_stage(book: Book, move: rules.Move, standing: Standing) -> None:
    """Some moves are somebody else's while a review runs."""
    at_this_stage = rules.acts_for(move, standing.stage)
    if at_this_stage != rules.doors_of(move):
        held = doors.acts_on(book.by, book.parties, book.matter.pk)
        if held.isdisjoint(at_this_stage):
            raise doors.Denied(move.value)


# A history only grows: what was read of so many lines is good until there are more.
_READ: WeakKeyDictionary[Book, tuple[int, Standing]] = WeakKeyDictionary()


def read(book: Book) -> Standing:
    known = _READ.get(book)
    if known is None or known[0] != len(book.history):
        known = (len(book.history), rules.read(standing_lines(book.history)))
        _READ[book] = known
    return known[1]


# --- telling the person ------------------------------------------------------------------------------


def tell_complainants(
    book: Book, *, template: str, about: Entry, tells: EventSpec | None = None, **facts: Fact
) -> None:
    """The same to each complainant."""
    tell_role(book, PartyRole.COMPLAINANT, template=template, about=about, tells=tells, **facts)


def complainant(book: Book, party: uuid.UUID | None = None) -> PartyRow:
    """The complainant meant: the one named, the holder who acts, or the first. Raises access.Denied."""
    wanted = party or (book.by.party_id if book.by.kind is ActorKind.HOLDER else None)
    found = book.owed(PartyRole.COMPLAINANT)
    if wanted is not None:
        found = [p for p in book.parties_in(PartyRole.COMPLAINANT) if p.id == wanted]
    if not found:
        raise doors.Denied("complainant")
    return found[0]


def what_follows(book: Book) -> None:
    """What was told in the same breath as what was told in this act."""
    for told in list(book.fresh):
        told_with_it(book, told)


def told_with_it(book: Book, told: Entry) -> None:
    """The answer carries how to disagree."""
    if told.kind == events.OUTCOME_TOLD.kind:
        _right_told(book, told)


def _right_told(book: Book, told: Entry) -> None:
    facts: dict[str, Fact] = dict(told.facts)
    known = any(
        e.kind == events.REVIEW_RIGHT_TOLD.kind
        and e.facts.get("about") == facts.get("about")
        and e.facts.get("party") == facts.get("party")
        for e in standing_lines(book.history)
    )
    if not known:
        book.record(events.REVIEW_RIGHT_TOLD, facts, occurred_at=told.occurred_at)


# --- the row that lists read -------------------------------------------------------------------------


def keep_index(book: Book) -> None:
    """Bring the complaint's row in line with its history."""
    index = index_row(book)
    if book.new:
        book.batch.add(index)
    else:
        Complaint.objects.filter(pk=book.matter.pk).update(
            stage=index.stage,
            category=index.category,
            class_code=index.class_code,
            finding=index.finding,
            identified=index.identified,
            conduct=index.conduct,
            about_unit_id=index.about_unit_id,
            answered_at=index.answered_at,
            withdrawn_from=index.withdrawn_from,
        )


def index_row(book: Book) -> Complaint:
    standing = read(book)
    received = next((e for e in book.history if e.kind == events.RECEIVED.kind), None)
    about = book.parties_in(PartyRole.ACCUSED)
    unit = next((p.unit_id for p in about if p.unit_id), None)
    facts = received.facts if received else {}
    return row(
        Complaint,
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
        withdrawn_from=rules.withdrawn_from(standing),
    )
