"""The shape of every act on a petition: access, lock, decide, write, record, index."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime

from django.utils import timezone

from huiying.core.access import doors
from huiying.core.duties.services import acting
from huiying.core.duties.wording import chosen as chosen
from huiying.core.duties.wording import said as said
from huiying.core.duties.wording import texts as texts
from huiying.core.kinds import Actor, ActorKind, EventSpec, Fact, PartyRole, SeatRole
from huiying.core.kinds import NotAChoice as NotAChoice
from huiying.core.kinds import WordsNeeded as WordsNeeded
from huiying.core.ledger.book import Book
from huiying.core.ledger.entries import Entry, PartyRow
from huiying.core.ledger.entries import standing as standing_lines
from huiying.core.notices.telling import record_telling, tell, tell_desk
from huiying.core.rows import row
from huiying.mechanisms.petitions import events, rules
from huiying.mechanisms.petitions.choices import LED, LONG
from huiying.mechanisms.petitions.models import Petition
from huiying.mechanisms.petitions.standing import Standing

# Asked by another unit, of each petitioner; the event is that of whoever asks.
VIEW_ASKED = "visit-view.asked"
_OPINIONS_TOLD = frozenset(
    {events.ANSWER_TOLD.kind, events.REVIEW_TOLD.kind, events.FINAL_TOLD.kind}
)


@contextmanager
def moving(*, matter_id: uuid.UUID, move: rules.Move, by: Actor, at: datetime) -> Iterator[Book]:
    """Open a petition for one act, which `rules.MOVES` ties to stages and to acts of access.

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
        keep_index(book)


def read(book: Book) -> Standing:
    return rules.read(standing_lines(book.history))


def own_matter(by: Actor) -> uuid.UUID:
    """The matter of whoever acts with a code. Raises access.Denied."""
    if by.kind is not ActorKind.HOLDER or by.matter_id is None or by.party_id is None:
        raise doors.Denied("follow")
    return by.matter_id


def local_day(at: datetime) -> date:
    """The day it is where the service is."""
    return timezone.localtime(at).date()


def unit_holding(book: Book, role: PartyRole) -> int | None:
    held = book.party(role)
    return held.unit_id if held else None


def handling_unit(book: Book) -> int:
    found = unit_holding(book, PartyRole.HANDLING)
    if found is None:
        raise LookupError("nobody handles this matter")
    return found


def unit_at_work(book: Book) -> int:
    """The unit whose desk has it: the one that reviews while a review runs, else the one that handles."""
    reviewing = unit_holding(book, PartyRole.REVIEWING)
    if read(book).stage in rules.REVIEWS and reviewing is not None:
        return reviewing
    return handling_unit(book)


def line_of(book: Book, event_id: uuid.UUID | str) -> Entry | None:
    return next((e for e in book.history if str(e.id) == str(event_id)), None)


# --- telling -----------------------------------------------------------------------------------------


def tell_petitioners(
    book: Book, *, template: str, about: Entry, tells: EventSpec | None = None, **facts: Fact
) -> None:
    """The same to each petitioner; who was told is a fact, so that one does not stand for another."""
    for party in book.owed(PartyRole.PETITIONER):
        tell_one(book, party=party, template=template, about=about, tells=tells, **facts)


def tell_one(
    book: Book,
    *,
    party: PartyRow,
    template: str,
    about: Entry,
    tells: EventSpec | None = None,
    **facts: Fact,
) -> None:
    tell(
        book,
        party=party,
        template=template,
        about=about,
        tells=tells,
        tells_facts={"party": str(party.id), **facts},
        in_writing=True,
    )


def handed_over(book: Book, *, spec: EventSpec, about: Entry) -> None:
    """A written notice was put into the petitioner's hands on the spot: only our word stands for it."""
    for party in book.owed(PartyRole.PETITIONER):
        record_telling(
            book,
            spec=spec,
            about=about.id,
            extra={"party": str(party.id)},
            channel="in-person",
            word_alone=True,
        )


def tell_the_desk(book: Book, unit: int | None, template: str, about: Entry) -> None:
    tell_desk(book, unit=unit, role=SeatRole.COMPLAINTS, template=template, about=about)


def petitioner(book: Book, party: uuid.UUID | str | None = None) -> PartyRow:
    """The petitioner meant: the one named, the holder who acts, or the first. Raises access.Denied."""
    wanted = party or (book.by.party_id if book.by.kind is ActorKind.HOLDER else None)
    found = book.owed(PartyRole.PETITIONER)
    if wanted is not None:
        found = [p for p in book.parties_in(PartyRole.PETITIONER) if str(p.id) == str(wanted)]
    if not found:
        raise doors.Denied("petitioner")
    return found[0]


def view_overtaken(book: Book) -> None:
    """An opinion is looked at again: whoever was told of it is not asked how they see it, but what comes of it now."""
    waiting: set[str] = set()
    for line in standing_lines(book.history):
        party = str(line.facts.get("party", ""))
        if line.kind in _OPINIONS_TOLD:
            waiting.add(party)
        elif line.kind in {VIEW_ASKED, events.VIEW_OVERTAKEN.kind}:
            waiting.discard(party)
    for party in sorted(waiting):
        book.record(events.VIEW_OVERTAKEN, {"party": party})


# --- the row that lists read -------------------------------------------------------------------------


def keep_index(book: Book, sent_as: str | None = None) -> None:
    """Bring the petition's row in line with its history."""
    index = index_row(book)
    if book.new:
        index.sent_as = sent_as
        book.batch.add(index)
        return
    Petition.objects.filter(pk=book.matter.pk).update(
        stage=index.stage,
        class_code=index.class_code,
        finding=index.finding,
        mark=index.mark,
        long_unsettled=index.long_unsettled,
        marked_until=index.marked_until,
        answered_at=index.answered_at,
        withdrawn_from=index.withdrawn_from,
    )


def index_row(book: Book) -> Petition:
    standing = read(book)
    received = next((e for e in book.history if e.kind == events.RECEIVED.kind), None)
    facts = received.facts if received else {}
    led = standing.mark(*LED)
    return row(
        Petition,
        matter_id=book.matter.pk,
        stage=standing.stage.value,
        channel=str(facts.get("channel", "")),
        class_code=standing.class_,
        finding=standing.finding,
        identified=bool(facts.get("identified", False)),
        forwarded=standing.forwarded,
        mark=led.code if led else "",
        long_unsettled=standing.mark(LONG) is not None,
        marked_until=min((date.fromisoformat(mark.until) for mark in standing.marks), default=None),
        received_at=received.occurred_at if received else book.matter.opened_at,
        answered_at=standing.answer.occurred_at if standing.answer else None,
        withdrawn_from=rules.withdrawn_from(standing),
    )
