"""A second process prepares the next complaints while this one writes the last: an import keeps two processors busy.

It asks the database nothing and writes nothing. Killed, it takes nothing along: what it had in hand is prepared here.
No module of ours that needs Django is imported at the top, since the new process begins with this one.
"""

import gc
import os
import signal
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from huiying.mechanisms.complaints.services.historic import Historic, Prepared

# A pipe to a process that is no more.
_GONE = (EOFError, BrokenPipeError, ConnectionResetError)


class Preparing:
    """Batches go in, and come out prepared, in order; one is in hand while the one before is written.

    The process is started with the second batch: a small import needs none.
    """

    def __init__(self) -> None:
        self._in_hand: Historic | None = None
        self._process: BaseProcess | None = None
        self._pipe: Connection[Any, Any] | None = None
        self._alone = (os.cpu_count() or 1) < 2

    def __enter__(self) -> "Preparing":
        return self

    def __exit__(self, *_error: object) -> None:
        if self._pipe is not None:
            self._pipe.close()
        if self._process is not None:
            self._process.join(10)

    def next(self, batch: "Historic | None") -> "Prepared | None":
        """Take a batch in hand; gives the one that was. None, at the end, takes no other."""
        before, self._in_hand = self._in_hand, batch
        if before is None:
            return None
        prepared = self._answer()
        if batch is not None:
            self._ask(batch)
        return prepared if prepared is not None else _prepare(before)

    def _answer(self) -> "Prepared | None":
        """What the other process made of the batch in hand; None where there is no other process."""
        if self._pipe is None:
            return None
        try:
            answer = self._pipe.recv()
        except _GONE:
            self._leave()
            return None
        if isinstance(answer, Exception):
            raise answer
        prepared: Prepared = answer
        return prepared

    def _ask(self, batch: "Historic") -> None:
        if self._process is None and not self._alone:
            self._start()
        if self._pipe is not None:
            try:
                self._pipe.send(batch)
            except _GONE:
                self._leave()

    def _start(self) -> None:
        # Spawned, not forked: it must not share this one's connection to the database.
        context = get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs,), daemon=True)
        self._process.start()
        theirs.close()

    def _leave(self) -> None:
        self._alone, self._pipe = True, None


def _prepare(batch: "Historic") -> "Prepared":
    from huiying.mechanisms.complaints.services.historic import prepare

    return prepare(batch)


def _serve(pipe: "Connection[Any, Any]") -> None:
    """The other process: until whoever asks closes the pipe, or is killed."""
    import django

    gc.disable()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    django.setup()
    while True:
        try:
            batch = pipe.recv()
        except _GONE:
            return
        try:
            answer: object = _prepare(batch)
        except Exception as error:  # noqa: BLE001 - raised again by who asked
            answer = error
        try:
            pipe.send(answer)
        except _GONE:
            return
        # A batch leaves no cycles; to look for them while its hundred thousand objects live took a third of the time.
        del batch, answer
        gc.collect()
