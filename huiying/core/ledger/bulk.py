"""Rows by the thousand: COPY on PostgreSQL, where the driver would spend more time reading a statement of twenty
thousand places than the server takes to write the rows. SQLite takes them as any batch.

What was collected is packed first and sent then: packing needs no connection, so another process may do it.
"""

import json
import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, models

from huiying.core.ledger.batch import Batch, _columns, _sql, _values

# Below this an INSERT is as fast.
_FEW = 50
_ESCAPED = str.maketrans({"\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Packed:
    """The rows of a table: lines for COPY, or lists of values for a statement."""

    sql: str
    lines: bytes = b""
    rows: Sequence[Sequence[Any]] = ()


class Bulk(Batch):
    """A batch whose large tables are copied."""

    def flush(self, *, last: bool = False) -> None:
        if connections[DEFAULT_DB_ALIAS].vendor == "postgresql":
            many = [model for model, rows in self._rows.items() if len(rows) >= _FEW]
            send([_lines(model, self._rows.pop(model)) for model in many])
        super().flush(last=last)

    def packed(self) -> list[Packed]:
        """All that was collected. Afterwards the batch is empty."""
        postgres = connections[DEFAULT_DB_ALIAS].vendor == "postgresql"
        pack = _lines if postgres else _lists
        tables = [pack(model, rows) for model, rows in self._rows.items()]
        self._rows = {}
        return tables


def send(tables: Iterable[Packed]) -> None:
    """Write what was packed. In a transaction."""
    connection = connections[DEFAULT_DB_ALIAS]
    for table in tables:
        if table.rows:
            with connection.cursor() as cursor:
                cursor.executemany(table.sql, table.rows)
        elif table.lines:
            connection.ensure_connection()
            with (
                connection.wrap_database_errors,
                connection.connection.cursor() as cursor,
                cursor.copy(table.sql) as copy,
            ):
                copy.write(table.lines)


def _lines(model: type[models.Model], rows: list[models.Model]) -> Packed:
    connection = connections[DEFAULT_DB_ALIAS]
    quoted = connection.ops.quote_name
    fields = _columns(model)[1]
    names = ", ".join(quoted(f.column or f.attname) for f in fields)
    return Packed(
        sql=f"COPY {quoted(model._meta.db_table)} ({names}) FROM STDIN",
        lines="".join(_texts(fields, rows)).encode(),
    )


def _texts(fields: Sequence["models.Field[Any, Any]"], rows: list[models.Model]) -> Iterator[str]:
    """Lines of COPY, made column by column. Most values stand in many rows as one object, which is spelled once: rows
    keep them alive, so what an id() stands for does not change meanwhile."""
    values: dict[int, str] = {id(None): "\\N"}
    documents: dict[int, str] = {id(None): "\\N"}
    columns = []
    for field in fields:
        document = isinstance(field, models.JSONField)
        spelled, spell = (documents, _document) if document else (values, _value)
        name = field.attname
        column = [row.__dict__[name] for row in rows]
        new = {id(value): value for value in column if id(value) not in spelled}
        spelled.update({key: spell(value) for key, value in new.items()})
        columns.append([spelled[id(value)] for value in column])
    for cells in zip(*columns, strict=True):
        yield "\t".join(cells) + "\n"


def _document(value: object) -> str:
    return _DOCUMENT.encode(value).replace("\\", "\\\\") if value else _EMPTY[type(value)]


def _value(value: Any) -> str:
    # An enumeration of words is a word.
    return _AS_TEXT.get(type(value), _word)(value)


def _word(value: str) -> str:
    return value.translate(_ESCAPED)


_EMPTY: dict[type, str] = {dict: "{}", list: "[]", str: '""', bool: "false", int: "0"}
_DOCUMENT = json.JSONEncoder(separators=(",", ":"))
_AS_TEXT: dict[type, Callable[[Any], str]] = {
    bool: str,
    int: str,
    uuid.UUID: lambda value: f"{value.int:032x}",
    datetime: datetime.isoformat,
    date: date.isoformat,
    bytes: lambda value: "\\\\x" + value.hex(),
}


def _lists(model: type[models.Model], rows: list[models.Model]) -> Packed:
    width = len(_columns(model)[1])
    # SQLite's driver is given views of bytes, which do not go through a pipe.
    values = [
        bytes(value) if isinstance(value, memoryview) else value for value in _values(model, rows)
    ]
    return Packed(
        sql=_sql(model, 1),
        rows=[values[start : start + width] for start in range(0, len(values), width)],
    )
