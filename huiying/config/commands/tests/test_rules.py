"""`huiying rules` as somebody types it."""

import ast
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from huiying.config.commands import rules as command
from huiying.config.commands.finding_words import in_chinese
from huiying.rulepacks import loader


def _run(*args: str) -> Result:
    return CliRunner().invoke(command.rules, list(args))


def test_the_list_names_every_rule_of_every_pack() -> None:
    result = _run("list")
    assert result.exit_code == 0
    for rule_id in loader.loaded_rules():
        assert f"  {rule_id} | " in result.output


def test_the_list_of_one_pack_marks_what_nothing_starts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "wired_kinds", lambda: frozenset({"complaint.received"}))
    result = _run("list", "--pack", "cn.reports", "--not-wired")
    assert "cn.report-contact | 3 days | regulation | not wired: nothing records case.reported" in (
        result.output
    )


def test_an_unknown_pack_gets_a_sentence() -> None:
    result = _run("list", "--pack", "cn.nothing")
    assert result.exit_code == 1
    assert "there is no rule pack 'cn.nothing'" in result.output


def test_a_shipped_pack_checks_clean() -> None:
    result = _run("check", str(loader.HERE / "cn" / "petitions-2026.1.toml"))
    assert result.exit_code == 0
    assert "nothing to put right; 8 rules" in result.output


def test_a_bad_pack_gets_file_line_and_what_to_do(tmp_path: Path) -> None:
    good = (loader.HERE / "cn" / "officers-2026.1.toml").read_text("utf-8")
    path = tmp_path / "bad.toml"
    path.write_text(good.replace('unit = "days"', 'unit = "day"'), "utf-8")
    line = good[: good.index('unit = "days"')].count("\n") + 1
    result = _run("check", str(path), "--lang", "zh")
    assert result.exit_code == 1
    assert (
        f"{path}:{line}: cn.suspension-appeal：term.unit 是 'day'，请从这些里选：" in result.output
    )
    english = _run("check", str(path), "--lang", "en").output
    assert f"{path}:{line}: cn.suspension-appeal: term.unit is 'day'; choose hours" in english


def test_a_file_without_a_rule_or_of_another_kind_is_not_clean(tmp_path: Path) -> None:
    for text, said in (
        ('id = "x"\nversion = "1"\ncalendar = "cn"\n', "x：这个规则包里没有规则"),
        ("", "规则包缺少 'calendar'"),
        ('id = "x"\nversion = "1"\ncalendar = "mars"\n', "没有日历 'mars'"),
        ("x = [", "文件不是正确的 TOML"),
        ("名", "文件不是 UTF-8"),
    ):
        path = tmp_path / "pack.toml"
        path.write_bytes(text.encode("utf-8" if text != "名" else "gbk"))
        result = _run("check", str(path), "--lang", "zh")
        assert result.exit_code == 1
        assert said in result.output


def _sentences_of_the_engine() -> set[str]:
    """Every sentence that a check may say, its parts put as x: read from the calls that say them."""
    found = set()
    for path in [*(loader.HERE.parent / "engine").glob("*.py"), loader.HERE / "texts.py"]:
        for call in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Attribute):
                continue
            if call.func.attr == "add" and len(call.args) == 2:
                said = call.args[1]
                parts = said.values if isinstance(said, ast.JoinedStr) else [said]
                found.add(
                    "".join(str(p.value) if isinstance(p, ast.Constant) else "1" for p in parts)
                )
    return found - {"1", "1 1"}


def test_whatever_a_check_may_say_is_said_in_chinese_too() -> None:
    said = _sentences_of_the_engine()
    assert len(said) > 40
    for sentence in said:
        assert in_chinese(sentence, lambda: "?") != f"? {sentence}", sentence


def test_a_rule_is_explained_with_source_line_and_example() -> None:
    result = _run("explain", "cn.petition-opinion", "--lang", "zh")
    assert result.exit_code == 0
    assert "60日，当日不算" in result.output
    assert "信访工作条例第34、31(6)条" in result.output
    assert "2026-05-01 24:00 之前" in result.output


