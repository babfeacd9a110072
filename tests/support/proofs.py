"""The proof of work of a page, read as the page's script reads it."""

import re
from dataclasses import dataclass
from typing import Any

_GIVEN = re.compile(r'data-token="([^"]+)" data-bits="(\d+)" data-parts="(\d+)"')


@dataclass(frozen=True, kw_only=True)
class Given:
    token: str
    bits: int
    parts: int


def on_page(page: Any) -> Given:
    """What a page that was answered asks for."""
    found = _GIVEN.search(page.content.decode())
    assert found, page.content.decode()
    return Given(token=found[1], bits=int(found[2]), parts=int(found[3]))
