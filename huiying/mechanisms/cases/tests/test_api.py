"""A records system puts a case here: taken once, told to who is owed it, and what is wrong is said where it stands."""

import json
from typing import Any

import pytest
import time_machine
from django.test import Client

from huiying.core.access.clients import add_client
from huiying.core.notices.models import Notice
from huiying.core.people.models import Person
from huiying.mechanisms.cases.models import Case
from huiying.mechanisms.cases.services import passing_on
from huiying.mechanisms.cases.tests.support import Service, days

pytestmark = pytest.mark.django_db
AT = "2026-03-02T10:00:00+08:00"


class Records:
    """The records system, with its token."""

    def __init__(self, service: Service) -> None:
        self.service = service
        self.token = add_client(
            name="records", unit_id=service.units["east"], channel="system", at=service.at
        )

    def put(self, number: str, day: float = 0, **given: Any):
        body = {"unit": "east-gate", "crime": "burglary", "reported_at": AT, **given}
        with time_machine.travel(self.service.at + days(day), tick=False):
            return Client().put(
                f"/api/v1/cases/{number}",
                json.dumps(body),
                content_type="application/json",
                headers={"authorization": f"Bearer {self.token}"},
            )


@pytest.fixture
def records(service: Service) -> Records:
    return Records(service)


def event(id_: str, kind: str, at: str = "2026-03-03T09:00:00+08:00", **values: str) -> dict:
    return {"id": id_, "kind": kind, "at": at, "values": values}


VICTIM = {"id": "1", "role": "victim", "name": "林小满", "email": "lin@example.org"}
OPENED = [
    event("a", "accepted", AT, regime="criminal"),
    event("b", "opened", regime="criminal"),
]


def test_a_case_is_put_once_and_known_the_second_time(records: Records):
    first = records.put("X-17", day=2, events=OPENED)
    assert first.status_code == 201
    assert first.json()["taken"] == 2
    again = records.put("X-17", day=3, events=OPENED)
    assert again.status_code == 200
    assert (again.json()["taken"], again.json()["known"]) == (0, 2)
    assert Case.objects.count() == 1


def test_what_is_new_is_told_to_whom_it_is_owed(records: Records):
    records.put("X-17", day=2, people=[VICTIM], events=OPENED)
    templates = set(Notice.objects.filter(channel="email").values_list("template", flat=True))
    assert {"new-code", "case.opened"} <= templates
    solved = event("c", "suspect-found", "2026-03-05T09:00:00+08:00", how="caught")
    records.put("X-17", day=4, people=[VICTIM], events=[*OPENED, solved])
    assert Notice.objects.filter(channel="email", template="suspect.found").count() == 1
    assert Notice.objects.filter(channel="email", template="case.opened").count() == 1


def test_events_have_their_own_times(records: Records):
    records.put("X-17", day=9, events=OPENED)
    row = Case.objects.get()
    assert row.opened_at is not None
    assert row.opened_at.isoformat() == "2026-03-03T01:00:00+00:00"


def test_all_is_taken_or_nothing(records: Records):
    wrong = [*OPENED, event("c", "suspect-found", how="guilty")]
    answer = records.put("X-17", day=5, events=wrong)
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["errors"][0]["where"] == "body/events/c"
    assert not Case.objects.exists()


@pytest.mark.parametrize(
    ("given", "where"),
    [
        ({"regime": "banana"}, "body/regime"),
        ({"people": [VICTIM, VICTIM]}, "body/id/person:1"),
        ({"people": [{**VICTIM, "language": "xx"}]}, "body/people/person:1/language"),
        ({"people": [{**VICTIM, "email": "lin at home"}]}, "body/people/person:1/email"),
        ({"events": [event("a", "opened", regime="banana")]}, "body/events/a"),
        (
            {"events": [event("a", "opened", regime="criminal"), event("b", "withdrawn")]},
            "body/events/b",
        ),
        ({"people": [{"id": "1"}], "events": [event("person:1", "accepted")]}, "body/id/person:1"),
        ({"unit": "nowhere"}, "body/unit"),
        ({"crime": "witchcraft"}, "body/crime"),
        ({"reported_at": "2027-01-01T00:00:00+08:00"}, "body/reported_at"),
        ({"events": [event("a", "forgotten")]}, "body/events/a/kind"),
        (
            {"events": [event("a", "accepted", "2027-01-01T00:00:00+08:00", regime="criminal")]},
            "body/events/a/at",
        ),
        ({"reported_month": "2026-03"}, "body/reported_at"),
    ],
)
def test_what_is_wrong_is_said_where_it_stands(records: Records, given: dict, where: str):
    answer = records.put("X-17", day=2, **given)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["where"] == where


