"""Terms are data, labelled as standards of the agency; a file that says nothing usable is refused with the reason."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from huiying.rulepacks import keeping
from huiying.rulepacks.keeping import NoSchedule, Term

GOOD = """
version = "1"
standard = { en = "Order 7", zh = "第七号令" }
[[term]]
id = "ours.complaints"
kind = "complaint"
months = 18
because = { en = "So long.", zh = "这么久。" }
"""


def term(months: int) -> Term:
    return Term(id="x", kind="complaint", months=months, because={})


def test_the_terms_that_are_shipped_name_no_law_and_say_why_in_both_languages():
    shipped = keeping.read()
    assert keeping.FORCE == "agency-standard"
    assert "Example" in shipped.named("en")
    assert "示例" in shipped.named("zh-hans")
    assert set(shipped.terms) >= {"complaint", "case", "petition"}
    for one in shipped.terms.values():
        assert one.id.startswith("agency.")
        assert one.why("en") != one.why("zh-hans")


@pytest.mark.parametrize(
    ("last", "months", "ends"),
    [
        (date(2026, 3, 12), 60, date(2031, 3, 12)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
    ],
)
def test_a_term_ends_on_the_same_day_of_a_later_month(last: date, months: int, ends: date):
    assert term(months).ends(last) == ends


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(last=st.dates(date(2000, 1, 1), date(2090, 1, 1)), months=st.integers(1, 400))
def test_a_longer_term_never_ends_earlier_and_a_later_day_never_ends_sooner(last, months):
    assert term(months).ends(last) < term(months + 1).ends(last)
    following = date.fromordinal(last.toordinal() + 1)
    assert term(months).ends(last) <= term(months).ends(following)


def test_a_service_has_terms_of_its_own(tmp_path: Path):
    path = tmp_path / "ours.toml"
    path.write_text(GOOD, "utf-8")
    found = keeping.read(path)
    assert found.terms["complaint"].months == 18
    assert found.named("zh-hant") == "第七号令"


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("months = 18", "months = 0"),
        ("months = 18", "months = 1.5"),
        ("months = 18", "months = -3"),
        ("months = 18", "months = true"),
        ('kind = "complaint"', ""),
        ('id = "ours.complaints"', ""),
        ('version = "1"', ""),
        ('{ en = "Order 7", zh = "第七号令" }', '"Order 7"'),
        (', zh = "这么久。"', ""),
        ("[[term]]", "[[other]]"),
        ("version", "= version"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused(tmp_path: Path, was: str, now: str):
    path = tmp_path / "ours.toml"
    path.write_text(GOOD.replace(was, now), "utf-8")
    with pytest.raises(NoSchedule, match=r"ours\.toml"):
        keeping.read(path)


def test_a_kind_has_one_term(tmp_path: Path):
    path = tmp_path / "ours.toml"
    path.write_text(GOOD + GOOD[GOOD.index("[[term]]") :], "utf-8")
    with pytest.raises(NoSchedule, match="two terms"):
        keeping.read(path)
