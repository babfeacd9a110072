"""How a case stands is told in the words that the gate released, each line once; and by nothing else."""

import uuid
from datetime import date

import pytest

from huiying.core.access.doors import Denied
from huiying.core.disclosure.rules import Proposal
from huiying.core.disclosure.services.asking import ask_gate
from huiying.core.disclosure.services.deciding import decide_line
from huiying.core.holders.coming_in import open_page
from huiying.mechanisms.cases.services.progress import tell_released
from huiying.mechanisms.cases.services.shape import NotAChoice
from huiying.mechanisms.cases.tests.support import Case, Service, days, opened, who

SAID = "我们调取了三处录像。"


def ask(service: Service, case: Case, party: uuid.UUID | None = None) -> str:
    (line,) = ask_gate(
        matter_id=case.matter_id,
        lines=["调取录像的情况"],
        party=party,
        by=service.actor("cai"),
        at=service.at + days(2),
    )
    return line


def release(service: Service, case: Case, line: str) -> None:
    decide_line(
        matter_id=case.matter_id,
        line=line,
        proposal=Proposal(decision="told", said=SAID),
        by=service.actor("cai"),
        at=service.at + days(2.1),
    )


def tell(service: Service, case: Case, *lines: str, by: str = "cai", day: float = 3) -> None:
    tell_released(
        matter_id=case.matter_id,
        lines=lines,
        by=service.actor(by),
        at=service.at + days(day),
    )


def test_a_released_line_is_told_once_to_each_to_whom_it_is_owed(service: Service):
    case = opened(service, who(), who())
    line = ask(service, case)
    release(service, case, line)
    tell(service, case, line)
    assert case.waiting("case-progress") == [0, 1]
    with pytest.raises(NotAChoice):
        tell(service, case, line, day=4)
    for place in (0, 1):
        open_page(by=case.holder(place), at=service.at + days(5))
    assert case.last("case-progress.told")["everyone"] is True


def test_what_is_not_released_is_told_to_nobody(service: Service):
    case = opened(service)
    line = ask(service, case)
    for lines in ((line,), ("made-up",), ()):
        with pytest.raises(NotAChoice):
            tell(service, case, *lines)
    assert "case-progress.written" not in case.kinds()


def test_what_is_withheld_is_told_to_nobody(service: Service):
    case = opened(service)
    line = ask(service, case)
    decide_line(
        matter_id=case.matter_id,
        line=line,
        proposal=Proposal(
            decision="withheld",
            ground="investigation",
            ground_words="会暴露侦查方向。",
            ask_again_on=date(2026, 3, 20),
        ),
        by=service.actor("cai"),
        at=service.at + days(2.1),
    )
    with pytest.raises(NotAChoice):
        tell(service, case, line)


def test_a_line_for_one_of_them_reaches_that_one_alone(service: Service):
    case = opened(service, who(), who())
    line = ask(service, case, case.parties[1])
    release(service, case, line)
    tell(service, case, line)
    assert case.waiting("case-progress") == [1]


@pytest.mark.parametrize("name", ["dan", "lei", "su", "rita", "olga"])
def test_nobody_else_tells_it(service: Service, name: str):
    case = opened(service)
    line = ask(service, case)
    release(service, case, line)
    with pytest.raises(Denied):
        tell(service, case, line, by=name)
