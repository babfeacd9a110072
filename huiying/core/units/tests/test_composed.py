"""A statement composed once answers like the query it was made of, whatever values are put into it."""

import uuid
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.db.models import Value
from django.test.utils import CaptureQueriesContext

from huiying.core.composed import Composed, with_words
from huiying.core.units.models import Level, Officer, Posting, Unit
from huiying.core.units.services import open_unit

pytestmark = pytest.mark.django_db
SINCE = datetime(2026, 3, 2, tzinfo=UTC)


@pytest.fixture
def unit() -> int:
    return open_unit(code="X", zh="某局", en="Bureau", level=Level.CITY, opened_on=date(2020, 1, 1))


@pytest.fixture
def officers(unit: int) -> list[int]:
    made = [Officer.objects.create(number=f"10{n}", name_zh=f"警官{n}") for n in range(8)]
    for n, officer in enumerate(made):
        Posting.objects.create(
            officer=officer, unit_id=unit, role="desk", since=SINCE + timedelta(days=n)
        )
    return [officer.pk for officer in made]


def test_it_answers_for_other_values_as_the_query_would(officers: list[int]) -> None:
    posted = Composed(
        lambda unit, at: (
            Posting.objects.filter(unit_id=unit, since__lte=at)
            .order_by("since")
            .values_list("officer_id", "since", "until", "officer__name_zh")
        )
    )
    [unit] = Unit.objects.values_list("pk", flat=True)
    # Seven times: from the sixth on, PostgreSQL's driver keeps the plan.
    for n in range(8):
        at = SINCE + timedelta(days=n)
        assert posted.ask(unit, at) == [
            (officers[k], SINCE + timedelta(days=k), None, f"警官{k}") for k in range(n + 1)
        ]
    assert posted.ask(unit + 1, SINCE) == []


def test_each_shape_and_each_number_of_values_is_a_statement_of_its_own(
    officers: list[int],
) -> None:
    among = Composed(
        lambda most, *ids: (
            Officer.objects.filter(pk__in=ids).order_by("pk").values_list("pk")[:most]
        )
    )
    assert among.ask(*officers[:3], shape=(2,)) == [(officers[0],), (officers[1],)]
    assert among.ask(*officers[:3], shape=(9,)) == [(pk,) for pk in officers[:3]]
    assert among.ask(officers[5], shape=(9,)) == [(officers[5],)]
    with CaptureQueriesContext(connection) as asked:
        # Nobody is among none: there is nothing to ask.
        assert among.ask(shape=(9,)) == []
    assert not asked.captured_queries


def test_ids_and_truths_come_back_as_what_they_are() -> None:
    said = uuid.UUID(int=7)
    found = Composed(lambda pk: Unit.objects.filter(pk=pk).values_list("complaints_office"))
    pk = open_unit(code="Y", zh="某所", en="Office", level=Level.CITY, opened_on=date(2020, 1, 1))
    assert [type(value) for (value,) in found.ask(pk)] == [bool]
    echo = Composed(
        lambda one, pk: Unit.objects.filter(pk=pk).annotate(one=Value(one)).values_list("one")
    )
    assert echo.ask(said, pk) == [(said,)]


def test_a_value_that_would_get_lost_is_refused() -> None:
    lost = Composed(lambda unit, at: Posting.objects.filter(unit_id=unit).values_list("pk"))
    with pytest.raises(ValueError, match="does not stand"):
        lost.ask(1, SINCE)
    with pytest.raises(TypeError, match="NoneType stands in no statement"):
        lost.ask(None, SINCE)


@pytest.mark.postgres
def test_words_are_written_out_whatever_stands_in_them() -> None:
    sql, left = with_words(
        "a LIKE '%%x' AND b = %s AND c = %s AND d = %s", ["it's 100%", 7, "kept"], but=["kept"]
    )
    assert sql == "a LIKE '%%x' AND b = 'it''s 100%%' AND c = %s AND d = %s"
    assert left == [7, "kept"]
