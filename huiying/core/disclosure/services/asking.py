"""Something is put to the gate: may it be told."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from huiying.core.disclosure import events, rules
from huiying.core.disclosure.services.shape import named, somebody
from huiying.core.duties.services import acting
from huiying.core.duties.wording import said, texts
from huiying.core.kinds import N_, Act, Actor, new_id
from huiying.core.ledger.book import Book


def ask_gate(
    *,
    matter_id: uuid.UUID,
    lines: Sequence[str],
    by: Actor,
    at: datetime,
    subject: str = "progress",
    party: uuid.UUID | None = None,
    source: str = "",
) -> list[str]:
    """Put lines to the gate, each to be decided by itself; gives their ids. Nothing may be said before.

    Raises access.Denied, NotAChoice, WordsNeeded.
    """
    rules.subject_of(subject)
    given = [said(line, N_("Write down what it is about.")) for line in lines]
    if not given:
        said("", N_("Write down what it is about."))
    somebody(by)
    with acting(matter_id=matter_id, act=Act.RELEASE, by=by, at=at) as book:
        for_whom = named(book, party)
        return [put(book, text, subject=subject, party=for_whom, source=source) for text in given]


def put(book: Book, text: str, *, subject: str, party: str, source: str = "") -> str:
    line = str(new_id(book.at))
    facts = {"line": line, "subject": subject, "party": party}
    book.record(events.ASKED, facts, texts(line=text, source=source))
    return line
