"""A complaint comes in: by the public form, a desk, another body, another system. One transaction, one batch."""

import json
import uuid
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, fields
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from huiying.core.access import conflict, doors
from huiying.core.duties.services import opening
from huiying.core.files import services as files
from huiying.core.kinds import Act, Actor, ActorKind, Fact, PartyRole
from huiying.core.ledger.book import Book
from huiying.core.ledger.entries import Entry, PartyRow
from huiying.core.ledger.handing import Handover as Handover
from huiying.core.ledger.handing import hand_over
from huiying.core.notices.telling import tell, told_facts
from huiying.core.people import outside, sealing
from huiying.core.people.models import Person
from huiying.core.people.queries import person_row
from huiying.core.people.services import Contact, new_person
from huiying.core.rows import row
from huiying.core.search import services as search
from huiying.core.units import queries as units
from huiying.mechanisms.complaints import events
from huiying.mechanisms.complaints.categories import category as find_category
from huiying.mechanisms.complaints.models import Arrival
from huiying.mechanisms.complaints.services.shape import keep_index


@dataclass(frozen=True, kw_only=True, slots=True)
class Filing:
    """What somebody brings, in their own words. Only `narrative` is needed."""

    narrative: str
    category: str = "unsure"
    channel: str = "web"
    subject: str = ""
    wish: str = ""
    who: str = ""
    place: str = ""
    about_units: tuple[int, ...] = ()
    about_officers: tuple[int, ...] = ()
    happened_on: str = ""
    happening_now: bool = False
    # The words were read back to the person, who confirmed them.
    read_back: bool = False
    contact: Contact = field(default_factory=Contact)
    language: str = "zh-hans"
    forwarded_by: str = ""
    forwarded_ref: str = ""
    report_back_on: str = ""
    handover: Handover = Handover.SHOWN
    slip: str = ""
    files_of: bytes | None = None  # digest of the draft that files were uploaded to
    files_token: str = ""  # the draft's own token: only with it are the files' names read
    occurred_at: datetime | None = None
    key: str = ""
    spends: str = ""  # id of the proof of work: good once


@dataclass(frozen=True, kw_only=True, slots=True)
class Filed:
    """What came of it. `code` is in clear, for the person's eyes alone; empty where staff file."""

    matter_id: uuid.UUID
    ref: str
    code: str
    deciding_unit: int
    excluded: bool
    again: bool = False


class SameKeyOtherBody(ValueError):
    """The key belongs to a complaint with other words: a mistake of the sender, not a second sending."""


class ProofSpent(ValueError):
    """The proof of work belongs to a complaint that was sent before."""


_NOT_OF_THE_COMPLAINT = frozenset(
    {"key", "spends", "files_of", "files_token", "handover", "slip", "language", "channel"}
)


class UnknownCategory(ValueError):
    """There is no such category."""


def file_complaint(
    *,
    filing: Filing,
    by: Actor,
    at: datetime,
    also: Callable[[Filed], tuple[str, list[object]]] | None = None,
) -> Filed:
    """Open a matter for a complaint. Sent twice under one key, it is filed once (`again`). One about the leadership is
    sealed for the outside body alone, where this installation has its key.

    `also` gives a statement for the same transaction, such as sealing the receipt for the page that shows it.
    Raises access.Denied, UnknownCategory, SameKeyOtherBody, ProofSpent, ledger.services.SlipUnknown.
    """
    if by.kind is not ActorKind.SYSTEM:
        doors.require_general(by, Act.REGISTER)
    if find_category(filing.category) is None:
        raise UnknownCategory(filing.category)
    try:
        with opening(kind=events.KIND, by=by, at=at, opened_at=filing.occurred_at) as book:
            filed = _write(book, filing)
            if also is not None:
                book.batch.then(*also(filed))
        return filed
    except IntegrityError:
        if filing.key and (known := _known(filing)):
            return known
        if filing.spends and Arrival.objects.filter(pk=f"proof:{filing.spends}").exists():
            raise ProofSpent(filing.spends) from None
        raise


