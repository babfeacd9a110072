"""What the desk says to the people of a case: a question put, a message answered."""

import uuid
from datetime import datetime

from huiying.core import talk
from huiying.core.holders.talking import index_words
from huiying.core.kinds import N_, Actor
from huiying.core.ledger.book import Book
from huiying.core.ledger.entries import Entry, PartyRow
from huiying.core.notices.telling import tell
from huiying.mechanisms.cases.rules import Move
from huiying.mechanisms.cases.services.shape import NotAChoice, moving, person_of, read, said
from huiying.mechanisms.cases.services.telling import held_back


def ask_person(
    *, matter_id: uuid.UUID, party_id: uuid.UUID, question: str, by: Actor, at: datetime
) -> None:
    """Put a question to one of the people. Raises access.Denied, IllegalMove, WordsNeeded."""
    words = said(question, N_("Write the question."))
    with moving(matter_id=matter_id, move=Move.ASK, by=by, at=at) as book:
        party = person_of(book, party_id)
        asked = book.record(talk.QUESTION_ASKED, {"party": str(party.id)}, {"text": words})
        index_words(book, asked)
        _send(book, party, "question", asked)


def answer_message(
    *, matter_id: uuid.UUID, message_id: uuid.UUID, text: str, by: Actor, at: datetime
) -> None:
    """Answer one of their messages. Raises access.Denied, IllegalMove, NotAChoice, WordsNeeded."""
    words = said(text, N_("Write the answer."))
    with moving(matter_id=matter_id, move=Move.ANSWER_MESSAGE, by=by, at=at) as book:
        message = next((m for m in read(book).open_messages if m.id == message_id), None)
        if message is None:
            raise NotAChoice(N_("This message has been answered already."))
        party = person_of(book, str(message.facts["party"]))
        facts = {"about": str(message_id), "party": str(party.id)}
        answered = book.record(talk.MESSAGE_ANSWERED, {**facts}, {"text": words})
        index_words(book, answered)
        _send(book, party, "message", answered)


def _send(book: Book, party: PartyRow, template: str, about: Entry) -> None:
    """Of kinds whose messages are held back nothing leaves by itself: it waits on the page."""
    tell(book, party=party, template=template, about=about, held_back=held_back(book))
