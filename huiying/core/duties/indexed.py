"""The index of duties, of one matter or of many: read as plain values, compared, changed by one statement."""

import json
import uuid
from collections.abc import Collection, Iterable
from functools import lru_cache
from operator import itemgetter
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections

from huiying.core.duties.models import Duty
from huiying.core.duties.writing import write_rows

_FIELDS = tuple(
    f.attname for f in Duty._meta.concrete_fields if f.attname not in {"id", "matter_id", "key"}
)
_said = itemgetter(*_FIELDS)
# What each row of a matter says, by its key.
Known = dict[str, tuple[Any, ...]]


def known_rows(
    matter_ids: Collection[uuid.UUID], packs: Collection[str] | None = None
) -> dict[uuid.UUID, Known]:
    """What the index says, under all packs or these. Values and no models: most are read to be found unchanged."""
    found: dict[uuid.UUID, Known] = {pk: {} for pk in matter_ids}
    rows = Duty.objects.filter(matter_id__in=list(matter_ids))
    if packs is not None:
        rows = rows.filter(pack__in=list(packs))
    for matter_id, key, *said in rows.values_list("matter_id", "key", *_FIELDS):
        found[matter_id][key] = tuple(said)
    return found


def changed_rows(known: Known, rows: Iterable[Duty]) -> tuple[list[Duty], list[Duty]]:
    """Of the rows of a matter those that are new, and those that say something else now."""
    new, changed = [], []
    for row in rows:
        was = known.get(row.key)
        if was is None:
            new.append(row)
        elif was != _said(row.__dict__):
            changed.append(row)
    return new, changed


def change_rows(rows: list[Duty]) -> None:
    """Write rows that exist. On PostgreSQL all in one statement, whatever their number."""
    connection = connections[DEFAULT_DB_ALIAS]
    if connection.vendor != "postgresql":
        write_rows(rows)
    elif rows:
        said = [
            {"id": row.pk, **dict(zip(_FIELDS, _said(row.__dict__), strict=True))} for row in rows
        ]
        with connection.cursor() as cursor:
            cursor.execute(_statement(), [json.dumps(said, default=str)])


@lru_cache(maxsize=1)
def _statement() -> str:
    quoted = connections[DEFAULT_DB_ALIAS].ops.quote_name
    table = quoted(Duty._meta.db_table)
    sets = ", ".join(f"{quoted(name)} = v.{quoted(name)}" for name in _FIELDS)
    return (
        f"UPDATE {table} AS d SET {sets} "  # noqa: S608 - our own names
        f"FROM json_populate_recordset(NULL::{table}, %s::json) AS v WHERE d.id = v.id"
    )
