"""The person bars a number on their page: it is used nowhere, shown to nobody, and only they allow it again."""

import re
from datetime import timedelta

import pytest

from huiying.core.kinds import PartyRole
from huiying.core.ledger import queries as ledger
from huiying.core.people import barring
from huiying.core.people.services import open_contact
from huiying.mechanisms.complaints.tests.support import BY_PHONE, Case, Service, accepted
from huiying.mechanisms.complaints.tests.visiting import Visitor, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def visitor(service: Service) -> Visitor:
    return Visitor(service.at + timedelta(days=2))


def person_of(case: Case):
    return next(
        p.person_id for p in ledger.parties(case.matter_id) if p.role is PartyRole.COMPLAINANT
    )


def ticks(visitor: Visitor) -> list[str]:
    page = visitor.get(f"{visitor.home}contact").content.decode()
    return re.findall(r'name="again"[^>]*value="([^"]+)"|value="([^"]+)"[^>]*name="again"', page)


def test_a_way_that_is_stopped_is_barred_wherever_it_occurs(service: Service, visitor: Visitor):
    case = accepted(service, contact=BY_PHONE)
    visitor.open(case)
    visitor.act("contact", {"no_phone": "on", "never": "home@example.org"})
    assert barring.is_barred(BY_PHONE.phone)
    assert barring.is_barred("HOME@example.org")
    assert case.last("contact.barred") == {
        "barred": 2, "allowed": 0, "party": str(case.holder.party_id)
    }  # fmt: skip
    page = words(visitor.get(f"{visitor.home}contact"))
    assert "••••0000" in page
    assert "h••••@example.org" in page
    assert BY_PHONE.phone not in page


def test_it_is_said_where_it_is_no_number(service: Service, visitor: Visitor):
    case = accepted(service, contact=BY_PHONE)
    visitor.open(case)
    wrong = visitor.act("contact", {"never": "隔壁老王"})
    assert wrong.status_code == 422
    assert "Write a telephone number or an e-mail address." in words(wrong)
    assert "隔壁老王" in wrong.content.decode()
    assert "contact.changed" not in case.kinds()


def test_only_who_barred_it_is_offered_to_allow_it_again(service: Service, visitor: Visitor):
    one = accepted(service, contact=BY_PHONE)
    other = accepted(service, contact=BY_PHONE)
    visitor.open(one)
    visitor.act("contact", {"never": BY_PHONE.phone})
    [row] = barring.barred_by(person_of(one))
    second = Visitor(service.at + timedelta(days=2))
    second.open(other)
    assert ticks(second) == []
    second.act("contact", {"again": str(row.id)})
    assert barring.is_barred(BY_PHONE.phone)
    assert len(ticks(visitor)) == 1
    visitor.act("contact", {"again": str(row.id)})
    assert not barring.is_barred(BY_PHONE.phone)
    assert one.last("contact.barred")["allowed"] == 1


def test_who_gives_a_number_anew_allows_it(service: Service, visitor: Visitor):
    case = accepted(service, contact=BY_PHONE)
    visitor.open(case)
    visitor.act("contact", {"no_phone": "on"})
    assert barring.is_barred(BY_PHONE.phone)
    visitor.act("contact", {"phone": BY_PHONE.phone})
    assert not barring.is_barred(BY_PHONE.phone)


def test_the_page_of_another_who_left_the_number_reads_as_before(service: Service):
    """Whoever leaves somebody else's number to find out about them finds nothing out."""
    asks, bars = accepted(service, contact=BY_PHONE), accepted(service, contact=BY_PHONE)
    visitor = Visitor(service.at + timedelta(days=2))
    visitor.open(asks)
    pages = (visitor.home, f"{visitor.home}contact", f"{visitor.home}data")
    before = [words(visitor.get(page)) for page in pages]
    barring.bar(person_id=person_of(bars), ways=[BY_PHONE.phone], at=service.at)
    assert [words(visitor.get(page)) for page in pages] == before
    answer = visitor.act("contact", {"phone": BY_PHONE.phone})
    assert answer.status_code == 302
    assert barring.is_barred(BY_PHONE.phone)
    assert open_contact(person_of(asks)).phone == BY_PHONE.phone
