"""A small number is nowhere: not on the page, not in the data, not by subtraction."""

import csv
import io
from datetime import UTC, datetime

from django.test import Client

from huiying.mechanisms.complaints.tests.support import Service, days, file
from huiying.mechanisms.openness.models import Bulletin
from huiying.mechanisms.openness.services.publishing import publishable
from huiying.mechanisms.openness.services.refreshing import refresh_now


def received(service: Service, counts: dict[str, int], later: float = 0) -> None:
    for station, count in counts.items():
        for _ in range(count):
            file(service, about=(station,), at=service.at + days(later))


def numbers(period: str) -> dict[str, dict[str, str]]:
    """By unit, what the CSV says of complaints received."""
    text = Client().get("/figures/data.csv", {"period": period}).content.decode("utf-8-sig")
    return {
        row["unit"]: row
        for row in csv.DictReader(io.StringIO(text))
        if row["measure"] == "received"
    }


def test_a_small_unit_is_hidden_and_another_with_it(service: Service):
    received(service, {"east-gate": 14, "west-gate": 4})
    refresh_now(service.at + days(1))
    found = numbers("2026")
    assert found[""]["number"] == "18"
    # West has 4. Were East shown, 18 less 14 would give it away.
    assert (found["west"]["shown"], found["west"]["number"]) == ("False", "")
    assert (found["east"]["shown"], found["east"]["number"]) == ("False", "")


def test_the_page_the_csv_and_the_json_say_the_same(service: Service):
    received(service, {"east-gate": 14, "west-gate": 4})
    refresh_now(service.at + days(1))
    said = Client().get("/figures/data.json", {"period": "2026"}).json()["figures"]
    by_json = {f["unit"]: f["number"] for f in said if f["measure"] == "received"}
    by_csv = {
        unit: int(row["number"]) if row["number"] else None for unit, row in numbers("2026").items()
    }
    assert by_json == by_csv
    page = Client().get("/en/figures/", {"period": "2026"}).content.decode()
    assert "not shown" in page
    assert ">14<" not in page
    assert ">4<" not in page


def test_what_is_hidden_is_not_in_the_table_either(service: Service):
    received(service, {"east-gate": 14, "west-gate": 4})
    refresh_now(service.at + days(1))
    hidden = Bulletin.objects.filter(shown=False)
    assert hidden.exists()
    assert not hidden.exclude(number=None, of=None, value=None, low=None, high=None).exists()


def test_a_small_quarter_is_not_the_year_less_the_others(service: Service):
    received(service, {"east-gate": 12})
    received(service, {"east-gate": 3}, later=40)  # April
    refresh_now(service.at + days(41))
    quarters = [numbers(f"2026-Q{q}")["east"]["number"] for q in (1, 2)]
    year = numbers("2026")["east"]["number"]
    assert quarters[1] == ""
    assert not (year and quarters[0])


def test_nobody_is_hidden_behind_a_true_nought(service: Service):
    received(service, {"east-gate": 14})
    refresh_now(service.at + days(1))
    assert numbers("2026")["west"]["number"] == "0"
    assert numbers("2026")["east"]["number"] == "14"


def test_no_hidden_count_follows_from_tree_and_quarters_together(service: Service):
    east, west = service.units["east"], service.units["west"]
    city = service.units["city"]
    counts = {
        "2026": {None: 60, city: 60, east: 34, west: 26},
        "2026-Q1": {None: 30, city: 30, east: 28, west: 2},
        "2026-Q2": {None: 30, city: 30, east: 6, west: 24},
    }
    shown = publishable(counts)
    assert ("2026-Q1", west) not in shown
    assert ("2026-Q2", east) not in shown
    # Each hidden cell shares every line it stands in with another hidden one.
    assert ("2026-Q1", east) not in shown
    assert ("2026-Q2", west) not in shown
    assert {("2026", None), ("2026-Q1", None), ("2026", east), ("2026", west)} <= shown


def test_an_unknown_period_or_unit_is_no_error(service: Service):
    received(service, {"east-gate": 14})
    refresh_now(datetime(2026, 3, 3, tzinfo=UTC))
    assert Client().get("/figures/", {"period": "2031-Q9"}).status_code == 200
    assert Client().get("/figures/nowhere/").status_code == 404
    assert Client().get("/figures/imported/", {"limit": "many"}).status_code == 200
