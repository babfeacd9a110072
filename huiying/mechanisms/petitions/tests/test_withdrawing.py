"""A petitioner withdraws: with their own words, pressed by nobody, taken back for seven days; of several, one alone."""

from typing import Any

import pytest

from huiying.core.access.doors import Denied
from huiying.core.kinds import ActorKind, IllegalMove, WordsNeeded
from huiying.core.ledger import queries as ledger
from huiying.core.notices.models import Notice
from huiying.mechanisms.petitions.models import Petition
from huiying.mechanisms.petitions.rules import COOLING_OFF, Stage
from huiying.mechanisms.petitions.services import settling, withdrawing
from huiying.mechanisms.petitions.tests.support import Case, Service, accepted, answered, days, file
from huiying.mechanisms.petitions.tests.test_several import join


def withdraw(service: Service, case: Case, day: float = 5, **given: Any) -> None:
    withdrawing.withdraw(by=given.pop("by", case.holder), at=service.at + days(day), **given)


def time_passes(service: Service, day: float) -> int:
    return withdrawing.let_withdrawals_take_effect(service.at + days(day))


def test_it_takes_effect_after_seven_days_and_what_is_owed_ends(service: Service):
    case = accepted(service)
    withdraw(service, case, reason="墙修好了。")
    assert case.stage() is Stage.ACCEPTED
    assert Petition.objects.get(pk=case.matter_id).withdrawn_from == (
        service.at + days(5) + COOLING_OFF
    )
    assert time_passes(service, 11.9) == 0
    assert time_passes(service, 12) == 1
    assert case.stage() is Stage.WITHDRAWN
    assert case.duty("cn.petition-matter-opinion").state == "void"
    assert time_passes(service, 13) == 0


def test_until_then_one_press_takes_it_back(service: Service):
    case = accepted(service)
    with pytest.raises(IllegalMove):
        withdrawing.go_on(by=case.holder, at=service.at + days(4))
    withdraw(service, case)
    with pytest.raises(IllegalMove):
        withdraw(service, case, day=6)
    withdrawing.go_on(by=case.holder, at=service.at + days(11))
    assert time_passes(service, 30) == 0
    assert case.stage() is Stage.ACCEPTED


def test_who_says_meanwhile_that_it_is_settled_is_not_withdrawn_afterwards(service: Service):
    case = accepted(service)
    withdraw(service, case)
    settling.settle(by=case.holder, at=service.at + days(6))
    assert not case.standing().leaving
    assert time_passes(service, 13) == 0
    assert case.stage() is Stage.SETTLED


def test_it_is_handled_as_before_while_the_time_runs(service: Service):
    from huiying.mechanisms.petitions.services import answering
    from huiying.mechanisms.petitions.tests.support import opinion

    case = accepted(service)
    withdraw(service, case)
    answering.answer_petition(
        matter_id=case.matter_id, opinion=opinion(), by=service.actor("alice"),
        at=service.at + days(8),
    )  # fmt: skip
    assert case.stage() is Stage.ANSWERED


def test_withdrawn_it_is_taken_up_again_where_it_stood_with_its_clock_anew(service: Service):
    case = accepted(service)
    withdraw(service, case)
    time_passes(service, 12)
    withdrawing.take_up_again(by=case.holder, at=service.at + days(40), reason="墙又被拆了。")
    assert case.stage() is Stage.ACCEPTED
    duty = case.duty("cn.petition-matter-opinion")
    assert (duty.state, duty.opened_at) == ("open", service.at + days(40))
    assert case.duty("agency.petition-taken-up-again").state == "open"


def test_withdrawn_before_it_was_accepted_it_comes_back_as_received(service: Service):
    case = file(service)
    withdraw(service, case, day=1)
    time_passes(service, 9)
    assert case.stage() is Stage.WITHDRAWN
    withdrawing.take_up_again(by=case.holder, at=service.at + days(10))
    assert case.stage() is Stage.RECEIVED


def test_nobody_of_the_service_withdraws_for_them(service: Service):
    accepted(service)
    for name in ("alice", "edith", "clara", "olga"):
        with pytest.raises(Denied):
            withdrawing.withdraw(by=service.actor(name), at=service.at + days(5))


# --- several -----------------------------------------------------------------------------------------


