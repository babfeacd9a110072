"""Charts drawn by the server: what stands under neighbouring bars is never on one another."""

import re

from huiying.core.web import charts, rows

PLACED = re.compile(r'<text x="([\d.]+)" y="([\d.]+)" text-anchor="middle">([^<]*)</text>')


def labels(svg: str, chart: str) -> list[tuple[float, float, str]]:
    drawn = svg.split(f"hy-plot--{chart}")[1].split("</svg>")[0]
    return [(float(x), float(y), words) for x, y, words in PLACED.findall(drawn)]


def test_a_label_too_long_for_its_place_stands_in_two_lines():
    long = ["还没到期", "逾期 1–3 天", "逾期 4–10 天", "逾期 10 天以上"]
    chart = charts.bars(title="t", counts=[rows.Count(label=words, value=1) for words in long])
    narrow = labels(chart.svg, "narrow")
    assert [words for _x, _y, words in narrow] == [
        "还没到期", "逾期", "1–3 天", "逾期", "4–10 天", "逾期 10", "天以上",
    ]  # fmt: skip
    assert len({y for _x, y, _words in narrow}) == 2
    assert [words for _x, _y, words in labels(chart.svg, "wide")] == long


def test_a_word_that_cannot_be_parted_stays_whole():
    chart = charts.bars(title="t", counts=[rows.Count(label="x" * 60, value=1)] * 3)
    assert [words for _x, _y, words in labels(chart.svg, "narrow")] == ["x" * 60] * 3
