"""What a complaint is in law, and under which category it stands."""

import pytest
from django.utils import translation

from huiying.core.access.doors import Denied
from huiying.mechanisms.complaints import rules
from huiying.mechanisms.complaints.panel import first_promises
from huiying.mechanisms.complaints.services import handling
from huiying.mechanisms.complaints.services.shape import NotAChoice
from huiying.mechanisms.complaints.tests.support import (
    Case,
    Service,
    accepted,
    answered,
    days,
    file,
)


def class_it(service: Service, case: Case, class_: str, name: str = "alice", day: float = 2):
    handling.class_complaint(
        matter_id=case.matter_id, class_=class_, by=service.actor(name), at=service.at + days(day)
    )


def test_sixty_days_belong_to_claims_alone(service: Service):
    claim, accusation = accepted(service), accepted(service)
    assert claim.duty("cn.petition-opinion").state == "waiting"
    class_it(service, claim, "claim")
    class_it(service, accusation, "accusation")
    assert claim.duty("cn.petition-opinion").state == "open"
    assert accusation.duty("cn.petition-opinion").state == "void"
    assert accusation.duty("cn.accusation-feedback").state == "open"


def test_nobody_is_promised_the_laws_time_before_the_complaint_is_classed():
    with translation.override("en"):
        promised = {each.what: each for each in first_promises()}
    review = promised["another unit decides anew, if you disagree"]
    assert review.when == "Within 30 days"
    assert {each.force for each in promised.values()} == {
        "",
        "our commitment, not a legal deadline",
    }


def test_classing_meets_its_own_duty(service: Service):
    case = file(service)
    class_it(service, case, "claim")
    assert case.duty("agency.classed").state == "met"


def test_a_wrong_class_is_put_right_while_it_is_open(service: Service):
    case = accepted(service)
    class_it(service, case, "suggestion")
    class_it(service, case, "claim", day=3)
    assert case.standing().class_ == "claim"
    assert case.duty("cn.petition-opinion").state == "open"


def test_an_answered_complaint_keeps_its_class(service: Service):
    with pytest.raises(rules.IllegalMove):
        class_it(service, answered(service), "claim", day=12)


def test_the_class_comes_from_the_list(service: Service):
    with pytest.raises(NotAChoice):
        class_it(service, file(service), "nuisance")


@pytest.mark.parametrize("name", ["chief", "wanda", "olga"])
def test_nobody_else_classes(service: Service, name: str):
    with pytest.raises(Denied):
        class_it(service, file(service), "claim", name)


def test_a_category_about_conduct_opens_what_follows_from_it(service: Service):
    case = file(service, category="unsure")
    assert "conduct.alleged" not in case.kinds()
    handling.recategorise_complaint(
        matter_id=case.matter_id, category="force", by=service.actor("alice"), at=service.at
    )
    assert case.duty("agency.recordings-preserved").state == "open"
    assert case.standing().category == "force"


def test_a_category_that_is_not_in_the_tree_is_refused(service: Service):
    with pytest.raises(NotAChoice):
        handling.recategorise_complaint(
            matter_id=file(service).matter_id,
            category="nonsense",
            by=service.actor("alice"),
            at=service.at,
        )
