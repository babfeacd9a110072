"""Receipt codes: read out on the telephone, typed on any phone; a slip of the finger is noticed."""

import uuid
from collections import Counter
from datetime import timedelta

import pytest
from django.db import transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from huiying.core.kinds import PartyRole, system
from huiying.core.ledger import codes, queries, services
from huiying.core.ledger.models import Code
from huiying.core.ledger.reading import open_book
from huiying.core.ledger.tests.conftest import AT

DIGITS = st.text("0123456789", min_size=codes.RANDOM_DIGITS, max_size=codes.RANDOM_DIGITS)


def code_of(digits: str) -> str:
    return next(digits + c for c in "0123456789" if codes.read(digits + c))


@given(digits=DIGITS)
def test_each_nineteen_digits_have_one_check_digit(digits: str):
    assert [bool(codes.read(digits + c)) for c in "0123456789"].count(True) == 1


@given(digits=DIGITS, place=st.integers(0, 19), other=st.sampled_from("0123456789"))
def test_each_wrong_digit_is_noticed(digits: str, place: int, other: str):
    code = code_of(digits)
    wrong = code[:place] + other + code[place + 1 :]
    assert codes.read(wrong) == (code if other == code[place] else None)


@given(digits=DIGITS, place=st.integers(0, 18))
def test_each_swap_of_neighbours_is_noticed(digits: str, place: int):
    code = code_of(digits)
    swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    assert codes.read(swapped) == (code if swapped == code else None)


@given(
    digits=DIGITS, gaps=st.lists(st.sampled_from(["", " ", "-", "\u3000", "\n", "."]), min_size=20)
)
def test_a_code_is_read_however_it_is_typed(digits: str, gaps: list[str]):
    code = code_of(digits)
    typed = "".join(d + gap for d, gap in zip(code, gaps, strict=False))
    assert codes.read(typed) == code
    assert codes.read(code.translate({ord("0") + n: 0xFF10 + n for n in range(10)})) == code
    assert codes.read(codes.grouped(code)) == code


def test_a_code_is_twenty_digits_in_five_groups():
    groups = codes.grouped(codes.new_code()).split(" ")
    assert [len(g) for g in groups] == [4] * 5
    assert all(g.isascii() and g.isdigit() for g in groups)


def test_the_chance_of_a_hit_in_a_year_stays_below_one_in_a_thousand():
    live, guesses = 10**8, 366 * 24 * 3600
    assert live * guesses / 10**codes.RANDOM_DIGITS < 1e-3
    # What the sixteen digits of a first draft would have given: a hit every few months.
    assert live * guesses / 10**15 > 1
    said = codes.__doc__ or ""
    assert "10^19" in said
    assert "3.2 * 10^-4" in said


def test_all_digits_are_drawn_alike():
    drawn = Counter("".join(codes.new_code()[: codes.RANDOM_DIGITS] for _ in range(2000)))
    expected = 2000 * codes.RANDOM_DIGITS / 10
    spread = sum((n - expected) ** 2 / expected for n in drawn.values())
    # Chi-square with 9 degrees of freedom: 40 is passed by chance once in 100,000 runs.
    assert len(drawn) == 10
    assert spread < 40


@pytest.fixture
def code(matter: uuid.UUID) -> str:
    made = codes.new_code()
    with transaction.atomic():
        book = open_book(matter_id=matter, by=system("test"), at=AT)
        party = book.add_party(PartyRole.COMPLAINANT)
        book.add_code(party=party, digest=codes.digest(made), provisional=True)
        book.flush()
    return made


def test_a_code_speaks_for_its_party_alone(code: str, matter: uuid.UUID):
    holder = queries.holder_of(code)
    assert holder is not None
    assert (holder.matter_id, holder.provisional) == (matter, True)


def test_the_code_is_kept_as_a_keyed_hash_alone(code: str):
    digest = bytes(Code.objects.get().digest)
    assert digest == codes.digest(code)
    assert len(digest) == 32
    assert code.encode() not in digest


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["", "1", "12345678901234567890", "x" * 5000, "0" * 20, "٣" * 20])
def test_every_wrong_code_gets_the_same_answer_after_the_same_work(
    code: str, typed: str, django_assert_num_queries
):
    with django_assert_num_queries(1) as captured:
        assert queries.holder_of(typed) is None
    assert _shape(captured) == _shape_of(codes.new_code(), django_assert_num_queries)


def _shape(captured: CaptureQueriesContext) -> list[int]:
    return [len(q["sql"]) for q in captured.captured_queries]


def _shape_of(code: str, counting) -> list[int]:
    with counting(1) as captured:
        assert queries.holder_of(code) is None
    return _shape(captured)


@pytest.fixture
def slip(code: str) -> uuid.UUID:
    """The code as one that was handed over on a slip."""
    holder = queries.holder_of(code)
    assert holder is not None
    Code.objects.filter(pk=holder.code_id).update(provisional=True)
    return holder.code_id


def test_a_slip_stays_good_until_its_new_code_is_used(
    code: str, slip: uuid.UUID, matter: uuid.UUID
):
    new = services.replace_code(code_id=slip, at=AT + timedelta(days=1))
    assert queries.holder_of(code) is not None
    fresh = queries.holder_of(new)
    assert fresh is not None
    assert (fresh.matter_id, fresh.provisional) == (matter, False)
    services.mark_code_used(code_id=fresh.code_id, at=AT + timedelta(days=2))
    assert queries.holder_of(code) is None
    assert not queries.code_in_force(slip)
    assert queries.holder_of(new) is not None


def test_a_new_code_that_nobody_kept_ends_with_the_next(code: str, slip: uuid.UUID):
    first = services.replace_code(code_id=slip, at=AT + timedelta(days=1))
    second = services.replace_code(code_id=slip, at=AT + timedelta(days=1))
    assert queries.holder_of(first) is None
    kept = queries.holder_of(second)
    assert kept is not None
    services.keep_code(party_id=kept.party_id, at=AT + timedelta(days=1))
    assert queries.holder_of(code) is None
    assert queries.holder_of(second) is not None
