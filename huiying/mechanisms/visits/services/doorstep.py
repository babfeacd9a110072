"""Forms filled in at a door: each is written up once however often it is sent; two of one visit wait for somebody."""

import json
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from huiying.core.access import conflict, doors
from huiying.core.duties.services import acting
from huiying.core.kinds import N_, Act, Actor, IllegalMove, SeatRole, system
from huiying.core.ledger import events as ledger_events
from huiying.core.ledger import queries as ledger
from huiying.core.ledger.book import Book
from huiying.core.ledger.entries import Entry, PartyRow
from huiying.core.ledger.entries import standing as standing_lines
from huiying.core.notices.telling import tell_desk
from huiying.core.people import sealing
from huiying.core.people.services import erase_text, new_text, open_texts
from huiying.mechanisms.visits import choices, events
from huiying.mechanisms.visits.models import Draft, Visit
from huiying.mechanisms.visits.services.going import WriteUp, record_attempt_in, write_up
from huiying.mechanisms.visits.services.shape import (
    chosen,
    keep_index,
    nobody_goes,
    person,
    said,
    set_way,
    unit_in_charge,
)
from huiying.mechanisms.visits.standing import Meeting, meeting_of, officers_of

DOOR = system("door")
_GOES = frozenset({Act.VISIT, Act.WORK})
SENT_BEFORE = N_("This form was sent before with other words. Send what changed as a new one.")
NO_SUCH_VISIT = N_("This visit is not agreed any more. Write it up on the matter's page.")


class State(StrEnum):
    """What became of a form: written up now, known from before, or waiting beside another version."""

    WRITTEN = "written"
    KNOWN = "known"
    CONFLICT = "conflict"


@dataclass(frozen=True, kw_only=True, slots=True)
class Filled:
    """A form as it came. `typed` is what was sent, kept (sealed) only while two versions wait."""

    draft_id: uuid.UUID
    filled_at: datetime
    outcome: str
    typed: Mapping[str, object]
    # Of a visit that took place; else the way they chose, or nobody was there.
    visit: WriteUp | None = None
    way: str = ""


def receive(*, visit_id: uuid.UUID, filled: Filled, by: Actor, at: datetime) -> State:
    """Take a form in. Sent again, it is known and changes nothing.

    Raises access.Denied, kinds.IllegalMove, kinds.NotAChoice, kinds.WordsNeeded.
    """
    row = Visit.objects.filter(pk=visit_id).first()
    if row is None:
        raise IllegalMove(NO_SUCH_VISIT)
    with acting(matter_id=row.matter_id, act=Act.SEE, by=DOOR, at=at) as book:
        agreement = _agreement(book, visit_id)
        if not _goes(agreement, book.parties, row.matter_id, by):
            raise doors.Denied(Act.VISIT.value)
        book.by = by
        known = _known(filled)
        if known is not None:
            return known
        if _still_ahead(visit_id):
            _write(book, agreement, filled)
            _keep(visit_id, filled, by, at)
            keep_index(book)
            return State.WRITTEN
        _keep(visit_id, filled, by, at, text_id=_sealed(filled, at), waiting=True)
        met = book.record(
            events.VERSIONS_MET, {"party": str(agreement.facts["party"]), "about": str(visit_id)}
        )
        role = SeatRole.CASES if book.matter.investigating_unit_id else SeatRole.COMPLAINTS
        tell_desk(book, unit=unit_in_charge(book), role=role, template="versions", about=met)
        return State.CONFLICT


@dataclass(frozen=True, kw_only=True, slots=True)
class Waiting:
    """A form that waits beside the version on record, in clear."""

    draft_id: uuid.UUID
    typed: Mapping[str, object]
    officer: int
    filled_at: datetime


def typed_in(*, visit_id: uuid.UUID) -> list[Waiting]:
    """What waits beside the version on record. Whoever calls this has passed `access`."""
    rows = Draft.objects.filter(visit_id=visit_id, waiting=True).order_by("received_at", "pk")
    kept = [(row, row.text_id) for row in rows if row.text_id is not None]
    opened = open_texts([text for _, text in kept])
    return [
        Waiting(
            draft_id=row.pk,
            typed=json.loads(opened.get(text) or "{}"),
            officer=row.officer_id,
            filled_at=row.filled_at,
        )
        for row, text in kept
    ]


def choose_version(
    *,
    visit_id: uuid.UUID,
    draft_id: uuid.UUID,
    other: Filled | None,
    reason: str,
    by: Actor,
    at: datetime,
) -> None:
    """A person chose: what is on record stands (`other` is None), or the other version takes its place, and what was
    written first stays visible as put right. Raises access.Denied, kinds.IllegalMove, NotAChoice, WordsNeeded.
    """
    why = said(reason, N_("Write why this version is the right one."))
    row = Visit.objects.filter(pk=visit_id).first()
    if row is None:
        raise IllegalMove(NO_SUCH_VISIT)
    with acting(matter_id=row.matter_id, act=Act.WORK, by=by, at=at) as book:
        waiting = Draft.objects.filter(pk=draft_id, visit_id=visit_id, waiting=True).first()
        if waiting is None:
            raise IllegalMove(N_("Somebody chose already."))
        agreement = _agreement(book, visit_id)
        if other is not None:
            _put_right(book, agreement, why)
            _write(book, agreement, other, meant=_meeting(book, agreement))
        book.record(
            events.VERSION_CHOSEN,
            {
                "party": str(agreement.facts["party"]),
                "about": str(visit_id),
                "first": other is None,
            },
            {"reason": why},
        )
        if waiting.text_id is not None:
            erase_text(text_id=waiting.text_id, at=at)
        Draft.objects.filter(pk=draft_id).update(waiting=False, text_id=None)
        keep_index(book)


