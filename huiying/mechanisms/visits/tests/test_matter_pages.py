"""Visits on the page of a matter: for the desk, for who is visited, for who asks and who supervises."""

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from huiying.core.ledger import queries as ledger
from huiying.core.ledger import services as ledger_services
from huiying.core.people.services import open_account
from huiying.mechanisms.visits.services.going import Promised
from huiying.mechanisms.visits.tests.support import (
    Case,
    agreed,
    days,
    offered,
    planned,
    visited,
)
from huiying.mechanisms.visits.tests.test_day_pages import answers

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


class Pages:
    """Signed-in staff and the person, at a day of the story."""

    def __init__(self, case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
        self.case, self._patch = case, monkeypatch
        self.ref = ledger.matter(case.matter_id).ref

    def on(self, day: float) -> None:
        at = self.case.service.at + days(day)
        self._patch.setattr("huiying.core.clock.now", lambda: at)

    def staff(self, name: str) -> Client:
        accounts = get_user_model().objects
        if not accounts.filter(username=name).exists():
            officer = self.case.service.officers[name]
            open_account(username=name, password="a-long-passphrase", officer_id=officer)
        client = Client()
        client.force_login(accounts.get(username=name), backend=BACKEND)
        return client

    def act(self, name: str, slug: str, **typed: Any) -> Any:
        url = f"/en/desk/m/{self.ref}/{slug}"
        client = self.staff(name)
        seen = client.get(url).context["form"].initial["seen"]
        return client.post(url, {"party": str(self.case.party_id), "seen": seen, **typed})

    def person(self, day: float) -> tuple[Client, str]:
        code = ledger_services.issue_code(
            matter_id=self.case.matter_id,
            party_id=self.case.party_id,
            at=self.case.service.at + days(day),
            provisional=False,
        )
        client = Client()
        answer = client.post("/en/m/", {"code": code})
        assert answer.status_code == 302, answer.content.decode()
        return client, answer["Location"]


@pytest.fixture
def pages(case: Case, monkeypatch: pytest.MonkeyPatch) -> Pages:
    made = Pages(case, monkeypatch)
    made.on(1)
    return made


def test_the_desk_plans_offers_and_sees_what_was_agreed(case: Case, pages: Pages):
    done = pages.act("carl", "plan-visits", cause="unsolved", weeks="4", agreed="on")
    assert done.status_code == 302, done.content.decode()
    done = pages.act(
        "carl",
        "offer-visit",
        way="home",
        officer_1=str(case.service.officers["dora"]),
        officer_2=str(case.service.officers["gus"]),
        option_1="2026-03-05T19:00",
        option_2="2026-03-06T19:00",
    )
    assert done.status_code == 302, done.content.decode()
    page = pages.staff("carl").get(f"/en/desk/m/{pages.ref}/").content.decode()
    assert "every 4 weeks" in page
    assert "6 March 2026, 19:00" in page
    done = pages.act("carl", "record-pick", option="2")
    assert done.status_code == 302, done.content.decode()
    assert case.last("visit.agreed")["due_on"] == "2026-03-06"


def test_the_person_picks_a_time_and_sees_who_comes_and_the_word(case: Case, pages: Pages):
    offered(case)
    pages.on(3)
    client, home = pages.person(3)
    assert "Nobody comes before you have picked a time" in client.get(home).content.decode()
    assert client.post(f"{home}visit-time", {"option": "1"}).status_code == 302
    page = client.get(home).content.decode()
    assert "Dora, 000002" in page
    assert "They say this word first" in page
    assert "青禾路 8 号" in page
    assert client.post(f"{home}visit-way", {"way": "letter"}).status_code == 302
    page = client.get(home).content.decode()
    assert "You hear from us by letter, as you wished." in page
    assert "They say this word first" not in page


def test_a_time_that_is_over_is_refused_with_a_sentence(case: Case, pages: Pages):
    offered(case)
    pages.on(60)
    client, home = pages.person(60)
    answer = client.post(f"{home}visit-time", {"option": "1"})
    assert answer.status_code == 409
    assert "not on offer any more" in answer.content.decode()


def test_the_person_says_how_often_and_asks_for_other_times(case: Case, pages: Pages):
    planned(case)
    offered(case)
    pages.on(3)
    client, home = pages.person(3)
    assert client.post(f"{home}visit-interval", {"weeks": "8"}).status_code == 302
    assert client.post(f"{home}visit-interval", {"weeks": "80"}).status_code == 422
    assert client.post(f"{home}visit-times", {"wish": "周末上午"}).status_code == 302
    assert case.last("visit.plan-set")["weeks"] == 8
    page = pages.staff("carl").get("/en/desk/").content.decode()
    assert "offer the times they asked for" in page


def test_a_call_is_written_up_at_the_desk(case: Case, pages: Pages):
    line = case.released("调取了三处录像。", day=0.5)
    given = answers(told=[line], view_result="something", words_result="想知道为什么。")
    del given["draft"], given["outcome"], given["agreed_now"]
    officer = str(case.service.officers["carl"])
    done = pages.act("carl", "write-up-visit", way="phone", officer_1=officer, **given)
    assert done.status_code == 302, done.content.decode()
    assert case.last("visit.made")["told"] == line
    pages.on(2)
    client, home = pages.person(2)
    page = client.get(home).content.decode()
    assert "What we told you on" in page
    assert "调取了三处录像。" in page


def test_at_home_without_agreement_is_refused_at_the_desk(case: Case, pages: Pages):
    given = answers()
    del given["draft"], given["outcome"], given["agreed_now"]
    officer = str(case.service.officers["carl"])
    done = pages.act("carl", "write-up-visit", way="home", officer_1=officer, **given)
    assert done.status_code == 409
    assert "needs the person&#x27;s agreement first" in done.content.decode()


def test_the_view_is_asked_answered_and_seen_to_above(case: Case, pages: Pages):
    visited(case, way="phone", by="carl", day=1)
    pages.on(4)
    rita = pages.staff("rita")
    assert pages.ref in rita.get("/en/desk/visits/views").content.decode()
    asked = rita.post(f"/en/desk/visits/views/{case.matter_id}/{case.party_id}/ask")
    assert asked.status_code == 302
    client, home = pages.person(4)
    assert "How do you see it?" in client.get(home).content.decode()
    low = dict.fromkeys(("acceptance", "investigation", "attitude"), "satisfied")
    assert client.post(f"{home}visit-view", low | {"result": "dissatisfied"}).status_code == 302
    for name in ("carl", "chief"):
        page = pages.staff(name).get(f"/en/desk/m/{pages.ref}/").content.decode()
        assert "dissatisfied" not in page
        assert "unit above" not in page
    above = pages.staff("edith")
    assert "it is for you to see to" in above.get("/en/desk/").content.decode()
    assert "For you to see to" in above.get(f"/en/desk/m/{pages.ref}/").content.decode()
    done = pages.act(
        "edith",
        "recover",
        recovery=str(case.event_id("recovery.opened")),
        what="apologised",
        text="我给您打了电话。",
    )
    assert done.status_code == 302, done.content.decode()
    assert "我给您打了电话。" in client.get(home).content.decode()


def test_a_call_of_the_response_centre_asks_and_hears_in_one(case: Case, pages: Pages):
    visited(case, way="phone", by="carl", day=1)
    pages.on(4)
    views = dict.fromkeys(("acceptance", "investigation", "result", "attitude"), "fair")
    url = f"/en/desk/visits/views/{case.matter_id}/{case.party_id}/phone"
    rita = pages.staff("rita")
    assert rita.post(url, {}).status_code == 422
    assert rita.post(url, views).status_code == 302
    assert case.last("visit-view.given")["channel"] == "telephone"
    assert pages.staff("carl").post(url, views).status_code == 403


def test_a_supervisor_sees_which_promises_are_about_to_break(case: Case, pages: Pages):
    agreed(case)
    visited(case, promises=(Promised(text="调录像", due_on="2026-03-16"),))
    pages.on(9)
    page = pages.staff("sven").get("/en/desk/visits/promises").content.decode()
    assert pages.ref in page
    assert "调录像" not in page
    assert pages.staff("carl").get("/en/desk/visits/promises").status_code == 403


def test_pressure_goes_to_oversight_alone(case: Case, pages: Pages):
    client, home = pages.person(1)
    assert client.post(f"{home}visit-pressure", {"text": "让我改成满意。"}).status_code == 302
    page = pages.staff("carl").get(f"/en/desk/m/{pages.ref}/").content.decode()
    assert "让我改" not in page
    assert "wanted their answer changed" not in page
