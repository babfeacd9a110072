"""Words for kinds, facts and parties, in the two languages in which rules are explained."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from huiying.engine.events import Value, When

Table = Mapping[str, Mapping[str, Mapping[str, str]]]


@cache
def _table() -> Table:
    return tomllib.loads((Path(__file__).parent / "words.toml").read_text("utf-8"))


def language(lang: str) -> str:
    """zh for every kind of Chinese, else en."""
    return "zh" if lang.lower().startswith("zh") else "en"


def _said(part: str, code: str, lang: str) -> str:
    return _table()[part].get(code, {}).get(language(lang), code)


def kind(code: str, lang: str) -> str:
    return _said("kind", code, lang)


def party(code: str, lang: str) -> str:
    return _said("party", code, lang)


def fact(name: str, value: Value, lang: str) -> str:
    return _said("fact", f"{name}={plain(value)}", lang)


def plain(value: Value) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def known_kinds() -> frozenset[str]:
    return frozenset(_table()["kind"])


def known_facts() -> frozenset[str]:
    return frozenset(_table()["fact"])


def conditions(where: When, lang: str) -> str:
    each = [
        _any_of([fact(name, value, lang) for value in values], lang) for name, values in where.where
    ]
    return ("，" if language(lang) == "zh" else ", ").join(each)


def _any_of(said: list[str], lang: str) -> str:
    zh = language(lang) == "zh"
    *first, last = said
    return ("或" if zh else " or ").join(
        [*([("、" if zh else ", ").join(first)] if first else []), last]
    )


def when(where: When, lang: str) -> str:
    extra = conditions(where, lang)
    if not extra:
        return kind(where.kind, lang)
    brackets = "（{}）" if language(lang) == "zh" else " ({})"
    return kind(where.kind, lang) + brackets.format(extra)


def whens(listed: tuple[When, ...], lang: str) -> str:
    each = list(dict.fromkeys(when(item, lang) for item in listed))
    return ("；或者" if language(lang) == "zh" else "; or ").join(each)
