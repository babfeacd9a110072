"""Who has a complaint in hand."""

from datetime import timedelta

import pytest

from huiying.core.access.doors import Denied, allowed
from huiying.core.holders.handing_on import hand_over_officer, hand_over_who_left
from huiying.core.kinds import Act, SeatRole
from huiying.core.ledger import queries as ledger
from huiying.core.notices.desk import waiting_for
from huiying.core.units.models import Posting
from huiying.core.units.services import begin_absence, end_posting, post_officer
from huiying.mechanisms.complaints.rules import Declined
from huiying.mechanisms.complaints.services import assigning, excepting, handling
from huiying.mechanisms.complaints.services.routing import InConflict
from huiying.mechanisms.complaints.tests.support import (
    Case,
    Service,
    accepted,
    answered,
    days,
)


def assign(service: Service, case: Case, officer: str, name: str = "edith", day: float = 2):
    assigning.assign_complaint(
        matter_id=case.matter_id,
        officer_id=service.officers[officer],
        by=service.actor(name),
        at=service.at + days(day),
    )


def hand_over(service: Service, officer: str, cause: str, name: str, **given) -> int:
    return hand_over_officer(
        officer_id=service.officers[officer],
        cause=cause,
        by=service.actor(name),
        at=service.at + days(3),
        **given,
    )


def test_a_head_gives_it_to_an_officer_who_then_owes_the_answer(service: Service):
    case = accepted(service)
    assign(service, case, "dora")
    assert case.in_hand() == service.officers["dora"]
    assert case.duty("agency.answer").officer_id == service.officers["dora"]
    parties = ledger.parties(case.matter_id)
    assert allowed(service.actor("dora"), Act.WORK, parties, case.matter_id)


def test_who_is_away_gets_nothing(service: Service):
    case = accepted(service)
    begin_absence(officer_id=service.officers["ben"], cause="leave", at=service.at)
    with pytest.raises(assigning.NotPresent):
        assign(service, case, "ben")


@pytest.mark.parametrize("officer", ["wanda", "gus", "accused"])
def test_an_officer_of_another_unit_gets_nothing(service: Service, officer: str):
    with pytest.raises(assigning.NotPresent):
        assign(service, accepted(service), officer)


def test_the_accused_gets_nothing_even_when_posted_to_the_handling_unit(service: Service):
    case = accepted(service, officers=("accused",))
    post_officer(
        officer_id=service.officers["accused"],
        unit_id=service.units["east"],
        role=SeatRole.COMPLAINTS,
        since=service.at + days(1),
    )
    with pytest.raises(InConflict):
        assign(service, case, "accused")


@pytest.mark.parametrize("name", ["alice", "chief", "wanda", "olga"])
def test_only_who_leads_assigns(service: Service, name: str):
    with pytest.raises(Denied):
        assign(service, accepted(service), "ben", name)


def test_the_supervisor_above_may_assign(service: Service):
    case = accepted(service)
    assign(service, case, "ben", "sven")
    assert case.in_hand() == service.officers["ben"]


def test_a_review_is_not_given_to_the_unit_that_answered(service: Service):
    from huiying.mechanisms.complaints.services.reviewing import disagree

    case = answered(service)
    disagree(
        matter_id=case.matter_id, reason="没看录像。", by=case.holder, at=service.at + days(11)
    )
    with pytest.raises(Denied):
        assign(service, case, "alice", "edith", day=12)
    with pytest.raises(assigning.NotPresent):
        assign(service, case, "alice", "hugo", day=12)
    assign(service, case, "clara", "hugo", day=12)


def test_who_steps_aside_sees_it_no_more_and_the_head_has_it(service: Service):
    case = accepted(service)
    assign(service, case, "ben")
    assigning.recuse_officer(
        matter_id=case.matter_id,
        ground="relative-of-accused",
        reason="我和被投诉人是亲戚。",
        by=service.actor("ben"),
        at=service.at + days(3),
    )
    assert case.in_hand() == service.officers["edith"]
    parties = ledger.parties(case.matter_id)
    assert not allowed(service.actor("ben"), Act.SEE, parties, case.matter_id)
    with pytest.raises(InConflict):
        assign(service, case, "ben", day=4)
    assert case.last("officer.recused")["ground"] == "relative-of-accused"
    # The same minute: what ben owed is edith's.
    assert case.duty("agency.answer").officer_id == service.officers["edith"]


def test_stepping_aside_needs_a_ground_and_words(service: Service):
    case = accepted(service)
    for ground, reason in (("", "邻居。"), ("because", "邻居。"), ("other", " ")):
        with pytest.raises(Declined):
            assigning.recuse_officer(
                matter_id=case.matter_id,
                ground=ground,
                reason=reason,
                by=service.actor("ben"),
                at=service.at + days(3),
            )
    assert "officer.recused" not in case.kinds()


def test_leave_hands_over_the_same_minute(service: Service):
    case = accepted(service)
    assign(service, case, "dora")
    assert hand_over(service, "dora", "leave", "dora") == 1
    assert case.in_hand() == service.officers["edith"]
    assert case.duty("agency.answer").officer_id == service.officers["edith"]


def test_a_named_successor_comes_first(service: Service):
    case = accepted(service)
    assign(service, case, "dora")
    hand_over(service, "dora", "suspended", "edith", successor=service.officers["ben"])
    assert case.in_hand() == service.officers["ben"]


