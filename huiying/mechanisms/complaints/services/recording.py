"""What England and Wales ask for besides (Police (Complaints and Misconduct) Regulations 2020, reg. 3, 13, 39)."""

import uuid
from datetime import datetime

from huiying.core.kinds import N_, Actor
from huiying.mechanisms.complaints import events, rules
from huiying.mechanisms.complaints.rules import Move
from huiying.mechanisms.complaints.services.routing import tell_oversight
from huiying.mechanisms.complaints.services.shape import (
    NotAChoice,
    chosen,
    complainant,
    moving,
    read,
    said,
    tell_complainants,
    tell_one,
)


def copy_record(*, matter_id: uuid.UUID, by: Actor, at: datetime) -> None:
    """Give the complainant a copy of the record: it is on their page, and counts once it has reached them.

    Raises access.Denied, rules.IllegalMove.
    """
    with moving(matter_id=matter_id, move=Move.COPY_RECORD, by=by, at=at) as book:
        received = next(e for e in book.history if e.kind == events.RECEIVED.kind)
        tell_complainants(book, template="record", about=received, tells=events.RECORD_COPIED)


def withhold_record(*, matter_id: uuid.UUID, reason: str, by: Actor, at: datetime) -> None:
    """Hold the copy back while it would do harm, with the reason; the decision is looked at again.

    Raises access.Denied, rules.IllegalMove, shape.WordsNeeded.
    """
    why = said(reason, N_("Say what harm the copy would do now. The complainant reads it."))
    with moving(matter_id=matter_id, move=Move.WITHHOLD_RECORD, by=by, at=at) as book:
        withheld = book.record(events.RECORD_WITHHELD, texts={"reason": why})
        tell_complainants(book, template="record-withheld", about=withheld)


def report_timeliness(
    *, matter_id: uuid.UUID, months: int, reasons: str, by: Actor, at: datetime
) -> None:
    """Report in writing why a complaint is not finished after so many months; a copy is on the person's page.

    Raises access.Denied, rules.IllegalMove, shape.WordsNeeded, shape.NotAChoice.
    """
    why = said(reasons, N_("Write what was done, why it is not finished, and what comes next."))
    if not 1 <= months <= 600:
        raise NotAChoice(N_("Write how many months have passed."))
    with moving(matter_id=matter_id, move=Move.REPORT_TIMELINESS, by=by, at=at) as book:
        reported = book.record(events.TIMELINESS_REPORTED, {"months": months}, {"reasons": why})
        tell_oversight(book, "timeliness", reported)
        tell_complainants(book, template="timeliness", about=reported)


def send_withdrawal_letter(
    *,
    matter_id: uuid.UUID,
    channel: str,
    by: Actor,
    at: datetime,
    party_id: uuid.UUID | None = None,
) -> None:
    """Write to the person who asked to withdraw, to learn how they wish to proceed (reg. 39).

    Raises access.Denied, rules.IllegalMove, shape.NotAChoice.
    """
    chosen(channel, events.CONTACTS, N_("Choose how the letter was sent."))
    with moving(matter_id=matter_id, move=Move.LETTER, by=by, at=at) as book:
        one = rules.without_letter(read(book), str(party_id) if party_id else "")
        sent = book.record(events.WITHDRAWAL_LETTER_SENT, {"channel": channel, "party": one.party})
        party = complainant(book, uuid.UUID(one.party))
        tell_one(book, party=party, template="withdrawal-letter", about=sent)
