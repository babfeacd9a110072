"""Rows by the thousand: COPY on PostgreSQL, where the driver would spend more time reading a statement of twenty
thousand places than the server takes to write the rows. SQLite takes them as any batch."""

from django.db import DEFAULT_DB_ALIAS, connections, models

from huiying.core.ledger.batch import Batch, _columns, _values

# Below this a prepared INSERT is as fast.
_FEW = 50


class Bulk(Batch):
    """A batch whose large tables are copied."""

    def flush(self) -> None:
        connection = connections[DEFAULT_DB_ALIAS]
        if connection.vendor == "postgresql":
            for model in [m for m, rows in self._rows.items() if len(rows) >= _FEW]:
                _copy(model, self._rows.pop(model))
        super().flush()


def _copy(model: type[models.Model], rows: list[models.Model]) -> None:
    connection = connections[DEFAULT_DB_ALIAS]
    quoted = connection.ops.quote_name
    names = [quoted(f.column or f.attname) for f in _columns(model)[1]]
    values, width = _values(model, rows), len(names)
    connection.ensure_connection()
    target = f"COPY {quoted(model._meta.db_table)} ({', '.join(names)}) FROM STDIN"
    with (
        connection.wrap_database_errors,
        connection.connection.cursor() as cursor,
        cursor.copy(target) as copy,
    ):
        for start in range(0, len(values), width):
            copy.write_row(values[start : start + width])
