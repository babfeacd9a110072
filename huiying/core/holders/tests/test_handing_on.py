"""An officer goes, or a unit closes: what they had of a matter of any kind is somebody else's the same minute."""

from datetime import date

import pytest

from huiying.core.duties.matters import holder_page
from huiying.core.duties.services import acting
from huiying.core.holders.handing_on import hand_over_officer, hand_over_who_left, move_unit
from huiying.core.kinds import Act, PartyRole
from huiying.core.ledger import queries as ledger
from huiying.core.units.queries import postings
from huiying.core.units.services import UnitStillOwes, end_posting
from huiying.mechanisms.complaints.tests.support import Service, build, days
from huiying.mechanisms.complaints.tests.support import accepted as accepted_complaint
from huiying.pages.tests.plain_matters import WORKS, Plain, bring, investigator


@pytest.fixture
def service(db: None) -> Service:
    made = build()
    investigator(made)
    return made


def in_hand(service: Service, plain: Plain, who: str) -> None:
    with acting(matter_id=plain.matter_id, act=Act.ASSIGN, by=WORKS, at=service.at) as book:
        book.add_party(PartyRole.ASSIGNED, officer=service.officers[who])


def holder_of(plain: Plain, role: PartyRole):
    held = [p for p in ledger.parties(plain.matter_id) if p.role is role and p.until is None]
    return held[-1] if held else None


def test_leave_takes_a_case_out_of_an_officers_hands_and_gives_it_to_a_head(service: Service):
    plain = bring(service, PartyRole.VICTIM)
    in_hand(service, plain, "iris")
    moved = hand_over_officer(
        officer_id=service.officers["iris"],
        cause="leave",
        by=service.actor("iris"),
        at=service.at + days(1),
        until=service.at + days(5),
    )
    assert moved == 1
    held = holder_of(plain, PartyRole.ASSIGNED)
    assert held is not None
    assert held.officer_id == service.officers["edith"]
    assert ledger.history(plain.matter_id)[-1].facts == {
        "cause": "leave",
        "officer": service.officers["edith"],
    }


def test_a_head_who_stepped_aside_gets_nothing_and_it_goes_back_to_the_desk(service: Service):
    plain = bring(service, PartyRole.VICTIM)
    in_hand(service, plain, "iris")
    with acting(matter_id=plain.matter_id, act=Act.ASSIGN, by=WORKS, at=service.at) as book:
        book.add_party(PartyRole.RECUSED, officer=service.officers["edith"])
    hand_over_officer(
        officer_id=service.officers["iris"],
        cause="suspended",
        by=service.actor("sven"),
        at=service.at + days(1),
    )
    assert holder_of(plain, PartyRole.ASSIGNED) is None


def test_who_left_with_matters_of_several_kinds_leaves_none_behind(service: Service):
    plain, complaint = bring(service, PartyRole.VICTIM), accepted_complaint(service)
    for matter_id in (plain.matter_id, complaint.matter_id):
        with acting(matter_id=matter_id, act=Act.ASSIGN, by=WORKS, at=service.at) as book:
            book.add_party(PartyRole.ASSIGNED, officer=service.officers["dora"])
    at = service.at + days(3)
    posting = next(p for p in postings(at) if p.officer_id == service.officers["dora"])
    end_posting(posting_id=posting.id, at=at)
    assert hand_over_who_left(at + days(1)) == 2
    assert ledger.assigned_to(service.officers["dora"]) == []
    assert hand_over_who_left(at + days(1)) == 0


def test_the_unit_that_takes_over_investigates_and_the_people_read_who_it_is(service: Service):
    plain = bring(service, PartyRole.VICTIM)
    in_hand(service, plain, "iris")
    moved = move_unit(
        unit_id=service.units["east"],
        successor=service.units["west"],
        on=date(2026, 3, 10),
        by=service.actor("adam"),
        at=service.at + days(8),
    )
    assert moved == 1
    investigates = holder_of(plain, PartyRole.INVESTIGATING)
    assert investigates is not None
    assert investigates.unit_id == service.units["west"]
    assert holder_of(plain, PartyRole.ASSIGNED) is None
    assert ledger.matter(plain.matter_id).handling_unit == service.units["west"]
    page = holder_page(by=plain.holder("victim"), at=service.at + days(8))
    assert page.lines[-1].kind == "matter.handed-on"
    assert page.in_charge == service.units["west"]


def test_a_unit_that_has_an_answer_to_give_does_not_close_without_a_successor(service: Service):
    accepted_complaint(service)
    with pytest.raises(UnitStillOwes):
        move_unit(
            unit_id=service.units["east"], successor=None, on=date(2026, 3, 10),
            by=service.actor("adam"), at=service.at + days(8),
        )  # fmt: skip
