"""In which language a command answers: as asked, else as the installation speaks, else as the terminal does."""

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise

import click

_HELD = "huiying.language"


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


def in_force() -> str:
    """Of the command that runs; before its options are read, as its words ask."""
    context = click.get_current_context(silent=True)
    return (context.meta.get(_HELD) if context else None) or asked(sys.argv)


def said(en: str, zh: str) -> str:
    """One of both, for what is said before Django has been started or in commands without other words."""
    return zh if in_force() == "zh" else en


def _resolve(context: click.Context, _option: click.Parameter, asked: str | None) -> str:
    held = asked or of_here()
    context.meta[_HELD] = held
    return held


_ABOUT = "Language of the answer (default: HUIYING_LANGUAGE, then LANG). 用中文回答：--lang zh"
# With the language as the argument `lang`; and for commands that only ask `said`.
LANG = click.option(
    "--lang", type=click.Choice(["zh", "en"]), envvar="HUIYING_LANG", callback=_resolve,
    is_eager=True, help=_ABOUT,
)  # fmt: skip
SPOKEN = click.option(
    "--lang", type=click.Choice(["zh", "en"]), envvar="HUIYING_LANG", callback=_resolve,
    is_eager=True, expose_value=False, help=_ABOUT,
)  # fmt: skip


@contextmanager
def speaking(lang: str) -> Iterator[None]:
    """Words in that language; Django must have been started."""
    from django.utils import translation

    with translation.override("zh-hans" if lang == "zh" else "en"):
        yield
