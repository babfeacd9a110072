"""Who decides and who looks again: always somebody who is not complained of (mission N3, N4)."""

from datetime import UTC, date, datetime

import pytest

from huiying.core.access import conflict
from huiying.core.units import queries as units
from huiying.core.units import services
from huiying.core.units.models import Level

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)


@pytest.fixture
def tree(db: None) -> dict[str, int]:
    made: dict[str, int] = {}

    def add(code: str, parent: str, level: Level, *, office: bool = False, centre: bool = False):
        made[code] = services.open_unit(
            code=code, zh=code, en=code, level=level, opened_on=date(2020, 1, 1),
            parent=made.get(parent), complaints_office=office, response_centre=centre,
        )  # fmt: skip

    add("province", "", Level.PROVINCE, office=True)
    add("city", "province", Level.CITY, office=True)
    add("response", "city", Level.OFFICE, centre=True)
    add("east", "city", Level.COUNTY, office=True)
    add("west", "city", Level.COUNTY, office=True)
    add("east-gate", "east", Level.STATION)
    add("east-lake", "east", Level.STATION)
    add("west-gate", "west", Level.STATION)
    add("outside", "", Level.OUTSIDE, office=True)
    return made


@pytest.mark.parametrize(
    ("accused", "deciding"),
    [
        (["east-gate"], "east"),
        (["east-gate", "east-lake"], "east"),
        (["east-gate", "west-gate"], "city"),
        (["east"], "city"),
        (["east", "east-gate"], "city"),
        (["city"], "province"),
        (["east-gate", "city"], "province"),
        (["province"], "outside"),
        (["east-gate", "province"], "outside"),
    ],
)
def test_the_nearest_office_above_that_is_not_complained_of_decides(
    tree: dict[str, int], accused: list[str], deciding: str
):
    assert conflict.deciding_unit(accused=[tree[u] for u in accused]) == tree[deciding]


def test_the_unit_where_an_accused_officer_sits_does_not_decide(tree: dict[str, int]):
    found = conflict.deciding_unit(accused=[tree["east-gate"]], posted=[tree["east"]])
    assert found == tree["city"]


def test_a_closed_office_decides_nothing(tree: dict[str, int]):
    services.close_unit(unit_id=tree["east"], on=date(2026, 1, 1), successor=None, open_duties=0)
    assert conflict.deciding_unit(accused=[tree["east-gate"]]) == tree["city"]


def test_where_the_outside_body_is_complained_of_another_one_decides(tree: dict[str, int]):
    second = services.open_unit(
        code="outside-2", zh="二", en="two", level=Level.OUTSIDE, opened_on=date(2020, 1, 1),
        complaints_office=True,
    )  # fmt: skip
    assert conflict.deciding_unit(accused=[tree["outside"]]) == second
    assert conflict.deciding_unit(accused=[tree["province"]], posted=[tree["outside"]]) == second


def test_without_an_outside_body_nobody_in_conflict_steps_in(tree: dict[str, int]):
    services.close_unit(unit_id=tree["outside"], on=date(2026, 1, 1), successor=None, open_duties=0)
    with pytest.raises(LookupError, match="outside body"):
        conflict.deciding_unit(accused=[tree["province"]])


def test_a_complaint_about_nobody_goes_to_the_first_office(tree: dict[str, int]):
    assert conflict.deciding_unit(accused=[]) == tree["province"]
    assert conflict.deciding_unit(accused=[], default=tree["west"]) == tree["west"]


@pytest.mark.parametrize(
    ("handling", "accused", "reviewing"),
    [
        ("east", ["east-gate"], "city"),
        ("city", ["east"], "province"),
        ("province", ["city"], "outside"),
        ("outside", ["province"], "outside"),
        ("west", ["city"], "province"),
    ],
)
def test_the_next_office_above_looks_again(
    tree: dict[str, int], handling: str, accused: list[str], reviewing: str
):
    found = conflict.reviewing_unit(handling=tree[handling], accused=[tree[u] for u in accused])
    assert found == tree[reviewing]


def test_no_office_in_the_chain_of_the_accused_looks_again(tree: dict[str, int]):
    """Handled by another district, with no office above: not the district over the accused station."""
    for above in ("city", "province"):
        services.close_unit(unit_id=tree[above], on=date(2026, 1, 1), successor=None, open_duties=0)
    found = conflict.reviewing_unit(handling=tree["west"], accused=[tree["east-gate"]])
    assert found == tree["outside"]


def test_an_unaccused_office_beside_may_look_again(tree: dict[str, int]):
    for above in ("city", "province"):
        services.close_unit(unit_id=tree[above], on=date(2026, 1, 1), successor=None, open_duties=0)
    found = conflict.reviewing_unit(handling=tree["east"], accused=[tree["east-gate"]])
    assert found == tree["west"]


@pytest.mark.parametrize(
    ("unit", "away"),
    [
        ("east-gate", True),
        ("east", True),
        ("east-lake", False),
        ("city", False),
        ("province", False),
        ("west", False),
    ],
)
def test_kept_away_are_the_accused_unit_and_its_chain_below_the_deciding_one(
    tree: dict[str, int], unit: str, away: bool
):
    found = conflict.unit_excluded(tree[unit], [tree["east-gate"]], [tree["city"]])
    assert found is away


def test_the_centre_that_asks_for_views_is_never_the_one_that_handled(tree: dict[str, int]):
    assert conflict.asking_unit(handling=tree["east"]) == tree["response"]
    assert conflict.asking_unit(handling=tree["response"]) is None
    assert units.unit(tree["response"]).response_centre
