"""Keeping a matter beyond its time, on record with reason and day; letting it go again; a person's wish for an end."""

import uuid
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from huiying.core.duties.services import acting
from huiying.core.duties.wording import said
from huiying.core.kinds import N_, Act, Actor, Declined, Fact, IllegalMove
from huiying.core.ledger import events as ledger_events
from huiying.core.ledger.book import Book
from huiying.core.ledger.entries import Entry
from huiying.core.retention import indexing, queries
from huiying.core.retention.reading import Kept, kept
from huiying.core.retention.schedule import term_of

# Longer than this nobody decides at once: a hold is decided anew.
MOST_YEARS = 5


class NotADay(Declined):
    """A day that is over, or too far away."""


def place_hold(*, matter_id: uuid.UUID, until: date, reason: str, by: Actor, at: datetime) -> Entry:
    """Nothing of it is erased before the day after `until`. Raises access.Denied, WordsNeeded, NotADay."""
    why = said(reason, N_("Say why it has to be kept. The person can read it."))
    today = timezone.localtime(at).date()
    if not today < until <= today.replace(year=today.year + MOST_YEARS, day=min(today.day, 28)):
        raise NotADay(
            N_("Choose a day from tomorrow on, at most %(years)d years from now."), years=MOST_YEARS
        )
    with transaction.atomic():
        with acting(matter_id=matter_id, act=Act.HOLD, by=by, at=at) as book:
            placed = book.record(
                ledger_events.HOLD_PLACED, {"until": until.isoformat()}, {"reason": why}
            )
        indexing.read([matter_id])
    return placed


def lift_hold(*, matter_id: uuid.UUID, reason: str, by: Actor, at: datetime) -> Entry:
    """The hold that runs longest ends now. Raises access.Denied, WordsNeeded, IllegalMove."""
    why = said(reason, N_("Say why it need not be kept any more. The person can read it."))
    today = timezone.localtime(at).date()
    with transaction.atomic():
        with acting(matter_id=matter_id, act=Act.HOLD, by=by, at=at) as book:
            held = kept(book.history, today, "", None).hold
            if held is None:
                raise IllegalMove(N_("Nobody holds this matter."))
            lifted = book.record(
                ledger_events.HOLD_LIFTED, {"about": str(held.id)}, {"reason": why}
            )
        indexing.read([matter_id])
    return lifted


def ask_erasure(*, by: Actor, at: datetime) -> Entry:
    """A person asks for an earlier end: it is on record, with what the schedule answers. Raises access.Denied.

    The answer is `owed` while we owe one, `held`, `no-term`, `later` with the day, or `up`: then two persons decide.
    """
    if by.matter_id is None:
        raise Declined(N_("Open your page with the code first."))
    with acting(matter_id=by.matter_id, act=Act.FOLLOW, by=by, at=at) as book:
        term = term_of(book.matter.kind)
        today = timezone.localtime(at).date()
        found = kept(book.history, _opened_on(book), book.matter.kind, term)
        owed = queries.waits(found, book.matter.pk)
        facts: dict[str, Fact] = {
            "party": str(by.party_id),
            "answer": _answer(found, owed=owed, today=today),
        }
        if term is not None and found.up_on is not None:
            facts |= {"term": term.id, "up_on": found.up_on.isoformat()}
        for before in book.history:
            if before.kind == ledger_events.ERASURE_ASKED.kind and dict(before.facts) == facts:
                # The same wish with the same answer stands on record once.
                return before
        return book.record(ledger_events.ERASURE_ASKED, facts)


def _opened_on(book: Book) -> date:
    return timezone.localtime(book.matter.opened_at).date()


def _answer(found: Kept, *, owed: bool, today: date) -> str:
    if found.up_on is None:
        return "no-term"
    if owed:
        return "owed"
    if found.up_on > today:
        return "later"
    return "held" if found.held_until is not None and found.held_until >= today else "up"
