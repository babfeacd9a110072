"""An older register enters: once, as what it is, and whatever happens on the way."""

import os
import signal
from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from huiying.core.duties.opening import opening_many
from huiying.core.kinds import Origin, PartyRole, system
from huiying.core.ledger import queries as ledger
from huiying.core.ledger.checking import altered_events
from huiying.core.ledger.models import Event, Matter
from huiying.core.notices.models import Notice
from huiying.core.registers.moments import Moment
from huiying.mechanisms.complaints import events
from huiying.mechanisms.complaints.importing.convert import Allegation, HistoricComplaint
from huiying.mechanisms.complaints.models import Complaint
from huiying.mechanisms.complaints.services import importing
from huiying.mechanisms.complaints.services.aside import Preparing
from huiying.mechanisms.complaints.tests import support

pytestmark = pytest.mark.django_db
ZONE = "Asia/Shanghai"


@pytest.fixture
def service(db: None) -> support.Service:
    return support.build()


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "BATCH", 10)


def register(count: int) -> Iterator[HistoricComplaint]:
    """Every third is open; the others were closed in time and late by turns."""
    for n in range(count):
        day = date(2019, 3, 1) + timedelta(days=n)
        closed = None if n % 3 == 0 else day + timedelta(days=50 + n % 2 * 20)
        allegation = Allegation(
            category="attitude", finding="upheld" if closed else "", outcome="", unit="旧三科", rows=(n + 2,)
        )  # fmt: skip
        yield HistoricComplaint(
            key=f"old:{n}", received=Moment(day=day, zone=ZONE), channel="telephone", allegations=(allegation,),
            outcome="answered" if closed else "", closed=Moment(day=closed, zone=ZONE) if closed else None,
            target=Moment(day=day + timedelta(days=60), zone=ZONE),
            flags={"on_time": n % 2 == 0} if closed else {}, source_rows=(n + 2,),
        )  # fmt: skip


def enter(service: support.Service, count: int) -> importing.Imported:
    return importing.import_complaints(
        complaints=register(count),
        source="old",
        name="旧登记册",
        by=system("import"),
        at=service.at,
    )


def test_complaints_enter_with_their_own_dates_and_tell_nobody(service: support.Service):
    done = enter(service, 5)
    assert (done.taken, done.known, done.agreeing, done.differing) == (5, 0, 3, 0)
    matter = Matter.objects.get(source_key="old:1")
    assert matter.origin == Origin.IMPORTED
    history = ledger.history(matter.pk)
    assert [e.kind for e in history] == [
        events.RECEIVED.kind, events.ANSWERED.kind, events.CLOSED.kind,
    ]  # fmt: skip
    received, _, closed = history
    assert {e.origin for e in history} == {Origin.IMPORTED}
    assert f"{received.occurred_at:%Y-%m-%d}" == "2019-03-02"
    assert received.recorded_at == received.occurred_at
    assert {e.entered_at for e in history} == {service.at}
    assert (closed.occurred_at - received.occurred_at).days == 70
    row = Complaint.objects.get(pk=matter.pk)
    assert (row.stage, row.finding) == ("answered", "upheld")
    [duty] = matter.duties.all()
    assert (duty.rule, duty.state, duty.breached) == ("imported.target", "met_late", True)
    assert altered_events(matter.pk) == []
    assert not Notice.objects.exists()


def test_run_again_it_imports_nothing_twice(service: support.Service):
    enter(service, 7)
    again = enter(service, 9)
    assert (again.taken, again.known) == (2, 7)
    assert Matter.objects.filter(source_key__startswith="old:").count() == 9


def test_many_batches_are_prepared_aside_and_all_are_there(
    service: support.Service, small_batches: None
):
    told: list[int] = []
    done = importing.import_complaints(
        complaints=register(45), source="old", name="旧登记册", by=system("import"), at=service.at,
        progress=told.append,
    )  # fmt: skip
    assert done.taken == 45
    assert told == [10, 20, 30, 40, 45, 45]
    keys = set(Matter.objects.values_list("source_key", flat=True))
    assert keys == {f"old:{n}" for n in range(45)}
    [last] = Matter.objects.filter(source_key="old:44")
    assert altered_events(last.pk) == []


def test_a_killed_helper_process_takes_nothing_along(
    service: support.Service, small_batches: None, monkeypatch: pytest.MonkeyPatch
):
    started = Preparing._start

    def start_and_die(preparing: Preparing) -> None:
        started(preparing)
        assert preparing._process is not None
        os.kill(preparing._process.pid or 0, signal.SIGKILL)

    monkeypatch.setattr(Preparing, "_start", start_and_die)
    assert enter(service, 45).taken == 45
    assert Event.objects.filter(kind=events.RECEIVED.kind, origin="imported").count() == 45


def test_a_complaint_that_comes_twice_in_one_run_is_taken_once(
    service: support.Service, small_batches: None
):
    done = importing.import_complaints(
        complaints=[*register(12), *register(4)],
        source="old", name="旧登记册", by=system("import"), at=service.at,
    )  # fmt: skip
    assert (done.taken, done.known) == (12, 4)


@pytest.mark.parametrize(
    "word", ["a\tb", "back\\slash", "\\N", "line\r\nbreak", '"quoted"', "云浦😀", "\\.", ""]
)
def test_what_is_written_by_the_thousand_reads_as_it_was(service: support.Service, word: str):
    with opening_many(
        kind=events.KIND, by=system("import"), at=service.at, origin=Origin.IMPORTED, packs=[]
    ) as opener:
        book = opener.open(opened_at=service.at, source_key=f"key {word}")
        written = book.record(events.RECEIVED, {"category": word, "identified": False})
        book.add_party(PartyRole.HANDLING, event=written, unit=service.units["east"])
    [entry] = ledger.history(book.matter.pk)
    assert entry.facts == {"category": word, "identified": False}
    assert Matter.objects.get(pk=book.matter.pk).source_key == f"key {word}"
    assert altered_events(book.matter.pk) == []
