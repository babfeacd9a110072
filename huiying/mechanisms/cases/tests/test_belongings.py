"""Property: found, given back with a signature, or kept with a reason; its owner sees it and nobody else."""

from collections.abc import Callable
from typing import Any

import pytest

from huiying.core.access.doors import Denied
from huiying.mechanisms.cases.services import belongings, extending
from huiying.mechanisms.cases.services.shape import NotAChoice
from huiying.mechanisms.cases.services.supporting import offer_support, refer_to_support
from huiying.mechanisms.cases.support_services import for_case
from huiying.mechanisms.cases.tests.conftest import Browser
from huiying.mechanisms.cases.tests.support import Case, Service, days, opened, who
from huiying.mechanisms.cases.tests.test_pages import home
from huiying.mechanisms.cases.things import Where

Enter = Callable[..., Browser]


def at_work(service: Service, case: Case, day: float = 3, by: str = "cai") -> dict[str, Any]:
    return {"matter_id": case.matter_id, "by": service.actor(by), "at": service.at + days(day)}


def bicycle(service: Service, case: Case, how: str = "stolen", place: int = 0) -> str:
    return belongings.list_property(
        how=how, what="一辆蓝色自行车", owner=case.parties[place], **at_work(service, case)
    )


def where(case: Case, item: str) -> Where:
    return case.standing().things[item].where


def test_from_stolen_to_given_back(service: Service):
    case = opened(service)
    item = bicycle(service, case)
    assert where(case, item) is Where.MISSING
    for day, step in ((5, "found"), (6, "returnable")):
        belongings.move_property(item=item, step=step, **at_work(service, case, day))
    assert case.duty("cn.victims-property-returned").state in {"open", "due"}
    belongings.return_property(item=item, evidence="signature", **at_work(service, case, 8))
    assert where(case, item) is Where.RETURNED
    assert case.duty("cn.victims-property-returned").state == "met"


def test_only_the_owner_is_told_of_it(service: Service):
    case = opened(service, who(), who(), crime="fraud")
    bicycle(service, case, place=1)
    assert case.waiting("property") == [1]


def test_what_it_is_stands_in_no_fact(service: Service):
    case = opened(service)
    bicycle(service, case)
    assert "自行车" not in str([e.facts for e in case.history()])


def test_kept_it_says_why(service: Service):
    case = opened(service)
    item = bicycle(service, case, how="seized")
    belongings.keep_property(
        item=item, ground="evidence", reason="还要做鉴定。", **at_work(service, case, 4)
    )
    assert case.standing().things[item].kept == "evidence"
    assert case.waiting("property") == [0, 0]


def test_what_is_missing_is_not_given_back_and_what_is_back_is_not_kept(service: Service):
    case = opened(service)
    item = bicycle(service, case)
    with pytest.raises(NotAChoice):
        belongings.return_property(item=item, evidence="signature", **at_work(service, case))
    belongings.move_property(item=item, step="found", **at_work(service, case))
    belongings.return_property(item=item, evidence="agent", **at_work(service, case, 4))
    with pytest.raises(NotAChoice):
        belongings.keep_property(
            item=item, ground="court", reason="等判决。", **at_work(service, case, 5)
        )


def test_a_seizure_is_extended_by_a_head_and_not_by_who_asks(service: Service):
    case = opened(service, regime="administrative", crime="other.dispute")
    item = bicycle(service, case, how="seized")
    with pytest.raises(Denied):
        belongings.extend_seizure(item=item, days=30, reason="复杂。", **at_work(service, case, 20))
    belongings.extend_seizure(
        item=item, days=30, reason="复杂。", **at_work(service, case, 20, "hong")
    )
    assert case.duty("cn.seizure-ended").extensions


def test_more_time_is_asked_by_one_and_granted_by_another(service: Service):
    case = opened(service, regime="administrative", crime="other.dispute")
    extending.ask_extension(days=30, reason="要等鉴定。", **at_work(service, case, 20))
    with pytest.raises(Denied):
        extending.decide_extension(granted=True, reason="同意。", **at_work(service, case, 21))
    extending.decide_extension(granted=True, reason="同意。", **at_work(service, case, 21, "hong"))
    assert case.last("case.extended")["amount"] == 30
    assert case.duty("cn.public-order-concluded").extensions


def test_what_no_rule_allows_is_not_asked_for(service: Service):
    from huiying.core.duties.extending import CannotExtend

    case = opened(service)
    with pytest.raises(CannotExtend):
        extending.ask_extension(days=30, reason="要等鉴定。", **at_work(service, case, 20))


def test_support_is_offered_by_kind_of_case_and_place(service: Service):
    codes = {
        h.code for h in for_case(jurisdiction="cn", crime="domestic-violence", group="violence")
    }
    assert {"protection-order", "shelter", "legal-aid"} <= codes
    assert "protection-order" not in {
        h.code for h in for_case(jurisdiction="cn", crime="burglary", group="property")
    }
    case = opened(service)
    offer_support(party_id=case.parties[0], which=["legal-aid"], **at_work(service, case))
    refer_to_support(party_id=case.parties[0], service="legal-aid", **at_work(service, case))
    assert str(case.parties[0]) in case.standing().offered
    with pytest.raises(NotAChoice):
        offer_support(party_id=case.parties[0], which=["magic"], **at_work(service, case))


def test_their_page_says_of_each_step_which_thing_it_was(service: Service, person: Enter):
    case = opened(service)
    item = bicycle(service, case)
    belongings.move_property(item=item, step="found", **at_work(service, case, 5))
    lin = person(6)
    page = lin.text(home(lin, case))
    history = page.partition('id="history"')[2] or page
    assert history.count("一辆蓝色自行车") >= 3
