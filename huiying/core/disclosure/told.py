"""What may be told to one person now, in words: the lines that the gate released, each by its id; and what is held."""

import uuid
from collections.abc import Sequence

from django.utils.translation import gettext

from huiying.core.disclosure import choices, queries, sentences
from huiying.core.disclosure.queries import Released
from huiying.core.ledger.entries import Entry
from huiying.core.people.services import open_texts


def may_be_told(
    history: Sequence[Entry], party: uuid.UUID | None, language: str
) -> list[tuple[str, str]]:
    """(id, words), as choices for a form. Whoever calls this has passed `access`."""
    lines = queries.released(history, party=party)
    opened = open_texts([line.text_id for line in lines])
    return [(line.id, _words(line, opened.get(line.text_id), language)) for line in lines]


def _words(line: Released, text: str | None, language: str) -> str:
    """A pre-cleared sentence is said in the reader's language."""
    ready = sentences.sentence(uuid.UUID(line.sentence)) if line.sentence else None
    if ready is not None:
        return ready.words_in(language)
    return text or gettext("Erased")


def held_back(history: Sequence[Entry], party: uuid.UUID | None) -> list[tuple[str, str]]:
    """(id, why in plain words) of what the person may know to be held back."""
    return [
        (line.id, gettext(choices.GROUNDS[line.ground].told))
        for line in queries.withheld(history, party=party)
    ]
