"""A CSV or XLSX file as rows of named text, read as a stream and as often as needed."""

import csv
import gzip
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import islice
from pathlib import Path
from typing import BinaryIO, TextIO, cast

from huiying.core.kinds import N_
from huiying.core.registers.encodings import CannotRead, detect
from huiying.core.registers.sentences import Lost, Refused, Sentence, say

DELIMITERS = (",", ";", "\t", "|")
# A spreadsheet is a zip: a small file can unfold into one that fills the machine.
MOST_BYTES = 512 * 1024 * 1024
_MOST_CELL = 1_000_000
_PIECE = 1 << 20
_SAMPLE = 50


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """`number` as a spreadsheet counts: the header is 1."""

    number: int
    cells: dict[str, str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """What was found out about a file. `assumed` says how it was read."""

    path: Path
    header: tuple[str, ...]
    assumed: tuple[Sentence, ...]
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""

    def rows(self) -> Iterator[Row | Refused]:
        """Each call reads the file again. Blank rows are passed over, ragged ones are refused. Raises CannotRead."""
        found = self._xlsx() if self.sheet else self._csv()
        for number, cells in enumerate(found, start=1):
            if number > 1 and any(cells):
                yield _row(number, cells, self.header)

    def _csv(self) -> Iterator[list[str]]:
        with _text(self.path, self.encoding) as stream:
            yield from _records(stream, self.delimiter)

    def _xlsx(self) -> Iterator[list[str]]:
        for cells in _sheet_rows(self.path, self.sheet):
            yield cells + [""] * (len(self.header) - len(cells))


def open_table(path: Path, *, encoding: str = "", delimiter: str = "", sheet: str = "") -> Table:
    """Look at a file, reading it once whole. Empty arguments are found out. Raises CannotRead."""
    with path.open("rb") as stream:
        magic = stream.read(4)
    if magic == b"PK\x03\x04":
        return _open_xlsx(path, sheet)
    if magic == b"\xd0\xcf\x11\xe0":
        raise CannotRead(say(N_("This is an old Excel file (.xls). Save it as .xlsx or CSV.")))
    found = detect(_pieces(path), encoding)
    sign = delimiter or _sniff(path, found.name)
    with _text(path, found.name) as stream:
        header = _header(next(_records(stream, sign), []))
    assumed = [found.assumed]
    if not delimiter:
        assumed.append(say(N_('Columns are separated by "%(sign)s".'), sign=_SHOWN.get(sign, sign)))
    return Table(
        path=path, header=header, assumed=tuple(assumed), encoding=found.name, delimiter=sign
    )


_SHOWN = {"\t": "Tab"}


def _row(number: int, cells: Sequence[str], header: tuple[str, ...]) -> Row | Refused:
    if len(cells) == len(header):
        return Row(number=number, cells=dict(zip(header, cells, strict=True)))
    extra = [cell for cell in cells[len(header) :] if cell]
    if extra or len(cells) < len(header):
        reason = N_("The row has %(has)d cells, the header has %(header)d.")
        return Refused(
            row=number,
            column="",
            value=extra[0] if extra else "",
            reason=say(reason, has=len(cells), header=len(header)),
            lost=Lost.ROW,
        )
    return Row(number=number, cells=dict(zip(header, cells, strict=False)))


def _header(cells: Sequence[str]) -> tuple[str, ...]:
    names = [" ".join(cell.split()) for cell in cells]
    while names and not names[-1]:
        names.pop()
    if not names:
        raise CannotRead(say(N_("The file has no header: its first row must name the columns.")))
    for place, name in enumerate(names, start=1):
        if not name:
            raise CannotRead(say(N_("Column %(place)d has no name in the header."), place=place))
        if name in names[: place - 1]:
            raise CannotRead(say(N_("Two columns are called %(name)s. Rename one."), name=name))
    return tuple(names)


# --- CSV -------------------------------------------------------------------------------------------


def _binary(path: Path) -> BinaryIO:
    with path.open("rb") as stream:
        packed = stream.read(2) == b"\x1f\x8b"
    return cast(BinaryIO, gzip.open(path, "rb")) if packed else path.open("rb")


def _pieces(path: Path) -> Iterator[bytes]:
    read = 0
    with _binary(path) as stream:
        while piece := stream.read(_PIECE):
            read += len(piece)
            if read > MOST_BYTES:
                raise CannotRead(_too_large())
            yield piece


def _too_large() -> Sentence:
    most = MOST_BYTES // 1024 // 1024
    return say(N_("Unpacked, the file is larger than %(most)d MB. Split it."), most=most)


def _text(path: Path, encoding: str) -> TextIO:
    return io.TextIOWrapper(_binary(path), encoding=encoding, errors="strict", newline="")


def _records(stream: Iterable[str], delimiter: str) -> Iterator[list[str]]:
    csv.field_size_limit(_MOST_CELL)
    reader = csv.reader((line.replace("\0", "") for line in stream), delimiter=delimiter)
    began = 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            reason = N_(
                "From line %(line)d on the file cannot be read: a quotation mark seems not closed."
            )
            raise CannotRead(say(reason, line=began)) from error
        began = reader.line_num + 1
        yield [cell.strip() for cell in cells]


def _sniff(path: Path, encoding: str) -> str:
    """The separator that cuts the first rows into the most columns, and all rows alike."""
    best, best_score = ",", (0.0, 0)
    for sign in DELIMITERS:
        with _text(path, encoding) as stream:
            widths = _widths(_records(stream, sign))
        if widths and widths[0] > 1:
            alike = sum(width == widths[0] for width in widths) / len(widths)
            best, best_score = max(
                (best, best_score), (sign, (alike, widths[0])), key=lambda b: b[1]
            )
    return best


def _widths(records: Iterator[list[str]]) -> list[int]:
    """Of the first rows that can be read; a fault among them is told when the rows themselves are."""
    widths: list[int] = []
    with suppress(CannotRead):
        for cells in islice(records, _SAMPLE):
            if any(cells):
                widths.append(len(cells))
    return widths


# --- XLSX ------------------------------------------------------------------------------------------


def _open_xlsx(path: Path, sheet: str) -> Table:
    names = _sheet_names(path)
    if sheet and sheet not in names:
        reason = N_("The workbook has no sheet %(sheet)s. It has: %(names)s.")
        raise CannotRead(say(reason, sheet=sheet, names=", ".join(names)))
    chosen = sheet or names[0]
    assumed = () if sheet else (say(N_("The first sheet was read: %(sheet)s."), sheet=chosen),)
    header = _header(next(_sheet_rows(path, chosen), []))
    return Table(path=path, header=header, assumed=assumed, sheet=chosen)


def _check_size(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as packed:
            unpacked = sum(part.file_size for part in packed.infolist())
    except zipfile.BadZipFile as error:
        raise CannotRead(say(N_("The file is damaged: its packing does not open."))) from error
    if unpacked > MOST_BYTES:
        raise CannotRead(_too_large())


def _sheet_names(path: Path) -> list[str]:
    from openpyxl import load_workbook

    _check_size(path)
    try:
        book = load_workbook(path, read_only=True, data_only=True, keep_links=False)
    except (KeyError, ValueError, OSError, SyntaxError) as error:
        raise CannotRead(
            say(N_("The file is not a workbook that can be read. Save it as .xlsx."))
        ) from error
    try:
        return [sheet.title for sheet in book.worksheets]
    finally:
        book.close()


def _sheet_rows(path: Path, sheet: str) -> Iterator[list[str]]:
    from openpyxl import load_workbook

    book = load_workbook(path, read_only=True, data_only=True, keep_links=False)
    try:
        for values in book[sheet].iter_rows(values_only=True):
            cells = [_cell(value) for value in values]
            while cells and not cells[-1]:
                cells.pop()
            yield cells
    finally:
        book.close()


def _cell(value: object) -> str:
    """A cell as text: dates and times as ISO writes them, whole numbers without a point."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d" if value.time() == time() else "%Y-%m-%d %H:%M:%S")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()
