"""Going there: what was tried in vain, and a visit written up, in the person's own words and never as a mark."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.utils import timezone

from huiying.core.access import conflict
from huiying.core.kinds import N_, Act, Actor, Fact, IllegalMove, NotAChoice, PartyRole
from huiying.core.ledger import specs
from huiying.core.ledger.book import Book
from huiying.core.ledger.entries import Entry, PartyRow
from huiying.core.notices.telling import post_what_waits
from huiying.mechanisms.visits import choices, events, rules
from huiying.mechanisms.visits.services.arranging import agree
from huiying.mechanisms.visits.services.promising import promise
from huiying.mechanisms.visits.services.shape import (
    chosen,
    may_be_told,
    nobody_goes,
    person,
    safely,
    set_way,
    standing_of,
    tell_person,
    texts,
    unit_in_charge,
    visiting,
    who_goes,
)
from huiying.mechanisms.visits.standing import Meeting, Standing

_GOES = (Act.VISIT, Act.WORK)


@dataclass(frozen=True, kw_only=True, slots=True)
class Promised:
    text: str
    due_on: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Raised:
    """Something else that was said: it becomes a matter of its own."""

    kind: str
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class WriteUp:
    """A visit as the form has it. `told`, `withheld`: ids of lines that were decided on before."""

    party_id: uuid.UUID
    way: str
    officers: tuple[int, ...]
    views: Mapping[str, str]
    words: Mapping[str, str] = field(default_factory=dict)
    told: tuple[str, ...] = ()
    withheld: tuple[str, ...] = ()
    reasons: str = ""
    promises: tuple[Promised, ...] = ()
    raised: tuple[Raised, ...] = ()
    next_begins: datetime | None = None
    next_way: str = ""
    read_back: bool = False
    offline: bool = False
    occurred_at: datetime | None = None


def record_attempt(
    *,
    matter_id: uuid.UUID,
    party_id: uuid.UUID,
    way: str,
    by: Actor,
    at: datetime,
    note: str = "",
    occurred_at: datetime | None = None,
) -> None:
    """Nobody was met or reached. After enough tries at different hours what may be told is posted.

    Raises access.Denied, kinds.IllegalMove, kinds.NotAChoice.
    """
    chosen(way, choices.WAYS, N_("Choose how you tried."))
    with visiting(matter_id=matter_id, act=_GOES, by=by, at=at) as book:
        party = person(book, party_id)
        record_attempt_in(book, party, way=way, note=note, when=occurred_at or at)


def record_attempt_in(book: Book, party: PartyRow, *, way: str, note: str, when: datetime) -> None:
    """Inside a matter that is open for `visiting`."""
    standing = standing_of(book, party)
    rules.at_home_needs_agreement(way, standing)
    when = min(when, book.at)
    safely(party, way, when)
    _not_before(standing, when)
    facts: dict[str, Fact] = {
        "party": str(party.id),
        "way": way,
        "hours": rules.hours_of(timezone.localtime(when)),
    }
    if standing.meeting is not None:
        facts["about"] = str(standing.meeting.line.id)
    tried = book.record(events.ATTEMPTED, facts, texts(note=note), occurred_at=when)
    if rules.tried_enough([*standing.attempts, tried], timezone.localtime):
        _unreached(book, party, len(standing.attempts) + 1)


def write_up_visit(*, matter_id: uuid.UUID, visit: WriteUp, by: Actor, at: datetime) -> Entry:
    """Write a visit up: one page.

    Raises access.Denied, kinds.IllegalMove, NotAChoice, WordsNeeded, safe.NotSafely.
    """
    with visiting(matter_id=matter_id, act=_GOES, by=by, at=at) as book:
        return write_up(book, visit)


def write_up(book: Book, visit: WriteUp, *, meant: Meeting | None = None) -> Entry:
    """Inside a matter that is open for `visiting`. `meant`: the agreement it was made under, where that was given up
    between the door and the form's coming in."""
    chosen(visit.way, choices.WAYS, N_("Choose how you spoke."))
    party = person(book, visit.party_id)
    standing = standing_of(book, party)
    if meant is not None and standing.meeting is None:
        standing = replace(standing, meeting=meant)
    rules.at_home_needs_agreement(visit.way, standing)
    when = min(visit.occurred_at or book.at, book.at)
    safely(party, visit.way, when)
    _not_before(standing, when)
    made = book.record(
        events.MADE,
        _facts(book, party, standing, visit),
        _texts(visit),
        occurred_at=when,
    )
    nobody_goes(book)
    for promised in visit.promises:
        promise(book, party, promised.text, promised.due_on, made)
    for raised in visit.raised:
        _raise(book, party, raised, made)
    if visit.next_way:
        _next(book, party, visit)
    tell_person(book, party=party, template="visit-made", about=made)
    return made


