"""The tree of organs: who stands in whose chain, and what was, stays known."""

from datetime import UTC, date, datetime, timedelta

import pytest

from huiying.core.kinds import SeatRole
from huiying.core.units import queries, services
from huiying.core.units.models import Level, UnitName

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)


def unit(code: str, parent: int | None = None) -> int:
    return services.open_unit(
        code=code, zh=code, en=code, level=Level.COUNTY, opened_on=date(2020, 1, 1), parent=parent
    )


def test_a_branch_of_any_depth_is_found_and_no_neighbour_with_it():
    chain = [unit("u0")]
    for n in range(1, 14):
        chain.append(unit(f"u{n}", chain[-1]))
    beside = unit("beside", chain[0])
    assert queries.branch(chain[5]) == chain[5:]
    assert queries.unit(chain[13]).ancestors() == tuple(chain[:13])
    assert beside in queries.branch(chain[0])
    assert not queries.unit(beside).below(queries.unit(chain[1]))


def test_a_path_that_begins_alike_is_another_branch():
    """Ids 1 and 11: a branch is told by whole ids."""
    made = [unit(f"r{n}") for n in range(12)]
    for one in made:
        assert queries.branch(one) == [one]


def test_a_renamed_unit_keeps_its_earlier_name():
    one = unit("u")
    services.rename_unit(unit_id=one, zh="新", en="New", since=date(2025, 1, 1))
    assert queries.unit(one).zh == "新"
    names = UnitName.objects.filter(unit_id=one).order_by("since")
    assert list(names.values_list("zh", flat=True)) == ["u", "新"]


def test_a_unit_that_still_owes_does_not_close():
    one = unit("u")
    with pytest.raises(services.UnitStillOwes):
        services.close_unit(unit_id=one, on=date(2026, 1, 1), successor=None, open_duties=1)
    assert not queries.unit(one).closed


def test_a_closed_unit_is_known_but_no_longer_offered():
    one = unit("u")
    services.close_unit(unit_id=one, on=date(2026, 1, 1), successor=None, open_duties=0)
    assert queries.unit(one).closed
    assert one not in [row.id for row in queries.stations()]


def test_a_unit_that_is_not_there_is_an_error():
    with pytest.raises(KeyError):
        queries.unit(999_999)


def test_a_posting_counts_from_its_first_instant_until_before_its_last():
    one = unit("u")
    officer = services.add_officer(number="1", zh="某")
    until = AT + timedelta(days=1)
    services.post_officer(
        officer_id=officer, unit_id=one, role=SeatRole.DESK, since=AT, until=until
    )
    second = timedelta(seconds=1)
    held = [bool(queries.seats_of(officer, at)) for at in (AT - second, AT, until - second, until)]
    assert held == [False, True, True, False]


def test_who_is_away_is_not_among_those_present_and_comes_back():
    one = unit("u")
    officer = services.add_officer(number="1", zh="某")
    services.post_officer(officer_id=officer, unit_id=one, role=SeatRole.DESK, since=AT)
    services.begin_absence(officer_id=officer, cause="leave", at=AT)
    assert queries.present([one], AT) == []
    assert queries.seats_of(officer, AT) != ()
    services.end_absence(officer_id=officer, at=AT + timedelta(days=7))
    assert [o.id for o in queries.present([one], AT + timedelta(days=7))] == [officer]
