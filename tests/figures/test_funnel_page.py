"""Units beside one another: only units of one level, only where there are enough, said in words too."""

import re
from dataclasses import replace

import pytest
from django.utils import translation

from huiying.core.units.queries import UnitRow
from huiying.mechanisms.openness import panel
from huiying.mechanisms.openness.queries import Figure, Table, UnitFigures


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


def unit(n: int, kept: int, of: int, level: str = "county", shown: bool = True) -> UnitFigures:
    row = UnitRow(
        id=n, code=f"U{n}", parent_id=None, path=f"/{n}/", level=level, zh=f"单位{n}",
        en=f"Unit {n}", complaints_office=True, response_centre=False, oversight_seat=False,
        closed=False,
    )  # fmt: skip
    figure = Figure(measure="in-time", shown=shown, number=kept, of=of, value=kept / of)
    return UnitFigures(unit=row, figures={"in-time": figure})


def table(*units: UnitFigures) -> Table:
    whole = Figure(measure="in-time", shown=True, number=900, of=1000, value=0.9)
    return Table(
        origin="live", period="2026", periods=("2026",), at=None,
        whole=UnitFigures(unit=None, figures={"in-time": whole}), units=units, gaps={},
        imported=False,
    )  # fmt: skip


ALIKE = (unit(1, 90, 100), unit(2, 45, 50), unit(3, 180, 200))


def test_units_that_chance_explains_are_said_not_to_differ():
    drawn = panel.funnel(table(*ALIKE))
    assert drawn is not None
    assert drawn.title == "Answered in time: no visible difference between units"
    assert [line[3] for line in drawn.lines] == ["no visible difference"] * 3
    assert drawn.svg.count("<circle") == 6  # wide and narrow


def test_one_far_outside_is_told_by_shape_and_by_words():
    drawn = panel.funnel(table(*ALIKE, unit(4, 50, 100)))
    assert drawn is not None
    assert drawn.title == "Answered in time: 1 unit differs by more than chance explains"
    assert drawn.lines[3] == ["4. Unit 4", "50%", "100", "outside the 99.8% limits"]
    assert re.search(r'<rect class="bar bar--late"[^>]+rotate\(45', drawn.svg)


def test_units_stand_in_the_order_of_the_tree_and_not_of_merit():
    drawn = panel.funnel(table(unit(1, 80, 100), unit(2, 95, 100), unit(3, 90, 100)))
    assert drawn is not None
    assert [line[0] for line in drawn.lines] == ["1. Unit 1", "2. Unit 2", "3. Unit 3"]


def test_two_units_or_small_or_hidden_ones_or_other_levels_are_no_comparison():
    few = unit(5, 8, 9)
    hidden = unit(6, 90, 100, shown=False)
    station = unit(7, 90, 100, level="station")
    assert panel.funnel(table(*ALIKE[:2])) is None
    assert panel.funnel(table(*ALIKE[:2], few, hidden, station)) is None


def test_nothing_is_compared_with_a_whole_that_is_not_shown():
    whole = UnitFigures(unit=None, figures={"in-time": Figure(measure="in-time", shown=False)})
    assert panel.funnel(replace(table(*ALIKE), whole=whole)) is None
