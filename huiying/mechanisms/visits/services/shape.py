"""The shape of every act on visits: access, lock, decide, record, and the rows of agreed visits."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime

from django.utils import timezone

from huiying.core.access import doors
from huiying.core.disclosure.kinds import kind_of, may_tell_automatically
from huiying.core.disclosure.queries import released
from huiying.core.duties.services import acting
from huiying.core.duties.wording import chosen as chosen
from huiying.core.duties.wording import said as said
from huiying.core.duties.wording import texts as texts
from huiying.core.kinds import (
    IN_CHARGE,
    N_,
    PEOPLE,
    Act,
    Actor,
    ActorKind,
    EventSpec,
    Fact,
    NotAChoice,
    PartyRole,
)
from huiying.core.ledger.book import Book
from huiying.core.ledger.entries import Entry, PartyRow, left_parties
from huiying.core.ledger.entries import standing as standing_lines
from huiying.core.notices.telling import tell
from huiying.core.people.safe import NEVER_SO, NotSafely, plan_of, require_safely
from huiying.core.units import queries as units
from huiying.mechanisms.visits import events
from huiying.mechanisms.visits.models import Visit
from huiying.mechanisms.visits.standing import (
    Meeting,
    Standing,
    meeting_of,
    read,
)


@contextmanager
def visiting(
    *, matter_id: uuid.UUID, act: Act | tuple[Act, ...], by: Actor, at: datetime
) -> Iterator[Book]:
    """Open a matter for one act. Raises access.Denied."""
    with acting(matter_id=matter_id, act=act, by=by, at=at) as book:
        yield book
        keep_index(book)


def person(book: Book, party_id: uuid.UUID | None = None) -> PartyRow:
    """The one person meant: a holder is always themselves. Raises access.Denied."""
    wanted = book.by.party_id if book.by.kind is ActorKind.HOLDER else party_id
    left = left_parties(book.history)
    for party in book.parties_in(*PEOPLE):
        if party.id == wanted and str(party.id) not in left:
            return party
    raise doors.Denied(Act.VISIT.value)


def standing_of(book: Book, party: PartyRow) -> Standing:
    return read(standing_lines(book.history), str(party.id))


def safely(party: PartyRow, way: str, at: datetime) -> None:
    """What somebody forbade is neither offered nor agreed on, nor done. Raises safe.NotSafely."""
    require_safely(person_id=party.person_id, way=way, at=at)


def allowed(party: PartyRow, way: str) -> None:
    """The same for what has no hour yet: whether the way is one they forbade. Raises safe.NotSafely."""
    plan = plan_of(party.person_id) if party.person_id else None
    if plan is not None and plan.forbids(way):
        raise NotSafely(NEVER_SO)


_YOUR_PLAN = N_(
    "You said that we must never reach you this way. Choose another one, or change how we can reach you safely first."
)


def set_way(book: Book, party: PartyRow, way: str) -> None:
    """How somebody hears from us from now on: told to nobody as news, and never what they forbade.

    Raises safe.NotSafely, also to themselves.
    """
    try:
        allowed(party, way)
    except NotSafely:
        if book.by.kind is ActorKind.HOLDER:
            raise NotSafely(_YOUR_PLAN) from None
        raise
    book.record(events.WAY_SET, {"party": str(party.id), "way": way})


def may_be_told(book: Book, party: PartyRow) -> frozenset[str]:
    """Ids of what the gate released, for everybody of the matter or for this person."""
    return frozenset(line.id for line in released(book.history, party=party.id))


def unit_in_charge(book: Book) -> int | None:
    held = book.party(*IN_CHARGE)
    return held.unit_id if held else None


def own(by: Actor) -> uuid.UUID:
    """The holder's matter. Raises access.Denied for anybody else."""
    if by.kind is not ActorKind.HOLDER or by.matter_id is None:
        raise doors.Denied(Act.FOLLOW.value)
    return by.matter_id


def local_date(at: datetime) -> date:
    return timezone.localtime(at).date()


def local_day(at: datetime) -> str:
    return local_date(at).isoformat()


