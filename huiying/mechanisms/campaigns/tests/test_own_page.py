"""The person's page of what they raised, and the public pages of a campaign."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from huiying.core import clock
from huiying.core.web import proof
from huiying.flows import reactions
from huiying.mechanisms.campaigns.models import Raised
from huiying.mechanisms.campaigns.raised_standing import Stage
from huiying.mechanisms.campaigns.services import going, publishing
from huiying.mechanisms.campaigns.tests.pages import text, with_code
from huiying.mechanisms.campaigns.tests.support import (
    GOING,
    Service,
    answered,
    counts,
    days,
    planned,
    published,
    raise_one,
)
from huiying.mechanisms.campaigns.tests.test_going import count


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is four days after the visits."""
    monkeypatch.setattr("huiying.core.clock.now", lambda: GOING + timedelta(days=4))


def test_the_answer_stands_on_the_page_and_can_be_disagreed_with(service: Service, later: None):
    told = answered(service, published(service))
    client, page = with_code(told)
    shown = text(client.get(page))
    assert "灯已经换好了" in shown
    assert "楼道的灯坏了三个月" in shown
    assert "请上一级单位看看" in shown
    handle = page.strip("/").split("/")[-1]
    deed = reverse("matter_deed", args=[handle, "disagree-raised"])
    assert client.post(deed, {"reason": " "}).status_code == 422
    assert client.post(deed, {"reason": "又坏了。"}).status_code == 302
    assert told.stage() is Stage.REVIEWING


def test_a_complaint_has_its_receipt_on_the_page_once(service: Service, later: None):
    told = raise_one(service, published(service), what="complaint", narrative="推了我。")
    reactions.run(GOING + days(1))
    client, page = with_code(told)
    handle = page.strip("/").split("/")[-1]
    fetch = reverse("raised_receipt_fetch", args=[handle])
    assert fetch in text(client.get(page))
    receipt = client.post(fetch)
    assert receipt.status_code == 200
    assert len(str(receipt.context["receipt"].code)) == 20
    assert client.post(fetch)["Location"] == page


# --- for everybody -------------------------------------------------------------------------------------


def test_a_plan_is_public_once_it_is_published_and_not_before(service: Service, today: None):
    run = planned(service)
    client = Client()
    assert client.get(reverse("campaign_public", args=[run.ref])).status_code == 404
    assert "春季大走访" not in text(client.get(reverse("campaigns_public")))
    publishing.publish_plan(
        matter_id=run.matter_id, by=service.actor("edith"), at=service.at + days(1)
    )
    page = text(client.get(reverse("campaign_public", args=[run.ref])))
    for words in ("春季大走访", "青禾路1号至60号", "晚上出门放心吗", "不想上门的", "还没有告知"):
        assert words in page
    assert "春季大走访" in text(client.get(reverse("campaigns_public")))


def test_a_feed_tells_what_is_announced_where_one_lives(service: Service, today: None):
    run = planned(service)
    client, feed = Client(), reverse("campaigns_feed")
    assert "春季大走访" not in text(client.get(feed))
    by, at = service.actor("edith"), service.at + days(1)
    publishing.publish_plan(matter_id=run.matter_id, by=by, at=at)
    publishing.announce_area(
        matter_id=run.matter_id, area=run.areas["east-gate"], way="site", by=by, at=at
    )
    everywhere, gate, lake = (
        text(client.get(feed, {"unit": unit} if unit else {}))
        for unit in ("", "east-gate", "east-lake")
    )
    assert "青禾路1号至60号" in everywhere
    assert "青禾路1号至60号" in gate
    assert "春季大走访" in lake
    assert "青禾路1号至60号" not in lake
    assert "春季大走访" not in text(client.get(feed, {"unit": "west"}))
    assert client.get(feed, {"unit": "nowhere"}).status_code == 404


def test_what_is_owed_to_everybody_next_stands_first(service: Service, today: None):
    run = published(service)
    (promise,) = Client().get(reverse("campaign_public", args=[run.ref])).context["promises"]
    assert promise.title == "按期完成走访"
    assert promise.rule.id == "agency.campaign-finished"


def test_small_numbers_are_not_published_and_no_officer_is_named(service: Service, today: None):
    run = published(service)
    count(run)
    page = Client().get(reverse("campaign_public", args=[run.ref]))
    values = {figure.label: figure.value for figure in page.context["figures"]}
    assert values["户（处）谈过"] == "12"
    assert values["不愿意谈，没有关系"] == "–"
    for name in ("dora", "emil", "lars"):
        assert name not in text(page)


def test_results_stand_on_the_public_page(service: Service, today: None):
    run = published(service)
    going.record_visits(
        matter_id=run.matter_id, area=run.areas["east-gate"], day=GOING.date(),
        counts=counts(40, 8, 12, 0), by=service.actor("dora"), at=GOING,
    )  # fmt: skip
    by = service.actor("edith")
    publishing.finish_campaign(matter_id=run.matter_id, by=by, at=GOING)
    publishing.publish_results(
        matter_id=run.matter_id, heard="路灯问得最多。", done="换了11盏。", by=by, at=GOING
    )
    page = text(Client().get(reverse("campaign_public", args=[run.ref])))
    assert "换了11盏" in page
    assert "路灯问得最多" in page


def test_somebody_tells_us_something_on_one_page_and_has_a_receipt(service: Service, today: None):
    run = published(service)
    client = Client()
    url = reverse("campaign_say", args=[run.ref])
    form = client.get(url).context["form"]
    typed = {
        "key": form.initial["key"], "what": "suggestion", "narrative": "早上窗口早开半小时。",
        "unit": "east-gate", "proof": form.current.token,
    }  # fmt: skip
    assert client.post(url, typed | {"narrative": ""}).status_code == 422
    assert Raised.objects.count() == 0
    form = client.get(url).context["form"]
    typed["proof"] = form.current.token
    later = clock.now() + proof.WAIT * 2
    with pytest.MonkeyPatch.context() as patch, time_machine.travel(later, tick=False):
        patch.setattr("huiying.core.clock.now", lambda: later)
        answer = client.post(url, typed)
        assert answer.status_code == 200
        assert len(str(answer.context["receipt"].code)) == 20
    kept = Raised.objects.get()
    assert (kept.what, kept.campaign_id) == ("suggestion", run.matter_id)
