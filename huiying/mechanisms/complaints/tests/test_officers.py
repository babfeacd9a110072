"""The officer complained of is heard by questions, never by papers."""

import pytest

from huiying.core.access.doors import Denied
from huiying.mechanisms.complaints import rules
from huiying.mechanisms.complaints.services import officers
from huiying.mechanisms.complaints.services.answering import answer_complaint
from huiying.mechanisms.complaints.services.shape import NotAChoice
from huiying.mechanisms.complaints.tests.support import (
    Case,
    Service,
    accepted,
    days,
    file,
)


def put(service: Service, case: Case, name: str = "alice", officer: str = "accused") -> None:
    officers.put_questions(
        matter_id=case.matter_id,
        officer_id=service.officers[officer],
        questions="2月27日下午三点您在窗口值班吗？",
        due_on="2026-03-16",
        by=service.actor(name),
        at=service.at + days(2),
    )


def lines(service: Service, name: str = "accused") -> list[officers.OfficerLine]:
    return officers.lines_for_officer(by=service.actor(name), at=service.at + days(20))


def reply(service: Service, line: officers.OfficerLine, name: str = "accused") -> None:
    officers.reply_as_officer(
        line_id=line.id,
        text="在。我请他补材料。",
        companion=True,
        by=service.actor(name),
        at=service.at + days(4),
    )


def conclude(service: Service, case: Case, finding: str) -> None:
    answer_complaint(
        matter_id=case.matter_id,
        finding=finding,
        answer="没有发现问题。",
        reasons="看了录像。",
        by=service.actor("alice"),
        at=service.at + days(10),
    )


def test_the_officer_sees_the_questions_and_nothing_else(service: Service):
    case = accepted(service, officers=("accused",))
    put(service, case)
    (line,) = lines(service)
    assert line.questions == "2月27日下午三点您在窗口值班吗？"
    assert line.open
    shown = str(line)
    assert case.filed.ref not in shown
    assert str(case.matter_id) not in shown
    assert case.duty("agency.officer-heard").state == "met"


def test_the_officer_answers_once_in_time_and_with_a_companion(service: Service):
    case = accepted(service, officers=("accused",))
    put(service, case)
    reply(service, lines(service)[0])
    assert case.last("officer.answered")["companion"] is True
    assert case.duty("agency.officer-answer").state == "used"
    with pytest.raises(rules.IllegalMove, match="not open any more"):
        reply(service, lines(service)[0])


@pytest.mark.parametrize("name", ["chief", "gus", "alice"])
def test_nobody_answers_for_the_officer(service: Service, name: str):
    case = accepted(service, officers=("accused",))
    put(service, case)
    line = lines(service)[0]
    assert lines(service, name) == []
    with pytest.raises(Denied):
        reply(service, line, name)


def test_the_handler_writes_down_what_was_said(service: Service):
    case = accepted(service, officers=("accused",))
    put(service, case)
    officers.hear_officer(
        matter_id=case.matter_id,
        question_id=case.event_id("officer.asked"),
        text="当面回答。",
        companion=False,
        by=service.actor("ben"),
        at=service.at + days(3),
    )
    assert case.standing().officers_heard == (service.officers["accused"],)


def test_questions_go_only_to_whom_the_complaint_is_about(service: Service):
    with pytest.raises(NotAChoice, match="not about this officer"):
        put(service, accepted(service, officers=("accused",)), officer="gus")


def test_nobody_is_heard_before_it_is_accepted(service: Service):
    with pytest.raises(rules.IllegalMove):
        put(service, file(service, officers=("accused",)))


def test_the_outcome_is_told_and_may_be_contested_once(service: Service):
    case = accepted(service, officers=("accused",))
    conclude(service, case, "upheld")
    officers.tell_officer(
        matter_id=case.matter_id,
        officer_id=service.officers["accused"],
        by=service.actor("alice"),
        at=service.at + days(11),
    )
    assert case.duty("agency.officer-told").state == "met"
    (line,) = lines(service)
    assert (line.finding, line.open) == ("upheld", True)

    def contest(name: str) -> None:
        officers.contest_finding(
            line_id=line.id,
            text="录像没有拍到前半段。",
            by=service.actor(name),
            at=service.at + days(12),
        )

    with pytest.raises(Denied):
        contest("chief")
    contest("accused")
    assert not lines(service)[0].open
    with pytest.raises(NotAChoice, match="contested"):
        contest("accused")


def test_a_clearance_letter_follows_an_unfounded_complaint_alone(service: Service):
    def clear(case: Case) -> None:
        officers.clear_officer(
            matter_id=case.matter_id,
            officer_id=service.officers["accused"],
            by=service.actor("alice"),
            at=service.at + days(11),
        )

    upheld = accepted(service, officers=("accused",))
    conclude(service, upheld, "upheld")
    with pytest.raises(rules.IllegalMove, match="unfounded"):
        clear(upheld)
    unfounded = accepted(service, officers=("accused",))
    conclude(service, unfounded, "unfounded")
    assert unfounded.duty("agency.officer-cleared").state == "open"
    clear(unfounded)
    assert unfounded.duty("agency.officer-cleared").state == "met"
    assert lines(service)[0].kind == "officer.cleared"
    with pytest.raises(NotAChoice, match="already"):
        clear(unfounded)


def test_there_is_no_outcome_before_there_is_one(service: Service):
    case = accepted(service, officers=("accused",))
    with pytest.raises(rules.IllegalMove, match="no outcome"):
        officers.tell_officer(
            matter_id=case.matter_id,
            officer_id=service.officers["accused"],
            by=service.actor("alice"),
            at=service.at + days(3),
        )
