"""Whoever has the number of a case in their hand finds it by that, within what they may see."""

import re
from collections.abc import Callable
from datetime import timedelta

from huiying.core.holders.coming_in import open_page
from huiying.mechanisms.cases.services.deciding import give_number
from huiying.mechanisms.cases.tests.conftest import Browser
from huiying.mechanisms.cases.tests.support import Case, Service, opened, report
from huiying.mechanisms.visits import choices
from huiying.mechanisms.visits.services.going import Promised, WriteUp, write_up_visit

Enter = Callable[..., Browser]
NUMBER = "A3301-2026-0117"


def search(browser: Browser, words: str, reason: str = "") -> tuple[int, str, str]:
    answer = browser.post("/en/desk/search", {"words": words, "reason": reason})
    return answer.status_code, answer.get("Location", ""), answer.content.decode()


def page(case: Case) -> str:
    return f"/en/desk/m/{case.row().matter.ref}/"


def test_a_number_given_at_the_counter_opens_the_case(service: Service, desk: Enter):
    case = report(service, number=NUMBER)
    assert search(desk("cai", 1), f" {NUMBER} ")[:2] == (302, page(case))


def test_a_number_given_later_opens_it_too(service: Service, desk: Enter):
    case = opened(service)
    give_number(
        matter_id=case.matter_id,
        number=NUMBER,
        by=service.actor("cai"),
        at=service.at + timedelta(days=2),
    )
    assert search(desk("cai", 3), NUMBER)[:2] == (302, page(case))


def test_who_may_not_see_it_does_not_learn_that_there_is_one(service: Service, desk: Enter):
    report(service, number=NUMBER)
    lei = desk("lei", 1)
    there = search(lei, NUMBER, "从台账上看到的")
    nowhere = search(lei, "A3301-2026-9999", "从台账上看到的")
    assert there[0] == nowhere[0] == 422
    assert plain(there[2], NUMBER) == plain(nowhere[2], "A3301-2026-9999")


def plain(text: str, typed: str) -> str:
    """The page without what was typed, and without what differs each time."""
    return re.sub(r'(value|nonce)="[^"]*"', "", text.replace(typed, ""))


def test_two_sources_that_gave_the_same_number_are_both_offered(service: Service, desk: Enter):
    first = report(service, number=NUMBER)
    second = report(service, number=NUMBER, by="wei", unit=service.units["west-gate"])
    status, _, text = search(desk("olga", 1), NUMBER)
    assert status == 200
    assert first.row().matter.ref in text
    assert second.row().matter.ref in text


def test_a_part_of_a_number_finds_nothing(service: Service, desk: Enter):
    report(service, number=NUMBER)
    assert search(desk("cai", 1), NUMBER[:-1], "记不全了")[0] != 302


def test_what_is_promised_on_a_visit_gives_a_case_no_number(service: Service):
    for case in (opened(service), opened(service)):
        visit = WriteUp(
            party_id=case.parties[0],
            way="phone",
            officers=(service.officers["cai"],),
            views=dict.fromkeys(choices.VIEWS, "not-spoken"),
            words={},
            told=(),
            reasons="还没有确认嫌疑人。",
            promises=(Promised(text="调录像", due_on="2026-03-12"),),
        )
        at = service.at + timedelta(days=2)
        write_up_visit(matter_id=case.matter_id, visit=visit, by=service.actor("cai"), at=at)
        open_page(by=case.holder(), at=at + timedelta(hours=1))
        assert case.last("visit-promise.made")["number"] == "1"
        assert case.row().number == ""
