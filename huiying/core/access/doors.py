"""The only two doors: `require` for one matter, `visible` for lists. A test walks that they agree.

What a seat may do depends on how its unit stands to the matter; the table says it all.
"""

import uuid
from collections.abc import Iterable, Sequence
from datetime import datetime
from enum import StrEnum

from django.db.models import Exists, OuterRef, Q

from huiying.core.access import conflict
from huiying.core.kinds import Act, Actor, ActorKind, PartyRole, Seat, SeatRole
from huiying.core.ledger import queries as ledger
from huiying.core.ledger.entries import PartyRow
from huiying.core.units import queries as units


class Denied(PermissionError):
    """The actor may not do this. Says neither whether the matter exists nor what it is about."""


class Relation(StrEnum):
    """How a seat stands to a matter."""

    ASSIGNED = "assigned"
    HANDLING = "handling"
    ABOVE = "above"
    REVIEWING = "reviewing"
    ABOVE_REVIEWING = "above-reviewing"
    ASKING = "asking"
    INVESTIGATING = "investigating"
    ABOVE_INVESTIGATING = "above-investigating"
    VISITING = "visiting"
    EMERGENCY = "emergency"
    RECOVERING = "recovering"
    CLEARING = "clearing"
    APPROVING = "approving"
    ANSWERABLE = "answerable"


_WORK = frozenset(
    {Act.SEE, Act.SEE_PERSON, Act.WORK, Act.ANNUL, Act.RECUSE, Act.RELEASE, Act.VISIT}
)
_LEAD = _WORK | {Act.ASSIGN, Act.APPROVE, Act.SECOND_ANNUL, Act.SECOND_RELEASE}
_REVIEW = frozenset({Act.SEE, Act.SEE_PERSON, Act.REVIEW, Act.SPEAK_APART, Act.RECUSE, Act.ANNUL})
_ABOVE = frozenset({Act.SEE, Act.SUPERVISE, Act.ASSIGN, Act.APPROVE, Act.SECOND_ANNUL, Act.EXCEPT})

# To keep a matter beyond its time, and to erase it once that is up: one proposes, another decides.
_KEEPS = frozenset({Act.HOLD, Act.DISPOSE, Act.SECOND_DISPOSE})
# Reading beyond one's scope for a short while (core.emergency): one matter, and nothing is done in it.
_READ = frozenset({Act.SEE, Act.SEE_PERSON})

_PARTNERS = frozenset({Act.SEE, Act.RECUSE, Act.SUPERVISE, Act.OVERSEE})
_HANDLES = frozenset(
    {
        Act.WORK,
        Act.REVIEW,
        Act.ASSIGN,
        Act.APPROVE,
        Act.SECOND_RELEASE,
        Act.DISPOSE,
        Act.SECOND_DISPOSE,
    }
)