def _facts(book: Book, party: PartyRow, standing: Standing, visit: WriteUp) -> dict[str, Fact]:
    may = may_be_told(book, party)
    ask = rules.to_be_asked(standing, book.at) and _asker(book)
    facts: dict[str, Fact] = {
        "party": str(party.id),
        "way": visit.way,
        "attempt": len(standing.attempts) + 1,
        "told": rules.only_released(visit.told, may),
        "withheld": ",".join(dict.fromkeys(visit.withheld)),
        "promised": len(visit.promises),
        "issues": len(visit.raised),
        "read_back": visit.read_back,
        "offline": visit.offline,
        "ask": ask,
        **rules.heard(visit.views),
    }
    if standing.meeting is not None:
        facts["agreed"] = str(standing.meeting.line.id)
    return facts | who_goes(visit.officers)


def _texts(visit: WriteUp) -> dict[str, str]:
    words = {f"words_{view}": visit.words.get(view, "") for view in choices.VIEWS}
    return texts(**words, reasons=visit.reasons)


def _asker(book: Book) -> bool:
    """Whether another unit is there that asks for the person's view; it is named on the matter from now on."""
    if book.party(PartyRole.ASKING) is not None:
        return True
    unit = unit_in_charge(book)
    asking = conflict.asking_unit(handling=unit) if unit is not None else None
    if asking is None:
        return False
    book.add_party(PartyRole.ASKING, unit=asking)
    return True


def _raise(book: Book, party: PartyRow, raised: Raised, made: Entry) -> None:
    chosen(raised.kind, choices.ISSUES, N_("Choose what kind of thing was raised."))
    if not raised.text.strip():
        raise NotAChoice(N_("Write what was raised."))
    book.record(
        events.ISSUE_RAISED,
        {"party": str(party.id), "kind": raised.kind, "about": str(made.id)},
        texts(text=raised.text),
        occurred_at=made.occurred_at,
    )


def _next(book: Book, party: PartyRow, visit: WriteUp) -> None:
    """The next visit, agreed on the spot; or the way they would rather hear from us."""
    chosen(visit.next_way, choices.WAYS, N_("Choose how they want to hear from us next."))
    if visit.next_way not in choices.AT_A_TIME or visit.next_begins is None:
        set_way(book, party, visit.next_way)
        return
    rules.in_time(visit.next_begins, book.at)
    agree(book, party, visit.next_begins, visit.next_way, visit.officers, "")


def _not_before(standing: Standing, when: datetime) -> None:
    """A visit does not lie before its own agreement. Raises IllegalMove."""
    if standing.meeting is not None and when < standing.meeting.line.occurred_at:
        raise IllegalMove(N_("The visit lies before it was agreed. Look at date and time again."))


def _unreached(book: Book, party: PartyRow, attempts: int) -> None:
    book.record(events.UNREACHED, {"party": str(party.id), "attempts": attempts})
    nobody_goes(book)
    post_what_waits(book, party=party, specs=specs.specs())
