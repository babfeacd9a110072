"""A number that somebody barred is used nowhere, and no row leads from it to a person or a matter."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huiying.core.kinds import NotAChoice
from huiying.core.people import barring
from huiying.core.people.models import Barred, Person
from huiying.core.people.services import Contact, new_person

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def somebody(**contact: str) -> uuid.UUID:
    person = new_person(contact=Contact(**contact), language="zh-hans", at=AT, lookup=False)
    person.save()
    return person.pk


@pytest.mark.parametrize(
    ("barred", "tried"),
    [
        ("13917530846", "139 1753 0846"),
        ("13917530846", "+86 139-1753-0846"),
        ("13917530846", "008613917530846"),
        ("13917530846", "１３９１７５３０８４６"),
        ("021 6412 3456", "64123456"),
        ("07700 900123", "+44 7700 900123"),
        ("Ouyang@Example.org", " ouyang@example.ORG "),
    ],
)
def test_a_way_is_known_again_however_it_is_written(barred: str, tried: str):
    barring.bar(person_id=somebody(), ways=[barred], at=AT)
    assert barring.is_barred(tried)
    assert barring.is_barred(barred)


@pytest.mark.parametrize("tried", ["", "13917530847", "ouyang@example.com", "0846", "随便"])
def test_other_ways_are_not(tried: str):
    barring.bar(person_id=somebody(), ways=["13917530846", "ouyang@example.org"], at=AT)
    assert not barring.is_barred(tried)


@given(st.text(max_size=40))
def test_whatever_is_typed_is_a_way_or_none(text: str):
    index = barring.way_index(text)
    assert index is None or len(index) == 32
    assert barring.is_way(text) == (index is not None)


def test_what_is_neither_number_nor_address_is_declined_and_bars_nothing():
    who = somebody()
    with pytest.raises(NotAChoice):
        barring.bar(person_id=who, ways=["13917530846", "隔壁"], at=AT)
    assert Barred.objects.count() == 0


def test_nobody_bars_without_end():
    who = somebody()
    barring.bar(person_id=who, ways=[f"1391753080{n}" for n in range(barring.MOST)], at=AT)
    with pytest.raises(barring.TooMany):
        barring.bar(person_id=who, ways=["13900000000"], at=AT)


def test_only_who_barred_it_allows_it_again():
    one, other = somebody(), somebody()
    for who in (one, other):
        assert barring.bar(person_id=who, ways=["13917530846"], at=AT) == 1
        assert barring.bar(person_id=who, ways=["139 1753 0846"], at=AT) == 0
    [row] = barring.barred_by(one)
    assert barring.lift(person_id=other, ids=[row.id]) == 0
    assert barring.lift(person_id=one, ids=[row.id]) == 1
    assert barring.barred_by(one) == []
    assert barring.is_barred("13917530846")
    assert barring.lift(person_id=other, ways=["+8613917530846"]) == 1
    assert not barring.is_barred("13917530846")


def test_contact_data_is_handed_out_without_what_is_barred():
    barring.bar(person_id=somebody(), ways=["13917530846"], at=AT)
    left = Contact(name="林", phone="+8613917530846", email="lin@example.org", address="桂花巷")
    shown = barring.usable(left)
    assert shown == Contact(name="林", email="lin@example.org", address="桂花巷")
    assert barring.usable(Contact()) == Contact()


def test_it_ends_with_the_data_of_who_barred_it():
    gone, stays, forgotten = somebody(), somebody(), somebody()
    for who, way in ((gone, "13900000001"), (stays, "13900000002"), (forgotten, "13900000003")):
        barring.bar(person_id=who, ways=[way], at=AT)
    Person.objects.filter(pk=gone).update(sealed=None, erased_at=AT + timedelta(days=900))
    assert barring.forget(forgotten) == 1
    assert barring.forget_erased(limit=50) == 1
    assert barring.forget_erased(limit=50) == 0
    assert [barring.is_barred(f"1390000000{n}") for n in (1, 2, 3)] == [False, True, False]


def test_no_row_names_a_person_a_matter_or_an_instant():
    who = somebody(phone="13917530846")
    barring.bar(person_id=who, ways=["13917530846"], at=AT)
    fields = {f.name: f for f in Barred._meta.get_fields()}
    assert not any(f.is_relation for f in fields.values())
    [row] = Barred.objects.all()
    held = [bytes(row.digest), bytes(row.owner), bytes(row.sealed), row.pk.bytes]
    assert not any(who.bytes in value or b"13917530846" in value for value in held)
    assert row.pk.version == 4
    assert str(row.created_on) == "2026-03-02"
    # Two who bar the same number are not told to be one, nor one who bars two.
    other = somebody()
    barring.bar(person_id=other, ways=["13917530846"], at=AT)
    owners = Barred.objects.values_list("owner", flat=True)
    assert len({bytes(owner) for owner in owners}) == 2
