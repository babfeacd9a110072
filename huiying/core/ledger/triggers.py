"""Append-only tables: triggers on both databases refuse UPDATE and DELETE.

On SQLite any remake of a table (AlterField) drops its triggers without a word, so each later migration of a guarded
table ends with `install`, and `huiying doctor` and a test look whether they are there.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connections

# PostgreSQL, insufficient_privilege: only the owner of a guarded table lifts its guard.
NOT_THE_OWNER = "42501"
GUARDED = ("ledger_event", "access_look", "access_opening", "openness_edition")


def install(apps: Any, schema_editor: Any, tables: tuple[str, ...] = GUARDED) -> None:
    """For migrations.RunPython; `tables` that do not exist yet are passed over."""
    existing = set(schema_editor.connection.introspection.table_names())
    for table in tables:
        if table in existing:
            for statement in _statements(schema_editor.connection.vendor, table):
                schema_editor.execute(statement, None)


def remove(apps: Any, schema_editor: Any, tables: tuple[str, ...] = GUARDED) -> None:
    existing = set(schema_editor.connection.introspection.table_names())
    for table in tables:
        if table in existing:
            for deed in ("update", "delete", "truncate"):
                on = f" ON {table}" if schema_editor.connection.vendor == "postgresql" else ""
                schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{deed}{on}", None)


def _statements(vendor: str, table: str) -> list[str]:
    if vendor == "sqlite":
        return [
            f"CREATE TRIGGER IF NOT EXISTS {table}_no_{deed} BEFORE {deed.upper()} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            for deed in ("update", "delete")
        ]
    made = [
        "CREATE OR REPLACE FUNCTION huiying_append_only() RETURNS trigger LANGUAGE plpgsql AS $$ "
        "BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$"
    ]
    for deed in ("update", "delete"):
        made.append(f"DROP TRIGGER IF EXISTS {table}_no_{deed} ON {table}")
        made.append(
            f"CREATE TRIGGER {table}_no_{deed} BEFORE {deed.upper()} ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION huiying_append_only()"
        )
    # Row triggers do not see TRUNCATE.
    made.append(f"DROP TRIGGER IF EXISTS {table}_no_truncate ON {table}")
    made.append(
        f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION huiying_append_only()"
    )
    return made


@contextmanager
def lifted(table: str) -> Iterator[None]:
    """Within the transaction at hand, rows of a guarded table may be changed by it; by nobody else meanwhile.

    On PostgreSQL only the role that owns the table can do this: others get `InsufficientPrivilege`.
    """
    connection = connections["default"]
    if not connection.in_atomic_block:
        raise RuntimeError("the guard is lifted within a transaction only")
    on = connection.vendor == "postgresql"
    lift = (
        # Takes a lock that other writers wait for; whoever cannot have it soon tries again later.
        [
            "SET LOCAL lock_timeout = '3s'",
            # A table with checks that wait for the commit cannot be altered.
            "SET CONSTRAINTS ALL IMMEDIATE",
            f"ALTER TABLE {table} DISABLE TRIGGER {table}_no_update",
        ]
        if on
        else [f"DROP TRIGGER {table}_no_update"]
    )
    back = (
        [
            f"ALTER TABLE {table} ENABLE TRIGGER {table}_no_update",
            "SET CONSTRAINTS ALL DEFERRED",
        ]
        if on
        else [one for one in _statements("sqlite", table) if "_no_update" in one]
    )
    with connection.cursor() as cursor:
        for statement in lift:
            cursor.execute(statement)
        yield
        for statement in back:
            cursor.execute(statement)


def missing(alias: str = "default") -> list[str]:
    """The triggers that should be there and are not; empty is good."""
    connection = connections[alias]
    deeds = (
        ("update", "delete") if connection.vendor == "sqlite" else ("update", "delete", "truncate")
    )
    wanted = {f"{table}_no_{deed}" for table in GUARDED for deed in deeds}
    query = (
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        if connection.vendor == "sqlite"
        else "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        return sorted(wanted - {row[0] for row in cursor.fetchall()})
