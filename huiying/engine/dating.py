"""Checks of what fixes and moves a rule's dates: terms, pauses, extensions, series, steps."""

from collections.abc import Mapping

from huiying.engine.checks import STARTS, Report, is_at_fact, is_count, is_text, unit_of
from huiying.engine.shapes import From, Nature
from huiying.engine.tables import Table
from huiying.engine.terms import Unit

_WORDING = ("where", "term", "no_number", "standard")
_EXTENSION = ("event", "by", "up_to", "to", "times", "needs_facts", "before_expiry")


def _tables(value: object) -> list[Table]:
    found = value if isinstance(value, list | tuple) else []
    return [each for each in found if isinstance(each, Mapping)]


class Dating:
    """All terms of a rule, seen together."""

    def __init__(self, source: Table) -> None:
        self.right = source.get("nature") == Nature.RIGHT
        wordings = [source, *_tables(source.get("variant"))]
        given = [
            wording[name]
            for wording in wordings
            for name in ("term", "standard")
            if wording.get(name) is not None
        ]
        self.terms = given
        self.every_dated = all(
            wording.get("term") is not None or wording.get("standard") is not None
            for wording in wordings
        )
        self.repeats = source.get("repeat") is not None
        totals = [
            each["to"] for each in _tables(source.get("extension")) if each.get("to") is not None
        ]
        self.dated = bool(given)
        self.all_from_facts = (
            self.dated and not self.repeats and all(is_at_fact(each) for each in (*given, *totals))
        )
        counted = [unit for each in given if (unit := unit_of(each))]
        self.units = counted or [unit for each in totals if (unit := unit_of(each))]

    def mixes(self, unit: str | None) -> bool:
        """Whether hours would meet another unit."""
        return unit is not None and any(
            (unit == Unit.HOURS) is not (each == Unit.HOURS) for each in self.units
        )


def check_dating(report: Report, source: Table) -> None:
    dating = Dating(source)
    _wording(report, source, "")
    for place, item in enumerate(report.items(source, "variant"), 1):
        _variant(report, item, f"variant {place}")
    for place, item in enumerate(report.items(source, "pause"), 1):
        _pause(report, item, f"pause {place}", dating)
    for place, item in enumerate(report.items(source, "extension"), 1):
        _extension(report, item, f"extension {place}", dating)
    if dating.repeats:
        _repeat(report, source["repeat"], dating)
    _steps(report, source, dating)


def _wording(report: Report, source: Table, prefix: str) -> None:
    term, no_number, standard = (source.get(name) for name in _WORDING[1:])
    given = (term is not None) + (no_number is not None)
    subject = prefix.strip() or "the rule"
    if given != 1:
        report.add(
            "term-or-no-number",
            f"{subject} needs exactly one of term and no_number, it has {given}",
        )
    if no_number is not None and not is_text(no_number):
        report.add("bad-value", f"{prefix}no_number must be the law's own words")
    if standard is not None and term is not None:
        report.add(
            "standard-idle", f"{subject} has a term: a standard stands only beside no_number"
        )
    for name, value in (("term", term), ("standard", standard)):
        if value is not None:
            report.term(value, f"{prefix}{name}", fact_amount=True, fact_date=True)


def _variant(report: Report, item: object, name: str) -> None:
    source = report.table(item, name, "variant", _WORDING)
    if source is None:
        return
    if source.get("where") in (None, {}):
        report.add("variant", f"{name} needs a where; the rule's own term is the last resort")
    else:
        report.where(source["where"], f"{name}.where")
    _wording(report, source, f"{name} ")


def _pause(report: Report, item: object, name: str, dating: Dating) -> None:
    source = report.table(item, name, "kind", ("from", "to", "max"))
    if source is None:
        return
    report.when(source.get("from"), f"{name} from")
    report.when(source.get("to"), f"{name} to")
    if dating.all_from_facts:
        report.add("fact-idle", f"{name} moves nothing: all dates of the rule come from facts")
    longest = source.get("max")
    if longest is None:
        return
    report.term(longest, f"{name} max", fact_amount=False, fact_date=False)
    unit = unit_of(longest)
    if (
        unit not in (None, Unit.HOURS, Unit.DAYS)
        or dating.mixes(unit)
        or (unit == Unit.HOURS and not dating.units)
    ):
        report.add("pause-unit", f"{name} max must be in hours for a term in hours, else in days")


