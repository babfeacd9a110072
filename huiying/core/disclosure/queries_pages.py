"""Reads of the gate for its own pages: with the words that nobody else reads. The caller logs the look."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet

from huiying.core.access import doors
from huiying.core.access.among import among
from huiying.core.composed import Composed
from huiying.core.disclosure import queries, sentences
from huiying.core.disclosure.finding import Around
from huiying.core.disclosure.kinds import kind_of
from huiying.core.disclosure.sentences import Helper, SentenceRow
from huiying.core.disclosure.standing import Gate, GateLine, State
from huiying.core.duties.models import ASKED_BEYOND, OPEN, Duty
from huiying.core.kinds import PEOPLE, Act, Actor, PartyRole
from huiying.core.ledger import queries as ledger
from huiying.core.ledger.entries import Entry, left_parties, standing
from huiying.core.ledger.queries import MatterRow
from huiying.core.people.services import open_texts

# Rules of the gate, whatever the jurisdiction, by what they are about.
SECOND, OUTSIDE, AGAIN = ".gate-second", ".existence-answered", ".gate-asked-again"


@dataclass(frozen=True, kw_only=True, slots=True)
class Worded:
    """A line with its words in clear; `refusal` is why the second person did not agree."""

    line: GateLine
    text: str
    source: str
    said: str
    ground_words: str
    refusal: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Hearer:
    party_id: uuid.UUID
    role: PartyRole


@dataclass(frozen=True, kw_only=True, slots=True)
class GatePage:
    """The gate of one matter, for whoever may do something at it."""

    matter: MatterRow
    kind: str
    acts: frozenset[Act]
    gate: Gate
    lines: tuple[Worded, ...]
    people: tuple[Hearer, ...]
    sentences: tuple[SentenceRow, ...]
    helpers: tuple[Helper, ...]
    second_units: tuple[int, ...]
    outside_units: tuple[int, ...]

    def in_state(self, *states: State) -> list[Worded]:
        return [one for one in self.lines if one.line.state in states]


def gate_page(*, ref: str, by: Actor, at: datetime, needs: Act) -> GatePage:
    """Raises access.Denied, ledger.NoSuchMatter."""
    matter = ledger.matter_by_ref(ref)
    parties = ledger.parties(matter.id)
    acts = doors.acts_on(by, parties, matter.id)
    if not {Act.SEE, needs} <= acts:
        raise doors.Denied(needs.value)
    history = ledger.history(matter.id)
    found = queries.gate(history)
    kind = kind_of(matter.id, matter.kind)
    unit = matter.handling_unit
    around = Around(parties=parties, in_charge=unit, at=at)
    left = left_parties(history)
    return GatePage(
        matter=matter,
        kind=kind,
        acts=acts,
        gate=found,
        lines=tuple(_worded(found, history)),
        people=tuple(
            Hearer(party_id=p.id, role=p.role)
            for p in parties
            if p.role in PEOPLE and p.until is None and str(p.id) not in left
        ),
        sentences=tuple(sentences.sentences_for(kind=kind, unit_id=unit)) if unit else (),
        helpers=tuple(sentences.helpers(kind)),
        second_units=tuple(around.second_units(but=by.officer_id)),
        outside_units=tuple(around.outside_units()),
    )


def _worded(gate: Gate, history: Sequence[Entry]) -> list[Worded]:
    reasons = {
        str(line.refused): str(e.texts.get("reason", ""))
        for line in gate.lines.values()
        for e in standing(history)
        if line.refused is not None and e.id == line.refused
    }
    ids = [*reasons.values()]
    for line in gate.lines.values():
        ids += [line.text, line.source, line.said, line.ground_words]
    texts = open_texts([uuid.UUID(pk) for pk in ids if pk])
    return [
        Worded(
            line=line,
            text=_read(texts, line.text),
            source=_read(texts, line.source),
            said=_read(texts, line.said),
            ground_words=_read(texts, line.ground_words),
            refusal=_read(texts, reasons.get(str(line.refused), "")),
        )
        for line in gate.lines.values()
    ]


def _read(texts: Mapping[uuid.UUID, str | None], pk: str) -> str:
    return (texts.get(uuid.UUID(pk)) or "") if pk else ""


# --- what is asked of a seat -----------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True, slots=True)
class AskedOf:
    """A matter on which something is asked of a unit of the reader: as second person, or from outside."""

    ref: str
    from_outside: bool
    by_unit: int | None
    due_at: datetime | None


def _asked(*units: int) -> QuerySet[Duty]:
    return Duty.objects.filter(OPEN, rule__in=ASKED_BEYOND, unit_id__in=units)


# Most desks are asked nothing.
_ASKED = Composed(lambda *units: _asked(*units).values_list("pk")[:1])


def asked_of(*, by: Actor, limit: int = 200) -> list[AskedOf]:
    """By date. Of matters the reader may see, where they may do what is asked."""
    units = [seat.unit_id for seat in by.seats]
    if not _ASKED.ask(*units):
        return []
    found = list(_asked(*units).select_related("matter").order_by("due_at", "pk")[:limit])
    seen = among(by, {d.matter_id for d in found})
    parties = ledger.parties_of(list(seen))
    asked: dict[tuple[str, bool], AskedOf] = {}
    for d in found:
        if d.matter_id not in seen:
            continue
        outside = d.rule.endswith(OUTSIDE)
        needs = Act.APPROVE_EXISTENCE if outside else Act.SECOND_RELEASE
        if needs in doors.acts_on(by, parties[d.matter_id], d.matter_id):
            one = AskedOf(
                ref=d.matter.ref,
                from_outside=outside,
                by_unit=d.matter.in_charge_id,
                due_at=d.due_at,
            )
            asked.setdefault((one.ref, outside), one)
    return list(asked.values())


# --- what is held back, for those who answer for a branch ---------------------------------------------------


@dataclass(frozen=True, kw_only=True, slots=True)
class HeldRow:
    """Something held back in a unit: what about, why, by which officers, until when. No person is named."""

    ref: str
    unit_id: int
    line: GateLine
    existence: bool


def held_below(*, by: Actor, at: datetime, limit: int = 500) -> list[HeldRow]:
    """In the branches of the reader, the earliest day first. Raises access.Denied where none are theirs to watch."""
    unit_ids = doors.oversees(by)
    if not unit_ids:
        raise doors.Denied(Act.SUPERVISE.value)
    due = Duty.objects.filter(OPEN, unit_id__in=unit_ids, rule__endswith=AGAIN)
    ids = list(dict.fromkeys(due.order_by("due_at").values_list("matter_id", flat=True)[:limit]))
    silent = set(queries.matters_with_existence(at=at))
    ids += [pk for pk in silent if pk not in ids]
    seen = among(by, ids)
    matters, histories = ledger.matters(seen), ledger.histories(list(seen))
    rows = [
        HeldRow(
            ref=matters[pk].ref,
            unit_id=unit,
            line=line,
            existence=line.state in {State.EXISTENCE, State.EXISTENCE_ASKED},
        )
        for pk in ids
        if pk in seen and (unit := matters[pk].handling_unit or 0) in unit_ids
        for line in queries.gate(histories[pk]).lines.values()
        if line.held_back or line.state in {State.EXISTENCE, State.EXISTENCE_ASKED}
    ]
    return sorted(rows, key=_until)


def _until(row: HeldRow) -> str:
    return row.line.existence_until if row.existence else row.line.ask_again_on


def last_year(at: datetime) -> queries.Counts:
    return queries.counts(since=at - timedelta(days=365), until=at)
