"""A worker is killed (SIGKILL) while it sends: nothing is lost, and nothing is sent twice."""

import asyncio
import random
import threading
import time
from collections import Counter
from typing import Any

import pytest

from tests.faults.conftest import Installation, until
from tests.support import smtp

pytestmark = pytest.mark.slow


def sent(sink: smtp.Sink) -> Counter[str]:
    """How often each notice arrived, by its id."""
    ids = [str(m["Message-ID"]).removeprefix("<huiying.").partition("@")[0] for m in sink.messages]
    return Counter(ids)


@pytest.mark.timeout(300)
def test_killed_again_and_again_at_any_moment(installation: Installation, sink: smtp.Sink):
    count = 50
    waiting = {row["mail"] for row in installation.ask("answer", installation.unit, str(count))}
    chance = random.Random(20261122)
    for _ in range(4):
        worker = installation.worker()
        before = len(sink.messages)
        until(lambda: len(sink.messages) > before or worker.poll() is not None)  # noqa: B023
        time.sleep(chance.uniform(0, 0.25))
        installation.kill(worker)
        installation.minutes_pass(11)
    # What was left to a lease is taken over by the next worker, and the rest is sent.
    installation.work_once()

    rows = installation.notices(waiting)
    arrived = sent(sink)
    assert set(rows) == waiting
    assert max(arrived.values()) == 1, "something was sent twice"
    assert {row["state"] for row in rows.values()} <= {"accepted", "unsure"}
    for mail, row in rows.items():
        # Told if and only if it is on record as accepted; what arrived unseen is shown as unsure, never forgotten.
        assert row["told"] == (1 if row["state"] == "accepted" else 0), row
        if row["state"] == "accepted":
            assert arrived[mail] == 1
        else:
            assert row["error"] == "unsure"
    assert all(row["rebuilt"] == 0 for row in installation.ask("matters"))


HELD = "held"


class Gate:
    """Holds the mail server at one step with one recipient, so that the worker can be killed right there."""

    def __init__(self) -> None:
        self.reached = threading.Event()
        self.open = False

    async def hold(self, address: str) -> None:
        if not address.startswith(HELD):
            return
        self.reached.set()
        while not self.open:
            await asyncio.sleep(0.01)


class HeldAtAddress(smtp.Sink):
    gate: Gate

    async def handle_RCPT(  # noqa: N802
        self, server: Any, session: Any, envelope: Any, address: str, options: Any
    ) -> str:
        await self.gate.hold(address)
        return await super().handle_RCPT(server, session, envelope, address, options)


class HeldAtMessage(smtp.Sink):
    gate: Gate

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        await self.gate.hold(envelope.rcpt_tos[0])
        return await super().handle_DATA(server, session, envelope)


def killed_at(installation: Installation, sink: HeldAtAddress | HeldAtMessage, *, most: int) -> str:
    """Kill a worker at the gate, then let others work until nothing is left; gives the notice's id."""
    sink.gate = Gate()
    controller = smtp.start(sink)
    try:
        installation.env["EMAIL_URL"] = f"smtp://127.0.0.1:{sink.port}"
        [one] = installation.ask("answer", installation.unit, "1", HELD)
        worker = installation.worker()
        until(sink.gate.reached.is_set)
        installation.kill(worker)
        sink.gate.open = True
        installation.work_once()
        assert sent(sink)[one["mail"]] <= most, "the lease of the dead still holds"
        installation.minutes_pass(11)
        installation.work_once()
        return str(one["mail"])
    finally:
        controller.stop()


def test_killed_before_the_hand_over_it_is_simply_sent(installation: Installation):
    sink = HeldAtAddress()
    mail = killed_at(installation, sink, most=0)
    row = installation.notices([mail])[mail]
    assert (row["state"], row["told"]) == ("accepted", 1)
    # What is due by now to the people of other tests goes out too: once.
    arrived = sent(sink)
    assert arrived[mail] == 1
    assert max(arrived.values()) == 1


def test_killed_in_the_hand_over_it_is_never_sent_again_by_itself(installation: Installation):
    sink = HeldAtMessage()
    # The server had the whole of it: it keeps the message whoever is dead on the other side.
    mail = killed_at(installation, sink, most=1)
    row = installation.notices([mail])[mail]
    assert (row["state"], row["told"]) == ("unsure", 0)
    installation.minutes_pass(60 * 24 * 3)
    installation.work_once()
    assert sent(sink)[mail] <= 1
    assert installation.notices([mail])[mail]["state"] == "unsure"


@pytest.mark.timeout(200)
def test_two_workers_beside_one_another_send_each_notice_once(
    installation: Installation, sink: smtp.Sink
):
    count = 40
    waiting = {row["mail"] for row in installation.ask("answer", installation.unit, str(count))}
    first, second = installation.worker(), installation.worker()
    until(lambda: waiting <= set(sent(sink)))
    time.sleep(0.5)
    for worker in (first, second):
        worker.terminate()
        assert worker.wait(30) == 0, "a worker stops cleanly when it is asked to"
    arrived = sent(sink)
    assert {mail: arrived[mail] for mail in waiting} == dict.fromkeys(waiting, 1)
    assert {r["state"] for r in installation.notices(waiting).values()} == {"accepted"}
