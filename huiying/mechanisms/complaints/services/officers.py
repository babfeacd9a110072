"""The officer complained of is heard by questions, never by papers: asked, heard, told, cleared; and may contest.

The officer has no door to the matter (access.conflict). What is put to them or told to them reaches them as a line
of their own, with neither the complaint nor who complained; their answer comes in by that line alone.
"""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from huiying.core.access import doors
from huiying.core.duties.services import acting
from huiying.core.kinds import N_, Act, Actor, ActorKind, PartyRole, system
from huiying.core.ledger import queries as ledger
from huiying.core.ledger.book import Book
from huiying.core.ledger.entries import Entry
from huiying.core.ledger.entries import standing as standing_lines
from huiying.core.people.services import open_texts
from huiying.mechanisms.complaints import events, rules
from huiying.mechanisms.complaints.rules import Move
from huiying.mechanisms.complaints.services.conversing import check_day
from huiying.mechanisms.complaints.services.routing import desk, tell_oversight
from huiying.mechanisms.complaints.services.shape import NotAChoice, keep_index, moving, read, said

_FORM = system("officer-form")
_KINDS = (events.OFFICER_ASKED.kind, events.OFFICER_TOLD.kind, events.OFFICER_CLEARED.kind)


@dataclass(frozen=True, kw_only=True, slots=True)
class OfficerLine:
    """What reaches the officer: questions, an outcome, a clearance. Never the complaint, nor its reference."""

    id: uuid.UUID
    kind: str
    at: datetime
    questions: str = ""
    due_on: str = ""
    finding: str = ""
    # Whether they can answer the questions, or contest the outcome, now.
    open: bool = False


def put_questions(
    *,
    matter_id: uuid.UUID,
    officer_id: int,
    questions: str,
    due_on: str,
    by: Actor,
    at: datetime,
) -> None:
    """Put questions to an officer complained of, to be answered by a day; a companion may come along.

    Raises access.Denied, rules.IllegalMove, shape.WordsNeeded, shape.NotAChoice.
    """
    words = said(questions, N_("Write the questions, without saying who complained."))
    check_day(due_on, at)
    with moving(matter_id=matter_id, move=Move.ASK_OFFICER, by=by, at=at) as book:
        _check_named(book, officer_id)
        book.record(
            events.OFFICER_ASKED, {"officer": officer_id, "due_on": due_on}, {"questions": words}
        )


def hear_officer(
    *,
    matter_id: uuid.UUID,
    question_id: uuid.UUID,
    text: str,
    companion: bool,
    by: Actor,
    at: datetime,
    occurred_at: datetime | None = None,
) -> None:
    """The handler writes down what the officer said. Raises access.Denied, rules.IllegalMove, shape.NotAChoice."""
    words = said(text, N_("Write what the officer answered."))
    with moving(matter_id=matter_id, move=Move.HEAR_OFFICER, by=by, at=at) as book:
        _record_reply(book, _question(book, question_id), words, companion, by, occurred_at)


def reply_as_officer(
    *, line_id: uuid.UUID, text: str, companion: bool, by: Actor, at: datetime
) -> None:
    """The officer answers the questions put to them. Raises access.Denied, rules.IllegalMove, shape.WordsNeeded."""
    words = said(text, N_("Write your answer to the questions."))
    with _own_line(line_id, Move.OFFICER_REPLIES, by, at) as (book, line):
        question = _question(book, line.id)
        _record_reply(book, question, words, companion, by, None)
        desk(book, book.matter.handling_unit_id, "officer.answered", book.history[-1])


def tell_officer(*, matter_id: uuid.UUID, officer_id: int, by: Actor, at: datetime) -> None:
    """Tell the officer the outcome that concerns them, and that they may contest it.

    Raises access.Denied, rules.IllegalMove, shape.NotAChoice.
    """
    with moving(matter_id=matter_id, move=Move.TELL_OFFICER, by=by, at=at) as book:
        _check_named(book, officer_id)
        standing = read(book)
        book.record(events.OFFICER_TOLD, {"officer": officer_id, "finding": standing.finding})


def clear_officer(*, matter_id: uuid.UUID, officer_id: int, by: Actor, at: datetime) -> None:
    """Issue the clearance letter: the complaint was unfounded. Raises access.Denied, rules.IllegalMove,
    shape.NotAChoice."""
    with moving(matter_id=matter_id, move=Move.CLEAR_OFFICER, by=by, at=at) as book:
        _check_named(book, officer_id)
        if officer_id in read(book).officers_cleared:
            raise NotAChoice(N_("The clearance letter was issued already."))
        book.record(events.OFFICER_CLEARED, {"officer": officer_id})


