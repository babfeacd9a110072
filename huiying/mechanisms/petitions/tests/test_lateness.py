"""A late step of a petition says why it was late and who apologises; a late review is explained by who reviews."""

import time_machine

from huiying.core.duties.models import Duty
from huiying.core.duties.services import sweep
from huiying.core.holders.coming_in import open_page
from huiying.core.holders.lateness import explain_lateness, unexplained
from huiying.core.ledger import queries as ledger
from huiying.core.ledger.entries import standing
from huiying.mechanisms.petitions.services import reviewing
from huiying.mechanisms.petitions.tests import pages
from huiying.mechanisms.petitions.tests.support import Case, Service, accepted, answered, days

WHY = "等鉴定等得太久，没有早点告诉您，对不起。"


def missed(case: Case) -> set[str]:
    lines = unexplained(standing(ledger.history(case.matter_id)))
    return {str(line.facts["rule"]) for line in lines}


def swept(service: Service, day: float) -> None:
    while sweep(now=service.at + days(day)):
        pass


def test_a_late_opinion_is_explained_once_and_read_on_the_page(service: Service):
    case = accepted(service)
    swept(service, 70)
    assert "cn.petition-matter-opinion" in missed(case)
    explain_lateness(
        matter_id=case.matter_id, why=WHY, by=service.actor("alice"), at=service.at + days(71)
    )
    assert missed(case) == set()
    with time_machine.travel(service.at + days(72), tick=False):
        client, url = pages.with_code(case)
        page = pages.text(client.get(url))
    assert WHY in page
    owed = Duty.objects.filter(matter_id=case.matter_id, rule="agency.miss-explained")
    assert owed.exists()
    assert {duty.state for duty in owed} <= {"met", "met_late"}


def test_a_late_review_is_owed_an_explanation_by_the_unit_that_reviews(service: Service):
    case = answered(service)
    reviewing.ask_review(reason="录像没有看全。", by=case.holder, at=service.at + days(22))
    swept(service, 70)
    duty = case.duty("agency.review-miss-explained")
    assert duty.unit_id == service.units["city"]
    explain_lateness(
        matter_id=case.matter_id, why=WHY, by=service.actor("clara"), at=service.at + days(71)
    )
    open_page(by=case.holder, at=service.at + days(72))
    assert case.duty("agency.review-miss-explained").state in {"met", "met_late"}
