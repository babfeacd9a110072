"""A further letter or visit of the same petitioner joins their own matter, and is answered; nothing else is linked."""

import uuid
from datetime import datetime

from huiying.core import talk
from huiying.core.kinds import N_, Actor, Fact
from huiying.core.ledger.book import Book
from huiying.core.ledger.entries import Entry
from huiying.core.search import services as search
from huiying.core.search.models import TextKind
from huiying.mechanisms.petitions import events
from huiying.mechanisms.petitions.choices import CHANNELS
from huiying.mechanisms.petitions.rules import Move
from huiying.mechanisms.petitions.services.shape import (
    NotAChoice,
    chosen,
    line_of,
    moving,
    petitioner,
    read,
    said,
    tell_one,
)


def add_letter(
    *,
    matter_id: uuid.UUID,
    channel: str,
    message: str,
    by: Actor,
    at: datetime,
    occurred_at: datetime | None = None,
    party_id: uuid.UUID | None = None,
) -> None:
    """A letter that gives the matter's reference or encloses its receipt, or a visit about it.

    Raises access.Denied, shape.NotAChoice, shape.WordsNeeded.
    """
    chosen(channel, CHANNELS, N_("Choose how it came in."))
    words = said(message, N_("Write what the petitioner added."))
    with moving(matter_id=matter_id, move=Move.ADD_LETTER, by=by, at=at) as book:
        _add(book, channel, words, str(petitioner(book, party_id).id), occurred_at)


def answer_letter(
    *, matter_id: uuid.UUID, letter_id: uuid.UUID, message: str, by: Actor, at: datetime
) -> None:
    """Answer what was added, by letter or on the page.

    Raises access.Denied, rules.IllegalMove, shape.NotAChoice, shape.WordsNeeded.
    """
    words = said(message, N_("Write the answer."))
    with moving(matter_id=matter_id, move=Move.ANSWER_LETTER, by=by, at=at) as book:
        letter = line_of(book, letter_id)
        if letter is None or letter.id not in {o.id for o in read(book).open_letters}:
            raise NotAChoice(N_("This has been answered already."))
        party = petitioner(book, str(letter.facts["party"]))
        facts: dict[str, Fact] = {"about": str(letter.id), "party": str(party.id)}
        if letter.kind == talk.MESSAGE_RECEIVED.kind:
            answered = book.record(talk.MESSAGE_ANSWERED, facts, {"text": words})
        else:
            answered = book.record(events.LETTER_ANSWERED, facts, {"message": words})
        _index(book, answered)
        tell_one(book, party=party, template="petition-letter-answered", about=answered)


def ask_petitioner(
    *,
    matter_id: uuid.UUID,
    question: str,
    by: Actor,
    at: datetime,
    party_id: uuid.UUID | None = None,
) -> None:
    """Put a question to the petitioner. Raises access.Denied, rules.IllegalMove, shape.WordsNeeded."""
    words = said(question, N_("Write the question."))
    with moving(matter_id=matter_id, move=Move.ASK, by=by, at=at) as book:
        party = petitioner(book, party_id)
        asked = book.record(talk.QUESTION_ASKED, {"party": str(party.id)}, {"text": words})
        _index(book, asked)
        tell_one(book, party=party, template="question", about=asked)


def _add(book: Book, channel: str, words: str, party: str, occurred_at: datetime | None) -> Entry:
    added = book.record(
        events.LETTER_ADDED,
        {"channel": channel, "party": party},
        {"message": words},
        occurred_at=occurred_at,
    )
    _index(book, added)
    return added


def _index(book: Book, entry: Entry) -> None:
    search.queue(book, list(entry.texts.values()), kind=TextKind.MESSAGE)
