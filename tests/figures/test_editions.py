"""What was published of a period that is over is kept as it stood, for everybody to hold against what is said later."""

import hashlib
import json

import pytest
from django.db import Error, transaction
from django.test import Client

from huiying.mechanisms.complaints.tests.support import Service, answered, days
from huiying.mechanisms.openness import measures, queries, rules
from huiying.mechanisms.openness.models import Edition
from huiying.mechanisms.openness.services.refreshing import refresh_now
from tests.figures.test_counting import late

YEAR_LATER = 400


def some(service: Service, later: float = YEAR_LATER) -> None:
    for _ in range(12):
        answered(service)
    refresh_now(service.at + days(later))


def test_a_period_is_kept_thirty_days_after_its_end_and_once(service: Service):
    some(service, 20)
    assert not queries.editions()
    refresh_now(service.at + days(YEAR_LATER))
    kept = [one.period for one in queries.editions()]
    assert kept[0].startswith(str(service.at.year))
    refresh_now(service.at + days(YEAR_LATER + 1))
    assert [one.period for one in queries.editions()] == kept


def test_what_is_entered_later_changes_todays_figure_and_not_the_edition(service: Service):
    some(service)
    then = queries.edition(str(service.at.year))
    assert then
    assert then.figures()[""]["received"].number == 12
    late(service)
    refresh_now(service.at + days(YEAR_LATER + 1))
    assert queries.table(then.period).whole.get("received").number == 13
    assert queries.edition(then.period) == then
    page = Client().get(f"/en/figures/editions/{then.period}/").content.decode()
    cells = page.partition("Complaints received")[2][:400].split()
    assert {"12", "13"} <= {cell.partition("<")[0].rpartition(">")[2] for cell in cells}


def test_nobody_changes_an_edition(service: Service):
    some(service)
    for deed in (
        lambda: Edition.objects.update(content="{}"),
        lambda: Edition.objects.all().delete(),
    ):
        with pytest.raises(Error), transaction.atomic():
            deed()


def test_its_fingerprint_is_that_of_the_bytes_which_are_handed_out(service: Service):
    some(service)
    for one in queries.editions():
        answer = Client().get(f"/figures/editions/{one.period}.json")
        assert hashlib.sha256(answer.content).hexdigest() == one.sha256


def test_of_a_unit_only_how_it_kept_its_duties_is_kept(service: Service):
    some(service)
    strict = {m.code for m in measures.MEASURES if m.strict}
    one = queries.edition(str(service.at.year))
    assert one
    lines = json.loads(one.content)["figures"]
    assert strict <= {line["measure"] for line in lines if not line["unit"]}
    assert not strict & {line["measure"] for line in lines if line["unit"]}
    assert all("number" not in line for line in lines if not line["shown"])


def test_the_feed_tells_of_new_editions(service: Service):
    some(service)
    feed = Client().get("/en/figures/editions/feed.xml")
    assert feed["Content-Type"].startswith("application/atom+xml")
    for one in queries.editions():
        assert f"/en/figures/editions/{one.period}/" in feed.content.decode()


@pytest.mark.parametrize(
    ("period", "day"),
    [("2026", "2026-12-31"), ("2026-Q1", "2026-03-31"), ("2026-Q2", "2026-06-30"), ("2026-Q4", "2026-12-31")],
)  # fmt: skip
def test_a_period_ends_with_its_last_day(period: str, day: str):
    assert rules.last_day(period).isoformat() == day
