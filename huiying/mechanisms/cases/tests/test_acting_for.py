"""A child's rights are exercised by a guardian, never by a suspect, and pass at eighteen; the dead have a successor."""

import uuid
from datetime import UTC, date, datetime
from typing import Any

import pytest

from huiying.core.holders.coming_in import open_page
from huiying.core.kinds import PartyRole
from huiying.core.ledger.handing import Handover
from huiying.core.ledger.models import Code
from huiying.mechanisms.cases.services import acting_for, going_on, joining
from huiying.mechanisms.cases.services.joining import Joining, MayNotAct
from huiying.mechanisms.cases.services.registering import Handing
from huiying.mechanisms.cases.services.shape import NotAChoice
from huiying.mechanisms.cases.tests.support import (
    BY_MAIL,
    BY_PHONE,
    Case,
    Service,
    days,
    opened,
    report,
    who,
)
from huiying.mechanisms.complaints.services.registering import print_slips

EIGHTEEN = date(2026, 6, 1)


def note_child(service: Service, case: Case, on: date = EIGHTEEN) -> None:
    acting_for.note_child(
        matter_id=case.matter_id,
        party_id=case.parties[0],
        eighteen_on=on,
        by=service.actor("cai"),
        at=service.at,
    )


def join(service: Service, case: Case, day: float = 1, **given: Any) -> uuid.UUID:
    usual: dict[str, Any] = {
        "role": PartyRole.GUARDIAN, "contact": BY_PHONE, "no_suspect": True
    }  # fmt: skip
    return joining.join_person(
        matter_id=case.matter_id,
        joining=Joining(beside=case.parties[0], **(usual | given)),
        by=service.actor("cai"),
        at=service.at + days(day),
    )


def solve(service: Service, case: Case, at: datetime) -> None:
    going_on.find_suspect(matter_id=case.matter_id, how="caught", by=service.actor("cai"), at=at)


def hears(case: Case, party: uuid.UUID) -> int:
    from huiying.core.notices.models import Notice

    return Notice.objects.filter(
        matter_id=case.matter_id, party_id=party, channel="portal", template="suspect.found"
    ).count()


def test_the_guardian_hears_instead_of_the_child(service: Service):
    case = report(service)
    note_child(service, case)
    mother = join(service, case)
    solve(service, case, service.at + days(3))
    assert hears(case, mother) == 1
    assert hears(case, case.parties[0]) == 0


def test_who_is_a_suspect_or_lives_with_one_never_acts_for_anybody(service: Service):
    case = report(service)
    note_child(service, case)
    with pytest.raises(MayNotAct):
        join(service, case, no_suspect=False)


def test_it_comes_out_later_and_from_that_minute_the_guardian_hears_nothing(service: Service):
    case = report(service)
    note_child(service, case)
    ((serial, _),) = print_slips(by=service.actor("cai"), count=1, at=service.at)
    father = join(
        service,
        case,
        contact=BY_MAIL,
        handing=Handing(how=Handover.SLIP, slip=serial),
    )
    solve(service, case, service.at + days(3))
    acting_for.bar_from_acting(
        matter_id=case.matter_id,
        party_id=father,
        by=service.actor("cai"),
        at=service.at + days(4),
    )
    assert not Code.objects.filter(party_id=father, revoked_at=None).exists()
    aunt = join(service, case, day=5)
    assert hears(case, father) == 0
    assert hears(case, aunt) == 1
    open_page(by=case.holder_of(aunt), at=service.at + days(6))
    assert case.last("solved.told")["everyone"] is True
    assert case.last("solved.told")["party"] == str(aunt)


def test_at_eighteen_the_rights_pass_and_the_guardian_hears_no_more(service: Service):
    case = report(service)
    note_child(service, case)
    mother = join(service, case)
    assert case.row().of_age_on == EIGHTEEN
    before = datetime(2026, 5, 31, 15, 59, tzinfo=UTC)  # a minute to midnight in Shanghai
    assert acting_for.let_come_of_age(before) == 0
    birthday = datetime(2026, 5, 31, 16, 0, tzinfo=UTC)
    assert acting_for.let_come_of_age(birthday) == 1
    assert acting_for.let_come_of_age(birthday) == 0
    solve(service, case, birthday + days(1))
    assert hears(case, mother) == 0
    assert hears(case, case.parties[0]) == 1
    assert case.row().of_age_on is None


def test_a_guardian_of_two_children_goes_on_for_the_younger(service: Service):
    case = report(service, who(), who())
    note_child(service, case)
    mother = join(service, case)
    acting_for.note_child(
        matter_id=case.matter_id,
        party_id=case.parties[1],
        eighteen_on=date(2030, 1, 1),
        by=service.actor("cai"),
        at=service.at,
    )
    acting_for.let_rights_be_exercised(
        matter_id=case.matter_id,
        party_id=case.parties[1],
        by_party=mother,
        by=service.actor("cai"),
        at=service.at + days(1),
    )
    acting_for.let_come_of_age(datetime(2026, 6, 1, tzinfo=UTC))
    assert case.row().of_age_on == date(2030, 1, 1)
    assert not case.standing().member(str(mother)).left


@pytest.mark.parametrize("on", [date(2026, 3, 2), date(2025, 1, 1), date(2050, 1, 1)])
def test_the_day_lies_ahead_and_within_eighteen_years(service: Service, on: date):
    case = report(service)
    with pytest.raises(NotAChoice):
        note_child(service, case, on)


def test_the_dead_have_a_successor_who_hears_what_waited(service: Service):
    case = opened(service)
    acting_for.note_death(
        matter_id=case.matter_id,
        party_id=case.parties[0],
        by=service.actor("cai"),
        at=service.at + days(2),
    )
    solve(service, case, service.at + days(3))
    assert hears(case, case.parties[0]) == 0
    daughter = join(service, case, day=4, role=PartyRole.SUCCESSOR)
    assert open_page(by=case.holder_of(daughter), at=service.at + days(5)) > 0
    assert "opening.told" in [
        e.kind for e in case.history() if e.facts.get("party") == str(daughter)
    ]
