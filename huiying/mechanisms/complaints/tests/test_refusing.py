"""A complaint is not taken up."""

import pytest

from huiying.core.access.doors import Denied
from huiying.mechanisms.complaints import rules
from huiying.mechanisms.complaints.services import handling, reviewing
from huiying.mechanisms.complaints.services.shape import NotAChoice, WordsNeeded
from huiying.mechanisms.complaints.standing import Stage
from huiying.mechanisms.complaints.tests.support import Case, Service, accepted, days, file


def refuse(service: Service, case: Case, name: str = "alice", **given: str) -> None:
    words = {
        "ground": "own-procedure",
        "reason": "罚款决定有自己的救济程序。",
        "remedy": "六十日内向市政府申请行政复议。",
    } | given
    handling.refuse_complaint(
        matter_id=case.matter_id, by=service.actor(name), at=service.at + days(1), **words
    )


def test_a_refusal_ends_the_wait_and_is_told(service: Service):
    case = file(service)
    refuse(service, case)
    assert case.stage() is Stage.REFUSED
    assert case.duty("agency.answer").state == "void"
    assert case.duty("agency.refusal-told").state == "met"


@pytest.mark.parametrize("missing", ["reason", "remedy"])
def test_a_refusal_says_why_and_what_to_do_next(service: Service, missing: str):
    with pytest.raises(WordsNeeded):
        refuse(service, file(service), **{missing: "  "})


def test_a_refusal_needs_a_ground_from_the_list(service: Service):
    with pytest.raises(NotAChoice):
        refuse(service, file(service), ground="unwelcome")


def test_an_accepted_complaint_is_answered_not_refused(service: Service):
    with pytest.raises(rules.IllegalMove, match="Answer it instead"):
        refuse(service, accepted(service))


@pytest.mark.parametrize("name", ["accused", "chief", "wanda", "clara"])
def test_nobody_but_the_unit_that_handles_refuses(service: Service, name: str):
    with pytest.raises(Denied):
        refuse(service, file(service, officers=("accused",)), name)


def test_who_is_refused_can_disagree(service: Service):
    case = file(service)
    refuse(service, case)
    unit = reviewing.disagree(
        matter_id=case.matter_id, reason="这不是罚款的事。", by=case.holder, at=service.at + days(3)
    )
    assert unit == service.units["city"]
    assert case.stage() is Stage.REVIEWING