# Role, relation of the seat's unit to the matter -> what may be done. Whatever is not here may not.
GRANTS: dict[tuple[SeatRole, Relation], frozenset[Act]] = {
    (SeatRole.DESK, Relation.ASSIGNED): _WORK,
    (SeatRole.COMPLAINTS, Relation.ASSIGNED): _WORK,
    (SeatRole.COMPLAINTS, Relation.HANDLING): _WORK,
    (SeatRole.HEAD, Relation.HANDLING): _LEAD,
    (SeatRole.SUPERVISOR, Relation.HANDLING): _LEAD | {Act.SUPERVISE} | _KEEPS,
    (SeatRole.HEAD, Relation.ABOVE): frozenset(
        {Act.SEE, Act.APPROVE, Act.SECOND_ANNUL, Act.EXCEPT}
    ),
    (SeatRole.SUPERVISOR, Relation.ABOVE): _ABOVE | _KEEPS,
    (SeatRole.OVERSIGHT, Relation.HANDLING): frozenset({Act.SEE, Act.OVERSEE}) | _KEEPS,
    (SeatRole.OVERSIGHT, Relation.ABOVE): frozenset({Act.SEE, Act.OVERSEE}) | _KEEPS,
    (SeatRole.COMPLAINTS, Relation.REVIEWING): _REVIEW,
    (SeatRole.HEAD, Relation.REVIEWING): _REVIEW | {Act.ASSIGN, Act.APPROVE, Act.SECOND_ANNUL},
    (SeatRole.SUPERVISOR, Relation.REVIEWING): _REVIEW
    | {Act.ASSIGN, Act.APPROVE, Act.SECOND_ANNUL},
    (SeatRole.SUPERVISOR, Relation.ABOVE_REVIEWING): frozenset({Act.SEE, Act.SUPERVISE}),
    (SeatRole.OVERSIGHT, Relation.ABOVE_REVIEWING): frozenset({Act.SEE, Act.OVERSEE}),
    (SeatRole.RESPONSE, Relation.ASKING): frozenset(
        {Act.ASK_VIEW, Act.SPEAK_APART, Act.SEE_PERSON}
    ),
    (SeatRole.CASES, Relation.ASSIGNED): _WORK,
    (SeatRole.CASES, Relation.INVESTIGATING): _WORK,
    (SeatRole.HEAD, Relation.INVESTIGATING): _LEAD,
    (SeatRole.SUPERVISOR, Relation.INVESTIGATING): _LEAD | {Act.SUPERVISE} | _KEEPS,
    (SeatRole.HEAD, Relation.ABOVE_INVESTIGATING): frozenset(
        {Act.SEE, Act.APPROVE, Act.SECOND_ANNUL}
    ),
    (SeatRole.SUPERVISOR, Relation.ABOVE_INVESTIGATING): _ABOVE | {Act.SECOND_RELEASE} | _KEEPS,
    (SeatRole.OVERSIGHT, Relation.INVESTIGATING): frozenset({Act.SEE, Act.OVERSEE}) | _KEEPS,
    (SeatRole.OVERSIGHT, Relation.ABOVE_INVESTIGATING): frozenset({Act.SEE, Act.OVERSEE}) | _KEEPS,
    (SeatRole.LEGAL, Relation.INVESTIGATING): frozenset({Act.SEE, Act.SECOND_RELEASE, Act.HOLD}),
    (SeatRole.LEGAL, Relation.ABOVE_INVESTIGATING): frozenset(
        {Act.SEE, Act.SECOND_RELEASE, Act.HOLD}
    ),
    # Complaints and petitions have things to hold back and people to go to as well.
    (SeatRole.LEGAL, Relation.HANDLING): frozenset({Act.SEE, Act.SECOND_RELEASE, Act.HOLD}),
    (SeatRole.LEGAL, Relation.ABOVE): frozenset({Act.SEE, Act.SECOND_RELEASE, Act.HOLD}),
    # Asked to be the second person, wherever in the tree: a station at night borrows the county's legal officer.
    (SeatRole.LEGAL, Relation.CLEARING): frozenset({Act.SEE, Act.SECOND_RELEASE}),
    (SeatRole.HEAD, Relation.CLEARING): frozenset({Act.SEE, Act.SECOND_RELEASE}),
    # That even the existence of something is withheld is approved from outside: by an outside body or oversight.
    (SeatRole.OVERSIGHT, Relation.APPROVING): frozenset({Act.SEE, Act.APPROVE_EXISTENCE}),
    (SeatRole.COMPLAINTS, Relation.APPROVING): frozenset({Act.SEE, Act.APPROVE_EXISTENCE}),
    (SeatRole.HEAD, Relation.APPROVING): frozenset({Act.SEE, Act.APPROVE_EXISTENCE}),
    # Who goes to somebody's door knows what was agreed and what may be told, whatever their seat.
    (SeatRole.DESK, Relation.VISITING): frozenset({Act.SEE, Act.SEE_PERSON, Act.VISIT}),
    (SeatRole.COMPLAINTS, Relation.VISITING): frozenset({Act.SEE, Act.SEE_PERSON, Act.VISIT}),
    (SeatRole.CASES, Relation.VISITING): frozenset({Act.SEE, Act.SEE_PERSON, Act.VISIT}),
    (SeatRole.HEAD, Relation.VISITING): frozenset({Act.SEE, Act.SEE_PERSON, Act.VISIT}),
    (SeatRole.SUPERVISOR, Relation.VISITING): frozenset({Act.SEE, Act.SEE_PERSON, Act.VISIT}),
    (SeatRole.DESK, Relation.EMERGENCY): _READ,
    (SeatRole.COMPLAINTS, Relation.EMERGENCY): _READ,
    (SeatRole.CASES, Relation.EMERGENCY): _READ,
    (SeatRole.HEAD, Relation.EMERGENCY): _READ,
    (SeatRole.SUPERVISOR, Relation.EMERGENCY): _READ,
    # The head of the unit above, once somebody is dissatisfied or a promise was broken: it is for them to speak with
    # the person, and nobody of the unit that visited hears of it.
    (SeatRole.HEAD, Relation.RECOVERING): frozenset({Act.SEE, Act.SEE_PERSON, Act.RECOVER}),
    (SeatRole.SUPERVISOR, Relation.RECOVERING): frozenset({Act.SEE, Act.SEE_PERSON, Act.RECOVER}),
    (SeatRole.LEGAL, Relation.VISITING): frozenset({Act.SEE, Act.SEE_PERSON, Act.VISIT}),
    # The leader who answers by name for a major or difficult petition works on it, from whatever level.
    (SeatRole.HEAD, Relation.ANSWERABLE): _WORK,
    (SeatRole.SUPERVISOR, Relation.ANSWERABLE): _WORK,
}

