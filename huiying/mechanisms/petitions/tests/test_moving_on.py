"""A petition goes to the unit or body that answers for it; the petitioner is told where."""

from typing import Any

import pytest

from huiying.core.access.doors import Denied
from huiying.core.kinds import NotAChoice, PartyRole, WordsNeeded
from huiying.core.notices.models import Notice
from huiying.mechanisms.petitions.rules import IllegalMove, Stage
from huiying.mechanisms.petitions.services import moving_on
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
