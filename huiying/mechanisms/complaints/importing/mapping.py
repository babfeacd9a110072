"""The map of an import: which column gives what, and how spelling variants are folded. Values only."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from huiying.core.registers.maps import DateColumn as DateColumn
from huiying.core.registers.maps import Fold as Fold
from huiying.core.registers.maps import Ignored as Ignored
from huiying.core.registers.maps import folded


@dataclass(frozen=True, kw_only=True, slots=True)
class Flag:
    """A verdict of the source's own, to be compared with ours."""

    name: str
    column: str
    yes: frozenset[str]
    no: frozenset[str]

    def read(self, value: str) -> bool | None:
        plain = folded(value)
        return True if plain in self.yes else False if plain in self.no else None


@dataclass(frozen=True, kw_only=True, slots=True)
class Map:
    name: str
    source: str
    key: str
    several_rows: bool
    plausible_from: date
    plausible_until: date
    received: DateColumn
    closed: DateColumn | None = None
    target: DateColumn | None = None
    channel: Fold
    unit: Fold | None = None
    category: Fold | None = None
    finding: Fold | None = None
    outcome: Fold | None = None
    flags: tuple[Flag, ...] = ()
    ignored: Mapping[str, Ignored] = field(default_factory=dict)
    required: frozenset[str] = frozenset()
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""

    def columns(self) -> Iterator[tuple[str, str]]:
        """Each key of the map that names a column, and the column."""
        yield "key", self.key
        for name in (
            "received",
            "closed",
            "target",
            "channel",
            "unit",
            "category",
            "finding",
            "outcome",
        ):
            part = getattr(self, name)
            if part is not None:
                yield f"{name}.column", part.column
        for flag in self.flags:
            yield f"compare.{flag.name}.column", flag.column
        yield from (("required", column) for column in sorted(self.required))
        yield from (("ignore", column) for column in self.ignored)