# What needs no matter: acts of a role anywhere in its own unit.
GENERAL: dict[SeatRole, frozenset[Act]] = {
    SeatRole.DESK: frozenset({Act.REGISTER, Act.EMERGENCY}),
    # An outside body has such seats too; whether a unit is outside, and was asked, is looked at besides.
    SeatRole.COMPLAINTS: frozenset({Act.REGISTER, Act.EMERGENCY, Act.APPROVE_EXISTENCE}),
    SeatRole.CASES: frozenset({Act.REGISTER, Act.EMERGENCY}),
    SeatRole.LEGAL: frozenset({Act.CLEAR}),
    SeatRole.HEAD: frozenset({Act.REGISTER, Act.SUPERVISE, Act.EMERGENCY, Act.APPROVE_EXISTENCE}),
    SeatRole.SUPERVISOR: frozenset({Act.SUPERVISE, Act.EMERGENCY, Act.DISPOSE}),
    SeatRole.OVERSIGHT: frozenset({Act.OVERSEE, Act.DISPOSE, Act.APPROVE_EXISTENCE}),
    SeatRole.RESPONSE: frozenset({Act.ASK_VIEW}),
    SeatRole.ADMIN: frozenset({Act.ADMINISTER}),
}


# Relations in which an officer stands as a person, whatever their unit.
_BY_OFFICER = {
    PartyRole.ASSIGNED: Relation.ASSIGNED,
    PartyRole.VISITING: Relation.VISITING,
    PartyRole.ANSWERABLE: Relation.ANSWERABLE,
}


# Relations in which the unit named stands, and nobody above it.
_OF_A_UNIT = {
    PartyRole.ASKING: Relation.ASKING,
    PartyRole.RECOVERING: Relation.RECOVERING,
    PartyRole.CLEARING: Relation.CLEARING,
    PartyRole.APPROVING: Relation.APPROVING,
}


def relations(seat: Seat, officer_id: int | None, parties: Iterable[PartyRow]) -> set[Relation]:
    found: set[Relation] = set()
    for party in parties:
        if party.until is not None:
            continue
        if party.role in _BY_OFFICER and party.officer_id is not None:
            if party.officer_id == officer_id:
                found.add(_BY_OFFICER[party.role])
        elif party.unit_id is not None:
            found |= _by_unit(seat, party.role, party.unit_id)
    return found


