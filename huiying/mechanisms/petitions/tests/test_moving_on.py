"""A petition goes to the unit or body that answers for it; the petitioner is told where."""

from typing import Any

import pytest

from huiying.core.access.doors import Denied
from huiying.core.duties.models import Duty
from huiying.core.kinds import NotAChoice, PartyRole, WordsNeeded
from huiying.core.notices.models import Notice
from huiying.mechanisms.petitions.rules import IllegalMove, Stage
from huiying.mechanisms.petitions.services import accepting, moving_on
from huiying.mechanisms.petitions.tests.pages import text, with_code
from huiying.mechanisms.petitions.tests.support import (
    Case,
    Service,
    accepted,
    answered,
    days,
    file,
)


def move(service: Service, case: Case, to: str, cause: str = "competence", **given) -> None:
    filled: dict[str, Any] = {
        "matter_id": case.matter_id,
        "to_unit": service.units[to],
        "cause": cause,
        "reason": "事情发生在西区。",
        "by": service.actor("alice"),
        "at": service.at + days(3),
        **given,
    }
    moving_on.move_petition(**filled)


def test_another_unit_has_it_and_owes_what_is_owed(service: Service):
    case = accepted(service)
    move(service, case, "west")
    assert case.stage() is Stage.RECEIVED
    assert case.unit(PartyRole.HANDLING) == service.units["west"]
    assert case.duty("cn.petition-matter-opinion").unit_id == service.units["west"]
    assert Notice.objects.filter(unit_id=service.units["west"], template="petition-moved").exists()
    case.opens_page(service.at + days(4))
    assert case.duty("agency.petition-move-told").state == "met"
    with pytest.raises(Denied):
        move(service, case, "east")


def test_a_body_outside_has_it_and_it_is_with_us_no_more(service: Service):
    case = accepted(service)
    move(service, case, "outside", "outside")
    assert case.stage() is Stage.OUTSIDE
    assert case.duty("cn.petition-matter-opinion").state == "void"


def test_it_says_why_and_where(service: Service):
    case = file(service)
    with pytest.raises(WordsNeeded):
        move(service, case, "west", reason="")
    with pytest.raises(NotAChoice):
        move(service, case, "west", "whim")
    with pytest.raises(NotAChoice):
        move(service, case, "east")
    with pytest.raises(NotAChoice):
        move(service, case, "west", to_unit=999)


def test_what_is_answered_stays(service: Service):
    with pytest.raises(IllegalMove):
        move(service, answered(service), "west")


# --- what the receiving unit does with it ------------------------------------------------------------


def back(service: Service, case: Case, name: str = "wanda", day: float = 5) -> None:
    moving_on.send_back(
        matter_id=case.matter_id, reason="地点属于东区。", by=service.actor(name),
        at=service.at + days(day),
    )  # fmt: skip


def test_the_receiving_unit_says_within_five_working_days_whether_it_takes_it_over(
    service: Service,
):
    case = accepted(service)
    move(service, case, "west")
    duty = case.duty("agency.petition-take-over")
    assert (duty.state, duty.unit_id) == ("open", service.units["west"])
    moving_on.take_over(
        matter_id=case.matter_id, by=service.actor("wanda"), at=service.at + days(4)
    )
    assert case.duty("agency.petition-take-over").state == "met"
    with pytest.raises(IllegalMove):
        back(service, case)


def test_what_was_accepted_stays_accepted_with_the_one_date_it_had(service: Service):
    case = accepted(service)
    move(service, case, "west")
    with pytest.raises(IllegalMove, match="take it over"):
        accepting.accept_petition(
            matter_id=case.matter_id, path="由西区办理。", by=service.actor("wanda"),
            at=service.at + days(4),
        )  # fmt: skip
    moving_on.take_over(
        matter_id=case.matter_id, by=service.actor("wanda"), at=service.at + days(4)
    )
    assert case.stage() is Stage.ACCEPTED
    owed = Duty.objects.filter(matter_id=case.matter_id, rule="cn.petition-matter-opinion")
    assert owed.count() == 1


def test_refused_it_goes_back_and_nothing_is_dropped(service: Service):
    case = accepted(service)
    due = case.duty("cn.petition-matter-opinion").due_at
    move(service, case, "west")
    with pytest.raises(WordsNeeded):
        moving_on.send_back(
            matter_id=case.matter_id, reason=" ", by=service.actor("wanda"),
            at=service.at + days(4),
        )  # fmt: skip
    back(service, case)
    assert case.stage() is Stage.ACCEPTED
    assert case.unit(PartyRole.HANDLING) == service.units["east"]
    duty = case.duty("cn.petition-matter-opinion")
    assert (duty.state, duty.due_at, duty.unit_id) == ("open", due, service.units["east"])
    case.opens_page(service.at + days(6))
    assert case.duty("agency.petition-sent-back-told").state == "met"
    desk = Notice.objects.filter(unit_id=service.units["east"], template="petition-sent-back")
    assert desk.exists()


def test_two_units_do_not_send_it_to_and_fro_the_level_above_decides(service: Service):
    """信访工作条例 24."""
    case = accepted(service)
    move(service, case, "west")
    back(service, case)
    with pytest.raises(NotAChoice, match="level above"):
        move(service, case, "west", at=service.at + days(6))
    move(service, case, "west", by=service.actor("sven"), at=service.at + days(6))
    assert case.last("petition.moved")["cause"] == "decided"
    with pytest.raises(IllegalMove, match="decided"):
        back(service, case, day=7)


def test_what_a_body_outside_does_not_take_is_here_again_with_a_date(service: Service):
    case = accepted(service)
    move(service, case, "outside", "outside")
    assert case.duty("cn.petition-matter-opinion").state == "void"
    moving_on.hear_it_came_back(
        matter_id=case.matter_id, reason="街道说不归他们管。", by=service.actor("alice"),
        at=service.at + days(10),
    )  # fmt: skip
    assert case.stage() is Stage.RECEIVED
    assert case.unit(PartyRole.HANDLING) == service.units["east"]
    assert case.duty("agency.petition-back-here").state == "open"
    with pytest.raises(IllegalMove):
        moving_on.hear_it_came_back(
            matter_id=case.matter_id, reason="x", by=service.actor("alice"),
            at=service.at + days(11),
        )  # fmt: skip


def test_the_petitioner_sees_where_it_is_since_when_by_which_rule_and_what_to_do(
    service: Service, later: None
):
    case = accepted(service)
    move(service, case, "outside", "outside")
    client, page = with_code(case)
    shown = text(client.get(page))
    part = shown[shown.index('id="moved"') :][:3000]
    for words in ("outside", "3 月 5 日", "信访工作条例23条1款", "事情发生在西区", "回到这里"):
        assert words in part
    moving_on.hear_it_came_back(
        matter_id=case.matter_id, reason="不归他们管。", by=service.actor("alice"),
        at=service.at + days(10),
    )  # fmt: skip
    shown = text(client.get(page))
    assert 'id="moved"' not in shown
    assert "不归他们管" in shown
