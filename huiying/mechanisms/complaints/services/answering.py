"""The answer: a finding, what was found, why, and what is put right. It carries how to disagree."""

import uuid
from datetime import datetime

from huiying.core.kinds import N_, Actor, Fact
from huiying.core.ledger.book import Book
from huiying.mechanisms.complaints import events
from huiying.mechanisms.complaints.rules import Move
from huiying.mechanisms.complaints.services.lateness import ANSWERING, explain_with
from huiying.mechanisms.complaints.services.recording import (
    send_withdrawal_letter as send_withdrawal_letter,
)
from huiying.mechanisms.complaints.services.shape import (
    chosen,
    moving,
    read,
    said,
    tell_complainants,
    texts,
)


def answer_complaint(
    *,
    matter_id: uuid.UUID,
    finding: str,
    answer: str,
    reasons: str,
    by: Actor,
    at: datetime,
    remedy: str = "",
    why_late: str = "",
    signed: str = "",
) -> None:
    """Answer. The outcome counts as told once it has reached the person. A late answer says why it is late.

    Raises access.Denied, rules.IllegalMove, shape.NotAChoice, shape.WordsNeeded.
    """
    words = answer_words(finding, answer, reasons, remedy)
    with moving(matter_id=matter_id, move=Move.ANSWER, by=by, at=at) as book:
        explain_with(book, ANSWERING, why_late, signed)
        answered = book.record(events.ANSWERED, answer_facts(book, finding), words)
        tell_complainants(book, template="answered", about=answered, tells=events.OUTCOME_TOLD)


def answer_words(finding: str, answer: str, reasons: str, remedy: str) -> dict[str, str]:
    """What an answer has to say, of a first handling or of a review. Raises NotAChoice, WordsNeeded."""
    chosen(finding, events.FINDINGS, N_("Choose what was found."))
    words = {
        "answer": said(answer, N_("Write the answer: the result first.")),
        "reasons": said(reasons, N_("Write the reasons: what was looked at and what it showed.")),
    }
    return words | texts(remedy=remedy)


def answer_facts(book: Book, finding: str) -> dict[str, Fact]:
    """Whether it was about conduct is a fact of the answer: the officer is owed the outcome then."""
    return {"finding": finding, "conduct": read(book).conduct}
