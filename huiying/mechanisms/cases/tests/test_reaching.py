"""Told by word of mouth, with our word alone; tried in vain, and what ends the duty then."""

from datetime import datetime, timedelta

import pytest

from huiying.core.access.doors import Denied
from huiying.core.holders.coming_in import open_page
from huiying.core.ledger.entries import standing as standing_lines
from huiying.core.notices.telling import untold
from huiying.mechanisms.cases import rules
from huiying.mechanisms.cases.services import reaching
from huiying.mechanisms.cases.services.shape import NotAChoice
from huiying.mechanisms.cases.tests.support import Case, Service, days, opened


def fail(service: Service, case: Case, at: datetime, channel: str = "phone") -> None:
    reaching.record_not_reached(
        matter_id=case.matter_id,
        party_id=case.parties[0],
        channel=channel,
        by=service.actor("cai"),
        at=at,
    )


def waiting(case: Case):
    return untold(matter_id=case.matter_id, told=case.standing().told)


def test_what_is_told_by_telephone_counts_by_our_word_alone(service: Service):
    case = opened(service)
    news = [n for n in waiting(case) if n.tells == "opening.told"]
    reaching.record_reached(
        matter_id=case.matter_id,
        party_id=case.parties[0],
        channel="phone",
        tells=[n.id for n in news],
        by=service.actor("cai"),
        at=service.at + days(2),
    )
    told = case.last("opening.told")
    assert (told["channel"], told["word_alone"], told["everyone"]) == ("phone", True, True)
    assert "opening.told" not in [n.tells for n in waiting(case)]


def test_what_was_told_already_is_not_told_again(service: Service):
    case = opened(service)
    news = [n.id for n in waiting(case)]
    open_page(by=case.holder(), at=service.at + days(2))
    with pytest.raises(NotAChoice, match="told already"):
        reaching.record_reached(
            matter_id=case.matter_id,
            party_id=case.parties[0],
            channel="phone",
            tells=news,
            by=service.actor("cai"),
            at=service.at + days(3),
        )


def test_three_days_at_different_hours_and_it_is_posted(service: Service):
    case = opened(service)
    morning, evening = timedelta(0), timedelta(hours=9)
    fail(service, case, service.at + days(2) + morning)
    fail(service, case, service.at + days(3) + morning)
    assert "opening.told" not in case.kinds()
    fail(service, case, service.at + days(4) + evening)
    told = case.last("opening.told")
    assert (told["channel"], told["word_alone"]) == ("posting", True)
    assert case.kinds().count("reach.given-up") == 1


def test_always_at_the_same_hour_is_not_enough(service: Service):
    case = opened(service)
    for day in range(2, 7):
        fail(service, case, service.at + days(day))
    assert "opening.told" not in case.kinds()


def test_often_on_one_day_is_not_enough(service: Service):
    case = opened(service)
    for hours in (0, 5, 9):
        fail(service, case, service.at + days(2) + timedelta(hours=hours))
    assert "opening.told" not in case.kinds()


def test_whoever_was_heard_of_since_is_within_reach(service: Service):
    case = opened(service)
    fail(service, case, service.at + days(2))
    fail(service, case, service.at + days(3))
    reaching.record_reached(
        matter_id=case.matter_id,
        party_id=case.parties[0],
        channel="in-person",
        by=service.actor("cai"),
        at=service.at + days(3.1),
    )
    fail(service, case, service.at + days(4) + timedelta(hours=9))
    assert not rules.beyond_reach(standing_lines(case.history()), str(case.parties[0]))


def test_a_sample_is_tried_again_by_others_and_not_by_the_unit(service: Service):
    case = opened(service)
    with pytest.raises(Denied):
        reaching.call_again(
            matter_id=case.matter_id,
            party_id=case.parties[0],
            reached=True,
            by=service.actor("cai"),
            at=service.at,
        )
    reaching.call_again(
        matter_id=case.matter_id,
        party_id=case.parties[0],
        reached=True,
        by=service.actor("rita"),
        at=service.at + days(9),
    )
    assert case.last("reach.checked")["result"] == "reached"


def test_about_one_in_five_is_in_the_sample_whoever_records_it(service: Service, monkeypatch):
    monkeypatch.setattr(rules, "CHECK_EACH", 1)
    case = opened(service)
    for day, hour in ((2, 0), (3, 5), (4, 9)):
        fail(service, case, service.at + days(day) + timedelta(hours=hour))
    assert case.last("reach.given-up")["sampled"] is True
