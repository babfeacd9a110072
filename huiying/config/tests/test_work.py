"""The kinds of work a worker does: each that something waits for is there."""

from datetime import UTC, datetime, timedelta

import pytest

from huiying.config import work
from huiying.core.work.loop import run_once
from huiying.mechanisms.complaints.models import Arrival
from huiying.mechanisms.complaints.services.filing import Filing, file_complaint
from huiying.mechanisms.complaints.tests.support import WEB, Service, build

AT = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)


@pytest.fixture
def service(db: None) -> Service:
    return build()


def filed(key: str, at: datetime) -> None:
    file_complaint(filing=Filing(narrative="窗口不收材料。", key=key), by=WEB, at=at)


def test_keys_of_filings_are_forgotten_by_the_worker_once_they_are_old(service: Service):
    filed("draft:old", AT)
    filed("api:client:1", AT)
    filed("draft:young", AT + timedelta(days=2))
    [keys] = [kind for kind in work.kinds() if kind.name == "keys"]
    assert keys.every_seconds <= 24 * 3600
    run_once(AT + timedelta(days=2, hours=1), [keys])
    assert set(Arrival.objects.values_list("key", flat=True)) == {"api:client:1", "draft:young"}


def test_each_kind_of_work_has_a_name_of_its_own(service: Service):
    names = [kind.name for kind in work.kinds()]
    assert len(names) == len(set(names))
    assert -1 not in run_once(AT, work.kinds()).values()
