"""The rows of duties are an index of the events: whatever a complaint lived through, a rebuild changes nothing."""

from collections import Counter
from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, event, given, settings

from huiying.core.duties.models import Duty
from huiying.core.duties.services import rebuild, sweep
from huiying.core.duties.tests import histories
from huiying.core.ledger import queries as ledger
from huiying.core.ledger.checking import altered_events, altered_texts
from huiying.mechanisms.complaints.tests import support

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def service(db: None) -> support.Service:
    return support.build()


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=histories.LIVES)
def test_after_any_life_a_rebuild_changes_nothing(
    service: support.Service, steps: list[tuple[str, int]]
):
    with transaction.atomic():
        case = support.file(service, officers=("accused",))
        assert rebuild(matter_ids=[case.matter_id], now=service.at) == 0
        at = histories.live(service, case, steps, service.at)
        while sweep(now=at):
            event("swept")
        # Nothing that was due is left, so a sweep comes to an end.
        assert not Duty.objects.filter(next_check_at__lte=at).exists()
        assert rebuild(matter_ids=[case.matter_id], now=at) == 0
        recorded = histories.ladder(case)
        for duty in histories.rows(case):
            event(f"{duty.state}")
            for to, times in Counter(duty.reached).items():
                assert recorded[duty.key, to] >= times
        # No step twice, however often it was swept, acted on, paused or put right.
        assert [step for step, times in recorded.items() if times > 1] == []
        places = [e.sequence for e in ledger.history(case.matter_id)]
        assert places == list(range(1, len(places) + 1))
        assert altered_events(case.matter_id) == []
        assert altered_texts(case.matter_id) == []
        transaction.set_rollback(True)


def test_a_rebuild_puts_a_spoilt_index_right(service: support.Service):
    case = support.accepted(service)
    at = service.at + timedelta(days=1)
    right = [(d.key, d.state, d.due_at) for d in histories.rows(case)]
    Duty.objects.filter(pk=histories.rows(case)[0].pk).delete()
    Duty.objects.filter(matter_id=case.matter_id).update(state="met")
    assert rebuild(matter_ids=[case.matter_id], now=at) > 0
    assert [(d.key, d.state, d.due_at) for d in histories.rows(case)] == right
    assert rebuild(matter_ids=[case.matter_id], now=at) == 0
