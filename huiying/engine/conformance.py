"""Runs vector files against the engine and prints every difference."""

import argparse
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import cast

from huiying.engine import reading, tables
from huiying.engine.calendars import Calendar
from huiying.engine.duties import Duty, plan
from huiying.engine.events import Event, Facts
from huiying.engine.facts import read_term
from huiying.engine.rules import Pack
from huiying.engine.tables import BadTable, Table
from huiying.engine.terms import NO_END, Count, Fixed, reckon
from huiying.engine.validate import validate


@dataclass(frozen=True, kw_only=True, slots=True)
class Verdict:
    vector: str
    differences: tuple[str, ...]

    @property
    def passed(self) -> bool:
        return not self.differences


@dataclass(frozen=True, kw_only=True, slots=True)
class VectorFile:
    table: Table
    calendars: Path

    @classmethod
    def read(cls, path: Path, calendars: Path | None = None) -> "VectorFile":
        table = _json(path)
        return cls(table=table, calendars=calendars or path.parent / "calendars")

    def verdicts(self) -> Iterator[Verdict]:
        """One for each vector; what goes wrong inside the engine is that vector's failure alone.

        Raises BadTable where the file holds no vectors: nothing tried is not everything passed.
        """
        if "vectors" not in self.table:
            raise BadTable("there are no vectors in this file")
        for item in tables.items(self.table.get("vectors"), "vectors"):
            name = str(item.get("id", "?")) if isinstance(item, Mapping) else "?"
            try:
                found = tuple(self._differences(tables.table(item, "a vector")))
            except Exception as error:  # noqa: BLE001 - the next vector is still to be tried
                found = (f"{type(error).__name__}: {error}",)
            yield Verdict(vector=name, differences=found)

    def _differences(self, vector: Table) -> Iterator[str]:
        check = vector.get("check")
        if check == "term":
            yield from self._term(vector)
        elif check == "plan":
            yield from self._plan(vector)
        elif check == "pack":
            yield from self._pack(vector)
        else:
            yield f"check {check!r} is not understood; choose term, plan, pack"

    def calendar(self, vector: Table) -> Calendar:
        named = vector.get("calendar", self.table.get("calendar"))
        if isinstance(named, str):
            named = _json(self.calendars / f"{named}.json")
        return Calendar.from_table(tables.table(named, "calendar"))

    def rule(self, item: object) -> Table:
        """A rule by name, as a table, or like another with fields replaced."""
        if isinstance(item, str):
            named = tables.table(self.table.get("rules"), "rules")
            if item not in named:
                raise BadTable(f"there is no rule {item!r}")
            return self.rule(named[item])
        source = tables.table(item, "a rule")
        if "like" not in source:
            return source
        changed = {**self.rule(source["like"]), **tables.table(source.get("with", {}), "with")}
        return {name: value for name, value in changed.items() if value is not None}

    def pack_table(self, vector: Table) -> Table:
        rules = [self.rule(item) for item in tables.items(vector.get("rules"), "rules")]
        head = tables.table(self.table.get("pack", {}), "pack")
        own = tables.table(vector.get("pack", {}), "pack")
        merged = {**head, **own, "rule": rules}
        return {name: value for name, value in merged.items() if value is not None}

    def _term(self, vector: Table) -> Iterator[str]:
        calendar = self.calendar(vector)
        start = tables.moment(vector.get("start"), "start")
        facts = cast(Facts, tables.table(vector.get("facts", {}), "facts"))
        goal = read_term(reading.term(vector.get("term"), "term"), facts, calendar, start)
        end = reckon(calendar, start, goal) if isinstance(goal, Count | Fixed) else NO_END
        found = {"due_at": end.due_at, "provisional": end.provisional}
        yield from _fields("", tables.table(vector.get("expect"), "expect"), found)

    def _plan(self, vector: Table) -> Iterator[str]:
        calendar = self.calendar(vector)
        pack = Pack.from_table(self.pack_table(vector))
        events = [_event(item) for item in tables.items(vector.get("events"), "events")]
        for item in tables.items(vector.get("at"), "at"):
            at = tables.table(item, "at")
            expected = tables.table(tables.table(at.get("expect"), "expect")["duties"], "duties")
            found = plan(pack, calendar, events, tables.moment(at.get("now"), "now"))
            for difference in _duties(expected, found):
                yield f"at {at.get('now')}: {difference}"

    def _pack(self, vector: Table) -> Iterator[str]:
        findings = validate(self.pack_table(vector), self.calendar(vector))
        found = sorted((rule, code) for rule, code, _ in findings)
        listed = tables.items(tables.table(vector.get("expect"), "expect").get("errors"), "errors")
        expected = sorted((str(pair[0]), str(pair[1])) for pair in cast(list[list[object]], listed))
        if found != expected:
            sentences = "; ".join(sentence for _, _, sentence in findings)
            yield f"errors: expected {expected}, got {found} ({sentences})"


