"""From rows to complaints: nothing guessed, everything not taken said."""

from datetime import UTC, date, datetime

import pytest

from huiying.core.registers.sentences import Lost
from huiying.mechanisms.complaints.importing.convert import Allegation
from huiying.mechanisms.complaints.importing.tests.conftest import GOOD


def test_a_row_becomes_a_complaint(run):
    (complaint,), refused = run(GOOD)
    assert refused == []
    assert complaint.key == "old:7"
    assert complaint.channel == "telephone"
    assert complaint.units == ("North station",)
    assert complaint.allegations == (
        Allegation(
            category="attitude", finding="upheld", outcome="", unit="North station", rows=(2,)
        ),
    )
    assert (complaint.flags, complaint.outcome) == ({"on_time": True}, "answered")
    assert complaint.source_rows == (2,)


def test_a_day_stays_a_day(run):
    (complaint,), _ = run(GOOD)
    assert (complaint.received.day, complaint.received.exact) == (date(2020, 1, 2), False)
    assert complaint.received.fact() == "2020-01-02"
    assert complaint.received_at == datetime(2020, 1, 2, 4, 0, tzinfo=UTC)
    assert complaint.received_at.tzinfo is UTC


def test_a_target_is_a_fact_with_its_offset(run):
    (complaint,), _ = run(GOOD)
    assert complaint.target.fact() == "2020-03-01T17:00:00+08:00"
    assert complaint.target.instant() == datetime(2020, 3, 1, 9, 0, tzinfo=UTC)


def test_rows_of_a_key_are_one_complaint_however_far_apart(run):
    complaints, refused = run(
        GOOD,
        GOOD.replace("7,", "8,", 1),
        GOOD.replace("Rude,Yes", "Force,No").replace("North station", "South"),
        GOOD.replace("30", "31"),
    )
    assert refused == []
    assert [c.key for c in complaints] == ["old:8", "old:7"]
    seven = complaints[1]
    assert [(a.category, a.finding, a.rows) for a in seven.allegations] == [
        ("attitude", "upheld", (2, 5)),
        ("force.force", "unfounded", (4,)),
    ]
    assert seven.units == ("North station", "South")
    assert seven.source_rows == (2, 4, 5)


@pytest.mark.parametrize("spelling", ["Tel.", " tel ", "ＴＥＬ", "TEL"])
def test_spellings_of_a_channel_are_folded(run, spelling):
    (complaint,), _ = run(GOOD.replace("Tel", spelling))
    assert complaint.channel == "telephone"


@pytest.mark.parametrize(
    ("written", "unit"), [("n.  station", "North station"), ("UNKNOWN", ""), ("South", "South")]
)
def test_units_are_folded_and_others_kept(run, written, unit):
    (complaint,), _ = run(GOOD.replace("North station", written))
    assert complaint.units == ((unit,) if unit else ())


@pytest.mark.parametrize("value", ["1900-01-01", "3019-02-28", "2014-12-31"])
def test_an_impossible_closing_is_reported_and_its_complaint_not_taken(run, value):
    complaints, (refused,) = run(GOOD.replace("2020-02-01", value))
    assert complaints == []
    assert (refused.row, refused.column, refused.value) == (2, "Out", value)
    assert "2015-01-01 to 2021-12-31" in str(refused.reason)


def test_a_closing_before_the_receipt_is_reported(run):
    complaints, (refused,) = run(GOOD.replace("2020-02-01", "2020-01-01"))
    assert complaints == []
    assert str(refused.reason) == "It was closed before it was received (2020-01-02)."


@pytest.mark.parametrize("value", ["32/13/2020", "soon", "2020-02-30"])
def test_what_is_no_date_is_reported(run, value):
    complaints, (refused,) = run(GOOD.replace("2020-02-01", value))
    assert complaints == []
    assert refused.value == value


def test_a_complaint_of_which_one_row_is_bad_is_not_taken_by_half(run):
    complaints, refused = run(GOOD, GOOD.replace("2020-02-01", "3019-02-01"), GOOD)
    assert complaints == []
    assert sorted((r.row, r.lost) for r in refused) == [(n, Lost.COMPLAINT) for n in (2, 3, 4)]


def test_rows_that_contradict_each_other_are_reported_one_by_one(run):
    complaints, refused = run(GOOD, GOOD.replace("2020-01-02", "2020-01-03"))
    assert complaints == []
    assert [(r.row, r.column, r.value) for r in refused] == [
        (2, "In", "2020-01-02"),
        (3, "In", "2020-01-03"),
    ]
    assert str(refused[0].reason) == "Rows 2, 3 of one complaint differ in this column."


@pytest.mark.parametrize(
    ("right", "wrong", "column"),
    [
        ("Tel", "Pigeon", "How"),
        ("Rude", "Late", "What"),
        ("Yes", "Pending", "Found"),
        ("2020-01-02", "", "In"),
    ],
)
def test_a_value_the_map_does_not_know_is_reported(run, right, wrong, column):
    complaints, (refused,) = run(GOOD.replace(right, wrong))
    assert complaints == []
    assert refused.column == column


def test_all_that_is_wrong_with_a_row_is_told(run):
    _, refused = run(GOOD.replace("Tel", "Pigeon").replace("Rude", "Late"))
    assert {r.column for r in refused} == {"How", "What"}


def test_an_impossible_age_is_reported_and_the_complaint_taken(run):
    (complaint,), (refused,) = run(GOOD.replace(",30", ",930"))
    assert (refused.column, refused.value, refused.lost) == ("Age", "930", Lost.VALUE)
    assert not hasattr(complaint, "age")


def test_an_empty_closing_leaves_the_complaint_open(run):
    (complaint,), _ = run(GOOD.replace("2020-02-01", ""))
    assert (complaint.closed, complaint.closed_at, complaint.outcome) == (None, None, "")


def test_a_row_without_a_key_belongs_to_nothing(run):
    complaints, (refused,) = run(GOOD.replace("7,", ",", 1))
    assert complaints == []
    assert refused.lost is Lost.ROW


def test_a_flag_that_is_neither_yes_nor_no_is_left_out(run):
    (complaint,), (refused,) = run(GOOD.replace(",Y,", ",maybe,"))
    assert (complaint.flags, refused.lost) == ({}, Lost.VALUE)
