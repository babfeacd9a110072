"""More time, before the date is over, granted by somebody else."""

from typing import Any

import pytest

from huiying.core.access.doors import Denied
from huiying.mechanisms.complaints import rules
from huiying.mechanisms.complaints.forms_decide import DecideExtensionForm
from huiying.mechanisms.complaints.forms_staff import Scene
from huiying.mechanisms.complaints.queries import complaint_page
from huiying.mechanisms.complaints.services import extending
from huiying.mechanisms.complaints.services.shape import NotAChoice, WordsNeeded
from huiying.mechanisms.complaints.tests.support import Case, Service, accepted, answered, days


def ask(service: Service, case: Case, name: str = "alice", day: float = 20, **given) -> None:
    words: dict[str, Any] = {"days": 15, "reason": "等鉴定结果。"} | given
    extending.ask_extension(
        matter_id=case.matter_id, by=service.actor(name), at=service.at + days(day), **words
    )


def decide(service: Service, case: Case, name: str = "edith", day: float = 21, **given) -> None:
    words: dict[str, Any] = {"granted": True, "reason": "鉴定还要两周。"} | given
    extending.decide_extension(
        matter_id=case.matter_id, by=service.actor(name), at=service.at + days(day), **words
    )


def test_a_granted_extension_moves_the_date_and_is_told(service: Service):
    case = accepted(service)
    before = case.duty("agency.answer").due_at
    ask(service, case)
    assert case.duty("agency.answer").due_at == before
    decide(service, case)
    after = case.duty("agency.answer")
    assert before is not None
    assert after.due_at == before + days(15)
    assert len(after.history) == 2
    assert case.last("extension.told")["channel"] == "posting"
    assert case.duty("agency.extension-told").state == "met"


def test_whoever_asked_does_not_grant(service: Service):
    case = accepted(service)
    ask(service, case, "edith")
    with pytest.raises(Denied):
        decide(service, case, "edith")
    decide(service, case, "sven")


def test_it_is_granted_before_the_date_is_over(service: Service):
    case = accepted(service)
    ask(service, case)
    with pytest.raises(extending.CannotExtend, match="Too late"):
        decide(service, case, day=40)
    assert "complaint.extended" not in case.kinds()


def test_nothing_is_asked_for_that_the_rule_would_refuse(service: Service):
    case = accepted(service)
    with pytest.raises(extending.CannotExtend, match="Too late"):
        ask(service, case, day=40)
    assert "extension.asked" not in case.kinds()


def test_once_is_all_the_rule_allows(service: Service):
    case = accepted(service)
    ask(service, case)
    decide(service, case)
    with pytest.raises(extending.CannotExtend, match="used"):
        ask(service, case, day=22)


def test_a_declined_request_leaves_the_date(service: Service):
    case = accepted(service)
    before = case.duty("agency.answer").due_at
    ask(service, case)
    decide(service, case, granted=False, reason="材料齐了，可以按期。")
    assert case.duty("agency.answer").due_at == before
    assert "extension.told" not in case.kinds()
    ask(service, case, day=22)


def test_one_request_at_a_time(service: Service):
    case = accepted(service)
    ask(service, case)
    with pytest.raises(rules.IllegalMove, match="waiting"):
        ask(service, case, day=21)


def test_there_is_nothing_to_decide_before_anybody_asked(service: Service):
    with pytest.raises(rules.IllegalMove, match="no request"):
        decide(service, accepted(service))


@pytest.mark.parametrize("amount", [0, 31, -1])
def test_one_to_thirty_days(service: Service, amount: int):
    with pytest.raises(NotAChoice):
        ask(service, accepted(service), days=amount)


def test_a_reason_is_given(service: Service):
    with pytest.raises(WordsNeeded):
        ask(service, accepted(service), reason=" ")


def test_an_answered_complaint_needs_no_time(service: Service):
    with pytest.raises(rules.IllegalMove):
        ask(service, answered(service))


@pytest.mark.parametrize("name", ["alice", "chief", "wanda", "olga"])
def test_only_a_head_or_supervisor_grants(service: Service, name: str):
    case = accepted(service)
    ask(service, case, "ben")
    with pytest.raises(Denied):
        decide(service, case, name)


def test_the_words_of_whoever_asked_stand_for_whoever_grants(service: Service):
    case = accepted(service)
    ask(service, case, reason="录像有三天的，看不完。")
    by, at = service.actor("edith"), service.at + days(21)
    page = complaint_page(matter_id=case.matter_id, by=by, at=at)
    scene = Scene(page=page, by=by, at=at)
    granted = DecideExtensionForm({"granted": "yes", "reason": ""}, scene=scene)
    assert granted.is_valid()
    assert granted.cleaned_data["reason"] == "录像有三天的，看不完。"
    assert "录像有三天的，看不完。" in str(granted.fields["reason"].help_text)
    assert not DecideExtensionForm({"granted": "no", "reason": ""}, scene=scene).is_valid()
