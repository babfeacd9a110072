"""The loop of a worker: each kind of work in its turn, none able to stop the others."""

import logging
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import close_old_connections, connections

from huiying.core import clock
from huiying.core.work import beats

log = logging.getLogger("huiying.work")

BEAT_SECONDS = 30.0
LONGEST_PAUSE = 600.0
# Rounds of one kind in a row before the others have their turn.
ROUNDS = 50


@dataclass(frozen=True, kw_only=True, slots=True)
class Kind:
    """A kind of work. `run(at, limit)` does up to `limit` rows that are due and gives how many it did."""

    name: str
    run: Callable[[datetime, int], int]
    every_seconds: float
    batch: int = 100


@dataclass(slots=True)
class _Turn:
    kind: Kind
    next_at: float = 0.0
    failures: int = 0


def run_once(at: datetime, kinds: Sequence[Kind]) -> dict[str, int]:
    """Everything that is due at an instant; gives how much of each kind. One that fails is logged and counts -1."""
    counts: dict[str, int] = {}
    for kind in kinds:
        try:
            counts[kind.name] = _until_done(kind, lambda: at, threading.Event(), rounds=10_000)
        except Exception:
            log.exception("work %s failed", kind.name)
            counts[kind.name] = -1
    return counts


def run_forever(stop: threading.Event, kinds: Sequence[Kind]) -> None:
    """Until `stop` is set: then the row in hand is finished and nothing more begun."""
    worker = beats.name_of_this()
    turns = [_Turn(kind) for kind in kinds]
    next_beat = 0.0
    try:
        _safely("beat", lambda: beats.begin(worker=worker, at=clock.now()))
        while not stop.is_set():
            close_old_connections()
            for turn in turns:
                if not stop.is_set() and time.monotonic() >= turn.next_at:
                    _take(turn, stop)
            if time.monotonic() >= next_beat:
                failing = {t.kind.name: t.failures for t in turns if t.failures}
                _safely("beat", lambda: beats.beat(worker=worker, failing=failing, at=clock.now()))  # noqa: B023
                next_beat = time.monotonic() + BEAT_SECONDS
            wake = min([next_beat, *(turn.next_at for turn in turns)])
            stop.wait(max(0.05, wake - time.monotonic()))
        _safely("beat", lambda: beats.end(worker=worker, at=clock.now()))
    finally:
        connections.close_all()


def _take(turn: _Turn, stop: threading.Event) -> None:
    try:
        done = _until_done(turn.kind, clock.now, stop, rounds=ROUNDS)
    except Exception:
        turn.failures += 1
        log.exception("work %s failed %d times in a row", turn.kind.name, turn.failures)
        pause = min(turn.kind.every_seconds * 2.0 ** min(turn.failures, 20), LONGEST_PAUSE)
        turn.next_at = time.monotonic() + max(pause, turn.kind.every_seconds)
        close_old_connections()
    else:
        turn.failures = 0
        # What was cut off by the number of rounds goes on at once, after the others had their turn.
        again = done >= ROUNDS * turn.kind.batch
        turn.next_at = time.monotonic() + (0.0 if again else turn.kind.every_seconds)


def _until_done(
    kind: Kind, now: Callable[[], datetime], stop: threading.Event, *, rounds: int
) -> int:
    total = 0
    for _ in range(rounds):
        done = kind.run(now(), kind.batch)
        total += done
        if done < kind.batch or stop.is_set():
            break
    return total


def _safely(what: str, act: Callable[[], None]) -> None:
    """A sign of life that cannot be written must not end the life."""
    try:
        act()
    except Exception:
        log.exception("could not write the %s", what)
        close_old_connections()
