"""A plain table: a cell stands under its head."""

from django.template import Context, Template

from huiying.core.web.rows import Head

HEADS = [Head(label="When"), Head(label="Unit"), Head(label="Times", number=True)]


def _table(lines: list[list[str]]) -> str:
    source = Template('{% load hy %}{% hy_table "Looks" heads lines %}')
    return source.render(Context({"heads": HEADS, "lines": lines}))


def test_numbers_stand_to_the_right_and_words_to_the_left():
    html = " ".join(_table([["Monday", "East Gate", "12"]]).split())
    assert '<th scope="row">Monday</th>' in html
    assert "<td >East Gate</td>" in html
    assert '<td class="n">12</td>' in html
    assert '<th scope="col" class="n">Times</th>' in html


def test_no_cell_is_lost_where_a_head_is_missing():
    assert "and more" in _table([["Monday", "East Gate", "12", "and more"]])
