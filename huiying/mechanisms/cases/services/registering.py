"""A report is taken in by hand: the case, its people, a receipt code for each that no member of staff sees."""

import uuid
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.db import IntegrityError, transaction

from huiying.core.access import conflict, doors
from huiying.core.duties.services import opening
from huiying.core.kinds import N_, Act, Actor, ActorKind, EventSpec, Fact, PartyRole
from huiying.core.ledger.book import Book
from huiying.core.ledger.entries import Entry, PartyRow
from huiying.core.ledger.handing import Handover, hand_over, make_slips
from huiying.core.notices.renewing import TEMPLATE as LINK
from huiying.core.notices.telling import tell_by_mail, told_facts
from huiying.core.people.queries import PersonRow, person_row
from huiying.core.people.services import Contact, new_person
from huiying.core.units import queries as units
from huiying.mechanisms.cases import choices, events, notes, of_people
from huiying.mechanisms.cases.crimes import crime
from huiying.mechanisms.cases.models import Case
from huiying.mechanisms.cases.rules import Declined
from huiying.mechanisms.cases.services.shape import NotAChoice, chosen, keep_index, read, texts
from huiying.mechanisms.cases.services.telling import tell_member

# Roles in which somebody can come to a case with the report; relatives and guardians join beside somebody.
_FROM_THE_START = frozenset(
    {PartyRole.VICTIM, PartyRole.INJURED, PartyRole.ACCUSER, PartyRole.REPORTER}
)


