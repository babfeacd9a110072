"""Reads of matters, their events and parties. What a reader may see of them is decided in `access`."""

import uuid
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from huiying.core.composed import Composed
from huiying.core.kinds import Fact, Origin, PartyRole
from huiying.core.ledger import codes
from huiying.core.ledger.entries import (
    ENTRY_COLUMNS,
    PARTY_COLUMNS,
    Entry,
    PartyRow,
    entry,
    entry_of,
    party_of,
    party_row,
)
from huiying.core.ledger.models import Code, Event, Matter, Party, Slip


@dataclass(frozen=True, kw_only=True, slots=True)
class MatterRow:
    id: uuid.UUID
    ref: str
    kind: str
    origin: str
    opened_at: datetime
    packs: tuple[tuple[str, str], ...]
    # The unit that has it in hand: handles it or investigates it.
    handling_unit: int | None
    region: str


class NoSuchMatter(LookupError):
    """There is no such matter, or not for this reader: the answer is the same."""


def matter(matter_id: uuid.UUID) -> MatterRow:
    found = Matter.objects.filter(pk=matter_id).first()
    if found is None:
        raise NoSuchMatter(str(matter_id))
    return _row(found)


def matter_by_ref(ref: str) -> MatterRow:
    found = Matter.objects.filter(ref=ref.strip().upper()).first()
    if found is None:
        raise NoSuchMatter(ref)
    return _row(found)


def matter_of_source(source_key: str) -> MatterRow | None:
    """The matter that a source knows under a key."""
    found = Matter.objects.filter(source_key=source_key).first()
    return matter(found.pk) if found else None


def matters(ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, MatterRow]:
    return {m.pk: _row(m) for m in Matter.objects.filter(pk__in=list(ids))}


def _row(m: Matter) -> MatterRow:
    return MatterRow(
        id=m.pk,
        ref=m.ref,
        kind=m.kind,
        origin=m.origin,
        opened_at=m.opened_at,
        packs=tuple((p, v) for p, v in m.packs),
        handling_unit=m.in_charge_id,
        region=m.region,
    )


def newest_of(condition: Q) -> QuerySet[Matter]:
    """Matters of a condition, the newest first, for `search` to read from. Not for pages."""
    return Matter.objects.filter(condition).order_by("-opened_at", "-pk")


def newest(condition: Q, limit: int) -> list[tuple[datetime, uuid.UUID]]:
    """When and which: the newest matters of a condition."""
    return list(newest_of(condition).values_list("opened_at", "pk")[:limit])


def matter_ids(*, after: uuid.UUID | None, limit: int) -> list[uuid.UUID]:
    """Ids of all matters by the step, in their own order, for work that goes through everything."""
    rows = Matter.objects.order_by("pk")
    if after is not None:
        rows = rows.filter(pk__gt=after)
    return list(rows.values_list("pk", flat=True)[:limit])


def opened_since(kind: str, since: datetime, most: int) -> int:
    """How many matters of a kind were opened after an instant; counting ends at `most`."""
    return Matter.objects.filter(kind=kind, opened_at__gt=since).order_by()[:most].count()


def known_sources(keys: Iterable[str]) -> set[str]:
    """Of these keys of a source, those that were imported before."""
    return set(
        Matter.objects.filter(source_key__in=list(keys)).values_list("source_key", flat=True)  # type: ignore[arg-type]
    )


def history(matter_id: uuid.UUID) -> list[Entry]:
    """All events of a matter in the order of the ledger, the annulled ones too."""
    return [entry(e) for e in Event.objects.filter(matter_id=matter_id).order_by("sequence")]


def histories(matter_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, list[Entry]]:
    found: dict[uuid.UUID, list[Entry]] = {pk: [] for pk in matter_ids}
    rows = Event.objects.filter(matter_id__in=matter_ids).order_by("matter_id", "sequence")
    for values in rows.values_list(*ENTRY_COLUMNS):
        line = entry_of(values)
        found[line.matter_id].append(line)
    return found


def parties(matter_id: uuid.UUID) -> list[PartyRow]:
    return [party_row(p) for p in Party.objects.filter(matter_id=matter_id).order_by("since", "id")]