def _by_unit(seat: Seat, role: PartyRole, unit_id: int) -> set[Relation]:
    own = seat.unit_id == unit_id
    above = not own and units.unit(unit_id).path.startswith(seat.unit_path)
    if role is PartyRole.HANDLING:
        return {Relation.HANDLING} if own else {Relation.ABOVE} if above else set()
    if role is PartyRole.INVESTIGATING:
        return (
            {Relation.INVESTIGATING} if own else {Relation.ABOVE_INVESTIGATING} if above else set()
        )
    if role is PartyRole.REVIEWING:
        return {Relation.REVIEWING} if own else {Relation.ABOVE_REVIEWING} if above else set()
    return {_OF_A_UNIT[role]} if own and role in _OF_A_UNIT else set()


def acts_on(by: Actor, parties: Sequence[PartyRow], matter_id: uuid.UUID) -> frozenset[Act]:
    """All acts an actor may do on a matter."""
    if by.kind is ActorKind.SYSTEM:
        return frozenset(Act)
    if by.kind is ActorKind.HOLDER:
        return frozenset({Act.FOLLOW}) if by.matter_id == matter_id else frozenset()
    if by.kind is ActorKind.CLIENT or conflict.excluded(by, parties):
        return frozenset()
    acts: set[Act] = set()
    for seat in by.seats:
        for relation in relations(seat, by.officer_id, parties):
            acts |= GRANTS.get((seat.role, relation), frozenset())
    if acts & _HANDLES and conflict.partner(by, parties):
        return left_to_partners(frozenset(acts))
    return frozenset(acts) | _read_in_emergency(by, parties)


def _read_in_emergency(by: Actor, parties: Sequence[PartyRow]) -> frozenset[Act]:
    """What an emergency opens: never to who lately served with somebody complained of, whatever the reason."""
    if emergency_until(by, parties) is None or conflict.partner(by, parties):
        return frozenset()
    acts = frozenset[Act]()
    for seat in by.seats:
        acts |= GRANTS.get((seat.role, Relation.EMERGENCY), frozenset())
    return acts


def emergency_until(by: Actor, parties: Sequence[PartyRow]) -> datetime | None:
    """Until when an actor reads a matter beyond their scope; None: they do not. It ends by itself."""
    ends = [
        party.until
        for party in parties
        if party.role is PartyRole.EMERGENCY
        and party.officer_id is not None
        and party.officer_id == by.officer_id
        and party.until is not None
        and by.at is not None
        and party.since <= by.at < party.until
    ]
    return max(ends, default=None)


def may_break_glass(by: Actor, parties: Sequence[PartyRow]) -> bool:
    """Whether an actor could open a matter in an emergency. A conflict of interest is never broken."""
    return (
        by.kind is ActorKind.STAFF
        and may(by, Act.EMERGENCY)
        and not conflict.excluded(by, parties)
        and not conflict.partner(by, parties)
    )


def left_to_partners(acts: frozenset[Act]) -> frozenset[Act]:
    """Who lately served with somebody complained of may know how a matter stands, and handles nothing of it."""
    return acts & _PARTNERS if acts & _HANDLES else acts


def allowed(by: Actor, act: Act, parties: Sequence[PartyRow], matter_id: uuid.UUID) -> bool:
    return act in acts_on(by, parties, matter_id)


def require(by: Actor, act: Act, parties: Sequence[PartyRow], matter_id: uuid.UUID) -> None:
    """Raises Denied."""
    if not allowed(by, act, parties, matter_id):
        raise Denied(act.value)


def may(by: Actor, act: Act) -> bool:
    """Acts that need no matter: register, supervise, oversee, administer."""
    if by.kind is ActorKind.SYSTEM:
        return True
    if by.kind in {ActorKind.CLIENT, ActorKind.HOLDER}:
        return by.kind is ActorKind.CLIENT and act is Act.REGISTER
    return any(act in GENERAL.get(seat.role, frozenset()) for seat in by.seats)


def require_general(by: Actor, act: Act) -> None:
    """Raises Denied."""
    if not may(by, act):
        raise Denied(act.value)


