"""A petition office forwards petitions under its own numbers, and reads back how they stand: no words, no names."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from huiying.core import clock
from huiying.core.access.clients import add_client
from huiying.core.ledger import queries as ledger
from huiying.core.ledger.models import Matter
from huiying.core.people.services import Contact
from huiying.mechanisms.petitions.services import accepting, classing, passing
from huiying.mechanisms.petitions.tests.support import Service, days, file

PATH = "/api/v1/petitions"
BODY = {
    "narrative": "夜间施工，报警三次没人来。",
    "forwarded_by": "区信访局",
    "reference": "QHX2026-0101",
    "about_unit": "east-gate",
    "petitioner": {"name": "林小满", "phone": "13800000000", "address": "和平路1号"},
}


class Office:
    """A system of a petition office, with a token of its own."""

    def __init__(self, service: Service, name: str = "petition-office") -> None:
        self.service = service
        self.token = add_client(
            name=name, unit_id=service.units["east"], channel="portal", at=clock.now()
        )

    def send(self, *, key: str = "QHX2026-0101", **changed: Any) -> Any:
        body = json.dumps({**BODY, **changed})
        return Client().post(
            PATH, body, content_type="application/json",
            headers={"Authorization": f"Bearer {self.token}", "Idempotency-Key": key},
        )  # fmt: skip

    def get(self, ref: str, more: str = "") -> Any:
        headers = {"Authorization": f"Bearer {self.token}"}
        return Client().get(f"{PATH}/{ref}{more}", headers=headers)


@pytest.fixture
def office(service: Service) -> Office:
    return Office(service)


def test_forwarded_it_is_a_petition_with_the_clocks_of_one(office: Office):
    answer = office.send()
    assert answer.status_code == 201
    assert answer.json()["status"] == "registered"
    assert answer.json()["answers"] == "east"
    [matter] = Matter.objects.all()
    received = ledger.history(matter.pk)[0]
    assert received.facts["forwarded"] is True
    assert received.by_name == "petition-office"
    assert "林小满" not in answer.content.decode()


def test_sent_again_however_late_it_is_one(office: Office, monkeypatch: pytest.MonkeyPatch):
    first = office.send().json()
    later = clock.now() + timedelta(days=400)
    monkeypatch.setattr("huiying.core.clock.now", lambda: later)
    again = office.send()
    assert (again.status_code, again.json()["ref"]) == (200, first["ref"])
    assert again.json()["status"] == "already-registered"
    assert Matter.objects.count() == 1


def test_the_same_key_with_other_words_is_a_mistake(office: Office):
    office.send()
    answer = office.send(narrative="另一件事。")
    assert answer.status_code == 409
    assert Matter.objects.count() == 1


def test_keys_of_two_offices_never_meet(office: Office, service: Service):
    other = Office(service, "another-office")
    assert office.send().json()["ref"] != other.send().json()["ref"]


@pytest.mark.parametrize(
    ("changed", "where"),
    [
        ({"narrative": " "}, "narrative"),
        ({"forwarded_by": ""}, "forwarded_by"),
        ({"about_unit": "nowhere"}, "about_unit"),
        ({"forwarded_at": "2099-01-01T00:00:00+08:00"}, "forwarded_at"),
        ({"forwarded_at": "2001-01-01T00:00:00+08:00"}, "forwarded_at"),
        ({"petitioner": {"email": "x"}}, "email"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(office: Office, changed: Any, where: str):
    answer = office.send(**changed)
    assert answer.status_code == 422
    assert answer["Content-Type"] == "application/problem+json"
    assert any(where in error["where"] for error in answer.json()["errors"])
    assert Matter.objects.count() == 0


def test_who_forwarded_it_reads_how_it_stands(office: Office, service: Service):
    ref = office.send().json()["ref"]
    [matter] = Matter.objects.all()
    now = clock.now()
    worker = service.actor("alice", now)
    classing.class_petition(matter_id=matter.pk, class_="claim", by=worker, at=now)
    accepting.accept_petition(matter_id=matter.pk, path="由信访室办理。", by=worker, at=now)
    report = office.get(ref).json()
    assert (report["status"], report["answers"], report["finding"]) == ("accepted", "east", "")
    kinds = [one["kind"] for one in office.get(ref, "/events").json()]
    assert kinds[0] == "petition.received"
    assert "petition.accepted" in kinds
    assert "petition.classed" not in kinds


def test_of_what_others_brought_there_is_nothing(office: Office, service: Service):
    own = file(service)
    other = Office(service, "another-office")
    ref = office.send().json()["ref"]
    for reader, wanted in ((other, ref), (office, own.registered.ref), (office, "2601-0000-0000")):
        for more in ("", "/events"):
            answer = reader.get(wanted, more)
            assert answer.status_code == 404
            assert answer.json()["title"] == "No such petition"
    assert Client().get(f"{PATH}/{ref}").status_code == 401


def test_that_it_accuses_somebody_is_not_said(office: Office, service: Service):
    ref = office.send().json()["ref"]
    [matter] = Matter.objects.all()
    now = clock.now()
    worker = service.actor("alice", now)
    classing.class_petition(
        matter_id=matter.pk, class_="accusation", about_units=[service.units["east-gate"]],
        by=worker, at=now,
    )  # fmt: skip
    complaint = file(service, contact=Contact(), at=service.at + days(1))
    passing.passed_on(
        matter_id=matter.pk, complaint=complaint.matter_id, by=worker, at=now,
    )  # fmt: skip
    report = office.get(ref)
    assert report.json()["status"] == "received"
    assert "accus" not in report.content.decode()
    assert "passed" not in office.get(ref, "/events").content.decode()
