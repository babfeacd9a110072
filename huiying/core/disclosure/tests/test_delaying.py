"""A covert inquiry delays that the person sees who looked; it never drops a look."""

from datetime import date, timedelta
from typing import Any

import pytest

from huiying.core.access import looks
from huiying.core.access.doors import Denied
from huiying.core.access.looks import log_look
from huiying.core.disclosure import queries
from huiying.core.disclosure.covert import asked_for, delays
from huiying.core.disclosure.services.delaying import (
    answer_delay,
    ask_delay,
    end_delay,
    end_delays,
)
from huiying.core.disclosure.services.existence import NobodyOutside
from huiying.core.duties.histories import for_holder
from huiying.core.duties.matters import matter_page
from huiying.core.kinds import IllegalMove, NotAChoice, WordsNeeded
from huiying.core.ledger import queries as ledger
from huiying.core.units.models import Level
from huiying.core.units.services import open_unit
from huiying.mechanisms.complaints.tests import support
from huiying.mechanisms.complaints.tests.support import days

UNTIL = date(2026, 3, 16)


def ask(service, case, *, who: str = "olga", **given: Any) -> str:
    wanted: dict[str, Any] = {"until": UNTIL, "reason": "民警可能泄露线索。"} | given
    return ask_delay(matter_id=case.matter_id, by=service.actor(who), at=service.at, **wanted)


def answer(service, case, asked, *, who="outsider", approved=True, after=timedelta(hours=1)):
    answer_delay(
        matter_id=case.matter_id, asked=asked, approved=approved, reason="有必要。",
        by=service.actor(who), at=service.at + after,
    )  # fmt: skip


def look(service, case, who: str, after: timedelta) -> None:
    log_look(
        by=service.actor(who), at=service.at + after, what="words", page="test",
        matter_id=case.matter_id,
    )  # fmt: skip


def shown(service, case, after: timedelta) -> list[int | None]:
    at = service.at + after
    history = ledger.history(case.matter_id)
    found = looks.looks_at(case.matter_id, delayed=delays(history, at))
    assert len(found) == looks.count_looks(case.matter_id, delayed=delays(history, at))
    return [row.unit_id for row in found]


def test_its_looks_are_shown_later_and_all_others_at_once(service):
    case = support.file(service)
    city, east = service.units["city"], service.units["east"]
    look(service, case, "olga", timedelta(minutes=10))
    asked = ask(service, case)
    assert shown(service, case, timedelta(minutes=30)) == [city]
    answer(service, case, asked)
    look(service, case, "olga", timedelta(hours=2))
    look(service, case, "alice", timedelta(hours=3))
    assert shown(service, case, timedelta(hours=4)) == [east, city]
    # Through the whole of 16 March in Shanghai, and no longer, though nobody recorded its end yet.
    assert shown(service, case, days(14)) == [east, city]
    assert shown(service, case, days(15)) == [east, city, city]


def test_on_its_day_it_ends_and_the_person_is_told(service):
    case = support.file(service)
    answer(service, case, ask(service, case))
    assert end_delays(service.at + days(14), 9) == 0
    assert end_delays(service.at + days(15), 9) == 1
    assert end_delays(service.at + days(15), 9) == 0
    over = case.last("looks.delay-ended")
    assert (over["since"], over["unit"], over["by_unit"]) == (
        "2026-03-02", service.units["city"], service.units["outside"],
    )  # fmt: skip
    assert case.last("looks.delay-told")["everyone"] is True
    assert case.duty("agency.covert-told").state == "met"
    lines = for_holder(
        ledger.history(case.matter_id), party=case.holder.party_id, brought_it=True, attached=[]
    ).lines
    assert any("2026 年 3 月 2 日" in line.sentence for line in lines)


def test_while_it_runs_neither_the_person_nor_the_handling_unit_sees_anything_of_it(service):
    case = support.file(service)
    answer(service, case, ask(service, case))
    page = matter_page(matter_id=case.matter_id, by=service.actor("alice"), at=service.at)
    assert not any(line.kind.startswith("looks.") for line in page.lines)
    assert not any("covert" in duty.rule for duty in page.duties)
    lines = for_holder(
        ledger.history(case.matter_id), party=case.holder.party_id, brought_it=True, attached=[]
    ).lines
    assert not any(line.kind.startswith("looks.") for line in lines)