def test_one_who_withdraws_ends_it_for_nobody_else(service: Service):
    case = accepted(service)
    second, _ = join(service, case, day=4)
    withdraw(service, case)
    time_passes(service, 12)
    assert case.stage() is Stage.ACCEPTED
    assert case.standing().left == {str(case.holder.party_id)}
    assert case.duty("cn.petition-matter-opinion").state == "open"
    with pytest.raises(IllegalMove):
        settling.settle(by=case.holder, at=service.at + days(13))
    settling.settle(by=second, at=service.at + days(14))
    assert case.stage() is Stage.SETTLED


def test_who_left_comes_back(service: Service):
    case = accepted(service)
    join(service, case, day=4)
    withdraw(service, case)
    time_passes(service, 12)
    withdrawing.take_up_again(by=case.holder, at=service.at + days(20))
    assert case.standing().left == frozenset()
    assert case.stage() is Stage.ACCEPTED


def test_with_the_last_it_is_withdrawn_and_taken_up_for_the_one_who_asks(service: Service):
    case = accepted(service)
    second, _ = join(service, case, day=4)
    withdraw(service, case)
    withdraw(service, case, day=6, by=second)
    assert time_passes(service, 20) == 2
    assert case.stage() is Stage.WITHDRAWN
    withdrawing.take_up_again(by=case.holder, at=service.at + days(25))
    assert case.stage() is Stage.ACCEPTED
    assert case.standing().left == {str(second.party_id)}


def test_it_is_settled_where_the_others_have_said_so_and_one_withdraws(service: Service):
    case = accepted(service)
    second, _ = join(service, case, day=4)
    settling.settle(by=second, at=service.at + days(6))
    withdraw(service, case, day=7)
    time_passes(service, 15)
    assert case.stage() is Stage.SETTLED


# --- said to a unit that does not handle it ----------------------------------------------------------


def hear(service: Service, case: Case, *, pressed: bool = False, **given: Any) -> None:
    """The response centre, which asks and never handles."""
    from huiying.core.kinds import SeatRole
    from huiying.core.units.services import add_officer, post_officer

    if "rosa" not in service.officers:
        service.officers["rosa"] = add_officer(number="009002", zh="rosa", en="Rosa")
        post_officer(
            officer_id=service.officers["rosa"], unit_id=service.units["response"],
            role=SeatRole.RESPONSE, since=service.at,
        )  # fmt: skip
    withdrawing.hear_withdrawal(
        matter_id=case.matter_id, words=given.get("words", "我不想告了，墙修好了。"),
        pressed=pressed, by=service.actor(given.get("name", "rosa")), at=service.at + days(5),
    )  # fmt: skip


def test_another_unit_writes_it_down_and_the_petitioner_is_told_and_can_take_it_back(
    service: Service,
):
    case = accepted(service)
    hear(service, case)
    asked = case.last("petition-withdrawal.asked")
    assert asked["heard"] is True
    assert Notice.objects.filter(
        matter_id=case.matter_id, template="petition-withdrawing", party_id=case.holder.party_id
    ).exists()
    withdrawing.go_on(by=case.holder, at=service.at + days(6))
    assert case.standing().leaving == {}


@pytest.mark.parametrize("name", ["alice", "edith", "sven", "chief"])
def test_the_unit_that_handles_it_does_not_and_nor_does_who_leads_it(service: Service, name: str):
    case = accepted(service)
    with pytest.raises(Denied):
        hear(service, case, name=name)
    with pytest.raises(WordsNeeded):
        hear(service, case, words=" ")


def test_under_pressure_it_does_not_count_and_oversight_alone_learns_of_it(service: Service):
    case = accepted(service)
    hear(service, case, pressed=True)
    assert case.standing().leaving == {}
    assert Notice.objects.filter(matter_id=case.matter_id, template="pressure").exists()
    assert "petition-withdrawal.asked" not in case.kinds()


def test_pressed_after_all_a_withdrawal_on_the_own_page_does_not_count(service: Service):
    case = answered(service)
    withdrawing.withdraw(by=case.holder, at=service.at + days(4.5) + days(17))
    from huiying.core.ledger.models import Event

    assert Event.objects.filter(matter_id=case.matter_id, kind="petition-withdrawal.asked").exists()
    case_pressed(service, case)
    assert case.standing().leaving == {}
    undone = case.last("petition-withdrawal.undone")
    assert undone["cause"] == "pressed"
    by = [
        e.by_kind for e in ledger.history(case.matter_id) if e.kind == "petition-pressure.reported"
    ]
    assert by == [ActorKind.STAFF.value]


def case_pressed(service: Service, case: Case) -> None:
    service.at, was = service.at + days(18), service.at
    hear(service, case, pressed=True)
    service.at = was