def party_of_person(person_id: uuid.UUID) -> PartyRow | None:
    """The party that a person's row stands for: one, since a person's matters are never linked."""
    found = Party.objects.filter(person_id=person_id, until__isnull=True).first()
    return party_row(found) if found else None


def parties_of(matter_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, list[PartyRow]]:
    found: dict[uuid.UUID, list[PartyRow]] = {pk: [] for pk in matter_ids}
    rows = Party.objects.filter(matter_id__in=matter_ids).order_by("since", "id")
    for values in rows.values_list(*PARTY_COLUMNS):
        party = party_of(values)
        found[party.matter_id].append(party)
    return found


def assigned_to(officer_id: int) -> list[uuid.UUID]:
    """Matters that an officer has in hand now (for handing on when they go)."""
    return list(
        Party.objects.filter(
            officer_id=officer_id, role=PartyRole.ASSIGNED.value, until__isnull=True
        ).values_list("matter_id", flat=True)
    )


def held_by(unit_id: int, roles: Sequence[PartyRole]) -> list[uuid.UUID]:
    """Matters in which a unit holds one of the roles now (for handing on when it closes)."""
    rows = Party.objects.filter(
        unit_id=unit_id, role__in=[role.value for role in roles], until__isnull=True
    )
    return list(rows.order_by("matter_id").values_list("matter_id", flat=True).distinct())


def accused_in(officer_id: int) -> list[uuid.UUID]:
    """Matters that are about an officer: for what is asked of and told to that officer alone."""
    return list(dict.fromkeys(matter_id for (matter_id,) in _ACCUSED.ask(officer_id)))


def _accused(officer_id: int) -> QuerySet[Party, Any]:
    rows = Party.objects.filter(
        officer_id=officer_id, role=PartyRole.ACCUSED.value, until__isnull=True
    )
    return rows.order_by("since", "id").values_list("matter_id")


_ACCUSED = Composed(_accused)


def facts_of(event_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, dict[str, Fact]]:
    """What was recorded of some events, without a word of anybody's."""
    if not event_ids:
        return {}
    return dict(Event.objects.filter(pk__in=list(event_ids)).values_list("pk", "facts"))


def events_between(
    kinds: Sequence[str], since: datetime, until: datetime, *, beyond: uuid.UUID | None, limit: int
) -> list[Entry]:
    """Events of some kinds entered in [since, until], oldest first; those at `since` only beyond that id."""
    rows = Event.objects.filter(kind__in=kinds, entered_at__gte=since, entered_at__lte=until)
    if beyond is not None:
        rows = rows.exclude(entered_at=since, id__lte=beyond)
    return [entry(e) for e in rows.order_by("entered_at", "id")[:limit]]


def matters_in(kinds: Sequence[str], since: datetime, until: datetime) -> list[uuid.UUID]:
    """Matters in which something of rare kinds was entered between two instants, the oldest first."""
    rows = Event.objects.filter(kind__in=kinds, entered_at__gte=since, entered_at__lte=until)
    ids = rows.order_by("entered_at", "id").values_list("matter_id", flat=True)
    return list(dict.fromkeys(ids))


def count_events(kinds: Sequence[str], since: datetime, until: datetime) -> Counter[str]:
    """How many events of some kinds were entered in [since, until), by kind; imported ones apart."""
    return Counter(dict(_COUNTED.ask(since, until, shape=(tuple(kinds),))))


def _counted(kinds: Sequence[str], since: datetime, until: datetime) -> QuerySet[Event, Any]:
    rows = Event.objects.filter(
        kind__in=kinds, entered_at__gte=since, entered_at__lt=until, origin=Origin.LIVE.value
    )
    return rows.order_by().values_list("kind").annotate(Count("id"))


_COUNTED = Composed(_counted)


def having(kind: str, condition: Q, since: datetime, limit: int) -> list[uuid.UUID]:
    """Matters of a condition (from `access`) in which something of a kind was entered since an instant."""
    there = Event.objects.filter(matter_id=OuterRef("pk"), kind=kind, entered_at__gte=since)
    rows = Matter.objects.filter(condition).filter(Exists(there))
    return list(rows.order_by("-opened_at", "-pk").values_list("pk", flat=True)[:limit])


