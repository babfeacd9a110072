"""The system that registered a complaint reads back how it stands: after the person, and never where it is accused."""

import uuid

import pytest
from django.test import Client

from huiying.core.access.clients import add_client, client_of
from huiying.core.people.services import Contact
from huiying.mechanisms.complaints.services import conversing, handling
from huiying.mechanisms.complaints.services.answering import answer_complaint
from huiying.mechanisms.complaints.services.filing import Filed, Filing
from huiying.mechanisms.complaints.services.reading_back import report_of
from huiying.mechanisms.complaints.services.registering import register_at_desk
from huiying.mechanisms.complaints.tests.support import Service, days

WORDS = "窗口民警不收材料，也不给回执。"


class System:
    """A system of a unit, with a token."""

    def __init__(self, service: Service, unit: str, name: str = "hotline") -> None:
        self.service = service
        self.token = add_client(
            name=name, unit_id=service.units[unit], channel="12345", at=service.at
        )
        found = client_of(self.token)
        assert found
        self.actor = found[0]

    def register(self, **contact: str) -> Filed:
        filing = Filing(
            narrative=WORDS,
            category="attitude",
            channel="12345",
            about_units=(self.service.units["east-gate"],),
            contact=Contact(**contact),
        )
        return register_at_desk(filing=filing, by=self.actor, at=self.service.at).filed

    def status(self, filed: Filed) -> str:
        found = report_of(ref=filed.ref, by=self.actor)
        assert found
        return found.status


def accept(service: Service, matter_id: uuid.UUID) -> None:
    handling.accept_complaint(
        matter_id=matter_id, by=service.actor("alice"), at=service.at + days(1)
    )


def answer(service: Service, matter_id: uuid.UUID) -> None:
    answer_complaint(
        matter_id=matter_id, finding="upheld", answer="您反映的情况属实。", reasons="看了录像。",
        by=service.actor("alice"), at=service.at + days(10),
    )  # fmt: skip


def test_it_reads_what_the_person_was_told_and_no_word_of_it(service: Service):
    system = System(service, "response")
    filed = system.register()
    assert system.status(filed) == "received"
    accept(service, filed.matter_id)
    assert system.status(filed) == "accepted"
    answer(service, filed.matter_id)
    page = Client().get(
        f"/api/v1/complaints/{filed.ref}", headers={"Authorization": f"Bearer {system.token}"}
    )
    assert page.json()["status"] == "answered"
    assert page.json()["decided_by"] == "east"
    assert [one["kind"] for one in page.json()["happened"]][:1] == ["complaint.received"]
    for word in ("upheld", "属实", WORDS):
        assert word not in page.content.decode()


def test_it_learns_nothing_before_the_person(service: Service):
    system = System(service, "response")
    filed = system.register(phone="13800000000")
    accept(service, filed.matter_id)
    answer(service, filed.matter_id)
    assert system.status(filed) == "received"
    conversing.record_contact_made(
        matter_id=filed.matter_id, channel="telephone", tells=["acceptance.told"],
        by=service.actor("alice"), at=service.at + days(11),
    )  # fmt: skip
    assert system.status(filed) == "accepted"


@pytest.mark.parametrize("unit", ["east-gate", "west", "east", "city"])
def test_where_its_own_unit_is_kept_away_it_stays_as_it_was_registered(service: Service, unit: str):
    system = System(service, unit)
    filed = system.register()
    accept(service, filed.matter_id)
    answer(service, filed.matter_id)
    assert system.status(filed) == ("received" if unit == "east-gate" else "answered")
    found = report_of(ref=filed.ref, by=system.actor)
    assert found
    assert found.decided_by == "east"


def test_of_what_others_registered_it_learns_not_even_that_there_is_any(service: Service):
    filed = System(service, "response").register()
    other = System(service, "response", "another")
    headers = {"Authorization": f"Bearer {other.token}"}
    theirs = Client().get(f"/api/v1/complaints/{filed.ref}", headers=headers)
    nobodys = Client().get("/api/v1/complaints/2601-0000-0000", headers=headers)
    assert theirs.status_code == nobodys.status_code == 404
    assert {k: v for k, v in theirs.json().items() if k != "instance"} == {
        k: v for k, v in nobodys.json().items() if k != "instance"
    }
