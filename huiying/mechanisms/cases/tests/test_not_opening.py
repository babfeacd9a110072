"""It is decided not to open a case: reasons, remedies, and who hears of it."""

from typing import Any

import pytest

from huiying.core.duties.models import Duty
from huiying.core.holders.coming_in import open_page
from huiying.core.kinds import IllegalMove, PartyRole, WordsNeeded
from huiying.mechanisms.cases import rules
from huiying.mechanisms.cases.services import deciding, remedying
from huiying.mechanisms.cases.standing import Stage
from huiying.mechanisms.cases.tests.support import Service, accepted, days, opened, who


def refuse(service: Service, case, **given: Any) -> None:
    words: dict[str, Any] = {
        "ground": "civil",
        "reason": "属于合同纠纷。",
        "remedy": "可以在七日内申请复议。",
    }
    deciding.do_not_open(
        matter_id=case.matter_id,
        by=service.actor("cai"),
        at=service.at + days(2),
        **(words | given),
    )


def test_the_accuser_is_told_with_reasons_and_remedies(service: Service):
    case = accepted(service, who(PartyRole.ACCUSER, reported=True))
    refuse(service, case)
    open_page(by=case.holder(), at=service.at + days(3))
    assert case.last("non-opening.told")["accuser"] is True
    assert case.standing().stage is Stage.NOT_OPENED


def test_a_mere_reporter_is_told_too_and_has_no_accusers_remedy(service: Service):
    case = accepted(
        service, who(PartyRole.REPORTER), crime="other.dispute", regime="administrative"
    )
    refuse(service, case, ground="no-offence")
    assert case.waiting("case.not-opened") == [0]
    assert case.last("case.not-opened")["accuser"] is False
    assert rules.Move.ASK_RECONSIDERATION not in rules.own_moves(
        case.standing(), str(case.parties[0])
    )


def test_a_victim_who_reported_it_has_the_accusers_remedy(service: Service):
    case = accepted(service, who(reported=True))
    refuse(service, case)
    assert case.last("case.not-opened")["accuser"] is True


def test_a_victim_whom_somebody_else_reported_has_not(service: Service):
    case = accepted(service, who(reported=False), who(PartyRole.REPORTER))
    refuse(service, case)
    assert case.last("case.not-opened")["accuser"] is False


def test_a_public_order_case_has_other_remedies_than_a_criminal_one(service: Service):
    case = accepted(service, who(PartyRole.ACCUSER), regime="administrative")
    refuse(service, case)
    open_page(by=case.holder(), at=service.at + days(3))
    assert case.last("case.not-opened")["accuser"] is False
    assert not Duty.objects.filter(rule="cn.reconsideration-request").exists()
    with pytest.raises(IllegalMove):
        remedying.ask_reconsideration(reason="不服。", by=case.holder(), at=service.at + days(4))


@pytest.mark.parametrize("missing", ["reason", "remedy"])
def test_it_says_why_and_what_can_be_done(service: Service, missing: str):
    case = accepted(service)
    with pytest.raises(WordsNeeded):
        refuse(service, case, **{missing: "  "})


def test_an_open_case_is_not_refused_any_more(service: Service):
    case = opened(service)
    with pytest.raises(rules.IllegalMove):
        refuse(service, case)


def test_what_was_refused_can_be_opened_all_the_same(service: Service):
    case = accepted(service)
    refuse(service, case)
    deciding.open_case(
        matter_id=case.matter_id,
        regime="criminal",
        by=service.actor("cai"),
        at=service.at + days(4),
    )
    assert case.standing().stage is Stage.OPEN
