"""What the desk says to the person and asks of them; and what it can show for having done so."""

import uuid
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from huiying.core.disclosure.progress import progress
from huiying.core.holders.talking import index_words
from huiying.core.kinds import N_, Actor, EventSpec, Fact
from huiying.core.ledger.book import Book
from huiying.core.ledger.entries import PartyRow
from huiying.core.ledger.entries import standing as standing_lines
from huiying.core.notices.telling import post_what_waits, record_telling
from huiying.mechanisms.complaints import events, rules
from huiying.mechanisms.complaints.rules import Move
from huiying.mechanisms.complaints.services.shape import (
    NotAChoice,
    chosen,
    complainant,
    moving,
    read,
    said,
    tell_complainants,
    tell_one,
    texts,
)

# What can be told by word of mouth -> the event it tells of.
TELLINGS: dict[str, EventSpec] = {
    events.ACKNOWLEDGED.kind: events.RECEIVED,
    events.ACCEPTANCE_TOLD.kind: events.ACCEPTED,
    events.REFUSAL_TOLD.kind: events.REFUSED,
    events.TRANSFER_TOLD.kind: events.TRANSFERRED,
    events.EXTENSION_TOLD.kind: events.EXTENDED,
    events.PROGRESS_TOLD.kind: events.PROGRESS_WRITTEN,
    events.OUTCOME_TOLD.kind: events.ANSWERED,
    events.REVIEW_TOLD.kind: events.REVIEW_DECIDED,
    events.LATENESS_TOLD.kind: events.LATENESS_EXPLAINED,
    events.FINAL_REVIEW_TOLD.kind: events.FINAL_REVIEW_DECIDED,
}


def ask_complainant(
    *,
    matter_id: uuid.UUID,
    question: str,
    by: Actor,
    at: datetime,
    party_id: uuid.UUID | None = None,
) -> None:
    """Put a question to the person (the first complainant, unless one is named)."""
    words = said(question, N_("Write the question."))
    with moving(matter_id=matter_id, move=Move.ASK, by=by, at=at) as book:
        party = complainant(book, party_id)
        asked = book.record(events.QUESTION_ASKED, {"party": str(party.id)}, {"text": words})
        index_words(book, asked)
        tell_one(book, party=party, template="question", about=asked)


def answer_message(
    *, matter_id: uuid.UUID, message_id: uuid.UUID, text: str, by: Actor, at: datetime
) -> None:
    """Answer one of the person's messages. Abuse is answered by what may be written, never by a mark on anybody."""
    words = said(text, N_("Write the answer."))
    with moving(matter_id=matter_id, move=Move.ANSWER_MESSAGE, by=by, at=at) as book:
        message = next((m for m in read(book).open_messages if m.id == message_id), None)
        if message is None:
            raise NotAChoice(N_("This message has been answered already."))
        party = _writer(book, str(message.facts.get("party", "")))
        answered = book.record(
            events.MESSAGE_ANSWERED,
            {"about": str(message_id), "party": str(party.id)},
            {"text": words},
        )
        index_words(book, answered)
        tell_one(book, party=party, template="message", about=answered)


def tell_progress(
    *, matter_id: uuid.UUID, by: Actor, at: datetime, text: str = "", lines: Iterable[str] = ()
) -> None:
    """Write how it stands: in words of one's own, or, where the gate applies, in released `lines` alone. It counts as
    told once it has reached the person. Raises access.Denied, IllegalMove, WordsNeeded, NotAChoice."""
    chosen_lines = list(lines)
    with moving(matter_id=matter_id, move=Move.PROGRESS, by=by, at=at) as book:
        kind = events.PROGRESS_WRITTEN.kind
        for one in progress(book.history, kind=kind, typed=text, lines=chosen_lines):
            facts: dict[str, Fact] = {"line": one.line} if one.line else {}
            if one.party:
                facts["party"] = str(one.party)
            written = book.record(events.PROGRESS_WRITTEN, facts, {"text": one.words})
            told: dict[str, Any] = {
                "template": "progress", "about": written, "tells": events.PROGRESS_TOLD
            }  # fmt: skip
            if one.party:
                tell_one(book, party=complainant(book, one.party), **told)
            else:
                tell_complainants(book, **told)


def record_contact_made(
    *,
    matter_id: uuid.UUID,
    channel: str,
    by: Actor,
    at: datetime,
    note: str = "",
    tells: Iterable[str] = (),
    occurred_at: datetime | None = None,
    party_id: uuid.UUID | None = None,
) -> None:
    """The person was reached. `tells`: kinds of telling done in this contact; only our word stands for them,
    and public figures count them as such.

    Raises access.Denied, shape.NotAChoice (also where there is nothing of the kind to tell).
    """
    chosen(channel, events.CONTACTS, N_("Choose how the complainant was reached."))
    with moving(matter_id=matter_id, move=Move.CONTACT, by=by, at=at) as book:
        party = complainant(book, party_id)
        facts: dict[str, Fact] = {"channel": channel, "word_alone": True, "party": str(party.id)}
        book.record(events.CONTACT_MADE, facts, texts(note=note), occurred_at=occurred_at)
        for kind in tells:
            _told_by_mouth(book, kind, party, channel, occurred_at)