def _json(path: Path) -> Table:
    return tables.table(cast(object, json.loads(path.read_text(encoding="utf-8"))), str(path))


def _event(item: object) -> Event:
    source = tables.table(item, "an event")
    name = tables.text(source, "id", "an event")
    return Event(
        id=name,
        kind=tables.text(source, "kind", name),
        occurred_at=tables.moment(source.get("occurred_at"), f"{name}: occurred_at"),
        recorded_at=tables.moment(source.get("recorded_at"), f"{name}: recorded_at"),
        sequence=tables.whole(source.get("sequence"), f"{name}: sequence"),
        # Facts of any type are let through: what plan makes of them is what is tested.
        facts=cast(Facts, tables.table(source.get("facts", {}), f"{name}: facts")),
    )


def _duties(expected: Mapping[str, object], found: Sequence[Duty]) -> Iterator[str]:
    by_key = {duty.key: duty for duty in found}
    for key in expected.keys() - by_key.keys():
        yield f"{key} is missing"
    for key in by_key.keys() - expected.keys():
        yield f"{key} is there, but not expected"
    for key in expected.keys() & by_key.keys():
        yield from _fields(f"{key}.", tables.table(expected[key], key), by_key[key]._asdict())


def _fields(
    prefix: str, expected: Mapping[str, object], found: Mapping[str, object]
) -> Iterator[str]:
    for name, wanted in expected.items():
        if name not in found:
            yield f"{prefix}{name}: there is no such field"
        elif not equal(wanted, found[name]):
            yield f"{prefix}{name}: expected {_shown(wanted)}, got {_shown(found[name])}"


def equal(expected: object, found: object) -> bool:
    """Instants compare as instants, lists in order, truth values are not numbers."""
    if isinstance(found, datetime):
        return isinstance(expected, str) and _instant(expected) == found
    if isinstance(found, tuple):
        return (
            isinstance(expected, list)
            and len(expected) == len(found)
            and all(equal(*pair) for pair in zip(expected, found, strict=True))
        )
    return isinstance(expected, bool) == isinstance(found, bool) and expected == found


def _instant(text: str) -> datetime | None:
    try:
        return tables.moment(text, "instant")
    except BadTable:
        return None


def _shown(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return f"[{', '.join(_shown(each) for each in value)}]"
    return str(value)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m huiying.engine.conformance",
        description="Run vector files against the duty engine and print every difference.",
    )
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.add_argument(
        "--calendars",
        type=Path,
        metavar="DIR",
        help="where named calendars lie (default: calendars/ beside each file)",
    )
    options = parser.parse_args(arguments)
    passed = failed = 0
    for path in options.files:
        try:
            verdicts = list(VectorFile.read(path, options.calendars).verdicts())
        except (OSError, ValueError) as error:
            verdicts = [Verdict(vector=str(path), differences=(str(error),))]
        for verdict in verdicts:
            passed += verdict.passed
            failed += not verdict.passed
            for difference in verdict.differences:
                sys.stdout.write(f"{verdict.vector}: {difference}\n")
    sys.stdout.write(f"{passed} passed, {failed} failed\n")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
