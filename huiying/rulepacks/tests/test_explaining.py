"""Rules in words."""

import pytest

from huiying.rulepacks import explaining, loader


def test_a_term_says_its_first_day_its_rolling_and_its_end() -> None:
    said = loader.describe(loader.rule("cn.report-contact"), "en")
    assert "3 days, counted from the next day, a last day off moves to the next working day" in said
    assert "It is no longer owed once contact is impossible" in said
    zh = loader.describe(loader.rule("cn.report-contact"), "zh")
    assert "3日，当日不算，从次日起，末日遇节假日，顺延到下一个工作日，到最后一日24时。" in zh


def test_an_included_first_day_is_said() -> None:
    assert "13 months, the first day counts" in loader.describe(
        loader.rule("ew.timeliness-report"), "en"
    )


def test_a_law_without_number_is_quoted_and_translated_for_the_other_reader_only() -> None:
    rule = loader.rule("cn.accusation-result")
    zh, en = loader.describe(rule, "zh"), loader.describe(rule, "en")
    assert "“应当及时查处，并将查处结果告知检举人、控告人”。" in zh
    assert "examine promptly" in en
    assert "examine promptly" not in zh
    assert "never called overdue by law" in en


def test_pauses_extensions_and_repeats_are_said() -> None:
    said = loader.describe_parts(loader.rule("agency.answer"), "en")
    assert any("for 10 days in all at most" in sentence for sentence in said)
    assert any("by up to 30 days, once, before it falls due" in sentence for sentence in said)
    progress = loader.describe(loader.rule("ew.complaint-progress"), "en")
    assert "Then every 4 weeks, counted from the last time it was met" in progress
    late = loader.describe(loader.rule("ew.review-request"), "en")
    assert "to a date that is given, also after the end" in late


def test_an_extension_says_a_new_total_or_how_often_it_may_be_given() -> None:
    filing = loader.describe(loader.rule("cn.case-decision"), "en")
    assert "to 7 days in all, once, before it falls due" in filing
    assert "总共30日，只一次，须在到期前" in loader.describe(loader.rule("cn.case-decision"), "zh")
    assert "by up to 30 days, 2 times at most" in loader.describe(
        loader.rule("cn.public-order-concluded"), "en"
    )


def test_a_right_is_time_that_belongs_to_a_person() -> None:
    rule = loader.rule("agency.cooling-off")
    assert loader.describe(rule, "en").startswith("This is time that belongs to the complainant.")
    assert loader.describe(rule, "zh").startswith("这是投诉人的时间。")


def test_the_basis_names_the_force_and_never_calls_a_standard_a_legal_deadline() -> None:
    assert "legal deadline (regulation)" in explaining.basis(
        loader.rule("ew.complaint-outcome"), "en"
    )
    standard = explaining.basis(loader.rule("agency.answer"), "en")
    assert "service commitment, no legal deadline" in standard
    assert explaining.basis(loader.rule("agency.answer"), "zh").startswith("本局服务承诺")
    assert "no number" in explaining.basis(loader.rule("cn.misconduct-now"), "en")


@pytest.mark.parametrize("lang", ["zh", "zh-hans", "en", "en-gb"])
def test_every_rule_can_be_said_in_every_language(lang: str) -> None:
    for each in loader.loaded_rules().values():
        said = loader.describe_parts(each.rule, lang)
        assert len(said) >= 4
        assert all(sentence and "None" not in sentence for sentence in said)
