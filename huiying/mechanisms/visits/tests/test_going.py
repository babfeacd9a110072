"""Going there: tried in vain, written up with what was told and heard, and never at a door that nobody opened."""

from datetime import UTC, datetime

import pytest

from huiying.core.access.doors import Denied
from huiying.core.disclosure.services.again import ask_again
from huiying.core.kinds import IllegalMove, NotAChoice, PartyRole
from huiying.core.ledger import queries as ledger
from huiying.mechanisms.visits.services import going
from huiying.mechanisms.visits.tests.support import (
    NOT_SPOKEN,
    Case,
    Service,
    agreed,
    days,
    planned,
    visited,
)


def tried(case: Case, day: float, way: str = "phone", by: str = "carl") -> None:
    going.record_attempt(
        matter_id=case.matter_id,
        party_id=case.party_id,
        way=way,
        by=case.service.actor(by),
        at=case.service.at + days(day),
    )


def test_no_visit_at_home_without_the_persons_agreement(case: Case):
    with pytest.raises(IllegalMove, match="needs the person's agreement"):
        visited(case, by="carl")
    agreed(case, way="phone")
    with pytest.raises(IllegalMove, match="needs the person's agreement"):
        visited(case)
    with pytest.raises(IllegalMove, match="needs the person's agreement"):
        tried(case, 8, way="home")


def test_an_agreed_visit_is_written_up_by_who_went(case: Case):
    agreed(case)
    visited(
        case, views=NOT_SPOKEN | {"result": "something"}, words={"result": "想知道为什么还没破。"}
    )
    made = case.last("visit.made")
    assert (made["view_result"], made["view_attitude"]) == ("something", "not-spoken")
    assert case.duty("agency.visit-agreed").state == "met"
    assert case.acts("dora") == frozenset()
    assert case.standing().meeting is None


@pytest.mark.parametrize("name", ["lake", "edith", "olga", "rita"])
def test_nobody_else_writes_it_up(case: Case, name: str):
    agreed(case)
    with pytest.raises(Denied):
        visited(case, by=name)


def test_only_what_was_released_is_told(case: Case):
    first = case.released("调取了三处录像。")
    second = case.released("走访了回收点两家。", day=0.1)
    agreed(case)
    with pytest.raises(NotAChoice, match="Only what was released"):
        visited(case, told=(first, "00000000-0000-0000-0000-000000000000"))
    ask_again(
        matter_id=case.matter_id,
        line=second,
        by=case.service.actor("chief"),
        at=case.service.at + days(4),
    )
    with pytest.raises(NotAChoice, match="Only what was released"):
        visited(case, told=(first, second))
    visited(case, told=(first,), withheld=(second,))
    made = case.last("visit.made")
    assert (made["told"], made["withheld"]) == (first, second)


def test_each_of_the_four_is_said_to_have_been_spoken_of_or_not(case: Case):
    agreed(case)
    with pytest.raises(NotAChoice, match="each of the four"):
        visited(case, views={"result": "something"})
    with pytest.raises(NotAChoice, match="each of the four"):
        visited(case, views=NOT_SPOKEN | {"result": "5"})


def test_three_tries_at_different_hours_count_and_what_may_be_told_is_posted(case: Case):
    planned(case)
    for day in (5, 6):
        tried(case, day)
    assert case.duty("agency.next-visit").state == "open"
    # 10:00 twice, then 19:00 on the third day.
    tried(case, 7 + 9 / 24)
    assert case.last("visit.unreached")["attempts"] == 3
    assert case.standing().attempts == ()
    assert [e.facts["hours"] for e in case.history() if e.kind == "visit.attempted"] == [
        "morning",
        "morning",
        "evening",
    ]


def test_three_tries_at_the_same_hour_are_not_enough(case: Case):
    planned(case)
    for day in (5, 6, 7, 8):
        tried(case, day)
    assert "visit.unreached" not in case.kinds()


def test_a_visit_does_not_lie_before_its_agreement(case: Case, service: Service):
    agreed(case)
    with pytest.raises(IllegalMove, match="before it was agreed"):
        visited(case, occurred_at=service.at + days(1))


def test_the_next_visit_is_agreed_at_the_door(case: Case):
    agreed(case)
    visited(case, next_way="home", next_begins=datetime(2026, 4, 7, 11, tzinfo=UTC))
    meeting = case.standing().meeting
    assert meeting is not None
    assert meeting.due_on == "2026-04-07"
    going_there = {
        p.officer_id
        for p in ledger.parties(case.matter_id)
        if p.role is PartyRole.VISITING and p.until is None
    }
    assert going_there == set(case.service.pair("dora", "gus"))


def test_or_they_would_rather_hear_by_letter(case: Case):
    agreed(case)
    visited(case, next_way="letter")
    assert case.standing().way == "letter"


def test_what_else_is_raised_is_an_event_of_its_own(case: Case):
    agreed(case)
    visited(case, raised=(going.Raised(kind="hazard", text="楼道灯坏了。"),))
    assert case.last("issue.raised")["kind"] == "hazard"
    assert case.last("visit.made")["issues"] == 1


def test_a_letter_or_a_call_needs_no_appointment(case: Case):
    visited(case, way="letter", by="carl", day=5)
    visited(case, way="phone", by="carl", day=6)
    assert len(case.standing().visits) == 2
