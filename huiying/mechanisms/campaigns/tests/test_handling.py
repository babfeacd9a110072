"""What was raised is answered like anything else: given to somebody, answered, told, passed on, looked at anew."""

from datetime import date

import pytest

from huiying.core.access.doors import Denied
from huiying.core.holders import talking
from huiying.core.kinds import PartyRole, WordsNeeded
from huiying.core.ledger.services import SlipUnknown
from huiying.mechanisms.campaigns.raised_standing import Stage
from huiying.mechanisms.campaigns.rules import IllegalMove, NotAChoice
from huiying.mechanisms.campaigns.services import handling, reviewing
from huiying.mechanisms.campaigns.services.raising import Handover
from huiying.mechanisms.campaigns.tests.support import (
    GOING,
    REACHED,
    Service,
    answered,
    days,
    published,
    raise_one,
)


def test_given_to_an_officer_of_the_station_that_has_it(service: Service):
    told, chief = raise_one(service), service.actor("chief")
    for wrong in ("lars", "alice"):
        with pytest.raises(NotAChoice):
            handling.assign_raised(
                matter_id=told.matter_id, officer_id=service.officers[wrong], by=chief,
                at=GOING + days(1),
            )  # fmt: skip
    handling.assign_raised(
        matter_id=told.matter_id, officer_id=service.officers["emil"], by=chief,
        at=GOING + days(1),
    )  # fmt: skip
    assert told.stage() is Stage.IN_HAND
    assert told.duty("agency.raised-taken-up").state == "met"
    with pytest.raises(Denied):
        handling.answer_raised(
            matter_id=told.matter_id, result="done", answer="x", by=service.actor("dora"),
            at=GOING + days(1),
        )  # fmt: skip


def test_it_is_answered_once_the_person_has_read_it(service: Service):
    told = raise_one(service, contact=REACHED, consent=True, handover=Handover.SHOWN)
    by = service.actor("chief")
    with pytest.raises(WordsNeeded):
        handling.answer_raised(
            matter_id=told.matter_id, result="done", answer=" ", by=by, at=GOING + days(1)
        )
    handling.answer_raised(
        matter_id=told.matter_id, result="explained", answer="灯不归我们管。", by=by,
        at=GOING + days(1),
    )  # fmt: skip
    assert told.duty("agency.raised-hazard-answer").state == "open"
    told.opens_page(GOING + days(2))
    assert told.duty("agency.raised-hazard-answer").state == "met"


def test_what_will_be_done_is_owed_by_the_day_that_the_answer_names(service: Service):
    told, by = raise_one(service), service.actor("chief")
    for due in (None, date(2026, 3, 10)):
        with pytest.raises(NotAChoice):
            handling.answer_raised(
                matter_id=told.matter_id, result="planned", answer="会换灯。", due_on=due, by=by,
                at=GOING,
            )  # fmt: skip
    handling.answer_raised(
        matter_id=told.matter_id, result="planned", answer="会换灯。", due_on=date(2026, 3, 20),
        by=by, at=GOING + days(1),
    )  # fmt: skip
    owed = told.duty("agency.raised-done")
    assert owed.due_at is not None
    assert owed.due_at.isoformat() == "2026-03-20T16:00:00+00:00"
    handling.say_done(matter_id=told.matter_id, answer="灯换好了。", by=by, at=GOING + days(5))
    told.opens_page(GOING + days(6))
    assert told.duty("agency.raised-done").state == "met"
    with pytest.raises(IllegalMove):
        handling.say_done(matter_id=told.matter_id, answer="x", by=by, at=GOING + days(7))


def test_another_body_s_work_is_handed_over_and_the_person_told_which(service: Service):
    told, by = raise_one(service, what="hardship"), service.actor("chief")
    with pytest.raises(NotAChoice):
        handling.transfer_raised(
            matter_id=told.matter_id, body="nobody", where="x", reason="y", by=by, at=GOING
        )
    handling.transfer_raised(
        matter_id=told.matter_id, body="civil-affairs", where="民政窗口，周一至周五，8881234",
        reason="低保由民政部门审批。", by=by, at=GOING + days(1),
    )  # fmt: skip
    assert told.stage() is Stage.OUTSIDE
    assert told.duty("agency.raised-hardship-answer").state == "void"
    told.opens_page(GOING + days(2))
    assert told.duty("agency.raised-transfer-told").state == "met"


def test_another_unit_takes_it_and_the_person_is_told(service: Service):
    told = raise_one(service)
    handling.move_raised(
        matter_id=told.matter_id, to_unit=service.units["east-lake"], reason="灯在湖边。",
        by=service.actor("chief"), at=GOING + days(1),
    )  # fmt: skip
    assert told.unit(PartyRole.HANDLING) == service.units["east-lake"]
    told.opens_page(GOING + days(1.5))
    assert told.duty("agency.raised-move-told").state == "met"
    for wrong in ("outside", "east-lake"):
        with pytest.raises(NotAChoice):
            handling.move_raised(
                matter_id=told.matter_id, to_unit=service.units[wrong], reason="x",
                by=service.actor("lena"), at=GOING + days(2),
            )  # fmt: skip


def test_who_does_not_agree_is_answered_by_the_unit_above(service: Service):
    told = answered(service)
    assert (
        reviewing.disagree(reason="灯又坏了。", by=told.holder, at=GOING + days(3))
        == (service.units["east"])
    )
    assert told.stage() is Stage.REVIEWING
    typed = {"outcome": "changed", "answer": "已让物业换新灯，下周装好。"}
    with pytest.raises(Denied):
        reviewing.decide_review(
            matter_id=told.matter_id, by=service.actor("chief"), at=GOING + days(4), **typed
        )
    reviewing.decide_review(
        matter_id=told.matter_id, by=service.actor("edith"), at=GOING + days(4), **typed
    )
    told.opens_page(GOING + days(5))
    assert told.stage() is Stage.REVIEWED
    assert told.duty("agency.raised-review").state == "met"
    with pytest.raises(IllegalMove):
        reviewing.disagree(reason="还是不行。", by=told.holder, at=GOING + days(6))


def test_a_message_of_the_person_is_owed_an_answer(service: Service):
    told = answered(service)
    talking.write_message(text="谢谢，灯亮了。", by=told.holder, at=GOING + days(3))
    assert told.duty("agency.raised-message").state == "open"


def test_a_slip_of_another_unit_or_a_used_one_is_refused(service: Service):
    run = published(service)
    with pytest.raises(SlipUnknown):
        raise_one(service, run, by=service.actor("dora"), handover=Handover.SLIP, slip="NO-0001")
