"""A real mail server that keeps the recipients' mail itself, and somebody who waits for an answer."""

from datetime import timedelta
from typing import Any

import pytest

from huiying.core.duties.models import Duty
from huiying.core.ledger import queries as ledger
from huiying.core.ledger.entries import standing
from huiying.core.notices.mail import Mail
from huiying.core.notices.models import Notice
from huiying.core.work.delivery import deliver
from tests.support.answered import DUTY, MONDAY, SPECS, Answered, make_answered, make_unit

LATER = MONDAY + timedelta(minutes=1)


class Outbox:
    """The outbox as the worker and the tests see it."""

    def __init__(self, unit: int) -> None:
        self.unit = unit

    def answered(self, **how: Any) -> Answered:
        return make_answered(self.unit, **how)

    def send(self, at=LATER, limit: int = 50) -> int:
        return deliver(at, limit, senders=[Mail()], specs=SPECS)

    def row(self, pk) -> Notice:
        return Notice.objects.get(pk=pk)

    def told(self, one: Answered) -> list[dict]:
        """The facts of the tellings that stand."""
        kept = standing(ledger.history(one.matter))
        return [dict(e.facts) for e in kept if e.kind == "outcome.told"]

    def kinds(self, one: Answered) -> list[str]:
        return [e.kind for e in ledger.history(one.matter)]

    def duty(self, one: Answered) -> str:
        return Duty.objects.get(matter_id=one.matter, rule=DUTY).state


@pytest.fixture
def outbox(transactional_db: None, settings: Any) -> Outbox:
    settings.HUIYING_MAIL_FINAL_FOR = ["*"]
    settings.DEFAULT_FROM_EMAIL = "post@yunpu.example"
    return Outbox(make_unit())
