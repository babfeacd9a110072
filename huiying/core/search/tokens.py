"""Terms become keyed tokens: whoever steals the database without the key sees neither words nor their order."""

import base64
import hmac
from collections.abc import Iterable

from huiying.core.people import sealing
from huiying.core.search.folding import terms

_BYTES = 5
# A row of the index holds this many units; rows overlap by the longest phrase that can be asked for, so that no
# phrase falls between two. PostgreSQL keeps no more than 1 MiB of lexemes in a tsvector.
ROW = 8_000
OVERLAP = 64


def token(term: str, key: bytes) -> str:
    """Eight letters and digits that mean nothing to either database's query syntax."""
    return base64.b32encode(hmac.digest(key, term.encode(), "sha256")[:_BYTES]).decode().lower()


def tokens(found: Iterable[str]) -> list[str]:
    """Tokens of terms, sorted: the order in the text is not kept."""
    key = sealing.index_key("search")
    return sorted({token(term, key) for term in found})


def rows(units: list[str]) -> list[str]:
    """The token strings of a text: one, or overlapping ones where it is long; none where it has no words."""
    if not units:
        return []
    starts = range(0, max(1, len(units) - OVERLAP), ROW - OVERLAP)
    return [" ".join(tokens(terms(units[start : start + ROW]))) for start in starts]
