"""Disagreement goes to somebody else: another unit looks again, with its own clock, and both outcomes are told."""

import uuid
from datetime import datetime

from huiying.core.access import doors
from huiying.core.kinds import N_, Act, Actor, PartyRole
from huiying.core.ledger.book import Book
from huiying.mechanisms.complaints import events
from huiying.mechanisms.complaints.rules import Move
from huiying.mechanisms.complaints.services.answering import answer_facts, answer_words
from huiying.mechanisms.complaints.services.lateness import REVIEWING, explain_with
from huiying.mechanisms.complaints.services.routing import desk, reviewer
from huiying.mechanisms.complaints.services.shape import (
    complainant,
    moving,
    read,
    said,
    tell_complainants,
)
from huiying.mechanisms.complaints.standing import Stage


def disagree(*, matter_id: uuid.UUID, reason: str, by: Actor, at: datetime) -> int:
    """The person disagrees with the answer, or (a claim) with its review; gives the unit that looks at it again.

    Raises access.Denied, rules.IllegalMove, shape.WordsNeeded.
    """
    why = said(reason, N_("Write what you do not agree with. One sentence is enough."))
    with moving(matter_id=matter_id, move=Move.DISAGREE, by=by, at=at) as book:
        again = read(book).stage is Stage.REVIEWED
        unit = reviewer(book)
        party = complainant(book)
        requested = book.record(
            events.FINAL_REVIEW_REQUESTED if again else events.REVIEW_REQUESTED,
            {"to_unit": unit, "party": str(party.id)},
            {"reason": why},
        )
        book.replace_party(PartyRole.REVIEWING, event=requested, unit=unit)
        for held in book.parties_in(PartyRole.ASSIGNED):
            book.end_party(held)
        desk(book, unit, "review-requested", requested)
        return unit


def start_review(*, matter_id: uuid.UUID, by: Actor, at: datetime) -> None:
    """The other unit begins. Raises access.Denied, rules.IllegalMove."""
    with moving(matter_id=matter_id, move=Move.START_REVIEW, by=by, at=at) as book:
        _not_their_own(book)
        started = book.record(events.REVIEW_ACCEPTED)
        tell_complainants(book, template="review-started", about=started)


def decide_review(
    *,
    matter_id: uuid.UUID,
    changed: bool,
    finding: str,
    answer: str,
    reasons: str,
    by: Actor,
    at: datetime,
    remedy: str = "",
    why_late: str = "",
    signed: str = "",
) -> None:
    """Decide whether the answer stands. Raises access.Denied, rules.IllegalMove, shape.NotAChoice,
    shape.WordsNeeded."""
    words = answer_words(finding, answer, reasons, remedy)
    with moving(matter_id=matter_id, move=Move.DECIDE_REVIEW, by=by, at=at) as book:
        _not_their_own(book)
        explain_with(book, REVIEWING, why_late, signed)
        facts = answer_facts(book, finding) | {"changed": changed}
        final = read(book).final_review
        decided = book.record(
            events.FINAL_REVIEW_DECIDED if final else events.REVIEW_DECIDED, facts, words
        )
        for held in book.parties_in(PartyRole.ASSIGNED):
            book.end_party(held)
        tells = events.FINAL_REVIEW_TOLD if final else events.REVIEW_TOLD
        tell_complainants(book, template="review-decided", about=decided, tells=tells)


def _not_their_own(book: Book) -> None:
    """Who answered or refused does not review it, whatever post they have by now. Raises access.Denied."""
    standing = read(book)
    earlier = [standing.answer, standing.refusal]
    if standing.final_review:
        earlier += [e for e in book.history if e.kind == events.REVIEW_DECIDED.kind]
    own = {line.by_officer for line in earlier if line is not None}
    if book.by.officer_id is not None and book.by.officer_id in own:
        raise doors.Denied(Act.REVIEW.value)
