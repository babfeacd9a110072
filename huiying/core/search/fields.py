"""A column of tokens and two ways to ask it: through the index, or row by row."""

from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.lookups import Lookup
from django.db.models.sql.compiler import SQLCompiler

_Sql = tuple[str, list[Any]]


class TokensField(models.TextField):  # type: ignore[type-arg]
    """Tokens with blanks between them: a tsvector without positions on PostgreSQL, text on SQLite.

    A list of plain tokens reads the same in both, so nothing is quoted or parsed.
    """

    def db_type(self, connection: BaseDatabaseWrapper) -> str:
        return "tsvector" if connection.vendor == "postgresql" else "text"

    def get_placeholder(
        self, value: Any, compiler: SQLCompiler, connection: BaseDatabaseWrapper
    ) -> str:
        return "%s::tsvector" if connection.vendor == "postgresql" else "%s"


class _TokenLookup(Lookup):
    """The right side is a list of tokens; all must be there."""

    prepare_rhs = False


@TokensField.register_lookup
class Indexed(_TokenLookup):
    """Asks the inverted index: right for rare words."""

    lookup_name = "indexed"

    def as_postgresql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> _Sql:
        left, parameters = self.process_lhs(compiler, connection)
        return f"{left} @@ %s::tsquery", [*parameters, " & ".join(self.rhs)]

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> _Sql:
        table = left_table(compiler)
        found = "SELECT rowid FROM search_words WHERE search_words MATCH %s ORDER BY rowid DESC"
        return f"{table}.id IN ({found})", [" ".join(self.rhs)]


@TokensField.register_lookup
class Holds(_TokenLookup):
    """Looks into each row that other conditions leave: right for common words. The index is not used."""

    lookup_name = "holds"

    def as_postgresql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> _Sql:
        left, parameters = self.process_lhs(compiler, connection)
        return f"ts_match_vq({left}, %s::tsquery)", [*parameters, " & ".join(self.rhs)]

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> _Sql:
        left, _ = self.process_lhs(compiler, connection)
        # All tokens are of one length, so that none can be a part of another.
        return " AND ".join(f"instr({left}, %s) > 0" for _ in self.rhs), list(self.rhs)


def left_table(compiler: SQLCompiler) -> str:
    return compiler.connection.ops.quote_name(compiler.query.get_initial_alias())
