"""Rows that are written together: on PostgreSQL one statement, prepared once for each shape.

A filing writes about thirty rows of eleven tables. Sent as a statement a table, bound by the driver, they cost it and
the server more than the rows themselves; so they go as one INSERT of several (`WITH … INSERT …`), each value as text,
whose types the server knows from the columns. Where nothing was asked in its transaction before and nothing follows,
that statement is the transaction. Foreign keys are deferred to the commit on both databases, so the order of tables
does not matter.
"""

import json
import re
import uuid
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from functools import lru_cache
from itertools import count
from operator import itemgetter
from typing import Any, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections, models

# A longer batch is cut into statements a table: a plan for each of its shapes would be made for that batch alone.
_FEW = 100
M = TypeVar("M", bound=models.Model)


class Batch:
    """Collects unsaved rows of models and inserts them at `flush`. Rows must know their keys, or need none."""

    def __init__(self) -> None:
        self._rows: dict[type[models.Model], list[models.Model]] = {}
        self._then: list[tuple[str, list[Any]]] = []

    def add(self, *rows: models.Model) -> None:
        for row in rows:
            self._rows.setdefault(type(row), []).append(row)

    def then(self, sql: str, params: list[Any]) -> None:
        """A further statement that changes rows, sent with these; in a batch of few it does not see them yet."""
        self._then.append((sql, params))

    def rows_of(self, model: type[M]) -> list[M]:
        return [row for row in self._rows.get(model, []) if isinstance(row, model)]

    def flush(self, *, last: bool = False) -> None:
        """Write what was collected. `last`: nothing follows in this transaction, which may end with it."""
        rows, then = self._rows, self._then
        self._rows, self._then = {}, []
        if not rows and not then:
            return
        connection = connections[DEFAULT_DB_ALIAS]
        if connection.vendor == "postgresql" and sum(map(len, rows.values())) <= _FEW:
            # Ended in the same round trip, unless it stands in a wider transaction.
            _send_as_one(connection, rows, then, ends=last and len(connection.atomic_blocks) == 1)
            return
        with connection.cursor() as cursor:
            for sql, params in (*_inserts(connection, rows), *then):
                cursor.execute(sql, params)


def _send_as_one(
    connection: Any,
    rows: dict[type[models.Model], list[models.Model]],
    then: Sequence[tuple[str, list[Any]]],
    *,
    ends: bool,
) -> None:
    """One statement for all rows and what follows them, prepared by the server; with `ends` no other comes after."""
    shape = tuple((model, len(batch)) for model, batch in rows.items())
    sql = _one_statement(shape, tuple(sql for sql, _params in then))
    values = _texts(rows, then)
    if ends and connection.outside_transaction:
        connection.at_once(sql, values)
        return
    from psycopg import RawCursor

    connection.ensure_connection()
    with connection.wrap_database_errors, connection.connection.pipeline():
        texts = [None if value is None else value.decode() for value in values]
        RawCursor(connection.connection).execute(sql, texts, prepare=True)
        if ends:
            # In the same round trip. Django commits again, which the driver knows to be nothing.
            connection.connection.commit()


