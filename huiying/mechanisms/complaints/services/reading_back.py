"""How a complaint stands, for the system that registered it: what the person was told already, and no word of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from huiying.core.access import conflict
from huiying.core.kinds import Actor, ActorKind, PartyRole
from huiying.core.ledger import queries as ledger
from huiying.core.ledger.entries import Entry, PartyRow
from huiying.core.ledger.entries import standing as standing_lines
from huiying.core.units import queries as units
from huiying.mechanisms.complaints import events

RECEIVED = "received"
# Nothing before the person knows it. What came after a disagreement is theirs alone.
STATUSES = {
    events.ACCEPTANCE_TOLD.kind: "accepted",
    events.OUTCOME_TOLD.kind: "answered",
    events.REFUSAL_TOLD.kind: "not-taken",
    events.WITHDRAWN.kind: "withdrawn",
}
REPORTED = frozenset(
    {*STATUSES, events.RECEIVED.kind, events.TRANSFER_TOLD.kind, events.EXTENSION_TOLD.kind}
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Report:
    ref: str
    status: str
    received_at: datetime
    # Code of the unit that answers.
    decided_by: str
    happened: tuple[tuple[str, datetime], ...]


def report_of(*, ref: str, by: Actor) -> Report | None:
    """None where there is none, or somebody else registered it: the answer is the same.

    Where the system belongs to a unit that is kept away from it, it stays what it was when it was registered, whatever
    becomes of it (mission N3): who is complained of learns nothing by a side door, not even that there is one.
    """
    try:
        matter = ledger.matter_by_ref(ref)
    except ledger.NoSuchMatter:
        return None
    lines = standing_lines(ledger.history(matter.id))
    if matter.kind != events.KIND or not lines or not _theirs(lines[0], by):
        return None
    parties = ledger.parties(matter.id)
    shown = lines[:1] if _kept_away(by, parties) else [e for e in lines if e.kind in REPORTED]
    deciding = sorted((p for p in parties if p.role is PartyRole.DECIDING), key=lambda p: p.since)
    unit = deciding[0 if len(shown) == 1 else -1].unit_id if deciding else None
    return Report(
        ref=matter.ref,
        status=_status(shown),
        received_at=lines[0].occurred_at,
        decided_by=units.unit(unit).code if unit else "",
        happened=tuple((e.kind, e.occurred_at) for e in shown),
    )


def _status(lines: Iterable[Entry]) -> str:
    found = [STATUSES[e.kind] for e in lines if e.kind in STATUSES]
    return found[-1] if found else RECEIVED


def _theirs(first: Entry, by: Actor) -> bool:
    return (
        by.kind is ActorKind.CLIENT
        and first.by_kind == ActorKind.CLIENT.value
        and first.by_name == by.name
    )


def _kept_away(by: Actor, parties: Iterable[PartyRow]) -> bool:
    """Whether its unit is complained of, below one that is, or in the chain that is left out."""
    if by.unit_id is None:
        return True
    own = units.unit(by.unit_id)
    there = [p for p in parties if p.until is None and p.unit_id is not None]
    accused = [p.unit_id for p in there if p.role is PartyRole.ACCUSED and p.unit_id]
    deciding = [p.unit_id for p in there if p.role is PartyRole.DECIDING and p.unit_id]
    below = any(own.below(units.unit(unit)) for unit in accused)
    return below or conflict.unit_excluded(own.id, accused, deciding)
