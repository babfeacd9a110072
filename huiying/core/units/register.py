"""The tree of units as a register: every unit with its days, for lists and for comparing with a file."""

from dataclasses import dataclass
from datetime import date

from huiying.core.units.models import Unit
from huiying.core.units.queries import IMPORTED, path_ids


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """A unit with everything a register says of it; names from the oldest, each with its first day."""

    id: int
    code: str
    level: str
    depth: int
    parent: str
    names: tuple[tuple[date, str, str], ...]
    opened: date
    closed: date | None
    successor: str
    complaints_office: bool
    response_centre: bool
    oversight_seat: bool
    telephone: str
    address_zh: str
    address_en: str

    @property
    def zh(self) -> str:
        return self.names[-1][1] if self.names else self.code

    @property
    def en(self) -> str:
        return self.names[-1][2] if self.names else self.code


def register() -> list[Entry]:
    """All units in the order of the tree, closed ones too; what old registers named is not among them."""
    rows = Unit.objects.exclude(code__startswith=IMPORTED)
    rows = rows.select_related("parent", "successor").prefetch_related("names")
    return [_entry(unit) for unit in sorted(rows, key=lambda unit: path_ids(unit.path))]


def _entry(unit: Unit) -> Entry:
    names = sorted((name.since, name.zh, name.en) for name in unit.names.all())
    return Entry(
        id=unit.pk,
        code=unit.code,
        level=unit.level,
        depth=len(path_ids(unit.path)) - 1,
        parent=unit.parent.code if unit.parent else "",
        names=tuple(names),
        opened=unit.opened_on,
        closed=unit.closed_on,
        successor=unit.successor.code if unit.successor else "",
        complaints_office=unit.complaints_office,
        response_centre=unit.response_centre,
        oversight_seat=unit.oversight_seat,
        telephone=unit.telephone,
        address_zh=unit.address_zh,
        address_en=unit.address_en,
    )