def latest(kinds: Sequence[str], condition: Q, limit: int) -> list[tuple[str, Entry]]:
    """The newest events of some kinds, each with the matter's ref; `condition` (from `access`) is on `matter__`."""
    rows = Event.objects.filter(condition, kind__in=kinds).select_related("matter")
    return [(e.matter.ref, entry(e)) for e in rows.order_by("-entered_at", "-id")[:limit]]


def entered_late(condition: Q, since: datetime, by_more_than: timedelta) -> tuple[int, int]:
    """Of the facts entered since an instant, how many were entered long after they happened; imported ones apart."""
    rows = Event.objects.filter(condition, entered_at__gte=since, origin="live")
    late = rows.filter(entered_at__gt=F("occurred_at") + by_more_than)
    return late.count(), rows.count()


def read_behind(kind: str | None, reads: QuerySet[Any], limit: int) -> list[uuid.UUID]:
    """Matters of a kind (None: of any) whose history is longer than what was read of it, or was never read: `reads` are
    rows with `matter_id` and `sequence`. Finds what an instant alone would miss, such as facts entered with an older
    clock."""
    same = reads.filter(matter_id=OuterRef("pk"), sequence=OuterRef("last_sequence"))
    behind = Matter.objects.filter(~Exists(same), **({} if kind is None else {"kind": kind}))
    return list(behind.order_by("pk").values_list("pk", flat=True)[:limit])


def matters_where(
    *, held: Sequence[tuple[PartyRole, Sequence[int] | None]] = (), officer: int | None = None
) -> QuerySet[Party]:
    """Party rows now in force, for `access` to build its scope from. Not for pages."""
    rows = Party.objects.filter(until__isnull=True)
    scope = Q()
    for role, units in held:
        scope |= Q(role=role.value) if units is None else Q(role=role.value, unit_id__in=units)
    return rows.filter(scope, **({"officer_id": officer} if officer else {}))


def excluded_officer(officer_id: int) -> QuerySet[Party]:
    """Party rows that keep an officer away from a matter: accused, or stepped aside."""
    return Party.objects.filter(
        officer_id=officer_id, role__in=[PartyRole.ACCUSED.value, PartyRole.RECUSED.value]
    )


def excluding_units(unit_ids: Sequence[int]) -> QuerySet[Party]:
    """Party rows by which units are the ones complained of."""
    return Party.objects.filter(
        unit_id__in=unit_ids, role=PartyRole.ACCUSED.value, until__isnull=True
    )


# --- receipt codes -----------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True, slots=True)
class Holder:
    """Whom a code speaks for."""

    code_id: uuid.UUID
    matter_id: uuid.UUID
    party_id: uuid.UUID
    person_id: uuid.UUID | None
    provisional: bool
    # Of a provisional code: when it was first looked up. It opens nothing long after that.
    first_used_at: datetime | None = None


def holder_of(typed: str) -> Holder | None:
    """Whom the typed code speaks for; None for any wrong code, after the same work."""
    code = codes.read(typed)
    digest = codes.digest(code or "0" * codes.LENGTH)
    found = (
        Code.objects.filter(digest=digest, revoked_at__isnull=True).select_related("party").first()
    )
    if found is None or code is None:
        return None
    return Holder(
        code_id=found.pk,
        matter_id=found.matter_id,
        party_id=found.party_id,
        person_id=found.party.person_id,
        provisional=found.provisional,
        first_used_at=found.first_used_at,
    )


def code_in_force(code_id: uuid.UUID) -> bool:
    return Code.objects.filter(pk=code_id, revoked_at__isnull=True).exists()


@dataclass(frozen=True, kw_only=True, slots=True)
class SlipRow:
    serial: str
    unit_id: int
    printed_at: datetime
    used_at: datetime | None
    void_reason: str


def slips(unit_ids: Sequence[int]) -> list[SlipRow]:
    return [
        SlipRow(
            serial=s.serial,
            unit_id=s.unit_id,
            printed_at=s.printed_at,
            used_at=s.used_at,
            void_reason=s.void_reason,
        )
        for s in Slip.objects.filter(unit_id__in=unit_ids).order_by("serial")
    ]
