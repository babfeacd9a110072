"""What the people of a matter say on their page, and how they want to be reached. Of every kind of matter."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from huiying.core import talk
from huiying.core.access import doors
from huiying.core.duties.wording import said
from huiying.core.files import services as files
from huiying.core.holders.kind_rules import own_act, rules_of
from huiying.core.kinds import N_, Act, Actor, Fact, NotAChoice, SeatRole, WordsNeeded
from huiying.core.ledger.book import Book
from huiying.core.ledger.entries import Entry, PartyRow, standing
from huiying.core.notices.returned import returned
from huiying.core.notices.telling import tell_desk
from huiying.core.people import barring
from huiying.core.people.services import Contact, change_contact, no_more_mail, open_contact
from huiying.core.search import services as search
from huiying.core.search.models import TextKind


def reply_question(*, question_id: uuid.UUID, text: str, by: Actor, at: datetime) -> None:
    """Answer a question of the desk. Raises access.Denied, IllegalMove, WordsNeeded, NotAChoice."""
    words = said(text, N_("Write your answer."))
    with own_act(deed="reply", by=by, at=at) as (book, party):
        question = _open_questions(book).get(question_id)
        if question is None or question.facts.get("party") not in {None, str(party.id)}:
            raise NotAChoice(N_("This question is not open any more. Write us a message instead."))
        facts: dict[str, Fact] = {"about": str(question_id), "party": str(party.id)}
        index_words(book, book.record(talk.QUESTION_ANSWERED, facts, {"text": words}))


def _open_questions(book: Book) -> dict[uuid.UUID, Entry]:
    found: dict[uuid.UUID, Entry] = {}
    for one in standing(book.history):
        if one.kind == talk.QUESTION_ASKED.kind:
            found[one.id] = one
        elif one.kind == talk.QUESTION_ANSWERED.kind:
            found.pop(uuid.UUID(str(one.facts["about"])), None)
    return found


def write_message(
    *, text: str, by: Actor, at: datetime, file_ids: Sequence[uuid.UUID] = ()
) -> None:
    """Write to whoever has the matter. Files were taken in before (files.services.receive_file)."""
    words = said(text, N_("Write your message."))
    with own_act(deed="write", by=by, at=at) as (book, party):
        facts: dict[str, Fact] = {"files": len(file_ids), "party": str(party.id)}
        written = book.record(talk.MESSAGE_RECEIVED, facts, {"text": words})
        index_words(book, written)
        files.tie_to_event(file_ids=file_ids, event_id=written.id)
        unit = rules_of(book.matter.kind).at_work(book)
        tell_desk(book, unit=unit, role=desk_role(book), template="message", about=written)


def add_files(*, file_ids: Sequence[uuid.UUID], by: Actor, at: datetime) -> None:
    """Add files that were taken in for this matter. Raises WordsNeeded where there are none."""
    if not file_ids:
        raise WordsNeeded(N_("Choose a file first."))
    with own_act(deed="files", by=by, at=at) as (book, party):
        added = book.record(talk.FILES_ADDED, {"files": len(file_ids), "party": str(party.id)})
        files.tie_to_event(file_ids=file_ids, event_id=added.id)


def index_words(book: Book, event: Entry) -> None:
    """Messages both ways can be searched for by who handles or reviews the matter."""
    if "text" in event.texts:
        search.queue(book, [event.texts["text"]], kind=TextKind.MESSAGE)


def desk_role(book: Book) -> SeatRole:
    """Whose desk it is: a matter is investigated, or else handled."""
    investigated = book.matter.investigating_unit_id is not None
    return SeatRole.CASES if investigated else SeatRole.COMPLAINTS


# --- how to reach them --------------------------------------------------------------------------------


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
    with own_act(deed="contact", by=by, at=at) as (book, party):
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
        book.record(talk.CONTACT_CHANGED, {"contactable": reachable, "party": str(party.id)})
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
        book.record(talk.WAYS_BARRED, facts)
