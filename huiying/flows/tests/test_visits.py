"""What a visit causes elsewhere: a broken promise goes up, what else was raised becomes a matter of its own."""

import uuid
from typing import Any

import pytest
from django.test import Client

from huiying.core.duties.models import Duty
from huiying.core.duties.services import sweep
from huiying.core.ledger import queries as ledger
from huiying.core.ledger.models import Matter
from huiying.core.notices.models import Channel, Notice
from huiying.core.people.safe import SafePlan, set_plan
from huiying.core.people.services import Contact, open_contact
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


@pytest.mark.parametrize("kind", ["hazard", "hardship", "suggestion"])
def test_what_was_raised_is_answered_like_what_is_raised_in_a_campaign(
    case: support.Case, kind: str, settings: Any
):
    settings.HUIYING_CASE_KIND = f"{__name__}.burglary"
    raised(case, kind)
    assert react(case, 8) == 1
    assert react(case, 8) == 0
    opened = Matter.objects.get(kind="raised")
    received = ledger.history(opened.pk)[0]
    assert (received.facts["what"], received.facts["channel"]) == (kind, "visit")
    assert (received.facts["campaign"], received.facts["contactable"]) == ("", True)
    assert opened.handling_unit_id == ledger.matter(case.matter_id).handling_unit
    assert Duty.objects.filter(matter=opened, rule=f"agency.raised-{kind}-answer").exists()
    assert not Matter.objects.filter(kind="complaint").exists()
    assert str(case.matter_id) not in str([e.facts for e in ledger.history(opened.pk)])


def test_who_could_be_put_in_danger_by_a_message_is_sent_none_of_what_they_raised(
    case: support.Case, settings: Any
):
    settings.HUIYING_CASE_KIND = f"{__name__}.burglary"
    set_plan(person_id=person_of(case.matter_id), plan=SafePlan(never=("email", "phone")))
    raised(case, "hardship")
    react(case, 8)
    opened = Matter.objects.get(kind="raised")
    assert ledger.history(opened.pk)[0].facts["contactable"] is False
    assert open_contact(person_of(opened.pk)) == Contact()
    assert not Notice.objects.filter(matter_id=opened.pk, channel=Channel.EMAIL).exists()


def test_in_a_kind_of_case_that_is_held_back_no_complaint_raised_sends_a_message(
    case: support.Case, settings: Any
):
    settings.HUIYING_CASE_KIND = f"{__name__}.at_home"
    raised(case, "complaint", "上次来的人态度很差。")
    react(case, 8)
    filed = Matter.objects.get(kind="complaint")
    assert open_contact(person_of(filed.pk)) == Contact()
    assert not Notice.objects.filter(matter_id=filed.pk, channel=Channel.EMAIL).exists()


def burglary(matter_id: uuid.UUID, kind: str) -> str:
    return "burglary"


def at_home(matter_id: uuid.UUID, kind: str) -> str:
    return "domestic-violence"


def person_of(matter_id: uuid.UUID) -> uuid.UUID:
    return next(p.person_id for p in ledger.parties(matter_id) if p.person_id is not None)


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
