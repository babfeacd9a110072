"""Times are offered, and the person picks, moves or would rather hear from us in another way. None costs anything."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from huiying.core.kinds import N_, Act, Actor, ActorKind, Fact, IllegalMove, NotAChoice, SeatRole
from huiying.core.ledger.book import Book
from huiying.core.ledger.entries import Entry, PartyRow
from huiying.core.notices.telling import tell_desk
from huiying.core.people.services import open_texts
from huiying.mechanisms.visits import choices, events, rules
from huiying.mechanisms.visits.services.shape import (
    chosen,
    let_go,
    local_day,
    nobody_goes,
    own,
    person,
    safely,
    said,
    set_way,
    standing_of,
    tell_person,
    texts,
    unit_in_charge,
    visiting,
    who_goes,
)
from huiying.mechanisms.visits.spoken import new_word
from huiying.mechanisms.visits.standing import Standing, officers_of


@dataclass(frozen=True, kw_only=True, slots=True)
class Offer:
    """Up to three times to choose from, who would come, and where (empty: the address they left, or our telephone)."""

    party_id: uuid.UUID
    way: str
    begins: tuple[datetime, ...]
    officers: tuple[int, ...]
    place: str = ""


def offer_visit(*, matter_id: uuid.UUID, offer: Offer, by: Actor, at: datetime) -> None:
    """Raises access.Denied, kinds.IllegalMove, kinds.NotAChoice, safe.NotSafely."""
    chosen(offer.way, _AT_A_TIME, N_("Times are offered for a visit, a call or at the station."))
    begins = rules.options(offer.begins, at)
    facts: dict[str, Fact] = who_goes(offer.officers)
    with visiting(matter_id=matter_id, act=Act.WORK, by=by, at=at) as book:
        party = person(book, offer.party_id)
        standing = standing_of(book, party)
        if standing.meeting is not None:
            raise IllegalMove(N_("A visit is agreed already. Move it, or call it off."))
        rules.as_they_chose(offer.way, standing)
        for begin in begins:
            safely(party, offer.way, begin)
        facts |= {f"option_{n}": begin.isoformat() for n, begin in enumerate(begins, 1)}
        facts |= {"party": str(party.id), "way": offer.way, "options": len(begins)}
        offered = book.record(events.OFFERED, facts, texts(place=offer.place))
        tell_person(book, party=party, template="visit-offered", about=offered)


def pick_time(*, option: int, by: Actor, at: datetime) -> None:
    """The person picks one of the times. Raises access.Denied, kinds.IllegalMove, kinds.NotAChoice."""
    with visiting(matter_id=own(by), act=Act.FOLLOW, by=by, at=at) as book:
        party = person(book)
        _agree(book, party, option)


def record_pick(
    *, matter_id: uuid.UUID, party_id: uuid.UUID, option: int, by: Actor, at: datetime
) -> None:
    """The person picked by word of mouth; they are told on their page, where they can change it.

    Raises access.Denied, kinds.IllegalMove, kinds.NotAChoice.
    """
    with visiting(matter_id=matter_id, act=Act.WORK, by=by, at=at) as book:
        _agree(book, person(book, party_id), option)


def choose_way(*, way: str, by: Actor, at: datetime) -> None:
    """How the person would like to hear from us; of an agreed visit nothing is left but the way they chose.

    Raises access.Denied, kinds.NotAChoice.
    """
    with visiting(matter_id=own(by), act=Act.FOLLOW, by=by, at=at) as book:
        _set_way(book, person(book), way)


def record_way(
    *, matter_id: uuid.UUID, party_id: uuid.UUID, way: str, by: Actor, at: datetime
) -> None:
    """The same by word of mouth, at the door too. Raises access.Denied, kinds.NotAChoice."""
    with visiting(matter_id=matter_id, act=(Act.WORK, Act.VISIT), by=by, at=at) as book:
        _set_way(book, person(book, party_id), way)


def ask_for_times(*, wish: str, by: Actor, at: datetime) -> None:
    """None of the times suits: the person says when it would. Raises access.Denied, kinds.WordsNeeded."""
    words = said(wish, N_("Write when it would suit you."))
    with visiting(matter_id=own(by), act=Act.FOLLOW, by=by, at=at) as book:
        party = person(book)
        asked = book.record(events.TIMES_ASKED, {"party": str(party.id)}, {"wish": words})
        nobody_goes(book)
        _tell_unit(book, "visit-times", asked)


def move_visit(
    *, matter_id: uuid.UUID, party_id: uuid.UUID, begins: datetime, by: Actor, at: datetime
) -> None:
    """To a time that both sides agreed on by word of mouth. Raises access.Denied, kinds.IllegalMove, NotAChoice."""
    rules.in_time(begins, at)
    with visiting(matter_id=matter_id, act=(Act.WORK, Act.VISIT), by=by, at=at) as book:
        party = person(book, party_id)
        standing = standing_of(book, party)
        meeting = _agreed(standing)
        safely(party, standing.meeting.way if standing.meeting else "", begins)
        moved = book.record(
            events.MOVED,
            {
                "party": str(party.id),
                "about": str(meeting),
                "due_on": local_day(begins),
                "begins": begins.isoformat(),
            },
        )
        tell_person(book, party=party, template="visit-moved", about=moved)


def call_off(
    *, matter_id: uuid.UUID, party_id: uuid.UUID, cause: str, by: Actor, at: datetime
) -> None:
    """We can't come. It is said why, and new times are owed. Raises access.Denied, IllegalMove, NotAChoice."""
    chosen(cause, choices.CALLED_OFF, N_("Choose why we can't come."))
    with visiting(matter_id=matter_id, act=(Act.WORK, Act.VISIT), by=by, at=at) as book:
        party = person(book, party_id)
        meeting = _agreed(standing_of(book, party))
        off = book.record(
            events.CALLED_OFF, {"party": str(party.id), "about": str(meeting), "cause": cause}
        )
        nobody_goes(book)
        tell_person(book, party=party, template="visit-off", about=off)


