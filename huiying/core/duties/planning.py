"""From a matter's events to duty rows: the engine's plan, with its words resolved through parties."""

import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

from django.conf import settings

from huiying.core.duties.models import Duty
from huiying.core.kinds import PartyRole
from huiying.core.ledger.entries import ANNULLED, Entry, PartyRow
from huiying.core.rows import row
from huiying.engine.duties import Duty as EngineDuty
from huiying.engine.duties import plan_known
from huiying.engine.events import Known
from huiying.rulepacks import loader


class MatterLike(Protocol):
    """Of a matter, what planning reads."""

    pk: uuid.UUID
    packs: list[list[str]]
    region: str

    @property
    def in_charge_id(self) -> int | None: ...


@dataclass(kw_only=True, slots=True)
class Part:
    """A matter under some of its packs only."""

    pk: uuid.UUID
    packs: list[list[str]]
    region: str
    in_charge_id: int | None


# The engine's words -> the role that answers for them. Where nobody holds it, the unit in charge does.
OWED_BY: dict[str, PartyRole] = {
    "handling-unit": PartyRole.HANDLING,
    "registering-unit": PartyRole.REGISTERED,
    "deciding-unit": PartyRole.DECIDING,
    "reviewing-unit": PartyRole.REVIEWING,
    "asking-unit": PartyRole.ASKING,
    "recovering-unit": PartyRole.RECOVERING,
    "preserving-unit": PartyRole.DECIDING,
    "case-unit": PartyRole.INVESTIGATING,
    "answering-leader": PartyRole.ANSWERABLE,
    "clearing-unit": PartyRole.CLEARING,
    "approving-unit": PartyRole.APPROVING,
}
ENDED = frozenset({"met", "met_late", "used", "void", "lapsed"})


def packs_in_force(kind: str) -> list[list[str]]:
    """[[id, version], …] of the rule packs that a new matter of a kind comes under today."""
    table: dict[str, dict[str, list[str]]] = settings.HUIYING_PACK_TABLE
    ids = settings.HUIYING_PACKS or table[settings.HUIYING_JURISDICTION].get(kind, [])
    return newest(ids)


def kinds_in_force() -> list[str]:
    """The kinds of matter for which the service's jurisdiction has rules."""
    table: dict[str, dict[str, list[str]]] = settings.HUIYING_PACK_TABLE
    return list(table[settings.HUIYING_JURISDICTION])


def newest(pack_ids: Iterable[str]) -> list[list[str]]:
    return [[pack_id, loader.pack(pack_id).version] for pack_id in pack_ids]


def derive(
    matter: MatterLike, history: Sequence[Entry], parties: Sequence[PartyRow], now: datetime
) -> list[Duty]:
    """All duty rows of a matter as at `now`, unsaved, in the order of packs and rules. A pure reading."""
    found = _plans(matter, history, now)
    rows = [_row(matter, pack_id, duty, parties, now) for pack_id, duty in found]
    if any(e.kind == ANNULLED for e in history):
        _keep_past(matter, history, rows, now)
    return rows


def _plans(
    matter: MatterLike, history: Sequence[Entry], now: datetime
) -> Iterator[tuple[str, EngineDuty]]:
    """The duties under each of the matter's packs; its events are read once for all of them."""
    known = Known([e.for_engine() for e in history], now)
    for pack_id, version in matter.packs:
        pack = loader.pack(pack_id, version).pack
        for duty in plan_known(pack, loader.calendar(pack.calendar), known):
            yield pack_id, duty


def _row(
    matter: MatterLike, pack_id: str, found: EngineDuty, parties: Sequence[PartyRow], now: datetime
) -> Duty:
    state = str(found.state)
    at = found.due_at if found.breached and found.due_at else now
    unit = holder(found.owed_by, parties, at)
    return row(
        Duty,
        id=duty_id(matter.pk, found.key),
        matter_id=matter.pk,
        key=found.key,
        pack=pack_id,
        rule=found.rule,
        trigger=found.trigger,
        n=found.n,
        nature=str(found.nature),
        force=str(loader.rule(found.rule).force),
        basis=str(found.basis),
        owed_by=found.owed_by,
        owed_to=found.owed_to,
        unit_id=unit if unit is not None else matter.in_charge_id,
        officer_id=_officer(found.owed_by, parties),
        opened_at=found.opened_at,
        due_at=found.due_at,
        state=state,
        ended=state in ENDED,
        breached=found.breached,
        lead=found.lead,
        met_at=found.met_at,
        met_by=found.met_by or "",
        void_at=found.void_at,
        provisional=found.provisional,
        recorded_late=found.recorded_late,
        problem=list(found.problem) if found.problem else None,
        reached=list(found.reached),
        extensions=list(found.extensions),
        refused=[list(r) for r in found.refused],
        history=[[_iso(due), event] for due, event in found.history],
        next_check_at=found.next_check_at,
        region=matter.region,
    )


def duty_id(matter_id: uuid.UUID, key: str) -> uuid.UUID:
    """The same duty has the same id whenever it is derived."""
    return uuid.uuid5(matter_id, key)


def _iso(at: datetime | None) -> str | None:
    return at.isoformat() if at else None


def holder(word: str, parties: Iterable[PartyRow], at: datetime) -> int | None:
    """The unit that held the role behind one of the engine's words at an instant."""
    if word == "transferring-unit":
        return _transferring(parties)
    role = OWED_BY.get(word, PartyRole.HANDLING)
    held = [p for p in parties if p.role is role and p.unit_id is not None]
    for party in reversed(held):
        if party.since <= at and (party.until is None or at < party.until):
            return party.unit_id
    return held[-1].unit_id if held else None


def _transferring(parties: Iterable[PartyRow]) -> int | None:
    """Whoever had it in hand before; who never handed on is still the one."""
    hands = (PartyRole.HANDLING, PartyRole.INVESTIGATING)
    held = [p for p in parties if p.role in hands and p.unit_id is not None]
    ended = [p for p in held if p.until is not None]
    chosen = ended or held
    return chosen[-1].unit_id if chosen else None


def _officer(word: str, parties: Iterable[PartyRow]) -> int | None:
    """Duties of the unit in charge are the assigned officer's to do; other words name units."""
    if word not in {"handling-unit", "case-unit", "deciding-unit", "preserving-unit"}:
        return None
    for party in parties:
        if party.role is PartyRole.ASSIGNED and party.until is None:
            return party.officer_id
    return None


def _keep_past(
    matter: MatterLike, history: Sequence[Entry], rows: list[Duty], now: datetime
) -> None:
    """Add to each row the lines, and the miss, it had before an annulment; they are read from the events again,
    as they stood a second before each annulment was recorded."""
    by_key = {row.key: row for row in rows}
    cuts = [e.recorded_at for e in history if e.kind == ANNULLED and e.recorded_at <= now]
    for cut in cuts:
        at = cut - timedelta(seconds=1)
        for _, was in _plans(matter, history, at):
            row = by_key.get(was.key)
            if row is None:
                continue
            lines: list[list[Any]] = [[_iso(due), event] for due, event in was.history]
            lost = [line for line in lines if line not in row.history]
            if was.breached and not row.breached:
                lost.append(["breached", _iso(was.due_at)])
            row.past = row.past + [line for line in lost if line not in row.past]
