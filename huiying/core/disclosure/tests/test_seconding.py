"""The second person: asked with a clock, from another unit by night, and never the first."""

from datetime import timedelta

import pytest

from huiying.core.access import doors
from huiying.core.access.doors import Denied
from huiying.core.disclosure import queries
from huiying.core.disclosure.queries_pages import OUTSIDE, SECOND
from huiying.core.disclosure.services.seconding import NobodyThere, ask_second, second_decides
from huiying.core.disclosure.standing import State
from huiying.core.disclosure.tests.support import asked, decide, held, post, said, second, stands
from huiying.core.duties.models import ASKED_BEYOND
from huiying.core.duties.services import acting
from huiying.core.kinds import Act, IllegalMove, PartyRole, SeatRole, WordsNeeded
from huiying.core.ledger import queries as ledger
from huiying.core.notices.desk import waiting_for
from huiying.core.units.services import begin_absence
from huiying.mechanisms.complaints.tests import support
from huiying.mechanisms.complaints.tests.support import days
from huiying.rulepacks import loader


def test_the_legal_officers_of_the_county_are_asked_and_see_the_matter(service):
    case = support.file(service)
    [line] = asked(service, case)
    leo = service.actor("leo")
    assert not doors.allowed(leo, Act.SEE, ledger.parties(case.matter_id), case.matter_id)
    decide(service, case, line, "withheld")
    acts = doors.acts_on(leo, ledger.parties(case.matter_id), case.matter_id)
    assert acts == {Act.SEE, Act.SECOND_RELEASE}
    assert [n.template for n in waiting_for(by=leo)] == ["gate-second"]


def test_they_have_twelve_hours_on_any_day(service):
    case = support.file(service)
    [line] = asked(service, case)
    night = service.at + timedelta(hours=13)
    decide(service, case, line, "withheld", at=night)
    duty = case.duty("agency.gate-second")
    assert (duty.unit_id, duty.basis) == (service.units["east-legal"], "standard")
    assert duty.due_at == night + timedelta(hours=12)
    second(service, case, line, at=night + timedelta(hours=1))
    assert case.duty("agency.gate-second").state == "met"


def test_agreed_what_is_sensitive_may_be_said(service):
    case = support.file(service)
    [line] = asked(service, case)
    decide(service, case, line, sensitive=True)
    second(service, case, line)
    assert said(case) == ["我们调取了三处录像。"]


def test_not_agreed_it_is_decided_anew_with_the_reason(service):
    case = support.file(service)
    [line] = asked(service, case)
    decide(service, case, line, "withheld")
    with pytest.raises(WordsNeeded):
        second_decides(
            matter_id=case.matter_id, line=line, agreed=False, by=service.actor("leo"),
            at=service.at + days(1),
        )  # fmt: skip
    second(service, case, line, agreed=False)
    assert stands(case, line).state is State.REOPENED
    assert queries.withheld(ledger.history(case.matter_id)) == []
    assert [n.template for n in waiting_for(by=service.actor("alice"))] == ["gate-refused"]
    assert case.duty("agency.gate-second").state == "met"


def test_the_first_is_never_the_second(service):
    """The head may do both, of different lines."""
    case = support.file(service)
    [line] = asked(service, case)
    decide(service, case, line, "withheld", who="edith")
    with pytest.raises(Denied):
        second(service, case, line, who="edith")
    decide(service, case, line, "withheld", who="alice")
    second(service, case, line, who="edith")
    assert stands(case, line).state is State.HELD


def test_who_has_the_matter_in_hand_is_no_second_person(service):
    case = support.file(service)
    [line] = asked(service, case)
    decide(service, case, line, "withheld")
    with acting(
        matter_id=case.matter_id, act=Act.SEE, by=service.actor("sven"), at=service.at + days(1)
    ) as book:
        book.add_party(PartyRole.ASSIGNED, officer=service.officers["edith"])
    with pytest.raises(Denied):
        second(service, case, line, who="edith")


@pytest.mark.parametrize("who", ["alice", "ben", "olga", "wanda", "accused"])
def test_without_the_seat_for_it_nobody_is_second(service, who: str):
    case = support.file(service)
    [line] = asked(service, case)
    decide(service, case, line, "withheld")
    with pytest.raises(Denied):
        second(service, case, line, who=who)


def test_another_unit_can_be_asked_and_the_one_before_sees_nothing_any_more(service):
    case = support.file(service)
    [line] = asked(service, case)
    decide(service, case, line, "withheld")
    ask_second(
        matter_id=case.matter_id, line=line, to_unit=service.units["city"],
        by=service.actor("alice"), at=service.at + timedelta(hours=3),
    )  # fmt: skip
    assert stands(case, line).second_unit == service.units["city"]
    with pytest.raises(Denied):
        second(service, case, line, who="leo", at=service.at + timedelta(hours=4))
    second(service, case, line, who="lena", at=service.at + timedelta(hours=4))
    assert stands(case, line).state is State.HELD


def test_a_unit_without_anybody_there_or_in_conflict_is_not_asked(service):
    post(service, "gate-lawyer", "east-gate", SeatRole.LEGAL, 200)
    case = support.file(service)
    [line] = asked(service, case)
    for unit in ("west", "east-gate"):
        with pytest.raises(NobodyThere):
            decide(service, case, line, "withheld", to_unit=service.units[unit])
    for name in ("leo", "lin", "lena"):
        begin_absence(officer_id=service.officers[name], cause="leave", at=service.at)
    decide(service, case, line, "withheld")
    assert stands(case, line).second_unit == service.units["east"]


def test_nothing_is_asked_of_a_second_where_nothing_waits(service):
    case = support.file(service)
    line = held(service, case)
    with pytest.raises(IllegalMove):
        second(service, case, line, who="lin")


def test_the_person_is_told_that_something_is_held_back(service):
    case = support.file(service)
    held(service, case)
    told = case.last("withholding.told")
    assert (told["channel"], told["party"], told["everyone"]) == (
        "posting", str(case.holder.party_id), True,
    )  # fmt: skip
    assert case.duty("agency.withholding-told").state == "met"


def test_each_rule_that_asks_beyond_who_works_the_matter_is_in_the_index_of_what_is_asked() -> None:
    asks = {rule for rule in loader.loaded_rules() if rule.endswith((SECOND, OUTSIDE))}
    assert asks == set(ASKED_BEYOND)
