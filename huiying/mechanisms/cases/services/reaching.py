"""What an officer can show for having told somebody by word of mouth, and for having tried in vain."""

import uuid
from collections.abc import Iterable
from datetime import datetime

from django.utils.timezone import get_current_timezone

from huiying.core.kinds import N_, Actor, Fact
from huiying.core.ledger.book import Book
from huiying.core.ledger.entries import Entry, PartyRow
from huiying.core.ledger.entries import standing as standing_lines
from huiying.core.ledger.specs import specs
from huiying.core.notices.telling import mouth_told, post_what_waits
from huiying.core.people import safe
from huiying.mechanisms.cases import choices, of_people, rules
from huiying.mechanisms.cases.rules import Move
from huiying.mechanisms.cases.services.shape import NotAChoice, chosen, moving, person_of, texts
from huiying.mechanisms.cases.services.telling import response_centre

_WAY = N_("Choose how the person was reached.")


def record_reached(
    *,
    matter_id: uuid.UUID,
    party_id: uuid.UUID,
    channel: str,
    by: Actor,
    at: datetime,
    tells: Iterable[uuid.UUID] = (),
    identity: str = "",
    they_called: bool = False,
    note: str = "",
    occurred_at: datetime | None = None,
) -> None:
    """The person was reached. `tells`: notices that waited for them and were told now; only our word stands for it,
    and figures count it so. `identity`: how it was made sure that it was they (choices.IDENTITY), where that was
    asked. Whoever called us chose the hour themselves.

    Raises access.Denied, NotAChoice, safe.NotSafely.
    """
    chosen(channel, choices.WAYS, _WAY)
    with moving(matter_id=matter_id, move=Move.REACH, by=by, at=at) as book:
        way = "" if they_called else channel
        party = _safely(book, party_id, way, occurred_at)
        facts: dict[str, Fact] = {
            "channel": channel,
            "party": str(party.id),
            "word_alone": True,
            "they_called": they_called,
        }
        if identity:
            facts["identity"] = identity
        book.record(of_people.REACHED, facts, texts(note=note), occurred_at=occurred_at)
        told = mouth_told(
            book,
            party=party,
            notices=tells,
            specs=specs(),
            channel=channel,
            occurred_at=occurred_at,
        )
        if told < len(set(tells)):
            raise NotAChoice(N_("Some of this was told already. Look at the page again."))


def record_not_reached(
    *,
    matter_id: uuid.UUID,
    party_id: uuid.UUID,
    channel: str,
    by: Actor,
    at: datetime,
    note: str = "",
    occurred_at: datetime | None = None,
) -> None:
    """Nobody was reached. It meets no duty. Tried on three days at different hours, what waits is posted on the
    person's page, and a sample of those is tried again by others (rules.UNREACHED_AFTER_DAYS).

    Raises access.Denied, NotAChoice, safe.NotSafely.
    """
    chosen(channel, choices.WAYS, N_("Choose how you tried to reach the person."))
    with moving(matter_id=matter_id, move=Move.REACH, by=by, at=at) as book:
        party = _safely(book, party_id, channel, occurred_at)
        facts: dict[str, Fact] = {
            "channel": channel,
            "party": str(party.id),
            "hours": hours_of(occurred_at or at),
        }
        book.record(of_people.NOT_REACHED, facts, texts(note=note), occurred_at=occurred_at)
        lines = standing_lines(book.history)
        if rules.beyond_reach(lines, str(party.id)):
            if not rules.given_up(lines, str(party.id)):
                _give_up(book, party)
            post_what_waits(book, party=party, specs=specs())


def _give_up(book: Book, party: PartyRow) -> Entry:
    """Each n-th is tried again by the response centre; which ones, nobody at the unit can choose."""
    sampled = party.id.int % rules.CHECK_EACH == 0
    given_up = book.record(of_people.BEYOND_REACH, {"party": str(party.id), "sampled": sampled})
    if sampled:
        response_centre(book, "reach.sampled", given_up)
    return given_up


def _safely(book: Book, party_id: uuid.UUID, channel: str, when: datetime | None) -> PartyRow:
    party = person_of(book, party_id)
    safe.require_safely(person_id=party.person_id, way=channel, at=when or book.at)
    return party


def hours_of(at: datetime) -> str:
    """The time of day, by the clock of the place."""
    hour = at.astimezone(get_current_timezone()).hour
    return "morning" if hour < 12 else "afternoon" if hour < 18 else "evening"


def call_again(
    *, matter_id: uuid.UUID, party_id: uuid.UUID, reached: bool, by: Actor, at: datetime
) -> None:
    """The response centre tries somebody whom the unit gave up. Raises access.Denied."""
    with moving(matter_id=matter_id, move=Move.CALL_AGAIN, by=by, at=at) as book:
        party = person_of(book, party_id)
        result = "reached" if reached else "not-reached"
        book.record(of_people.CALLED_AGAIN, {"party": str(party.id), "result": result})


def contact_reporter(
    *, matter_id: uuid.UUID, party_id: uuid.UUID, channel: str, by: Actor, at: datetime
) -> None:
    """Whoever wrote a letter, mail or fax is contacted (2024 rules, 10). Raises access.Denied, NotAChoice."""
    chosen(channel, choices.WAYS, _WAY)
    with moving(matter_id=matter_id, move=Move.CONTACT_REPORTER, by=by, at=at) as book:
        party = _safely(book, party_id, channel, None)
        facts: dict[str, Fact] = {"channel": channel, "party": str(party.id)}
        book.record(of_people.REPORTER_CONTACTED, facts)