def _write(book: Book, filing: Filing) -> Filed:
    deciding = route(filing.about_units, filing.about_officers, book.at, filing.happened_on)
    sealed = sealed_for(deciding)
    facts: dict[str, Fact] = {"sealed": True} if sealed else {}
    received = book.record(
        events.RECEIVED, _facts(filing) | facts, _texts(filing), occurred_at=filing.occurred_at
    )
    person = add_person(book, filing.contact, filing.language)
    complainant = book.add_party(PartyRole.COMPLAINANT, event=received, person=person.pk)
    _add_units(book, filing, deciding)
    _open_what_follows(book, filing)
    code = hand_over(book, party=complainant, handover=_handover(book, filing), slip=filing.slip)
    _tell_received(book, filing, complainant, person)
    search.queue_entry(book, received)
    _take_files(book, filing, received, sealed=sealed)
    if filing.key:
        # Of what is sealed no sum is kept: with the keys in hand, words could be tried against it.
        _keep_arrival(book, filing.key, b"" if sealed else _sum(filing))
    if filing.spends:
        # A proof is spent or not; nothing is compared with it.
        _keep_arrival(book, f"proof:{filing.spends}", b"")
    keep_index(book)
    return Filed(
        matter_id=book.matter.pk,
        ref=book.matter.ref,
        code=code,
        deciding_unit=deciding,
        excluded=conflict.excluded(book.by, book.parties),
    )


def _handover(book: Book, filing: Filing) -> Handover:
    """Where the address is sealed from us, no code is sent: it stays owed."""
    unreachable = filing.handover is Handover.SENT and book.for_outside
    return Handover.NONE if unreachable else filing.handover


def _take_files(book: Book, filing: Filing, received: Entry, *, sealed: bool) -> None:
    """What was attached to the form; sealed for the outside body alone before its name is kept in any other way."""
    if filing.files_of is None:
        return
    if sealed:
        files.seal_for_outside(
            draft=filing.files_of, token=filing.files_token, matter_id=book.matter.pk
        )
    files.claim_drafts(
        draft=filing.files_of,
        matter_id=book.matter.pk,
        event_id=received.id,
        token="" if sealed else filing.files_token,
    )


def add_person(book: Book, contact: Contact, language: str) -> Person:
    """Somebody who brings a matter; where it is sealed for the outside body, known to that body alone."""
    if book.for_outside:
        person, box = outside.boxed_person(
            contact=contact, language=language, at=book.at, matter_id=book.matter.pk
        )
        book.batch.add(box)
    else:
        lookup = bool(contact.name and contact.phone)
        person = new_person(contact=contact, language=language, at=book.at, lookup=lookup)
    book.batch.add(person)
    return person


def route(
    about_units: tuple[int, ...],
    about_officers: tuple[int, ...],
    at: datetime,
    happened_on: str = "",
) -> int:
    """The unit that decides: free of conflict with the units and the officers complained of, then or now."""
    accused, posted = about_units, _postings(about_officers, at, happened_on)
    if outside.configured() and conflict.leadership(
        accused=posted | set(accused), officers=about_officers, at=at
    ):
        return conflict.outside_body(posted | set(accused))
    return conflict.deciding_unit(accused=accused, posted=posted)


def sealed_for(deciding: int) -> bool:
    """Whether what is said to this unit is sealed for it alone: it is the outside body, and gave us its key."""
    return outside.configured() and units.unit(deciding).is_outside


def _postings(officers: tuple[int, ...], at: datetime, happened_on: str) -> set[int]:
    """Where officers are posted, and where they were on the day it happened."""
    instants = [at]
    with suppress(ValueError):
        instants.append(datetime.fromisoformat(happened_on).replace(hour=12, tzinfo=at.tzinfo))
    return {unit for o in officers for instant in instants for unit in units.units_of(o, instant)}


def _facts(filing: Filing) -> dict[str, Fact]:
    found = find_category(filing.category)
    facts: dict[str, Fact] = {
        "channel": filing.channel,
        "category": filing.category,
        "identified": bool(filing.contact.name),
        "contactable": bool(filing.contact.phone or filing.contact.email or filing.contact.address),
        "forwarded": filing.channel == "forwarded",
        "from_counter": filing.channel == "walk-in",
        "conduct": bool(found and found.conduct) or bool(filing.about_officers),
    }
    if filing.read_back:
        facts["read_back"] = True
    given = {"due_on": filing.report_back_on, "happened_on": filing.happened_on}
    return facts | {name: day for name, day in given.items() if day}


