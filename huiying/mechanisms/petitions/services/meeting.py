"""A meeting, a hearing or a mediation is offered; the petitioner chooses, and no costs nothing (N2)."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from huiying.core.kinds import N_, Actor, Fact
from huiying.core.ledger.book import Book
from huiying.core.ledger.entries import Entry
from huiying.mechanisms.petitions import events
from huiying.mechanisms.petitions.choices import FORMS, WAYS
from huiying.mechanisms.petitions.rules import Move
from huiying.mechanisms.petitions.services.shape import (
    NotAChoice,
    chosen,
    line_of,
    local_day,
    moving,
    own_matter,
    petitioner,
    read,
    said,
    tell_one,
    tell_the_desk,
    unit_at_work,
)

_PLACES = ("first", "second", "third")


def offer_meeting(
    *,
    matter_id: uuid.UUID,
    form: str,
    where: str,
    moments: Sequence[str],
    by: Actor,
    at: datetime,
    party_id: uuid.UUID | None = None,
) -> None:
    """Offer up to three moments (2026-12-10T15:00:00+08:00). Raises access.Denied, rules.IllegalMove, shape.NotAChoice,
    shape.WordsNeeded."""
    chosen(form, FORMS, N_("Choose what you offer."))
    place = said(where, N_("Write where, and who will be there."))
    times = [moment for moment in moments if moment]
    if not 1 <= len(times) <= len(_PLACES):
        raise NotAChoice(N_("Offer one to three times to choose from."))
    with moving(matter_id=matter_id, move=Move.OFFER, by=by, at=at) as book:
        party = petitioner(book, party_id)
        facts: dict[str, Fact] = {"form": form, "party": str(party.id)}
        facts |= {name: _later(time, at) for name, time in zip(_PLACES, times, strict=False)}
        offered = book.record(events.MEETING_OFFERED, facts, {"where": place})
        tell_one(book, party=party, template="petition-offer", about=offered)


def read_answer(typed: str) -> tuple[uuid.UUID, str, str]:
    """The offer, and the time or the way that was chosen of it: as one choice of a form. Raises shape.NotAChoice."""
    try:
        offer, what, value = typed.split(" ", 2)
        found = uuid.UUID(offer)
    except ValueError:
        raise NotAChoice(N_("Choose a time, or another way.")) from None
    return found, value if what == "time" else "", value if what == "way" else ""


def answer_offer(*, answer: str, by: Actor, at: datetime) -> None:
    """The petitioner takes a time or another way. Raises access.Denied, rules.IllegalMove, shape.NotAChoice."""
    offer_id, moment, way = read_answer(answer)
    if moment:
        agree(offer_id=offer_id, moment=moment, by=by, at=at)
    else:
        decline(offer_id=offer_id, way=way, by=by, at=at)


def agree(*, offer_id: uuid.UUID, moment: str, by: Actor, at: datetime) -> None:
    """The petitioner takes one of the times. Raises access.Denied, rules.IllegalMove, shape.NotAChoice."""
    with moving(matter_id=own_matter(by), move=Move.AGREE, by=by, at=at) as book:
        offer = _mine(book, offer_id)
        agreed = _agreed(book, offer, moment)
        tell_the_desk(book, unit_at_work(book), "petition-meeting-agreed", agreed)


def decline(*, offer_id: uuid.UUID, way: str, by: Actor, at: datetime) -> None:
    """The petitioner would rather hear back another way; it is a channel and no mark.

    Raises access.Denied, rules.IllegalMove, shape.NotAChoice.
    """
    chosen(way, WAYS, N_("Choose how you want to hear back instead."))
    with moving(matter_id=own_matter(by), move=Move.DECLINE, by=by, at=at) as book:
        declined = _declined(book, _mine(book, offer_id, agreed_too=True), way)
        tell_the_desk(book, unit_at_work(book), "petition-meeting-declined", declined)


def hear_answer(
    *, matter_id: uuid.UUID, offer_id: uuid.UUID, moment: str, way: str, by: Actor, at: datetime
) -> None:
    """The petitioner answered by telephone, by letter or in person: a time, or how they want to hear back instead.

    Raises access.Denied, rules.IllegalMove, shape.NotAChoice.
    """
    with moving(matter_id=matter_id, move=Move.HEAR_OFFER, by=by, at=at) as book:
        offer = _open_offer(book, offer_id, agreed_too=not moment)
        if moment:
            _agreed(book, offer, moment)
        else:
            _declined(book, offer, chosen(way, WAYS, N_("Choose a time, or another way.")))


def hold_meeting(
    *,
    matter_id: uuid.UUID,
    offer_id: uuid.UUID,
    record: str,
    by: Actor,
    at: datetime,
    occurred_at: datetime | None = None,
) -> None:
    """It was held: what was said and agreed. Raises access.Denied, rules.IllegalMove, shape.NotAChoice,
    shape.WordsNeeded."""
    words = said(record, N_("Write what was said and what was agreed. The petitioner reads it."))
    with moving(matter_id=matter_id, move=Move.HOLD, by=by, at=at) as book:
        agreed = next((a for a in read(book).agreed if a.facts["about"] == str(offer_id)), None)
        if agreed is None:
            raise NotAChoice(N_("This meeting is not agreed."))
        facts = {name: agreed.facts[name] for name in ("form", "about", "party")}
        held = book.record(events.MEETING_HELD, facts, {"record": words}, occurred_at=occurred_at)
        party = petitioner(book, str(agreed.facts["party"]))
        tell_one(
            book,
            party=party,
            template="petition-meeting-held",
            about=held,
            tells=events.MEETING_TOLD,
        )


def _agreed(book: Book, offer: Entry, moment: str) -> Entry:
    if moment not in {offer.facts.get(name) for name in _PLACES} - {None}:
        raise NotAChoice(N_("Choose one of the times that were offered."))
    facts: dict[str, Fact] = {
        "form": offer.facts["form"],
        "about": str(offer.id),
        "party": offer.facts["party"],
        "due_on": moment,
        "day": local_day(datetime.fromisoformat(moment)).isoformat(),
    }
    return book.record(events.MEETING_AGREED, facts)


def _declined(book: Book, offer: Entry, way: str) -> Entry:
    facts: dict[str, Fact] = {
        "form": offer.facts["form"],
        "about": str(offer.id),
        "party": offer.facts["party"],
        "way": way,
    }
    return book.record(events.MEETING_DECLINED, facts)


def _open_offer(book: Book, offer_id: uuid.UUID, *, agreed_too: bool = False) -> Entry:
    standing = read(book)
    known = {str(o.id) for o in standing.open_offers}
    if agreed_too:
        known |= {str(a.facts["about"]) for a in standing.agreed}
    found = line_of(book, offer_id) if str(offer_id) in known else None
    if found is None:
        raise NotAChoice(N_("This offer is not open any more."))
    return found


def _mine(book: Book, offer_id: uuid.UUID, *, agreed_too: bool = False) -> Entry:
    """An open offer to the one who acts: of several petitioners, each answers their own."""
    found = _open_offer(book, offer_id, agreed_too=agreed_too)
    if found.facts["party"] != str(petitioner(book).id):
        raise NotAChoice(N_("This offer is not open any more."))
    return found


def _later(typed: str, at: datetime) -> str:
    try:
        moment = datetime.fromisoformat(typed)
    except ValueError:
        raise NotAChoice(N_("Write each time with its day and hour.")) from None
    if moment.tzinfo is None or moment <= at:
        raise NotAChoice(N_("Choose times that are still to come."))
    return moment.isoformat(timespec="seconds")