def test_an_unknown_rule_says_where_to_find_them() -> None:
    result = _run("explain", "cn.nothing")
    assert result.exit_code == 1
    assert "huiying rules list" in result.output


def test_a_rule_is_tried_with_facts_that_follow_their_event() -> None:
    result = _run(
        "try", "cn.petition-notice",
        "--event", "complaint.received@2026-03-12T09:00", "identified=true", "forwarded=false",
        "--event", "complaint.classed@2026-03-13", "class=claim",
        "--event", "complaint.acknowledged@2026-03-16T10:00",
    )  # fmt: skip
    assert result.exit_code == 0
    assert "cn.petition-notice #1: met" in result.output
    assert "due by the end of 2026-03-27" in result.output
    assert "met 2026-03-16 10:00 by complaint.acknowledged" in result.output


def test_another_class_takes_the_sixty_days_away() -> None:
    result = _run(
        "try", "cn.petition-opinion",
        "--event", "complaint.accepted@2026-03-02T10:00",
        "--event", "complaint.classed@2026-03-03", "class=accusation",
    )  # fmt: skip
    assert "cn.petition-opinion #1: void" in result.output


def test_late_recording_is_believed_only_within_the_tolerance() -> None:
    result = _run(
        "try", "cn.report-transfer",
        "--event", "case.jurisdiction-settled@2026-03-02T09:00", "ours=false",
        "--event", "case.moved@2026-03-03T08:00", "recorded=2026-03-04T09:00",
        "--now", "2026-03-05",
    )  # fmt: skip
    assert "cn.report-transfer #1: met late" in result.output


def test_events_that_start_nothing_say_which_fact_is_missing() -> None:
    result = _run("try", "cn.petition-notice", "--event", "complaint.received@2026-03-12")
    assert result.exit_code == 1
    assert "Fact identified must be true; given was –" in result.output


@pytest.mark.parametrize(
    ("event", "said"),
    [
        ("complaint.received", "write it like"),
        ("complaint.received@yesterday", "is no time"),
        ("complaint.received@2026-03-12 identified", "is no fact"),
        ("complaint.received@2026-03-12 recorded=2026-03-01", "before it happened"),
    ],
)
def test_a_slip_in_an_event_gets_a_sentence(event: str, said: str) -> None:
    result = _run("try", "cn.petition-notice", "--event", event)
    assert result.exit_code == 1
    assert said in result.output


@pytest.mark.parametrize("text", ["", "# nothing yet\n", 'rule = 5\nid = 7\ncalendar = "mars"\n'])
def test_a_file_without_a_rule_gets_a_finding_and_no_fault(tmp_path: Path, text: str) -> None:
    path = tmp_path / "empty.toml"
    path.write_text(text, "utf-8")
    result = _run("check", str(path), "--lang", "zh")
    assert result.exit_code == 1
    assert f"{path}:" in result.output
    assert ("没有日历 'mars'" if "mars" in text else "缺少 'calendar'") in result.output


def test_who_is_told_of_silence_is_said_in_words() -> None:
    en, zh = (_run("explain", "cn.petition-notice", "--lang", lang) for lang in ("en", "zh"))
    assert "half of the time gone → the desk; 3 days before the date → the unit head" in en.output
    assert "at the date → the supervisor; 3 days after the date → the chief" in en.output
    assert "时间过半 → 承办人；到期前3日 → 单位负责人；到期时 → 上级；到期后3日" in zh.output


def test_a_refused_extension_says_why_in_the_readers_language() -> None:
    events = (
        "--event", "complaint.accepted@2026-03-02T10:00",
        "--event", "complaint.classed@2026-03-03", "class=claim",
        "--event", "complaint.extended@2026-06-01T10:00", "amount=30",
    )  # fmt: skip
    late = _run("try", "cn.petition-opinion", *events, "--lang", "zh")
    assert "到期以后才提出" in late.output
    assert "it came when the time was over" in _run("try", "cn.petition-opinion", *events).output