class NumberTaken(Declined):
    """Another case of this source has the number."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Bringing:
    """A person with whom a report comes in. `reported`: it was they who reported it."""

    role: PartyRole
    contact: Contact = field(default_factory=Contact)
    language: str = "zh-hans"
    reported: bool = True
    vulnerable: bool = False
    enhanced: bool = False
    handover: Handover = Handover.NONE
    slip: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Report:
    """What is reported: only what telling needs, never the file of the investigation."""

    crime: str
    channel: str = "walk-in"
    regime: str = ""
    number: str = ""
    summary: str = ""
    place: str = ""
    people: tuple[Bringing, ...] = ()
    # The unit that has it; empty: the one that takes it in.
    unit: int | None = None
    # It was written down, read back to the reporter and signed (刑事诉讼法 111).
    read_back: bool = False
    occurred_at: datetime | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Reported:
    """What came of it. `codes`: in clear by party, for who has a screen of their own; empty where staff register."""

    matter_id: uuid.UUID
    ref: str
    parties: tuple[uuid.UUID, ...]
    codes: dict[uuid.UUID, str]


def report_case(*, report: Report, by: Actor, at: datetime) -> Reported:
    """Open a matter for what is reported.

    Raises access.Denied, shape.NotAChoice, NumberTaken, ledger.services.SlipUnknown.
    """
    if by.kind is not ActorKind.SYSTEM:
        doors.require_general(by, Act.REGISTER)
    _check(report)
    registering = by.seats[0].unit_id if by.seats else report.unit
    unit = report.unit or registering
    if unit is None or unit not in units.tree():
        raise NotAChoice(N_("Choose the unit that has the case."))
    source = f"unit:{unit}"
    if report.number and Case.objects.filter(source=source, number=report.number).exists():
        raise NumberTaken(N_("Another case of this unit has that number."))
    try:
        with opening(kind=events.KIND, by=by, at=at, opened_at=report.occurred_at) as book:
            return _write(book, report, source, unit)
    except IntegrityError:
        if Case.objects.filter(source=source, number=report.number).exclude(number="").exists():
            raise NumberTaken(N_("Another case of this unit has that number.")) from None
        raise


@dataclass(frozen=True, kw_only=True, slots=True)
class Registered:
    """`serial` and `code` only where a sealed slip is to be printed now: the code is for the print alone."""

    reported: Reported
    serial: str = ""
    code: str = ""


@transaction.atomic
def register_at_desk(
    *, report: Report, by: Actor, at: datetime, print_slip: bool = False
) -> Registered:
    """Take in what somebody reports at a desk. With `print_slip` a slip is made for the first of its people alone.

    Raises access.Denied, NotAChoice, NumberTaken, ledger.services.SlipUnknown.
    """
    serial = code = ""
    if print_slip and report.people:
        doors.require_general(by, Act.REGISTER)
        ((serial, code),) = make_slips(by=by, count=1, at=at)
        first = replace(report.people[0], handover=Handover.SLIP, slip=serial)
        report = replace(report, people=(first, *report.people[1:]))
    return Registered(reported=report_case(report=report, by=by, at=at), serial=serial, code=code)


def _check(report: Report) -> None:
    if crime(report.crime) is None:
        raise NotAChoice(N_("Choose the kind of case from the list."))
    chosen(report.channel, choices.CHANNELS, N_("Choose how it was reported."))
    if report.regime:
        chosen(report.regime, choices.REGIMES, N_("Choose which kind of procedure it is."))
    for person in report.people:
        if person.role not in _FROM_THE_START:
            raise NotAChoice(N_("Relatives, representatives and guardians join once it is in."))


def _write(book: Book, report: Report, source: str, unit: int) -> Reported:
    reported = book.record(
        events.REPORTED, facts_of(report, source), words_of(report), occurred_at=report.occurred_at
    )
    add_units(book, unit, reported)
    _note_how(book, report)
    parties: list[PartyRow] = []
    codes: dict[uuid.UUID, str] = {}
    for person in report.people:
        party, code = bring_in(book, person, reported)
        parties.append(party)
        if code:
            codes[party.id] = code
    keep_index(book)
    return Reported(
        matter_id=book.matter.pk,
        ref=book.matter.ref,
        parties=tuple(p.id for p in parties),
        codes=codes,
    )


_ORAL = frozenset({"walk-in", "telephone", "emergency", "scene"})


def _note_how(book: Book, report: Report) -> None:
    """Entered here it is registered; an oral report is read back, and that is owed until it is said."""
    if report.channel in _ORAL:
        book.record(notes.TAKEN_ORALLY, occurred_at=report.occurred_at)
    if report.read_back:
        book.record(notes.READ_BACK)
    book.record(notes.REGISTERED)


def facts_of(report: Report, source: str) -> dict[str, Fact]:
    kind = crime(report.crime)
    people = report.people
    facts: dict[str, Fact] = {
        "source": source,
        "channel": report.channel,
        "identified": any(p.contact.name for p in people),
        "contactable": any(not p.contact.empty() for p in people if p.reported),
        "electronic": report.channel in {"letter", "e-mail", "fax"},
        "from_counter": report.channel == "walk-in",
        "regime": report.regime or (kind.regime if kind else "unknown"),
        "crime": report.crime,
        "enhanced": any(p.enhanced or p.vulnerable for p in people),
    }
    return facts | ({"number": report.number} if report.number else {})


def words_of(report: Report) -> dict[str, str]:
    return texts(summary=report.summary, place=report.place)


def add_units(book: Book, unit: int, event: Entry) -> None:
    """Who took it in, who has it, and who asks and calls instead of the unit that has it."""
    registering = book.by.seats[0].unit_id if book.by.seats else unit
    book.add_party(PartyRole.REGISTERED, event=event, unit=registering, officer=book.by.officer_id)
    book.add_party(PartyRole.INVESTIGATING, event=event, unit=unit)
    asking = conflict.asking_unit(handling=unit)
    if asking is not None:
        book.add_party(PartyRole.ASKING, event=event, unit=asking)


def bring_in(book: Book, person: Bringing, event: Entry) -> tuple[PartyRow, str]:
    """A person of the case, with a code of their own: what they are called and how to reach them is sealed."""
    kept = new_person(
        contact=person.contact,
        language=person.language,
        at=book.at,
        lookup=bool(person.contact.name and person.contact.phone),
    )
    # Saved now: what is told to them in the same act asks for it.
    kept.save(force_insert=True)
    party = book.add_party(person.role, event=event, person=kept.pk)
    facts: dict[str, Fact] = {
        "party": str(party.id),
        "role": person.role.value,
        "reported": person.reported,
        "confirmed": True,
    }
    book.record(of_people.JOINED, facts, occurred_at=event.occurred_at)
    if person.vulnerable or person.enhanced:
        marks: dict[str, Fact] = {"vulnerable": person.vulnerable, "enhanced": person.enhanced}
        book.record(of_people.MARKED, {"party": str(party.id), **marks})
    code = give_code(
        book,
        party,
        Handing(how=person.handover, slip=person.slip),
        about=event,
        tells=events.ACKNOWLEDGED,
        person=person_row(kept),
    )
    return party, code


@dataclass(frozen=True, kw_only=True, slots=True)
class Handing:
    """How the receipt code gets to a person. `slip`: the serial number of what was handed over."""

    how: Handover = Handover.NONE
    slip: str = ""


def give_code(
    book: Book,
    party: PartyRow,
    handing: Handing,
    *,
    about: Entry,
    tells: EventSpec,
    person: PersonRow | None = None,
) -> str:
    """The receipt code, and the receipt: on a slip by our word alone, else once they have opened their page."""
    by_link = handing.how is Handover.SENT
    if by_link:
        # The link by which the person alone fetches the code.
        tell_by_mail(book, party=party, template=LINK, about=about, person=person)
        code = ""
    else:
        code = hand_over(book, party=party, handover=handing.how, slip=handing.slip)
    if handing.how is Handover.SLIP:
        handed = told_facts("slip", confirmed=False, word_alone=True)
        book.record(tells, handed | {"about": str(about.id), "party": str(party.id)})
    elif handing.how is not Handover.NONE:
        tell_member(
            book,
            member=read(book).member(str(party.id)),
            template="report.received",
            about=about,
            tells=tells,
            person=person,
        )
    return code
