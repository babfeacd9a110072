"""What the person does on the page of their own matter, with the code and without an account."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from huiying.core.access import doors, second_word
from huiying.core.duties.services import acting
from huiying.core.files import services as files
from huiying.core.kinds import N_, Act, Actor, ActorKind, Fact
from huiying.core.ledger import queries as ledger
from huiying.core.ledger import services as ledger_services
from huiying.core.ledger.book import Book
from huiying.core.ledger.entries import PartyRow
from huiying.core.ledger.queries import Holder
from huiying.core.notices.returned import returned
from huiying.core.notices.telling import page_opened, something_waits
from huiying.core.people import barring
from huiying.core.people.services import Contact, change_contact, no_more_mail, open_contact
from huiying.mechanisms.complaints import events
from huiying.mechanisms.complaints.rules import SLIP_LASTS, VIEW_NOT_OPEN, IllegalMove, Move
from huiying.mechanisms.complaints.services.conversing import index_words
from huiying.mechanisms.complaints.services.routing import desk, unit_at_work
from huiying.mechanisms.complaints.services.shape import (
    NotAChoice,
    WordsNeeded,
    chosen,
    complainant,
    keep_index,
    moving,
    read,
    said,
    texts,
    what_follows,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Opened:
    """A code was right. `new_code` is to be shown to the person, once: it replaces one that staff had in hand."""

    holder: Holder
    actor: Actor
    new_code: str = ""
    # When a slip had been looked up before: by this person, or by somebody else who held it.
    looked_up_before: datetime | None = None


def actor_of(holder: Holder) -> Actor:
    return Actor(
        kind=ActorKind.HOLDER, name="", matter_id=holder.matter_id, party_id=holder.party_id
    )


@transaction.atomic
def look_up(*, typed: str, at: datetime, word: str = "") -> Opened | None:
    """Whom a typed code speaks for, with the second word where one was set; None for any wrong code or word.

    A provisional code gives a new one each time, until one of them is kept, or its days are over.
    """
    holder = ledger.holder_of(typed)
    if holder is not None and _slip_over(holder, at):
        holder = None
    party = holder.party_id if holder else None
    if not second_word.lets_in(party_id=party, typed=word, at=at) or holder is None:
        return None
    if not holder.provisional:
        ledger_services.mark_code_used(code_id=holder.code_id, at=at)
        return Opened(holder=holder, actor=actor_of(holder))
    code = ledger_services.replace_code(code_id=holder.code_id, at=at)
    fresh = ledger.holder_of(code)
    if fresh is None:
        raise LookupError("a code that was just issued is not there")
    return Opened(
        holder=fresh, actor=actor_of(fresh), new_code=code, looked_up_before=holder.first_used_at
    )


def _slip_over(holder: Holder, at: datetime) -> bool:
    since = holder.first_used_at
    return holder.provisional and since is not None and at >= since + SLIP_LASTS


def keep_code(*, by: Actor, at: datetime) -> None:
    """The person has written the new code down: from now on the slip opens nothing. Raises access.Denied."""
    ledger_services.keep_code(party_id=_own(by)[1], at=at)


def open_page(*, by: Actor, at: datetime) -> int:
    """The person opened their page: what waited there is told, with evidence. Gives how many things that were."""
    matter_id, party_id = _own(by)
    if not something_waits(matter_id=matter_id, party_id=party_id):
        return 0
    with acting(matter_id=matter_id, act=Act.FOLLOW, by=by, at=at) as book:
        party = complainant(book)
        told = page_opened(book, party=party, specs=events.BY_KIND, at=at)
        what_follows(book)
        keep_index(book)
        return told


def replace_code(*, by: Actor, at: datetime) -> str:
    """A new code for the person; the old one opens nothing any more."""
    matter_id, party_id = _own(by)
    return ledger_services.issue_code(
        matter_id=matter_id, party_id=party_id, at=at, provisional=False
    )


# --- writing to the desk ------------------------------------------------------------------------------


def reply_question(*, question_id: uuid.UUID, text: str, by: Actor, at: datetime) -> None:
    """Answer a question of the desk. Raises access.Denied, rules.IllegalMove, shape.WordsNeeded."""
    words = said(text, N_("Write your answer."))
    with moving(matter_id=_own(by)[0], move=Move.REPLY, by=by, at=at) as book:
        party = str(complainant(book).id)
        question = next((q for q in read(book).open_questions if q.id == question_id), None)
        if question is None or question.facts.get("party") not in {None, party}:
            raise NotAChoice(N_("This question is not open any more. Write us a message instead."))
        answered = book.record(
            events.QUESTION_ANSWERED, {"about": str(question_id), "party": party}, {"text": words}
        )
        index_words(book, answered)


def write_message(
    *, text: str, by: Actor, at: datetime, file_ids: Sequence[uuid.UUID] = ()
) -> None:
    """Write to whoever has the complaint. Files were taken in before (files.services.receive_file)."""
    words = said(text, N_("Write your message."))
    with moving(matter_id=_own(by)[0], move=Move.WRITE, by=by, at=at) as book:
        facts: dict[str, Fact] = {"files": len(file_ids), "party": str(complainant(book).id)}
        written = book.record(events.MESSAGE_RECEIVED, facts, {"text": words})
        index_words(book, written)
        files.tie_to_event(file_ids=file_ids, event_id=written.id)
        desk(book, unit_at_work(book), "message", written)


def add_files(*, file_ids: Sequence[uuid.UUID], by: Actor, at: datetime) -> None:
    """Add files that were taken in for this matter. Raises shape.WordsNeeded where there are none."""
    if not file_ids:
        raise WordsNeeded(N_("Choose a file first."))
    with moving(matter_id=_own(by)[0], move=Move.ADD_FILES, by=by, at=at) as book:
        added = book.record(
            events.FILES_ADDED, {"files": len(file_ids), "party": str(complainant(book).id)}
        )
        files.tie_to_event(file_ids=file_ids, event_id=added.id)


# --- what they think of it ----------------------------------------------------------------------------


def give_view(*, answers: Mapping[str, str], by: Actor, at: datetime, words: str = "") -> None:
    """The four dimensions, when somebody else than the handling unit asked. The handling unit never sees it.

    Raises access.Denied, rules.IllegalMove, shape.NotAChoice.
    """
    facts = view_facts(answers)
    with moving(matter_id=_own(by)[0], move=Move.GIVE_VIEW, by=by, at=at) as book:
        party = str(complainant(book).id)
        if party in read(book).views_given:
            raise IllegalMove(VIEW_NOT_OPEN)
        facts |= {"party": party, "channel": "portal"}
        book.record(events.SATISFACTION_GIVEN, facts, texts(words=words))


def view_facts(answers: Mapping[str, str]) -> dict[str, Fact]:
    """Raises NotAChoice where a dimension is missing or an answer is none of the choices."""
    return {
        view: chosen(
            answers.get(view, ""),
            events.ANSWERS,
            N_("Choose an answer to each of the four questions."),
        )
        for view in events.VIEWS
    }


def report_pressure(*, text: str, by: Actor, at: datetime) -> None:
    """Somebody pressed the person: oversight learns of it, the handling unit does not."""
    words = said(text, N_("Write what happened. Nobody of the unit will read it."))
    with moving(matter_id=_own(by)[0], move=Move.REPORT_PRESSURE, by=by, at=at) as book:
        book.record(
            events.PRESSURE_REPORTED, {"party": str(complainant(book).id)}, {"words": words}
        )


def change_contacts(
    *,
    contact: Contact,
    by: Actor,
    at: datetime,
    never: Sequence[str] = (),
    again: Sequence[uuid.UUID] = (),
) -> None:
    """How to reach the person from now on; all may be empty, and then they are told on their page alone.

    `never`: numbers and addresses that nobody uses any more, on this matter or another. `again`: what they barred and
    allow now; so does giving a number anew. Raises access.Denied, kinds.NotAChoice, barring.TooMany.
    """
    with moving(matter_id=_own(by)[0], move=Move.CHANGE_CONTACT, by=by, at=at) as book:
        party = complainant(book)
        if party.person_id is None:
            raise doors.Denied(Act.FOLLOW.value)
        dead = open_contact(party.person_id).email if returned(party.person_id) else ""
        change_contact(
            person_id=party.person_id,
            contact=contact,
            lookup=bool(contact.name and contact.phone),
        )
        if dead and contact.email.strip().casefold() == dead.strip().casefold():
            no_more_mail(person_id=party.person_id)
        reachable = bool(contact.phone or contact.email or contact.address)
        book.record(events.CONTACT_CHANGED, {"contactable": reachable, "party": str(party.id)})
        _bar(book, party, contact, never, again)


def _bar(
    book: Book,
    party: PartyRow,
    contact: Contact,
    never: Sequence[str],
    again: Sequence[uuid.UUID],
) -> None:
    """The numbers themselves are nobody's to read in a history: how many they are is enough."""
    if party.person_id is None:
        return
    given = [way for way in (contact.phone, contact.email) if way and way not in never]
    allowed = barring.lift(person_id=party.person_id, ways=given, ids=again)
    barred = barring.bar(person_id=party.person_id, ways=never, at=book.at)
    if allowed or barred:
        facts: dict[str, Fact] = {"barred": barred, "allowed": allowed, "party": str(party.id)}
        book.record(events.WAYS_BARRED, facts)


def _own(by: Actor) -> tuple[uuid.UUID, uuid.UUID]:
    """The holder's matter and party. Raises access.Denied for anybody else."""
    if by.kind is not ActorKind.HOLDER or by.matter_id is None or by.party_id is None:
        raise doors.Denied(Act.FOLLOW.value)
    return by.matter_id, by.party_id
