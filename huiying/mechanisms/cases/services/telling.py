"""Queueing what the people of a case are owed: each by their own channels, wishes and safety, and nobody of another."""

import uuid
from collections.abc import Mapping, Sequence

from django.conf import settings

from huiying.core.kinds import EventSpec, Fact, PartyRole, SeatRole, new_id
from huiying.core.ledger.book import Book
from huiying.core.ledger.entries import Entry, PartyRow
from huiying.core.ledger.entries import standing as standing_lines
from huiying.core.notices.models import Channel
from huiying.core.notices.telling import record_telling, tell, tell_desk, tell_on_page
from huiying.core.people.queries import PersonRow
from huiying.mechanisms.cases import crimes, owing, requests
from huiying.mechanisms.cases.models import Case, Rest
from huiying.mechanisms.cases.services.shape import read, unit_in_charge
from huiying.mechanisms.cases.standing import Member

# More people than this are told by steps of their own work, so that no act waits for hundreds (services.batches).
MOST_AT_ONCE = 20


def owed(book: Book, tells: EventSpec) -> bool:
    """Whether anybody of the case is owed this news. A fact of its trigger: else nothing is owed, and no clock runs."""
    return bool(owing.addressees(read(book), tells.kind))


def tell_people(
    book: Book, *, template: str, about: Entry, tells: EventSpec, **facts: Fact
) -> None:
    """To each to whom it is owed and to nobody else."""
    _tell(book, owing.addressees(read(book), tells.kind), template, about, tells, facts)


def tell_members(
    book: Book,
    members: Sequence[Member],
    *,
    template: str,
    about: Entry,
    tells: EventSpec,
    of: int,
) -> None:
    """Some of those to whom it is owed. `of`: how many have to be told before it counts as told to all."""
    _tell(book, members, template, about, tells, {}, of=of)


def tell_parties(
    book: Book,
    people: Sequence[PartyRow],
    template: str,
    about: Entry,
    tells: EventSpec,
    facts: Mapping[str, Fact],
) -> None:
    """Some of the people, the same to each."""
    standing = read(book)
    _tell(book, [standing.member(str(p.id)) for p in people], template, about, tells, facts)


def _tell(
    book: Book,
    people: Sequence[Member],
    template: str,
    about: Entry,
    tells: EventSpec,
    facts: Mapping[str, Fact],
    of: int = 0,
) -> None:
    """Where they are many, the rest is left to the worker."""
    of = of or len(people)
    for member in people[:MOST_AT_ONCE]:
        tell_member(
            book,
            member=member,
            template=template,
            about=about,
            tells=tells,
            of=of,
            facts=facts,
        )
    rest = [member.party for member in people[MOST_AT_ONCE:]]
    if rest:
        book.batch.add(
            Rest(
                id=new_id(book.at),
                matter_id=book.matter.pk,
                about=about.id,
                tells=tells.kind,
                template=template,
                of=of,
                facts=dict(facts),
                parties=rest,
            )
        )


def tell_member(
    book: Book,
    *,
    member: Member,
    template: str,
    about: Entry,
    tells: EventSpec,
    of: int = 1,
    person: PersonRow | None = None,
    facts: Mapping[str, Fact] | None = None,
) -> None:
    """One of the people: as they wish, as is safe, and by no message where the kind of case holds them back."""
    party = row_of(book, member.party)
    extra: dict[str, Fact] = {"party": member.party, **(facts or {})}
    if "of" in tells.facts:
        extra["of"] = of
    if "accuser" in tells.facts:
        extra["accuser"] = owing.may_accuse(read(book), member.party)
    if not owing.wished(member, tells.kind):
        tell_on_page(book, party=party, template=template, about=about, person=person)
        record_telling(book, spec=tells, about=about.id, extra=extra, channel=Channel.POSTING)
        return
    tell(
        book,
        party=party,
        template=template,
        about=about,
        tells=tells,
        tells_facts=extra,
        person=person,
        held_back=held_back(book),
    )


def held_back(book: Book) -> bool:
    """Whether no message of this case leaves by itself, by the list of kinds or by the service's own settings."""
    crime = _crime_of(book)
    return (
        not crimes.automatic(crime) or crimes.main_kind(crime) in settings.HUIYING_HELD_BACK_KINDS
    )


def _crime_of(book: Book) -> str:
    """Of a reconsideration or review: of the case that it is about."""
    if book.matter.kind not in requests.KINDS:
        return read(book).crime
    case = uuid.UUID(requests.read(standing_lines(book.history)).case)
    return Case.objects.filter(pk=case).values_list("crime", flat=True).first() or ""


def row_of(book: Book, party: str) -> PartyRow:
    return next(p for p in book.parties if str(p.id) == party)


def desk(book: Book, template: str, about: Entry, unit: int | None = None) -> None:
    tell_desk(
        book, unit=unit or unit_in_charge(book), role=SeatRole.CASES, template=template, about=about
    )


def response_centre(book: Book, template: str, about: Entry) -> None:
    """A line for those who ask and call instead of the unit that has the case."""
    asking = book.party(PartyRole.ASKING)
    if asking is not None:
        tell_desk(book, unit=asking.unit_id, role=SeatRole.RESPONSE, template=template, about=about)
