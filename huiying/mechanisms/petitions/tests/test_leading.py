"""What follows from a mark: feedback again and again, a plan, an explanation by a unit that did not decide."""

import uuid
from typing import Any

import pytest

from huiying.core.access.doors import Denied
from huiying.core.disclosure.rules import Proposal
from huiying.core.disclosure.services.asking import ask_gate
from huiying.core.disclosure.services.deciding import decide_line
from huiying.core.kinds import NotAChoice, WordsNeeded
from huiying.core.ledger import queries as ledger
from huiying.core.people.services import open_texts
from huiying.mechanisms.petitions.rules import IllegalMove
from huiying.mechanisms.petitions.services import leading
from huiying.mechanisms.petitions.tests.support import Case, Service, accepted, days, reviewed
from huiying.mechanisms.petitions.tests.test_marking import mark


def feed_back(service: Service, case: Case, day: float, name: str = "alice") -> None:
    leading.give_feedback(
        matter_id=case.matter_id, message="已经找到两份图纸。", by=service.actor(name),
        at=service.at + days(day),
    )  # fmt: skip
    case.opens_page(service.at + days(day + 0.25))


def test_how_it_stands_is_owed_again_and_again_until_it_is_settled(service: Service):
    case = accepted(service)
    mark(service, case)
    feed_back(service, case, 20)
    duty = case.duty("agency.petition-leader-feedback")
    assert (duty.n, duty.state) == (2, "open")
    feed_back(service, case, 40, "hugo")
    assert case.duty("agency.petition-leader-feedback").n == 3


def test_where_the_gate_applies_feedback_is_what_was_released_there(service: Service):
    case = accepted(service)
    by, at = service.actor("alice"), service.at + days(5)
    [line] = ask_gate(matter_id=case.matter_id, lines=["图纸在别人手里。"], by=by, at=at)
    with pytest.raises(NotAChoice):
        feed_back(service, case, 6)
    proposal = Proposal(decision="told", said="图纸找到了。")
    decide_line(matter_id=case.matter_id, line=line, proposal=proposal, by=by, at=at)
    leading.give_feedback(matter_id=case.matter_id, lines=[line], by=by, at=service.at + days(7))
    history = ledger.history(case.matter_id)
    [written] = [e for e in history if e.kind == "petition-feedback.written"]
    text = uuid.UUID(written.texts["message"])
    assert open_texts([text])[text] == "图纸找到了。"


def test_a_long_unsettled_matter_gets_a_plan(service: Service):
    case = accepted(service)
    with pytest.raises(IllegalMove, match="long unsettled"):
        plan(service, case)
    mark(service, case, "long-unsettled")
    assert case.duty("agency.petition-plan").state == "open"
    plan(service, case)
    case.opens_page(service.at + days(9))
    assert case.duty("agency.petition-plan").state == "met"


def plan(service: Service, case: Case, **given: str) -> None:
    filled: dict[str, Any] = {
        "matter_id": case.matter_id,
        "asked": "恢复院墙。",
        "done": "看了录像，找了街道。",
        "remains": "街道5月10日前答复。",
        "explains": "法制支队 莉娜，0531-00000000",
        "by": service.actor("alice"),
        "at": service.at + days(8),
        **given,
    }
    leading.write_plan(**filled)


def test_a_plan_leaves_nothing_out(service: Service):
    case = accepted(service)
    mark(service, case, "long-unsettled")
    for part in ("asked", "done", "remains", "explains"):
        with pytest.raises(WordsNeeded):
            plan(service, case, **{part: ""})


def name_explainer(service: Service, case: Case, officer: str, day: float = 52) -> None:
    leading.name_explainer(
        matter_id=case.matter_id, officer_id=service.officers[officer],
        by=service.actor("edith"), at=service.at + days(day),
    )  # fmt: skip


def explain(service: Service, case: Case, name: str, day: float = 53) -> None:
    leading.explain(
        matter_id=case.matter_id, explanation="三级都认为拆墙由街道决定，可以起诉街道。",
        by=service.actor(name), at=service.at + days(day),
    )  # fmt: skip


@pytest.mark.parametrize("name", ["alice", "ben", "clara", "hugo", "petra"])
def test_who_explains_it_is_of_no_unit_that_handled_or_reviewed(service: Service, name: str):
    case = reviewed(service, final=True)
    with pytest.raises(NotAChoice, match="neither"):
        name_explainer(service, case, name)


def test_the_explanation_of_the_last_decision_is_owed_and_reaches_the_petitioner(service: Service):
    case = reviewed(service, final=True)
    assert case.duty("agency.petition-final-explanation").state == "open"
    name_explainer(service, case, "lena")
    with pytest.raises(Denied):
        explain(service, case, "alice")
    explain(service, case, "lena")
    assert case.standing().finally_explained
    case.opens_page(service.at + days(54))
    assert case.duty("agency.petition-final-explanation").state == "met"
    # Having explained it, they have no more to do with it.
    with pytest.raises(Denied):
        explain(service, case, "lena", 55)