def test_not_approved_or_not_answered_every_look_is_shown(service):
    refused, silent = support.file(service), support.file(service)
    answer(service, refused, ask(service, refused), approved=False)
    ask(service, silent)
    assert end_delays(service.at + timedelta(hours=47), 9) == 0
    assert end_delays(service.at + timedelta(hours=48), 9) == 1
    for case in (refused, silent):
        look(service, case, "olga", days(3))
        assert len(shown(service, case, days(3))) == 1
    assert silent.last("looks.delay-refused")["lapsed"] is True


def test_who_sits_under_those_who_look_is_not_outside_of_them(service):
    case = support.file(service)
    inspectors = open_unit(
        code="inspectors", zh="督察支队", en="Inspectors", level=Level.OFFICE,
        opened_on=date(2025, 1, 1), parent=service.units["city"], oversight_seat=True,
    )  # fmt: skip
    with pytest.raises(NobodyOutside):
        ask(service, case, to_unit=inspectors)
    ask(service, case)
    assert case.last("looks.delay-asked")["to_unit"] == service.units["outside"]


def test_it_is_counted_once_it_is_approved(service):
    case = support.file(service)
    asked = ask(service, case)
    span = {"since": service.at, "until": service.at + days(1)}
    assert queries.counts(**span).covert == 0
    answer(service, case, asked)
    assert queries.counts(**span).covert == 1


def test_the_body_outside_reads_the_reason_and_nothing_of_the_matter(service):
    case = support.file(service)
    ask(service, case)
    outsider = service.actor("outsider")
    [shut] = asked_for(by=outsider, at=service.at + timedelta(hours=1))
    assert shut.reason == ""
    [one] = asked_for(by=outsider, at=service.at + timedelta(hours=1), opened=True)
    assert (one.ref, one.reason, one.until) == (case.filed.ref, "民警可能泄露线索。", UNTIL)
    with pytest.raises(Denied):
        matter_page(matter_id=case.matter_id, by=outsider, at=service.at)
    for who in ("olga", "clara", "alice", "hugo", "sven"):
        assert asked_for(by=service.actor(who), at=service.at + timedelta(hours=1)) == []


@pytest.mark.parametrize("who", ["olga", "alice", "clara", "hugo", "edith", "leo", "sven", "adam"])
def test_nobody_inside_approves_it(service, who: str):
    case = support.file(service)
    asked = ask(service, case)
    with pytest.raises(Denied):
        answer(service, case, asked, who=who)


@pytest.mark.parametrize("who", ["alice", "edith", "leo", "sven", "outsider"])
def test_only_oversight_asks(service, who: str):
    case = support.file(service)
    with pytest.raises(Denied):
        ask(service, case, who=who)


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        ({"reason": " "}, WordsNeeded),
        ({"until": None}, WordsNeeded),
        ({"until": date(2026, 3, 2)}, NotAChoice),
        ({"until": date(2026, 6, 1)}, NotAChoice),
    ],
)
def test_it_has_a_reason_and_a_day(service, given, wrong):
    case = support.file(service)
    with pytest.raises(wrong):
        ask(service, case, **given)


def test_only_a_body_outside_is_asked_and_one_at_a_time(service):
    case = support.file(service)
    for unit in ("city", "east", "west"):
        with pytest.raises(NobodyOutside):
            ask(service, case, to_unit=service.units[unit])
    ask(service, case)
    with pytest.raises(IllegalMove):
        ask(service, case)


def test_oversight_may_end_it_before_its_day(service):
    case = support.file(service)
    asked = ask(service, case)
    with pytest.raises(IllegalMove):
        end_delay(matter_id=case.matter_id, asked=asked, by=service.actor("olga"), at=service.at)
    answer(service, case, asked)
    look(service, case, "olga", timedelta(hours=2))
    end_delay(
        matter_id=case.matter_id, asked=asked, by=service.actor("olga"), at=service.at + days(1)
    )
    assert shown(service, case, days(1)) == [service.units["city"]]
