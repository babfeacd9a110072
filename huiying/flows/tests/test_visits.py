"""What a visit causes elsewhere: a broken promise goes up, what else was raised becomes a matter of its own."""

from typing import Any

import pytest
from django.test import Client

from huiying.core.duties.models import Duty
from huiying.core.duties.services import sweep
from huiying.core.ledger import queries as ledger
from huiying.core.ledger.models import Matter
from huiying.flows import reactions
from huiying.mechanisms.visits.services.going import Promised, Raised
from huiying.mechanisms.visits.tests import support
from huiying.mechanisms.visits.tests.test_matter_pages import Pages


@pytest.fixture
def case(db: None, settings: Any) -> support.Case:
    return support.burglary(support.build(), settings)


def react(case: support.Case, day: float) -> int:
    return reactions.run(case.service.at + support.days(day))


def raised(case: support.Case, kind: str, text: str = "楼道灯坏了三个月。") -> None:
    support.agreed(case)
    support.visited(case, raised=(Raised(kind=kind, text=text),))


def test_a_promise_that_is_missed_goes_to_the_unit_above_once(case: support.Case):
    support.agreed(case)
    support.visited(case, promises=(Promised(text="调录像", due_on="2026-03-12"),))
    sweep(now=case.service.at + support.days(12))
    assert react(case, 12) == 1
    assert case.last("recovery.opened")["cause"] == "broken-promise"
    sweep(now=case.service.at + support.days(15))
    assert react(case, 15) == 0


@pytest.mark.parametrize(("kind", "category"), [("hazard", "help"), ("hardship", "help.hardship")])
def test_what_was_raised_is_answered_like_anything_else(
    case: support.Case, kind: str, category: str
):
    raised(case, kind)
    assert react(case, 8) == 1
    assert react(case, 8) == 0
    filed = Matter.objects.get(kind="complaint")
    received = ledger.history(filed.pk)[0]
    assert (received.facts["category"], received.facts["channel"]) == (category, "visit")
    assert Duty.objects.filter(matter=filed, rule="agency.answer").exists()


def test_a_complaint_raised_at_the_door_is_kept_from_the_unit_that_visited(case: support.Case):
    raised(case, "complaint", "上次来的人态度很差。")
    react(case, 8)
    filed = Matter.objects.get(kind="complaint")
    assert filed.handling_unit_id == case.service.units["east"]
    for name in ("carl", "chief", "dora"):
        parties = ledger.parties(filed.pk)
        assert support.doors.acts_on(case.service.actor(name), parties, filed.pk) == frozenset()


def test_the_person_alone_gets_the_receipt_code_of_it(
    case: support.Case, monkeypatch: pytest.MonkeyPatch
):
    raised(case, "hazard")
    react(case, 8)
    pages = Pages(case, monkeypatch)
    pages.on(8.1)
    client, home = pages.person(8.1)
    page = client.get(home).content.decode()
    event = case.event_id("issue.opened")
    assert f"/raised/{event}" in page
    shown = client.post(f"{home}raised/{event}").content.decode()
    code = shown.split('data-code="')[1].split('"')[0] if "data-code" in shown else ""
    other = Client()
    typed = code or "".join(c for c in shown.split("hy-code")[1][:400] if c.isdigit())[:20]
    assert other.post("/en/m/", {"code": typed}).status_code == 302
    staff = pages.staff("carl").get(f"/en/desk/m/{pages.ref}/").content.decode()
    assert str(event) not in staff
