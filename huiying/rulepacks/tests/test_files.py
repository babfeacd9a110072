"""What the author of a pack is told about a file, with the line to go to."""

from pathlib import Path

from huiying.rulepacks import loader

GOOD = """id = "my.pack"
version = "1.0"
calendar = "cn"
tolerance_hours = 24

[[rule]]
id = "my.reply"
clause = "R12"
title = { zh = "回复", en = "Reply" }
citation = { instrument = "办法", article = "1", url = "https://example.org/", read = "full" }
force = "regulation"
nature = "answer"
in_force_from = 2026-01-01
trigger = { kind = "complaint.received" }
owed_to = "complainant"
owed_by = "handling-unit"
term = { amount = 3, unit = "days" }
met_by = [{ kind = "outcome.told" }]

  [[rule.example]]
  opened_at = "2026-03-02T10:00:00+08:00"
  due_at = "2026-03-06T00:00:00+08:00"
"""


def _found(tmp_path: Path, text: str) -> list[tuple[int, str]]:
    path = tmp_path / "pack.toml"
    path.write_text(text, "utf-8")
    return [(each.line, each.code) for each in loader.check_file(path)[1]]


def _line(text: str, part: str) -> int:
    return text[: text.index(part)].count("\n") + 1


def test_a_good_file_has_no_findings(tmp_path: Path) -> None:
    assert _found(tmp_path, GOOD) == []


def test_a_broken_file_names_the_line_where_reading_stopped(tmp_path: Path) -> None:
    text = GOOD.replace('force = "regulation"', 'force = "regulation')
    assert _found(tmp_path, text) == [(_line(text, 'force = "regulation'), "toml")]


def test_a_wrong_unit_names_the_line_of_the_term(tmp_path: Path) -> None:
    text = GOOD.replace('unit = "days"', 'unit = "day"')
    assert _found(tmp_path, text) == [(_line(text, "term ="), "bad-value")]


def test_a_wrong_example_names_the_line_of_the_example(tmp_path: Path) -> None:
    text = GOOD.replace("2026-03-06T00", "2026-03-07T00")
    assert _found(tmp_path, text) == [(_line(text, "[[rule.example]]"), "example")]


def test_a_misspelt_field_names_its_line(tmp_path: Path) -> None:
    text = GOOD.replace("owed_by =", "owed_bye =")
    assert (_line(text, 'id = "my.reply"') - 1, "missing") in _found(tmp_path, text)


def test_a_party_that_nobody_is_gets_a_finding(tmp_path: Path) -> None:
    text = GOOD.replace("handling-unit", "somebody")
    assert _found(tmp_path, text) == [(_line(text, "owed_by"), "bad-value")]


def test_an_unknown_calendar_lists_those_there_are(tmp_path: Path) -> None:
    text = GOOD.replace('calendar = "cn"', 'calendar = "fr"')
    assert _found(tmp_path, text) == [(3, "calendar")]


def test_a_file_that_is_not_utf8_gets_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "pack.toml"
    path.write_bytes(GOOD.encode("gb18030"))
    [finding] = loader.check_file(path)[1]
    assert "save it as UTF-8" in str(finding)


def test_findings_of_two_rules_stand_at_two_lines(tmp_path: Path) -> None:
    second = GOOD[GOOD.index("[[rule]]") :].replace("my.reply", "my.other")
    text = (
        GOOD.replace("amount = 3", "amount = 0") + "\n" + second.replace("amount = 3", "amount = 0")
    )
    lines = [line for line, code in _found(tmp_path, text) if code == "amount"]
    assert lines == [n for n, row in enumerate(text.splitlines(), 1) if row.startswith("term")]
