"""Disagreement goes to another unit, with its own clock; both outcomes are told."""

import pytest

from huiying.core.access.doors import Denied
from huiying.core.kinds import PartyRole, SeatRole
from huiying.core.units.services import post_officer
from huiying.mechanisms.complaints import rules
from huiying.mechanisms.complaints.services import following, reviewing
from huiying.mechanisms.complaints.services.answering import answer_complaint
from huiying.mechanisms.complaints.services.handling import accept_complaint, class_complaint
from huiying.mechanisms.complaints.services.shape import WordsNeeded
from huiying.mechanisms.complaints.standing import Stage
from huiying.mechanisms.complaints.tests.support import (
    BY_PHONE,
    Case,
    Service,
    accepted,
    answered,
    days,
    file,
)


def disagree(service: Service, case: Case, reason: str = "没有看录像。") -> int:
    return reviewing.disagree(
        matter_id=case.matter_id, reason=reason, by=case.holder, at=service.at + days(12)
    )


def decide(service: Service, case: Case, name: str = "clara", day: float = 20) -> None:
    reviewing.decide_review(
        matter_id=case.matter_id,
        changed=True,
        finding="partly",
        answer="原答复有遗漏。",
        reasons="我们看了完整录像。",
        by=service.actor(name),
        at=service.at + days(day),
    )


def test_the_next_office_above_looks_again_with_its_own_clock(service: Service):
    case = answered(service)
    assert disagree(service, case) == service.units["city"]
    assert case.stage() is Stage.REVIEWING
    duty = case.duty("agency.review")
    assert (duty.state, duty.unit_id) == ("open", service.units["city"])
    assert case.duty("agency.review-window").state == "used"


def test_the_outcome_of_the_review_is_told_too(service: Service):
    case = answered(service, contact=BY_PHONE)
    following.open_page(by=case.holder, at=service.at + days(11))
    disagree(service, case)
    reviewing.start_review(
        matter_id=case.matter_id, by=service.actor("clara"), at=service.at + days(13)
    )
    decide(service, case)
    assert case.stage() is Stage.REVIEWED
    assert case.duty("agency.review").state == "open"
    following.open_page(by=case.holder, at=service.at + days(21))
    assert case.duty("agency.review").state == "met"
    assert case.kinds().count("outcome.told") == 1
    assert case.standing().finding == "partly"


@pytest.mark.parametrize("name", ["alice", "edith", "accused", "chief", "wanda", "olga", "rita"])
def test_nobody_reviews_their_own_answer(service: Service, name: str):
    case = answered(service, officers=("accused",))
    disagree(service, case)
    with pytest.raises(Denied):
        decide(service, case, name)


def test_who_answered_does_not_review_it_from_a_new_post(service: Service):
    case = answered(service)
    post_officer(
        officer_id=service.officers["alice"],
        unit_id=service.units["city"],
        role=SeatRole.COMPLAINTS,
        since=service.at,
    )
    disagree(service, case)
    with pytest.raises(Denied):
        decide(service, case, "alice")


def test_once_with_each_answer(service: Service):
    case = answered(service)
    disagree(service, case)
    with pytest.raises(rules.IllegalMove):
        disagree(service, case)
    decide(service, case)
    with pytest.raises(rules.IllegalMove, match="once with each answer"):
        disagree(service, case)


def test_there_is_nothing_to_disagree_with_before_the_answer(service: Service):
    for case in (file(service), accepted(service)):
        with pytest.raises(rules.IllegalMove):
            disagree(service, case)


def test_a_sentence_is_enough_but_one_is_needed(service: Service):
    with pytest.raises(WordsNeeded):
        disagree(service, answered(service), "  ")


def test_nobody_disagrees_for_the_person(service: Service):
    case, other = answered(service), answered(service)
    for by in (service.actor("alice"), other.holder):
        with pytest.raises(Denied):
            reviewing.disagree(
                matter_id=case.matter_id, reason="x", by=by, at=service.at + days(12)
            )


def test_the_review_begins_once(service: Service):
    case = answered(service)
    disagree(service, case)

    def start() -> None:
        reviewing.start_review(
            matter_id=case.matter_id, by=service.actor("clara"), at=service.at + days(13)
        )

    start()
    with pytest.raises(rules.IllegalMove, match="begun"):
        start()


def test_the_city_s_own_answer_is_reviewed_by_somebody_else(service: Service):
    case = file(service, about=("east",))
    assert case.unit(PartyRole.HANDLING) == service.units["city"]
    accept_complaint(matter_id=case.matter_id, by=service.actor("clara"), at=service.at + days(1))
    answer_complaint(
        matter_id=case.matter_id,
        finding="not-upheld",
        answer="没有。",
        reasons="查了。",
        by=service.actor("clara"),
        at=service.at + days(5),
    )
    assert disagree(service, case) == service.units["outside"]


def claim(service: Service) -> Case:
    case = accepted(service)
    class_complaint(
        matter_id=case.matter_id, class_="claim", by=service.actor("alice"), at=service.at + days(2)
    )
    answer_complaint(
        matter_id=case.matter_id,
        finding="not-upheld",
        answer="没有发现问题。",
        reasons="查了。",
        by=service.actor("alice"),
        at=service.at + days(10),
    )
    return case


def test_a_claim_has_a_second_look_by_yet_another_unit(service: Service):
    case = claim(service)
    disagree(service, case)
    decide(service, case)
    assert case.duty("cn.petition-final-review-request").state == "open"
    unit = reviewing.disagree(
        matter_id=case.matter_id, reason="还是不同意。", by=case.holder, at=service.at + days(25)
    )
    assert unit == service.units["outside"]
    assert case.stage() is Stage.REVIEWING
    assert case.duty("cn.petition-final-review-request").state == "used"
    duty = case.duty("cn.petition-final-review")
    assert (duty.state, duty.unit_id) == ("open", service.units["outside"])
    with pytest.raises(Denied):
        decide(service, case, "clara", 26)
    reviewing.start_review(
        matter_id=case.matter_id, by=service.actor("outsider"), at=service.at + days(26)
    )
    decide(service, case, "outsider", 30)
    assert case.duty("cn.petition-final-review").state == "met"
    with pytest.raises(rules.IllegalMove, match="once with each answer"):
        disagree(service, case)
