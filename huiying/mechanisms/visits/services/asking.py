"""How the person sees a visit, or what came of their matter, is asked by somebody else than who visited or handled it,
and hidden from them (N5)."""

import uuid
from collections.abc import Mapping
from datetime import datetime

from huiying.core.access import doors
from huiying.core.kinds import N_, Act, Actor, Fact, IllegalMove, PartyRole
from huiying.core.ledger import queries as ledger
from huiying.core.ledger.book import Book
from huiying.core.ledger.entries import PartyRow
from huiying.core.units import queries as units
from huiying.mechanisms.visits import events, rules
from huiying.mechanisms.visits.queries import outcome_to_ask
from huiying.mechanisms.visits.services.recovering import open_recovery, tell_oversight
from huiying.mechanisms.visits.services.shape import (
    own,
    person,
    safely,
    said,
    standing_of,
    tell_person,
    texts,
    unit_in_charge,
    visiting,
)
from huiying.mechanisms.visits.standing import Standing

_NOTHING_TO_ASK = N_("There is nothing to ask about: they were asked, or nothing reached them yet.")


def ask_view(*, matter_id: uuid.UUID, party_id: uuid.UUID, by: Actor, at: datetime) -> None:
    """Ask for their view on four things: on the visit, on what came of it, or on what was put right since.

    Raises access.Denied, kinds.IllegalMove.
    """
    with visiting(matter_id=matter_id, act=Act.ASK_VIEW, by=by, at=at) as book:
        _somebody_else(book)
        party = person(book, party_id)
        standing = standing_of(book, party)
        facts: dict[str, Fact] = {"party": str(party.id)}
        if standing.recoveries_told:
            told = standing.recoveries_told[0]
            facts |= {"about": str(told.facts["about"]), "number": str(told.facts["number"])}
            asked = book.record(events.RECOVERY_VIEW_ASKED, facts)
        elif _to_ask(standing):
            asked = book.record(events.VIEW_ASKED, facts | {"about": _last(standing)})
        elif outcome := outcome_to_ask(book.history, matter_id, str(party.id)):
            rules.not_on_the_spot(outcome.occurred_at, at)
            asked = book.record(events.VIEW_ASKED, facts | {"about": str(outcome.facts["about"])})
        else:
            raise IllegalMove(_NOTHING_TO_ASK)
        tell_person(book, party=party, template="visit-view", about=asked)


def give_view(*, answers: Mapping[str, str], by: Actor, at: datetime, words: str = "") -> None:
    """The person's own answer. Raises access.Denied, kinds.IllegalMove, kinds.NotAChoice."""
    scale = rules.scale(answers)
    with visiting(matter_id=own(by), act=Act.FOLLOW, by=by, at=at) as book:
        _take(book, person(book), scale, words, "portal")


def record_view_by_phone(
    *,
    matter_id: uuid.UUID,
    party_id: uuid.UUID,
    answers: Mapping[str, str],
    by: Actor,
    at: datetime,
    words: str = "",
) -> None:
    """The response centre writes down what was said on the telephone.

    Raises access.Denied, kinds.IllegalMove, kinds.NotAChoice, safe.NotSafely.
    """
    scale = rules.scale(answers)
    with visiting(matter_id=matter_id, act=Act.ASK_VIEW, by=by, at=at) as book:
        _somebody_else(book)
        party = person(book, party_id)
        safely(party, "phone", at)
        _take(book, party, scale, words, "telephone")


def may_ring(*, matter_id: uuid.UUID, party_id: uuid.UUID, at: datetime) -> None:
    """Before the form of a call is shown. Whoever calls this has passed `access`. Raises safe.NotSafely."""
    party = next((p for p in ledger.parties(matter_id) if p.id == party_id), None)
    if party is not None:
        safely(party, "phone", at)


def report_pressure(*, text: str, by: Actor, at: datetime) -> None:
    """ "I was asked to change my answer": oversight learns of it, nobody of the unit does.

    Raises access.Denied, kinds.WordsNeeded.
    """
    words = said(text, N_("Write what happened. Nobody in the unit will read it."))
    with visiting(matter_id=own(by), act=Act.FOLLOW, by=by, at=at) as book:
        pressed = book.record(
            events.PRESSURE_REPORTED, {"party": str(person(book).id)}, {"words": words}
        )
        tell_oversight(book, pressed)


def _take(book: Book, party: PartyRow, scale: Mapping[str, str], words: str, channel: str) -> None:
    asked = standing_of(book, party).view_asked
    if asked is None:
        raise IllegalMove(rules.VIEW_NOT_OPEN)
    facts: dict[str, Fact] = {"party": str(party.id), "about": str(asked.id), "channel": channel}
    given = book.record(events.VIEW_GIVEN, facts | dict(scale), texts(words=words))
    if rules.low(scale):
        open_recovery(book, party=party, cause="low-view", about=given.id)


def _to_ask(standing: Standing) -> bool:
    last = standing.last_visit
    if last is None:
        return False
    return standing.view_asked_at is None or standing.view_asked_at < last.occurred_at


def _last(standing: Standing) -> str:
    return str(standing.last_visit.id) if standing.last_visit else ""


def _somebody_else(book: Book) -> None:
    """Never a unit that handled or reviewed it, nor one that an officer who went serves in. Raises access.Denied."""
    judged = {unit_in_charge(book)}
    for party in book.parties:
        if party.role is PartyRole.REVIEWING and party.unit_id is not None:
            judged.add(party.unit_id)
        if party.role is PartyRole.VISITING and party.officer_id is not None:
            judged |= units.units_of(party.officer_id, book.at)
    if any(seat.unit_id in judged for seat in book.by.seats):
        raise doors.Denied(Act.ASK_VIEW.value)
