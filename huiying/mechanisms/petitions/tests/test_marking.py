"""Marks sit on the matter: by decision with a reason, for a time, told to the petitioner, open to dispute."""

from typing import Any

import pytest

from huiying.core.access import doors
from huiying.core.access.doors import Denied
from huiying.core.kinds import Act, NotAChoice, PartyRole, WordsNeeded
from huiying.core.ledger import queries as ledger
from huiying.mechanisms.petitions.models import Petition
from huiying.mechanisms.petitions.rules import IllegalMove
from huiying.mechanisms.petitions.services import marking
from huiying.mechanisms.petitions.tests.support import Case, Service, accepted, days, file


def mark(service: Service, case: Case, code: str = "major", name: str = "edith", **given) -> None:
    leader = None if code == "long-unsettled" else service.officers["hugo"]
    filled: dict[str, Any] = {
        "matter_id": case.matter_id,
        "mark": code,
        "until": "2026-06-30",
        "reason": "涉及十二户的院墙。",
        "leader_id": leader,
        "by": service.actor(name),
        "at": service.at + days(3),
        **given,
    }
    marking.mark_matter(**filled)


def test_a_mark_is_decided_by_whoever_leads_with_a_reason_and_shown_to_the_petitioner(
    service: Service,
):
    case = accepted(service)
    with pytest.raises(Denied):
        mark(service, case, name="alice")
    with pytest.raises(WordsNeeded):
        mark(service, case, reason=" ")
    mark(service, case)
    assert [m.code for m in case.standing().marks] == ["major"]
    assert case.duty("agency.petition-mark-told").state == "open"
    case.opens_page(service.at + days(4))
    assert case.duty("agency.petition-mark-told").state == "met"


def test_a_named_leader_answers_for_it(service: Service):
    case = accepted(service)
    mark(service, case)
    assert case.officer(PartyRole.ANSWERABLE) == service.officers["hugo"]
    assert case.duty("agency.petition-leader-offer").unit_id == service.units["city"]
    feedback = case.duty("agency.petition-leader-feedback")
    assert (feedback.unit_id, feedback.basis) == (service.units["city"], "standard")
    acts = doors.acts_on(
        service.actor("hugo"), ledger.parties(case.matter_id), case.matter_id
    )  # fmt: skip
    assert {Act.SEE, Act.SEE_PERSON, Act.WORK} <= acts


@pytest.mark.parametrize("name", ["alice", "wanda", "chief", "petra"])
def test_the_leader_leads_the_unit_or_one_above_it(service: Service, name: str):
    case = accepted(service)
    with pytest.raises(NotAChoice):
        mark(service, case, leader_id=service.officers[name])
    with pytest.raises(NotAChoice, match="leader"):
        mark(service, case, leader_id=None)
    assert case.officer(PartyRole.ANSWERABLE) is None


def test_a_mark_has_a_day_and_the_day_is_within_a_year(service: Service):
    case = accepted(service)
    for until in ("2026-03-05", "2027-06-30", "soon"):
        with pytest.raises(NotAChoice):
            mark(service, case, until=until)


def test_its_day_over_it_ends_by_itself(service: Service):
    case = accepted(service)
    mark(service, case, until="2026-03-20")
    assert marking.let_marks_expire(service.at + days(18)) == 0
    assert marking.let_marks_expire(service.at + days(19)) == 1
    assert case.standing().marks == ()
    assert case.last("petition.unmarked") == {"mark": "major", "cause": "expired"}
    assert case.officer(PartyRole.ANSWERABLE) is None
    row = Petition.objects.get(pk=case.matter_id)
    assert (row.mark, row.marked_until) == ("", None)
    # Nobody had looked at it again.
    assert case.duty("agency.petition-mark-looked-at").breached
    assert marking.let_marks_expire(service.at + days(30)) == 0


def test_decided_anew_before_its_day_it_goes_on(service: Service):
    case = accepted(service)
    mark(service, case, until="2026-03-20")
    mark(service, case, until="2026-05-20", at=service.at + days(15))
    assert [m.until for m in case.standing().marks] == ["2026-05-20"]
    assert marking.let_marks_expire(service.at + days(20)) == 0


def test_major_and_difficult_do_not_stand_beside_each_other_and_long_unsettled_does(
    service: Service,
):
    case = accepted(service)
    mark(service, case)
    with pytest.raises(NotAChoice, match="already"):
        mark(service, case, "difficult")
    mark(service, case, "long-unsettled")
    assert {m.code for m in case.standing().marks} == {"major", "long-unsettled"}
    assert Petition.objects.get(pk=case.matter_id).long_unsettled


def test_it_can_be_ended_before_its_day_with_a_reason(service: Service):
    case = accepted(service)
    mark(service, case)
    marking.unmark_matter(
        matter_id=case.matter_id, mark="major", reason="只剩一户。", by=service.actor("edith"),
        at=service.at + days(6),
    )  # fmt: skip
    assert case.standing().marks == ()
    assert case.duty("agency.petition-leader-feedback").state == "void"
    assert case.duty("agency.petition-mark-looked-at").state == "met"
    with pytest.raises(IllegalMove):
        marking.unmark_matter(
            matter_id=case.matter_id, mark="major", reason="x", by=service.actor("edith"),
            at=service.at + days(7),
        )  # fmt: skip


def contest(service: Service, case: Case, code: str = "major") -> None:
    marking.contest_mark(
        mark=code, reason="不是重大，是简单的事。", by=case.holder, at=service.at + days(5)
    )


def decide(service: Service, case: Case, name: str, kept: bool) -> None:
    marking.decide_contest(
        matter_id=case.matter_id, mark="major", kept=kept, reason="确实只涉及一户。",
        by=service.actor(name), at=service.at + days(7),
    )  # fmt: skip


@pytest.mark.parametrize("kept", [True, False])
def test_contested_it_is_decided_by_somebody_else_and_told(service: Service, kept: bool):
    case = accepted(service)
    mark(service, case)
    contest(service, case)
    with pytest.raises(IllegalMove):
        contest(service, case)
    with pytest.raises(Denied):
        decide(service, case, "edith", kept)
    decide(service, case, "hugo", kept)
    assert bool(case.standing().marks) is kept
    case.opens_page(service.at + days(8))
    assert case.duty("agency.petition-mark-contest").state == "met"


def test_only_a_mark_that_is_borne_is_contested_and_only_by_the_petitioner(service: Service):
    case = accepted(service)
    with pytest.raises(IllegalMove):
        contest(service, case)
    mark(service, case)
    with pytest.raises(NotAChoice):
        contest(service, case, "difficult")
    with pytest.raises(Denied):
        marking.contest_mark(
            mark="major", reason="x", by=service.actor("alice"), at=service.at + days(5)
        )


def test_a_mark_is_of_one_matter_and_of_no_other(service: Service):
    case, other = accepted(service), file(service)
    mark(service, case)
    assert other.standing().marks == ()