def test_with_nobody_to_take_it_the_desk_of_the_unit_has_it(service: Service):
    case = accepted(service)
    assign(service, case, "dora")
    begin_absence(officer_id=service.officers["edith"], cause="leave", at=service.at)
    hand_over(service, "dora", "suspended", "sven")
    assert case.in_hand() is None
    assert "complaint.unassigned" in case.kinds()
    handling.class_complaint(
        matter_id=case.matter_id,
        class_="claim",
        by=service.actor("ben"),
        at=service.at + days(4),
    )


def test_a_posting_that_ends_takes_its_matters_along_to_the_head(service: Service):
    case = accepted(service)
    assign(service, case, "dora")
    posting = Posting.objects.get(officer_id=service.officers["dora"])
    hand_over(service, "dora", "posting-ended", "edith", posting_id=posting.pk)
    assert case.in_hand() == service.officers["edith"]
    posting.refresh_from_db()
    assert posting.until == service.at + days(3)


@pytest.mark.parametrize("name", ["ben", "wanda", "chief", "olga"])
def test_a_colleague_suspends_nobody(service: Service, name: str):
    with pytest.raises(Denied):
        hand_over(service, "dora", "suspended", name)


def test_nobody_suspends_themselves(service: Service):
    with pytest.raises(Denied):
        hand_over(service, "edith", "suspended", "edith")


def test_those_offered_for_assignment_are_there_and_free_of_conflict(service: Service):
    case = accepted(service)
    begin_absence(
        officer_id=service.officers["ben"],
        cause="leave",
        at=service.at,
        until=service.at + timedelta(days=30),
    )
    found = assigning.present_officers(
        matter_id=case.matter_id, by=service.actor("edith"), at=service.at + days(2)
    )
    assert set(found) == {service.officers[n] for n in ("alice", "dora", "edith")}


def test_whoever_ends_a_posting_the_work_is_handed_on_within_the_minute(service: Service):
    case = accepted(service)
    assign(service, case, "dora")
    posting = Posting.objects.get(officer_id=service.officers["dora"])
    end_posting(posting_id=posting.pk, at=service.at + days(3))
    assert hand_over_who_left(service.at + days(3)) == 1
    assert case.in_hand() == service.officers["edith"]
    assert case.last("complaint.assigned")["cause"] == "posting-ended"
    assert hand_over_who_left(service.at + days(3)) == 0


def served_with_the_accused(service: Service, name: str, until: float) -> None:
    """An officer was at East Gate, with the one complained of, until so many days before."""
    post_officer(
        officer_id=service.officers[name],
        unit_id=service.units["east-gate"],
        role=SeatRole.DESK,
        since=service.at - days(2000),
        until=service.at - days(until),
    )


@pytest.mark.parametrize(("until", "kept_away"), [(1, True), (200, True), (400, False)])
def test_who_lately_served_with_the_accused_does_not_handle_it(
    service: Service, until: float, kept_away: bool
):
    served_with_the_accused(service, "ben", until)
    case = accepted(service, officers=("accused",))
    parties = ledger.parties(case.matter_id)
    ben = service.actor("ben")
    assert allowed(ben, Act.SEE, parties, case.matter_id)
    assert allowed(ben, Act.WORK, parties, case.matter_id) is not kept_away
    assert allowed(ben, Act.SEE_PERSON, parties, case.matter_id) is not kept_away
    offered = assigning.present_officers(
        matter_id=case.matter_id, by=service.actor("edith"), at=service.at + days(2)
    )
    assert (service.officers["ben"] in offered) is not kept_away
    if kept_away:
        with pytest.raises(InConflict):
            assign(service, case, "ben")


def test_a_service_may_do_without_the_rule_on_partners(service: Service, settings):
    settings.HUIYING_PARTNER_MONTHS = 0
    served_with_the_accused(service, "ben", 1)
    case = accepted(service, officers=("accused",))
    assign(service, case, "ben")
    assert case.in_hand() == service.officers["ben"]


def let_in(service: Service, case: Case, officer: str, name: str, reason: str = "只有他在岗。"):
    excepting.except_officer(
        matter_id=case.matter_id,
        officer_id=service.officers[officer],
        reason=reason,
        by=service.actor(name),
        at=service.at + days(2),
    )


def test_the_level_above_lets_a_partner_handle_it_and_oversight_is_told(service: Service):
    served_with_the_accused(service, "ben", 1)
    case = accepted(service, officers=("accused",))
    let_in(service, case, "ben", "sven")
    assign(service, case, "ben", day=3)
    assert case.in_hand() == service.officers["ben"]
    parties = ledger.parties(case.matter_id)
    assert allowed(service.actor("ben"), Act.WORK, parties, case.matter_id)
    told = waiting_for(by=service.actor("olga"))
    assert "conflict-excepted" in [line.template for line in told]


@pytest.mark.parametrize("name", ["ben", "edith", "alice", "olga", "wanda"])
def test_nobody_of_the_unit_itself_makes_an_exception(service: Service, name: str):
    served_with_the_accused(service, "ben", 1)
    case = accepted(service, officers=("accused",))
    with pytest.raises(Denied):
        let_in(service, case, "ben", name)


def test_no_exception_for_who_is_complained_of_or_stepped_aside_or_without_a_reason(
    service: Service,
):
    served_with_the_accused(service, "ben", 1)
    case = accepted(service, officers=("accused",))
    for officer, reason in (("accused", "没人。"), ("alice", "没人。"), ("ben", " ")):
        with pytest.raises(Declined):
            let_in(service, case, officer, "hugo", reason)
    assigning.recuse_officer(
        matter_id=case.matter_id,
        ground="other",
        reason="邻居。",
        by=service.actor("ben"),
        at=service.at + days(2),
    )
    with pytest.raises(Declined):
        let_in(service, case, "ben", "hugo")
