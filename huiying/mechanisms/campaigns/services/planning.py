"""Who goes where: areas by unit, kind of place and number of places; their days; the officers who go."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from huiying.core.kinds import N_, Actor, Fact, PartyRole, SeatRole
from huiying.core.ledger.book import Book
from huiying.core.units import queries as units
from huiying.mechanisms.campaigns import events, rules
from huiying.mechanisms.campaigns.rules import Move
from huiying.mechanisms.campaigns.services.shape import (
    NotAChoice,
    area_of,
    handling_unit,
    local_day,
    moving,
    read,
    said,
)
from huiying.mechanisms.campaigns.standing import Area

# Whoever does police work may go, whatever their seat; oversight, the response centre and administrators don't.
GOING = (
    SeatRole.DESK,
    SeatRole.COMPLAINTS,
    SeatRole.CASES,
    SeatRole.HEAD,
    SeatRole.SUPERVISOR,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class NewArea:
    """So many places of a kind in a unit; `words` say where it begins and ends, never who lives there."""

    unit: int
    place: str
    planned: int
    first: date
    last: date
    words: str
    officers: tuple[int, ...] = ()


def add_area(*, matter_id: uuid.UUID, area: NewArea, by: Actor, at: datetime) -> str:
    """Gives the area's code. Raises access.Denied, rules.IllegalMove, shape.NotAChoice, shape.WordsNeeded."""
    words = said(area.words, N_("Write where the area begins and ends."))
    rules.check_area(place=area.place, planned=area.planned)
    with moving(matter_id=matter_id, move=Move.SET_AREA, by=by, at=at) as book:
        if area.unit not in units.branch(handling_unit(book)) or units.unit(area.unit).closed:
            raise NotAChoice(N_("Choose your unit or one below it."))
        rules.check_days(read(book), area.first, area.last, local_day(at))
        code = uuid.uuid4().hex[:12]
        facts: dict[str, Fact] = {
            "area": code,
            "unit": area.unit,
            "place": area.place,
            "planned": area.planned,
        }
        book.record(events.AREA_SET, facts | _days(area.first, area.last), {"area": words})
        for officer in area.officers:
            _send(book, code, officer)
        return code


def move_area(
    *, matter_id: uuid.UUID, area: str, first: date, last: date, by: Actor, at: datetime
) -> None:
    """Other days; they are announced anew. Raises access.Denied, rules.IllegalMove, shape.NotAChoice."""
    with moving(matter_id=matter_id, move=Move.MOVE_AREA, by=by, at=at) as book:
        _untouched(area_of(book, area))
        rules.check_days(read(book), first, last, local_day(at))
        book.record(events.AREA_MOVED, {"area": area, **_days(first, last)})


def drop_area(*, matter_id: uuid.UUID, area: str, reason: str, by: Actor, at: datetime) -> None:
    """Nobody goes there after all. Raises access.Denied, rules.IllegalMove, shape.NotAChoice, shape.WordsNeeded."""
    why = said(reason, N_("Say why nobody goes there. It is published with the plan."))
    with moving(matter_id=matter_id, move=Move.DROP_AREA, by=by, at=at) as book:
        found = area_of(book, area)
        _untouched(found)
        take_out(book, found.code, why)
        _keep_goers(book)


def send_officer(*, matter_id: uuid.UUID, area: str, officer: int, by: Actor, at: datetime) -> None:
    """Somebody goes to an area. Raises access.Denied, rules.IllegalMove, shape.NotAChoice."""
    with moving(matter_id=matter_id, move=Move.SEND, by=by, at=at) as book:
        _send(book, area_of(book, area).code, officer)


def recall_officer(
    *, matter_id: uuid.UUID, area: str, officer: int, by: Actor, at: datetime
) -> None:
    """Somebody goes there no more. Raises access.Denied, rules.IllegalMove, shape.NotAChoice."""
    with moving(matter_id=matter_id, move=Move.RECALL, by=by, at=at) as book:
        if officer not in area_of(book, area).officers:
            raise NotAChoice(N_("This officer does not go there."))
        book.record(events.RECALLED, {"area": area, "officer": officer})
        _keep_goers(book)


def can_go(*, area: int, planned_by: int, at: datetime) -> list[tuple[int, str]]:
    """Who can be sent to the areas of a unit: of that unit and of those below it, whose area it is too, then of those
    above it up to the one that plans. Id, and name with the unit."""
    found: dict[int, str] = {}
    for one in _going_from(area, planned_by):
        for officer in units.present([one], at, *GOING):
            found.setdefault(officer.id, f"{officer.name} · {units.unit(one).name}")
    return list(found.items())


def _going_from(area: int, planned_by: int) -> list[int]:
    own, top = units.unit(area), units.unit(planned_by)
    below = [u for u in units.branch(area) if u != area and not units.unit(u).closed]
    above = [u for u in reversed(own.ancestors()) if units.unit(u).below(top)]
    return [own.id, *below, *above]


def take_out(book: Book, code: str, reason: str) -> None:
    book.record(events.AREA_DROPPED, {"area": code}, {"reason": reason})


def end_goers(book: Book) -> None:
    """The visits are over: whoever went sees the campaign like everybody else."""
    for party in book.parties_in(PartyRole.VISITING):
        book.end_party(party)


def _days(first: date, last: date) -> dict[str, Fact]:
    return {
        "first": first.isoformat(),
        "last": last.isoformat(),
        "announce_by": rules.day_before(first),
    }


def _untouched(area: Area) -> None:
    if area.begun:
        raise NotAChoice(N_("Somebody has been to this area already: what was counted stays."))


def _send(book: Book, area: str, officer: int) -> None:
    unit = area_of(book, area).unit
    if officer not in dict(can_go(area=unit, planned_by=handling_unit(book), at=book.at)):
        raise NotAChoice(N_("Choose somebody who is posted there, or above, and not away."))
    if officer in area_of(book, area).officers:
        return
    sent = book.record(events.SENT, {"area": area, "officer": officer})
    if officer not in {p.officer_id for p in book.parties_in(PartyRole.VISITING)}:
        book.add_party(PartyRole.VISITING, event=sent, officer=officer)


def _keep_goers(book: Book) -> None:
    """Who goes to no area any more is no party of the campaign."""
    going = read(book).officers()
    for party in book.parties_in(PartyRole.VISITING):
        if party.officer_id not in going:
            book.end_party(party)
