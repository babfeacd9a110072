"""A matter as its reader may see it, whatever its kind: for staff, and for the holder of one of its codes.

A mechanism extends the page with what it reads from the same history (`class CasePage(MatterPage): standing: …`) and
makes one by `CasePage(**page.values(), standing=…)`.
"""

import uuid
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from huiying.core.access import doors
from huiying.core.duties import histories
from huiying.core.duties import queries as duties
from huiying.core.duties.histories import Line
from huiying.core.duties.owed import is_owed_to
from huiying.core.duties.queries import DutyRow
from huiying.core.files import queries as files
from huiying.core.files.queries import FileRow
from huiying.core.kinds import PEOPLE, Act, Actor, ActorKind, PartyRole
from huiying.core.ledger import queries as ledger
from huiying.core.ledger.entries import Entry, PartyRow, left_parties, standing
from huiying.core.units import queries as units
from huiying.rulepacks import loader


@dataclass(frozen=True, kw_only=True, slots=True)
class PartyLine:
    """Who of the service holds a role."""

    role: PartyRole
    unit_id: int | None
    unit: str
    officer_id: int | None
    officer: str
    since: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class PersonLine:
    """One of the people of a matter, by role and number; never by name."""

    id: uuid.UUID
    role: PartyRole
    since: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class MatterPage:
    """A matter as a member of staff may see it. `opened_words`: texts were opened, the caller logs the look."""

    matter: ledger.MatterRow
    # What stands of the history, for pure rules. Pages show `lines`.
    history: tuple[Entry, ...]
    lines: tuple[Line, ...]
    parties: tuple[PartyLine, ...]
    people: tuple[PersonLine, ...]
    duties: tuple[DutyRow, ...]
    acts: frozenset[Act]
    files: tuple[FileRow, ...]
    opened_words: bool
    # Set where it is read beyond one's scope, in an emergency.
    emergency_until: datetime | None = None

    def values(self) -> dict[str, Any]:
        """Its fields, for a page that adds to them."""
        return {one.name: getattr(self, one.name) for one in fields(MatterPage)}

    def people_in(self, *roles: PartyRole) -> tuple[uuid.UUID, ...]:
        return tuple(one.id for one in self.people if one.role in roles)


def matter_page(*, matter_id: uuid.UUID, by: Actor, at: datetime) -> MatterPage:
    """Everything a member of staff may see of a matter. Raises access.Denied."""
    parties = ledger.parties(matter_id)
    acts = doors.acts_on(by, parties, matter_id)
    if Act.SEE not in acts:
        raise doors.Denied(Act.SEE.value)
    history = ledger.history(matter_id)
    attached = files.files_of(matter_id) if Act.SEE_PERSON in acts else []
    emergency = doors.emergency_until(by, parties)
    read = histories.for_staff(
        history, acts=acts, attached=attached, emergency=emergency is not None
    )
    left = left_parties(history)
    return MatterPage(
        matter=ledger.matter(matter_id),
        history=tuple(standing(history)),
        lines=read.lines,
        parties=_party_lines(parties),
        people=tuple(_person(p) for p in people_of(parties) if str(p.id) not in left),
        duties=_duties(matter_id, histories.set_going_unseen(history, acts)),
        acts=acts,
        files=read.files,
        opened_words=read.opened,
        emergency_until=emergency,
    )


def _duties(matter_id: uuid.UUID, unseen: frozenset[str]) -> tuple[DutyRow, ...]:
    return tuple(d for d in duties.of_matter(matter_id) if d.trigger not in unseen)


def people_of(parties: Iterable[PartyRow]) -> list[PartyRow]:
    """The people of a matter who are on it now, the first who came first."""
    return [p for p in parties if p.role in PEOPLE and p.until is None]


def _person(party: PartyRow) -> PersonLine:
    return PersonLine(id=party.id, role=party.role, since=party.since)


def _party_lines(parties: Sequence[PartyRow]) -> tuple[PartyLine, ...]:
    held = [p for p in parties if p.until is None and p.role not in PEOPLE]
    officers = units.officers(p.officer_id for p in held if p.officer_id is not None)
    return tuple(
        PartyLine(
            role=p.role,
            unit_id=p.unit_id,
            unit=units.unit(p.unit_id).name if p.unit_id is not None else "",
            officer_id=p.officer_id,
            officer=officers[p.officer_id].name if p.officer_id in officers else "",
            since=p.since,
        )
        for p in held
    )


