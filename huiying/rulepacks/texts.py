"""Reading a pack's TOML text: what the engine gets, what only people read, and the line each part stands on."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from huiying.engine.calendars import Calendar
from huiying.engine.checks import Report
from huiying.engine.tables import BadTable, Table
from huiying.engine.validate import validate

# What a pack's text says beyond the engine's own fields (README.md).
HEAD_FIELDS = ("title", "about", "jurisdiction", "source", "local")
RULE_FIELDS = ("row", "note", "gloss")

# The words that parties answer to; another word would be owed by or to nobody.
OWED_BY = (
    "handling-unit", "registering-unit", "deciding-unit", "reviewing-unit", "transferring-unit",
    "asking-unit", "preserving-unit", "case-unit", "recovering-unit",
    "clearing-unit", "approving-unit", "answering-leader", "officer",
)  # fmt: skip
OWED_TO = (
    "person", "handling-unit", "complainant", "petitioner", "reporter", "accuser", "victim",
    "injured", "case-people", "visited",
    "forwarder", "agency", "procuratorate", "officer", "public", "oversight", "reviewing-unit",
)  # fmt: skip
STEPS = ("desk", "unit-head", "supervisor", "chief", "oversight")

_RULE = re.compile(r"^\s*\[\[\s*rule\s*\]\]")
_ID = re.compile(r"""^\s*id\s*=\s*["']([^"']*)["']""")
_KEY = re.compile(r"^\s*(?:\[+\s*(?:rule\s*\.\s*)?)?([A-Za-z_]+)\b")
_PART = re.compile(r"\b([a-z_]+)(?:\.[a-z_.]+)?")
_AT_LINE = re.compile(r"\(at line (\d+), column (\d+)\)")


@dataclass(frozen=True, kw_only=True, slots=True)
class PackFinding:
    """What is wrong, and where: the line is 0 when the whole file is meant."""

    file: str
    line: int
    rule: str
    code: str
    sentence: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.sentence} [{self.code}]"


@dataclass(frozen=True, kw_only=True, slots=True)
class PackText:
    file: str
    text: str
    table: Table
    rules: tuple[Table, ...] = field(default=())

    @property
    def engine_table(self) -> dict[str, object]:
        """The pack as the engine reads it."""
        head = {k: v for k, v in self.table.items() if k not in HEAD_FIELDS}
        if self.rules:
            head["rule"] = [
                {k: v for k, v in rule.items() if k not in RULE_FIELDS} for rule in self.rules
            ]
        return head


class UnreadableText(ValueError):
    """The file is no TOML."""

    def __init__(self, finding: PackFinding) -> None:
        super().__init__(str(finding))
        self.finding = finding


def parse(text: str, file: str) -> PackText:
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = _AT_LINE.search(str(error))
        raise UnreadableText(
            PackFinding(
                file=file,
                line=int(found[1]) if found else text.count("\n") + 1,
                rule="",
                code="toml",
                sentence=f"the file cannot be read as TOML: {_AT_LINE.sub('', str(error)).strip()}",
            )
        ) from None
    listed = table.get("rule")
    rules = tuple(r for r in listed if isinstance(r, Mapping)) if isinstance(listed, list) else ()
    return PackText(file=file, text=text, table=table, rules=rules)


def read(path: Path, name: str) -> PackText:
    try:
        # Windows writes a mark before UTF-8, which TOML does not know.
        return parse(path.read_text("utf-8-sig"), name)
    except UnicodeDecodeError:
        code, sentence = "encoding", "the file is not UTF-8; save it as UTF-8 and try again"
    except OSError as error:
        code, sentence = "file", f"the file cannot be read: {error.strerror}"
    raise UnreadableText(PackFinding(file=name, line=0, rule="", code=code, sentence=sentence))


def check(text: PackText, calendar: Calendar) -> list[PackFinding]:
    """Everything the engine finds and what only this house asks, each with its line."""
    found = list(validate(text.engine_table, calendar)) + _house(text)
    return sorted(
        (
            PackFinding(
                file=text.file,
                line=line_of(text, rule_id, sentence),
                rule=rule_id,
                code=code,
                sentence=sentence,
            )
            for rule_id, code, sentence in found
        ),
        key=lambda finding: finding.line,
    )


def _house(text: PackText) -> list[tuple[str, str, str]]:
    found = []
    head = Report(str(text.table.get("id", "")))
    for name in ("title", "about"):
        if name in text.table:
            head.words(text.table[name], name)
    if "rule" not in text.table or text.table["rule"] == []:
        # The engine can work on no rule at all; somebody who wrote a file meant to write one.
        head.add("missing", "there is no rule in this pack: begin one with [[rule]]")
    found += head.findings
    for rule in text.rules:
        report = Report(str(rule.get("id", "")))
        if "note" in rule:
            report.words(rule["note"], "note")
        _words(report, rule)
        found += report.findings
    return found


def _words(report: Report, rule: Table) -> None:
    for name, among in (("owed_by", OWED_BY), ("owed_to", OWED_TO)):
        if rule.get(name) is not None:
            report.choice(rule[name], name, among)
    ladder = rule.get("escalate")
    for place, step in enumerate(ladder if isinstance(ladder, list) else [], 1):
        if isinstance(step, Mapping):
            report.choice(step.get("to"), f"escalate {place} to", STEPS)


def line_of(text: PackText, rule_id: str, sentence: str = "") -> int:
    """The line of the field that a sentence speaks of, else that of its rule, else 1."""
    lines = text.text.splitlines()
    start, end = _span(lines, rule_id)
    words = _PART.findall(sentence.removeprefix(f"{rule_id}: "))
    for word in words:
        for number in range(start, end):
            key = _KEY.match(lines[number])
            if key and key[1] == word:
                return number + 1
    return start + 1


def _span(lines: list[str], rule_id: str) -> tuple[int, int]:
    starts = [number for number, line in enumerate(lines) if _RULE.match(line)]
    for start, end in pairwise([*starts, len(lines)]):
        named = (found[1] for line in lines[start:end] if (found := _ID.match(line)))
        if rule_id and rule_id in named:
            return start, end
    return 0, starts[0] if starts else len(lines)


def calendar_from(path: Path) -> Calendar:
    try:
        return Calendar.from_table(tomllib.loads(path.read_text("utf-8")))
    except tomllib.TOMLDecodeError as error:
        raise BadTable(f"{path.name}: {error}") from None
