"""Unusual looking is a question for oversight: far too many matters, one's own name, somebody one works with."""

import pytest
from django.test import Client

from huiying.core.access import unusual
from huiying.core.access.looks import log_look
from huiying.core.access.models import Unusual
from huiying.core.access.unusual import FLOOR, TIMES, Kind, find_unusual
from huiying.core.kinds import SeatRole
from huiying.core.ledger import queries as ledger
from huiying.core.people.models import Account
from huiying.core.people.services import Contact, open_account
from huiying.core.units.services import post_officer
from huiying.mechanisms.complaints.tests.support import Service, build, days, file


@pytest.fixture
def service(db: None) -> Service:
    return build()


def look(service: Service, who: str, matter, at=None) -> None:
    at = at or service.at
    log_look(by=service.actor(who, at), at=at, what="contact", page="test", matter_id=matter)


def signed_in(service: Service, who: str) -> Client:
    open_account(username=who, password="a long enough one", officer_id=service.officers[who])
    client = Client(headers={"host": "localhost"})
    client.force_login(Account.objects.get(username=who))
    return client


def test_far_more_matters_in_a_day_than_ordinary_is_one_question(service: Service):
    cases = [file(service) for _ in range(FLOOR * 2 + 1)]
    for case in cases[:-1]:
        look(service, "alice", case.matter_id)
    find_unusual(service.at, 100)
    assert not Unusual.objects.exists()
    look(service, "alice", cases[-1].matter_id)
    find_unusual(service.at, 100)
    find_unusual(service.at, 100)
    (found,) = Unusual.objects.all()
    assert (found.kind, found.officer_id) == (Kind.VOLUME, service.officers["alice"])
    assert found.matters == FLOOR * 2 + 1


def test_one_matter_opened_all_day_is_one_matter(service: Service):
    case = file(service)
    for _ in range(FLOOR * 3):
        look(service, "alice", case.matter_id)
    find_unusual(service.at, 100)
    assert not Unusual.objects.exists()


@pytest.mark.parametrize(
    ("before", "most"),
    [([], FLOOR * 2), ([3] * 9, FLOOR * 2), ([3] * 10, FLOOR), ([30] * 20, TIMES * 30)],
)
def test_what_is_ordinary_is_the_unit_s_own_median(before: list[int], most: int):
    assert unusual.most_ordinary(before)[1] == most


def test_a_matter_of_somebody_who_worked_beside_one_is_asked_about(service: Service):
    case = file(service, officers=("accused",))
    look(service, "wanda", case.matter_id)
    find_unusual(service.at, 100)
    assert not Unusual.objects.exists()
    post_officer(
        officer_id=service.officers["accused"],
        unit_id=service.units["west"],
        role=SeatRole.DESK,
        since=service.at - days(30),
    )
    find_unusual(service.at, 100)
    (found,) = Unusual.objects.all()
    assert (found.kind, found.matter_id) == (Kind.COLLEAGUE, case.matter_id)


def test_a_matter_about_oneself_is_asked_about(service: Service):
    case = file(service, officers=("accused",))
    look(service, "accused", case.matter_id)
    find_unusual(service.at, 100)
    assert [u.kind for u in Unusual.objects.all()] == [Kind.OWN]


def test_who_opens_contact_data_under_their_own_name_is_asked_about(service: Service):
    case = file(service, contact=Contact(name="Ａlice", phone="13800000000"))
    other = file(service, contact=Contact(name="林小满", phone="13800000000"))
    client = signed_in(service, "alice")
    for one in (case, other):
        ref = ledger.matter(one.matter_id).ref
        answer = client.post(f"/en/desk/m/{ref}/person", {"reason": "call back"})
        assert answer.status_code == 200
    (found,) = Unusual.objects.all()
    assert (found.kind, found.matter_id) == (Kind.OWN, case.matter_id)


def test_oversight_reads_it_asks_and_it_is_gone(service: Service):
    case = file(service, officers=("accused",))
    look(service, "accused", case.matter_id)
    find_unusual(service.at, 100)
    olga = signed_in(service, "olga")
    page = olga.get("/en/oversight/").content.decode()
    assert "which is about them or bears their name" in page
    assert "Accused" in page
    (found,) = Unusual.objects.all()
    assert olga.post(f"/en/oversight/unusual/{found.pk}").status_code == 302
    assert (
        "which is about them or bears their name" not in olga.get("/en/oversight/").content.decode()
    )
    found.refresh_from_db()
    assert found.seen_by_id == service.officers["olga"]
    assert olga.post(f"/en/oversight/unusual/{found.pk}").status_code == 404


def test_nobody_closes_the_question_about_themselves(service: Service):
    case = file(service, officers=("olga",))
    look(service, "olga", case.matter_id)
    find_unusual(service.at, 100)
    (found,) = Unusual.objects.all()
    olga = signed_in(service, "olga")
    assert "bears their name" not in olga.get("/en/oversight/").content.decode()
    assert olga.post(f"/en/oversight/unusual/{found.pk}").status_code == 404


def test_who_does_not_oversee_neither_reads_nor_closes_it(service: Service):
    case = file(service, officers=("accused",))
    look(service, "accused", case.matter_id)
    find_unusual(service.at, 100)
    (found,) = Unusual.objects.all()
    for who in ("edith", "adam"):
        assert signed_in(service, who).post(f"/oversight/unusual/{found.pk}").status_code == 403
    assert Unusual.objects.get().seen_at is None


def test_oversight_finds_it_on_its_desk_and_reads_each_of_these_looks(service: Service):
    for case in [file(service) for _ in range(FLOOR * 2 + 1)]:
        look(service, "alice", case.matter_id)
    olga = signed_in(service, "olga")
    assert "Unusual looks" not in olga.get("/en/desk/").content.decode()
    find_unusual(service.at, 100)
    desk = olga.get("/en/desk/").content.decode()
    assert "Unusual looks (1)" in desk
    assert 'href="/en/oversight/#unusual"' in desk
    page = olga.get("/en/oversight/").content.decode()
    # Of ten days nothing is known yet: that nothing is ordinary would be untrue.
    assert "What is ordinary in this unit is not known yet." in page
    assert page.index('id="unusual"') < page.index('id="missed"')
    log = f"/en/oversight/looks?number=000001&amp;day={service.at:%Y-%m-%d}"
    assert log in page
    assert "Alice" in olga.get(log.replace("&amp;", "&")).content.decode()
    # Neither the officer nor whoever leads them reads of it on a desk.
    for who in ("alice", "edith"):
        assert "Unusual looks" not in signed_in(service, who).get("/en/desk/").content.decode()
