"""Django's PostgreSQL backend for many short requests.

It looks whether a kept connection still lives without asking the server: Django asks `SELECT 1` at the first query of
each request. A server that restarted, or ended the connection, has closed its side: the socket has something to read,
where between two requests there is nothing. That look costs a fiftieth.

And it sends the statements of the hot paths as they are (`at_once`). Measured: of a filing, a fifth of the processor
time went into what the driver's cursors do around one prepared statement.
"""

import select
from collections.abc import Sequence
from typing import Any

from django.db.backends.postgresql import base, operations
from psycopg import errors
from psycopg.pq import ExecStatus, Format, TransactionStatus

# So many statements are kept prepared on a connection; what comes after them is planned each time.
_MOST = 100
_GOOD = (ExecStatus.COMMAND_OK, ExecStatus.TUPLES_OK)
Line = tuple[bytes | None, ...]


class DatabaseOperations(operations.DatabaseOperations):
    """The driver keeps no words of a statement that it asks for by its name: what Django was given stands for it."""

    def last_executed_query(self, cursor: Any, sql: Any, params: Any) -> str:
        return super().last_executed_query(cursor, sql, params) or str(sql)


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection with something to read while it is idle is let go, and a new one is made."""

    _prepared: dict[str, bytes]
    ops_class = DatabaseOperations

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        self._prepared = {}
        return super().get_new_connection(conn_params)

    def is_usable(self) -> bool:
        connection: Any = self.connection
        if connection is None or connection.closed:
            return False
        poll = select.poll()
        poll.register(connection.pgconn.socket, select.POLLIN)
        return not poll.poll(0)

    def prepared_cursor(self) -> Any:
        """A cursor that sends values apart from their statement; one asked often is planned once a connection."""
        mine: Any = self
        sending: Any = base.ServerBindingCursor
        mine.close_if_health_check_failed()
        mine.ensure_connection()
        return mine._prepare_cursor(sending(mine.connection))

    @property
    def outside_transaction(self) -> bool:
        """Whether the server has begun no transaction here; Django's `atomic` begins one with its first statement."""
        self.ensure_connection()
        return bool(self.connection.pgconn.transaction_status == TransactionStatus.IDLE)

    def _commit(self) -> None:
        """Where the server has begun nothing, such as after `at_once`, the driver need not be asked to end it."""
        if self.connection is not None and not self.outside_transaction:
            super()._commit()  # type: ignore[misc]

    def at_once(
        self, sql: str, values: Sequence[bytes | None], *, binary: bool = False
    ) -> list[Line]:
        """One statement in one message, its values and its answer as PostgreSQL spells them in text; with `binary` the
        answer as it is sent between machines, which of bytes is the bytes.

        Outside a transaction it is one of its own, committed when this returns, and stays prepared. Raises what a
        cursor would.
        """
        alone, spelled = self.outside_transaction, Format.BINARY if binary else Format.TEXT
        with self.wrap_database_errors:
            if alone and self.settings_dict["OPTIONS"].get("prepare_threshold") is not None:
                return self._by_name(sql, values, spelled)
            server = self.connection.pgconn
            return self._lines(server.exec_params(sql.encode(), values, result_format=spelled))

    def _by_name(self, sql: str, values: Sequence[bytes | None], spelled: Format) -> list[Line]:
        server = self.connection.pgconn
        try:
            name = self._name(sql)
            return self._lines(server.exec_prepared(name, values, result_format=spelled))
        except errors.InvalidSqlStatementName:
            # The driver lets go of all that is prepared, ours too, when it rolls back after preparing of its own.
            self._prepared.clear()
            return self._lines(server.exec_params(sql.encode(), values, result_format=spelled))

    def _name(self, sql: str) -> bytes:
        """What the statement is called on the server; b"", planned for this time alone, once there are too many."""
        name = self._prepared.get(sql)
        if name is None:
            name = b"hy_%d" % len(self._prepared) if len(self._prepared) < _MOST else b""
            self._lines(self.connection.pgconn.prepare(name, sql.encode()))
            if name:
                self._prepared[sql] = name
        return name

    def _lines(self, result: Any) -> list[Line]:
        if result.status not in _GOOD:
            raise errors.error_from_result(result, encoding="utf-8")
        columns = range(result.nfields)
        return [
            tuple(result.get_value(row, column) for column in columns)
            for row in range(result.ntuples)
        ]
