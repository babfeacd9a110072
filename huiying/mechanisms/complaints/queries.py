"""Reads of complaints for pages: frozen rows, each made for one reader."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext

from huiying.core.access import doors
from huiying.core.duties import queries as duties
from huiying.core.duties.queries import DutyRow
from huiying.core.files import queries as files
from huiying.core.files.queries import FileRow
from huiying.core.kinds import N_, Act, Actor, ActorKind, Audience, EventSpec, Fact, PartyRole
from huiying.core.ledger import events as ledger_events
from huiying.core.ledger import queries as ledger
from huiying.core.ledger.entries import ANNULLED, Entry, PartyRow, standing
from huiying.core.people.services import open_texts
from huiying.core.units import queries as units
from huiying.mechanisms.complaints import events, rules
from huiying.mechanisms.complaints.models import Complaint
from huiying.mechanisms.complaints.rules import Move
from huiying.mechanisms.complaints.standing import LIVE, Stage, Standing

SPECS: dict[str, EventSpec] = {s.kind: s for s in (*ledger_events.EVENTS, *events.EVENTS)}
TEXT_LABELS: dict[str, str] = {
    "narrative": N_("What happened"),
    "subject": N_("In one line"),
    "wish": N_("What would help"),
    "who": N_("Who it is about"),
    "place": N_("Where"),
    "source": N_("Forwarded by"),
    "reason": N_("Reason"),
    "remedy": N_("What can be done next"),
    "text": N_("Text"),
    "note": N_("Note"),
    "answer": N_("Answer"),
    "reasons": N_("Reasons"),
    "questions": N_("Questions"),
    "words": N_("In their own words"),
    "why": N_("Why it was late"),
    "signed": N_("Who apologises"),
}
# Written by staff for staff.
_NOT_FOR_THE_PERSON = frozenset({"note"})
_AUDIENCES: dict[Act, Audience] = {
    Act.WORK: Audience.HANDLER,
    Act.REVIEW: Audience.HANDLER,
    Act.ASSIGN: Audience.HANDLER,
    Act.SUPERVISE: Audience.SUPERVISOR,
    Act.APPROVE: Audience.SUPERVISOR,
    Act.OVERSEE: Audience.OVERSIGHT,
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Words:
    """A sealed text that this reader may read; `text` is None once it was erased."""

    name: str
    label: str
    text: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """A line of the history, in the words for this reader."""

    id: uuid.UUID
    kind: str
    at: datetime
    recorded_at: datetime
    sentence: str
    words: tuple[Words, ...]
    by_kind: str
    by_unit: int | None
    by_officer: int | None
    facts: Mapping[str, Fact]
    files: tuple[FileRow, ...] = ()
    # Put right by a later entry; it stays visible as what was wrong.
    annulled: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class PartyLine:
    role: PartyRole
    unit_id: int | None
    unit: str
    officer_id: int | None
    officer: str
    since: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class ComplaintPage:
    """A complaint as a member of staff may see it. `opened_words`: texts were opened, the caller logs the look."""

    matter: ledger.MatterRow
    standing: Standing
    lines: tuple[Line, ...]
    parties: tuple[PartyLine, ...]
    complainants: tuple[uuid.UUID, ...]
    duties: tuple[DutyRow, ...]
    moves: frozenset[Move]
    acts: frozenset[Act]
    files: tuple[FileRow, ...]
    opened_words: bool
    # Set where it is read beyond one's scope, in an emergency.
    emergency_until: datetime | None = None


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
class CitizenPage:
    """A complaint as the holder of one of its codes sees it."""

    matter: ledger.MatterRow
    standing: Standing
    party_id: uuid.UUID
    lines: tuple[Line, ...]
    # What is owed to the person, by date; `next` is the first of it that is open and has a date.
    duties: tuple[DutyRow, ...]
    next: DutyRow | None
    # Times within which the person may act (disagree, go on), open ones.
    rights: tuple[DutyRow, ...]
    messages: tuple[MessageLine, ...]
    open_questions: tuple[MessageLine, ...]
    files: tuple[FileRow, ...]
    moves: frozenset[Move]
    answer: Line | None
    refusal: Line | None
    review: Line | None
    handling_unit: int | None
    reviewing_unit: int | None
    complainants: int

    @property
    def stage(self) -> Stage:
        """How it stands for this person: of several, one may have left."""
        own = str(self.party_id)
        if own in self.standing.left:
            return Stage.WITHDRAWN
        if any(one.party == own for one in self.standing.leaving):
            return Stage.WITHDRAWING
        return self.standing.stage


# --- for staff ---------------------------------------------------------------------------------------


def complaint_page(*, matter_id: uuid.UUID, by: Actor, at: datetime) -> ComplaintPage:
    """Everything a member of staff may see of a complaint, and what they may do. Raises access.Denied."""
    parties = ledger.parties(matter_id)
    acts = doors.acts_on(by, parties, matter_id)
    if Act.SEE not in acts:
        raise doors.Denied(Act.SEE.value)
    history = ledger.history(matter_id)
    lines_now = standing(history)
    stand = rules.read(lines_now)
    audiences = frozenset(_AUDIENCES[act] for act in acts if act in _AUDIENCES)
    emergency = doors.emergency_until(by, parties)
    if emergency is not None:
        audiences |= {Audience.HANDLER}
    seen = [e for e in history if SPECS[e.kind].seen_by & audiences]
    readable = [e for e in seen if _may_read(SPECS[e.kind], acts)]
    attached = files.files_of(matter_id) if Act.SEE_PERSON in acts else []
    opened = _open(readable)
    return ComplaintPage(
        matter=ledger.matter(matter_id),
        standing=stand,
        lines=tuple(_line(e, SPECS[e.kind].written, opened, attached, history) for e in seen),
        parties=_party_lines(parties),
        complainants=tuple(p.id for p in _complainants(parties) if str(p.id) not in stand.left),
        duties=tuple(duties.of_matter(matter_id)),
        moves=rules.open_moves(stand, acts),
        acts=acts,
        files=tuple(attached),
        opened_words=bool(opened),
        emergency_until=emergency,
    )


def _may_read(spec: EventSpec, acts: Iterable[Act]) -> bool:
    """Words are for who may see the person; what goes past the handling unit is for oversight."""
    held = frozenset(acts)
    return Act.SEE_PERSON in held or (Act.OVERSEE in held and Audience.HANDLER not in spec.seen_by)


def _party_lines(parties: Sequence[PartyRow]) -> tuple[PartyLine, ...]:
    held = [p for p in parties if p.until is None and p.role is not PartyRole.COMPLAINANT]
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


def citizen_page(*, by: Actor, at: datetime) -> CitizenPage:
    """The person's own page. What others on the same matter wrote is theirs alone. Raises access.Denied."""
    if by.kind is not ActorKind.HOLDER or by.matter_id is None or by.party_id is None:
        raise doors.Denied(Act.FOLLOW.value)
    matter_id, own = by.matter_id, by.party_id
    history, parties = ledger.history(matter_id), ledger.parties(matter_id)
    complainants = _complainants(parties)
    if own not in {p.id for p in complainants}:
        raise doors.Denied(Act.FOLLOW.value)
    first = complainants[0].id == own
    seen = [e for e in history if _is_mine(e, own)]
    readable = [e for e in seen if first or e.kind != events.RECEIVED.kind]
    opened = _open(readable, leave_out=_NOT_FOR_THE_PERSON)
    ids = {e.id for e in readable}
    attached = [f for f in files.files_of(matter_id) if f.event_id in ids]
    lines = tuple(_line(e, SPECS[e.kind].told, opened, attached, history) for e in seen)
    stand = rules.read(standing(history))
    # What another of several complainants set going is owed to them.
    theirs = {str(e.id) for e in history if e.facts.get("party", str(own)) != str(own)}
    owed = [
        d
        for d in duties.of_matter(matter_id)
        if d.owed_to == "complainant"
        and d.trigger not in theirs
        and (d.ended or str(own) not in stand.left)
    ]
    messages = _messages(lines, {line.id for line in stand.open_questions})
    return CitizenPage(
        matter=ledger.matter(matter_id),
        standing=stand,
        party_id=own,
        lines=lines,
        duties=tuple(d for d in owed if d.nature == "answer"),
        next=next((d for d in owed if d.nature == "answer" and _counts_down(d)), None),
        rights=tuple(d for d in owed if d.nature == "right" and not d.ended),
        messages=messages,
        open_questions=tuple(m for m in messages if m.question),
        files=tuple(attached),
        moves=rules.own_moves(stand, str(own)),
        answer=_last(lines, events.ANSWERED.kind),
        refusal=_last(lines, events.REFUSED.kind),
        review=_last(lines, events.FINAL_REVIEW_DECIDED.kind)
        or _last(lines, events.REVIEW_DECIDED.kind),
        handling_unit=_holder(parties, PartyRole.HANDLING),
        reviewing_unit=_holder(parties, PartyRole.REVIEWING),
        complainants=len(complainants),
    )


