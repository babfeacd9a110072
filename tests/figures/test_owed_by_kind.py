"""Everything owed to people is in the figures: by kind, by whose time it is, adding up, and never of few matters."""

import csv
import io

import pytest
from django.conf import settings
from django.test import Client
from django.utils import translation

from huiying.core.duties.models import Duty
from huiying.core.duties.services import sweep
from huiying.core.holders.coming_in import open_page
from huiying.mechanisms.cases.tests import support as cases
from huiying.mechanisms.complaints.tests import support as complaints
from huiying.mechanisms.openness import panel_owed, queries
from huiying.mechanisms.openness.measures import SET, VISIT, Label
from huiying.mechanisms.openness.models import Bulletin
from huiying.mechanisms.openness.services import scope
from huiying.mechanisms.openness.services.refreshing import refresh_now
from huiying.mechanisms.visits.services.planning import plan_visits

LATER = cases.days(120)


@pytest.fixture
def service(db: None) -> cases.Service:
    return cases.build()


def count(service: cases.Service) -> None:
    at = service.at + LATER
    while sweep(now=at):
        pass
    refresh_now(at)


def opened(service: cases.Service, number: int, crime: str = "burglary") -> None:
    """Cases opened after a day; the even ones read their page in time."""
    for place in range(number):
        case = cases.opened(service, crime=crime)
        if place % 2 == 0:
            open_page(by=case.holder(), at=service.at + cases.days(2))


def row(sort: str, label: Label = Label.BOTH) -> Bulletin:
    return Bulletin.objects.get(period="2026", unit=None, measure=panel_owed.code(sort, label))


def number(
    service: cases.Service, kind: str, basis: tuple[str, ...], visits: bool = False
) -> tuple[int, int, int]:
    """By hand, from the duties themselves: fell due, kept, not due yet."""
    at = service.at + LATER
    rows = Duty.objects.filter(
        matter__kind=kind, nature="answer", lead=True, due_at__isnull=False,
        owed_to__in=scope.COUNTED, basis__in=basis,
    ).exclude(state="void", breached=False)  # fmt: skip
    rows = rows.filter(pack__contains="visits") if visits else rows.exclude(pack__contains="visits")
    due = rows.filter(due_at__lte=at, provisional=False)
    still = rows.filter(due_at__gt=at, ended=False)
    return due.count(), due.filter(state="met", breached=False).count(), still.count()


def test_what_is_owed_to_victims_is_counted_and_adds_up_to_the_duties(service: cases.Service):
    opened(service, 12)
    count(service)
    for label, basis in ((Label.LAW, ("law",)), (Label.STANDARD, ("standard",))):
        found = row("case", label)
        assert found.of
        due, kept, still = number(service, "case", basis)
        assert (found.of, found.number) == (due, kept)
        if found.detail["open"] is not None:
            assert found.detail["open"] == still
        assert 0 <= (found.low or 0) <= (found.value or 0) <= (found.high or 0) <= 1


def test_the_laws_time_and_our_own_add_up_to_both_and_kinds_to_the_whole(service: cases.Service):
    opened(service, 12)
    for _ in range(12):
        complaints.answered(service)
    count(service)
    for sort in ("case", "complaint"):
        both, apart = row(sort), [row(sort, label) for label in SET]
        assert both.shown
        assert both.of == sum(one.of or 0 for one in apart)
    whole = row("all")
    assert whole.of == sum(row(sort).of or 0 for sort in ("case", "complaint"))
    assert queries.table("2026").whole.get("promises").of == whole.of


def test_visits_are_counted_apart_from_the_case_they_are_made_on(service: cases.Service):
    for _ in range(11):
        case = cases.opened(service)
        plan_visits(
            matter_id=case.matter_id, party_id=case.parties[0], cause="unsolved",
            weeks=4, agreed=False, by=service.actor("cai"), at=service.at + cases.days(1),
        )  # fmt: skip
    count(service)
    found = row(VISIT, Label.STANDARD)
    assert (found.of, found.number) == number(service, "case", ("standard",), visits=True)[:2]
    assert found.of == 11


def test_nine_cases_with_many_duties_each_are_not_shown(service: cases.Service):
    opened(service, 9, crime="domestic-violence")
    count(service)
    rows = Bulletin.objects.filter(measure__startswith="owed:")
    assert rows.exists()
    assert not rows.exclude(shown=False).exists()
    assert not rows.exclude(of=None, number=None, value=None).exists()
    assert {(b.detail["open"], b.detail["gone"]) for b in rows} <= {
        (None, 0),
        (0, None),
        (0, 0),
        (None, None),
    }
    shown = Bulletin.objects.filter(measure__startswith="rule:", shown=True)
    assert not shown.exists()


def test_a_kind_with_few_is_not_the_whole_less_the_rest(service: cases.Service):
    opened(service, 4)
    for _ in range(14):
        complaints.answered(service)
    count(service)
    for place in (row("case"), row("complaint"), row("case", Label.LAW)):
        assert not place.shown
    assert row("all").shown


def test_page_csv_and_json_say_the_same_and_nothing_of_an_offence(service: cases.Service):
    opened(service, 12, crime="domestic-violence")
    count(service)
    client = Client()
    text = client.get("/figures/data.csv", {"period": "2026"}).content.decode("utf-8-sig")
    csv_rows = {
        (r["unit"], r["measure"]): r["of"]
        for r in csv.DictReader(io.StringIO(text))
        if r["measure"].startswith("owed:")
    }
    said = client.get("/figures/data.json", {"period": "2026"}).json()
    json_rows = {
        (f["unit"], f["measure"]): "" if f["of"] is None else str(f["of"])
        for f in said["figures"]
        if f["measure"].startswith("owed:")
    }
    assert csv_rows == json_rows
    assert csv_rows["", "owed:case:law"]
    assert csv_rows["east-gate", "owed:case:law"]
    assert said["measures"]["owed:case:law"]["label"]
    assert "domestic" not in text
    for path in ("/en/figures/", "/en/figures/east-gate/"):
        page = client.get(path, {"period": "2026"}).content.decode()
        assert "Reports and cases: time set by law or from above" in page
        assert f">{csv_rows['', 'owed:case:law']}<" in page.replace("\n", "")


def test_every_kind_that_has_rules_has_a_name(db: None):
    kinds = {kind for table in settings.HUIYING_PACK_TABLE.values() for kind in table}
    assert kinds <= settings.HUIYING_OWED_NAMES.keys()
    with translation.override("zh-hans"):
        assert panel_owed.sort_name("case") == "报案和案件"
