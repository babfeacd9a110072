"""A call at the desk: what is safe stands before the number, and all of it is on record or nothing."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from huiying.core.access import looks
from huiying.core.access.doors import Denied
from huiying.core.people.safe import NotSafely, SafePlan
from huiying.core.people.services import Contact
from huiying.mechanisms.cases.services import reaching, wishing
from huiying.mechanisms.cases.services.calling import Call, record_call
from huiying.mechanisms.cases.tests.conftest import Browser
from huiying.mechanisms.cases.tests.support import (
    BY_PHONE,
    Case,
    Service,
    days,
    opened,
    report,
    who,
)

Enter = Callable[..., Browser]
# From nine to eleven in the morning; the story's own hour is ten.
MORNINGS = SafePlan(from_hour=9, to_hour=11, spoken_word="桂花")


def fear(service: Service, case: Case, plan: SafePlan = MORNINGS) -> None:
    wishing.set_safe_contact(
        matter_id=case.matter_id, plan=plan, by=case.holder(), at=service.at + days(1.1)
    )


def url(case: Case, prefix: str = "/en") -> str:
    return f"{prefix}/desk/cases/{case.row().matter.ref}/call"


def opens(desk: Browser, case: Case) -> str:
    answer = desk.post(url(case), {"party": str(case.parties[0]), "reason": "to tell the opening"})
    assert answer.status_code == 200
    return answer.content.decode()


def test_nothing_of_the_person_is_opened_before_a_reason_is_given(service: Service, desk: Enter):
    case = opened(service)
    cai = desk("cai", 2)
    assert "13800000000" not in cai.text(url(case))
    refused = cai.post(url(case), {"party": str(case.parties[0]), "reason": ""})
    assert refused.status_code == 422
    assert "13800000000" not in refused.content.decode()


def test_the_plan_and_the_words_to_say_stand_with_the_number_and_the_look_is_logged(
    service: Service, desk: Enter
):
    case = opened(service)
    fear(service, case)
    text = opens(desk("cai", 2), case)
    assert text.index("桂花") < text.index("13800000000")
    assert "A case was opened. We are investigating" in text
    [look] = [n for n in looks.looks_at(case.matter_id) if n.what == "contact"]
    assert look.reason == "to tell the opening"


def test_outside_the_hours_they_gave_nobody_sees_the_number(service: Service, desk: Enter):
    case = opened(service)
    fear(service, case)
    text = opens(desk("cai", 2 + 3 / 24), case)
    assert "13800000000" not in text
    assert "Do not ring now" in text
    contact = desk("cai", 2 + 3 / 24).post(
        f"/en/desk/m/{case.row().matter.ref}/person", {"reason": "to ring"}
    )
    assert "13800000000" not in contact.content.decode()


def test_outside_the_hours_no_call_is_put_on_record_unless_it_was_they_who_rang(service: Service):
    case = opened(service)
    fear(service, case)
    given: dict[str, Any] = {
        "matter_id": case.matter_id,
        "party_id": case.parties[0],
        "channel": "phone",
        "by": service.actor("cai"),
        "at": service.at + days(2) + timedelta(hours=9),
    }
    for record in (reaching.record_reached, reaching.record_not_reached):
        with pytest.raises(NotSafely):
            record(**given)
    reaching.record_reached(**given, they_called=True)
    assert case.last("reach.made")["they_called"] is True


def test_a_call_is_on_record_whole_or_not_at_all(service: Service):
    case = opened(service)
    fear(service, case, SafePlan(never=("phone",)))
    before = case.kinds()
    with pytest.raises(NotSafely):
        record_call(
            matter_id=case.matter_id,
            call=Call(party_id=case.parties[0], identity="answers"),
            by=service.actor("cai"),
            at=service.at + days(2),
        )
    assert case.kinds() == before


def test_who_left_no_number_can_not_be_rung(service: Service, desk: Enter):
    case = report(service, who(contact=Contact(name="林小满")))
    assert "be rung" in opens(desk("cai", 2), case)


def test_one_of_many_is_told_and_of_another_nothing_is_shown(service: Service, desk: Enter):
    other = Contact(name="周远", phone="13911111111")
    case = opened(service, who(contact=BY_PHONE), who(contact=other))
    text = opens(desk("cai", 2), case)
    assert "13911111111" not in text
    assert "周远" not in text


def test_who_does_not_work_on_it_does_not_ring(service: Service, desk: Enter):
    case = opened(service)
    assert desk("lei", 2).get(url(case)).status_code == 403
    with pytest.raises(Denied):
        record_call(
            matter_id=case.matter_id,
            call=Call(party_id=case.parties[0], identity="answers"),
            by=service.actor("lei"),
            at=service.at + days(2),
        )
