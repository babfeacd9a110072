"""Units come from a file: all of it or nothing, each fault named, twice the same as once."""

from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from huiying.config.commands.units import units
from huiying.core.units import queries
from huiying.core.units.register import register
from huiying.mechanisms.complaints.tests import support

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[4]
HEAD = "code,name_zh,name_en,level,parent,opened,closed,successor,name_since,complaints_office\n"
CITY = "C,市局,City,city,,2015-01-01,,,,yes\n"
EAST = "E,东分局,East,county,C,2015-01-01,,,,yes\n"
GATE = "E-1,东门所,East Gate,station,E,2015-01-01,,,,\n"
LAKE = "E-2,东湖所,East Lake,station,E,2015-01-01,,,,\n"


@pytest.fixture
def bring(tmp_path: Path, monkeypatch):
    """Run the command on a file with this text, in a given language."""

    def run(text: str | bytes, *options: str, name: str = "units.csv") -> Result:
        file = tmp_path / name
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return CliRunner().invoke(units, ["import", str(file), "--lang", "en", *options])

    return run


def codes() -> list[str]:
    return [row.code for row in register()]


def test_a_tree_is_made_parents_first_whatever_the_order(bring):
    result = bring(HEAD + GATE + EAST + CITY)
    assert result.exit_code == 0, result.output
    gate = queries.unit_by_code("E-1")
    assert [queries.unit(i).code for i in gate.ancestors()] == ["C", "E"]
    assert queries.unit_by_code("E").complaints_office
    assert not gate.complaints_office


def test_twice_is_as_once(bring):
    bring(HEAD + CITY + EAST)
    before = register()
    result = bring(HEAD + CITY + EAST)
    assert "as they were: 2" in result.output
    assert register() == before


def test_a_dry_run_says_all_and_writes_nothing(bring):
    result = bring(HEAD + CITY + EAST, "--dry-run")
    assert "opened: 2" in result.output
    assert codes() == []


def test_each_fault_has_row_column_value_and_reason_and_nothing_is_written(bring):
    result = bring(
        HEAD
        + CITY
        + "E F,东,East,county,C,2015-01-01,,,,\n"
        + "G,东,East,village,C,2015-01-01,,,,\n"
        + "H,,East,county,C,2026-02-30,,,,perhaps\n"
        + "I,东,East,county,C,2015-01-01,2014-01-01,,,\n"
    )
    assert result.exit_code == 1
    for said in (
        "row 3, code: “E F”",
        "row 4, level: “village”",
        "row 5, name_zh: “”",
        "row 5, opened: “2026-02-30”",
        "row 5, complaints_office: “perhaps”",
        "row 6, closed: “2014-01-01”",
        "6 faults. Nothing was written.",
    ):
        assert said in result.output
    assert codes() == []


def test_a_parent_that_is_nowhere_a_ring_and_a_code_twice_are_faults(bring):
    nowhere = bring(HEAD + "A,甲,A,county,Z,2015-01-01,,,,\n")
    ring = bring(HEAD + "A,甲,A,county,B,2015-01-01,,,,\nB,乙,B,county,A,2015-01-01,,,,\n")
    twice = bring(HEAD + CITY + CITY)
    assert "row 2, parent: “Z”: There is no unit of this code" in nowhere.output
    assert "row 3, parent: “A”: The units stand below one another in a ring." in ring.output
    assert "row 3, code: “C”: This code stands in the file twice." in twice.output
    assert {r.exit_code for r in (nowhere, ring, twice)} == {1}


def test_a_new_name_needs_its_day_and_keeps_the_old_one(bring):
    bring(HEAD + CITY)
    bare = bring(HEAD + "C,新市局,New City,city,,2015-01-01,,,,yes\n")
    assert bare.exit_code == 1
    assert "Say in name_since from which day" in bare.output
    dated = bring(HEAD + "C,新市局,New City,city,,2015-01-01,,,2025-05-01,yes\n")
    assert dated.exit_code == 0, dated.output
    assert register()[0].names == (
        (date(2015, 1, 1), "市局", "City"),
        (date(2025, 5, 1), "新市局", "New City"),
    )


def test_what_a_unit_was_founded_with_is_not_changed_by_a_file(bring):
    bring(HEAD + CITY + EAST + GATE)
    result = bring(HEAD + CITY + EAST + GATE.replace("station,E", "station,C"))
    assert result.exit_code == 1
    assert "row 4, parent: “C”" in result.output


def test_a_unit_closes_and_what_it_owes_goes_to_its_successor(bring):
    service = support.build()
    support.file(service)
    closing = HEAD + "east,east,east,county,city,2025-01-01,2026-03-31,{},,yes\n"
    owing = bring(closing.format(""))
    assert owing.exit_code == 1
    assert "row 2, successor: “”: This unit still owes answers." in owing.output
    assert not queries.unit_by_code("east").closed
    done = bring(closing.format("west"))
    assert done.exit_code == 0, done.output
    assert queries.unit_by_code("east").closed


def test_a_unit_can_come_in_closed_already(bring):
    result = bring(HEAD + CITY + "O,旧所,Old,station,C,2015-01-01,2020-01-01,C,,\n")
    assert result.exit_code == 0, result.output
    assert register()[1].successor == "C"


def test_toml_and_gb18030_are_read_too(bring):
    toml = (
        '[[unit]]\ncode = "C"\nname_zh = "市局"\nname_en = "City"\nlevel = "city"\n'
        "opened = 2015-01-01\ncomplaints_office = true\n"
    )
    assert bring(toml, name="units.toml").exit_code == 0
    chinese = (HEAD + CITY + EAST).replace(",", ";").encode("gb18030")
    assert bring(chinese).exit_code == 0
    assert [row.zh for row in register()] == ["市局", "东分局"]


def test_a_file_that_cannot_be_read_is_exit_code_2(bring):
    assert bring("[[unit]\n", name="units.toml").exit_code == 2
    assert bring("x = 1\n", name="units.toml").exit_code == 2
    assert bring(HEAD).exit_code == 2


def test_the_list_shows_the_tree_and_its_csv_comes_in_unchanged(bring):
    bring(HEAD + CITY + EAST + GATE + LAKE)
    bring(HEAD + "C,新市局,New City,city,,2015-01-01,,,2025-05-01,yes\n")
    listed = CliRunner().invoke(units, ["list", "--lang", "zh"]).output
    assert "C  新市局" in listed
    assert "    E-1  东门所" in listed
    csv = CliRunner().invoke(units, ["list", "--csv"]).output
    assert "as they were: 4" in bring(csv).output


def test_the_example_of_the_documentation_is_right(bring):
    result = bring((ROOT / "docs" / "examples" / "units.csv").read_text("utf-8"))
    assert result.exit_code == 0, result.output
    assert "opened: 7" in result.output
