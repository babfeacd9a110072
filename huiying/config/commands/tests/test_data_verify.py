"""`huiying data verify`: what was erased still verifies, and what somebody changed is named."""

from typing import Any

import pytest
from click.testing import CliRunner, Result

from huiying.config.commands.data import verify
from huiying.core.ledger import triggers
from huiying.core.ledger.models import Event
from huiying.core.people import sealing
from huiying.core.people.models import SealedText
from huiying.core.retention.erasing import erase_approved
from huiying.core.retention.tests.ending import UP, approved, read_all, second_overseer
from huiying.mechanisms.complaints.tests.support import Service, answered, build, file

pytestmark = pytest.mark.django_db


@pytest.fixture
def service(monkeypatch: Any) -> Service:
    monkeypatch.setattr("huiying.config.commands.data.start", lambda: None)
    made = build()
    second_overseer(made)
    return made


def run(*given: str) -> Result:
    return CliRunner().invoke(verify, list(given))


def test_what_was_erased_verifies_beside_what_was_not(service: Service):
    gone, _ = answered(service), file(service)
    at = service.at + UP
    read_all(at)
    approved(service, gone, at=at)
    assert erase_approved(at, 10) == 1
    for given in ((), ("--words",)):
        done = run(*given)
        assert done.exit_code == 0, done.output
        assert "2 matters: every event" in done.output


def test_an_event_that_somebody_changed_is_named_by_its_matter(service: Service):
    case, other = file(service), file(service)
    with triggers.lifted(Event._meta.db_table):
        Event.objects.filter(matter_id=case.matter_id, kind="complaint.received").update(
            facts={"category": "conduct"}
        )
    done = run()
    assert done.exit_code == 1
    assert f"{case.filed.ref}: events 1" in done.output
    assert other.filed.ref not in done.output
    assert "1 of 2 matters are not as they were written." in done.output


def test_words_that_somebody_put_in_place_of_others_are_found_with_the_keys(service: Service):
    case = file(service)
    [text] = list(SealedText.objects.filter(sealed__isnull=False))[:1]
    text.sealed = sealing.seal("换过的话".encode(), aad=f"people.text:{text.pk}")
    text.save(update_fields=["sealed"])
    assert run().exit_code == 0
    done = run("--words")
    assert done.exit_code == 1
    assert f"{case.filed.ref}: events -, texts 1" in done.output
