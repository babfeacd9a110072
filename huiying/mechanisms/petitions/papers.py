"""The papers of a petition and their words, from data that a service replaces by its own (data/papers.toml)."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.utils import translation

from huiying.core.units import queries as units

_FILE = Path(__file__).parent / "data" / "papers.toml"


@dataclass(frozen=True, kw_only=True, slots=True)
class Paper:
    """One paper: its title, what goes before and after the facts; places in braces are filled in."""

    code: str
    title: str
    number: str
    opening: str
    closing: str


@cache
def _table() -> Mapping[str, Any]:
    return tomllib.loads(_FILE.read_text("utf-8"))


def papers(class_: str) -> dict[str, Paper]:
    """The papers for a class of petition, with what is said for that class alone."""

    def of(said: Mapping[str, str], name: str) -> str:
        return said.get(f"{name}_{class_}", said[name])

    return {
        code: Paper(
            code=code,
            title=of(said, "title"),
            number=of(said, "number"),
            opening=of(said, "opening"),
            closing=of(said, "closing"),
        )
        for code, said in _table()["paper"].items()
    }


def ready_path(class_: str, unit: int | None) -> str:
    """How a petition of a class is handled, as the written notice says it; empty where there is no such sentence. In
    the language of the law of the place, the name of the unit as well."""
    with translation.override("zh-hans"):
        name = units.unit(unit).name if unit else ""
    return str(_table()["path"].get(class_, "")).replace("{unit}", name)