def test_an_acceptance_that_is_sent_late_holds_nothing_up(records: Records):
    accepted, opened = OPENED
    solved = event("c", "suspect-found", "2026-03-05T09:00:00+08:00", how="caught")
    records.put("X-17", day=2, people=[VICTIM], events=[opened])
    answer = records.put("X-17", day=4, people=[VICTIM], events=[opened, accepted, solved])
    assert (answer.status_code, answer.json()["taken"], answer.json()["stage"]) == (200, 2, "open")


def test_a_kind_that_the_source_corrects_holds_messages_back_from_then_on(records: Records):
    records.put("X-17", day=2, people=[VICTIM], events=OPENED, crime="assault")
    solved = event("c", "suspect-found", "2026-03-05T09:00:00+08:00", how="caught")
    records.put("X-17", day=4, people=[VICTIM], events=[*OPENED, solved], crime="domestic-violence")
    assert Case.objects.get().crime == "domestic-violence"
    mails = Notice.objects.filter(channel="email")
    assert not mails.filter(template="suspect.found").exists()
    assert mails.filter(template="case.opened").exists()


def test_a_case_goes_to_the_unit_that_the_source_names_anew(records: Records, service: Service):
    def unit() -> int | None:
        return Case.objects.get().matter.in_charge_id

    records.put("X-17", day=2, people=[VICTIM], events=OPENED)
    records.put("X-17", day=4, people=[VICTIM], events=OPENED, unit="east-lake")
    assert unit() == service.units["east-lake"]
    assert Notice.objects.filter(template="case.moved", channel="email").count() == 1
    # What is passed on here stays there while the source says what it said before.
    passing_on.move_case(
        matter_id=Case.objects.get().pk,
        to_unit=service.units["east-gate"],
        cause="jurisdiction",
        reason="案发地在东门。",
        by=service.actor("lei"),
        at=service.at + days(5),
    )
    records.put("X-17", day=6, people=[VICTIM], events=OPENED, unit="east-lake")
    assert unit() == service.units["east-gate"]


def test_what_was_stolen_is_found_and_given_back(records: Records):
    things = [
        event("p", "property-listed", item="1", how="stolen", what="一辆自行车"),
        event("q", "property-found", "2026-03-04T09:00:00+08:00", item="1"),
        event("r", "property-returnable", "2026-03-05T09:00:00+08:00", item="1"),
        event(
            "s", "property-returned", "2026-03-06T09:00:00+08:00", item="1", evidence="signature"
        ),
    ]
    answer = records.put("X-17", day=6, people=[VICTIM], events=[*OPENED, *things])
    assert (answer.status_code, answer.json()["taken"]) == (201, 6)
    again = event(
        "t", "property-listed", "2026-03-06T10:00:00+08:00", item="1", how="stolen", what="伞"
    )
    twice = records.put("X-17", day=7, people=[VICTIM], events=[*OPENED, *things, again])
    assert twice.json()["errors"][0]["where"] == "body/events/t"


def test_who_names_no_language_is_written_to_in_that_of_the_place(records: Records, settings: Any):
    settings.LANGUAGE_CODE = "en"
    records.put("X-17", people=[{"id": "1"}, {"id": "2", "language": "zh-hant"}])
    assert sorted(Person.objects.values_list("language", flat=True)) == ["en", "zh-hant"]


def test_a_month_is_kept_as_a_month(records: Records):
    answer = records.put("X-17", day=40, reported_at=None, reported_month="2026-02")
    assert answer.status_code == 201
    assert Case.objects.get().month_only


def test_without_a_token_nothing_is_taken(records: Records):
    records.token = "hy_wrong"
    assert records.put("X-17").status_code == 401


def test_two_sources_may_use_the_same_number(records: Records, service: Service):
    records.put("X-17")
    records.token = add_client(
        name="other", unit_id=service.units["west"], channel="system", at=service.at
    )
    assert records.put("X-17").status_code == 201


def test_other_methods_and_paths_get_problem_documents(records: Records):
    for answer in (Client().get("/api/v1/cases/X-17"), Client().get("/api/v1/nothing")):
        assert answer.status_code in {404, 405}
        assert answer.headers["content-type"] == "application/problem+json"
    assert "burglary" in Client().get("/api/v1/crimes").content.decode()
    assert "/api/v1/cases/{number}" in Client().get("/api/v1/openapi.json").json()["paths"]
