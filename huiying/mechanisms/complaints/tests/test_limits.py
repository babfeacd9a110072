"""What a complaint does not stop: the last days are counted from the day that the person names."""

from datetime import date

import pytest

from huiying.core.web import dates
from huiying.core.web.limits import last_day
from huiying.mechanisms.complaints.outside import RUNS_ON
from huiying.mechanisms.complaints.queries import complaint_page
from huiying.mechanisms.complaints.tests.support import Service, days, file
from huiying.mechanisms.complaints.tests.visiting import Visitor, words
from huiying.mechanisms.complaints.views.staff_rows import facts

TERMS = {note.basis: note.term for note in RUNS_ON["cn"] if note.term}


@pytest.mark.parametrize(
    ("basis", "knew", "last"),
    [
        # Day 60 is Wednesday 7 October 2026, a holiday: Thursday 8 October (article 88, by civil procedure).
        ("Administrative Reconsideration Law, article 20", (2026, 8, 8), (2026, 10, 8)),
        ("Administrative Reconsideration Law, article 20", (2026, 3, 2), (2026, 5, 6)),
        # There is no 31 February.
        ("Administrative Litigation Law, articles 44 to 46", (2026, 8, 31), (2027, 2, 28)),
        ("State Compensation Law, article 39", (2026, 3, 2), (2028, 3, 2)),
    ],
)
def test_the_last_day_is_counted_from_the_day_after(basis, knew, last):
    assert last_day(TERMS[basis], "cn", date(*knew))[0] == date(*last)


def test_the_day_that_was_named_is_counted_from_and_another_can_be_typed(service: Service):
    case = file(service, category="slow", happened_on=(service.at - days(3)).date().isoformat())
    visitor = Visitor(service.at + days(1))
    assert "The last day is" in words(visitor.open(case))
    assert "The last days below are counted from" in visitor.page()
    asked = words(visitor.get(f"{visitor.home}?knew_year=2020&knew_month=1&knew_day=2"))
    assert "counted from 2 January 2020" in asked
    assert asked.count("The last day was") == 3


def test_without_a_day_terms_stand_alone_and_the_page_asks_for_one(service: Service):
    case = file(service)
    visitor = Visitor(service.at + days(1))
    page = words(visitor.open(case))
    assert "The last day is" not in page
    assert "Work out the last days for me" in page
    assert "still to come" in words(
        visitor.get(f"{visitor.home}?knew_year=2199&knew_month=1&knew_day=2")
    )
    assert "not a day of the calendar" in words(
        visitor.get(f"{visitor.home}?knew_year=2026&knew_month=2&knew_day=30")
    )


def test_the_day_typed_is_kept_nowhere(service: Service):
    case = file(service)
    visitor = Visitor(service.at + days(1))
    visitor.open(case)
    before = case.kinds()
    visitor.get(f"{visitor.home}?knew_year=2020&knew_month=1&knew_day=2")
    assert case.kinds() == before


@pytest.mark.parametrize("category", ["attitude", "help"])
def test_the_day_that_was_named_is_read_by_both(service: Service, category: str):
    named = (service.at - days(3)).date()
    case = file(service, category=category, happened_on=named.isoformat())
    page = complaint_page(matter_id=case.matter_id, by=service.actor("alice"), at=service.at)
    day = dates.day(named)
    assert day in [fact.value for fact in facts(page)]
    visitor = Visitor(service.at + days(1), language="zh")
    visitor.open(case)
    assert f"什么时候的事 {day}" in visitor.page()
