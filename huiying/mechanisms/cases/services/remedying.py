"""An accuser asks for the decision not to open a case to be looked at again: a matter of its own, decided by others.

Reconsideration is by the same organ, review by the next one above (criminal rules 179); never by whoever decided.
"""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from huiying.core.access import conflict, doors
from huiying.core.duties.extending import extend_or_decline
from huiying.core.duties.planning import kinds_in_force
from huiying.core.duties.services import acting, opening
from huiying.core.holders.kind_rules import KindRules
from huiying.core.kinds import N_, Act, Actor, EventSpec, Fact, PartyRole, SeatRole, system
from huiying.core.ledger.book import Book
from huiying.core.ledger.entries import Entry, PartyRow
from huiying.core.ledger.entries import standing as standing_lines
from huiying.core.ledger.specs import specs
from huiying.core.notices.telling import mouth_told, tell, tell_desk, untold
from huiying.core.people import safe
from huiying.core.people.queries import person
from huiying.core.people.services import Contact, new_person, open_contact
from huiying.core.units import queries as units
from huiying.core.units.models import Level
from huiying.mechanisms.cases import choices, events, of_remedies, requests
from huiying.mechanisms.cases.models import Request
from huiying.mechanisms.cases.requests import KINDS, Standing
from huiying.mechanisms.cases.rules import IllegalMove, Move
from huiying.mechanisms.cases.services.deciding import opened
from huiying.mechanisms.cases.services.shape import (
    chosen,
    keep_index,
    moving,
    own,
    person_of,
    read,
    said,
)
from huiying.mechanisms.cases.services.telling import desk, held_back, owed, tell_people
from huiying.mechanisms.cases.standing import Stage

REMEDIES = system("remedies")
_NOT_HERE = N_("The law of this place has no such request to us.")
_ORGANS = frozenset({Level.COUNTY, Level.CITY, Level.PROVINCE, Level.MINISTRY})
MOST_DAYS = 30


def offered() -> bool:
    """Whether the place has rules for it: elsewhere it would be a matter without a clock, decided under no law."""
    return events.RECONSIDERATION in kinds_in_force()


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """The matter that was opened. The code of the case leads to it from the case's page, for the applicant alone."""

    matter_id: uuid.UUID
    ref: str


def ask_reconsideration(*, reason: str, by: Actor, at: datetime) -> Asked:
    """The accuser asks the same organ to look at the decision again. Raises access.Denied, IllegalMove, WordsNeeded."""
    words = said(reason, N_("Say why the decision is wrong, in your own words."))
    if not offered():
        raise IllegalMove(_NOT_HERE)
    with moving(matter_id=own(by)[0], move=Move.ASK_RECONSIDERATION, by=by, at=at) as book:
        party = person_of(book, by.party_id)
        refusal = read(book).refusal
        if refusal is None:
            raise IllegalMove(N_("There is no decision to look at again."))
        asked = _open(book, party, events.RECONSIDERATION, _organ(book), refusal.id, words)
        book.record(
            of_remedies.RECONSIDERATION_REQUESTED,
            {"party": str(party.id), "matter": str(asked.matter_id)},
        )
        return asked


def ask_review(*, reason: str, by: Actor, at: datetime) -> Asked:
    """The applicant asks the level above, on the page of the reconsideration. Raises access.Denied, IllegalMove."""
    words = said(reason, N_("Say why the decision is wrong, in your own words."))
    matter_id, party_id = own(by)
    with at_work(matter_id=matter_id, move=requests.Move.ASK_REVIEW, by=by, at=at) as book:
        party = person_of(book, party_id)
        decided = _standing(book).decided
        if decided is None:
            raise IllegalMove(N_("There is no decision to look at again."))
        asked = _open(book, party, events.REVIEW, _above(book), decided.id, words)
        facts: dict[str, Fact] = {"party": str(party.id), "matter": str(asked.matter_id)}
        book.record(of_remedies.REVIEW_REQUESTED, facts)
        with _case_of(book, at) as case:
            before = next(
                e for e in case.history if e.kind == of_remedies.RECONSIDERATION_REQUESTED.kind
            )
            asker = str(before.facts["party"])
            case.record(
                of_remedies.REVIEW_REQUESTED, {"party": asker, "matter": str(asked.matter_id)}
            )
        return asked


