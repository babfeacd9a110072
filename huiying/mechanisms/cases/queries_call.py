"""A call to one of the people as who makes it needs it: whom, how safely, what waits to be told, what may be said."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from huiying.core.access import doors
from huiying.core.access.looks import log_look
from huiying.core.access.unusual import own_name
from huiying.core.disclosure.kinds import kind_of
from huiying.core.disclosure.sentences import SentenceRow, sentences_for
from huiying.core.disclosure.told import may_be_told
from huiying.core.duties.matters import PersonLine, matter_page
from huiying.core.kinds import Act, Actor
from huiying.core.ledger import queries as ledger
from huiying.core.notices.telling import Waiting
from huiying.core.people.safe import SafePlan, plan_of
from huiying.core.people.services import Contact, open_contact
from huiying.mechanisms.cases import events, rules
from huiying.mechanisms.cases.queries import CasePage, case_of
from huiying.mechanisms.cases.rules import Move


def to_call(*, ref: str, by: Actor, at: datetime) -> CasePage | None:
    """A case whose people this officer may ring; that its words were opened is logged. None where it is no case.

    Raises access.Denied, ledger.NoSuchMatter, IllegalMove.
    """
    found = ledger.matter_by_ref(ref)
    common = matter_page(matter_id=found.id, by=by, at=at)
    if not {Act.WORK, Act.SEE_PERSON} <= common.acts:
        raise doors.Denied(Act.SEE_PERSON.value)
    if found.kind != events.KIND:
        return None
    page = case_of(common)
    rules.decide(Move.REACH, page.standing)
    if common.opened_words:
        log_look(by=by, at=at, what="words", page="case_call", matter_id=found.id)
    return page


def callable_people(page: CasePage) -> list[PersonLine]:
    """Those who may be rung: nobody whom the victim has not agreed to, nor who left. Who is owed news comes first."""
    waits = {n.party_id for n in page.untold}
    fit = [p for p in page.people if _fits(page, str(p.id))]
    return sorted(fit, key=lambda p: p.id not in waits)


def _fits(page: CasePage, party: str) -> bool:
    member = page.standing.member(party)
    return member.confirmed and not member.left


@dataclass(frozen=True, kw_only=True, slots=True)
class Ringing:
    """Opened for a call: the contact and the plan in clear, and what may be said to this person."""

    contact: Contact
    plan: SafePlan | None
    untold: tuple[Waiting, ...]
    # (id, words) of what the gate released and nobody told them yet.
    lines: tuple[tuple[str, str], ...]
    sentences: tuple[SentenceRow, ...]


def open_for_call(
    *, page: CasePage, party: uuid.UUID, reason: str, by: Actor, at: datetime, language: str
) -> Ringing:
    """Logged as a look, with its reason. Raises access.Denied for nobody who may be rung."""
    if party not in {p.id for p in callable_people(page)}:
        raise doors.Denied(Act.SEE_PERSON.value)
    matter_id = page.matter.id
    row = next(p for p in ledger.parties(matter_id) if p.id == party)
    log_look(by=by, at=at, what="contact", page="case_call", matter_id=matter_id, reason=reason)
    contact = open_contact(row.person_id) if row.person_id else Contact()
    own_name(by=by, matter_id=matter_id, names=[contact.name], at=at)
    going = Move.PROGRESS in rules.open_moves(page.standing, page.acts)
    # What was said to others before their time came is new to who is rung.
    said = {
        line
        for line in page.standing.said_lines
        if str(party) not in page.standing.later.get(line, ())
    }
    return Ringing(
        contact=contact,
        plan=plan_of(row.person_id) if row.person_id else None,
        untold=tuple(n for n in page.untold if n.party_id == party),
        lines=tuple(
            (line, words)
            for line, words in (may_be_told(page.history, party, language) if going else ())
            if line not in said
        ),
        sentences=_cleared(page) if going and Act.RELEASE in page.acts else (),
    )


def _cleared(page: CasePage) -> tuple[SentenceRow, ...]:
    unit = page.matter.handling_unit
    if unit is None:
        return ()
    return tuple(sentences_for(kind=kind_of(page.matter.id, page.matter.kind), unit_id=unit))
