"""What a file of units would change here: whom to open, name anew, describe, close. Reads, changes nothing."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from huiying.core.kinds import N_
from huiying.core.units.models import Level
from huiying.core.units.reading import SWITCHES, Fault, UnitRow
from huiying.core.units.register import Entry


@dataclass(kw_only=True, slots=True)
class Plan:
    """Opened parents first, closed children first."""

    to_open: list[UnitRow] = field(default_factory=list)
    to_rename: list[UnitRow] = field(default_factory=list)
    to_describe: list[UnitRow] = field(default_factory=list)
    to_close: list[UnitRow] = field(default_factory=list)
    unchanged: int = 0


def plan(rows: Sequence[UnitRow], here: Sequence[Entry], faults: list[Fault]) -> Plan:
    """Compare; what cannot be is added to `faults`."""
    known = {entry.code: entry for entry in here}
    named = _once(rows, faults)
    made = Plan()
    order = _parents_first(named, known, faults)
    for row in order:
        entry = known.get(row.code)
        _check_closing(row, named, known, faults)
        if entry is None:
            made.to_open.append(row)
            if row.closed:
                made.to_close.append(row)
        else:
            _compare(row, entry, made, faults)
    made.to_close.reverse()
    return made


def _fault(row: UnitRow, column: str, value: str, reason: str) -> Fault:
    return Fault(row=row.row, column=column, value=value, reason=reason)


def _once(rows: Sequence[UnitRow], faults: list[Fault]) -> dict[str, UnitRow]:
    named: dict[str, UnitRow] = {}
    for row in rows:
        if row.code in named:
            faults.append(_fault(row, "code", row.code, N_("This code stands in the file twice.")))
        else:
            named[row.code] = row
    return named


def _parents_first(
    named: dict[str, UnitRow], known: dict[str, Entry], faults: list[Fault]
) -> list[UnitRow]:
    order: list[UnitRow] = []
    placed: set[str] = set()
    left = list(named.values())
    while left:
        ready = [r for r in left if not r.parent or r.parent in placed or r.parent not in named]
        if not ready:
            faults.extend(
                _fault(
                    row, "parent", row.parent, N_("The units stand below one another in a ring.")
                )
                for row in left
            )
            return order
        for row in ready:
            if row.parent and row.parent not in placed and row.parent not in known:
                unknown = N_("There is no unit of this code, neither in the file nor here.")
                faults.append(_fault(row, "parent", row.parent, unknown))
            if row.level == Level.OUTSIDE and row.parent:
                beside = N_("An outside body stands below no unit. Leave this empty.")
                faults.append(_fault(row, "parent", row.parent, beside))
            placed.add(row.code)
        order += ready
        left = [row for row in left if row.code not in placed]
    return order


def _check_closing(
    row: UnitRow, named: dict[str, UnitRow], known: dict[str, Entry], faults: list[Fault]
) -> None:
    if not row.successor:
        return
    if row.successor == row.code or (row.successor not in named and row.successor not in known):
        reason = N_("There is no other unit of this code, neither in the file nor here.")
        faults.append(_fault(row, "successor", row.successor, reason))


def _compare(row: UnitRow, entry: Entry, made: Plan, faults: list[Fault]) -> None:
    before = len(made.to_rename) + len(made.to_describe) + len(made.to_close) + len(faults)
    _fixed(row, entry, faults)
    _names(row, entry, made, faults)
    if _described(row, entry):
        made.to_describe.append(row)
    if row.closed and entry.closed is None:
        made.to_close.append(row)
    elif entry.closed is not None and row.closed != entry.closed:
        shut = N_("This unit is closed here since another day. What was closed stays so.")
        faults.append(_fault(row, "closed", _text(row.closed), shut))
    if len(made.to_rename) + len(made.to_describe) + len(made.to_close) + len(faults) == before:
        made.unchanged += 1


def _text(day: date | None) -> str:
    return day.isoformat() if day else ""


def _fixed(row: UnitRow, entry: Entry, faults: list[Fault]) -> None:
    """What a unit was founded with. History hangs on it, so a file does not change it."""
    reason = N_(
        "The unit of this code is another one here. Close it and open a new one, with a new code."
    )
    for column, said, is_here in (
        ("level", row.level.value, entry.level),
        ("parent", row.parent, entry.parent),
        ("opened", row.opened.isoformat(), entry.opened.isoformat()),
    ):
        if said != is_here:
            faults.append(_fault(row, column, said, reason))


def _names(row: UnitRow, entry: Entry, made: Plan, faults: list[Fault]) -> None:
    if (row.zh, row.en) == (entry.zh, entry.en):
        return
    if row.name_since is None:
        since = N_("It has another name here. Say in name_since from which day it has this one.")
        faults.append(_fault(row, "name_zh", row.zh, since))
    elif entry.names and row.name_since <= entry.names[-1][0]:
        late = N_("It has a name of that day or later here.")
        faults.append(_fault(row, "name_since", row.name_since.isoformat(), late))
    else:
        made.to_rename.append(row)


def _described(row: UnitRow, entry: Entry) -> bool:
    """Whether the file says something else; what it does not mention stays as it is."""
    switches = any(row.switches.get(n, getattr(entry, n)) != getattr(entry, n) for n in SWITCHES)
    texts = any(row.texts.get(name, text) != text for name, text in _texts(entry).items())
    return switches or texts


def _texts(entry: Entry) -> dict[str, str]:
    return {
        "telephone": entry.telephone,
        "address_zh": entry.address_zh,
        "address_en": entry.address_en,
    }
