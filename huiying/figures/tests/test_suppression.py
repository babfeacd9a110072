"""No hidden count can be found from the shown ones: linear programming plays the attacker."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from huiying.figures.suppression import ImpossibleTree, Unit, suppress

RELAXED = settings(deadline=None, max_examples=50)  # the machine may be busy


def unit(key, *below, own=0, count=None):
    total = own + sum(b.count for b in below) if count is None else count
    return Unit(key=key, count=total, below=below)


def everyone(tree):
    return [tree, *(inner for child in tree.below for inner in everyone(child))]


@st.composite
def trees(draw, depth=3):
    numbers = iter(range(10_000))
    amount = st.one_of(st.integers(0, 12), st.integers(0, 80))

    def grow(level):
        key = f"u{next(numbers)}"
        width = draw(st.integers(0, 3)) if level else 0
        if not width:
            return unit(key, count=draw(amount))
        own = draw(st.one_of(st.just(0), amount))
        return unit(key, *(grow(level - 1) for _ in range(width)), own=own)

    return grow(depth)


def ranges_an_attacker_can_work_out(tree, shown):
    """The least and largest value of each hidden count that agree with everything shown.

    The attacker knows the tree, each shown count, that counts are not negative, and (the worst
    case) which units have no cases of their own.
    """
    units = everyone(tree)
    place = {u.key: i for i, u in enumerate(units)}
    residual = {}
    for u in units:
        if u.below and u.count != sum(c.count for c in u.below):
            residual[u.key] = len(units) + len(residual)
    size = len(units) + len(residual)
    equations, right = [], []
    for u in units:
        if u.below:
            row = [0.0] * size
            row[place[u.key]] = 1
            for child in u.below:
                row[place[child.key]] = -1
            if u.key in residual:
                row[residual[u.key]] = -1
            equations.append(row)
            right.append(0)
        if u.key in shown:
            row = [0.0] * size
            row[place[u.key]] = 1
            equations.append(row)
            right.append(u.count)
    for cell in [place[u.key] for u in units if u.key not in shown] + list(residual.values()):
        goal = [0.0] * size
        goal[cell] = 1
        least = linprog(goal, A_eq=equations or None, b_eq=right or None)
        goal[cell] = -1
        most = linprog(goal, A_eq=equations or None, b_eq=right or None)
        yield cell, least.fun, float("inf") if most.status == 3 else -most.fun


@settings(max_examples=30, deadline=None)
@given(trees())
def test_no_hidden_count_can_be_narrowed_below_the_threshold(tree):
    result = suppress(tree)
    units = everyone(tree)
    own_is_small = {
        index for index, u in enumerate([u for u in units if u.below and _own(u)]) if _own(u) < 10
    }
    if not (result.shown or result.hidden):
        return
    for cell, least, most in ranges_an_attacker_can_work_out(tree, result.shown):
        is_own = cell >= len(units)
        if is_own and cell - len(units) not in own_is_small:
            continue  # ten cases or more of a unit itself need no hiding
        assert most - least >= 10 - 1e-6


def _own(u):
    return u.count - sum(c.count for c in u.below)


@RELAXED
@given(trees())
def test_no_count_below_ten_is_shown_and_every_unit_is_decided(tree):
    result = suppress(tree)
    assert all(u.count >= 10 for u in everyone(tree) if u.key in result.shown)
    assert result.shown | result.hidden == {u.key for u in everyone(tree)}
    assert not result.shown & result.hidden


def test_nothing_is_hidden_without_a_small_count():
    tree = unit("city", unit("east", unit("a", count=12), unit("b", count=30)), unit("c", count=10))
    assert suppress(tree).hidden == frozenset()


def test_one_small_station_takes_the_next_smallest_with_it():
    tree = unit("city", unit("a", count=4), unit("b", count=31), unit("c", count=18))
    assert suppress(tree).hidden == {"a", "c"}


def test_two_small_stations_need_a_third_while_their_sum_is_small():
    tree = unit("city", unit("a", count=4), unit("b", count=5), unit("c", count=40))
    assert suppress(tree).hidden == {"a", "b", "c"}
    enough = unit("city", unit("a", count=4), unit("b", count=8), unit("c", count=40))
    assert suppress(enough).hidden == {"a", "b"}


def test_a_county_hidden_as_cover_is_not_given_away_by_its_stations():
    small = unit("west", unit("w1", count=4), unit("w2", count=1))
    large = unit("east", unit("e1", count=20), unit("e2", count=33))
    result = suppress(unit("city", small, large))
    assert result.hidden == {"west", "w1", "w2", "east", "e1"}


def test_cases_of_the_county_itself_are_covered_too():
    tree = unit("county", unit("a", count=20), unit("b", count=30), own=3)
    assert suppress(tree).hidden == {"a"}


def test_an_only_station_cannot_be_covered_by_its_county():
    chain = unit("city", unit("west", unit("w1", count=6)), unit("east", count=60))
    assert suppress(chain).hidden == {"west", "w1", "east"}


def test_a_whole_below_ten_is_hidden():
    assert suppress(unit("city", unit("a", count=9))).shown == frozenset()


def test_a_country_of_forty_thousand_stations_takes_a_moment_only():
    counties = tuple(
        unit(f"c{i}", *(unit(f"s{i}-{j}", count=(i * 7 + j * 13) % 60) for j in range(20)))
        for i in range(2000)
    )
    result = suppress(unit("country", *counties))
    assert "country" in result.shown


@pytest.mark.parametrize(
    "tree",
    [
        unit("city", unit("a", count=8), count=5),
        unit("city", count=-1),
        unit("city", unit("city", count=12), count=30),
    ],
)
def test_impossible_trees_are_refused(tree):
    with pytest.raises(ImpossibleTree):
        suppress(tree)
