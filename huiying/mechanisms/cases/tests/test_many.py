"""Forty people lost money to one fraud: told by steps, nobody learns of another, a stop anywhere tells nobody twice."""

import pytest

from huiying.core.duties.matters import holder_page
from huiying.core.duties.services import sweep
from huiying.core.holders.coming_in import open_page
from huiying.core.notices.models import Notice
from huiying.mechanisms.cases.models import Rest
from huiying.mechanisms.cases.services import batches, telling
from huiying.mechanisms.cases.tests.support import SILENT, Service, days, opened, who


def test_they_are_told_by_steps_and_each_once(service: Service):
    case = opened(service, *(who() for _ in range(45)), crime="fraud")
    at = service.at + days(1)
    assert len(case.waiting("case.opened")) == 20
    assert batches.tell_victims(at, 1) == 20
    assert batches.tell_victims(at, 1) == 5
    assert batches.tell_victims(at, 1) == 0
    assert case.waiting("case.opened") == list(range(45))
    assert not Rest.objects.exists()


def test_a_step_that_is_broken_off_is_taken_whole_again(service: Service, monkeypatch):
    case = opened(service, *(who() for _ in range(25)), crime="fraud")
    told = telling.tell_member
    calls: list[int] = []

    def broken(book, **given):
        if len(calls) == 3:
            raise RuntimeError("the worker was killed")
        calls.append(1)
        told(book, **given)

    monkeypatch.setattr(batches, "tell_member", broken)
    with pytest.raises(RuntimeError):
        batches.tell_victims(service.at + days(1), 1)
    assert len(case.waiting("case.opened")) == 20
    monkeypatch.setattr(batches, "tell_member", told)
    batches.tell_victims(service.at + days(1), 1)
    assert case.waiting("case.opened") == list(range(25))


def test_the_duty_is_met_with_the_last_of_all(service: Service):
    case = opened(service, *(who(contact=SILENT) for _ in range(24)), who(), crime="fraud")
    batches.tell_victims(service.at + days(1), 5)
    assert not any(e.facts["everyone"] for e in case.all("opening.told"))
    open_page(by=case.holder(24), at=service.at + days(2))
    assert case.last("opening.told")["everyone"] is True


def test_no_notice_of_one_names_another(service: Service):
    case = opened(service, who(), who(), crime="fraud")
    for notice in Notice.objects.filter(matter_id=case.matter_id, channel="portal"):
        others = [str(p) for p in case.parties if p != notice.party_id]
        assert not any(other in str(notice.tells_facts) for other in others)


def test_who_was_told_in_time_reads_nothing_of_what_others_still_wait_for(service: Service):
    case = opened(service, *(who() for _ in range(3)), crime="fraud")
    batches.tell_victims(service.at + days(1), 5)
    open_page(by=case.holder(0), at=service.at + days(2))
    while sweep(now=service.at + days(12)):
        pass
    rule, why = "agency.opening-told", "agency.miss-explained"
    assert case.duty(rule).state == "overdue"

    def owed(place: int) -> set[str]:
        page = holder_page(by=case.holder(place), at=service.at + days(12))
        return {d.rule for d in page.duties if not d.ended} & {rule, why}

    assert rule not in owed(0)
    assert owed(1) == {rule, why}
