"""A meeting, a hearing or a mediation is offered; the petitioner chooses, and no is a channel and nothing else."""

from typing import Any

import pytest

from huiying.core.access.doors import Denied
from huiying.core.kinds import NotAChoice, WordsNeeded
from huiying.mechanisms.petitions.services import meeting
from huiying.mechanisms.petitions.tests.support import Case, Service, accepted, days
from huiying.mechanisms.petitions.tests.test_marking import mark

FIRST, SECOND = "2026-03-20T15:00:00+08:00", "2026-03-21T09:30:00+08:00"


def offer(service: Service, case: Case, form: str = "hearing", **given) -> None:
    filled: dict[str, Any] = {
        "matter_id": case.matter_id,
        "form": form,
        "where": "东区分局一楼，局长参加。",
        "moments": [FIRST, SECOND],
        "by": service.actor("alice"),
        "at": service.at + days(5),
        **given,
    }
    meeting.offer_meeting(**filled)


def offered(service: Service, form: str = "hearing") -> Case:
    case = accepted(service)
    mark(service, case, "long-unsettled")
    offer(service, case, form)
    return case


def test_a_hearing_offered_meets_what_is_owed_for_a_long_unsettled_matter(service: Service):
    case = offered(service)
    assert case.duty("agency.petition-hearing-offer").state == "met"


def test_a_mere_meeting_does_not(service: Service):
    case = offered(service, "meeting")
    assert case.duty("agency.petition-hearing-offer").state == "open"


def test_the_petitioner_takes_one_of_the_times_and_it_becomes_a_duty(service: Service):
    case = offered(service)
    about = case.event_id("petition-meeting.offered")
    with pytest.raises(NotAChoice):
        meeting.agree(
            offer_id=about, moment="2026-03-22T09:00:00+08:00", by=case.holder,
            at=service.at + days(6),
        )  # fmt: skip
    meeting.agree(offer_id=about, moment=SECOND, by=case.holder, at=service.at + days(6))
    assert case.duty("agency.petition-meeting").due_at.isoformat() == "2026-03-21T16:00:00+00:00"
    meeting.hold_meeting(
        matter_id=case.matter_id, offer_id=about, record="双方同意先做测量。",
        by=service.actor("alice"), at=service.at + days(18.9),
    )  # fmt: skip
    assert case.duty("agency.petition-meeting").state == "met"
    assert case.standing().agreed == ()
    assert case.duty("agency.petition-meeting-minutes").state == "open"
    case.opens_page(service.at + days(19))
    assert case.duty("agency.petition-meeting-minutes").state == "met"


def test_no_is_recorded_as_a_channel_and_costs_nothing(service: Service):
    case = offered(service)
    about = case.event_id("petition-meeting.offered")
    owed = {"cn.petition-matter-opinion", "agency.petition-plan", "agency.petition-long-feedback"}
    before = {rule: case.duty(rule).due_at for rule in owed}
    meeting.decline(offer_id=about, way="letter", by=case.holder, at=service.at + days(6))
    assert set(case.last("petition-meeting.declined")) == {"form", "about", "party", "way"}
    assert {rule: case.duty(rule).due_at for rule in owed} == before
    assert case.standing().open_offers == ()


def test_what_was_agreed_can_be_called_off(service: Service):
    case = offered(service)
    about = case.event_id("petition-meeting.offered")
    meeting.agree(offer_id=about, moment=FIRST, by=case.holder, at=service.at + days(6))
    meeting.decline(offer_id=about, way="telephone", by=case.holder, at=service.at + days(7))
    assert case.duty("agency.petition-meeting").state == "void"


def test_an_answer_by_telephone_is_written_down_by_the_desk(service: Service):
    case = offered(service)
    about = case.event_id("petition-meeting.offered")
    given: dict[str, Any] = {
        "matter_id": case.matter_id,
        "offer_id": about,
        "by": service.actor("alice"),
    }
    with pytest.raises(NotAChoice):
        meeting.hear_answer(moment="", way="pigeon", at=service.at + days(6), **given)
    meeting.hear_answer(moment=FIRST, way="", at=service.at + days(6), **given)
    assert len(case.standing().agreed) == 1


def test_nothing_is_held_that_was_not_agreed(service: Service):
    case = offered(service)
    with pytest.raises(Exception, match="No meeting is agreed"):
        meeting.hold_meeting(
            matter_id=case.matter_id, offer_id=case.event_id("petition-meeting.offered"),
            record="x", by=service.actor("alice"), at=service.at + days(8),
        )  # fmt: skip


@pytest.mark.parametrize(
    "moments", [[], ["2026-03-01T10:00:00+08:00"], ["tomorrow"], ["2026-03-20T10:00:00"]]
)
def test_times_are_to_come_and_whole(service: Service, moments: list[str]):
    case = accepted(service)
    with pytest.raises(NotAChoice):
        offer(service, case, moments=moments)
    with pytest.raises(WordsNeeded):
        offer(service, case, where="")


def test_nobody_answers_for_another(service: Service):
    case, other = offered(service), offered(service)
    about = case.event_id("petition-meeting.offered")
    with pytest.raises(NotAChoice):
        meeting.agree(offer_id=about, moment=FIRST, by=other.holder, at=service.at + days(6))
    with pytest.raises(Denied):
        meeting.agree(
            offer_id=about, moment=FIRST, by=service.actor("alice"), at=service.at + days(6)
        )
