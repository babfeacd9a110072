"""What a pack author is told: every finding of a pack at once."""

from collections.abc import Mapping

from huiying.engine import tables
from huiying.engine.calendars import Calendar
from huiying.engine.checks import Finding, Report, is_text
from huiying.engine.dating import Dating, check_dating
from huiying.engine.facts import read_term
from huiying.engine.rules import Pack, Rule
from huiying.engine.shapes import Example, Force, Nature
from huiying.engine.tables import BadTable, Table
from huiying.engine.terms import Count, Fixed, reckon

_PACK = {"id", "version", "calendar", "tolerance_hours", "due_soon", "rule"}
_REQUIRED = (
    "id", "clause", "title", "citation", "force", "nature", "in_force_from", "trigger",
    "owed_to", "owed_by", "met_by",
)  # fmt: skip
_OPTIONAL = (
    "in_force_to", "term", "no_number", "standard", "variant", "match", "pause", "extension",
    "repeat", "escalate", "needs", "group", "void_by", "due_soon", "example",
)  # fmt: skip
_CITATION = ("instrument", "article", "url", "read")
_READ = ("full", "secondary", "none")


def validate(pack: Table | Pack, calendar: Calendar) -> list[Finding]:
    """Each finding as (rule id, code, sentence); those of the pack's head bear the pack's id."""
    table = pack.table if isinstance(pack, Pack) else pack
    findings = _head(table)
    seen: set[str] = set()
    listed = table.get("rule")
    for item in listed if isinstance(listed, list | tuple) else ():
        report = _rule(item, calendar)
        if report.subject and report.subject in seen:
            report.add("duplicate-id", "another rule of this pack has the same id")
        seen.add(report.subject)
        findings += report.findings
    return findings


def _head(table: Table) -> list[Finding]:
    name = table.get("id")
    report = Report(name if isinstance(name, str) else "")
    for field in table:
        if field not in _PACK:
            report.add("unknown-field", f"a pack has no field {field!r}")
    for field in ("id", "version", "calendar"):
        if not is_text(table.get(field)):
            report.add("missing", f"{field!r} is missing from the pack")
    hours = table.get("tolerance_hours", 0)
    if not isinstance(hours, int) or isinstance(hours, bool) or hours < 0:
        report.add(
            "bad-value", f"tolerance_hours must be a whole number of 0 or more, not {hours!r}"
        )
    if "due_soon" in table:
        report.at(table["due_soon"], "due_soon")
    if not isinstance(table.get("rule", []), list | tuple):
        report.add("bad-value", "rule must be a list of tables")
    return report.findings


def _rule(item: object, calendar: Calendar) -> Report:
    rule_id = item.get("id") if isinstance(item, Mapping) else None
    report = Report(rule_id if isinstance(rule_id, str) else "")
    source = report.table(item, "a rule", "bad-value", (*_REQUIRED, *_OPTIONAL))
    if source is None:
        return report
    missing = [name for name in _REQUIRED if source.get(name) is None]
    for name in missing:
        report.add("missing", f"{name!r} is missing")
    if missing:
        return report
    _legal(report, source)
    _parties(report, source)
    check_dating(report, source)
    if not report.findings:
        _examples(report, source, calendar)
    return report


def _legal(report: Report, source: Table) -> None:
    report.text(source, "id", "id")
    report.text(source, "clause", "clause")
    report.words(source["title"], "title")
    report.choice(source["force"], "force", Force)
    report.choice(source["nature"], "nature", Nature)
    _citation(report, source)
    days = []
    for name in ("in_force_from", "in_force_to"):
        try:
            days.append(tables.day(source[name], name) if source.get(name) is not None else None)
        except BadTable as error:
            report.add("bad-value", str(error))
            return
    first, last = days
    if first is not None and last is not None and last < first:
        report.add("dates", "in_force_to lies before in_force_from")


def _citation(report: Report, source: Table) -> None:
    citation = report.table(source["citation"], "citation", "citation", _CITATION)
    if citation is None:
        return
    lacking = [name for name in _CITATION if not is_text(citation.get(name))]
    if lacking:
        report.add("citation", f"citation needs {' and '.join(lacking)}")
        return
    if not str(citation["url"]).startswith(("https://", "http://")):
        report.add("citation", f"citation.url must be an address, not {citation['url']!r}")
    report.choice(citation["read"], "citation.read", _READ)
    force = source["force"]
    if citation["read"] == "none" and force in (Force.STATUTE, Force.REGULATION):
        report.add(
            "unread",
            f"nobody has read {citation['article']}; a {force} needs read = full or secondary",
        )


def _parties(report: Report, source: Table) -> None:
    report.text(source, "owed_to", "owed_to")
    report.text(source, "owed_by", "owed_by")
    report.when(source["trigger"], "trigger")
    report.whens(source, "met_by")
    report.whens(source, "void_by")
    if isinstance(source["met_by"], list | tuple) and not source["met_by"]:
        report.add("never-met", "met_by is empty: nothing could ever end this duty")
    report.texts(source, "match", "match")
    if source.get("group") is not None:
        report.text(source, "group", "group")
    if source.get("needs") is not None:
        needs = report.table(source["needs"], "needs", "kind", ("kind", "where", "question"))
        if needs is not None:
            report.kind(needs.get("kind"), "needs.kind")
            report.where(needs.get("where"), "needs.where")
            report.words(needs.get("question"), "question")


def _examples(report: Report, source: Table, calendar: Calendar) -> None:
    listed = source.get("example")
    if not listed:
        if Dating(source).dated:
            report.add("no-example", "a rule with a date needs an example, reckoned by hand")
        return
    try:
        rule = Rule.from_table({**source, "example": []})
        examples = Rule.from_table(source).examples
    except BadTable as error:
        report.add("example", str(error))
        return
    for place, example in enumerate(examples, 1):
        _example(report, rule, example, place, calendar)


def _example(report: Report, rule: Rule, example: Example, place: int, calendar: Calendar) -> None:
    term = rule.wording_for(example.facts).dated_by
    given, because = None, ""
    if term is not None:
        goal = read_term(term, example.facts, calendar, example.opened_at)
        if isinstance(goal, Count | Fixed):
            given = reckon(calendar, example.opened_at, goal).due_at
        else:
            because = f" (fact {goal[0]!r} is {goal[1]})"
    if given == example.due_at:
        return
    said, gives = (
        "no date" if at is None else calendar.local(at).isoformat()
        for at in (example.due_at, given)
    )
    report.add("example", f"example {place} says due {said}, the rule gives {gives}{because}")
