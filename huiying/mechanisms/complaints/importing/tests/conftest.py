"""A small invented register and its map."""

from pathlib import Path

import pytest

from huiying.core.registers.sentences import Refused
from huiying.core.registers.tables import open_table
from huiying.mechanisms.complaints.importing.convert import HistoricComplaint, convert
from huiying.mechanisms.complaints.importing.mapping import Map
from huiying.mechanisms.complaints.importing.reading import read_map

MAP = """
name = "An invented register"
source = "old"
key = "No"
several_rows = true

[plausible]
from = 2015-01-01
until = 2021-12-31

[received]
column = "In"
formats = ["%Y-%m-%d"]
precision = "day"
zone = "Asia/Shanghai"

[closed]
column = "Out"
formats = ["%Y-%m-%d", "%Y/%m/%d"]
precision = "day"
zone = "Asia/Shanghai"

[target]
column = "By"
formats = ["%Y-%m-%d %H:%M:%S"]
precision = "instant"
zone = "Asia/Shanghai"

[channel]
column = "How"
unknown = ["?"]
[channel.fold]
telephone = ["Tel", "Tel."]
walk-in = ["来访"]

[unit]
column = "Unit"
unlisted = "keep"
unknown = ["UNKNOWN"]
[unit.fold]
"North station" = ["NORTH ST", "N. Station"]

[category]
column = "What"
[category.fold]
attitude = ["Rude"]
"force.force" = ["Force"]

[finding]
column = "Found"
[finding.fold]
upheld = ["Yes"]
unfounded = ["No"]

[compare.on_time]
column = "OK"
yes = ["Y"]
no = ["N"]

[ignore]
Age = { why = "not needed", between = [0, 110] }
"""
HEADER = "No,In,Out,By,How,Unit,What,Found,OK,Age"
GOOD = "7,2020-01-02,2020-02-01,2020-03-01 17:00:00,Tel,North station,Rude,Yes,Y,30"


@pytest.fixture
def layout() -> Map:
    return read_map(MAP)


@pytest.fixture
def run(tmp_path: Path, layout: Map):
    """Converts lines under the header; gives complaints and what was refused."""

    def running(*lines: str) -> tuple[list[HistoricComplaint], list[Refused]]:
        path = tmp_path / "register.csv"
        path.write_text("\n".join([HEADER, *lines]), encoding="utf-8")
        items = list(convert(open_table(path), layout))
        return (
            [item for item in items if isinstance(item, HistoricComplaint)],
            [item for item in items if isinstance(item, Refused)],
        )

    return running
