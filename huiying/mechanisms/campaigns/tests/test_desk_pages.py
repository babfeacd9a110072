"""A campaign by its pages: declared, planned, published, announced; counted and written down on a phone; answered."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from huiying.core.kinds import PartyRole
from huiying.core.ledger import queries as ledger
from huiying.core.ledger.entries import standing as standing_lines
from huiying.mechanisms.campaigns import standing
from huiying.mechanisms.campaigns.models import Campaign, Raised
from huiying.mechanisms.campaigns.raised_standing import Stage as RaisedStage
from huiying.mechanisms.campaigns.standing import Stage, Standing
from huiying.mechanisms.campaigns.tests.pages import signed_in, text
from huiying.mechanisms.campaigns.tests.support import (
    AT,
    GOING,
    Service,
    published,
    raise_one,
)


def act(client: Any, ref: str, slug: str, **typed: Any) -> int:
    url = reverse("staff_act", args=[ref, slug])
    page = client.get(url)
    assert page.status_code == 200, (slug, text(page)[:2000])
    return int(client.post(url, typed).status_code)


def dated(name: str, day: str) -> dict[str, str]:
    """A day as the three boxes of a form send it."""
    parts = zip(("year", "month", "day"), day.split("-"), strict=True)
    return {f"{name}_{part}": value for part, value in parts}


PLAN = {
    "title": "春季大走访",
    "purpose": "问问大家晚上出门放不放心。",
    "notice": "社区民警白天上门；也可以打电话、来所里。",
    "asks": ["safety"],
    "questions": "楼道的灯亮不亮？",
    **dated("begins", "2026-03-09"),
    **dated("ends", "2026-03-31"),
}


def test_from_declaring_to_announcing(service: Service, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("huiying.core.clock.now", lambda: AT)
    client = signed_in(service, "edith")
    assert client.get(reverse("campaign_declare")).status_code == 200
    made = client.post(reverse("campaign_declare"), PLAN)
    assert made.status_code == 302, text(made)
    ref = ledger.matter(Campaign.objects.get().pk).ref
    first = dated("first", "2026-03-09") | dated("last", "2026-03-20")
    typed = {"unit": service.units["east-gate"], "place": "household", "planned": "60"}
    assert act(client, ref, "campaign-area", **typed, words="青禾路1号至60号", **first) == 302
    area = _standing(ref).areas[0].code
    dora = service.officers["dora"]
    assert act(client, ref, "campaign-send") == 422
    assert act(client, ref, "campaign-send", **{f"who_{area}": [dora]}) == 302
    assert client.get(reverse("campaign_public", args=[ref])).status_code == 404
    assert act(client, ref, "campaign-publish") == 302
    assert act(client, ref, "campaign-announce", area=area, way="notice") == 302
    page = text(client.get(reverse("staff_matter", args=[ref])))
    assert "青禾路1号至60号" in page
    assert "楼道的灯亮不亮" in page
    assert _standing(ref).stage is Stage.PUBLISHED
    listed = text(client.get(reverse("campaign_list")))
    assert "春季大走访" in listed


def _standing(ref: str) -> Standing:
    return standing.read(standing_lines(ledger.history(ledger.matter_by_ref(ref).id)))


def test_what_is_wrong_is_said_and_what_was_typed_is_kept(
    service: Service, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("huiying.core.clock.now", lambda: AT)
    client = signed_in(service, "edith")
    page = client.post(reverse("campaign_declare"), PLAN | dated("begins", "2026-03-01"))
    assert page.status_code == 422
    assert "楼道的灯亮不亮" in text(page)
    assert Campaign.objects.count() == 0
    assert signed_in(service, "dora").get(reverse("campaign_declare")).status_code == 403


def test_an_officer_counts_a_day_and_writes_down_what_was_raised(service: Service, today: None):
    run = published(service)
    client = signed_in(service, "dora")
    page = text(client.get(reverse("campaign_day")))
    assert "青禾路1号至60号" in page
    url = reverse("campaign_count", args=[run.ref, run.areas["east-gate"]])
    assert client.get(url).status_code == 200
    numbers = {"visited": "12", "absent": "5", "declined": "2", "other_way": "1"}
    assert client.post(url, {"day": "2026-03-10", **numbers}).status_code == 302
    assert client.post(url, {"day": "2026-03-10", **numbers, "visited": "99"}).status_code == 422
    assert run.standing().total().visited == 12
    url = reverse("campaign_raise", args=[run.ref, run.areas["east-gate"]])
    assert client.get(url).status_code == 200
    typed = {
        "what": "hazard", "narrative": "楼道的灯坏了。", "channel": "visit", "consent": "no",
        "handover": "print",
    }  # fmt: skip
    assert client.post(url, typed | {"phone": "13800000000"}).status_code == 422
    assert client.post(url, typed).status_code == 302
    assert "Open the slip for printing" in text(client.get(_english("campaign_raised")))
    slip = client.post(reverse("campaign_raised_slip"))
    assert slip.status_code == 200
    code = str(slip.context["slips"][0][1])
    assert ledger.holder_of(code) is not None
    assert client.post(reverse("campaign_raised_slip")).status_code == 302
    assert Raised.objects.get().what == "hazard"


def _english(name: str, *args: str) -> str:
    return "/en" + reverse(name, args=args)


def test_the_head_of_a_station_finds_the_campaign_that_comes_to_it(service: Service, today: None):
    run = published(service)
    page = signed_in(service, "chief").get(reverse("campaign_list"))
    assert page.context["rows"] == []
    assert [row["ref"] for row in page.context["here"]] == [run.ref]
    assert signed_in(service, "wanda").get(reverse("campaign_list")).context["here"] == []
    assert signed_in(service, "edith").get(reverse("campaign_list")).context["here"] == []


def test_nobody_else_reaches_the_officer_s_forms(service: Service, today: None):
    run = published(service)
    for name in ("lars", "chief", "alice", "wanda"):
        client = signed_in(service, name)
        for page in ("campaign_count", "campaign_raise"):
            answer = client.get(reverse(page, args=[run.ref, run.areas["east-gate"]]))
            assert answer.status_code == 403


def test_the_station_answers_what_was_raised_and_the_list_knows(service: Service, today: None):
    run = published(service)
    told = raise_one(service, run, at=GOING - timedelta(hours=1))
    chief = signed_in(service, "chief")
    assert told.kept.ref in text(chief.get(reverse("raised_list")))
    ref, dora = told.kept.ref, str(service.officers["dora"])
    assert act(chief, ref, "raised-assign", officer=dora) == 302
    assert told.stage() is RaisedStage.IN_HAND
    client = signed_in(service, "dora")
    answer = {"result": "done", "answer": "灯已经换好了。"}
    assert act(client, ref, "raised-answer", **answer) == 302
    assert told.stage() is RaisedStage.ANSWERED
    assert ref not in text(chief.get(reverse("raised_list")))
    assert ref in text(chief.get(reverse("raised_list") + "?all=1"))
    assert "换好了" in text(client.get(reverse("staff_matter", args=[ref])))


def test_it_is_moved_transferred_and_taken_up_again(service: Service, today: None):
    run = published(service)
    told = raise_one(service, run, at=GOING - timedelta(hours=1))
    chief, ref = signed_in(service, "chief"), told.kept.ref
    lake = str(service.units["east-lake"])
    assert act(chief, ref, "raised-move", to_unit=lake, reason="灯在湖边。") in {302, 200}
    assert told.unit(PartyRole.HANDLING) == service.units["east-lake"]
    lena = signed_in(service, "lena")
    typed = {"body": "power-water", "where": "供电所 95598", "reason": "路灯归供电所管。"}
    assert act(lena, ref, "raised-transfer", **typed) == 302
    assert told.stage() is RaisedStage.OUTSIDE
    assert act(lena, ref, "raised-reopen", reason="供电所说不是他们的。") == 302
    assert told.stage() is RaisedStage.IN_HAND


def offered_to(client: Any, ref: str) -> set[int]:
    """Officers that the page of who goes offers, over all areas."""
    page = text(client.get(reverse("staff_act", args=[ref, "campaign-send"])))
    return {int(n) for n in re.findall(r'name="who_\w+"\s+value="(\d+)"', page)}


@pytest.mark.parametrize(
    ("leader", "of", "goes"),
    [
        # Planned by the city for a station: of the station, and of every unit up to the city.
        (
            "hugo",
            "east-gate",
            {"dora", "emil", "chief", "alice", "edith", "hugo", "clara", "sven"},
        ),
        # Planned by the city for a county's area: of both its stations as well.
        (
            "hugo",
            "east",
            {
                "alice", "edith", "dora", "emil", "chief", "lars", "lena", "hugo", "clara", "sven",
            },
        ),
        # Planned by the county: nobody above it.
        ("edith", "east-gate", {"dora", "emil", "chief", "alice", "edith"}),
    ],
)  # fmt: skip
def test_who_is_offered_is_of_the_stations_an_area_belongs_to_and_of_the_unit_that_plans(
    service: Service, monkeypatch: pytest.MonkeyPatch, leader: str, of: str, goes: set[str]
):
    monkeypatch.setattr("huiying.core.clock.now", lambda: AT)
    client = signed_in(service, leader)
    client.post(reverse("campaign_declare"), PLAN)
    ref = ledger.matter(Campaign.objects.get().pk).ref
    first = dated("first", "2026-03-09") | dated("last", "2026-03-20")
    typed = {"unit": service.units[of], "place": "household", "planned": "60"}
    assert act(client, ref, "campaign-area", **typed, words="青禾路1号至60号", **first) == 302
    assert offered_to(client, ref) == {service.officers[name] for name in goes}
    area = _standing(ref).areas[0].code
    for name in goes:
        who = {f"who_{area}": [service.officers[name]]}
        assert act(client, ref, "campaign-send", **who) == 302
    wanda = {f"who_{area}": [service.officers["wanda"]]}
    assert act(client, ref, "campaign-send", **wanda) == 422
