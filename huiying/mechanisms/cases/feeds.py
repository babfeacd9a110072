"""Cases as a records system writes them: JSON as the API takes it, or CSV with a line an event."""

import csv
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.timezone import get_default_timezone

from huiying.core.kinds import N_
from huiying.core.people.services import Contact
from huiying.mechanisms.cases.sent import OF_PERSON, Happened, Mistake, Someone, State

# Of a case in each line; whatever other columns there are belong to the event of the line.
_OF_CASE = ("number", "unit", "crime", "reported_at", "reported_month", "regime", "handler")
_OF_EVENT = ("event_id", "event_kind", "event_at")


@dataclass(frozen=True, kw_only=True, slots=True)
class Bad:
    """Something that can't be taken: where it stands, which case, and why."""

    where: str
    number: str
    sentence: str


def month_begins(month: str) -> datetime:
    """The first instant of a month, for the ledger, which needs one; no day is reckoned from it. Raises Mistake."""
    try:
        first = datetime.strptime(month, "%Y-%m")  # noqa: DTZ007 - its zone is put on next
    except ValueError:
        raise Mistake("reported_month", N_("This is not a month: write 2026-03.")) from None
    return first.replace(tzinfo=get_default_timezone())


def read_json(text: str) -> Iterator[State | Bad]:
    """One case, a list of them, or {"cases": [...]}."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        yield Bad(where="", number="", sentence=N_("This is not JSON."))
        return
    listed = found.get("cases", [found]) if isinstance(found, dict) else found
    for n, one in enumerate(listed if isinstance(listed, list) else [listed]):
        number = str(one.get("number", "")) if isinstance(one, dict) else ""
        try:
            yield _state(one)
        except Mistake as mistake:
            yield Bad(where=f"{n}/{mistake.where}", number=number, sentence=mistake.sentence)
        except (KeyError, TypeError, ValueError, AttributeError):
            yield Bad(
                where=str(n),
                number=number,
                sentence=N_("Something is missing or not what it should be."),
            )


def read_csv(text: str) -> Iterator[State | Bad]:
    """The lines of one case may stand anywhere in the file; what is wrong with one of them holds back that case."""
    cases: dict[str, dict[str, Any]] = {}
    try:
        for line, cells in enumerate(csv.DictReader(io.StringIO(text.lstrip("\ufeff"))), start=2):
            number = (cells.get("number") or "").strip()
            if number:
                _add(cases, number, cells)
            else:
                sentence = N_("The line has no number of a case.")
                yield Bad(where=f"{line}", number="", sentence=sentence)
    except csv.Error:
        # A quotation that never ends: what came before it may be cut off as well.
        yield Bad(where="", number="", sentence=N_("This is no CSV that can be read."))
        return
    for number, one in cases.items():
        try:
            yield _state(one)
        except Mistake as mistake:
            yield Bad(where=mistake.where, number=number, sentence=mistake.sentence)
        except (KeyError, TypeError, ValueError):
            yield Bad(
                where="",
                number=number,
                sentence=N_("Something is missing or not what it should be."),
            )


def _add(cases: dict[str, dict[str, Any]], number: str, cells: Mapping[str, str | None]) -> None:
    plain = {name: (value or "").strip() for name, value in cells.items() if name}
    case = cases.setdefault(number, {"events": []})
    case.update({name: plain[name] for name in _OF_CASE if plain.get(name)})
    if plain.get("event_kind"):
        others = {*_OF_CASE, *_OF_EVENT} - {"regime"}
        rest = {n: v for n, v in plain.items() if v and n not in others}
        case["events"].append(
            {
                "id": plain.get("event_id", ""),
                "kind": plain["event_kind"],
                "at": plain.get("event_at", ""),
                "values": rest,
            }
        )


def _state(one: Mapping[str, Any]) -> State:
    """Raises Mistake, KeyError, ValueError."""
    month = str(one.get("reported_month") or "")
    return State(
        number=str(one["number"]).strip(),
        unit=str(one["unit"]),
        crime=str(one["crime"]),
        reported_at=month_begins(month) if month else _instant(one["reported_at"], "reported_at"),
        regime=str(one.get("regime") or ""),
        handler=str(one.get("handler") or ""),
        month_only=bool(month),
        people=tuple(_someone(p) for p in one.get("people") or ()),
        happened=tuple(_happened(e) for e in one.get("events") or ()),
    )


def _someone(one: Mapping[str, Any]) -> Someone:
    contact = Contact(**{n: str(one.get(n) or "") for n in ("name", "phone", "email")})
    return Someone(
        id=f"{OF_PERSON}{one['id']}",
        role=str(one.get("role") or "victim"),
        contact=contact,
        language=str(one.get("language") or ""),
    )


def _happened(one: Mapping[str, Any]) -> Happened:
    if not one.get("id"):
        raise Mistake("events", N_("Each event needs an id of its own, so that it is taken once."))
    values = {str(n): str(v) for n, v in (one.get("values") or {}).items()}
    return Happened(
        id=str(one["id"]),
        kind=str(one["kind"]),
        at=_instant(one["at"], f"events/{one['id']}/at"),
        values=values,
    )


def _instant(text: Any, where: str) -> datetime:
    """An instant with its offset; one without is read by the clock of the place. Raises Mistake."""
    try:
        found = datetime.fromisoformat(str(text))
    except ValueError:
        raise Mistake(
            where, N_("This is not a day and time: write 2026-03-02T10:00:00+08:00.")
        ) from None
    return found if found.tzinfo else found.replace(tzinfo=get_default_timezone())
