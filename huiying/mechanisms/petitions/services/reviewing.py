"""Review and final review (信访工作条例 35, 36): asked of the next level each time, each with its own clock."""

import uuid
from datetime import datetime

from huiying.core.access import doors
from huiying.core.kinds import N_, Act, Actor, PartyRole
from huiying.core.ledger.book import Book
from huiying.mechanisms.petitions import events, rules
from huiying.mechanisms.petitions.rules import Move
from huiying.mechanisms.petitions.services.answering import Opinion
from huiying.mechanisms.petitions.services.levels import (
    accused_units,
    give_to_reviewer,
    next_level,
)
from huiying.mechanisms.petitions.services.shape import (
    handling_unit,
    moving,
    own_matter,
    petitioner,
    read,
    said,
    tell_petitioners,
    tell_the_desk,
    unit_holding,
    view_overtaken,
)
from huiying.mechanisms.petitions.standing import Stage

MINUTES = N_("Write what was said at the hearing. The petitioner reads it.")


def ask_review(*, reason: str, by: Actor, at: datetime) -> int:
    """The petitioner does not accept the opinion, or the reply to the review. Gives the unit that looks at it.

    Raises access.Denied, rules.IllegalMove, shape.WordsNeeded.
    """
    why = said(reason, N_("Write what you do not agree with. One sentence is enough."))
    with moving(matter_id=own_matter(by), move=Move.DISAGREE, by=by, at=at) as book:
        final = read(book).stage is Stage.REVIEWED
        reviewed_by = unit_holding(book, PartyRole.REVIEWING) if final else None
        unit = next_level(
            reviewed_by if reviewed_by is not None else handling_unit(book),
            barred={handling_unit(book), *accused_units(book)},
        )
        requested = book.record(
            events.FINAL_REQUESTED if final else events.REVIEW_REQUESTED,
            {"to_unit": unit, "party": str(petitioner(book).id)},
            {"reason": why},
        )
        view_overtaken(book)
        give_to_reviewer(book, unit, requested)
        tell_the_desk(book, unit, "petition-review-requested", requested)
        return unit


def start_review(*, matter_id: uuid.UUID, by: Actor, at: datetime) -> None:
    """The next level begins. Raises access.Denied, rules.IllegalMove."""
    with moving(matter_id=matter_id, move=Move.START_REVIEW, by=by, at=at) as book:
        _not_their_own(book)
        final = read(book).stage is Stage.FINAL_REVIEWING
        started = book.record(events.FINAL_ACCEPTED if final else events.REVIEW_ACCEPTED)
        tell_petitioners(book, template="petition-review-started", about=started)


def decide_review(
    *, matter_id: uuid.UUID, changed: bool, opinion: Opinion, by: Actor, at: datetime
) -> None:
    """Decide whether the opinion stands, in writing. Raises access.Denied, rules.IllegalMove, rules.NotAChoice,
    shape.WordsNeeded."""
    words = opinion.words()
    with moving(matter_id=matter_id, move=Move.DECIDE_REVIEW, by=by, at=at) as book:
        _not_their_own(book)
        rules.check_finding(read(book), opinion.finding)
        final = read(book).stage is Stage.FINAL_REVIEWING
        decided = book.record(
            events.FINAL_DECIDED if final else events.REVIEW_DECIDED,
            opinion.facts_of() | {"changed": changed},
            words,
        )
        for held in book.parties_in(PartyRole.ASSIGNED):
            book.end_party(held)
        tell_petitioners(
            book,
            template="petition-review-decided",
            about=decided,
            tells=events.FINAL_TOLD if final else events.REVIEW_TOLD,
        )


def begin_hearing(*, matter_id: uuid.UUID, by: Actor, at: datetime) -> None:
    """A hearing in the final review: its time is not counted (art. 36(2)). Raises access.Denied, rules.IllegalMove."""
    with moving(matter_id=matter_id, move=Move.BEGIN_HEARING, by=by, at=at) as book:
        began = book.record(events.HEARING_BEGAN)
        tell_petitioners(book, template="petition-hearing", about=began)


def end_hearing(*, matter_id: uuid.UUID, record: str, by: Actor, at: datetime) -> None:
    """The hearing is over and the time runs on; its minutes are told to the petitioner.

    Raises access.Denied, rules.IllegalMove, shape.WordsNeeded.
    """
    minutes = said(record, MINUTES)
    with moving(matter_id=matter_id, move=Move.END_HEARING, by=by, at=at) as book:
        ended = book.record(events.HEARING_ENDED, texts={"record": minutes})
        tell_petitioners(
            book, template="petition-hearing-minutes", about=ended, tells=events.HEARING_TOLD
        )


def _not_their_own(book: Book) -> None:
    """Nobody looks again at what they decided, whatever post they have by now. Raises access.Denied."""
    if book.by.officer_id is not None and book.by.officer_id in read(book).decided_by_officers():
        raise doors.Denied(Act.REVIEW.value)
