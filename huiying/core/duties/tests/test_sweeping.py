"""Silence goes up the ladder: each step once, however the sweep and the acts fall."""

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection, transaction

from huiying.core.duties.models import Duty
from huiying.core.duties.services import rebuild, sweep
from huiying.core.duties.tests.histories import ladder
from huiying.core.ledger import queries as ledger
from huiying.mechanisms.complaints.services import conversing, following, handling
from huiying.mechanisms.complaints.tests import support
from huiying.mechanisms.complaints.tests.support import Case, Service, days

pytestmark = pytest.mark.django_db


@pytest.fixture
def service(db: None) -> Service:
    return support.build()


def steps(case: Case) -> list[tuple[str, ...]]:
    """The rule of each duty and to whom it went up, in order: the same for two matters that were treated alike."""
    found: dict[str, list[str]] = {}
    for entry in ledger.history(case.matter_id):
        if entry.kind == "duty.escalated":
            key, rule = str(entry.facts["duty"]), str(entry.facts["rule"])
            found.setdefault(key, [rule]).append(str(entry.facts["to"]))
    return sorted(tuple(one) for one in found.values())


def accept(case: Case, service: Service, after: timedelta) -> None:
    handling.accept_complaint(
        matter_id=case.matter_id, by=service.actor("alice"), at=service.at + after
    )


def test_each_step_is_recorded_once_however_often_it_is_swept(service: Service):
    case = support.file(service)
    for hour in range(0, 24 * 40, 7):
        sweep(now=service.at + timedelta(hours=hour))
    at = service.at + days(40)
    while sweep(now=at):
        pass
    recorded = ladder(case)
    assert recorded
    assert set(recorded.values()) == {1}
    assert sweep(now=at) == 0
    assert rebuild(matter_ids=[case.matter_id], now=at) == 0


def test_a_late_sweep_records_what_a_punctual_one_would_have(service: Service):
    punctual, late = support.file(service), support.file(service)
    for day in range(41):
        sweep(now=service.at + days(day))
        if day < 40:
            _put_off(late, service.at + days(40))
    assert steps(late) == steps(punctual)


def _put_off(case: Case, until) -> None:
    """As if no worker had run: the rows wait."""
    Duty.objects.filter(matter_id=case.matter_id, next_check_at__isnull=False).update(
        next_check_at=until
    )


def test_an_act_between_the_instant_and_the_sweep_takes_no_step_away(service: Service):
    """Silent for forty days, then accepted in the minute before the worker comes."""
    swept = support.file(service)
    late = service.at + days(40)
    while sweep(now=late):
        pass
    overtaken = support.file(service)
    assert ladder(overtaken).total() == 0
    for case in (swept, overtaken):
        accept(case, service, days(40))
    while sweep(now=late):
        pass
    assert steps(swept)
    assert steps(overtaken) == steps(swept)


def test_a_pause_and_its_end_repeat_no_step(service: Service):
    case = support.accepted(service)
    by, at = service.actor("alice"), service.at + days(2)
    for round_ in range(3):
        at += days(6)
        sweep(now=at)
        conversing.ask_complainant(matter_id=case.matter_id, question="几点？", by=by, at=at)
        at += days(3 + round_)
        sweep(now=at)
        following.reply_question(
            question_id=case.event_id("question.asked"), text="十点。", by=case.holder, at=at
        )
    at += days(90)
    while sweep(now=at):
        pass
    recorded = ladder(case)
    assert recorded
    assert set(recorded.values()) == {1}
    assert rebuild(matter_ids=[case.matter_id], now=at) == 0


def test_between_two_instants_there_is_nothing_to_sweep(service: Service):
    support.file(service)
    while sweep(now=service.at):
        pass
    first = Duty.objects.filter(next_check_at__isnull=False).order_by("next_check_at").first()
    assert first is not None
    assert first.next_check_at is not None
    assert sweep(now=first.next_check_at - timedelta(seconds=1)) == 0
    assert sweep(now=first.next_check_at) > 0


# --- at once ---------------------------------------------------------------------------------------------


def at_once(*deeds: Callable[[], object]) -> None:
    """All in threads of their own that begin together; an error in one is the test's."""
    gate, wrong = threading.Barrier(len(deeds)), []

    def run(deed: Callable[[], object]) -> None:
        try:
            gate.wait(10)
            deed()
        except Exception as error:  # noqa: BLE001 - shown by the test
            wrong.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(deed,)) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert wrong == []


@pytest.mark.django_db(transaction=True)
def test_two_sweeps_at_once_do_no_step_twice(transactional_db: None):
    service = support.build()
    cases = [support.file(service) for _ in range(12)]
    at = service.at + days(40)

    def work() -> None:
        while sweep(now=at, limit=3):
            pass

    at_once(work, work, work)
    while sweep(now=at):
        pass
    for case in cases:
        recorded = ladder(case)
        assert recorded
        assert set(recorded.values()) == {1}
    assert rebuild(matter_ids=[c.matter_id for c in cases], now=at) == 0


@pytest.mark.django_db(transaction=True)
def test_acts_at_once_on_one_complaint_keep_its_numbers_whole(transactional_db: None):
    service = support.build()
    case = support.accepted(service)
    at = service.at + days(2)
    before = len(ledger.history(case.matter_id))

    def write() -> None:
        for _ in range(5):
            following.write_message(text="有消息吗？", by=case.holder, at=at)

    def tell() -> None:
        by = service.actor("alice")
        for _ in range(5):
            conversing.tell_progress(matter_id=case.matter_id, text="在看。", by=by, at=at)

    at_once(write, write, tell, tell)
    history = ledger.history(case.matter_id)
    assert len(history) >= before + 20
    assert [e.sequence for e in history] == list(range(1, len(history) + 1))
    with transaction.atomic():
        assert rebuild(matter_ids=[case.matter_id], now=at) == 0


@pytest.mark.django_db(transaction=True)
def test_accepted_by_two_at_once_it_is_accepted_once(transactional_db: None):
    from huiying.mechanisms.complaints.rules import IllegalMove

    service = support.build()
    case = support.file(service)
    done: list[str] = []

    def accept_as(name: str) -> None:
        by = service.actor(name)
        try:
            handling.accept_complaint(matter_id=case.matter_id, by=by, at=service.at + days(1))
            done.append("accepted")
        except IllegalMove:
            done.append("told")

    at_once(lambda: accept_as("alice"), lambda: accept_as("ben"))
    assert sorted(done) == ["accepted", "told"]
    assert case.kinds().count("complaint.accepted") == 1
