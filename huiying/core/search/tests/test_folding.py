"""What counts as the same words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huiying.core.search import folding, tokens


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("張警官執法不規範", "执法不规范"),
        ("ＡＢＣ大廈", "abc大厦"),
        ("民警说：「执法，不规范」。", "执法不规范"),
        ("The officer was RUDE.", "rude"),
        ("body‑worn video", "body-worn"),
        ("他在\n派出\u3000所门口", "派出所"),
        ("在KTV门口", "ktv门"),
        ("ཞི་བདེ", "བདེ"),
    ],
)
def test_folding_finds_what_is_the_same_to_a_reader(written, asked):
    assert folding.in_a_row(folding.units(asked)) in folding.in_a_row(folding.units(written))


def test_a_word_is_not_found_by_a_part_of_it():
    assert folding.in_a_row(["rude"]) not in folding.in_a_row(folding.units("crude rudeness"))


@given(st.text(max_size=200), st.data())
def test_every_stretch_of_a_text_has_terms_that_the_text_was_indexed_by(text, data):
    units = folding.units(text)
    if not units:
        return
    start = data.draw(st.integers(0, len(units) - 1))
    end = data.draw(st.integers(start + 1, len(units)))
    assert folding.narrowest(units[start:end]) <= folding.terms(units)


def test_a_pair_of_characters_is_asked_for_by_one_term():
    assert folding.narrowest(folding.units("执法")) == {"执法"}
    assert folding.narrowest(folding.units("A区")) == {"a", "区"}


@pytest.mark.parametrize(
    "words",
    [
        "13812345678",
        "138-1234-5678",
        "１３８ １２３４ ５６７８",
        "11010519491231002X",
        "打 1234567",
    ],
)
def test_a_number_that_names_a_person_is_seen(words):
    assert folding.holds_long_number(words)


@pytest.mark.parametrize("words", ["110", "2026年", "12345", "京A12345", "三天 2 次"])
def test_a_short_number_is_a_word(words):
    assert not folding.holds_long_number(words)


def test_a_long_number_is_not_indexed():
    assert folding.units("电话13812345678，证件11010519491231002X") == ["电", "话", "证", "件"]


def test_tokens_are_keyed_and_keep_no_order():
    line = tokens.rows(folding.units("执法不规范"))[0].split()
    assert line == sorted(line)
    assert len(line) == 5 + 4
    assert all(len(token) == 8 and token.isascii() and token.isalnum() for token in line)
    assert not set(line) & {
        tokens.token(term, b"another key") for term in folding.terms(list("执法不规范"))
    }


def test_a_long_text_is_cut_so_that_no_phrase_falls_between_two_rows():
    text = [chr(0x4E00 + n % 19_000) for n in range(20_000)]
    rows = [set(row.split()) for row in tokens.rows(text)]
    assert len(rows) == 3
    for start in range(0, len(text) - tokens.OVERLAP, 7):
        asked = set(tokens.tokens(folding.narrowest(text[start : start + tokens.OVERLAP])))
        assert any(asked <= row for row in rows)
