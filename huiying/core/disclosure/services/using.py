"""A sentence cleared beforehand is used: chosen and released at once, without a second person."""

import uuid
from datetime import datetime

from huiying.core.disclosure import events
from huiying.core.disclosure.choices import Decision
from huiying.core.disclosure.kinds import kind_of
from huiying.core.disclosure.rules import Move, is_settled, line_for
from huiying.core.disclosure.sentences import SentenceRow, sentences_for
from huiying.core.disclosure.services.asking import put
from huiying.core.disclosure.services.shape import gate_of, hearers, named, reopen, somebody
from huiying.core.duties.services import acting
from huiying.core.kinds import N_, Act, Actor, Declined, Fact
from huiying.core.ledger.book import Book
from huiying.core.people import queries as people


class NotForThis(Declined):
    """No sentence in use for matters of this kind, here."""


def use_sentence(
    *,
    matter_id: uuid.UUID,
    sentence_id: uuid.UUID,
    by: Actor,
    at: datetime,
    party: uuid.UUID | None = None,
    line: str = "",
) -> str:
    """Release a sentence cleared for this kind of case, as the answer to a line or as a line of its own; gives the
    line's id. Raises access.Denied, NotForThis, IllegalMove."""
    somebody(by)
    with acting(matter_id=matter_id, act=Act.RELEASE, by=by, at=at) as book:
        chosen = _chosen(book, sentence_id)
        words = chosen.words_in(_language(book, named(book, party)))
        if line:
            found = line_for(gate_of(book), line, Move.DECIDE)
            if is_settled(found):
                reopen(book, found)
        else:
            line = put(book, words, subject=chosen.subject, party=named(book, party))
        facts: dict[str, Fact] = {
            "line": line,
            "decision": Decision.TOLD.value,
            "by_sentence": str(chosen.id),
            "party": gate_of(book).lines[line].party,
        }
        book.record(events.DECIDED, facts, {"said": words})
        book.record(events.RELEASED, {"line": line, "pre_cleared": True})
    return line


def _chosen(book: Book, sentence_id: uuid.UUID) -> SentenceRow:
    """Raises NotForThis."""
    unit = book.matter.in_charge_id
    kind = kind_of(book.matter.pk, book.matter.kind)
    fitting = sentences_for(kind=kind, unit_id=unit) if unit is not None else []
    found = next((s for s in fitting if s.id == sentence_id), None)
    if found is None:
        raise NotForThis(
            N_(
                "This sentence is not cleared for this kind of case, or not any more. Choose another."
            )
        )
    return found


def _language(book: Book, party: str) -> str:
    """The language of whom it is for; of several, the first of them. A page shows it in its reader's."""
    told = [p.person_id for p in hearers(book, party) if p.person_id is not None]
    return people.person(told[0]).language if told else "zh-hans"
