"""The person's page: what is owed and late, what was put right, and the evidence that they saw it."""

import json
from datetime import timedelta

import pytest

from huiying.core.access.looks import log_look
from huiying.core.duties.services import sweep
from huiying.mechanisms.complaints.services import annulling
from huiying.mechanisms.complaints.tests.support import (
    BY_MAIL,
    Service,
    accepted,
    answered,
    days,
    file,
)
from huiying.mechanisms.complaints.tests.visiting import Visitor, words


@pytest.fixture
def visitor(service: Service) -> Visitor:
    return Visitor(service.at + days(11))


def test_what_is_owed_comes_first_with_its_day_and_its_basis(service: Service, visitor: Visitor):
    visitor.at = service.at + days(0.1)
    visitor.open(file(service))
    page = visitor.page()
    assert page.index("What happens next") < page.index("We received your complaint")
    assert "Owed to you by" in page
    assert "our commitment, not a legal deadline" in page


def test_late_is_shown_as_late(service: Service, visitor: Visitor):
    case = file(service)
    sweep(now=visitor.at)
    visitor.open(case)
    page = visitor.page()
    assert "We are late" in page
    assert "Not done yet: The matter is classed" in page
    assert "overdue" in page


def test_a_step_that_came_late_stays_late_in_the_history(service: Service, visitor: Visitor):
    case = answered(service, contact=BY_MAIL)
    visitor.at = service.at + days(40)
    visitor.open(case)
    page = visitor.page()
    assert "You received the answer" in page
    assert "This was late:" in page
    assert "It counts in our public figures." in page


def test_opening_the_page_is_the_evidence_that_the_answer_was_told(
    service: Service, visitor: Visitor
):
    case = answered(service, contact=BY_MAIL)
    assert "outcome.told" not in case.kinds()
    visitor.open(case)
    told = case.last("outcome.told")
    assert (told["channel"], told["confirmed"]) == ("portal", True)
    assert "review-right.told" in case.kinds()
    page = visitor.page()
    assert "We answered: upheld" in page
    assert "我们看了窗口录像。" in page
    assert "Your time to disagree" in page


def test_a_browser_that_fetches_ahead_tells_nobody(service: Service, visitor: Visitor):
    case = answered(service, contact=BY_MAIL)
    visitor.home = visitor.look_up(case.filed.code)["Location"]
    visitor.client.defaults["HTTP_SEC_PURPOSE"] = "prefetch"
    visitor.get(visitor.home)
    assert "outcome.told" not in case.kinds()


def test_what_was_put_right_stays_to_be_seen_struck_out_with_the_reason(
    service: Service, visitor: Visitor
):
    case = answered(service)
    proposal = annulling.propose_annulment(
        matter_id=case.matter_id,
        event_id=case.event_id("complaint.answered"),
        reason="发错了人。",
        by=service.actor("alice"),
        at=service.at + days(11),
    )
    annulling.confirm_annulment(
        matter_id=case.matter_id,
        proposal_id=proposal,
        reason="确实发错了。",
        by=service.actor("edith"),
        at=service.at + days(12),
    )
    visitor.at = service.at + days(13)
    body = visitor.open(case).content.decode()
    struck = body.partition("is-annulled")[2].partition("</li>")[0]
    assert "We answered: upheld" in struck
    assert "was wrong, put right" in struck
    assert "We put a wrong entry right" in body
    assert "确实发错了。" in body


def test_who_looked_is_told_by_unit_and_role(service: Service, visitor: Visitor):
    case = file(service)
    alice = service.actor("alice")
    log_look(by=alice, at=service.at, what="contact", page="person", matter_id=case.matter_id)
    visitor.open(case)
    page = words(visitor.get(f"{visitor.home}looks"))
    assert "east" in page
    assert "Complaints officer" in page
    assert "Alice" not in page


def test_looks_that_read_alike_are_one_line_and_none_is_left_out(
    service: Service, visitor: Visitor
):
    case = file(service)
    alice = service.actor("alice")
    for _ in range(202):
        log_look(by=alice, at=service.at, what="file", page="copies_page", matter_id=case.matter_id)
    later = service.at + timedelta(minutes=5)
    log_look(by=alice, at=later, what="file", page="copies_page", matter_id=case.matter_id)
    visitor.open(case)
    body = words(visitor.get(f"{visitor.home}looks"))
    assert body.count("a file") == 2
    assert "(202 times)" in body
    held = json.loads(visitor.get(f"{visitor.home}data").content)
    assert len(held["looked_at_by"]) == 203


def test_a_copy_holds_what_the_page_holds_and_the_contact_in_part(
    service: Service, visitor: Visitor
):
    case = answered(service, contact=BY_MAIL)
    visitor.open(case)
    answer = visitor.get(f"{visitor.home}data")
    assert answer["Content-Disposition"] == f'attachment; filename="{case.filed.ref}.json"'
    copy = json.loads(answer.content)
    assert copy["reference"] == case.filed.ref
    assert "complaint.answered" in [line["kind"] for line in copy["history"]]
    assert copy["reached_by"]["email"] == "l••••@example.org"
    assert BY_MAIL.email not in answer.content.decode()


def test_the_letter_has_the_answer_and_the_other_doors(service: Service, visitor: Visitor):
    visitor.open(answered(service))
    letter = words(visitor.get(f"{visitor.home}letter"))
    assert "我们看了窗口录像。" in letter
    assert "Administrative Reconsideration Law, article 20" in letter


def test_only_what_the_law_of_the_place_says_is_said(service: Service, visitor: Visitor, settings):
    settings.HUIYING_JURISDICTION = "ew"
    visitor.open(file(service))
    assert "State compensation" not in visitor.page()


@pytest.mark.parametrize("path", ["", "looks", "letter", "write", "files", "contact", "withdraw",
                                  "pressure", "new-code", "disagree", "view"])  # fmt: skip
def test_every_page_is_there_in_both_languages(service: Service, path: str):
    case = accepted(service)
    for language in ("zh", "en"):
        visitor = Visitor(service.at + days(2), language)
        visitor.open(case)
        answer = visitor.get(f"{visitor.home}{path}")
        assert answer.status_code == 200
        assert answer.content.decode().count("<h1") == 1


def test_the_page_costs_a_bounded_number_of_queries(
    service: Service, visitor: Visitor, django_assert_max_num_queries
):
    case = answered(service, contact=BY_MAIL)
    visitor.open(case)
    with django_assert_max_num_queries(20):
        visitor.get(visitor.home)
    for n in range(8):
        visitor.act("write", {"text": f"第 {n} 封"})
    with django_assert_max_num_queries(20):
        visitor.get(visitor.home)