# --- who goes ------------------------------------------------------------------------------------------


def who_goes(officers: tuple[int, ...]) -> dict[str, Fact]:
    """Raises NotAChoice: one or two, and officers of ours."""
    if not 1 <= len(set(officers)) <= 2 or len(units.officers(officers)) != len(set(officers)):
        raise NotAChoice(N_("Say which one or two officers go."))
    return {f"officer_{n}": officer for n, officer in enumerate(dict.fromkeys(officers), 1)}


def let_go(book: Book, officers: tuple[int, ...], event: Entry) -> None:
    """Who goes may see what they need at the door, from now until the visit is over."""
    going = {p.officer_id for p in book.parties_in(PartyRole.VISITING)}
    for officer in officers:
        if officer not in going:
            book.add_party(PartyRole.VISITING, event=event, officer=officer)


def nobody_goes(book: Book) -> None:
    """The visit is over or off: who went has no further business with the matter, unless they go to somebody else."""
    still: set[int] = set()
    for party in book.parties_in(*PEOPLE):
        meeting = standing_of(book, party).meeting
        still |= set(meeting.officers) if meeting else set()
    for gone in book.parties_in(PartyRole.VISITING):
        if gone.officer_id not in still:
            book.end_party(gone)


# --- telling -------------------------------------------------------------------------------------------


def tell_person(
    book: Book,
    *,
    party: PartyRow,
    template: str,
    about: Entry,
    tells: EventSpec | None = None,
    **facts: Fact,
) -> None:
    """In cases of kinds where a message can be dangerous none leaves by itself: it waits on the page."""
    matter = book.matter
    tell(
        book,
        party=party,
        template=template,
        about=about,
        tells=tells,
        tells_facts={"party": str(party.id), **facts} if tells else None,
        held_back=not may_tell_automatically(kind_of(matter.pk, matter.kind)),
    )


# --- the rows that lists read --------------------------------------------------------------------------


def keep_index(book: Book) -> None:
    """Bring the rows of agreed visits in line with the history, where something happened to one."""
    if any(line.kind in _OF_MEETINGS for line in book.fresh):
        write_rows(book)


def write_rows(book: Book) -> None:
    rows = visit_rows(book)
    Visit.objects.filter(matter_id=book.matter.pk).exclude(pk__in=[r.pk for r in rows]).delete()
    Visit.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=["unit", "way", "due_on", "begins_at", "officer_1", "officer_2", "ahead"],
    )


def visit_rows(book: Book) -> list[Visit]:
    lines = standing_lines(book.history)
    moved = {str(e.facts["about"]): e for e in lines if e.kind == events.MOVED.kind}
    standings = [read(lines, str(party.id)) for party in book.parties_in(*PEOPLE)]
    ahead = {s.meeting.line.id for s in standings if s.meeting and not s.tried}
    found = []
    for line in lines:
        if line.kind == events.AGREED.kind:
            last = moved.get(str(line.id), line).facts
            meeting = meeting_of(line, str(last["due_on"]), str(last.get("begins", "")))
            found.append(_row(book, meeting, ahead=line.id in ahead))
    return found


def _row(book: Book, meeting: Meeting, *, ahead: bool) -> Visit:
    first, second = (*meeting.officers, None, None)[:2]
    return Visit(
        id=meeting.line.id,
        matter_id=book.matter.pk,
        party_id=uuid.UUID(str(meeting.line.facts["party"])),
        unit_id=unit_in_charge(book),
        way=meeting.way,
        due_on=date.fromisoformat(meeting.due_on),
        begins_at=datetime.fromisoformat(meeting.begins) if meeting.begins else None,
        officer_1_id=first,
        officer_2_id=second,
        ahead=ahead,
    )


_OF_MEETINGS = frozenset(
    {
        events.AGREED.kind,
        events.MOVED.kind,
        events.MADE.kind,
        events.WAY_SET.kind,
        events.TIMES_ASKED.kind,
        events.CALLED_OFF.kind,
        events.ATTEMPTED.kind,
        events.UNREACHED.kind,
    }
)
