"""That something is held back, in plain words for the person: why, and when it is looked at again."""

import uuid
from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext

from huiying.core.disclosure import queries
from huiying.core.disclosure.choices import GROUNDS
from huiying.core.ledger.entries import Entry
from huiying.core.web import dates


def withheld_words(ground: str, day: date) -> str:
    why = gettext(GROUNDS[ground].told) if ground in GROUNDS else ""
    again = gettext(
        "One thing we do not tell you now. By %(day)s we look again whether we can."
    ) % {"day": dates.day(day)}
    return f"{again} {why}".strip()


def withheld_from(history: Iterable[Entry], party: uuid.UUID | None) -> list[str]:
    """For a person's page, a sentence for each thing held back from them; `history` is what stands."""
    return [
        withheld_words(one.ground, dates.parsed(one.ask_again_on))
        for one in queries.withheld(history, party=party)
    ]
