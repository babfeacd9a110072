"""A list that a petition office forwards: every bad row said with its place, the rest registered, nothing twice."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from huiying.core.duties.models import Duty
from huiying.core.kinds import system
from huiying.core.ledger import queries as ledger
from huiying.core.ledger.models import Matter
from huiying.core.registers.maps import WrongMap, validate
from huiying.core.registers.sentences import Lost, Refused
from huiying.core.registers.tables import open_table
from huiying.mechanisms.petitions.importing.convert import convert
from huiying.mechanisms.petitions.importing.layout import Layout, read_layout
from huiying.mechanisms.petitions.services.forwarding import Imported, Incoming, import_petitions
from huiying.mechanisms.petitions.tests.support import Service, build

EXAMPLES = Path(__file__).parents[5] / "docs" / "examples" / "petitions"
NOW = datetime(2026, 3, 10, 2, 0, tzinfo=UTC)
MAP = """
name = "A list"
source = "office"
forwarded_by = "区信访局"
key = "no"
narrative = "what"
petitioner = "who"
email = "mail"
[when]
column = "day"
formats = ["%Y-%m-%d"]
[unit]
column = "unit"
[unit.fold]
east-gate = ["东门所", "东门派出所"]
"""
ROWS = """no,what,who,mail,day,unit
A-1,施工噪声没人管。,林小满,,2026-03-02,东门所
A-2,建议加护学岗。,,lin@example.org,2026-03-03,
A-3,,周远,,2026-03-03,东门所
A-4,户口迁移被退。,周远,,2026-13-03,东门所
A-5,户口迁移被退。,周远,,2026-03-03,西门所
A-6,户口迁移被退。,周远,no address,2026-03-09,东门派出所
,没有编号。,,,2026-03-03,
A-7,明天的。,,,2026-03-11,
A-1,另一件事。,,,2026-03-04,
"""


@pytest.fixture
def service(db: None) -> Service:
    return build()


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    path = tmp_path / "list.csv"
    path.write_text(ROWS, encoding="gb18030")
    return path


def read(path: Path, layout: Layout) -> tuple[list[Incoming], list[Refused]]:
    found = list(convert(open_table(path), layout, NOW))
    good = [one for one in found if isinstance(one, Incoming)]
    return good, [one for one in found if isinstance(one, Refused)]


def bring(petitions: list[Incoming]) -> tuple[Imported, list[str]]:
    declined: list[str] = []
    result = import_petitions(
        petitions=petitions, source="office", by=system("import"), at=NOW,
        declined=lambda one, why: declined.append(f"{one.row} {why}"),
    )  # fmt: skip
    return result, declined


def test_every_bad_row_is_said_and_the_rest_is_taken(service: Service, listed: Path):
    good, refused = read(listed, read_layout(MAP))
    assert [one.number for one in good] == ["A-1", "A-2", "A-6", "A-1"]
    said = [(one.row, one.column, one.lost) for one in refused]
    assert said == [
        (4, "what", Lost.ROW),
        (5, "day", Lost.ROW),
        (6, "unit", Lost.ROW),
        (7, "mail", Lost.VALUE),
        (8, "no", Lost.ROW),
        (9, "day", Lost.ROW),
    ]


def test_they_are_petitions_of_now_with_clocks_from_the_day_they_came(
    service: Service, listed: Path
):
    good, _ = read(listed, read_layout(MAP))
    result, declined = bring(good)
    assert (result.new, result.known) == (3, 0)
    [other] = declined
    assert other.startswith("10 This number was forwarded before")
    first = Matter.objects.order_by("opened_at")[0]
    received = ledger.history(first.pk)[0]
    assert received.facts["channel"] == "forwarded"
    assert received.occurred_at == datetime(2026, 3, 2, 4, 0, tzinfo=UTC)
    assert first.origin == "live"
    objection = Duty.objects.get(matter_id=first.pk, rule="agency.petition-competence")
    assert objection.due_at == datetime(2026, 3, 4, 16, 0, tzinfo=UTC)


def test_imported_again_there_is_nothing_new(service: Service, listed: Path):
    good, _ = read(listed, read_layout(MAP))
    bring(good)
    result, _ = bring(good[:3])
    assert (result.new, result.known) == (0, 3)
    assert Matter.objects.count() == 3


def test_the_example_fits_its_map(service: Service):
    layout = read_layout((EXAMPLES / "petition-office.toml").read_text("utf-8"))
    table = open_table(EXAMPLES / "petition-office.csv")
    assert validate(layout, table.header) == []


@pytest.mark.parametrize("left_out", ["key", "narrative", "forwarded_by", "source"])
def test_a_map_that_lacks_something_says_so(left_out: str):
    text = "\n".join(line for line in MAP.splitlines() if not line.startswith(f"{left_out} ="))
    with pytest.raises(WrongMap):
        read_layout(text)
    with pytest.raises(WrongMap):
        read_layout("name = ")
