"""Changed duty rows written by one prepared statement, row by row.

Measured: the ORM's bulk_update builds a CASE of thirty columns for each row and takes ten times as long.
"""

from collections.abc import Sequence
from functools import lru_cache

from django.db import DEFAULT_DB_ALIAS, connections, models

from huiying.core.duties.models import Duty


@lru_cache(maxsize=2)
def _statement(vendor: str) -> tuple[str, tuple["models.Field[object, object]", ...]]:
    quoted = connections[DEFAULT_DB_ALIAS].ops.quote_name
    fields = tuple(
        f for f in Duty._meta.concrete_fields if f.attname not in {"id", "matter_id", "key"}
    )
    sets = ", ".join(f"{quoted(f.column or f.attname)} = %s" for f in fields)
    return f"UPDATE {quoted(Duty._meta.db_table)} SET {sets} WHERE id = %s", fields  # noqa: S608 - our own names


def write_rows(rows: Sequence[Duty]) -> None:
    """Write every column of duties that exist."""
    if not rows:
        return
    connection = connections[DEFAULT_DB_ALIAS]
    sql, fields = _statement(connection.vendor)
    key = Duty._meta.get_field("id")
    values = [
        [
            *(f.get_db_prep_save(getattr(row, f.attname), connection) for f in fields),
            key.get_db_prep_save(row.pk, connection),
        ]
        for row in rows
    ]
    with connection.cursor() as cursor:
        cursor.executemany(sql, values)
