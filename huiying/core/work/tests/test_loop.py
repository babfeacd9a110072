"""The loop of a worker: whatever one kind of work does, the others are done."""

import logging
import threading
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import pairwise

import pytest

from huiying.core import clock
from huiying.core.work import loop
from huiying.core.work.loop import Kind
from huiying.core.work.models import Beat
from huiying.core.work.queries import SILENT, somebody_works, workers
from tests.support.answered import MONDAY


def noting(notes: list) -> Callable[[datetime, int], int]:
    """Work that leaves a note each time it is asked and finds nothing to do."""

    def run(at: datetime, limit: int) -> int:
        notes.append(at)
        return 0

    return run


def broken(at, limit):
    raise RuntimeError("this kind is broken")


def test_one_kind_that_fails_does_not_stop_the_others(caplog):
    done: list = []
    kinds = [
        Kind(name="broken", run=broken, every_seconds=1),
        Kind(name="whole", run=noting(done), every_seconds=1),
    ]
    with caplog.at_level(logging.CRITICAL, logger="huiying.work"):
        assert loop.run_once(MONDAY, kinds) == {"broken": -1, "whole": 0}
    assert done == [MONDAY]


def test_a_kind_runs_until_nothing_is_left(caplog):
    left = list(range(25))

    def take(at, limit):
        taken = left[:limit]
        del left[:limit]
        return len(taken)

    assert loop.run_once(MONDAY, [Kind(name="k", run=take, every_seconds=1, batch=10)]) == {"k": 25}


def until(true, seconds: float = 10.0) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not come about"
        time.sleep(0.02)


@pytest.fixture
def running(transactional_db):
    """Runs the loop in a thread, as the one-process default does, and stops it cleanly."""
    stop = threading.Event()
    threads = []

    def start(kinds):
        thread = threading.Thread(target=loop.run_forever, args=(stop, kinds))
        thread.start()
        threads.append(thread)
        return thread

    yield start
    stop.set()
    for thread in threads:
        thread.join(10)
        assert not thread.is_alive()


def test_a_worker_shows_signs_of_life_and_what_fails(running, monkeypatch, caplog):
    caplog.set_level(logging.CRITICAL, logger="huiying.work")
    monkeypatch.setattr(loop, "BEAT_SECONDS", 0.05)
    rounds: list = []
    running(
        [
            Kind(name="broken", run=broken, every_seconds=0.01),
            Kind(name="whole", run=noting(rounds), every_seconds=0.01),
        ]
    )
    until(lambda: len(rounds) > 3)
    until(lambda: Beat.objects.exclude(failing={}).exists())
    [row] = workers(at=clock.now())
    assert row.alive
    assert row.failing[0][0] == "broken"
    assert not somebody_works(at=clock.now() + SILENT + timedelta(seconds=5))


def test_a_stopped_worker_says_so(transactional_db):
    stop = threading.Event()

    def last(at: datetime, limit: int) -> int:
        stop.set()
        return 0

    kinds = [Kind(name="last", run=last, every_seconds=1)]
    thread = threading.Thread(target=loop.run_forever, args=(stop, kinds))
    thread.start()
    thread.join(10)
    [row] = workers(at=clock.now())
    assert row.stopped
    assert not row.alive


def test_a_kind_that_fails_is_tried_less_often(running, caplog):
    caplog.set_level(logging.CRITICAL, logger="huiying.work")
    tries: list = []
    rounds: list = []

    def fails(at, limit):
        tries.append(time.monotonic())
        raise RuntimeError

    running(
        [
            Kind(name="fails", run=fails, every_seconds=0.05),
            Kind(name="whole", run=noting(rounds), every_seconds=0.05),
        ]
    )
    until(lambda: len(tries) == 4)
    gaps = [later - sooner for sooner, later in pairwise(tries)]
    assert gaps[2] > 2 * gaps[0]
    assert len(rounds) > len(tries)