def _inserts(
    connection: Any, rows: dict[type[models.Model], list[models.Model]]
) -> Iterator[tuple[str, list[Any]]]:
    limit = connection.features.max_query_params or 60_000
    for model, batch in rows.items():
        step = max(1, min(len(batch), limit // len(_columns(model)[1])))
        for start in range(0, len(batch), step):
            part = batch[start : start + step]
            yield _sql(model, len(part)), _values(model, part)


@lru_cache(maxsize=512)
def _one_statement(shape: tuple[tuple[type[models.Model], int], ...], then: tuple[str, ...]) -> str:
    """`WITH w0 AS (INSERT …), w1 AS (INSERT …), w2 AS (UPDATE …) … SELECT 1`, its places numbered through."""
    place = count(1)
    parts: list[str] = []
    for model, rows in shape:
        head, fields = _columns(model)
        line = f"({', '.join(['%s'] * len(fields))})"
        parts.append(head + ", ".join([line] * rows))
    numbered = (re.sub("%s", lambda _found: f"${next(place)}", sql) for sql in (*parts, *then))
    return f"WITH {', '.join(f'w{n} AS ({sql})' for n, sql in enumerate(numbered))} SELECT 1"


@lru_cache(maxsize=64)
def _columns(model: type[models.Model]) -> "tuple[str, tuple[models.Field[Any, Any], ...]]":
    own = [
        f
        for f in model._meta.concrete_fields
        if not isinstance(f, models.AutoField | models.BigAutoField)
    ]
    # Documents last, so that the values before them are spelled without asking what each is.
    fields = tuple(sorted(own, key=lambda f: isinstance(f, models.JSONField)))
    quoted = connections[DEFAULT_DB_ALIAS].ops.quote_name
    names = ", ".join(quoted(f.column or f.attname) for f in fields)
    head = f"INSERT INTO {quoted(model._meta.db_table)} ({names}) VALUES "  # noqa: S608 - our own names
    return head, fields


@lru_cache(maxsize=512)
def _sql(model: type[models.Model], rows: int) -> str:
    head, fields = _columns(model)
    places = "(" + ", ".join(["%s"] * len(fields)) + ")"
    return head + ", ".join([places] * rows)


_Picks = Callable[[dict[str, Any]], tuple[Any, ...]]


@lru_cache(maxsize=64)
def _picks(model: type[models.Model]) -> tuple[_Picks, _Picks]:
    """Of what a row holds, the plain values and the documents, in the order of the columns."""
    fields = _columns(model)[1]
    plain = [f.attname for f in fields if not isinstance(f, models.JSONField)]
    return _pick(plain), _pick([f.attname for f in fields[len(plain) :]])


def _pick(names: list[str]) -> _Picks:
    if len(names) > 1:
        return itemgetter(*names)
    return lambda held: tuple(held[name] for name in names)


_document = json.JSONEncoder(separators=(",", ":")).encode
# Most documents of a duty are empty.
_EMPTY = {list: "[]", dict: "{}", str: '""', int: "0", bool: "false"}
# How PostgreSQL reads a value from text. An enumeration of words is a word.
_AS_TEXT: dict[type, Callable[[Any], bytes]] = {
    int: b"%d".__mod__,
    bool: lambda value: b"t" if value else b"f",
    uuid.UUID: lambda value: b"%032x" % value.int,
    datetime: lambda value: value.isoformat().encode(),
    date: lambda value: value.isoformat().encode(),
    bytes: lambda value: b"\\x" + value.hex().encode(),
}


def _texts(
    rows: dict[type[models.Model], list[models.Model]], then: Sequence[tuple[str, list[Any]]]
) -> list[bytes | None]:
    """The values of rows, each as text: of one type whatever it holds, so that a shape is one statement.

    Most values stand in many rows as one object, which is spelled once: the rows keep them alive, so what an id()
    stands for does not change meanwhile.
    """
    texts: list[bytes | None] = []
    known: dict[int, bytes | None] = {id(None): None}
    documents = known.copy()

    def word(value: Any) -> bytes:
        found = known[id(value)] = _spelled(value)
        return found

    def document(value: Any) -> bytes:
        found = documents[id(value)] = _documented(value)
        return found

    for model, batch in rows.items():
        plain, open_ended = _picks(model)
        for row in batch:
            held = row.__dict__
            texts += [known[n] if (n := id(v)) in known else word(v) for v in plain(held)]
            texts += [
                documents[n] if (n := id(v)) in documents else document(v) for v in open_ended(held)
            ]
    texts += [None if v is None else _spelled(v) for _sql, params in then for v in params]
    return texts


def _spelled(value: Any) -> bytes:
    if isinstance(value, str):
        return value.encode()
    spell = _AS_TEXT.get(type(value))
    return spell(value) if spell else str(value).encode()


def _documented(value: Any) -> bytes:
    return (_document(value) if value else _EMPTY[type(value)]).encode()


# What PostgreSQL's driver takes as it is; anything else goes through its field.
_PLAIN = frozenset({str, int, bool, bytes, uuid.UUID, datetime, date, type(None)})


def _values(model: type[models.Model], rows: Sequence[models.Model]) -> list[Any]:
    fields = _columns(model)[1]
    connection = connections[DEFAULT_DB_ALIAS]
    plain = _PLAIN if connection.vendor == "postgresql" else frozenset({int, type(None)})
    values: list[Any] = []
    for row in rows:
        held = row.__dict__
        for field in fields:
            value = held[field.attname]
            if type(value) in plain and not isinstance(field, models.JSONField):
                values.append(value)
            else:
                values.append(field.get_db_prep_save(value, connection))
    return values
