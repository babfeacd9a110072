"""Figures equal what one counts by hand."""

import pytest

from huiying.core.duties.services import sweep
from huiying.mechanisms.complaints.services import handling, reviewing
from huiying.mechanisms.complaints.services.answering import answer_complaint
from huiying.mechanisms.complaints.tests.support import Service, accepted, answered, days, file
from huiying.mechanisms.openness import queries
from huiying.mechanisms.openness.models import Bulletin, Part
from huiying.mechanisms.openness.services.refreshing import refresh, refresh_now


def late(service: Service) -> None:
    case = accepted(service)
    answer_complaint(
        matter_id=case.matter_id,
        finding="upheld",
        answer="属实。",
        reasons="看了录像。",
        why_late="录像来晚了，让您久等。",
        by=service.actor("alice"),
        at=service.at + days(60),
    )


def a_year(service: Service) -> None:
    """Twenty complaints in March: twelve answered after ten days, three after sixty, five never."""
    for _ in range(12):
        answered(service)
    for _ in range(3):
        late(service)
    for _ in range(5):
        file(service)


def after(service: Service, later: float = 120) -> None:
    at = service.at + days(later)
    while sweep(now=at):
        pass
    refresh_now(at)


def test_an_answer_never_given_counts_as_missed(service: Service):
    a_year(service)
    after(service)
    whole = queries.table("2026").whole
    answer = Bulletin.objects.get(period="2026", unit=None, measure="in-time")
    assert whole.get("received").number == 20
    # Each owes an answer within 30 days by our standard; accepted ones another within 60 by law.
    assert (answer.number, answer.of) == (24 + 3, 24 + 6 + 5)
    assert 0 < (answer.low or 0) < (answer.value or 0) < (answer.high or 0) < 1


def test_it_is_counted_where_the_answer_was_owed_and_above(service: Service):
    a_year(service)
    after(service)
    table = queries.table("2026")
    assert table.of_unit("east").get("received").number == 20
    assert table.of_unit("city").get("received").number == 20
    assert table.of_unit("east-gate").get("received").number == 0
    assert table.of_unit("west").get("received").number == 0


def test_before_it_falls_due_nothing_is_counted_as_missed(service: Service):
    a_year(service)
    after(service, 20)
    assert queries.table("2026").whole.get("in-time").of in {0, None}


def test_half_of_those_who_wait_still_count(service: Service):
    a_year(service)
    after(service)
    wait = queries.table("2026").whole.get("wait")
    assert wait.value == 10
    for _ in range(10):
        file(service)
    after(service)
    assert queries.table("2026").whole.get("wait").value == 60


def test_what_became_of_a_complaint_stays_beside_the_number_received(service: Service):
    for _ in range(12):
        case = file(service)
        handling.refuse_complaint(
            matter_id=case.matter_id,
            ground="not-police",
            reason="这件事归别的部门管。",
            remedy="请找城管部门。",
            by=service.actor("alice"),
            at=service.at + days(1),
        )
    after(service)
    whole = queries.table("2026").whole
    assert (whole.get("received").number, whole.get("refused").number) == (12, 12)
    assert whole.get("voided").number == 0


def test_a_disagreement_is_counted_of_those_with_an_outcome(service: Service):
    for _ in range(11):
        case = answered(service)
        reviewing.disagree(
            matter_id=case.matter_id,
            reason="没有看录像。",
            by=case.holder,
            at=service.at + days(12),
        )
    for _ in range(4):
        file(service)
    after(service)
    figure = queries.table("2026").whole.get("disagreed")
    assert (figure.number, figure.of) == (11, 11)


def test_refreshed_twice_nothing_changes(service: Service):
    a_year(service)
    after(service)
    before = (
        list(Part.objects.order_by("pk").values_list()),
        list(Bulletin.objects.order_by("pk").values_list()),
    )
    assert refresh(service.at + days(120), 500) == 0
    assert before == (
        list(Part.objects.order_by("pk").values_list()),
        list(Bulletin.objects.order_by("pk").values_list()),
    )


def test_read_in_small_bites_it_comes_to_the_same(service: Service):
    a_year(service)
    at = service.at + days(120)
    while sweep(now=at):
        pass
    while refresh(at, 7):
        pass
    small = {(b.period, b.unit_id, b.measure): (b.number, b.of) for b in Bulletin.objects.all()}
    Part.objects.all().delete()
    Bulletin.objects.all().delete()
    from huiying.mechanisms.openness.models import Reading

    Reading.objects.all().delete()
    refresh_now(at)
    assert small == {
        (b.period, b.unit_id, b.measure): (b.number, b.of) for b in Bulletin.objects.all()
    }


@pytest.mark.parametrize("later", [35, 120])
def test_years_are_the_sum_of_their_quarters(service: Service, later: int):
    a_year(service)
    after(service, later)
    rows = Bulletin.objects.filter(unit=None, measure="received", shown=True)
    year = rows.get(period="2026")
    assert year.number == sum(b.number or 0 for b in rows.exclude(period="2026"))
