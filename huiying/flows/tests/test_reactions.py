"""What an event causes elsewhere happens once, in one transaction, after its time."""

from datetime import timedelta

import pytest

from huiying.config.apps import event_specs
from huiying.core.duties.services import acting
from huiying.core.kinds import Act, system
from huiying.core.ledger.entries import Entry
from huiying.core.notices.models import Notice
from huiying.core.notices.telling import record_telling
from huiying.flows.models import Done
from huiying.flows.reactions import REACTIONS, Reaction, run
from huiying.mechanisms.complaints import events
from huiying.mechanisms.complaints.services import following
from huiying.mechanisms.complaints.services.asking import ask_view
from huiying.mechanisms.complaints.tests import support
from huiying.mechanisms.complaints.tests.support import BY_MAIL, Service, answered, days

RIGHTS = tuple(reaction for reaction in REACTIONS if reaction.name == "review-right")


@pytest.fixture
def service(db: None) -> Service:
    return support.build()


def test_the_view_is_asked_some_days_after_the_outcome_was_told(service: Service):
    case = answered(service)
    told = service.at + days(10)
    run(told + timedelta(days=2))
    assert "satisfaction.asked" not in case.kinds()
    run(told + timedelta(days=3))
    assert case.kinds().count("satisfaction.asked") == 1
    assert case.duty("agency.satisfaction-asked").state == "met"


def test_a_second_run_does_nothing(service: Service):
    case = answered(service)
    at = service.at + days(13)
    assert run(at) == 2
    assert run(at) == 0
    assert run(at + timedelta(days=5)) == 0
    assert case.kinds().count("satisfaction.asked") == 1


def test_what_somebody_did_already_is_done_with(service: Service):
    case = answered(service)
    ask_view(matter_id=case.matter_id, by=service.actor("rita"), at=service.at + days(12))
    run(service.at + days(14))
    assert case.kinds().count("satisfaction.asked") == 1
    assert Done.objects.filter(name="ask-view").count() == 1


def test_pressure_reaches_oversight(service: Service):
    case = answered(service)
    following.report_pressure(text="让我改口。", by=case.holder, at=service.at + days(11))
    run(service.at + days(11))
    line = Notice.objects.get(matter_id=case.matter_id, template="pressure")
    assert (line.unit_id, line.role) == (service.units["city"], "oversight")


def test_who_was_told_the_outcome_by_mail_was_told_how_to_disagree(service: Service):
    case = answered(service, contact=BY_MAIL)
    notice = Notice.objects.get(matter_id=case.matter_id, channel="email", tells="outcome.told")
    at = service.at + days(11)
    with acting(matter_id=case.matter_id, act=Act.WORK, by=system("mail"), at=at) as book:
        record_telling(
            book,
            spec=events.OUTCOME_TOLD,
            about=notice.about,
            extra=notice.tells_facts,
            channel="email",
        )
    assert case.duty("agency.review-right-told").state == "open"
    run(at)
    assert case.last("review-right.told")["channel"] == "email"
    assert case.duty("agency.review-right-told").state == "met"


def test_an_effect_that_fails_is_tried_again(service: Service):
    answered(service)
    tried: list[Entry] = []

    def fails_once(event: Entry, at: object) -> None:
        tried.append(event)
        if len(tried) == 1:
            raise RuntimeError("the light went out")

    table = (Reaction(name="test", kind="outcome.told", effect=fails_once),)
    at = service.at + days(11)
    with pytest.raises(RuntimeError):
        run(at, reactions=table)
    assert not Done.objects.filter(name="test").exists()
    assert run(at, reactions=table) == 1
    assert run(at, reactions=table) == 0


def test_what_was_entered_late_by_a_slow_transaction_is_still_met(service: Service):
    answered(service)
    run(service.at + days(10), reactions=RIGHTS)
    late = answered(service)
    assert Done.objects.filter(name="review-right").count() == 1
    run(service.at + days(10) + timedelta(minutes=5), reactions=RIGHTS)
    told = late.event_id("outcome.told")
    assert Done.objects.filter(name="review-right", event=told).exists()


def test_each_reaction_has_its_own_name(db: None):
    names = [reaction.name for reaction in REACTIONS]
    assert len(set(names)) == len(names)
    assert {reaction.kind for reaction in REACTIONS} <= set(event_specs())
