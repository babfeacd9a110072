"""The desk: due first, in groups, by keyset pages; never a name, never a word of what was written."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from huiying.core.kinds import PartyRole
from huiying.core.ledger import queries as ledger
from huiying.core.people.services import open_account
from huiying.mechanisms.complaints.services import following
from huiying.mechanisms.complaints.tests import support
from huiying.mechanisms.complaints.tests.support import BY_PHONE, days, file
from huiying.pages.views import desk_filters

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def service(db):
    return support.build()


@pytest.fixture
def sign_in(service, monkeypatch):
    monkeypatch.setattr("huiying.core.clock.now", lambda: service.at + days(4))

    def enter(name: str) -> Client:
        open_account(username=name, password="a-long-passphrase", officer_id=service.officers[name])
        client = Client()
        client.force_login(get_user_model().objects.get(username=name), backend=BACKEND)
        return client

    return enter


def text(response) -> str:
    return response.content.decode()


def test_what_is_overdue_comes_first_and_rows_name_nobody(service, sign_in):
    case = file(service, contact=BY_PHONE)
    shown = text(sign_in("alice").get("/desk/"))
    assert case.filed.ref in shown
    groups = re.findall(r'id="(late|today|week|later|undated)"', shown)
    assert groups == sorted(groups, key=["late", "today", "week", "later", "undated"].index)
    assert groups[0] == "late"
    for secret in ("林小满", "13800000000", "不收材料"):
        assert secret not in shown


@pytest.mark.parametrize("name", ["chief", "accused", "wanda", "rita"])
def test_others_see_no_row_and_no_count_of_it(service, sign_in, name):
    case = file(service, officers=("accused",))
    shown = text(sign_in(name).get("/desk/"))
    assert case.filed.ref not in shown
    assert set(re.findall(r"<b>(\d+)</b>", shown)) <= {"0"}


def test_the_cost_of_the_desk_does_not_grow_with_the_rows(
    service, sign_in, django_assert_max_num_queries
):
    for n in range(12):
        file(service, at=service.at + timedelta(minutes=n))
    client = sign_in("alice")
    client.get("/desk/")
    with django_assert_max_num_queries(12):
        client.get("/desk/")


def test_pages_follow_one_another_without_a_gap(service, sign_in, monkeypatch):
    monkeypatch.setattr(desk_filters, "PAGE", 5)
    monkeypatch.setattr("huiying.pages.views.desk.PAGE", 5)
    for n in range(3):
        file(service, at=service.at + timedelta(minutes=n))
    client, seen, url = sign_in("alice"), [], "/desk/"
    for _ in range(12):
        shown = text(client.get(url))
        seen += re.findall(r'id="row-([0-9a-f-]+)"', shown)
        more = re.search(r'href="([^"]+)"\s+rel="next"', shown)
        if more is None:
            break
        url = more.group(1).replace("&amp;", "&")
    assert len(seen) == len(set(seen))
    assert len(seen) > 10


def test_filters_narrow_the_list_and_stay_in_the_address(service, sign_in):
    file(service)
    client = sign_in("alice")
    everything = text(client.get("/desk/")).count("data-row")
    law = text(client.get("/desk/?basis=legal")).count("data-row")
    promised = text(client.get("/desk/?basis=commitment")).count("data-row")
    assert law + promised == everything
    assert text(client.get("/desk/?whose=mine")).count("data-row") == 0
    assert client.get("/desk/?basis=x&kind=y&whose=z&after=no&id=1").status_code == 200


def test_chosen_rows_are_given_to_one_officer(service, sign_in):
    cases = [file(service, at=service.at + timedelta(minutes=n)) for n in range(3)]
    client = sign_in("edith")
    picked = [str(case.matter_id) for case in cases[:2]]
    sent = {"pick": picked, "officer": str(service.officers["ben"]), "query": "whose=nobody"}
    response = client.post("/desk/assign", sent)
    assert response["Location"].startswith("/desk/?")
    held = [
        p.officer_id
        for case in cases
        for p in ledger.parties(case.matter_id)
        if p.role is PartyRole.ASSIGNED and p.until is None
    ]
    assert held == [service.officers["ben"]] * 2


def test_a_row_that_is_not_theirs_is_not_assigned(service, sign_in):
    case = file(service)
    client = sign_in("alice")
    client.post(
        "/desk/assign", {"pick": [str(case.matter_id)], "officer": str(service.officers["ben"])}
    )
    assert case.in_hand() is None


def test_news_stays_until_somebody_has_seen_to_it(service, sign_in):
    case = file(service)
    for words in ("请快一点。", "还在等。"):
        following.write_message(text=words, by=case.holder, at=service.at + days(1))
    client = sign_in("alice")
    shown = text(client.get("/desk/"))
    lines = re.findall(r'name="line"\s+value="([0-9a-f-]+)"', shown)
    assert len(lines) == 1
    assert "请快一点" not in shown
    client.post("/desk/put-aside", {"line": lines})
    assert 'name="line"' not in text(client.get("/desk/"))


def test_who_is_not_signed_in_is_asked_to(db):
    assert Client().get("/desk/").status_code == 302