def _is_mine(event: Entry, own: uuid.UUID) -> bool:
    party = event.facts.get("party")
    mine = party is None or party == str(own)
    return mine and Audience.PERSON in SPECS[event.kind].seen_by


def _counts_down(duty: DutyRow) -> bool:
    return not duty.ended and duty.lead and duty.due_at is not None and duty.state != "waiting"


_MESSAGES = (
    events.QUESTION_ASKED.kind,
    events.QUESTION_ANSWERED.kind,
    events.MESSAGE_RECEIVED.kind,
    events.MESSAGE_ANSWERED.kind,
    events.PROGRESS_WRITTEN.kind,
)


def _messages(lines: Iterable[Line], open_questions: set[uuid.UUID]) -> tuple[MessageLine, ...]:
    return tuple(
        MessageLine(
            id=line.id,
            at=line.at,
            text=next((w.text for w in line.words if w.name == "text"), None) or "",
            mine=line.by_kind == ActorKind.HOLDER.value,
            question=line.id in open_questions,
            files=line.files,
        )
        for line in lines
        if line.kind in _MESSAGES and not line.annulled
    )


def _last(lines: Sequence[Line], kind: str) -> Line | None:
    return next((n for n in reversed(lines) if n.kind == kind and not n.annulled), None)


# --- both ---------------------------------------------------------------------------------------------


