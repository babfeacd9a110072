"""The inverted index: FTS5 beside the table on SQLite, GIN on PostgreSQL.

SQLite drops a table's triggers whenever it remakes the table: a later migration of Row ends with the same operation.
"""

from typing import Any

from django.db import migrations

_SQLITE = [
    "CREATE VIRTUAL TABLE search_words USING "
    "fts5(tokens, content='', columnsize=0, detail=none, tokenize='ascii')",
    "CREATE TRIGGER search_row_in AFTER INSERT ON search_row BEGIN "
    "INSERT INTO search_words(rowid, tokens) VALUES (new.id, new.tokens); END",
    "CREATE TRIGGER search_row_out AFTER DELETE ON search_row BEGIN "
    "INSERT INTO search_words(search_words, rowid, tokens) VALUES ('delete', old.id, old.tokens); END",
]
_POSTGRESQL = [
    # Keyed tokens do not compress: without this, each write and read would try.
    "ALTER TABLE search_row ALTER COLUMN tokens SET STORAGE EXTERNAL",
    "CREATE INDEX search_row_tokens ON search_row USING gin (tokens)",
]


def make(apps: Any, schema_editor: Any) -> None:
    for statement in _SQLITE if schema_editor.connection.vendor == "sqlite" else _POSTGRESQL:
        schema_editor.execute(statement, None)


def drop(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "sqlite":
        for statement in ("TRIGGER search_row_in", "TRIGGER search_row_out", "TABLE search_words"):
            schema_editor.execute(f"DROP {statement}", None)
    else:
        schema_editor.execute("DROP INDEX search_row_tokens", None)


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]
    operations = [migrations.RunPython(make, drop)]
