"""It ends when the petitioner says so, or when the last level has decided and explained; each shown as what it is."""

import pytest

from huiying.core.access.doors import Denied
from huiying.core.kinds import PartyRole, WordsNeeded
from huiying.core.ledger import queries as ledger
from huiying.core.notices.models import Notice
from huiying.mechanisms.petitions.rules import IllegalMove, Stage
from huiying.mechanisms.petitions.services import reviewing, settling
from huiying.mechanisms.petitions.tests.support import (
    Case,
    Service,
    accepted,
    answered,
    days,
    reviewed,
)
from huiying.mechanisms.petitions.tests.test_leading import explain, name_explainer
from huiying.mechanisms.petitions.tests.test_marking import mark


def explained(service: Service) -> Case:
    case = reviewed(service, final=True)
    name_explainer(service, case, "lena")
    explain(service, case, "lena")
    return case


def test_the_petitioner_says_so_and_what_is_owed_ends(service: Service):
    case = accepted(service)
    mark(service, case)
    settling.settle(by=case.holder, at=service.at + days(30), note="街道答应重建。")
    assert case.stage() is Stage.SETTLED
    assert case.last("petition.settled")["by"] == "person"
    for rule in ("cn.petition-matter-opinion", "agency.petition-leader-feedback"):
        assert case.duty(rule).state == "void"


def test_nobody_of_the_service_says_it_for_them(service: Service):
    case = answered(service)
    for name in ("alice", "edith", "hugo", "clara"):
        with pytest.raises(Denied):
            settling.settle(by=service.actor(name), at=service.at + days(25))
    assert case.stage() is Stage.ANSWERED


def test_it_is_not_settled_after_all(service: Service):
    case = answered(service)
    settling.settle(by=case.holder, at=service.at + days(22))
    with pytest.raises(WordsNeeded):
        settling.unsettle(reason="", by=case.holder, at=service.at + days(23))
    settling.unsettle(reason="墙没有重建。", by=case.holder, at=service.at + days(23))
    assert case.stage() is Stage.ANSWERED
    with pytest.raises(IllegalMove):
        settling.unsettle(reason="x", by=case.holder, at=service.at + days(24))


def settle_and_not(service: Service, case: Case, day: float) -> None:
    settling.settle(by=case.holder, at=service.at + days(day))
    settling.unsettle(reason="没有解决。", by=case.holder, at=service.at + days(day + 1))


def test_what_was_owed_before_is_owed_anew(service: Service):
    """To call it settled and then not must not cost the person the answer."""
    case = accepted(service)
    settle_and_not(service, case, 5)
    assert case.stage() is Stage.ACCEPTED
    # Sunday 8 March + 60 days = Thursday 7 May.
    duty = case.duty("cn.petition-matter-opinion")
    assert (duty.state, duty.due_at.isoformat()) == ("open", "2026-05-07T16:00:00+00:00")
    assert case.duty("agency.petition-unsettled").state == "open"


def test_a_review_that_runs_goes_on_and_a_time_of_their_own_never_stopped(service: Service):
    case = answered(service)
    settle_and_not(service, case, 21)
    assert case.duty("cn.petition-matter-review-request").state == "open"
    reviewing.ask_review(reason="不同意。", by=case.holder, at=service.at + days(23))
    settle_and_not(service, case, 24)
    assert case.stage() is Stage.REVIEWING
    duty = case.duty("cn.petition-matter-review")
    assert (duty.state, duty.unit_id) == ("open", service.units["city"])


def test_the_unit_ends_nothing_alone(service: Service):
    for case in (answered(service), reviewed(service), reviewed(service, final=True)):
        with pytest.raises(IllegalMove):
            settling.end_at_last_level(
                matter_id=case.matter_id, by=service.actor("alice"), at=service.at + days(60)
            )


def test_the_last_level_decided_and_a_unit_that_did_not_decide_explained(service: Service):
    case = explained(service)
    settling.end_at_last_level(
        matter_id=case.matter_id, by=service.actor("alice"), at=service.at + days(60)
    )
    assert case.stage() is Stage.ENDED
    assert case.last("petition.settled") == {"by": "last-level"}
    assert Notice.objects.filter(matter_id=case.matter_id, template="petition-ended").exists()


def test_who_was_refused_at_the_last_level_may_still_come_to_say_it_is_settled(service: Service):
    case = explained(service)
    settling.end_at_last_level(
        matter_id=case.matter_id, by=service.actor("alice"), at=service.at + days(60)
    )
    settling.settle(by=case.holder, at=service.at + days(90))
    assert case.stage() is Stage.SETTLED


def test_whoever_is_pressed_tells_oversight_alone(service: Service):
    case = answered(service)
    settling.report_pressure(reason="所长让我签字。", by=case.holder, at=service.at + days(22))
    line = ledger.history(case.matter_id)[-1]
    assert line.kind == "petition-pressure.reported"
    told = Notice.objects.get(matter_id=case.matter_id, template="pressure")
    assert (told.unit_id, told.role) == (service.units["city"], "oversight")


def test_no_mark_outlives_the_matter_and_the_agreed_meeting_is_off(service: Service):
    case = accepted(service)
    mark(service, case)
    assert case.duty("agency.petition-mark-looked-at").state == "open"
    settling.settle(by=case.holder, at=service.at + days(30))
    assert case.standing().marks == ()
    assert case.last("petition.unmarked")["cause"] == "ended"
    assert case.unit(PartyRole.ANSWERABLE) is None
    assert case.duty("agency.petition-mark-looked-at").state == "void"


def test_what_the_last_level_ended_bears_no_mark_either(service: Service):
    case = explained(service)
    mark(service, case, until="2026-12-31", at=service.at + days(70))
    settling.end_at_last_level(
        matter_id=case.matter_id, by=service.actor("alice"), at=service.at + days(71)
    )
    assert case.standing().marks == ()