def _extension(report: Report, item: object, name: str, dating: Dating) -> None:
    source = report.table(item, name, "extension", _EXTENSION)
    if source is None:
        return
    report.when(source.get("event"), f"{name} event")
    report.texts(source, "needs_facts", f"{name} needs_facts")
    if not is_count(source.get("times", 1)):
        report.add(
            "amount",
            f"{name} times must be a whole number of 1 or more, not {source.get('times')!r}",
        )
    in_time = source.get("before_expiry", True)
    if not isinstance(in_time, bool):
        report.add("bad-value", f"{name} before_expiry must be true or false, not {in_time!r}")
    elif not in_time and not dating.right:
        report.add(
            "extension-late",
            f"{name}: an answer cannot be extended after its date; only a right can",
        )
    if not (dating.dated or dating.repeats):
        report.add("extension-undated", f"{name}: the rule has no date that could be extended")
    _longer(report, source, name, dating)


def _longer(report: Report, source: Table, name: str, dating: Dating) -> None:
    given = [each for each in ("by", "up_to", "to") if source.get(each) is not None]
    if len(given) != 1:
        report.add(
            "extension", f"{name} needs exactly one of by, up_to and to, it has {len(given)}"
        )
    for each in given:
        report.term(source[each], f"{name} {each}", fact_amount=False, fact_date=each == "to")
        if each == "to":
            continue
        if dating.mixes(unit_of(source[each])):
            report.add(
                "extension-unit",
                f"{name}: hours and days do not add up; use 'to' for a new total",
            )
        if dating.all_from_facts:
            report.add("fact-idle", f"{name} moves nothing: all dates of the rule come from facts")


def _repeat(report: Report, value: object, dating: Dating) -> None:
    source = report.table(value, "repeat", "bad-value", ("every", "from", "until"))
    if source is None:
        return
    every = source.get("every")
    report.term(every, "repeat.every", fact_amount=True, fact_date=False)
    report.choice(source.get("from"), "repeat.from", STARTS)
    if not source.get("until"):
        report.add("repeat-endless", "repeat needs until: say which event ends the series")
    report.whens({"repeat.until": source.get("until")}, "repeat.until")
    if dating.right:
        report.add("repeat-right", "a right does not repeat: nobody owes it")
    unit = unit_of(every)
    if unit is None or source.get("from") == From.MET:
        return
    units = [unit_of(term) for term in dating.terms]
    if source.get("from") == From.TRIGGER:
        if not dating.every_dated or any(each != unit for each in units):
            report.add(
                "repeat-unit", "repeat from trigger needs a term and every in one and the same unit"
            )
    elif source.get("from") == From.DUE and (
        not dating.every_dated or (unit == Unit.HOURS and any(each != Unit.HOURS for each in units))
    ):
        report.add("repeat-unit", "repeat from due needs a term, and hours follow only hours")


def _steps(report: Report, source: Table, dating: Dating) -> None:
    listed = report.items(source, "escalate")
    undated = not (dating.dated or dating.repeats)
    for place, item in enumerate(listed, 1):
        step = report.table(item, f"escalate {place}", "at", ("at", "to"))
        if step is None:
            continue
        report.text(step, "to", f"escalate {place} to")
        at = report.at(step.get("at"), f"escalate {place} at")
        if at is not None and at.needs_date and undated:
            report.add("at-undated", f"escalate {place} at {at.text!r}: the rule has no date")
    if listed and dating.right:
        report.add("escalate-right", "nobody is called to account for a right: leave out escalate")
    if source.get("due_soon") is not None:
        report.at(source["due_soon"], "due_soon")
