"""What the desk says to the people of a matter, and asks of them. Of every kind that has no words of its own for it."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from huiying.core import talk
from huiying.core.access import doors
from huiying.core.duties.services import acting
from huiying.core.duties.wording import said
from huiying.core.holders.kind_rules import rules_of
from huiying.core.holders.talking import index_words
from huiying.core.kinds import N_, PEOPLE, Act, Actor, NotAChoice
from huiying.core.ledger.book import Book
from huiying.core.ledger.entries import Entry, PartyRow, standing
from huiying.core.notices.telling import tell


def open_messages(history: Sequence[Entry]) -> list[Entry]:
    """Of what stands: messages of the people that nobody has answered, the oldest first."""
    found: dict[str, Entry] = {}
    for one in history:
        if one.kind == talk.MESSAGE_RECEIVED.kind:
            found[str(one.id)] = one
        elif one.kind == talk.MESSAGE_ANSWERED.kind:
            found.pop(str(one.facts["about"]), None)
    return list(found.values())


def ask_person(
    *,
    matter_id: uuid.UUID,
    question: str,
    by: Actor,
    at: datetime,
    party_id: uuid.UUID | None = None,
) -> None:
    """Put a question to one of the people. Raises access.Denied, WordsNeeded, NotAChoice where nobody is named."""
    words = said(question, N_("Write the question."))
    with acting(matter_id=matter_id, act=Act.WORK, by=by, at=at) as book:
        party = _meant(book, party_id)
        asked = book.record(talk.QUESTION_ASKED, {"party": str(party.id)}, {"text": words})
        index_words(book, asked)
        tell(book, party=party, template="question", about=asked)
        rules_of(book.matter.kind).follows(book)


def answer_message(
    *, matter_id: uuid.UUID, message_id: uuid.UUID, text: str, by: Actor, at: datetime
) -> None:
    """Answer a message; it reaches whoever wrote it, and no other. Raises access.Denied, WordsNeeded, NotAChoice."""
    words = said(text, N_("Write the answer."))
    with acting(matter_id=matter_id, act=Act.WORK, by=by, at=at) as book:
        waiting = open_messages(standing(book.history))
        message = next((m for m in waiting if m.id == message_id), None)
        if message is None:
            raise NotAChoice(N_("This message has been answered already."))
        party = _meant(book, _party_of(message))
        answered = book.record(
            talk.MESSAGE_ANSWERED,
            {"about": str(message_id), "party": str(party.id)},
            {"text": words},
        )
        index_words(book, answered)
        tell(book, party=party, template="message", about=answered)
        rules_of(book.matter.kind).follows(book)


def _party_of(message: Entry) -> uuid.UUID | None:
    given = str(message.facts.get("party", ""))
    return uuid.UUID(given) if given else None


def _meant(book: Book, party_id: uuid.UUID | None) -> PartyRow:
    """The one named, or the only one there is: nothing meant for one ever goes to another."""
    people = book.parties_in(*PEOPLE)
    found = [p for p in people if party_id is None or p.id == party_id]
    if not found:
        raise doors.Denied(Act.WORK.value)
    if len(found) > 1:
        raise NotAChoice(N_("Choose which of the people it is for."))
    return found[0]
