"""The map of a list of petitions that a petition office forwards: which column gives what."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from huiying.core.kinds import N_
from huiying.core.registers.maps import Finding, Ignored, WrongMap, folded
from huiying.core.registers.sentences import say

# What a column may give besides the number, the words and the day; all may be left out.
OPTIONAL = {
    "request": "request",
    "petitioner": "name",
    "phone": "phone",
    "email": "email",
    "address": "address",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Layout:
    """`units`: the column that names the unit, and each of its spellings with our code; empty: none is named."""

    name: str
    source: str
    forwarded_by: str
    key: str
    narrative: str
    when: str
    formats: tuple[str, ...]
    zone: str
    given: Mapping[str, str] = field(default_factory=dict)
    unit: str = ""
    units: Mapping[str, str] = field(default_factory=dict)
    ignored: Mapping[str, Ignored] = field(default_factory=dict)
    language: str = "zh-hans"
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""

    def columns(self) -> Iterator[tuple[str, str]]:
        """Each key of the map that names a column, and the column."""
        yield "key", self.key
        yield "narrative", self.narrative
        yield "when.column", self.when
        yield from self.given.items()
        if self.unit:
            yield "unit.column", self.unit
        yield from (("ignore", column) for column in self.ignored)


def read_layout(text: str) -> Layout:
    """Raises WrongMap with all that is wrong."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise WrongMap([_wrong("", N_("This is not TOML: %(error)s."), error=str(error))]) from None
    try:
        return _layout(table)
    except (KeyError, TypeError, AttributeError) as error:
        raise WrongMap(
            [_wrong(str(error), N_("Something is missing or not what it should be."))]
        ) from None


def _layout(table: Mapping[str, Any]) -> Layout:
    when, unit = table["when"], table.get("unit", {})
    return Layout(
        name=table["name"],
        source=table["source"],
        forwarded_by=table["forwarded_by"],
        key=table["key"],
        narrative=table["narrative"],
        when=when["column"],
        formats=tuple(when["formats"]),
        zone=when.get("zone", "Asia/Shanghai"),
        given={gives: table[name] for name, gives in OPTIONAL.items() if name in table},
        unit=unit.get("column", ""),
        units={
            folded(spelling): code
            for code, spellings in unit.get("fold", {}).items()
            for spelling in spellings
        },
        ignored={name: Ignored(why=why) for name, why in table.get("ignore", {}).items()},
        language=table.get("language", "zh-hans"),
        encoding=table.get("encoding", ""),
        delimiter=table.get("delimiter", ""),
        sheet=table.get("sheet", ""),
    )


def _wrong(key: str, text: str, **values: str) -> Finding:
    return Finding(key=key, sentence=say(text, **values))
