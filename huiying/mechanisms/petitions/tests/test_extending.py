"""More time: thirty days at most, before the date, approved by whoever leads, told with the reason."""

import pytest

from huiying.core.access.doors import Denied
from huiying.core.kinds import NotAChoice
from huiying.mechanisms.petitions.rules import IllegalMove
from huiying.mechanisms.petitions.services import extending
from huiying.mechanisms.petitions.tests.support import Case, Service, accepted, days


def ask(service: Service, case: Case, amount: int = 30, day: float = 40) -> None:
    extending.ask_extension(
        matter_id=case.matter_id, days=amount, reason="要做鉴定。", by=service.actor("alice"),
        at=service.at + days(day),
    )  # fmt: skip


def decide(service: Service, case: Case, name: str = "edith", granted: bool = True) -> None:
    extending.decide_extension(
        matter_id=case.matter_id, granted=granted, reason="要等鉴定结果。", by=service.actor(name),
        at=service.at + days(41),
    )  # fmt: skip


def test_granted_it_adds_to_the_date_and_the_reason_is_told(service: Service):
    case = accepted(service)
    ask(service, case)
    decide(service, case)
    duty = case.duty("cn.petition-matter-opinion")
    # Wednesday 4 March + 60 + 30 days = Tuesday 2 June.
    assert duty.due_at.isoformat() == "2026-06-02T16:00:00+00:00"
    assert case.duty("cn.petition-matter-extension-reason").state == "open"
    case.opens_page(service.at + days(42))
    assert case.duty("cn.petition-matter-extension-reason").state == "met"


def test_who_asked_does_not_decide_and_the_desk_does_not_lead(service: Service):
    case = accepted(service)
    ask(service, case)
    for name in ("alice", "ben"):
        with pytest.raises(Denied):
            decide(service, case, name)


def test_declined_nothing_moves(service: Service):
    case = accepted(service)
    before = case.duty("cn.petition-matter-opinion").due_at
    ask(service, case)
    decide(service, case, granted=False)
    assert case.duty("cn.petition-matter-opinion").due_at == before
    with pytest.raises(IllegalMove):
        decide(service, case)


def test_more_than_thirty_days_and_too_late_are_declined(service: Service):
    case = accepted(service)
    with pytest.raises(NotAChoice):
        ask(service, case, amount=31)
    with pytest.raises(extending.CannotExtend, match="Too late"):
        ask(service, case, day=70)


def test_once_and_no_more(service: Service):
    case = accepted(service)
    ask(service, case, amount=10)
    decide(service, case)
    with pytest.raises(extending.CannotExtend, match="no further"):
        ask(service, case, amount=10, day=50)


def test_a_suggestion_has_no_sixty_days_to_extend(service: Service):
    with pytest.raises(IllegalMove, match="claim"):
        ask(service, accepted(service, "suggestion"))
