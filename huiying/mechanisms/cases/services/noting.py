"""A simple dated fact is noted: what a rule waits for and nothing else follows from."""

import uuid
from datetime import datetime

from huiying.core.kinds import N_, Actor, Fact
from huiying.mechanisms.cases import events, notes
from huiying.mechanisms.cases.choices import FILING
from huiying.mechanisms.cases.rules import Move
from huiying.mechanisms.cases.services.shape import NotAChoice, chosen, moving, person_of, said


def note_down(
    *,
    matter_id: uuid.UUID,
    note: str,
    by: Actor,
    at: datetime,
    party_id: uuid.UUID | None = None,
    reason: str = "",
) -> None:
    """Note one of `notes.NOTES`. Raises access.Denied, IllegalMove, NotAChoice, WordsNeeded."""
    kind = notes.NOTES.get(note)
    if kind is None:
        raise NotAChoice(N_("Choose what is noted."))
    if kind.of_person and party_id is None:
        raise NotAChoice(N_("Choose whom it is about."))
    words = {"reason": said(reason, N_("Say why."))} if kind.reason else {}
    with moving(matter_id=matter_id, move=Move.NOTE, by=by, at=at) as book:
        facts: dict[str, Fact] = dict(kind.facts)
        if kind.of_person:
            facts["party"] = str(person_of(book, party_id).id)
        book.record(kind.spec, facts, words)


def extend_filing(
    *, matter_id: uuid.UUID, ground: str, reason: str, by: Actor, at: datetime
) -> None:
    """More time to decide whether to open a case: 7 days where leads have to be checked, 30 where it is major or
    complex and a head agrees (2015 opinion, II(1)2). The one or the other act of access allows it.

    Raises access.Denied, IllegalMove, NotAChoice, WordsNeeded.
    """
    chosen(ground, FILING, N_("Choose why it takes longer."))
    why = said(reason, N_("Say why it takes longer. The person will read it."))
    move = Move.EXTEND_FILING_COMPLEX if ground == "complex" else Move.EXTEND_FILING
    with moving(matter_id=matter_id, move=move, by=by, at=at) as book:
        facts: dict[str, Fact] = {
            "ground": ground,
            "reason_given": True,
            "approved": ground == "complex",
        }
        book.record(events.FILING_EXTENDED, facts, {"reason": why})
