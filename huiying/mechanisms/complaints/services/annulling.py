"""A wrong entry is put right by a second event and a second person; the wrong one stays visible."""

import uuid
from datetime import datetime

from huiying.core.access import doors
from huiying.core.duties.planning import derive
from huiying.core.kinds import N_, Act, Actor, ActorKind
from huiying.core.ledger import events as ledger_events
from huiying.core.ledger.book import Book
from huiying.core.ledger.entries import Entry, annulled_ids
from huiying.core.notices.telling import no_longer_everyone
from huiying.mechanisms.complaints import events
from huiying.mechanisms.complaints.rules import IllegalMove, Move
from huiying.mechanisms.complaints.services.shape import (
    NotAChoice,
    moving,
    read,
    said,
    tell_complainants,
)

# What is not put right by annulling, and what to do instead.
_INSTEAD: dict[str, str] = {
    ledger_events.ANNULLED.kind: N_("What was put right is not undone: record the fact anew."),
    ledger_events.ESCALATED.kind: N_("That a duty went up stays on record."),
    events.RECEIVED.kind: N_(
        "That a complaint came in is never undone. Refuse or transfer it, with a reason."
    ),
    events.JOINED.kind: N_("That somebody joined is never undone."),
    ledger_events.LEFT.kind: N_("They can come back themselves, on their page."),
    ledger_events.RETURNED.kind: N_("Whoever came back can ask to withdraw again."),
    events.TRANSFERRED.kind: N_("Ask the unit that has it to transfer it back."),
    events.ASSIGNED.kind: N_("Assign it to somebody else instead."),
    events.UNASSIGNED.kind: N_("Assign it to somebody instead."),
    events.HANDED_ON.kind: N_("Transfer it instead."),
    events.RECUSED.kind: N_("Whoever stepped aside stays aside."),
    events.CONFLICT_EXCEPTED.kind: N_("Assign it to somebody else instead."),
    events.IDENTIFIED.kind: N_(
        "Whoever was named is still kept away. If it was not them, say so in the answer."
    ),
    events.WITHDRAWN.kind: N_("Take the complaint up again instead."),
}
_ABOUT_ANNULLING = {
    events.ANNULMENT_PROPOSED.kind,
    events.ANNULMENT_DECLINED.kind,
    events.ANNULMENT_AGREED.kind,
}


def propose_annulment(
    *, matter_id: uuid.UUID, event_id: uuid.UUID, reason: str, by: Actor, at: datetime
) -> uuid.UUID:
    """Say that an entry is wrong, and why; gives the proposal's id. Nothing changes until a second person agrees.

    Raises access.Denied, rules.IllegalMove, shape.WordsNeeded, shape.NotAChoice.
    """
    why = said(reason, N_("Say what is wrong with the entry."))
    with moving(matter_id=matter_id, move=Move.PROPOSE_ANNULMENT, by=by, at=at) as book:
        wrong = _entry(book, event_id)
        if any(line.facts.get("event") == str(event_id) for line in read(book).open_annulments):
            raise NotAChoice(N_("Somebody proposed this already; it waits for a second person."))
        proposed = book.record(
            events.ANNULMENT_PROPOSED, {"event": str(wrong.id), "kind": wrong.kind}, {"reason": why}
        )
        return proposed.id


def confirm_annulment(
    *, matter_id: uuid.UUID, proposal_id: uuid.UUID, reason: str, by: Actor, at: datetime
) -> None:
    """The second person agrees, under their own sign-in; the reason they give is what the person can read.

    Raises access.Denied (also for whoever proposed it), rules.IllegalMove, shape.WordsNeeded, shape.NotAChoice.
    """
    why = said(reason, N_("Say why the entry is wrong. The complainant may read it."))
    with moving(matter_id=matter_id, move=Move.DECIDE_ANNULMENT, by=by, at=at) as book:
        proposal = _proposal(book, proposal_id)
        wrong = _entry(book, uuid.UUID(str(proposal.facts["event"])))
        opened = _opened_duty(book, wrong)
        book.record(events.ANNULMENT_AGREED, {"proposal": str(proposal_id)})
        annulled = book.record(
            ledger_events.ANNULLED,
            {
                "event": str(wrong.id),
                "kind": wrong.kind,
                "second": by.officer_id or 0,
                "opened_duty": opened,
            },
            {"reason": why},
        )
        no_longer_everyone(book, wrong, events.BY_KIND)
        if opened:
            tell_complainants(book, template="annulled", about=annulled)


def decline_annulment(
    *, matter_id: uuid.UUID, proposal_id: uuid.UUID, reason: str, by: Actor, at: datetime
) -> None:
    """The second person does not agree: the entry stands. Raises as confirm_annulment."""
    why = said(reason, N_("Say why the entry is right."))
    with moving(matter_id=matter_id, move=Move.DECIDE_ANNULMENT, by=by, at=at) as book:
        _proposal(book, proposal_id)
        book.record(events.ANNULMENT_DECLINED, {"proposal": str(proposal_id)}, {"reason": why})


def _entry(book: Book, event_id: uuid.UUID) -> Entry:
    """The entry meant, if it is one that can be put right. Raises NotAChoice, IllegalMove."""
    found = next((e for e in book.history if e.id == event_id), None)
    if found is None or found.kind in _ABOUT_ANNULLING:
        raise NotAChoice(N_("There is no such entry."))
    if str(event_id) in annulled_ids(book.history):
        raise NotAChoice(N_("This entry was put right already."))
    if found.kind in _INSTEAD:
        raise IllegalMove(_INSTEAD[found.kind])
    if found.by_kind == ActorKind.HOLDER.value:
        raise IllegalMove(N_("What the complainant did is not undone by us."))
    return found


def _proposal(book: Book, proposal_id: uuid.UUID) -> Entry:
    waiting = {line.id for line in read(book).open_annulments}
    found = next((e for e in book.history if e.id == proposal_id and e.id in waiting), None)
    if found is None:
        raise NotAChoice(N_("This proposal was decided already."))
    if book.by.officer_id is not None and found.by_officer == book.by.officer_id:
        raise doors.Denied(Act.SECOND_ANNUL.value)
    return found


def _opened_duty(book: Book, wrong: Entry) -> bool:
    rows = derive(book.matter, book.history, book.parties, book.at)
    return any(row.trigger == str(wrong.id) for row in rows)
