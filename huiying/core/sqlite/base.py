"""Django's SQLite backend with one write lock for all threads of the process.

The embedded default is one process of several threads. SQLite lets one of them write and makes the others poll;
taking turns at a lock in front of it keeps the slowest request ten times faster (architecture.md, decision 13).
Between processes SQLite's own lock and time-out still hold.
"""

import threading
from typing import Any

from django.db.backends.sqlite3 import base

_LOCKS: dict[str, threading.Lock] = {}
_GUARD = threading.Lock()


def _lock_of(name: str) -> threading.Lock:
    with _GUARD:
        return _LOCKS.setdefault(name, threading.Lock())


class DatabaseWrapper(base.DatabaseWrapper):
    """Takes the write lock before BEGIN IMMEDIATE and gives it back when the transaction is over."""

    _held: Any = None

    def _start_transaction_under_autocommit(self) -> None:
        lock = _lock_of(str(self.settings_dict["NAME"]))
        lock.acquire()
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]
        except BaseException:
            lock.release()
            raise
        self._held = lock

    def _give_back(self) -> None:
        held, self._held = self._held, None
        if held is not None:
            held.release()

    def _commit(self) -> Any:
        result = super()._commit()  # type: ignore[misc]
        self._give_back()
        return result

    def _rollback(self) -> Any:
        try:
            return super()._rollback()  # type: ignore[misc]
        finally:
            self._give_back()

    def _close(self) -> Any:
        try:
            return super()._close()  # type: ignore[misc]
        finally:
            self._give_back()
