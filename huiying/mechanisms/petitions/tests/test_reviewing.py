"""Review by the next level and final review by the one above that, each with its own clock."""

import pytest

from huiying.core.access.doors import Denied
from huiying.core.kinds import PartyRole, SeatRole, WordsNeeded
from huiying.core.units.services import post_officer
from huiying.mechanisms.petitions.rules import IllegalMove, Stage
from huiying.mechanisms.petitions.services import reviewing
from huiying.mechanisms.petitions.tests.support import (
    Case,
    Service,
    answered,
    days,
    opinion,
    reviewed,
)


def ask(service: Service, case: Case, day: float = 22, reason: str = "录像没有看全。") -> int:
    return reviewing.ask_review(reason=reason, by=case.holder, at=service.at + days(day))


def decide(service: Service, case: Case, name: str, day: float) -> None:
    reviewing.decide_review(
        matter_id=case.matter_id, changed=True, opinion=opinion("supported"),
        by=service.actor(name), at=service.at + days(day),
    )  # fmt: skip


def test_the_next_level_of_the_tree_reviews_with_thirty_days(service: Service):
    case = answered(service)
    assert ask(service, case) == service.units["city"]
    assert case.stage() is Stage.REVIEWING
    assert case.duty("cn.petition-matter-review-request").state == "used"
    duty = case.duty("cn.petition-matter-review")
    # Tuesday 24 March + 30 days = Thursday 23 April.
    assert duty.due_at.isoformat() == "2026-04-23T16:00:00+00:00"
    assert duty.unit_id == service.units["city"]


def test_the_level_above_that_one_reviews_finally(service: Service):
    case = reviewed(service)
    assert case.stage() is Stage.REVIEWED
    assert case.duty("cn.petition-matter-review").state == "met"
    assert ask(service, case, day=32) == service.units["province"]
    assert case.stage() is Stage.FINAL_REVIEWING
    assert case.duty("cn.petition-matter-final-review").unit_id == service.units["province"]
    decide(service, case, "petra", 40)
    assert case.stage() is Stage.FINAL
    assert case.standing().finding == "supported"
    case.opens_page(service.at + days(41))
    assert case.duty("cn.petition-matter-final-review").state == "met"


def test_after_the_last_level_there_is_none(service: Service):
    case = reviewed(service, final=True)
    with pytest.raises(IllegalMove):
        ask(service, case, day=60)


def test_the_level_is_of_the_tree_and_not_of_who_decided(service: Service):
    """The head of the level above may decide on more time; the review is still that level's, by somebody else."""
    case = answered(service)
    post_officer(
        officer_id=service.officers["alice"], unit_id=service.units["city"],
        role=SeatRole.COMPLAINTS, since=service.at,
    )  # fmt: skip
    ask(service, case)
    with pytest.raises(Denied):
        decide(service, case, "alice", 30)
    assert case.unit(PartyRole.REVIEWING) == service.units["city"]


@pytest.mark.parametrize("name", ["ben", "edith", "wanda", "olga", "petra"])
def test_only_the_level_that_was_asked_decides(service: Service, name: str):
    case = answered(service)
    ask(service, case)
    with pytest.raises(Denied):
        decide(service, case, name, 30)


def end_hearing(service: Service, case: Case, record: str = "双方各说了一遍。") -> None:
    reviewing.end_hearing(
        matter_id=case.matter_id,
        record=record,
        by=service.actor("petra"),
        at=service.at + days(40),
    )


def heard(service: Service) -> Case:
    """A hearing in the final review, begun five days ago."""
    case = reviewed(service)
    ask(service, case, day=32)
    reviewing.begin_hearing(
        matter_id=case.matter_id, by=service.actor("petra"), at=service.at + days(35)
    )
    return case


def test_the_minutes_of_a_hearing_are_owed_to_the_petitioner_until_they_have_them(
    service: Service,
):
    case = heard(service)
    with pytest.raises(WordsNeeded):
        end_hearing(service, case, " ")
    end_hearing(service, case)
    duty = case.duty("agency.petition-hearing-minutes")
    assert (duty.state, duty.unit_id) == ("open", service.units["province"])
    case.opens_page(service.at + days(41))
    assert case.last("petition-hearing.told")["confirmed"] is True
    assert case.duty("agency.petition-hearing-minutes").state == "met"


def test_a_hearing_in_the_final_review_is_not_counted(service: Service):
    case = reviewed(service)
    ask(service, case, day=32)
    before = case.duty("cn.petition-matter-final-review").due_at
    assert before is not None
    by = service.actor("petra")
    reviewing.begin_hearing(matter_id=case.matter_id, by=by, at=service.at + days(35))
    assert case.duty("cn.petition-matter-final-review").state == "paused"
    with pytest.raises(IllegalMove, match="End the hearing"):
        decide(service, case, "petra", 36)
    end_hearing(service, case)
    assert case.duty("cn.petition-matter-final-review").due_at == before + days(5)


def test_no_time_stands_still_for_a_hearing_in_the_first_review(service: Service):
    case = answered(service)
    ask(service, case)
    with pytest.raises(IllegalMove, match="final review"):
        reviewing.begin_hearing(
            matter_id=case.matter_id, by=service.actor("clara"), at=service.at + days(23)
        )


def test_it_begins_once(service: Service):
    case = answered(service)
    ask(service, case)
    for _ in range(1):
        reviewing.start_review(
            matter_id=case.matter_id, by=service.actor("clara"), at=service.at + days(23)
        )
    with pytest.raises(IllegalMove):
        reviewing.start_review(
            matter_id=case.matter_id, by=service.actor("clara"), at=service.at + days(24)
        )


def test_a_reason_is_asked_for_and_a_suggestion_has_no_review(service: Service):
    with pytest.raises(WordsNeeded):
        ask(service, answered(service), reason="")
    with pytest.raises(IllegalMove, match="claims"):
        ask(service, answered(service, "not-adopted", class_="suggestion"))


def test_nobody_but_the_petitioner_asks(service: Service):
    case = answered(service)
    with pytest.raises(Denied):
        reviewing.ask_review(reason="x", by=service.actor("alice"), at=service.at + days(22))
    assert case.stage() is Stage.ANSWERED
