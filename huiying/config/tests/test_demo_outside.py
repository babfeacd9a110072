"""A complaint about the whole bureau: one outside body answers it, another one looks again."""

from datetime import timedelta

import pytest

from huiying.config.demo.city import found_city
from huiying.core import clock
from huiying.core.kinds import Actor, ActorKind, PartyRole, system
from huiying.core.ledger import queries as ledger
from huiying.core.units import queries as units
from huiying.mechanisms.complaints.services import following, handling, reviewing
from huiying.mechanisms.complaints.services.answering import answer_complaint
from huiying.mechanisms.complaints.services.filing import Filing, file_complaint

pytestmark = pytest.mark.django_db


def officer(officer_id: int) -> Actor:
    seats = units.seats_of(officer_id, clock.now())
    return Actor(kind=ActorKind.STAFF, name="", officer_id=officer_id, seats=seats)


def test_who_disagrees_with_one_outside_body_is_heard_by_another():
    city = found_city()
    at = clock.now() - timedelta(days=30)
    filed = file_complaint(
        filing=Filing(narrative="全局都不回复。", about_units=(city.bureau,)),
        by=system("public form"),
        at=at,
    )
    assert filed.deciding_unit == city.outside
    committee = officer(city.officers[city.outside][0])
    matter = filed.matter_id
    handling.accept_complaint(matter_id=matter, by=committee, at=at + timedelta(days=1))
    answer_complaint(
        matter_id=matter,
        finding="not-upheld",
        answer="没有发现违规。",
        reasons="看了登记本。",
        by=committee,
        at=at + timedelta(days=5),
    )
    opened = following.look_up(typed=filed.code, at=at + timedelta(days=6))
    assert opened is not None
    reviewing.disagree(
        matter_id=matter, reason="没有看录像。", by=opened.actor, at=at + timedelta(days=6)
    )
    held = {p.role: p.unit_id for p in ledger.parties(matter) if p.until is None}
    assert held[PartyRole.REVIEWING] == city.second_outside
    reviewing.decide_review(
        matter_id=matter,
        changed=True,
        finding="upheld",
        answer="您说得对。",
        reasons="看了录像。",
        by=officer(city.officers[city.second_outside][0]),
        at=at + timedelta(days=8),
    )