def _texts(filing: Filing) -> dict[str, str]:
    source = "\n".join(part for part in (filing.forwarded_by, filing.forwarded_ref) if part)
    texts: Mapping[str, str] = {
        "narrative": filing.narrative,
        "subject": filing.subject,
        "wish": filing.wish,
        "who": filing.who,
        "place": filing.place,
        "source": source,
    }
    return {name: text for name, text in texts.items() if text}


def _add_units(book: Book, filing: Filing, deciding: int) -> None:
    first = book.history[0]
    accused = set(filing.about_units)
    accused |= _postings(filing.about_officers, book.at, filing.happened_on)
    for officer in filing.about_officers:
        book.add_party(PartyRole.ACCUSED, event=first, officer=officer)
    for unit in sorted(accused):
        book.add_party(PartyRole.ACCUSED, event=first, unit=unit)
    seat = book.by.seats[0] if book.by.seats else None
    registering = seat.unit_id if seat else book.by.unit_id
    # What a unit in conflict took in it does not go on owing: whoever decides owes the receipt then.
    free = registering is not None and not conflict.unit_excluded(
        registering, sorted(accused), [deciding]
    )
    if free:
        book.add_party(
            PartyRole.REGISTERED, event=first, unit=registering, officer=book.by.officer_id
        )
    book.add_party(PartyRole.DECIDING, event=first, unit=deciding)
    book.add_party(PartyRole.HANDLING, event=first, unit=deciding)
    asking = conflict.asking_unit(handling=deciding)
    # Nobody inside asks how it went: they could reach the person only through what is sealed from them.
    if asking is not None and not book.for_outside:
        book.add_party(PartyRole.ASKING, event=first, unit=asking)


def _open_what_follows(book: Book, filing: Filing) -> None:
    if book.history[0].facts["conduct"]:
        facts: dict[str, Fact] = {"happened_on": filing.happened_on} if filing.happened_on else {}
        book.record(events.CONDUCT_ALLEGED, facts)
    if filing.happening_now:
        book.record(events.HAPPENING_NOW)


def _tell_received(book: Book, filing: Filing, complainant: PartyRow, person: Person) -> None:
    if filing.handover is Handover.SLIP:
        facts = told_facts("slip", confirmed=False, word_alone=True)
        book.record(events.ACKNOWLEDGED, facts | _receipt_facts(book, complainant))
    known = person_row(person)
    tells = None if filing.handover is Handover.SLIP else events.ACKNOWLEDGED
    if filing.handover is not Handover.SHOWN or person.by_email:
        tell(
            book,
            party=complainant,
            template="received",
            about=book.history[0],
            tells=tells,
            tells_facts={"party": str(complainant.id)},
            person=known,
        )


def _receipt_facts(book: Book, complainant: PartyRow) -> dict[str, Fact]:
    return {"about": str(book.history[0].id), "party": str(complainant.id)}


def _keep_arrival(book: Book, key: str, digest: bytes) -> None:
    book.batch.add(row(Arrival, key=key, matter_id=book.matter.pk, at=book.at, digest=digest))


def _sum(filing: Filing) -> bytes:
    """Tells two filings apart without keeping their words. How it was sent does not make it another one."""
    said = {
        f.name: getattr(filing, f.name)
        for f in fields(filing)
        if f.name not in _NOT_OF_THE_COMPLAINT
    }
    plain = json.dumps(said, sort_keys=True, default=str).encode()
    return sealing.keyed_hash(plain, purpose="complaints.arrival")


def _known(filing: Filing) -> Filed | None:
    found = Arrival.objects.select_related("matter").filter(pk=filing.key).first()
    if found is None:
        return None
    if found.digest and bytes(found.digest) != _sum(filing):
        raise SameKeyOtherBody(filing.key)
    return Filed(
        matter_id=found.matter_id,
        ref=found.matter.ref,
        code="",
        deciding_unit=found.matter.handling_unit_id or conflict.outside_body(),
        excluded=False,
        again=True,
    )


@transaction.atomic
def forget_old_keys(*, at: datetime) -> int:
    """Keys of filings serve for a day; erased afterwards."""
    return (
        Arrival.objects.filter(at__lt=at - timedelta(days=2))
        .exclude(key__startswith="api:")
        .delete()[0]
    )
