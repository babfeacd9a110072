"""An older register stands apart: how long it took, and the heap just under a limit."""

import pytest
from django.test import Client

from huiying.core.access.conflict import highest_units
from huiying.core.duties.opening import opening_many
from huiying.core.kinds import Fact, Origin, PartyRole, system
from huiying.core.registers.moments import Moment
from huiying.core.units import queries as units
from huiying.core.units.register import register as register_of_units
from huiying.mechanisms.complaints import events
from huiying.mechanisms.complaints.importing.convert import Allegation, HistoricComplaint
from huiying.mechanisms.complaints.services.importing import import_complaints
from huiying.mechanisms.complaints.services.shape import keep_index
from huiying.mechanisms.complaints.tests.support import Service, days, file
from huiying.mechanisms.openness import queries
from huiying.mechanisms.openness.services.refreshing import refresh_now


@pytest.fixture
def register(service: Service) -> Service:
    """Two a day closed on days 60 to 120, thirty more on day 88, ten never."""
    waits = [day for day in range(60, 121) for _ in range(2)] + [88] * 30
    came = service.at - days(400)
    by = system("import")
    with opening_many(kind=events.KIND, by=by, at=service.at, origin=Origin.IMPORTED) as opener:
        for n, wait in enumerate([*waits, *[None] * 10]):
            book = opener.open(opened_at=came, source_key=f"old:{n}")
            facts: dict[str, Fact] = {
                "channel": "import", "category": "attitude", "identified": False, "contactable": False,
                "forwarded": False, "from_counter": False, "conduct": False,
            }  # fmt: skip
            book.record(events.RECEIVED, facts, occurred_at=came, recorded_at=came)
            book.add_party(PartyRole.HANDLING, unit=service.units["east"], since=came)
            if wait is not None:
                closed = came + days(wait)
                book.record(
                    events.ANSWERED,
                    {"finding": "upheld", "conduct": False},
                    occurred_at=closed,
                    recorded_at=closed,
                )
            keep_index(book)
    refresh_now(service.at)
    return service


def test_it_is_not_in_our_own_figures(register: Service):
    assert queries.table().period == ""
    for _ in range(11):
        file(register)
    refresh_now(register.at + days(1))
    assert queries.table("2026").whole.get("received").number == 11
    assert queries.table("all", queries.IMPORTED).whole.get("received").number == 162


def test_the_heap_under_the_limit_is_measured(register: Service):
    page = Client().get("/figures/imported/", {"limit": "90"})
    heap = page.context["heap"]
    assert heap.clear
    assert heap.observed == 2 * 7 + 30
    assert round(heap.expected) == 14
    # 31 days from 60 to 90, two a day, and the heap; the ten that never closed are missed.
    assert (page.context["within"], page.context["judged"]) == (31 * 2 + 30, 162)


def test_what_was_closed_without_a_finding_was_closed(service: Service):
    came = service.at - days(100)
    allegation = Allegation(
        category="attitude", finding="", outcome="closed-without-finding", unit="", rows=(2,)
    )
    import_complaints(
        complaints=[
            HistoricComplaint(
                key=f"old:{n}",
                channel="letter",
                received=Moment(day=came.date(), zone="Asia/Shanghai", at=came),
                closed=Moment(
                    day=(came + days(30)).date(), zone="Asia/Shanghai", at=came + days(30)
                ),
                target=None,
                allegations=(allegation,),
                outcome="closed-without-finding",
                source_rows=(2,),
            )
            for n in range(12)
        ],
        source="old",
        name="旧登记簿",
        by=system("import"),
        at=service.at,
    )
    refresh_now(service.at)
    page = Client().get("/figures/imported/", {"limit": "90"})
    assert (page.context["within"], page.context["judged"]) == (12, 12)
    assert "/figures/imported/" in Client().get("/figures/").content.decode()


def _closed_after(service: Service, source: str, wait: int, *, unit: str = "") -> None:
    came, zone = service.at - days(100), "Asia/Shanghai"
    allegation = Allegation(category="attitude", finding="", outcome="", unit=unit, rows=(2,))
    import_complaints(
        complaints=[
            HistoricComplaint(
                key=f"{source}:{n}",
                channel="letter",
                received=Moment(day=came.date(), zone=zone, at=came),
                closed=Moment(day=(came + days(wait)).date(), zone=zone, at=came + days(wait)),
                target=None,
                allegations=(allegation,),
                outcome="",
                source_rows=(2,),
            )
            for n in range(12)
        ],
        source=source,
        name=f"Register of {source}",
        by=system("import"),
        at=service.at,
    )


def test_two_registers_are_told_apart(service: Service):
    _closed_after(service, "here", 30, unit="Parks")
    _closed_after(service, "there", 60, unit="Parks")
    refresh_now(service.at)
    for source, within in (("here", 12), ("there", 0)):
        page = Client().get("/en/figures/imported/", {"limit": "40", "register": f"imp:{source}"})
        assert (page.context["within"], page.context["judged"]) == (within, 12)
        assert f'<h2 class="govuk-heading-m">Register of {source}</h2>' in page.content.decode()
    # "Parks" of the one city is not "Parks" of the other.
    assert sum(row.name == "Parks" for row in units.tree().values()) == 2


def test_what_a_register_names_is_no_part_of_the_tree_that_acts(service: Service):
    before = highest_units()
    _closed_after(service, "old", 30, unit="12th Precinct")
    theirs = [row for row in units.tree().values() if row.imported]
    assert len(theirs) == 2
    assert all(row.closed for row in theirs)
    assert highest_units() == before
    assert not any(entry.code.startswith("imp:") for entry in register_of_units())
    refresh_now(service.at)
    assert "imp:" not in Client().get("/en/figures/data.csv").content.decode()


def test_where_there_is_no_heap_none_is_seen(register: Service):
    page = Client().get("/figures/imported/", {"limit": "104"})
    assert not page.context["heap"].clear
    assert "看不出扎堆" in page.content.decode()


def test_few_closings_on_a_day_are_not_told(register: Service):
    page = Client().get("/en/figures/imported/").content.decode()
    assert "fewer than 10" in page
    assert ">32<" in page
