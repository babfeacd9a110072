"""A file of units (CSV or TOML) read into rows; what is wrong in it is said by row, column, value and reason."""

import csv
import io
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from huiying.core.kinds import N_
from huiying.core.units.models import Level

REQUIRED = ("code", "name_zh", "name_en", "level", "opened")
SWITCHES = ("complaints_office", "response_centre", "oversight_seat")
DAYS = ("opened", "closed", "name_since")
TEXTS = {"telephone": 40, "address_zh": 200, "address_en": 200, "name_zh": 120, "name_en": 160}
COLUMNS = (*REQUIRED, "parent", "closed", "successor", "name_since", *SWITCHES, "telephone",
           "address_zh", "address_en")  # fmt: skip
_CODE = re.compile(r"[A-Za-z0-9._-]{1,32}")
# Says what is wrong in a column of the row.
Wrong = Callable[[str, str], None]
_YES = frozenset({"yes", "y", "1", "true", "是"})
_NO = frozenset({"", "no", "n", "0", "false", "否"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Fault:
    """Something in a file that cannot be taken. `reason` is an English msgid; row 0 is the file itself."""

    row: int
    column: str
    value: str
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class UnitRow:
    """One row, found right by itself."""

    row: int
    code: str
    zh: str
    en: str
    level: Level
    opened: date
    parent: str = ""
    closed: date | None = None
    successor: str = ""
    name_since: date | None = None
    switches: Mapping[str, bool] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)


class NotAFileOfUnits(ValueError):
    """The file cannot be read as what its name says; the text is an English msgid."""


def cells_of(text: str, *, toml: bool) -> Iterator[tuple[int, dict[str, str]]]:
    """Each row as text by column, with its number. Raises NotAFileOfUnits."""
    if toml:
        yield from _toml(text)
        return
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
    for cells in reader:
        named = {(n or "").strip(): (v or "") for n, v in cells.items() if isinstance(v, str)}
        if None in cells:
            named[""] = "…"
        if any(value.strip() for value in named.values()):
            yield reader.line_num, {n: v.strip() for n, v in named.items()}


def _toml(text: str) -> Iterator[tuple[int, dict[str, str]]]:
    try:
        read = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise NotAFileOfUnits(str(error)) from error
    rows = read.get("unit")
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise NotAFileOfUnits(N_("The file has no [[unit]] tables."))
    for number, row in enumerate(rows, start=1):
        yield number, {name: _text(value) for name, value in row.items()}


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value).strip()


def read_row(number: int, cells: Mapping[str, str], faults: list[Fault]) -> UnitRow | None:
    """A row by itself; every fault of it is added to `faults`."""
    before = len(faults)

    def wrong(column: str, reason: str) -> None:
        fault = Fault(row=number, column=column, value=cells.get(column, ""), reason=reason)
        faults.append(fault)

    _check_columns(cells, wrong)
    _check_texts(cells, wrong)
    days = {column: _day(column, cells, wrong) for column in DAYS}
    switches = {name: _switch(name, cells, wrong) for name in SWITCHES if name in cells}
    opened, closed = days["opened"], days["closed"]
    if opened and closed and closed < opened:
        wrong("closed", N_("It closes before it opened."))
    if cells.get("successor") and not cells.get("closed"):
        wrong("successor", N_("Only a unit that closes has a successor."))
    if len(faults) > before or opened is None:
        return None
    return UnitRow(
        row=number,
        code=cells["code"],
        zh=cells["name_zh"],
        en=cells["name_en"],
        level=Level(cells["level"]),
        opened=opened,
        parent=cells.get("parent", ""),
        closed=closed,
        successor=cells.get("successor", ""),
        name_since=days["name_since"],
        switches=switches,
        texts={n: cells[n] for n in ("telephone", "address_zh", "address_en") if n in cells},
    )


def _check_columns(cells: Mapping[str, str], wrong: Wrong) -> None:
    for column in REQUIRED:
        if not cells.get(column):
            wrong(column, N_("This must not be empty."))
    for column in cells:
        if column not in COLUMNS:
            wrong(column, N_("There is no such column."))


def _check_texts(cells: Mapping[str, str], wrong: Wrong) -> None:
    if cells.get("code") and not _CODE.fullmatch(cells["code"]):
        wrong("code", N_("A code is 1 to 32 letters, digits, dots or hyphens, without blanks."))
    if cells.get("level") and cells["level"] not in Level.values:
        wrong("level", N_("Not a level. There are: ministry, province, city, county, station, "
                          "office, outside."))  # fmt: skip
    for column, most in TEXTS.items():
        if len(cells.get(column, "")) > most:
            wrong(column, N_("This is too long."))


def _day(column: str, cells: Mapping[str, str], wrong: Wrong) -> date | None:
    text = cells.get(column, "")
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        wrong(column, N_("Not a day of the calendar. Write it as 2026-03-31."))
        return None


def _switch(column: str, cells: Mapping[str, str], wrong: Wrong) -> bool:
    text = cells[column].casefold()
    if text not in _YES | _NO:
        wrong(column, N_("Write yes or no."))
    return text in _YES