def _open(
    book: Book, party: PartyRow, kind: str, organ: int, about: uuid.UUID, reason: str
) -> Asked:
    case = book.matter.pk if book.matter.kind == events.KIND else uuid.UUID(_standing(book).case)
    with opening(kind=kind, by=book.by, at=book.at) as new:
        facts: dict[str, Fact] = {"case": str(case), "about": str(about), "agency": False}
        received = new.record(KINDS[kind].received, facts, {"reason": reason})
        _same_person(new, party, received)
        new.add_party(PartyRole.REGISTERED, event=received, unit=organ)
        new.add_party(PartyRole.HANDLING, event=received, unit=organ)
        asking = conflict.asking_unit(handling=organ)
        if asking is not None:
            new.add_party(PartyRole.ASKING, event=received, unit=asking)
        # Nobody decides on their own decision: whoever took it, and whoever has the case in hand, is kept away.
        for officer in sorted(_who_decided(book, about)):
            new.add_party(PartyRole.RECUSED, event=received, officer=officer)
        new.batch.add(Request(matter_id=new.matter.pk, case_id=case))
        tell_desk(
            new, unit=organ, role=SeatRole.COMPLAINTS, template="request.received", about=received
        )
        return Asked(matter_id=new.matter.pk, ref=new.matter.ref)


def _same_person(new: Book, party: PartyRow, received: Entry) -> PartyRow:
    """A row of their own for the new matter, as for any matter: nothing joins one person's matters (N1)."""
    contact, language = Contact(), "zh-hans"
    if party.person_id is not None:
        contact, language = open_contact(party.person_id), person(party.person_id).language
    kept = new_person(
        contact=contact, language=language, at=new.at, lookup=bool(contact.name and contact.phone)
    )
    kept.save(force_insert=True)
    if party.person_id is not None and (plan := safe.plan_of(party.person_id)):
        safe.set_plan(person_id=kept.pk, plan=plan)
    return new.add_party(PartyRole.ACCUSER, event=received, person=kept.pk)


def _who_decided(book: Book, about: uuid.UUID) -> set[int]:
    decided = {e.by_officer for e in book.history if e.id == about}
    in_hand = {p.officer_id for p in book.parties if p.role is PartyRole.ASSIGNED}
    away = {p.officer_id for p in book.parties if p.role is PartyRole.RECUSED}
    return {officer for officer in decided | in_hand | away if officer is not None}


def _organ(book: Book) -> int:
    """The organ that the unit belongs to: a station decides for its county bureau."""
    row = units.unit(_in_charge(book))
    for candidate in (row.id, *reversed(row.ancestors())):
        if units.unit(candidate).level in _ORGANS:
            return candidate
    return row.id


def _above(book: Book) -> int:
    """The next organ above the one that decided. Raises IllegalMove where there is none."""
    row = units.unit(_in_charge(book))
    for candidate in reversed(row.ancestors()):
        if units.unit(candidate).level in _ORGANS:
            return candidate
    raise IllegalMove(N_("There is no level above. The prosecutor can look at it."))


def _in_charge(book: Book) -> int:
    found = book.matter.in_charge_id
    if found is None:
        raise LookupError("nobody has this matter")
    return found


# --- at the organ that looks again -------------------------------------------------------------------


@contextmanager
def at_work(
    *, matter_id: uuid.UUID, move: requests.Move, by: Actor, at: datetime
) -> Iterator[Book]:
    """Open a request for one act. Raises access.Denied, IllegalMove."""
    with acting(matter_id=matter_id, act=requests.MOVES[move], by=by, at=at) as book:
        if book.matter.kind not in KINDS:
            raise doors.Denied(move.value)
        requests.decide(move, _standing(book))
        yield book


def _standing(book: Book) -> Standing:
    return requests.read(standing_lines(book.history))


def extend_request(
    *, matter_id: uuid.UUID, days: int, reason: str, by: Actor, at: datetime
) -> None:
    """More time, told in writing with the reason. Raises access.Denied, IllegalMove, CannotExtend, WordsNeeded."""
    why = said(reason, N_("Say why it takes longer. The person will read it."))
    with at_work(matter_id=matter_id, move=requests.Move.EXTEND, by=by, at=at) as book:
        kind = KINDS[book.matter.kind]
        facts: dict[str, Fact] = {"amount": days, "reason_given": True}
        extended = extend_or_decline(book, kind.extended, facts, {"reason": why})
        _tell(book, "request.extended", extended, told=kind.extension_told.kind)


