"""Files of a folder are taken once; every bad row is listed and the good ones are taken."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from huiying.mechanisms.cases.models import Case
from huiying.mechanisms.cases.services import keeping_in_step, watching
from huiying.mechanisms.cases.tests.support import Service, days

HEADER = "number,unit,crime,reported_at,event_id,event_kind,event_at,regime,how\n"
AT = "2026-03-02T10:00:00+08:00"


@pytest.fixture
def folder(service: Service, settings: Any, tmp_path: Path) -> Path:
    settings.HUIYING_CASES_FOLDER = str(tmp_path)
    settings.HUIYING_CASES_SOURCE = "records"
    return tmp_path


def csv_of(*lines: str) -> str:
    return HEADER + "".join(f"{line}\n" for line in lines)


GOOD = (
    f"X-1,east-gate,burglary,{AT},a,accepted,{AT},criminal,",
    f"X-1,,,,b,opened,{AT},criminal,",
    f"X-2,east-gate,theft,{AT},,,,,",
)


def test_good_rows_are_taken_and_every_bad_one_is_listed(service: Service, folder: Path):
    bad = (
        f"X-3,nowhere,theft,{AT},,,,,",
        "X-4,east-gate,theft,gestern,,,,,",
        f",east-gate,theft,{AT},,,,,",
    )
    (folder / "day.csv").write_text(csv_of(*GOOD, *bad), encoding="utf-8")
    assert watching.take_folder(service.at + days(1)) == 1
    assert {c.number: c.stage for c in Case.objects.all()} == {"X-1": "open", "X-2": "reported"}
    [report] = (folder / "done").glob("*.not-taken.csv")
    listed = report.read_text("utf-8-sig")
    assert "X-3" in listed
    assert "X-4" in listed
    assert len(listed.splitlines()) == 4


def test_nothing_in_the_list_of_bad_rows_is_a_formula(service: Service, folder: Path):
    evil = ("=HYPERLINK(1)", "＝1+1", " @SUM(1)")
    rows = [f"{number},nowhere,theft,{AT},,,,," for number in evil]
    (folder / "day.csv").write_text(csv_of(*rows), encoding="utf-8")
    watching.take_folder(service.at + days(1))
    [report] = (folder / "done").glob("*.not-taken.csv")
    with report.open(encoding="utf-8-sig", newline="") as stream:
        cells = [row[0] for row in csv.reader(stream)][1:]
    assert cells == [f"'{number.strip()}" for number in evil]


def test_a_file_is_moved_and_not_taken_again(service: Service, folder: Path):
    (folder / "day.csv").write_text(csv_of(*GOOD), encoding="utf-8")
    watching.take_folder(service.at + days(1))
    assert not (folder / "day.csv").exists()
    assert watching.take_folder(service.at + days(1)) == 0


def test_stopped_half_way_it_takes_nothing_twice(service: Service, folder: Path, monkeypatch):
    (folder / "day.csv").write_text(csv_of(*GOOD), encoding="utf-8")
    taking = keeping_in_step.keep_in_step

    def stopped(**given: Any):
        if given["state"].number == "X-2":
            raise KeyboardInterrupt
        return taking(**given)

    monkeypatch.setattr(watching, "keep_in_step", stopped)
    with pytest.raises(KeyboardInterrupt):
        watching.take_folder(service.at + days(1))
    assert Case.objects.count() == 1
    monkeypatch.setattr(watching, "keep_in_step", taking)
    watching.take_folder(service.at + days(1))
    assert sorted(Case.objects.values_list("number", flat=True)) == ["X-1", "X-2"]


def test_json_is_taken_as_the_api_takes_it(service: Service, folder: Path):
    case = {"number": "X-9", "unit": "east-gate", "crime": "fraud", "reported_month": "2026-02"}
    (folder / "day.json").write_text(json.dumps({"cases": [case, {"number": "X-10"}]}))
    watching.take_folder(service.at + days(1))
    assert [(c.number, c.month_only) for c in Case.objects.all()] == [("X-9", True)]


@pytest.mark.parametrize(
    ("name", "text", "listed"),
    [
        ("a.json", '{"cases": [{"number": "X-9", "unit": "east-', 1),
        ("a.json", "[" * 100_000, 1),
        ("a.json", "7", 1),
        ("a.csv", HEADER + f"{'X' * 61},east-gate,theft,{AT},,,,,\n" + GOOD[2], 1),
        ("a.csv", HEADER + '"' + "X" * 200_000, 1),
    ],
)
def test_no_file_holds_up_those_after_it(
    service: Service, folder: Path, name: str, text: str, listed: int
):
    (folder / name).write_text(text, encoding="utf-8")
    (folder / "b.csv").write_text(csv_of(*GOOD), encoding="utf-8")
    assert watching.take_folder(service.at + days(1)) == 2
    assert Case.objects.filter(number="X-1").exists()
    [report] = (folder / "done").glob("*.not-taken.csv")
    assert len(report.read_text("utf-8-sig").splitlines()) == listed + 1


def test_what_is_not_whole_yet_is_left_alone(service: Service, folder: Path):
    (folder / "day.csv.part").write_text(csv_of(*GOOD))
    assert watching.take_folder(service.at) == 0


def test_without_a_folder_there_is_nothing_to_do(service: Service, settings: Any):
    settings.HUIYING_CASES_FOLDER = ""
    assert watching.take_folder(service.at) == 0
