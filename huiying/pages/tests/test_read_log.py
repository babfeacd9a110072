"""The data officer reads who looked at what; that they read it is on the log; of what is closed to them, nothing."""

from datetime import datetime, timedelta

import pytest
from django.test import Client

from huiying.core.access.looking import PAGE
from huiying.core.access.looks import log_look
from huiying.core.access.models import Look
from huiying.core.kinds import system
from huiying.core.ledger import queries as ledger
from huiying.core.people.models import Account
from huiying.core.people.services import open_account
from huiying.mechanisms.complaints.tests.support import Case, Service, build, days, file
from huiying.mechanisms.complaints.tests.visiting import words


@pytest.fixture
def service(db: None) -> Service:
    return build()


def look(
    service: Service, who: str, case: Case | None, what: str = "contact", reason: str = "",
    at: datetime | None = None,
) -> None:  # fmt: skip
    at = at or service.at
    log_look(
        by=service.actor(who, at), at=at, what=what, page="test",
        matter_id=case.matter_id if case else None, reason=reason,
    )  # fmt: skip


def signed_in(service: Service, who: str) -> Client:
    open_account(username=who, password="a long enough one", officer_id=service.officers[who])
    client = Client(headers={"host": "localhost"})
    client.force_login(Account.objects.get(username=who))
    return client


def read(client: Client, **asked: str) -> str:
    answer = client.get("/en/oversight/looks", asked)
    assert answer.status_code == 200, answer.content.decode()
    return words(answer)


def ref_of(case: Case) -> str:
    return ledger.matter(case.matter_id).ref


def test_it_says_who_looked_at_which_matter_when_and_why(service: Service):
    case = file(service)
    look(service, "alice", case, reason="to ring about the recording")
    page = read(signed_in(service, "olga"))
    for said in ("Alice", "contact data", ref_of(case), "to ring about the recording", "2 March"):
        assert said in page


def test_it_is_filtered_by_unit_officer_matter_day_and_what(service: Service):
    case, other = file(service), file(service)
    look(service, "alice", case)
    look(service, "wanda", other, what="words", at=service.at + days(1))
    olga = signed_in(service, "olga")
    for asked in (
        {"unit": "east"},
        {"number": "000001"},
        {"ref": ref_of(case).lower()},
        {"what": "contact"},
        {"day": "2026-03-02"},
    ):
        page = read(olga, **asked)
        assert ref_of(case) in page, asked
        assert ref_of(other) not in page, asked


def test_that_it_was_read_and_what_was_asked_is_on_the_log(service: Service):
    case = file(service)
    olga = signed_in(service, "olga")
    read(olga, ref=ref_of(case), number="000001")
    [row] = Look.objects.filter(what="read-log")
    assert row.officer_id == service.officers["olga"]
    page = read(olga)
    assert f"officer=000001 matter={ref_of(case)}" in page
    assert "Olga" in page


def test_an_overseer_who_is_complained_of_reads_nothing_of_that_matter(service: Service):
    about_olga, other = file(service, officers=("olga",)), file(service)
    for case in (about_olga, other):
        look(service, "alice", case)
    olga = signed_in(service, "olga")
    page = read(olga)
    assert ref_of(other) in page
    assert ref_of(about_olga) not in page
    assert read(olga, ref=ref_of(about_olga)) == read(olga, ref="2601-0000-0000").replace(
        "2601-0000-0000", ref_of(about_olga)
    )


def test_a_search_is_read_by_those_over_the_unit_alone(service: Service):
    look(service, "alice", None, what="search", reason="the recording")
    look(service, "outsider", None, what="search", reason="another body's")
    page = read(signed_in(service, "olga"))
    assert "the recording" in page
    assert "another body's" not in page


def test_it_goes_on_page_by_page(service: Service):
    case = file(service)
    for number in range(PAGE + 1):
        look(service, "alice", case, at=service.at + timedelta(minutes=number))
    olga = signed_in(service, "olga")
    first = olga.get("/en/oversight/looks", {"what": "contact"})
    assert "Older" in words(first)
    second = words(olga.get("/en/oversight/looks", {"what": "contact", "page": "2"}))
    assert "Newer" in second
    assert "Older" not in second
    assert second.count(ref_of(case)) == 1


@pytest.mark.parametrize(
    "asked",
    [{"unit": "no-such"}, {"what": "x"}, {"day": "2026-13-01"}, {"page": "0"}, {"page": "9999"},
     {"number": "9" * 50}, {"ref": "x" * 99}],
)  # fmt: skip
def test_what_is_asked_wrongly_is_said_and_is_no_look(service: Service, asked: dict[str, str]):
    answer = signed_in(service, "olga").get("/en/oversight/looks", asked)
    assert answer.status_code == 422
    assert not Look.objects.filter(what="read-log").exists()


def test_looks_of_our_programs_stand_apart(service: Service):
    case = file(service)
    log_look(
        by=system("mail"), at=service.at, what="contact", page="mail", matter_id=case.matter_id
    )
    olga = signed_in(service, "olga")
    assert ref_of(case) not in read(olga)
    assert ref_of(case) in read(olga, programs="on")