# Of the unit alone; who looks again is seen from above as well.
_BY_UNIT = {relation: role for role, relation in _OF_A_UNIT.items()}
# Alternatives are tried in the order they are written: first what is a column of the matter, then what is looked up.
_OF_THE_MATTER = {
    Relation.HANDLING: ("handling_unit", False),
    Relation.ABOVE: ("handling_unit", True),
    Relation.INVESTIGATING: ("investigating_unit", False),
    Relation.ABOVE_INVESTIGATING: ("investigating_unit", True),
}
# An emergency opens one matter by its reference and puts it on no list.
_LISTED = [relation for relation in Relation if relation is not Relation.EMERGENCY]
_CHEAPEST_FIRST = sorted(_LISTED, key=lambda r: r not in _OF_THE_MATTER)


def visible(by: Actor, *, prefix: str = "") -> Q:
    """The condition on matters an actor may see, for lists and counts. `prefix` leads to the matter (`matter__`).

    Says the same as `require(by, Act.SEE, …)`, in the database, but for what an emergency opens: that is on no list.
    """
    if by.kind is ActorKind.SYSTEM:
        return Q()
    if by.kind is not ActorKind.STAFF or by.officer_id is None:
        return Q(pk__in=[])
    matter = f"{prefix}pk" if prefix else "pk"
    granted = Q(pk__in=[])
    for relation in _CHEAPEST_FIRST:
        for seat in by.seats:
            if Act.SEE in GRANTS.get((seat.role, relation), frozenset()):
                granted |= _granted(seat, relation, by.officer_id, prefix, matter)
    themselves = ledger.excluded_officer(by.officer_id).filter(matter_id=OuterRef(matter))
    return granted & ~(Q(Exists(themselves)) | _units_away(by, matter))


def _granted(seat: Seat, relation: Relation, officer: int, prefix: str, matter: str) -> Q:
    below = [u for u in units.branch(seat.unit_id) if u != seat.unit_id]
    if relation in _OF_THE_MATTER:
        column, over = _OF_THE_MATTER[relation]
        if over:
            return Q(**{f"{prefix}{column}__in": below})
        return Q(**{f"{prefix}{column}": seat.unit_id})
    by_officer = {relation: role for role, relation in _BY_OFFICER.items()}
    if relation in by_officer:
        rows = ledger.matters_where(held=[(by_officer[relation], None)], officer=officer)
    else:
        role = _BY_UNIT.get(relation, PartyRole.REVIEWING)
        ids = below if relation is Relation.ABOVE_REVIEWING else [seat.unit_id]
        rows = ledger.matters_where(held=[(role, ids)])
    return Q(Exists(rows.filter(matter_id=OuterRef(matter))))


def _units_away(by: Actor, matter: str) -> Q:
    """A unit is kept away where it is accused, or accused units lie in its branch and the deciding one does not.

    Asked in one look at the accused units of a matter, however many seats there are: each look is a walk down an index.
    """
    away, of_interest = Q(pk__in=[]), set[int]()
    for unit_id in {seat.unit_id for seat in by.seats}:
        below = units.branch(unit_id)
        of_interest.update(below)
        away |= Q(unit_id=unit_id)
        if len(below) > 1:
            decides = ledger.matters_where(held=[(PartyRole.DECIDING, below)])
            inside = decides.filter(matter_id=OuterRef("matter_id"))
            away |= Q(unit_id__in=below) & ~Q(Exists(inside))
    accused = ledger.excluding_units(sorted(of_interest)).filter(away)
    return Q(Exists(accused.filter(matter_id=OuterRef(matter))))


def oversees(by: Actor) -> list[int]:
    """Units whose figures and worklists a supervisor, head or overseer may open: their branches."""
    ids: list[int] = []
    for seat in by.seats:
        if GENERAL.get(seat.role, frozenset()) & {Act.SUPERVISE, Act.OVERSEE}:
            ids.extend(u for u in units.branch(seat.unit_id) if u not in ids)
    return ids


def at_instant(by: Actor, at: datetime) -> Actor:
    """The same officer with the postings in force at an instant (for replay and tests)."""
    if by.officer_id is None:
        return by
    return Actor(
        kind=by.kind,
        name=by.name,
        officer_id=by.officer_id,
        seats=units.seats_of(by.officer_id, at),
        at=at,
    )
