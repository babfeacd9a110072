"""Why a step was late, and who apologises: said to the person once for each missed step, and counted."""

import uuid
from collections.abc import Collection
from datetime import datetime

from huiying.core.kinds import N_, Actor, Fact, Line
from huiying.core.ledger.book import Book
from huiying.core.ledger.entries import Entry
from huiying.core.units import queries as units
from huiying.mechanisms.complaints import events
from huiying.mechanisms.complaints.rules import Move
from huiying.mechanisms.complaints.services.shape import (
    WordsNeeded,
    moving,
    read,
    said,
    tell_complainants,
)
from huiying.rulepacks import loader

_SAY_WHY = N_("Say why it is late, and what you are sorry for. The complainant will read it.")
# What an answer, and the decision of a review, bring about: a late one says why in the same act.
ANSWERING = frozenset({events.ANSWERED.kind, events.OUTCOME_TOLD.kind})
REVIEWING = frozenset(
    {events.REVIEW_DECIDED.kind, events.REVIEW_TOLD.kind, events.FINAL_REVIEW_TOLD.kind}
)


def explain_lateness(
    *, matter_id: uuid.UUID, why: str, by: Actor, at: datetime, signed: str = ""
) -> None:
    """Say for every missed step that nobody has explained why it is late, and apologise. The miss stays a miss.

    Raises access.Denied, rules.IllegalMove, shape.WordsNeeded.
    """
    words = said(why, _SAY_WHY)
    with moving(matter_id=matter_id, move=Move.EXPLAIN_LATENESS, by=by, at=at) as book:
        _explain(book, read(book).unexplained, words, signed)


def explain_with(book: Book, kinds: Collection[str], why: str, signed: str) -> None:
    """In the act that ends a late duty: it is not sent without a word on why. Raises shape.WordsNeeded."""
    missed = read(book).unexplained
    if not any(meets(str(line.facts["rule"]), kinds) for line in missed):
        return
    if not why.strip():
        raise WordsNeeded(_SAY_WHY)
    _explain(book, missed, why.strip(), signed)


def meets(rule_id: str, kinds: Collection[str]) -> bool:
    """Whether these kinds of event, and no other, are what the rule waits for."""
    return {when.kind for when in loader.rule(rule_id).met_by} <= set(kinds)


def name_of(by: Actor) -> str:
    """Who apologises, unless they write otherwise: the unit, and the officer by name."""
    unit = units.unit(by.seats[0].unit_id).name if by.seats else ""
    officer = units.officers([by.officer_id])[by.officer_id].name if by.officer_id else ""
    return f"{unit} {officer}".strip()


def _explain(book: Book, missed: tuple[Line, ...], why: str, signed: str) -> None:
    first: Entry | None = None
    texts = {"why": why, "signed": signed.strip() or name_of(book.by)}
    for line in missed:
        facts: dict[str, Fact] = {
            "duty": str(line.facts["duty"]),
            "rule": str(line.facts["rule"]),
            "days": (book.at - line.occurred_at).days,
        }
        if first is not None:
            facts["with"] = str(first.id)
        explained = book.record(events.LATENESS_EXPLAINED, facts, texts)
        first = first or explained
    if first is not None:
        duty = {"duty": str(first.facts["duty"])}
        tell_complainants(book, template="late", about=first, tells=events.LATENESS_TOLD, **duty)