def record_contact_failed(
    *,
    matter_id: uuid.UUID,
    channel: str,
    by: Actor,
    at: datetime,
    note: str = "",
    occurred_at: datetime | None = None,
    party_id: uuid.UUID | None = None,
) -> None:
    """Nobody was reached. The attempt is on record; it meets no duty.

    Tried on three days in vain (rules.UNREACHED_AFTER_DAYS), what waits is told by posting on the person's page.
    """
    chosen(channel, events.CONTACTS, N_("Choose how you tried to reach the complainant."))
    with moving(matter_id=matter_id, move=Move.CONTACT, by=by, at=at) as book:
        party = complainant(book, party_id)
        book.record(
            events.CONTACT_FAILED,
            {"channel": channel, "party": str(party.id)},
            texts(note=note),
            occurred_at=occurred_at,
        )
        if rules.beyond_reach(standing_lines(book.history), str(party.id)):
            post_what_waits(book, party=party, specs=events.BY_KIND)


def promise_service(
    *, matter_id: uuid.UUID, text: str, due_on: str, by: Actor, at: datetime
) -> None:
    """Promise something by a day (YYYY-MM-DD): the day becomes a duty."""
    words = said(text, N_("Write what you promise."))
    check_day(due_on, at)
    with moving(matter_id=matter_id, move=Move.PROMISE, by=by, at=at) as book:
        number = sum(e.kind == events.PROMISED.kind for e in book.history) + 1
        facts: dict[str, Fact] = {"due_on": due_on, "number": str(number)}
        promised = book.record(events.PROMISED, facts, {"text": words})
        tell_complainants(book, template="promise", about=promised)


def keep_promise(
    *, matter_id: uuid.UUID, promise_id: uuid.UUID, by: Actor, at: datetime, text: str = ""
) -> None:
    """Say that a promise was kept, and how."""
    with moving(matter_id=matter_id, move=Move.KEEP_PROMISE, by=by, at=at) as book:
        promise = next((p for p in read(book).open_promises if p.id == promise_id), None)
        if promise is None:
            raise NotAChoice(N_("This promise was kept already."))
        facts: dict[str, Fact] = {"about": str(promise_id)}
        if "number" in promise.facts:
            facts["number"] = promise.facts["number"]
        kept = book.record(events.PROMISE_KEPT, facts, texts(text=text))
        tell_complainants(book, template="promise-kept", about=kept)


def report_back(*, matter_id: uuid.UUID, channel: str, text: str, by: Actor, at: datetime) -> None:
    """Report to the body that forwarded the complaint what came of it."""
    words = said(text, N_("Write what you report back."))
    chosen(channel, events.CONTACTS, N_("Choose how you reported back."))
    with moving(matter_id=matter_id, move=Move.REPORT_BACK, by=by, at=at) as book:
        book.record(events.REPORTED_BACK, {"channel": channel}, {"text": words})


def _writer(book: Book, party: str) -> PartyRow:
    return complainant(book, uuid.UUID(party) if party else None)


def _told_by_mouth(
    book: Book, kind: str, party: PartyRow, channel: str, occurred_at: datetime | None
) -> None:
    about = TELLINGS.get(kind)
    lines = standing_lines(book.history)
    # Of several explained at once the first carries the message.
    told_of = next(
        (e for e in reversed(lines) if about and e.kind == about.kind and "with" not in e.facts),
        None,
    )
    if told_of is None:
        raise NotAChoice(N_("There is nothing of that kind to tell yet."))
    if occurred_at is not None and occurred_at < told_of.occurred_at:
        raise NotAChoice(N_("The contact lies before what it is said to have told."))
    record_telling(
        book,
        spec=events.BY_KIND[kind],
        about=told_of.id,
        extra={"party": str(party.id)}
        | {name: told_of.facts[name] for name in ("duty",) if name in told_of.facts},
        channel=channel,
        word_alone=True,
        occurred_at=occurred_at,
    )


def check_day(due_on: str, at: datetime) -> None:
    try:
        day = datetime.strptime(due_on, "%Y-%m-%d").date()  # noqa: DTZ007 - a day has no zone
    except ValueError:
        raise NotAChoice(N_("Write the day as year-month-day, such as 2026-12-10.")) from None
    if day < at.date():
        raise NotAChoice(N_("That day is over. Choose today or a later one."))
