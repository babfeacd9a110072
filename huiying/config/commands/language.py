"""In which language a command answers: as asked, else as the installation speaks, else as the terminal does."""

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise

import click


def of_here() -> str:
    """HUIYING_LANGUAGE if it is set, else the terminal's own; English where neither says Chinese."""
    for name in ("HUIYING_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        if said := os.environ.get(name, ""):
            return "zh" if said.lower().startswith("zh") else "en"
    return "en"


def asked(words: Sequence[str]) -> str:
    """As the words of a command line ask, where it came to an end before its options were read."""
    for before, word in pairwise(words):
        if before == "--lang" and word in ("zh", "en"):
            return word
    return os.environ.get("HUIYING_LANG") or of_here()


def said(en: str, zh: str) -> str:
    """One of both, for what is said before Django has been started or in commands without other words."""
    return zh if asked(sys.argv) == "zh" else en


def _resolve(_context: click.Context, _option: click.Parameter, asked: str | None) -> str:
    return asked or of_here()


LANG = click.option(
    "--lang",
    type=click.Choice(["zh", "en"]),
    envvar="HUIYING_LANG",
    callback=_resolve,
    help="Language of the answer (default: HUIYING_LANGUAGE, then LANG). 用中文回答：--lang zh",
)


@contextmanager
def speaking(lang: str) -> Iterator[None]:
    """Words in that language; Django must have been started."""
    from django.utils import translation

    with translation.override("zh-hans" if lang == "zh" else "en"):
        yield