_AT_A_TIME = {way: choices.WAYS[way] for way in choices.WAYS if way in choices.AT_A_TIME}


def agree(
    book: Book, party: PartyRow, begins: datetime, way: str, officers: tuple[int, ...], place: str
) -> Entry:
    """Record an agreement: who goes may see the matter, and both sides know the word that is said at the door.

    Raises safe.NotSafely.
    """
    safely(party, way, begins)
    facts: dict[str, Fact] = {
        "party": str(party.id),
        "way": way,
        "due_on": local_day(begins),
        "begins": begins.isoformat(),
        "by_person": book.by.kind is ActorKind.HOLDER,
    }
    agreed = book.record(
        events.AGREED, facts | who_goes(officers), texts(place=place) | {"word": new_word()}
    )
    let_go(book, officers, agreed)
    tell_person(book, party=party, template="visit-agreed", about=agreed)
    return agreed


def _agree(book: Book, party: PartyRow, option: int) -> None:
    offer = standing_of(book, party).offer
    if offer is None:
        raise IllegalMove(rules.NOTHING_OFFERED)
    picked = offer.facts.get(f"option_{option}")
    if not picked:
        raise NotAChoice(N_("Choose one of the times."))
    begins = datetime.fromisoformat(str(picked))
    if begins <= book.at:
        raise IllegalMove(rules.NOTHING_OFFERED)
    place = _words(offer.texts.get("place", ""))
    agreed = agree(book, party, begins, str(offer.facts["way"]), officers_of(offer), place)
    if book.by.kind is ActorKind.HOLDER:
        _tell_unit(book, "visit-agreed", agreed)


def _words(text_id: str) -> str:
    return (open_texts([uuid.UUID(text_id)]).get(uuid.UUID(text_id)) or "") if text_id else ""


def _set_way(book: Book, party: PartyRow, way: str) -> None:
    chosen(way, choices.WAYS, N_("Choose how you would like to hear from us."))
    # Told to nobody as news: the desk finds it where it plans, and it counts for nothing.
    set_way(book, party, way)
    nobody_goes(book)


def _agreed(standing: Standing) -> uuid.UUID:
    if standing.meeting is None:
        raise IllegalMove(rules.NOTHING_AGREED)
    return standing.meeting.line.id


def _tell_unit(book: Book, template: str, about: Entry) -> None:
    role = SeatRole.CASES if book.matter.investigating_unit_id else SeatRole.COMPLAINTS
    tell_desk(book, unit=unit_in_charge(book), role=role, template=template, about=about)
