"""Visits are counted by area and day: four numbers, by whoever went."""

from datetime import date

import pytest

from huiying.core.access.doors import Denied
from huiying.core.duties.services import acting
from huiying.core.kinds import Act
from huiying.core.ledger.book import WrongFacts
from huiying.mechanisms.campaigns import events
from huiying.mechanisms.campaigns.rules import IllegalMove, NotAChoice
from huiying.mechanisms.campaigns.services import going, planning, publishing
from huiying.mechanisms.campaigns.standing import Counts
from huiying.mechanisms.campaigns.tests.support import (
    GOING,
    Run,
    Service,
    counts,
    days,
    planned,
    published,
)

TODAY = date(2026, 3, 10)


def count(run: Run, name: str = "dora", unit: str = "east-gate", **given) -> None:
    going.record_visits(
        **{
            "matter_id": run.matter_id,
            "area": run.areas[unit],
            "day": TODAY,
            "counts": counts(),
            "by": run.service.actor(name),
            "at": GOING,
            **given,
        }
    )


def test_each_who_went_counts_their_own_and_an_area_has_the_sum(service: Service):
    run = published(service)
    count(run)
    count(run, "emil", counts=counts(8, 0, 0, 0))
    found = run.standing().area(run.areas["east-gate"])
    assert found.counts == Counts(visited=20, absent=5, declined=2, other_way=1)
    assert found.days == 1
    assert run.standing().total(service.units["east-lake"]) == Counts()


def test_a_day_counted_again_is_corrected_and_the_first_entry_stays_in_the_history(
    service: Service,
):
    run = published(service)
    count(run)
    count(run, counts=counts(13, 4, 2, 1))
    assert run.standing().total().visited == 13
    assert run.kinds().count("campaign.went") == 2


def test_nobody_counts_where_they_do_not_go(service: Service):
    run = published(service)
    for name in ("lars", "chief", "edith", "alice"):
        with pytest.raises(Denied):
            count(run, name)


def test_nobody_goes_before_it_is_published_and_announced(service: Service):
    run = planned(service)
    with pytest.raises(IllegalMove):
        count(run)
    publishing.publish_plan(
        matter_id=run.matter_id, by=service.actor("edith"), at=service.at + days(1)
    )
    with pytest.raises(IllegalMove):
        count(run)


def test_numbers_and_days_that_can_not_be_are_refused(service: Service):
    run = published(service)
    for wrong in (
        {"counts": counts(0, 0, 0, 0)},
        {"counts": counts(-1)},
        {"counts": counts(61)},
        {"day": date(2026, 3, 11)},
        {"day": date(2026, 3, 8)},
    ):
        with pytest.raises(NotAChoice):
            count(run, **wrong)
    assert "campaign.went" not in run.kinds()


def test_an_area_that_was_gone_to_keeps_its_days_and_its_numbers(service: Service):
    run = published(service)
    count(run)
    with pytest.raises(NotAChoice):
        planning.drop_area(
            matter_id=run.matter_id, area=run.areas["east-gate"], reason="x",
            by=service.actor("edith"), at=GOING,
        )  # fmt: skip


def test_a_count_takes_no_word_and_no_name(service: Service):
    run = published(service)
    by = service.actor("dora")
    with acting(matter_id=run.matter_id, act=Act.VISIT, by=by, at=GOING) as book:
        with pytest.raises(WrongFacts):
            book.record(events.WENT, {"visited": 1}, {"note": "林小满家没人"})
        with pytest.raises(WrongFacts):
            book.record(events.WENT, {"visited": 1, "door": "12号"})
