"""Queries that are composed once and then asked with other values.

Django makes its statement anew each time a query is asked. On pages that are open all day that takes longer than the
answer, and the server plans it anew, too. Here the statement is made once, with marks where the values go; on
PostgreSQL its plan is kept as well.
"""

import re
import uuid
from collections.abc import Callable, Hashable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import QuerySet

# Shapes are few; should they not be, the memory is not filled with them.
_MOST = 500
_FIRST_DAY = datetime(1, 1, 1, tzinfo=UTC)
_Row = tuple[Any, ...]


class Composed:
    """`compose(*shape, *values)` gives a queryset of `values_list`; what the shape says may change the statement,
    values only stand in it: instants, ids and texts, none of them None and none of them a limit.
    """

    def __init__(self, compose: Callable[..., QuerySet[Any, Any]]) -> None:
        self._compose = compose
        self._kept: dict[Hashable, _Statement | None] = {}

    def ask(self, *values: Any, shape: Sequence[Hashable] = ()) -> list[_Row]:
        key = (*shape, *map(type, values))
        if key not in self._kept:
            if len(self._kept) >= _MOST:
                self._kept.clear()
            self._kept[key] = self._made(shape, values)
        statement = self._kept[key]
        return statement.answer(values) if statement else []

    def _made(self, shape: Sequence[Hashable], values: Sequence[Any]) -> "_Statement | None":
        marks = [_mark(value, place) for place, value in enumerate(values)]
        try:
            return _Statement(self._compose(*shape, *marks), marks)
        except EmptyResultSet:
            # Whatever the values, nothing can be found: there is nothing to ask.
            return None


class _Statement:
    def __init__(self, rows: QuerySet[Any, Any], marks: list[Any]) -> None:
        compiler: Any = rows.query.get_compiler(DEFAULT_DB_ALIAS)
        self.sql, params = with_words(*compiler.as_sql(), but=marks)
        self.compiler = compiler
        self.converters = compiler.get_converters([s[0] for s in compiler.select])
        places = {_sent(mark): place for place, mark in enumerate(marks)}
        # Each parameter: which of the values it is, else what it always is.
        self.params = [(places.get(param), param) for param in params]
        if set(places.values()) - {place for place, _param in self.params}:
            raise ValueError("a value does not stand in the statement")

    def answer(self, values: Sequence[Any]) -> list[_Row]:
        sent = [_sent(value) for value in values]
        params = [param if place is None else sent[place] for place, param in self.params]
        with prepared_cursor() as cursor:
            cursor.execute(self.sql, params)
            found = cursor.fetchall()
        if self.converters:
            found = map(tuple, self.compiler.apply_converters(found, self.converters))
        return list(found)


def with_words(
    sql: str, params: Sequence[Any], *, but: Sequence[Any] = ()
) -> tuple[str, list[Any]]:
    """On PostgreSQL the statement with its texts written out, all but these, and the other parameters.

    A kept plan uses an index of some of the rows only where the statement itself says that it asks for those.
    """
    connection: Any = connections[DEFAULT_DB_ALIAS]
    if connection.vendor != "postgresql":
        return sql, list(params)
    given, left = iter(params), []

    def place(found: re.Match[str]) -> str:
        if found[0] == "%%":
            return "%%"
        param = next(given)
        if isinstance(param, str) and param not in but:
            written: str = connection.ops.compose_sql("%s", [param])
            return written.replace("%", "%%")
        left.append(param)
        return "%s"

    return re.sub("%[%s]", place, sql), left


def prepared_cursor() -> Any:
    """A cursor whose statements PostgreSQL plans once, where it is allowed to; on SQLite any cursor."""
    connection: Any = connections[DEFAULT_DB_ALIAS]
    return getattr(connection, "prepared_cursor", connection.cursor)()


def _sent(value: Any) -> Any:
    """As Django hands it to the driver."""
    connection = connections[DEFAULT_DB_ALIAS]
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    if isinstance(value, uuid.UUID) and not connection.features.has_native_uuid_field:
        return value.hex
    return value


def _mark(value: Any, place: int) -> Any:
    """A value of the same type that nobody asks for."""
    if isinstance(value, datetime):
        return _FIRST_DAY + timedelta(days=place)
    if isinstance(value, uuid.UUID):
        return uuid.UUID(int=place + 1)
    if isinstance(value, str):
        return f"\x01{place}"
    if isinstance(value, int) and not isinstance(value, bool):
        return -1_000_000_000 - place
    raise TypeError(f"{type(value).__name__} stands in no statement")
