"""gunicorn, which beside the processes that serve pages keeps those that do the work behind them.

All are forked from one that has read everything, and share it. One that ends is begun again; the others do not notice.
"""

import contextlib
import logging
import os
import signal
import threading
import time
from collections.abc import Callable
from typing import Any, NoReturn

from gunicorn.app.base import BaseApplication
from gunicorn.arbiter import Arbiter
from gunicorn.errors import HaltServer

# Read before the fork, by name: gunicorn asks for them late.
from gunicorn.glogging import Logger as _Logger  # noqa: F401
from gunicorn.workers.sync import SyncWorker as _SyncWorker  # noqa: F401

log = logging.getLogger("huiying.serve")

# Work that lived shorter than this ended before it did anything; so often in a row, and waiting helps nobody: pages go
# on being served while deadlines pass unwatched.
SHORT_SECONDS = 10.0
SHORT_LIVES = 5
# For the row in hand.
GRACE_SECONDS = 15.0


class Serving(BaseApplication):  # type: ignore[misc]
    """What gunicorn is told. The rest may be said in GUNICORN_CMD_ARGS, as gunicorn's own guide has it."""

    def __init__(
        self, application: Any, settings: dict[str, Any], *, works: int, work: Callable[[], None]
    ) -> None:
        self.application = application
        self.settings = settings
        self.works = works
        self.work = work
        super().__init__()

    def load_config(self) -> None:
        given: dict[str, Any] = {}
        if arguments := self.cfg.get_cmd_args_from_env():
            given = vars(self.cfg.parser().parse_args(arguments))
        for name, value in {**given, **self.settings}.items():
            if name != "args" and value is not None:
                self.cfg.set(name, value)

    def load(self) -> Any:
        return self.application

    def run(self) -> None:
        Keeper(self).run()


class Keeper(Arbiter):  # type: ignore[misc]
    """Looks after the work wherever gunicorn looks after its workers: each second, and when a child ends."""

    def __init__(self, app: Serving) -> None:
        super().__init__(app)
        self.lives: dict[int, float] = {}
        self.short = 0
        self.stopping = False
        # Nobody writes to it. It ends when this process does, however that happens.
        self.ends_with_this, self.kept_open = os.pipe()

    def manage_workers(self) -> None:
        super().manage_workers()
        for pid in [pid for pid in self.lives if _ended(pid)]:
            self._count(pid)
        while len(self.lives) < self.app.works and not self.stopping:
            self._begin()

    def handle_chld(self) -> None:
        """gunicorn takes every child that ended, so ours come first."""
        for pid in [pid for pid in self.lives if _ended(pid)]:
            self._count(pid)
        super().handle_chld()

    def stop(self, graceful: bool = True) -> None:
        self.stopping = True
        self._tell(signal.SIGTERM)
        super().stop(graceful)
        patience = time.monotonic() + GRACE_SECONDS
        while self.lives and time.monotonic() < patience:
            self.lives = {pid: since for pid, since in self.lives.items() if not _ended(pid)}
            time.sleep(0.05)
        self._tell(signal.SIGKILL)

    def _tell(self, what: signal.Signals) -> None:
        for pid in self.lives:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, what)

    def _count(self, pid: int) -> None:
        lived = time.monotonic() - self.lives.pop(pid)
        self.short = self.short + 1 if lived < SHORT_SECONDS else 0
        if self.short >= SHORT_LIVES:
            raise HaltServer("The work ended again and again as soon as it was begun.", 1)
        log.error("work (process %d) ended after %.0f s; it is begun again", pid, lived)

    def _begin(self) -> None:
        pid = os.fork()
        if pid == 0:
            self._live()
        self.lives[pid] = time.monotonic()

    def _live(self) -> NoReturn:
        code = 1
        try:
            for one in (*self.SIGNALS, signal.SIGCHLD):
                signal.signal(one, signal.SIG_DFL)
            os.close(self.kept_open)
            for listening in self.LISTENERS:
                listening.close()
            threading.Thread(
                target=_end_with, args=(self.ends_with_this,), name="keeper", daemon=True
            ).start()
            self.app.work()
            code = 0
        except BaseException:
            log.exception("the work failed")
        finally:
            # Not through gunicorn's own ending, which this process has a copy of.
            os._exit(code)


def _ended(pid: int) -> bool:
    try:
        return os.waitpid(pid, os.WNOHANG)[0] == pid
    except ChildProcessError:
        return True


def _end_with(pipe: int) -> None:
    os.read(pipe, 1)
    os.kill(os.getpid(), signal.SIGTERM)