def withdraw_request(*, by: Actor, at: datetime) -> None:
    """The applicant takes it back. Raises access.Denied, IllegalMove."""
    matter_id = own(by)[0]
    with at_work(matter_id=matter_id, move=requests.Move.WITHDRAW, by=by, at=at) as book:
        book.record(KINDS[book.matter.kind].withdrawn)
        Request.objects.filter(pk=matter_id).update(decided=True)


@dataclass(frozen=True, kw_only=True, slots=True)
class Decision:
    """What is decided on a request: the result first, then why, then what can be done next."""

    reversed: bool
    answer: str
    reasons: str
    remedy: str = ""


def decide_request(*, matter_id: uuid.UUID, decision: Decision, by: Actor, at: datetime) -> None:
    """Decide it. Where the earlier decision is reversed, the case is opened by that (criminal rules 179(2): what the
    level above decides is carried out).

    Raises access.Denied, IllegalMove, WordsNeeded.
    """
    words = {
        "answer": said(decision.answer, N_("Write the decision: the result first.")),
        "reasons": said(decision.reasons, N_("Write the reasons.")),
    }
    if decision.remedy.strip():
        words["remedy"] = decision.remedy.strip()
    with at_work(matter_id=matter_id, move=requests.Move.DECIDE, by=by, at=at) as book:
        kind = KINDS[book.matter.kind]
        decided = book.record(kind.decided, {"reversed": decision.reversed}, words)
        _tell(book, "request.decided", decided, told=kind.told.kind)
        Request.objects.filter(pk=matter_id).update(decided=True, reversed=decision.reversed)
        if decision.reversed:
            with _case_of(book, at) as case:
                _reverse(case, kind.reversed_by, matter_id)


def record_delivered(
    *,
    matter_id: uuid.UUID,
    channel: str,
    by: Actor,
    at: datetime,
    occurred_at: datetime | None = None,
) -> None:
    """What waits on the applicant's page was delivered by hand, by letter or by word of mouth; only our word stands
    for it. Raises access.Denied, IllegalMove, NotAChoice, safe.NotSafely."""
    chosen(channel, choices.WAYS, N_("Choose how the person was reached."))
    with at_work(matter_id=matter_id, move=requests.Move.TELL, by=by, at=at) as book:
        waits = untold(matter_id=matter_id, told=requests.told(standing_lines(book.history)))
        if not waits:
            raise IllegalMove(N_("Everything was delivered already."))
        for party in book.owed(PartyRole.ACCUSER):
            safe.require_safely(person_id=party.person_id, way=channel, at=occurred_at or at)
            mouth_told(
                book,
                party=party,
                notices=[n.id for n in waits if n.party_id == party.id],
                specs=specs(),
                channel=channel,
                occurred_at=occurred_at,
            )


def _tell(book: Book, template: str, about: Entry, *, told: str) -> None:
    tell_applicants(book, book.owed(PartyRole.ACCUSER), template, about, events.BY_KIND[told], {})


def tell_applicants(
    book: Book,
    people: Sequence[PartyRow],
    template: str,
    about: Entry,
    tells: EventSpec,
    facts: Mapping[str, Fact],
) -> None:
    """By no message where the kind of the case holds them back: it waits on their page."""
    for party in people:
        tell(
            book,
            party=party,
            template=template,
            about=about,
            tells=tells,
            tells_facts={**facts, "party": str(party.id)},
            held_back=held_back(book),
        )


RULES = KindRules(tell=tell_applicants)


@contextmanager
def _case_of(book: Book, at: datetime) -> Iterator[Book]:
    case = uuid.UUID(_standing(book).case)
    with acting(matter_id=case, act=Act.WORK, by=REMEDIES, at=at) as found:
        yield found
        keep_index(found)


def _reverse(case: Book, by: str, matter_id: uuid.UUID | None) -> None:
    """The decision falls, and the case is opened; unless it was opened meanwhile, by ourselves or by the prosecutor's
    order: then the refusal counts no more, and the case goes on from where it is."""
    if read(case).stage is not Stage.NOT_OPENED:
        return
    regime = read(case).regime
    facts: dict[str, Fact] = {
        "by": by,
        "matter": str(matter_id or ""),
        "owed": owed(case, events.REVERSAL_TOLD),
    }
    reversed_ = case.record(events.REVERSED, facts)
    tell_people(case, template="decision.reversed", about=reversed_, tells=events.REVERSAL_TOLD)
    opened(case, regime)
    desk(case, "decision.reversed", reversed_)
