"""Pages whose frame is the same for everybody who opens an address in a language: rendered once, then filled.

The template is rendered with a mark wherever something of one person stands, and kept as the pieces between the marks;
the next such page is those pieces with that person's words between them. The template stays the one place where the
page is written. Only for pages that many open at once: measured on the page before a complaint is sent, two thirds of
its processor time went into rendering what was the same each time.
"""

import secrets
from collections.abc import Hashable, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language

# Nobody can write these into a page: they are made up when the process begins.
_OPENS, _CLOSES = f"<{secrets.token_hex(12)}:", f":{secrets.token_hex(12)}>"
_Pieces = tuple[tuple[str, str], ...]
# Addresses and conditions are few; should they not be, the memory is not filled with them.
_MOST = 60
_frames: dict[Hashable, _Pieces] = {}


def framed(
    request: HttpRequest, template: str, *, same: Mapping[str, Hashable], own: Mapping[str, str]
) -> HttpResponse:
    """The page of a template: `same` decides how it looks, `own` is what stands in it of one person.

    In the template a name of `own` may be shown, and asked whether it is there; nothing else, since its words are not
    known when it is rendered. They are escaped here, unless they are HTML already. The token of the form is one of
    them.
    """
    filled: dict[str, str] = {name: conditional_escape(words) for name, words in own.items()}
    filled["csrf_token"] = get_token(request)
    pieces = _pieces(request, template, same, filled)
    return HttpResponse("".join(text + filled.get(name, "") for text, name in pieces))


def forget() -> None:
    """Every frame is rendered anew: they were made under settings that no longer hold."""
    _frames.clear()


def _pieces(
    request: HttpRequest, template: str, same: Mapping[str, Hashable], filled: Mapping[str, str]
) -> _Pieces:
    # An address with a query is one of endlessly many, so its frame is not kept.
    kept = not request.META.get("QUERY_STRING")
    there = tuple(name for name, words in filled.items() if words)
    key = (template, get_language(), request.path, there, *same.items())
    found = _frames.get(key) if kept else None
    if found is None:
        marks = {name: SafeString(f"{_OPENS}{name}{_CLOSES}") for name in there}
        context: dict[str, Any] = {**dict.fromkeys(filled, ""), **same, **marks}
        found = _cut(render_to_string(template, context, request))
        if len(_frames) >= _MOST:
            _frames.clear()
        if kept:
            _frames[key] = found
    return found


def _cut(page: str) -> _Pieces:
    """The text before each mark, with the mark's name; the last has none."""
    *marked, rest = page.split(_CLOSES)
    pieces = [tuple(part.split(_OPENS)) for part in marked]
    return (*((text, name) for text, name in pieces), (rest, ""))
