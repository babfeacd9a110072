"""A sealed box opens with its own key, in its own place, whole; anything else is no box or no key, said in one way."""

import base64
import json

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from huiying.core.people import boxes

TEXT, PUBLIC = boxes.new_key_file(name="o1", passphrase="")
PRIVATE = boxes.read_key_file(TEXT)


@given(plain=st.binary(max_size=300), place=st.text(max_size=40))
def test_what_was_closed_opens_and_says_for_whom(plain: bytes, place: str):
    box = boxes.close(plain, key=PUBLIC, place=place)
    assert boxes.closed_for(box) == "o1"
    assert boxes.open_box(box, key=PRIVATE, place=place) == plain


def test_no_two_boxes_of_the_same_words_are_alike():
    made = {boxes.close("同样的话".encode(), key=PUBLIC, place="text:1") for _ in range(20)}
    assert len(made) == 20


@given(st.data())
def test_one_altered_byte_is_seen(data: st.DataObject):
    box = bytearray(boxes.close(b"words", key=PUBLIC, place="text:1"))
    at = data.draw(st.integers(min_value=7, max_value=len(box) - 1))
    box[at] ^= data.draw(st.integers(min_value=1, max_value=255))
    # The highest bit of an X25519 point is not read (RFC 7748, section 5).
    if at == 7 + 31 and box[at] ^ 0x80 == boxes.close(b"", key=PUBLIC, place="")[at]:
        return
    with pytest.raises(boxes.NoBox):
        boxes.open_box(bytes(box), key=PRIVATE, place="text:1")


def test_another_key_or_another_place_opens_nothing():
    box = boxes.close(b"words", key=PUBLIC, place="text:1")
    for key, place in ((PRIVATE, "text:2"), (X25519PrivateKey.generate(), "text:1")):
        with pytest.raises(boxes.NoBox):
            boxes.open_box(box, key=key, place=place)


@given(st.binary(max_size=120))
def test_junk_is_no_box(junk: bytes):
    with pytest.raises(boxes.NoBox):
        boxes.open_box(junk, key=PRIVATE, place="")


@pytest.mark.parametrize(
    "entry",
    ["", "o1", "o1:", "o1:AAAA", ":" + "QUFB" * 10 + "QUE=", "o1:" + "A" * 43 + "=", "o1:漢" * 4],
)
def test_junk_is_no_public_key(entry: str):
    with pytest.raises(boxes.NoKey):
        boxes.public_key(entry)


def test_a_locked_key_file_opens_with_its_passphrase_alone():
    text, public = boxes.new_key_file(name="o2", passphrase="银杏九弄")
    assert boxes.is_locked(text)
    assert "private" not in json.loads(text)
    box = boxes.close(b"words", key=public, place="x")
    opened = boxes.read_key_file(text, passphrase="银杏九弄")
    assert boxes.open_box(box, key=opened, place="x") == b"words"
    for wrong in ("", "银杏八弄"):
        with pytest.raises(boxes.NoKey):
            boxes.read_key_file(text, passphrase=wrong)


@pytest.mark.parametrize(
    "change",
    [
        {"format": "x"},
        {"private": "AAAA"},
        {"private": base64.b64encode(bytes(32)).decode()},
        {"public": PUBLIC.entry()[:-4]},
        {"private": None},
    ],
)
def test_a_key_file_that_was_altered_is_none(change: dict[str, str]):
    with pytest.raises(boxes.NoKey):
        boxes.read_key_file(json.dumps(json.loads(TEXT) | change))
    with pytest.raises(boxes.NoKey):
        boxes.read_key_file("[]")
    with pytest.raises(boxes.NoKey):
        boxes.read_key_file("not json")


def test_a_file_that_asks_for_endless_work_is_refused():
    text, _ = boxes.new_key_file(name="o2", passphrase="x")
    with pytest.raises(boxes.NoKey):
        boxes.read_key_file(json.dumps(json.loads(text) | {"rounds": 10**12}), passphrase="x")
