"""Not even that there is something: approved from outside, short, counted, and told once it is over."""

from datetime import date, timedelta

import pytest

from huiying.core.access.doors import Denied
from huiying.core.disclosure import queries
from huiying.core.disclosure.services.again import ask_again
from huiying.core.disclosure.services.existence import (
    NobodyOutside,
    approve_existence,
    end_existence,
)
from huiying.core.disclosure.standing import State
from huiying.core.disclosure.tests.support import asked, decide, held, said, stands
from huiying.core.kinds import IllegalMove, NotAChoice, SeatRole, WordsNeeded
from huiying.core.ledger import queries as ledger
from huiying.core.notices.desk import waiting_for
from huiying.core.units.services import post_officer
from huiying.mechanisms.complaints.tests import support
from huiying.mechanisms.complaints.tests.support import days


def put(service, case) -> str:
    [line] = asked(service, case)
    assert decide(service, case, line, "existence") is State.EXISTENCE_ASKED
    return line


def approve(service, case, line, *, who: str = "outsider", approved: bool = True, **given) -> None:
    approve_existence(
        matter_id=case.matter_id, line=line, approved=approved, reason="有人身危险。",
        by=service.actor(who), at=service.at + timedelta(hours=5), **given,
    )  # fmt: skip


def nothing_shows(case) -> bool:
    history = ledger.history(case.matter_id)
    return not said(case) and not queries.withheld(history) and "gate.held" not in case.kinds()


def test_an_outside_body_is_asked_and_answers_in_forty_eight_hours(service):
    case = support.file(service)
    put(service, case)
    duty = case.duty("agency.existence-answered")
    assert duty.unit_id == service.units["outside"]
    assert duty.due_at == service.at + timedelta(hours=50)
    assert "existence-asked" in {n.template for n in waiting_for(by=service.actor("outsider"))}


def test_approved_nothing_shows_until_the_day_and_then_the_person_is_told(service):
    case = support.file(service)
    line = put(service, case)
    approve(service, case, line)
    assert stands(case, line).state is State.EXISTENCE
    assert nothing_shows(case)
    assert "withholding.told" not in case.kinds()
    assert end_existence(service.at + days(7), 10) == 0
    # Through the whole of 9 March, in Shanghai.
    assert end_existence(service.at + days(8), 10) == 1
    assert end_existence(service.at + days(8), 10) == 0
    over = case.last("existence.expired")
    assert (over["since"], over["by_unit"]) == ("2026-03-02", service.units["outside"])
    assert case.last("withholding.told")["line"] == line
    assert stands(case, line).state is State.REOPENED
    assert case.duty("agency.existence-ends").ended
    assert case.duty("agency.existence-told").state == "met"
    assert not case.duty("agency.gate-decided-again").ended


def test_it_is_counted(service):
    case = support.file(service)
    approve(service, case, put(service, case))
    from huiying.core.disclosure.queries import counts

    assert counts(since=service.at, until=service.at + days(1)).existence == 1
    assert counts(since=service.at + days(1), until=service.at + days(2)).existence == 0


def test_for_fewer_days_than_asked_and_never_for_more(service):
    case = support.file(service)
    line = put(service, case)
    with pytest.raises(NotAChoice):
        approve(service, case, line, until=date(2026, 3, 10))
    approve(service, case, line, until=date(2026, 3, 5))
    assert stands(case, line).existence_until == "2026-03-05"


def test_not_approved_it_is_decided_anew_and_nothing_was_ever_said(service):
    case = support.file(service)
    line = put(service, case)
    approve(service, case, line, approved=False)
    assert stands(case, line).state is State.REOPENED
    assert nothing_shows(case)


def test_whoever_does_not_answer_in_time_has_not_approved(service):
    case = support.file(service)
    line = put(service, case)
    assert end_existence(service.at + timedelta(hours=49), 10) == 0
    assert end_existence(service.at + timedelta(hours=50), 10) == 1
    assert stands(case, line).state is State.REOPENED
    assert case.last("existence.refused")["lapsed"] is True
    assert case.duty("agency.existence-answered").breached


def test_oversight_may_be_asked_in_place_of_an_outside_body(service):
    case = support.file(service)
    [line] = asked(service, case)
    decide(service, case, line, "existence", to_unit=service.units["city"])
    approve(service, case, line, who="olga")
    assert stands(case, line).state is State.EXISTENCE


@pytest.mark.parametrize("who", ["alice", "edith", "leo", "hugo", "clara", "sven", "wanda"])
def test_nobody_inside_approves_it(service, who: str):
    case = support.file(service)
    [line] = asked(service, case)
    decide(service, case, line, "existence", to_unit=service.units["city"])
    with pytest.raises(Denied):
        approve(service, case, line, who=who)


def test_the_unit_in_charge_and_units_inside_are_not_asked(service):
    case = support.file(service)
    [line] = asked(service, case)
    for unit in ("east", "west", "east-gate"):
        with pytest.raises(NobodyOutside):
            decide(service, case, line, "existence", to_unit=service.units[unit])


def test_another_outsider_than_the_one_asked_does_not_answer(service):
    post_officer(
        officer_id=service.officers["rita"], unit_id=service.units["city"],
        role=SeatRole.OVERSIGHT, since=service.at - days(1),
    )  # fmt: skip
    case = support.file(service)
    line = put(service, case)
    with pytest.raises(Denied):
        approve(service, case, line, who="rita")


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        ({"until": None}, WordsNeeded),
        ({"until": date(2026, 3, 2)}, NotAChoice),
        ({"until": date(2026, 3, 17)}, NotAChoice),
        ({"ground": ""}, NotAChoice),
        ({"ground_words": " "}, WordsNeeded),
    ],
)
def test_it_is_short_has_a_ground_and_a_reason(service, given, wrong):
    case = support.file(service)
    [line] = asked(service, case)
    with pytest.raises(wrong):
        decide(service, case, line, "existence", **given)


def test_what_the_person_knows_of_cannot_be_made_unknown(service):
    case = support.file(service)
    line = held(service, case)
    with pytest.raises(IllegalMove):
        decide(service, case, line, "existence", at=service.at + days(1))
    [told] = asked(service, case)
    decide(service, case, told)
    with pytest.raises(IllegalMove):
        decide(service, case, told, "existence", at=service.at + days(1))


def test_it_may_end_before_its_day_and_the_person_is_told(service):
    case = support.file(service)
    line = put(service, case)
    approve(service, case, line)
    with pytest.raises(IllegalMove):
        decide(service, case, line, "told", at=service.at + days(1))
    ask_again(
        matter_id=case.matter_id, line=line, by=service.actor("alice"), at=service.at + days(2)
    )
    assert stands(case, line).state is State.REOPENED
    assert case.last("withholding.told")["line"] == line
