"""The officer's day over HTTP: the list, the calendar file, the form at the door with and without script."""

import json
import uuid
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from huiying.core.access.models import Look
from huiying.core.ledger import queries as ledger
from huiying.core.people.safe import SafePlan, set_plan
from huiying.core.people.services import open_account
from huiying.mechanisms.visits.models import Visit
from huiying.mechanisms.visits.tests.support import Case, Service, agreed, days

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def sign_in(service: Service, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setattr("huiying.core.clock.now", lambda: service.at + days(7.2))

    def signed(name: str) -> Client:
        open_account(username=name, password="a-long-passphrase", officer_id=service.officers[name])
        client = Client(headers={"accept-language": "en"})
        client.force_login(get_user_model().objects.get(username=name), backend=BACKEND)
        return client

    return signed


def answers(**changed: Any) -> dict[str, Any]:
    views = dict.fromkeys(("acceptance", "investigation", "result", "attitude"), "not-spoken")
    return {
        "draft": str(uuid.uuid4()),
        "outcome": "made",
        "agreed_now": "on",
        **{f"view_{view}": heard for view, heard in views.items()},
    } | changed


def test_the_day_lists_ones_own_visits_without_a_name(case: Case, sign_in: Any):
    agreed(case)
    page = sign_in("dora").get("/en/desk/visits/").content.decode()
    assert "at home" in page
    assert "林" not in page
    other = sign_in("lake").get("/en/desk/visits/").content.decode()
    assert "No visit is agreed for today." in other


def test_the_calendar_file_names_nobody(case: Case, sign_in: Any):
    agreed(case)
    answer = sign_in("dora").get("/en/desk/visits/week.ics")
    text = answer.content.decode()
    assert answer["Content-Type"].startswith("text/calendar")
    assert "SUMMARY:Visit" in text
    assert text.count("BEGIN:VEVENT") == 1
    assert not any(word in text for word in ("林", "青禾", "138"))


def test_who_goes_sees_whom_and_the_word_and_the_look_is_logged(case: Case, sign_in: Any):
    agreed(case)
    url = f"/en/desk/visits/{Visit.objects.get().pk}/"
    before = Look.objects.count()
    page = sign_in("dora").get(url).content.decode()
    assert "林小满" in page
    assert "青禾路 8 号" in page
    assert Look.objects.count() == before + 1
    assert sign_in("lake").get(url).status_code == 403
    assert sign_in("rita").get(url).status_code == 403


def test_a_visit_is_written_up_without_script(case: Case, sign_in: Any):
    agreed(case)
    line = case.released("调取了三处录像。", day=4)
    client, url = sign_in("dora"), f"/en/desk/visits/{Visit.objects.get().pk}/"
    assert "调取了三处录像。" in client.get(url).content.decode()
    refused = client.post(url, answers(view_result="something"))
    assert refused.status_code == 422
    assert "in their own words" in refused.content.decode()
    done = client.post(
        url,
        answers(
            told=[line],
            view_result="something",
            words_result="想知道为什么还没破。",
            promise="调来楼下的录像",
            promise_day="2026-03-20",
        ),
    )
    assert done.status_code == 302
    assert case.last("visit.made")["told"] == line
    assert "is written up" in client.get("/en/desk/visits/").content.decode()


def test_at_the_door_they_are_asked_once_more(case: Case, sign_in: Any):
    agreed(case)
    client, url = sign_in("dora"), f"/en/desk/visits/{Visit.objects.get().pk}/"
    given = answers()
    del given["agreed_now"]
    assert "Ask again at the door" in client.post(url, given).content.decode()
    assert client.post(url, answers(outcome="another-way")).status_code == 422
    assert client.post(url, answers(outcome="another-way", other_way="letter")).status_code == 302
    assert case.standing().way == "letter"


def test_what_is_taken_along_is_ones_own_released_and_logged(case: Case, sign_in: Any):
    agreed(case)
    line = case.released("走访了回收点两家。", day=4)
    case.service.at += days(0)
    before = Look.objects.count()
    pack = sign_in("dora").post("/en/desk/visits/door/take").json()
    [taken] = pack["visits"]
    assert taken["told"] == [{"id": line, "text": "走访了回收点两家。"}]
    assert taken["name"] == "林小满"
    assert Look.objects.count() == before + 1
    assert sign_in("gus").post("/en/desk/visits/door/take").json()["visits"] != []
    assert sign_in("lake").post("/en/desk/visits/door/take").json()["visits"] == []


def test_a_form_sent_from_a_device_is_known_the_second_time(case: Case, sign_in: Any):
    agreed(case)
    client, row = sign_in("dora"), Visit.objects.get()
    body = json.dumps(
        {"visit": str(row.pk), "form": answers(told=[], filled_at="2026-03-09T06:00:00Z")}
    )

    def post(text: str = body) -> Any:
        return client.post("/en/desk/visits/door/send", text, content_type="application/json")

    assert post().json()["state"] == "written"
    assert post().json()["state"] == "known"
    assert case.kinds().count("visit.made") == 1
    assert case.last("visit.made")["offline"] is True
    assert post("{}").status_code == 400
    assert post(json.dumps({"visit": str(uuid.uuid4()), "form": {}})).status_code == 409
    wrong = json.dumps({"visit": str(row.pk), "form": answers(outcome="splendid")})
    assert post(wrong).status_code == 422


def test_the_shell_is_the_same_for_everybody_and_the_worker_is_public(case: Case, sign_in: Any):
    agreed(case)
    shells = [sign_in(name).get("/en/desk/visits/door/").content for name in ("dora", "lake")]
    assert shells[0] == shells[1]
    assert b"csrfmiddlewaretoken" not in shells[0]
    worker = Client().get("/en/desk/visits/door/worker.js")
    assert worker["Content-Type"].startswith("text/javascript")
    assert Client().get("/en/desk/visits/door/app.webmanifest").json()["display"] == "standalone"
    assert Client().get("/en/desk/visits/door/hello").status_code == 302


def test_two_versions_are_laid_side_by_side_and_one_is_chosen(case: Case, sign_in: Any):
    agreed(case)
    row = Visit.objects.get()
    first = answers(view_result="something", words_result="第一份。", promise="调录像")
    sign_in("dora").post(f"/en/desk/visits/{row.pk}/", first | {"promise_day": "2026-03-20"})
    body = {
        "visit": str(row.pk),
        "form": answers(told=[], view_result="something", words_result="第二份。"),
    }
    sent = sign_in("gus").post(
        "/en/desk/visits/door/send", json.dumps(body), content_type="application/json"
    )
    assert sent.json()["state"] == "conflict"
    client, url = sign_in("carl"), f"/en/desk/visits/{row.pk}/versions"
    page = client.get(url).content.decode()
    for shown in ("第一份。", "by 20 March 2026", "第二份。", "We spoke", "Written by"):
        assert shown in page
    assert "not-spoken" not in page
    assert client.post(url, {"keep": "second"}).status_code == 422
    assert client.post(url, {"keep": "second", "reason": "核对过"}).status_code == 302
    assert case.last("visit.made")["view_result"] == "something"
    assert case.kinds().count("event.annulled") == 2


def test_who_is_complained_of_since_finds_the_visit_nowhere(case: Case, sign_in: Any):
    agreed(case)
    visit = Visit.objects.get()
    case.complained_of("dora", day=6)
    client = sign_in("dora")
    assert visit.matter.ref not in client.get("/en/desk/visits/").content.decode()
    assert "VEVENT" not in client.get("/en/desk/visits/week.ics").content.decode()
    assert client.post("/en/desk/visits/door/take").json()["visits"] == []
    assert client.get(f"/en/desk/visits/{visit.pk}/").status_code == 403


@pytest.mark.parametrize("form", [{}, answers(), answers(outcome="nobody"), {"told": ["x"]}])
def test_a_visit_of_others_is_answered_like_one_that_is_not_there(
    case: Case, sign_in: Any, form: dict[str, Any]
):
    agreed(case)
    client, told = sign_in("lake"), []
    for visit in (Visit.objects.get().pk, uuid.uuid4()):
        sent = json.dumps({"visit": str(visit), "form": form})
        answer = client.post("/en/desk/visits/door/send", sent, content_type="application/json")
        told.append((answer.status_code, answer.content))
    assert told[0] == told[1]
    assert told[0][0] == 409


def test_the_sheet_to_take_along_has_what_may_be_told_and_room_for_their_words(
    case: Case, sign_in: Any
):
    case.released("调取了三处录像。", day=1)
    agreed(case)
    visit = Visit.objects.get().pk
    page = sign_in("dora").get(f"/en/desk/visits/{visit}/sheet").content.decode()
    for shown in ("林小满", "青禾路 8 号", "调取了三处录像。", "Attitude", "on their own page"):
        assert shown in page
    assert Look.objects.filter(page="visit_sheet", what="contact").count() == 1
    assert sign_in("lake").get(f"/en/desk/visits/{visit}/sheet").status_code == 403


def test_the_sheet_of_a_visit_that_is_not_safe_any_more_says_no_place(case: Case, sign_in: Any):
    agreed(case)
    [person] = [p.person_id for p in ledger.parties(case.matter_id) if p.person_id]
    assert person is not None
    set_plan(person_id=person, plan=SafePlan(never=("home",)))
    page = sign_in("dora").get(f"/en/desk/visits/{Visit.objects.get().pk}/sheet").content.decode()
    assert "Do not go" in page
    assert "青禾路" not in page
    assert "林小满" not in page
