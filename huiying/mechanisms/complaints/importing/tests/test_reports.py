"""What was not taken, as a file that a spreadsheet can open without running anything."""

import csv
import io

import pytest

from huiying.core.registers.sentences import Lost, Refused, say
from huiying.mechanisms.complaints.importing.report import Report, Summary, harmless, taken
from huiying.mechanisms.complaints.importing.tests.conftest import GOOD


@pytest.mark.parametrize(
    "value", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1+1", "＠SUM(A1)", " =1"]
)
def test_nothing_in_the_report_is_a_formula(value):
    stream = io.StringIO()
    Report(stream).add(Refused(row=3, column=value, value=value, reason=say("No."), key=value))
    rows = list(csv.reader(io.StringIO(stream.getvalue().removeprefix("\ufeff"), newline="")))
    assert rows[1] == [
        "3",
        f"'{value}",
        f"'{value}",
        "No.",
        "The complaint was not taken",
        f"'{value}",
    ]


def test_an_ordinary_value_stays_as_it_is():
    assert harmless("1900-01-01") == "1900-01-01"


def test_a_reason_is_told_in_the_language_of_the_reader():
    stream = io.StringIO()
    words = {"Too old: %(year)d.": "太早：%(year)d。", "The value was left out": "该值未导入"}
    refused = Refused(
        row=3, column="In", value="1", reason=say("Too old: %(year)d.", year=1900), lost=Lost.VALUE
    )
    Report(stream, lambda text: words.get(text, text)).add(refused)
    assert "太早：1900。" in stream.getvalue()
    assert "该值未导入" in stream.getvalue()


def test_everything_is_counted_once(run):
    complaints, refused = run(
        GOOD,
        GOOD.replace("Rude", "Force"),
        GOOD.replace("7,", "8,", 1).replace("2020-02-01", "1900-01-01"),
    )
    summary = Summary()
    assert list(taken([*complaints, *refused], summary)) == complaints
    assert (summary.complaints, summary.allegations, summary.rows) == (1, 2, 2)
    assert summary.lost == {Lost.COMPLAINT: 1}
    assert summary.lost_keys == {"old:8"}
    assert sum(summary.reasons.values()) == 1
