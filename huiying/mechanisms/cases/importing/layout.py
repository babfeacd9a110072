"""The map of an import of cases: which column gives what, and which of the source's words is which event."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from huiying.core.kinds import N_
from huiying.core.registers.maps import Finding, Ignored, WrongMap, folded
from huiying.core.registers.sentences import say
from huiying.mechanisms.cases.crimes import crime
from huiying.mechanisms.cases.services.keeping_in_step import KINDS


@dataclass(frozen=True, kw_only=True, slots=True)
class Given:
    """A value from a column, its spellings folded; or the same for every row (`fixed`)."""

    column: str = ""
    fixed: str = ""
    listed: Mapping[str, str] = field(default_factory=dict)

    def read(self, cells: Mapping[str, str]) -> str | None:
        """None where the spelling is not listed."""
        if not self.column:
            return self.fixed
        return self.listed.get(folded(cells[self.column]))


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """A column of what happened: each of its words is some events, in order, with what their kinds need."""

    column: str
    events: Mapping[str, tuple[tuple[str, Mapping[str, str]], ...]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Layout:
    name: str
    source: str
    key: str
    when: str
    formats: tuple[str, ...]
    month: bool
    zone: str
    crime: Given
    # What happened to every case of the file, before what the outcome says.
    first: tuple[tuple[str, Mapping[str, str]], ...] = ()
    outcome: Outcome | None = None
    ignored: Mapping[str, Ignored] = field(default_factory=dict)
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""

    def columns(self) -> Iterator[tuple[str, str]]:
        """Each key of the map that names a column, and the column."""
        yield "key", self.key
        yield "when.column", self.when
        if self.crime.column:
            yield "crime.column", self.crime.column
        if self.outcome is not None:
            yield "outcome.column", self.outcome.column
        yield from (("ignore", column) for column in self.ignored)


def read_layout(text: str) -> Layout:
    """Raises WrongMap with all that is wrong."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise WrongMap([_wrong("", N_("This is not TOML: %(error)s."), error=str(error))]) from None
    findings: list[Finding] = []
    try:
        layout = _layout(table, findings)
    except (KeyError, TypeError, AttributeError) as error:
        raise WrongMap(
            [_wrong(str(error), N_("Something is missing or not what it should be."))]
        ) from None
    if findings:
        raise WrongMap(findings)
    return layout


def _layout(table: Mapping[str, Any], findings: list[Finding]) -> Layout:
    when = table["when"]
    outcome = table.get("outcome")
    return Layout(
        name=table["name"],
        source=table["source"],
        key=table["key"],
        when=when["column"],
        formats=tuple(when["formats"]),
        month=when.get("precision") == "month",
        zone=when.get("zone", "Asia/Shanghai"),
        crime=_crime(table["crime"], findings),
        first=_recipe("first", table.get("first", []), findings),
        outcome=_outcome(outcome, findings) if outcome else None,
        ignored={name: Ignored(why=why) for name, why in table.get("ignore", {}).items()},
        encoding=table.get("encoding", ""),
        delimiter=table.get("delimiter", ""),
        sheet=table.get("sheet", ""),
    )


def _crime(table: Mapping[str, Any], findings: list[Finding]) -> Given:
    codes = [table["fixed"]] if "fixed" in table else list(table.get("fold", {}))
    findings += [
        _wrong(f"crime.{code}", N_("There is no kind of case with this code."))
        for code in codes
        if crime(code) is None
    ]
    listed = {
        folded(s): code for code, spellings in table.get("fold", {}).items() for s in spellings
    }
    return Given(column=table.get("column", ""), fixed=table.get("fixed", ""), listed=listed)


def _outcome(table: Mapping[str, Any], findings: list[Finding]) -> Outcome:
    return Outcome(
        column=table["column"],
        events={
            folded(word): _recipe(f"outcome.events.{word}", recipe, findings)
            for word, recipe in table["events"].items()
        },
    )


def _recipe(
    key: str, listed: list[Mapping[str, str]], findings: list[Finding]
) -> tuple[tuple[str, Mapping[str, str]], ...]:
    found = []
    for one in listed:
        kind = one.get("kind", "")
        if kind not in KINDS:
            findings.append(
                _wrong(key, N_("There is no kind of event called %(kind)s."), kind=kind)
            )
        found.append((kind, {n: v for n, v in one.items() if n != "kind"}))
    return tuple(found)


def _wrong(key: str, text: str, **values: str) -> Finding:
    return Finding(key=key, sentence=say(text, **values))