# --- what is written -----------------------------------------------------------------------------------


def _write(book: Book, agreement: Entry, filled: Filled, *, meant: Meeting | None = None) -> None:
    """`meant`: the meeting as it was agreed, where somebody chose this form though it was given up meanwhile."""
    party = person(book, uuid.UUID(str(agreement.facts["party"])))
    if filled.visit is not None:
        write_up(book, filled.visit, meant=meant)
    elif filled.outcome == "nobody":
        record_attempt_in(
            book, party, way=str(agreement.facts["way"]), note="", when=filled.filled_at
        )
    else:
        chosen(filled.way, choices.WAYS, N_("Choose how they want to hear from us next."))
        set_way(book, party, filled.way)
        nobody_goes(book)


def _meeting(book: Book, agreement: Entry) -> Meeting:
    moved = [
        e
        for e in standing_lines(book.history)
        if e.kind == events.MOVED.kind and e.facts["about"] == str(agreement.id)
    ]
    last = moved[-1].facts if moved else agreement.facts
    return meeting_of(agreement, str(last["due_on"]), str(last.get("begins", "")))


def _agreement(book: Book, visit_id: uuid.UUID) -> Entry:
    for line in standing_lines(book.history):
        if line.id == visit_id and line.kind == events.AGREED.kind:
            return line
    raise IllegalMove(NO_SUCH_VISIT)


def may_hand_in(*, visit_id: uuid.UUID, by: Actor) -> bool:
    """Whether a form of this visit would be taken from them; asked before anything is said about the form."""
    row = Visit.objects.filter(pk=visit_id).first()
    if row is None:
        return False
    agreed = [e for e in ledger.history(row.matter_id) if e.id == visit_id]
    return any(_goes(e, ledger.parties(row.matter_id), row.matter_id, by) for e in agreed)


def _goes(agreement: Entry, parties: Sequence[PartyRow], matter_id: uuid.UUID, by: Actor) -> bool:
    """Who was to go may hand in what they wrote, though somebody else was quicker: they see nothing by it. Not who is
    kept away from the matter since."""
    if conflict.excluded(by, parties):
        return False
    went = by.officer_id is not None and by.officer_id in officers_of(agreement)
    return went or not doors.acts_on(by, parties, matter_id).isdisjoint(_GOES)


def _still_ahead(visit_id: uuid.UUID) -> bool:
    return Visit.objects.filter(pk=visit_id, ahead=True).exists()


def _put_right(book: Book, agreement: Entry, why: str) -> None:
    """Annul what the first version brought about: all that its officer recorded in the same act. What the person did
    themselves, or had us write down, is no version of the visit and stands."""
    lines = [
        e
        for e in standing_lines(book.history)
        if e.sequence > agreement.sequence and e.facts.get("party") == agreement.facts["party"]
    ]
    forms = set(
        Draft.objects.filter(visit_id=agreement.id, waiting=False).values_list(
            "officer_id", "received_at"
        )
    )
    first = next((e for e in lines if _tells_of(e, agreement, forms)), None)
    if first is None:
        return
    for line in lines:
        same = line.recorded_at == first.recorded_at and line.by_officer == first.by_officer
        if same and line.kind in _BROUGHT:
            book.record(
                ledger_events.ANNULLED,
                {"event": str(line.id), "kind": line.kind, "opened_duty": False},
                {"reason": why},
            )


def _tells_of(line: Entry, agreement: Entry, forms: set[tuple[int, datetime]]) -> bool:
    """Whether a line is how this visit was written up first."""
    if line.kind in {events.MADE.kind, events.ATTEMPTED.kind}:
        return str(agreement.id) in {line.facts.get("agreed"), line.facts.get("about")}
    return line.kind == events.WAY_SET.kind and (line.by_officer, line.recorded_at) in forms


_BROUGHT = {
    events.MADE.kind,
    events.WAY_SET.kind,
    events.ATTEMPTED.kind,
    events.PROMISED.kind,
    events.ISSUE_RAISED.kind,
    events.AGREED.kind,
    events.UNREACHED.kind,
}

# --- forms that came ------------------------------------------------------------------------------------


def _plain(filled: Filled) -> str:
    return json.dumps(dict(filled.typed), sort_keys=True, ensure_ascii=False, default=str)


def _digest(filled: Filled) -> bytes:
    return sealing.keyed_hash(_plain(filled).encode(), purpose="visits.draft")


def _known(filled: Filled) -> State | None:
    """Raises IllegalMove where the same form came before with other words."""
    found = Draft.objects.filter(pk=filled.draft_id).first()
    if found is None:
        return None
    if bytes(found.digest) != _digest(filled):
        raise IllegalMove(SENT_BEFORE)
    return State.CONFLICT if found.waiting else State.KNOWN


def _sealed(filled: Filled, at: datetime) -> uuid.UUID:
    text = new_text(_plain(filled), at=at)
    text.save()
    return text.pk


def _keep(
    visit_id: uuid.UUID,
    filled: Filled,
    by: Actor,
    at: datetime,
    *,
    text_id: uuid.UUID | None = None,
    waiting: bool = False,
) -> None:
    if by.officer_id is None:
        raise doors.Denied(Act.VISIT.value)
    Draft.objects.create(
        id=filled.draft_id,
        visit_id=visit_id,
        officer_id=by.officer_id,
        filled_at=min(filled.filled_at, at),
        received_at=at,
        digest=_digest(filled),
        text_id=text_id,
        waiting=waiting,
    )
