"""Checks of the parts of a rule's table, each finding with a sentence for its author."""

import re
from collections.abc import Collection, Iterable, Mapping

from huiying.engine.shapes import From
from huiying.engine.steps import At
from huiying.engine.tables import BadTable, Table
from huiying.engine.terms import Unit

Finding = tuple[str, str, str]

_KIND = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)+")
_TERM = {"amount", "unit", "first_day", "roll", "ends", "at_fact"}
_CHOICES = {
    "first_day": ("excluded", "included"),
    "roll": ("none", "next_working_day"),
    "ends": ("end_of_day", "moment"),
}


def is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 1


class Report:
    """What is found in one rule, or in the head of the pack."""

    def __init__(self, subject: str) -> None:
        self.subject = subject
        self.findings: list[Finding] = []

    def add(self, code: str, sentence: str) -> None:
        self.findings.append((self.subject, code, f"{self.subject or 'a rule'}: {sentence}"))

    def table(self, value: object, name: str, code: str, known: Collection[str]) -> Table | None:
        if not isinstance(value, Mapping):
            self.add(code, f"{name} must be a table, not {value!r}")
            return None
        for field in value:
            if field not in known:
                self.add("unknown-field", f"{name} has no field {field!r}")
        return value

    def items(self, source: Table, name: str) -> list[object]:
        value = source.get(name)
        if value is None:
            return []
        if not isinstance(value, list | tuple):
            self.add("bad-value", f"{name} must be a list, not {value!r}")
            return []
        return list(value)

    def text(self, source: Table, field: str, name: str) -> None:
        if not is_text(source.get(field)):
            self.add("bad-value", f"{name} must be text, not {source.get(field)!r}")

    def texts(self, source: Table, field: str, name: str) -> None:
        for item in self.items({name: source.get(field)}, name):
            if not is_text(item):
                self.add("bad-value", f"{name} must name facts, not {item!r}")

    def choice(self, value: object, name: str, among: Iterable[str]) -> None:
        choices = [str(each) for each in among]
        if value not in choices:
            self.add("bad-value", f"{name} is {value!r}; choose {', '.join(choices)}")

    def words(self, value: object, name: str) -> None:
        source = self.table(value, name, name, ("zh", "en"))
        if source is not None and not (is_text(source.get("zh")) and is_text(source.get("en"))):
            self.add(name, f"{name} needs zh and en")

    def when(self, value: object, name: str) -> None:
        source = self.table(value, name, "kind", ("kind", "where"))
        if source is not None:
            self.kind(source.get("kind"), f"{name}.kind")
            self.where(source.get("where", {}), f"{name}.where")

    def whens(self, source: Table, name: str) -> None:
        for place, item in enumerate(self.items(source, name), 1):
            self.when(item, f"{name} {place}")

    def kind(self, value: object, name: str) -> None:
        if not (isinstance(value, str) and _KIND.fullmatch(value)):
            self.add("kind", f"{name} {value!r} is no event kind; write it like complaint.received")

    def where(self, value: object, name: str) -> None:
        if not isinstance(value, Mapping):
            self.add("where", f"{name} must be a table of facts and values, not {value!r}")
            return
        for fact, wanted in value.items():
            values = wanted if isinstance(wanted, list | tuple) else [wanted]
            if not values or not all(isinstance(each, str | bool | int) for each in values):
                self.add(
                    "where",
                    f"{name}.{fact} must be text, true, false, a whole number or a list of them, "
                    f"not {wanted!r}",
                )

    def at(self, value: object, name: str) -> At | None:
        try:
            return At.parse(value if isinstance(value, str) else str(value))
        except BadTable as error:
            self.add("at", f"{name} {error}")
            return None

    def term(self, value: object, name: str, *, fact_amount: bool, fact_date: bool) -> None:
        source = self.table(value, name, "bad-value", _TERM)
        if source is None:
            return
        if "at_fact" in source:
            self._at_fact(source, name, fact_date)
            return
        self._amount(source.get("amount"), f"{name}.amount", fact_amount)
        self.choice(source.get("unit"), f"{name}.unit", Unit)
        for field, among in _CHOICES.items():
            if field in source:
                self.choice(source[field], f"{name}.{field}", among)
        self._fitting(source, name)

    def _at_fact(self, source: Table, name: str, allowed: bool) -> None:
        if not allowed:
            self.add(
                "at-fact",
                f"{name} cannot be a date from a fact; "
                "only term, standard and an extension's to can",
            )
            return
        if not is_text(source["at_fact"]):
            self.add(
                "fact",
                f"{name}.at_fact must name a fact, such as 'due_on', not {source['at_fact']!r}",
            )
        if _TERM & source.keys() - {"at_fact", "roll"}:
            self.add(
                "at-fact",
                f"{name} is a date from a fact: nothing is counted, so leave out all but roll",
            )
        if "roll" in source:
            self.choice(source["roll"], f"{name}.roll", _CHOICES["roll"])

    def _amount(self, amount: object, name: str, fact_allowed: bool) -> None:
        if isinstance(amount, Mapping) and fact_allowed:
            self.table(amount, name, "amount", ("fact",))
            if not is_text(amount.get("fact")):
                self.add("fact", f"{name} must name a fact, such as 'days', not {dict(amount)!r}")
        elif isinstance(amount, Mapping):
            self.add(
                "amount", f"{name} must be a whole number of 1 or more: no fact may stand here"
            )
        elif not is_count(amount):
            self.add("amount", f"{name} must be a whole number of 1 or more, not {amount!r}")

    def _fitting(self, source: Table, name: str) -> None:
        included = source.get("first_day") == "included"
        rolls = source.get("roll") == "next_working_day"
        if source.get("unit") == Unit.HOURS:
            if included or rolls or source.get("ends") == "end_of_day":
                self.add(
                    "hours-plain",
                    f"{name} is in hours: it has no first day, does not roll, "
                    "and ends at the moment",
                )
            return
        if source.get("unit") == Unit.WORKING_DAYS and rolls:
            self.add("roll-idle", f"{name} is in working days: it ends on one, so leave out roll")
        if included and source.get("ends") == "moment":
            self.add(
                "moment-included",
                f"{name} counts its first day, so it cannot end at a moment of its last",
            )


def unit_of(value: object) -> str | None:
    """The unit in which a term counts; none for a date from a fact, or a broken term."""
    if not isinstance(value, Mapping) or "at_fact" in value:
        return None
    unit = value.get("unit")
    return unit if isinstance(unit, str) and unit in [str(each) for each in Unit] else None


def is_at_fact(value: object) -> bool:
    return isinstance(value, Mapping) and "at_fact" in value


STARTS = tuple(str(each) for each in From)
