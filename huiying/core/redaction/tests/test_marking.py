"""What is marked is taken out of a text, and nothing of it can be told from the bar in its place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huiying.core.redaction.marking import (
    BAR,
    CLOSE,
    OPEN,
    NotMarked,
    black_out,
    offered,
    sentences,
)

TEXT = "三月一日，民警王建国收了材料。我表妹贺兰婷在场！他说：“明天不用来了。”\n后来没有回执。"
plain = st.text(alphabet="王建国收了材料。！？ab. \n“”⟦⟧[]", max_size=60)


def test_the_marked_words_are_gone_and_the_rest_is_whole():
    marked = TEXT.replace("王建国", "⟦王建国⟧").replace("贺兰婷", "⟦贺兰婷⟧")
    made = black_out(TEXT, marked=marked)
    assert made.taken == 2
    assert made.text == TEXT.replace("王建国", BAR).replace("贺兰婷", BAR)


def test_ticked_sentences_go_whole_and_lines_stay():
    assert sentences(TEXT)[1] == "我表妹贺兰婷在场！"
    made = black_out(TEXT, marked=TEXT, ticked=[2, 5])
    assert made.taken == 2
    assert "贺兰婷" not in made.text
    assert made.text.count("\n") == TEXT.count("\n")


def test_marks_and_ticks_that_touch_are_one_part():
    marked = TEXT.replace("材料。", "⟦材料。⟧")
    assert black_out(TEXT, marked=marked, ticked=[2]).taken == 1


def test_a_bar_does_not_tell_how_long_the_words_were():
    short = black_out("他叫李。", marked="他叫⟦李⟧。").text
    long = black_out("他叫欧阳澄泓之母。", marked="他叫⟦欧阳澄泓之母⟧。").text
    assert short == long


def test_what_stands_elsewhere_too_is_named():
    text = "贺兰婷在场。问了贺兰婷。"
    made = black_out(text, marked="⟦贺兰婷⟧在场。问了贺兰婷。")
    assert made.left_over == ("贺兰婷",)
    both = black_out(text, marked="⟦贺兰婷⟧在场。问了⟦贺兰婷⟧。")
    assert both.left_over == ()


@pytest.mark.parametrize(
    "marked",
    [
        TEXT,
        TEXT.replace("王", "⟦王"),
        TEXT.replace("王", "⟧王"),
        TEXT.replace("王建国", "⟦王⟦建⟧国⟧"),
        TEXT.replace("王建国", "⟦王建国⟧").replace("三月", "四月"),
        TEXT.replace("王建国", "⟦⟧"),
        "",
        "⟦" + TEXT + "以及更多⟧",
    ],
)
def test_a_bracket_alone_or_a_changed_text_makes_no_copy(marked: str):
    with pytest.raises(NotMarked):
        black_out(TEXT, marked=marked)


def test_a_browser_may_send_other_line_ends_and_lose_the_last():
    marked = TEXT.replace("王建国", "⟦王建国⟧").replace("\n", "\r\n")
    assert black_out(TEXT + "\n", marked=marked).taken == 1


def test_letters_that_nobody_sees_do_not_go_along():
    assert offered("王\u200b建\u2060国\ufeff") == "王建国"
    assert "⟦" not in offered("自己写的⟦括号⟧")


@given(plain)
def test_sentences_lose_nothing(text: str):
    assert "".join(sentences(text)) == text


@given(plain, st.data())
def test_nothing_of_a_marked_part_is_left_in_its_place(text: str, data: st.DataObject):
    shown = offered(text)
    a = data.draw(st.integers(min_value=0, max_value=len(shown)))
    b = data.draw(st.integers(min_value=a, max_value=len(shown)))
    marked = shown[:a] + OPEN + shown[a:b] + CLOSE + shown[b:]
    if a == b:
        with pytest.raises(NotMarked):
            black_out(text, marked=marked)
        return
    made = black_out(text, marked=marked)
    assert made.text == shown[:a] + BAR + shown[b:]
    assert made.taken == 1


@given(plain, st.lists(st.integers(min_value=0, max_value=9)), plain)
def test_whatever_comes_is_a_copy_or_declined(text: str, ticked: list[int], marked: str):
    try:
        made = black_out(text, marked=marked, ticked=ticked)
    except NotMarked:
        return
    assert made.taken >= 1
    assert BAR in made.text