# --- for the person ----------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True, slots=True)
class MessageLine:
    id: uuid.UUID
    at: datetime
    text: str
    # Written by the person themselves.
    mine: bool
    # A question that waits for an answer.
    question: bool
    files: tuple[FileRow, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class HolderPage:
    """A matter as the holder of one of its codes sees it."""

    matter: ledger.MatterRow
    # What stands of the history, of others too, for pure rules. Pages show `lines`.
    history: tuple[Entry, ...]
    party_id: uuid.UUID
    role: PartyRole
    lines: tuple[Line, ...]
    # What is owed to the person, by date; `next` is the first of it that is open and has a date.
    duties: tuple[DutyRow, ...]
    next: DutyRow | None
    # Times within which the person may act (disagree, go on), open ones.
    rights: tuple[DutyRow, ...]
    messages: tuple[MessageLine, ...]
    open_questions: tuple[MessageLine, ...]
    files: tuple[FileRow, ...]
    in_charge: int | None
    reviewing_unit: int | None
    # How many people there are on the matter, and whether this one has left it.
    people: int
    left: bool

    def values(self) -> dict[str, Any]:
        """Its fields, for a page that adds to them."""
        return {one.name: getattr(self, one.name) for one in fields(HolderPage)}


def holder_page(*, by: Actor, at: datetime) -> HolderPage:
    """The person's own page. What others on it wrote, or are owed, is theirs alone. Raises access.Denied."""
    if by.kind is not ActorKind.HOLDER or by.matter_id is None or by.party_id is None:
        raise doors.Denied(Act.FOLLOW.value)
    matter_id = by.matter_id
    history, parties = ledger.history(matter_id), ledger.parties(matter_id)
    people = people_of(parties)
    own = next((p for p in people if p.id == by.party_id), None)
    if own is None:
        raise doors.Denied(Act.FOLLOW.value)
    read = histories.for_holder(
        history,
        party=own.id,
        brought_it=_brought_it(people, own),
        attached=files.files_of(matter_id),
    )
    left = str(own.id) in left_parties(history)
    counted = standing(history)
    matter = ledger.matter(matter_id)
    means = is_owed_to(matter.kind, own, counted)
    owed = _owed(matter_id, history, own, means, left=left)
    messages = _messages(read.lines, open_questions(counted))
    return HolderPage(
        matter=matter,
        history=tuple(counted),
        party_id=own.id,
        role=own.role,
        lines=read.lines,
        duties=tuple(d for d in owed if d.nature == "answer"),
        next=next((d for d in owed if d.nature == "answer" and _counts_down(d)), None),
        rights=tuple(d for d in owed if d.nature == "right" and not d.ended),
        messages=messages,
        open_questions=tuple(m for m in messages if m.question),
        files=read.files,
        in_charge=matter.handling_unit,
        reviewing_unit=_holder(parties, PartyRole.REVIEWING),
        people=len(people),
        left=left,
    )


def _brought_it(people: Sequence[PartyRow], own: PartyRow) -> bool:
    """Who came first brought it. Of several who came in the same instant nobody can tell, so nobody reads its words."""
    first = [p for p in people if p.since == people[0].since]
    return len(first) == 1 and first[0].id == own.id


def _owed(
    matter_id: uuid.UUID,
    history: Sequence[Entry],
    own: PartyRow,
    means: Callable[[str], bool],
    *,
    left: bool,
) -> list[DutyRow]:
    """What another of several people set going is owed to them; and so is the reason why a step of theirs was late."""
    theirs = {
        str(e.id)
        for e in history
        if e.facts.get("party", str(own.id)) != str(own.id)
        or (e.facts.get("missed") and not means(str(e.facts.get("owed_to"))))
    }
    rows = duties.of_matter(matter_id)
    done = _done_for(rows, standing(history), str(own.id))
    return [
        d
        for d in rows
        if means(d.owed_to) and d.trigger not in theirs and (d.ended or not (left or d.key in done))
    ]


def _done_for(rows: Sequence[DutyRow], lines: Sequence[Entry], party: str) -> frozenset[str]:
    """Of what is owed to several and is met with the last of them, what this one was told; and, where that was in time,
    why it was late for the others."""
    told = {
        (e.kind, str(e.facts["about"])): e.occurred_at
        for e in lines
        if "confirmed" in e.facts and "about" in e.facts and e.facts.get("party") == party
    }
    done: set[str] = set()
    in_time: set[str] = set()
    for row in rows:
        when = [told.get((by.kind, row.trigger)) for by in loader.rule(row.rule).met_by]
        first = min((at for at in when if at is not None), default=None)
        if first is not None:
            done.add(row.key)
            in_time |= {row.key} if row.due_at is None or first < row.due_at else set()
    missed = {str(e.id): str(e.facts["duty"]) for e in lines if e.facts.get("missed")}
    return frozenset(done | {row.key for row in rows if missed.get(row.trigger) in in_time})


def _counts_down(duty: DutyRow) -> bool:
    return not duty.ended and duty.lead and duty.due_at is not None and duty.state != "waiting"


# What the person and the service wrote to one another.
MESSAGES = (
    "question.asked",
    "question.answered",
    "message.received",
    "message.answered",
    "progress.written",
)


def open_questions(history: Iterable[Entry]) -> frozenset[uuid.UUID]:
    """Questions to the people of a matter that wait for an answer."""
    found: set[uuid.UUID] = set()
    for one in history:
        if one.kind == "question.asked":
            found.add(one.id)
        elif one.kind == "question.answered":
            found.discard(uuid.UUID(str(one.facts["about"])))
    return frozenset(found)


def _messages(lines: Iterable[Line], waiting: frozenset[uuid.UUID]) -> tuple[MessageLine, ...]:
    return tuple(
        MessageLine(
            id=line.id,
            at=line.at,
            text=line.word("text"),
            mine=line.by_kind == ActorKind.HOLDER.value,
            question=line.id in waiting,
            files=line.files,
        )
        for line in lines
        if line.kind in MESSAGES and not line.annulled
    )


def _holder(parties: Sequence[PartyRow], role: PartyRole) -> int | None:
    held = [p for p in parties if p.role is role and p.until is None]
    return held[-1].unit_id if held else None
