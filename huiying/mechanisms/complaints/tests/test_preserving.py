"""Recordings are secured before they are overwritten."""

from typing import Any

import pytest

from huiying.core.access.doors import Denied
from huiying.mechanisms.complaints.services.preserving import record_preserved
from huiying.mechanisms.complaints.services.shape import NotAChoice
from huiying.mechanisms.complaints.tests.support import Case, Service, days, file


def preserve(service: Service, case: Case, name: str = "alice", day: float = 0.5, **given: Any):
    record_preserved(
        matter_id=case.matter_id, by=service.actor(name), at=service.at + days(day), **given
    )


def test_a_complaint_about_conduct_gives_a_day_to_secure_them(service: Service):
    case = file(service)
    assert case.duty("agency.recordings-preserved").due_at == service.at + days(1)
    preserve(service, case, body_worn=True, call_audio=True)
    assert case.duty("agency.recordings-preserved").state == "met"


def test_that_there_is_none_is_put_on_record(service: Service):
    case = file(service)
    preserve(service, case, none_exists=True)
    assert case.duty("agency.recordings-preserved").state == "met"


def test_some_or_none_but_not_both(service: Service):
    with pytest.raises(NotAChoice):
        preserve(service, file(service))
    with pytest.raises(NotAChoice):
        preserve(service, file(service), cctv=True, none_exists=True)


def test_a_late_one_stays_late(service: Service):
    case = file(service)
    preserve(service, case, day=3, cctv=True)
    assert case.duty("agency.recordings-preserved").state == "met_late"


@pytest.mark.parametrize("name", ["accused", "chief", "wanda"])
def test_those_complained_of_secure_nothing(service: Service, name: str):
    with pytest.raises(Denied):
        preserve(service, file(service, officers=("accused",)), name, cctv=True)