def _complainants(parties: Iterable[PartyRow]) -> list[PartyRow]:
    return [p for p in parties if p.role is PartyRole.COMPLAINANT and p.until is None]


def _holder(parties: Sequence[PartyRow], role: PartyRole) -> int | None:
    held = [p for p in parties if p.role is role and p.until is None]
    return held[-1].unit_id if held else None


Opened = dict[tuple[uuid.UUID, str], str | None]


def _open(entries: Iterable[Entry], leave_out: frozenset[str] = frozenset()) -> Opened:
    """The words of events in clear, by event and name."""
    wanted = {
        (e.id, name): uuid.UUID(text_id)
        for e in entries
        for name, text_id in e.texts.items()
        if name not in leave_out
    }
    clear = open_texts(list(wanted.values())) if wanted else {}
    return {place: clear.get(text_id) for place, text_id in wanted.items()}


def _line(
    event: Entry,
    sentence: str,
    opened: Opened,
    attached: Iterable[FileRow],
    history: Iterable[Entry],
) -> Line:
    gone = any(e.kind == ANNULLED and e.facts.get("event") == str(event.id) for e in history)
    return Line(
        id=event.id,
        kind=event.kind,
        at=event.occurred_at,
        recorded_at=event.recorded_at,
        sentence=say(sentence or SPECS[event.kind].written, event),
        words=tuple(
            Words(
                name=name,
                label=gettext(TEXT_LABELS.get(name, "Text")),
                text=opened[(event.id, name)],
            )
            for name in event.texts
            if (event.id, name) in opened
        ),
        by_kind=event.by_kind,
        by_unit=event.by_unit,
        by_officer=event.by_officer,
        facts=event.facts,
        files=tuple(f for f in attached if f.event_id == event.id),
        annulled=gone,
    )


def say(sentence: str, event: Entry) -> str:
    """A kind's sentence in the language of the page, its places filled from the event's facts."""
    labels = SPECS[event.kind].labels
    # A fact that the kind has only had since a later version is left empty.
    values: dict[str, object] = defaultdict(str)
    for name, value in event.facts.items():
        label = labels.get(name, {}).get(str(value))
        values[name] = gettext(label) if label else value
    return gettext(sentence) % values if "%(" in sentence else gettext(sentence)


def resembling_candidates(
    *, unit_id: int, since: datetime, leave_out: uuid.UUID, by: Actor, limit: int = 300
) -> list[uuid.UUID]:
    """Open complaints that one unit handles, received since an instant, that the reader may see; newest first."""
    open_stages = [stage.value for stage in (*LIVE, Stage.WITHDRAWING)]
    rows = Complaint.objects.filter(
        doors.visible(by, prefix="matter__"),
        matter__handling_unit_id=unit_id,
        stage__in=open_stages,
        received_at__gte=since,
    ).exclude(pk=leave_out)
    return list(rows.order_by("-received_at").values_list("pk", flat=True)[:limit])
