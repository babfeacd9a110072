"""What may be told is asked line by line, and nothing of it may be said before."""

import uuid

import pytest

from huiying.core.access.doors import Denied
from huiying.core.disclosure import queries
from huiying.core.disclosure.services.asking import ask_gate
from huiying.core.disclosure.standing import State
from huiying.core.disclosure.tests.support import LINES, asked, said, stands
from huiying.core.kinds import NotAChoice, WordsNeeded, system
from huiying.core.ledger import queries as ledger
from huiying.mechanisms.complaints.tests import support


def test_each_line_is_asked_by_itself_and_none_may_be_said(service):
    case = support.file(service)
    lines = asked(service, case, *LINES, source="办理记录 3 月 1 日")
    assert [stands(case, line).state for line in lines] == [State.ASKED] * 3
    assert len(queries.waiting(ledger.history(case.matter_id))) == 3
    assert said(case) == []


def test_it_has_to_be_decided_in_two_working_days(service):
    case = support.file(service)
    asked(service, case)
    duty = case.duty("agency.gate-decided")
    assert (duty.basis, duty.unit_id) == ("standard", service.units["east"])
    assert duty.due_at.isoformat() == "2026-03-04T16:00:00+00:00"


def test_a_line_without_words_or_of_no_subject_is_not_asked(service):
    case = support.file(service)
    for lines in ((), ("  ",), (LINES[0], "")):
        with pytest.raises(WordsNeeded):
            ask_gate(
                matter_id=case.matter_id, lines=lines, by=service.actor("alice"), at=service.at
            )
    with pytest.raises(NotAChoice):
        asked(service, case, subject="weather")
    assert "gate.asked" not in case.kinds()


def test_what_is_for_one_person_alone_names_somebody_of_the_matter(service):
    case = support.file(service)
    with pytest.raises(Denied):
        asked(service, case, party=uuid.uuid4())
    [line] = asked(service, case, party=case.holder.party_id)
    assert stands(case, line).party == str(case.holder.party_id)


@pytest.mark.parametrize("who", ["leo", "sven", "olga", "wanda", "accused", "rita"])
def test_only_who_handles_the_matter_asks(service, who: str):
    case = support.file(service)
    with pytest.raises(Denied):
        ask_gate(matter_id=case.matter_id, lines=LINES, by=service.actor(who), at=service.at)


def test_no_program_decides_what_is_told(service):
    case = support.file(service)
    with pytest.raises(Denied):
        ask_gate(matter_id=case.matter_id, lines=LINES, by=system("cases"), at=service.at)
