"""A relative becomes a contact only if the victim, alone, agrees; everybody has a code and rights of their own."""

import uuid
from typing import Any

import pytest

from huiying.core.access.doors import Denied
from huiying.core.holders.coming_in import open_page
from huiying.core.kinds import Actor, IllegalMove, PartyRole
from huiying.core.ledger import queries as ledger
from huiying.core.people.services import Contact
from huiying.mechanisms.cases.services import going_on, joining
from huiying.mechanisms.cases.services.joining import Joining
from huiying.mechanisms.cases.services.shape import NotAChoice
from huiying.mechanisms.cases.tests.support import BY_MAIL, Case, Service, days, opened, who

BROTHER = Contact(name="林大海", email="sea@example.org")


def join(service: Service, case: Case, role: PartyRole, **given: Any) -> uuid.UUID:
    return joining.join_person(
        matter_id=case.matter_id,
        joining=Joining(role=role, contact=given.pop("contact", BROTHER), **given),
        by=service.actor("cai"),
        at=service.at + days(2),
    )


def answer(service: Service, case: Case, party: uuid.UUID, by: Actor, agrees: bool = True) -> None:
    joining.answer_for_contact(
        matter_id=case.matter_id, party_id=party, agrees=agrees, by=by, at=service.at + days(3)
    )


def solve(service: Service, case: Case) -> None:
    going_on.find_suspect(
        matter_id=case.matter_id, how="caught", by=service.actor("cai"), at=service.at + days(5)
    )


def told_to(case: Case, party: uuid.UUID) -> list[str]:
    return [e.kind for e in case.history() if e.facts.get("party") == str(party)]


def test_a_relative_hears_nothing_until_the_victim_agreed_on_their_own_page(service: Service):
    case = opened(service)
    brother = join(service, case, PartyRole.FAMILY, beside=case.parties[0])
    solve(service, case)
    assert case.mails(brother) == []
    answer(service, case, brother, case.holder())
    assert case.standing().member(str(brother)).confirmed
    assert case.mails(brother) == ["new-code", "report.received", "case.status"]


def test_a_relative_whom_the_victim_does_not_want_never_hears_anything(service: Service):
    case = opened(service)
    brother = join(service, case, PartyRole.FAMILY, beside=case.parties[0])
    answer(service, case, brother, case.holder(), agrees=False)
    solve(service, case)
    assert case.mails(brother) == []
    assert case.standing().member(str(brother)).left


def test_the_victim_says_so_to_another_unit_that_speaks_with_them_alone(service: Service):
    case = opened(service)
    brother = join(service, case, PartyRole.FAMILY, beside=case.parties[0])
    answer(service, case, brother, service.actor("rita"))
    assert case.last("person.confirmed")["by"] == "apart"


@pytest.mark.parametrize("name", ["cai", "cen", "hong", "su", "dan"])
def test_nobody_of_the_unit_that_has_the_case_says_it_for_the_victim(service: Service, name: str):
    case = opened(service)
    brother = join(service, case, PartyRole.FAMILY, beside=case.parties[0])
    with pytest.raises(Denied):
        answer(service, case, brother, service.actor(name))


def test_nor_does_another_victim(service: Service):
    case = opened(service, who(), who())
    brother = join(service, case, PartyRole.FAMILY, beside=case.parties[0])
    with pytest.raises(IllegalMove):
        answer(service, case, brother, case.holder(1))


def test_nor_the_relative(service: Service):
    case = opened(service)
    brother = join(service, case, PartyRole.FAMILY, beside=case.parties[0])
    with pytest.raises(IllegalMove):
        answer(service, case, brother, case.holder_of(brother))


def test_a_representative_has_a_code_of_their_own_and_hears_what_the_victim_hears(
    service: Service,
):
    case = opened(service)
    lawyer = join(service, case, PartyRole.REPRESENTATIVE, beside=case.parties[0])
    solve(service, case)
    open_page(by=case.holder_of(lawyer), at=service.at + days(6))
    assert "solved.told" in told_to(case, lawyer)
    assert "solved.told" not in told_to(case, case.parties[0])


def test_a_further_victim_is_told_how_the_case_stands_and_not_who_else_there_is(service: Service):
    case = opened(service, crime="fraud")
    second = join(service, case, PartyRole.VICTIM, contact=BY_MAIL)
    open_page(by=case.holder_of(second), at=service.at + days(4))
    assert "case-status.told" in told_to(case, second)
    assert not [e for e in case.all("opening.told") if e.facts["party"] == str(second)]


def test_a_relative_stands_next_to_somebody(service: Service):
    case = opened(service)
    with pytest.raises(NotAChoice, match="whose relative"):
        join(service, case, PartyRole.FAMILY)


def test_who_is_no_longer_told_opens_nothing_any_more(service: Service):
    case = opened(service, who(), who())
    joining.end_person(
        matter_id=case.matter_id,
        party_id=case.parties[1],
        cause="asked",
        by=service.actor("cai"),
        at=service.at + days(3),
    )
    solve(service, case)
    assert case.waiting("suspect.found") == [0]
    # What waited for them does not keep the duty open for the others.
    open_page(by=case.holder(0), at=service.at + days(6))
    assert case.last("opening.told")["everyone"] is True


def test_parties_are_rows_of_the_ledger_like_any_other(service: Service):
    case = opened(service)
    brother = join(service, case, PartyRole.FAMILY, beside=case.parties[0])
    roles = {p.id: p.role for p in ledger.parties(case.matter_id)}
    assert roles[brother] is PartyRole.FAMILY
