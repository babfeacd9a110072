"""Near-duplicates among one unit's open complaints are suggested, by content alone."""

import pytest

from huiying.core.access.doors import Denied
from huiying.core.access.models import Look
from huiying.mechanisms.complaints.services.resembling import resembling
from huiying.mechanisms.complaints.tests.support import Case, Service, answered, days, file

STORY = (
    "2月27日下午三点左右，我到东门派出所窗口报电动车被偷。窗口民警说系统坏了，"
    "让我改天再来，没有给回执，也没有登记。我等了四十分钟，最后只好走了。"
)
RETOLD = (
    "2月27号下午三点左右我去东门派出所窗口报电动车被偷，窗口民警说系统坏了，"
    "让我改天再来，没给回执也没有登记，等了四十分钟只好走了。"
)
OTHER = (
    "我在东门派出所窗口办居住证，排队一个小时，轮到我时工作人员说材料不全，"
    "可是网上写的材料我都带齐了。希望你们把网上的说明改清楚。"
)


def found(service: Service, case: Case, name: str = "alice", day: float = 3) -> list[str]:
    return [
        one.ref
        for one in resembling(
            matter_id=case.matter_id, by=service.actor(name), at=service.at + days(day)
        )
    ]


def test_the_same_evening_told_twice_is_suggested(service: Service):
    one = file(service, narrative=STORY)
    two = file(service, narrative=RETOLD)
    file(service, narrative=OTHER)
    assert found(service, one) == [two.filed.ref]
    assert found(service, two) == [one.filed.ref]


def test_another_matter_at_the_same_counter_is_not(service: Service):
    one = file(service, narrative=STORY)
    file(service, narrative=OTHER)
    assert found(service, one) == []


def test_only_open_ones_of_the_last_ninety_days_of_the_same_unit(service: Service):
    one = file(service, narrative=STORY)
    answered(service, narrative=RETOLD)
    file(service, narrative=RETOLD, about=("west-gate",))
    file(service, narrative=RETOLD, at=service.at - days(100))
    assert found(service, one) == []


def test_a_suggestion_says_nothing_but_the_reference(service: Service):
    one = file(service, narrative=STORY)
    file(service, narrative=RETOLD)
    (suggestion,) = resembling(
        matter_id=one.matter_id, by=service.actor("alice"), at=service.at + days(3)
    )
    assert set(suggestion.__slots__) == {"matter_id", "ref"}
    assert Look.objects.filter(page="resembling", matter_id=one.matter_id).count() == 1


@pytest.mark.parametrize("name", ["accused", "chief", "wanda", "olga"])
def test_only_who_handles_it_asks(service: Service, name: str):
    case = file(service, narrative=STORY)
    with pytest.raises(Denied):
        found(service, case, name)
