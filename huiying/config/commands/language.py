"""In which language a command answers: as asked, else as the installation speaks, else as the terminal does."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

import click


def of_here() -> str:
    """HUIYING_LANGUAGE if it is set, else the terminal's own; English where neither says Chinese."""
    for name in ("HUIYING_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        if said := os.environ.get(name, ""):
            return "zh" if said.lower().startswith("zh") else "en"
    return "en"


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
