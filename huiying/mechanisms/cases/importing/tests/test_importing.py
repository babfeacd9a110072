"""Cases of a register of the past: by a map, with months kept as months, and nothing twice."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from huiying.core.duties.models import Duty
from huiying.core.kinds import system
from huiying.core.notices.models import Notice
from huiying.core.registers.maps import WrongMap, validate
from huiying.core.registers.sentences import Refused
from huiying.core.registers.tables import open_table
from huiying.mechanisms.cases.importing.convert import convert
from huiying.mechanisms.cases.importing.layout import Layout, read_layout
from huiying.mechanisms.cases.models import Case
from huiying.mechanisms.cases.sent import State
from huiying.mechanisms.cases.services import importing
from huiying.mechanisms.cases.services.importing import Imported, import_cases
from huiying.mechanisms.cases.tests.support import AT

EXAMPLES = Path(__file__).parents[5] / "docs" / "examples"
MAP = """
name = "A register"
source = "old"
key = "id"
first = [{ kind = "accepted", regime = "criminal" }, { kind = "opened", regime = "criminal" }]
[when]
column = "month"
formats = ["%Y-%m"]
precision = "month"
[crime]
column = "type"
[crime.fold]
burglary = ["Burglary"]
[outcome]
column = "outcome"
[outcome.events]
"Charged" = [{ kind = "suspect-found", how = "sent-for-prosecution" }, { kind = "sent-for-prosecution" }]
"Nobody found" = [{ kind = "limit-reached", offender = "unknown" }, { kind = "concluded", how = "suspended" }]
"""
ROWS = """id,month,type,outcome
A,2019-03,Burglary,Charged
B,2019-04,Burglary,Nobody found
C,2019-05,burglary ,
C,2019-06,Burglary,Charged
D,2019-13,Burglary,
E,2019-05,Arson,
F,2019-05,Burglary,Vanished
,2019-05,Burglary,
"""


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "register.csv"
    path.write_text(ROWS, encoding="utf-8")
    return path


def read(path: Path, layout: Layout) -> tuple[list[State], list[Refused]]:
    found = list(convert(open_table(path), layout))
    good = [one for one in found if isinstance(one, State)]
    return good, [one for one in found if isinstance(one, Refused)]


def bring(states: list[State]) -> Imported:
    return import_cases(
        states=iter(states), source="old", name="A register", by=system("import"), at=AT
    )


def test_every_row_that_can_not_be_taken_is_said_with_its_column(table: Path):
    good, bad = read(table, read_layout(MAP))
    assert len(good) == 4
    assert [(one.row, one.column) for one in bad] == [
        (6, "month"),
        (7, "type"),
        (8, "outcome"),
        (9, "id"),
    ]


@pytest.mark.django_db
def test_cases_are_there_with_months_and_nothing_is_late(table: Path):
    good, _ = read(table, read_layout(MAP))
    result = bring(good)
    assert (result.cases, result.known) == (3, 0)
    stages = {c.number: (c.stage, c.month_only) for c in Case.objects.all()}
    assert stages == {
        "A": ("prosecuted", True),
        "B": ("concluded", True),
        "C": ("prosecuted", True),
    }
    assert not Duty.objects.exists()
    assert not Notice.objects.exists()
    assert result.owed["solved.told"] == 2
    assert result.owed["limit.explained"] == 1


@pytest.mark.django_db
def test_a_case_whose_rows_stand_apart_is_counted_once(table: Path, monkeypatch):
    monkeypatch.setattr(importing, "BATCH", 1)
    good, _ = read(table, read_layout(MAP))
    result = bring(good)
    assert (result.cases, result.known) == (3, 0)


@pytest.mark.django_db
def test_run_again_it_takes_nothing_twice(table: Path):
    good, _ = read(table, read_layout(MAP))
    bring(good)
    again = bring(good)
    assert (again.cases, again.events) == (0, 0)


def test_a_map_with_mistakes_says_all_of_them():
    wrong = MAP.replace('"suspect-found"', '"guilty"').replace("burglary = [", "witchcraft = [")
    with pytest.raises(WrongMap) as told:
        read_layout(wrong)
    assert len(told.value.findings) == 2
    with pytest.raises(WrongMap):
        read_layout("this is no toml = [")


def test_a_column_that_the_map_forgets_is_named(table: Path):
    layout = read_layout(MAP.replace('column = "outcome"', 'column = "result"'))
    found = {f.key for f in validate(layout, open_table(table).header)}
    assert found == {"outcome.column", "ignore"}


def _examples() -> Iterator[Path]:
    yield from (EXAMPLES / "cases").glob("*.toml")


@pytest.mark.parametrize("path", list(_examples()), ids=lambda p: p.stem)
def test_the_examples_are_maps(path: Path):
    assert read_layout(path.read_text("utf-8")).month
