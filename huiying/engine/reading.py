"""From a pack's table to its values, lenient about what only authors need (see validate).

Packs say the same in hundreds of places (one ladder for a dozen rules, one event that meets them): it is one value.
"""

from collections.abc import Mapping
from enum import StrEnum
from functools import lru_cache
from typing import TypeVar

from huiying.engine import shapes, tables
from huiying.engine.events import Value, When
from huiying.engine.pauses import Cap
from huiying.engine.steps import At
from huiying.engine.tables import BadTable, Table
from huiying.engine.terms import Term, Unit

Choice = TypeVar("Choice", bound=StrEnum)


def choice(kind: type[Choice], value: object, where: str) -> Choice:
    try:
        return kind(str(value))
    except ValueError:
        raise BadTable(f"{where} is {value!r}; choose {', '.join(kind)}") from None


Conditions = tuple[tuple[str, tuple[Value, ...]], ...]


def when(value: object, where: str) -> When:
    source = tables.table(value, where)
    asked = conditions(source, where)
    # To Python, True == 1: what differs in type alone is not the same.
    types = tuple(type(v) for _name, values in asked for v in values)
    return _when(tables.text(source, "kind", where), asked, types)


@lru_cache(maxsize=2048)
def _when(kind: str, where: Conditions, _types: tuple[type, ...]) -> When:
    return When(kind=kind, where=where)


def conditions(source: Table, where: str) -> Conditions:
    listed = tables.table(source.get("where") or {}, f"{where}.where")
    return tuple((name, _values(value, f"{where}.where.{name}")) for name, value in listed.items())


def _values(value: object, where: str) -> tuple[Value, ...]:
    listed = value if isinstance(value, list | tuple) else [value]
    found = []
    for item in listed:
        if not isinstance(item, str | bool | int):
            raise BadTable(f"{where} must be text, a truth value or a whole number, not {item!r}")
        found.append(item)
    return tuple(found)


def whens(source: Table, name: str, where: str) -> tuple[When, ...]:
    return tuple(when(item, f"{where}: {name}") for item in tables.items(source.get(name), name))


def term(value: object, where: str) -> Term:
    source = tables.table(value, where)
    rolls = source.get("roll", "none") == "next_working_day"
    if "at_fact" in source:
        return Term(unit=Unit.DAYS, at_fact=tables.text(source, "at_fact", where), rolls=rolls)
    amount = source.get("amount")
    from_fact = isinstance(amount, Mapping)
    unit = choice(Unit, source.get("unit"), f"{where}.unit")
    return Term(
        unit=unit,
        amount=0 if from_fact else tables.whole(amount, f"{where}.amount"),
        amount_fact=tables.text(tables.table(amount, where), "fact", where) if from_fact else None,
        first_included=source.get("first_day", "excluded") == "included",
        rolls=rolls,
        to_moment=source.get("ends", "end_of_day") == "moment",
    )


def maybe_term(source: Table, name: str, where: str) -> Term | None:
    value = source.get(name)
    return None if value is None else term(value, f"{where}: {name}")


def wording(source: Table, where: str) -> shapes.Wording:
    return shapes.Wording(
        term=maybe_term(source, "term", where),
        no_number=tables.maybe_text(source, "no_number", where),
        standard=maybe_term(source, "standard", where),
    )


def variant(value: object, where: str) -> shapes.Variant:
    source = tables.table(value, f"{where}: variant")
    fitting = When(kind="", where=conditions(source, f"{where}: variant"))
    return shapes.Variant(where=fitting, wording=wording(source, where))


def pause(value: object, where: str) -> shapes.Pause:
    source = tables.table(value, f"{where}: pause")
    longest = maybe_term(source, "max", where)
    cap = None
    if longest is not None:
        days = longest.amount * (7 if longest.unit is Unit.WEEKS else 1)
        in_hours = longest.unit is Unit.HOURS
        cap = Cap(amount=longest.amount if in_hours else days, in_hours=in_hours)
    return shapes.Pause(
        starts=when(source.get("from"), f"{where}: pause.from"),
        ends=when(source.get("to"), f"{where}: pause.to"),
        cap=cap,
    )


def extension(value: object, where: str) -> shapes.Extension:
    source = tables.table(value, f"{where}: extension")
    return shapes.Extension(
        event=when(source.get("event"), f"{where}: extension.event"),
        by=maybe_term(source, "by", where),
        up_to=maybe_term(source, "up_to", where),
        to=maybe_term(source, "to", where),
        times=tables.whole(source.get("times", 1), f"{where}: extension.times"),
        needs_facts=tables.texts(source, "needs_facts", where),
        before_expiry=tables.flag(source, "before_expiry", where, True),
    )


def repeat(value: object, where: str) -> shapes.Repeat | None:
    if value is None:
        return None
    source = tables.table(value, f"{where}: repeat")
    return shapes.Repeat(
        every=term(source.get("every"), f"{where}: repeat.every"),
        starts=choice(shapes.From, source.get("from"), f"{where}: repeat.from"),
        until=whens(source, "until", where),
    )


def ladder(source: Table, where: str) -> tuple[shapes.Step, ...]:
    listed = tables.items(source.get("escalate"), f"{where}: escalate")
    return _once(tuple(_step(item, where) for item in listed))


def _step(value: object, where: str) -> shapes.Step:
    source = tables.table(value, f"{where}: escalate")
    return shapes.Step(
        at=At.parse(tables.text(source, "at", where)), to=tables.text(source, "to", where)
    )


@lru_cache(maxsize=512)
def _once(steps: tuple[shapes.Step, ...]) -> tuple[shapes.Step, ...]:
    return steps


def words(value: object, where: str) -> shapes.Words:
    source = tables.table({} if value is None else value, where)
    return shapes.Words(
        zh=tables.text(source, "zh", where, ""), en=tables.text(source, "en", where, "")
    )


def needs(value: object, where: str) -> shapes.Needs | None:
    if value is None:
        return None
    source = tables.table(value, f"{where}: needs")
    return shapes.Needs(
        answer=when(source, f"{where}: needs"),
        question=words(source.get("question"), f"{where}: question"),
    )


def citation(value: object, where: str) -> shapes.Citation:
    source = tables.table({} if value is None else value, f"{where}: citation")
    return shapes.Citation(
        instrument=tables.text(source, "instrument", where, ""),
        article=tables.text(source, "article", where, ""),
        url=tables.text(source, "url", where, ""),
        read=tables.text(source, "read", where, "none"),
    )


def example(value: object, where: str) -> shapes.Example:
    source = tables.table(value, f"{where}: example")
    due_at = source.get("due_at")
    return shapes.Example(
        opened_at=tables.moment(source.get("opened_at"), f"{where}: example.opened_at"),
        facts=tables.facts(source.get("facts"), f"{where}: example.facts"),
        due_at=None if due_at is None else tables.moment(due_at, f"{where}: example.due_at"),
    )
