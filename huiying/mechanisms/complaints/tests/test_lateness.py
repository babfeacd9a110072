"""A late step says why it was late and who apologises; it stays late all the same."""

import pytest
from django.utils import translation

from huiying.core.access.doors import Denied
from huiying.core.duties.misses import in_history
from huiying.core.duties.models import Duty
from huiying.core.duties.services import sweep
from huiying.core.people.models import SealedText
from huiying.core.web.duty_words import owed as open_ones
from huiying.core.web.duty_words import title_of
from huiying.mechanisms.complaints import rules
from huiying.mechanisms.complaints.forms_decide import AnswerForm
from huiying.mechanisms.complaints.forms_staff import Scene
from huiying.mechanisms.complaints.queries import complaint_page
from huiying.mechanisms.complaints.queries_lateness import explained
from huiying.mechanisms.complaints.services import following
from huiying.mechanisms.complaints.services.answering import answer_complaint
from huiying.mechanisms.complaints.services.lateness import explain_lateness
from huiying.mechanisms.complaints.services.shape import WordsNeeded
from huiying.mechanisms.complaints.tests.support import BY_PHONE, Case, Service, accepted, days
from huiying.mechanisms.complaints.tests.visiting import Visitor

WHY = "调录像用了三周，没有早点告诉您，对不起。"


def late(service: Service, day: float = 35) -> Case:
    case = accepted(service, contact=BY_PHONE)
    sweep(now=service.at + days(day))
    return case


def explain(service: Service, case: Case, name: str = "alice", day: float = 36, why: str = WHY):
    explain_lateness(
        matter_id=case.matter_id, why=why, by=service.actor(name), at=service.at + days(day)
    )


def answer(service: Service, case: Case, **given: str) -> None:
    answer_complaint(
        matter_id=case.matter_id,
        finding="upheld",
        answer="属实。",
        reasons="看了录像。",
        by=service.actor("alice"),
        at=service.at + days(36),
        **given,
    )


def owed(case: Case) -> list[Duty]:
    return list(Duty.objects.filter(matter_id=case.matter_id, rule="agency.late-explained"))


def test_each_missed_step_owes_an_explanation(service: Service):
    case = late(service)
    missed = {str(line.facts["rule"]) for line in case.standing().unexplained}
    assert {"agency.answer", "agency.classed", "agency.progress"} <= missed
    assert len(owed(case)) == len(case.standing().unexplained)


def test_one_explanation_says_why_for_all_of_them_and_counts_once_it_is_read(service: Service):
    case = late(service)
    explain(service, case)
    assert case.standing().unexplained == ()
    assert not any(duty.ended for duty in owed(case))
    following.open_page(by=case.holder, at=service.at + days(37))
    assert {duty.state for duty in owed(case)} <= {"met", "met_late"}
    assert case.duty("agency.answer").state == "overdue"
    assert case.duty("agency.answer").breached


def test_not_explaining_is_no_further_miss_of_that_kind(service: Service):
    case = late(service)
    for day in (45, 60, 90):
        sweep(now=service.at + days(day))
    rules_missed = {str(line.facts["rule"]) for line in case.standing().unexplained}
    assert "agency.late-explained" not in rules_missed
    assert all(duty.breached for duty in owed(case) if duty.opened_at < service.at + days(60))


@pytest.mark.parametrize("name", ["edith", "sven", "hugo"])
def test_the_head_or_the_unit_above_may_apologise(service: Service, name: str):
    case = late(service)
    explain(service, case, name)
    assert case.kinds().count("lateness.explained") > 1


@pytest.mark.parametrize("name", ["accused", "wanda", "olga", "rita"])
def test_nobody_else_does(service: Service, name: str):
    with pytest.raises(Denied):
        explain(service, late(service), name)


def test_it_is_said_in_words_and_only_where_something_is_late(service: Service):
    case = late(service)
    with pytest.raises(WordsNeeded):
        explain(service, case, why="  ")
    explain(service, case)
    with pytest.raises(rules.IllegalMove):
        explain(service, case, day=36.5)


def test_a_late_answer_is_not_sent_without_a_word_on_why(service: Service):
    case = late(service)
    with pytest.raises(WordsNeeded):
        answer(service, case)
    assert "complaint.answered" not in case.kinds()
    answer(service, case, why_late=WHY)
    assert case.standing().unexplained == ()
    following.open_page(by=case.holder, at=service.at + days(37))
    assert case.duty("agency.answer").state == "met_late"


def test_an_answer_in_time_asks_for_no_excuse(service: Service):
    case = accepted(service)
    answer_complaint(
        matter_id=case.matter_id,
        finding="upheld",
        answer="属实。",
        reasons="看了录像。",
        by=service.actor("alice"),
        at=service.at + days(10),
    )
    assert "lateness.explained" not in case.kinds()


def test_the_words_are_sealed(service: Service):
    explain(service, late(service))
    assert not any(WHY.encode() in bytes(text.sealed or b"") for text in SealedText.objects.all())


def test_the_page_says_what_was_missed_why_and_who_apologises(service: Service):
    case = late(service)
    visitor = Visitor(service.at + days(35.5))
    visitor.open(case)
    assert "Nobody has said why yet" in visitor.page()
    explain(service, case, "edith")
    visitor = Visitor(service.at + days(37))
    visitor.open(case)
    page = visitor.page()
    assert f"Why: {WHY}" in page
    assert "we apologise: east edith" in page.lower()
    assert page.count("You were told why it was late") == 1


def test_to_say_why_is_one_line_on_the_matter_and_names_each_step(service: Service):
    case = late(service)
    page = complaint_page(
        matter_id=case.matter_id, by=service.actor("alice"), at=service.at + days(36)
    )
    with translation.override("en"):
        missed = {title_of(str(line.facts["rule"])) for line in case.standing().unexplained}
        titles = [
            d.title for d in open_ones(page.duties, service.at + days(36), in_history(page.history))
        ]
    why = [title for title in titles if title.startswith("Why we are late, and an apology: ")]
    assert len(owed(case)) > 1
    assert len(why) == 1
    assert set(why[0].removeprefix("Why we are late, and an apology: ").split("; ")) == missed
    visitor = Visitor(service.at + days(36))
    visitor.open(case)
    assert visitor.page().count("Not done yet: Why we are late, and an apology: ") == 1


def test_the_board_counts_what_was_missed_and_what_was_explained(service: Service):
    case = late(service)
    found = explained([service.units["east"]], service.at)
    assert (found.missed, found.told) == (len(owed(case)), 0)
    explain(service, case)
    following.open_page(by=case.holder, at=service.at + days(37))
    found = explained([service.units["east"]], service.at)
    assert found.missed == found.told > 1


def test_the_form_of_a_late_answer_asks_why_and_by_whom(service: Service):
    case = late(service)
    page = complaint_page(
        matter_id=case.matter_id, by=service.actor("alice"), at=service.at + days(36)
    )
    scene = Scene(page=page, by=service.actor("alice"), at=service.at + days(36))
    form = AnswerForm(scene=scene)
    assert str(form.fields["signed"].initial).lower() == "east alice"
    with translation.override("en"):
        assert "The complaint is answered" in str(AnswerForm(scene=scene).fields["why_late"].label)
    early = accepted(service)
    page = complaint_page(
        matter_id=early.matter_id, by=service.actor("alice"), at=service.at + days(2)
    )
    scene = Scene(page=page, by=service.actor("alice"), at=service.at + days(2))
    assert "why_late" not in AnswerForm(scene=scene).fields