def contest_finding(*, line_id: uuid.UUID, text: str, by: Actor, at: datetime) -> None:
    """The officer contests the outcome they were told of; who decides and oversight learn of it.

    Raises access.Denied, rules.IllegalMove, shape.WordsNeeded.
    """
    words = said(text, N_("Write what you contest, and why."))
    with _own_line(line_id, Move.CONTEST, by, at) as (book, line):
        if _contested(book.history, line):
            raise NotAChoice(N_("You have contested this outcome already."))
        contested = book.record(
            events.OFFICER_CONTESTED,
            {"officer": int(line.facts["officer"]), "about": str(line.id)},
            {"text": words},
            by=by,
        )
        deciding = book.party(PartyRole.DECIDING)
        desk(book, deciding.unit_id if deciding else None, "officer.contested", contested)
        tell_oversight(book, "officer.contested", contested)


def lines_for_officer(*, by: Actor, at: datetime) -> list[OfficerLine]:
    """What was put to and told to the officer who is signed in; the newest first."""
    if by.kind is not ActorKind.STAFF or by.officer_id is None:
        return []
    found: list[OfficerLine] = []
    for lines in ledger.histories(ledger.accused_in(by.officer_id)).values():
        found += _lines_of(standing_lines(lines), by.officer_id)
    return sorted(found, key=lambda line: (line.at, line.id), reverse=True)


def _lines_of(lines: list[Entry], officer_id: int) -> list[OfficerLine]:
    standing = rules.read(lines)
    waiting = {line.id for line in standing.open_hearings}
    mine = [e for e in lines if e.kind in _KINDS and e.facts.get("officer") == officer_id]
    ids = [uuid.UUID(e.texts["questions"]) for e in mine if "questions" in e.texts]
    opened = open_texts(ids) if ids else {}
    return [
        OfficerLine(
            id=e.id,
            kind=e.kind,
            at=e.occurred_at,
            questions=opened.get(uuid.UUID(e.texts["questions"])) or ""
            if "questions" in e.texts
            else "",
            due_on=str(e.facts.get("due_on", "")),
            finding=str(e.facts.get("finding", "")),
            open=e.id in waiting
            or (e.kind == events.OFFICER_TOLD.kind and not _contested(lines, e)),
        )
        for e in mine
    ]


def _contested(lines: list[Entry], told: Entry) -> bool:
    return any(
        e.kind == events.OFFICER_CONTESTED.kind and e.facts.get("about") == str(told.id)
        for e in standing_lines(lines)
    )


def _check_named(book: Book, officer_id: int) -> None:
    if not any(p.officer_id == officer_id for p in book.parties_in(PartyRole.ACCUSED)):
        raise NotAChoice(N_("The complaint is not about this officer. Say first whom it is about."))


def _question(book: Book, question_id: uuid.UUID) -> Entry:
    waiting = {line.id for line in read(book).open_hearings}
    found = next((e for e in book.history if e.id == question_id and e.id in waiting), None)
    if found is None:
        raise NotAChoice(N_("These questions were answered already."))
    return found


def _record_reply(
    book: Book,
    question: Entry,
    words: str,
    companion: bool,
    by: Actor,
    occurred_at: datetime | None,
) -> None:
    book.record(
        events.OFFICER_ANSWERED,
        {
            "officer": int(question.facts["officer"]),
            "companion": companion,
            "about": str(question.id),
        },
        {"text": words},
        occurred_at=occurred_at,
        by=by,
    )


@contextmanager
def _own_line(
    line_id: uuid.UUID, move: Move, by: Actor, at: datetime
) -> Iterator[tuple[Book, Entry]]:
    """The one thing an officer complained of may touch: a line put to themselves. Raises access.Denied."""
    matters = ledger.accused_in(by.officer_id) if by.officer_id is not None else []
    found = next(
        (
            e
            for lines in ledger.histories(matters).values()
            for e in standing_lines(lines)
            if e.id == line_id and e.kind in _KINDS and e.facts.get("officer") == by.officer_id
        ),
        None,
    )
    if found is None:
        raise doors.Denied(move.value)
    with acting(matter_id=found.matter_id, act=Act.WORK, by=_FORM, at=at) as book:
        rules.decide(move, read(book))
        yield book, found
        keep_index(book)
