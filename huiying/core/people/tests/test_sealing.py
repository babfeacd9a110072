"""What is sealed opens with its key, in its place, unaltered; and in no other way."""

from base64 import b64encode
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from hypothesis import given
from hypothesis import strategies as st

from huiying.core.people import sealing
from huiying.core.people.sealing import CannotOpen, seal, unseal

PLACE = "people.text:1"
WORDS = "窗口民警不收材料".encode()


def key(name: str, first: int = 64) -> str:
    return f"{name}:{b64encode(bytes(range(first, first + 32))).decode()}"


@pytest.fixture
def ring(settings: Any) -> Iterator[Any]:
    """Settings whose keys a test may change; the process reads them anew before and after."""
    own = settings.HUIYING_KEYS, settings.HUIYING_INDEX_KEY
    sealing.forget_keys()
    yield settings
    settings.HUIYING_KEYS, settings.HUIYING_INDEX_KEY = own
    sealing.forget_keys()


def change(ring: Any, *keys: str) -> None:
    ring.HUIYING_KEYS = ",".join(keys)
    sealing.forget_keys()


@given(plain=st.binary(max_size=200), place=st.text(max_size=40))
def test_what_was_sealed_opens_in_its_place(plain: bytes, place: str):
    assert unseal(seal(plain, aad=place), aad=place) == plain


@given(plain=st.binary(min_size=8, max_size=200))
def test_what_was_sealed_shows_nothing_and_is_never_the_same_twice(plain: bytes):
    first, second = seal(plain, aad=PLACE), seal(plain, aad=PLACE)
    assert first != second
    assert plain not in first


@given(other=st.text(max_size=40).filter(lambda text: text != PLACE))
def test_a_value_moved_to_another_row_does_not_open(other: str):
    with pytest.raises(CannotOpen):
        unseal(seal(WORDS, aad=PLACE), aad=other)


@given(place=st.integers(0, 200), bit=st.integers(0, 7))
def test_each_altered_bit_is_noticed(place: int, bit: int):
    blob = bytearray(seal(WORDS, aad=PLACE))
    blob[place % len(blob)] ^= 1 << bit
    with pytest.raises(CannotOpen):
        unseal(bytes(blob), aad=PLACE)


@given(junk=st.binary(max_size=60))
def test_what_was_never_sealed_does_not_open(junk: bytes):
    with pytest.raises(CannotOpen):
        unseal(junk, aad=PLACE)


def test_a_shortened_value_does_not_open():
    blob = seal(WORDS, aad=PLACE)
    for length in range(len(blob)):
        with pytest.raises(CannotOpen):
            unseal(blob[:length], aad=PLACE)


def test_the_newest_key_writes_and_an_older_one_still_reads(ring: Any):
    old = seal(WORDS, aad=PLACE)
    change(ring, key("t2"), ring.HUIYING_KEYS)
    assert unseal(old, aad=PLACE) == WORDS
    new = seal(WORDS, aad=PLACE)
    assert new[2:4] == b"t2"
    assert unseal(new, aad=PLACE) == WORDS


def test_without_its_key_a_value_stays_closed(ring: Any):
    old = seal(WORDS, aad=PLACE)
    change(ring, key("t2"))
    with pytest.raises(CannotOpen, match="t1"):
        unseal(old, aad=PLACE)


def test_another_key_of_the_same_name_opens_nothing(ring: Any):
    old = seal(WORDS, aad=PLACE)
    change(ring, key("t1", first=100))
    with pytest.raises(CannotOpen):
        unseal(old, aad=PLACE)


@pytest.mark.parametrize("keys", ["", "t1", "t1:", f":{'A' * 44}", "t1:AAAA", "t1:***"])
def test_without_a_good_key_nothing_is_sealed(ring: Any, keys: str):
    change(ring, keys)
    with pytest.raises((ImproperlyConfigured, ValueError)):
        seal(WORDS, aad=PLACE)


def test_a_short_index_key_is_refused(ring: Any):
    ring.HUIYING_INDEX_KEY = b64encode(b"short").decode()
    sealing.forget_keys()
    with pytest.raises(ImproperlyConfigured):
        sealing.keyed_hash(b"x", purpose="test")


def test_a_hash_of_one_purpose_tells_nothing_of_another():
    assert sealing.keyed_hash(b"x", purpose="a") != sealing.keyed_hash(b"x", purpose="b")


@pytest.mark.parametrize(
    "typed",
    [
        "13800000000",
        "138 0000 0000",
        "+86 138-0000-0000",
        "008613800000000",
        "１３８００００００００",
    ],
)
def test_a_number_is_found_however_it_is_written(typed: str):
    assert sealing.phone_index(typed) == sealing.phone_index("13800000000")


@pytest.mark.parametrize("typed", ["", "110", "home", "+-()"])
def test_what_is_no_number_has_no_index(typed: str):
    assert sealing.phone_index(typed) is None
