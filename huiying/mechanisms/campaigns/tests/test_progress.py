"""What of a campaign's progress everybody sees: no small number, and none that would tell one."""

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from huiying.figures.suppression import THRESHOLD
from huiying.mechanisms.campaigns import progress
from huiying.mechanisms.campaigns.progress import UnitProgress
from huiying.mechanisms.campaigns.standing import Counts

quick = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
ROW = UnitProgress(
    unit=1,
    areas=2,
    areas_begun=1,
    planned=100,
    counts=Counts(visited=40),
    raised=12,
    answered=7,
    elsewhere=2,
    open=3,
)


def row(unit: int, visited: int, raised: int) -> UnitProgress:
    counts = Counts(visited=visited, declined=visited // 9)
    answered = raised // 2
    return replace(
        ROW, unit=unit, counts=counts, raised=raised, answered=answered, elsewhere=0,
        open=raised - answered,
    )  # fmt: skip


ROWS = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 40)), min_size=1, max_size=6).map(
    lambda drawn: [row(unit, *numbers) for unit, numbers in enumerate(drawn)]
)


@quick
@given(ROWS)
def test_no_number_below_ten_is_shown(rows: list[UnitProgress]):
    for one in progress.public(rows):
        assert one.visited is None or one.visited >= THRESHOLD
        assert one.raised is None or one.raised >= THRESHOLD
        assert (one.answered is None) == (one.raised is None)
    totals = progress.totals(rows, complaints=3)
    assert totals.complaints is None
    for number in (totals.visited, totals.declined, totals.raised):
        assert number is None or number >= THRESHOLD


@quick
@given(ROWS)
def test_what_is_hidden_can_not_be_worked_out_from_the_whole(rows: list[UnitProgress]):
    """A hidden unit that stood alone would be the whole less the others."""
    for name in ("visited", "raised"):
        whole = getattr(progress.totals(rows, 0), name)
        shown = [getattr(one, name) for one in progress.public(rows)]
        hidden = [of for one, of in zip(shown, rows, strict=True) if one is None]
        if whole is None or not hidden:
            continue
        rest = whole - sum(number for number in shown if number is not None)
        assert len(hidden) > 1 or rest == 0 or rest >= THRESHOLD


def test_what_another_body_answers_is_not_open_with_us():
    (one,) = progress.public([ROW])
    assert (one.raised, one.answered) == (12, 9)


def test_units_stand_in_the_order_of_the_plan_whatever_their_numbers():
    rows = [row(3, 20, 20), row(1, 60, 30), row(2, 40, 11)]
    assert [one.unit for one in progress.public(rows)] == [3, 1, 2]
