"""Saying why a step was late, and apologising: to whom that step was owed, once, on a matter of any kind."""

import uuid
from collections.abc import Collection, Sequence
from datetime import datetime

from huiying.core import lateness
from huiying.core.duties.owed import OWED_TO, is_owed_to
from huiying.core.duties.services import acting
from huiying.core.duties.wording import said
from huiying.core.holders.kind_rules import rules_of
from huiying.core.kinds import N_, PEOPLE, Act, Actor, Fact, IllegalMove, Line, WordsNeeded
from huiying.core.ledger.book import Book
from huiying.core.ledger.entries import Entry, PartyRow, left_parties, standing
from huiying.core.units import queries as units
from huiying.rulepacks import loader

SAY_WHY = N_("Say why it is late, and what you are sorry for. They will read it.")
NOTHING_LATE = N_("Everything that is late was explained already.")
# Who has it in hand, looks at it again, or answers for whoever has it.
ACTS = (Act.WORK, Act.REVIEW, Act.APPROVE)


def explain_lateness(
    *, matter_id: uuid.UUID, why: str, by: Actor, at: datetime, signed: str = ""
) -> None:
    """Say for every missed step that nobody has explained why it is late, and apologise. The miss stays a miss.

    Raises access.Denied, IllegalMove, WordsNeeded.
    """
    words = said(why, SAY_WHY)
    with acting(matter_id=matter_id, act=ACTS, by=by, at=at) as book:
        missed = unexplained(standing(book.history))
        if not missed:
            raise IllegalMove(NOTHING_LATE)
        explain(book, missed, words, signed)
        rules_of(book.matter.kind).follows(book)


def unexplained(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Missed steps owed to people of the matter, of which nobody has said why."""
    return lateness.unexplained(lines, OWED_TO)


def drop(book: Book) -> None:
    """Whoever it was owed to said themselves that the matter is over: why it was late is owed to them no more."""
    for line in lateness.untold(standing(book.history), OWED_TO):
        facts: dict[str, Fact] = {name: str(line.facts[name]) for name in ("duty", "rule")}
        book.record(lateness.DROPPED, facts)


def owe_again(book: Book) -> None:
    """The matter goes on after all, and so does what was dropped, with a time of its own."""
    for line in lateness.dropped(standing(book.history)):
        rule = str(line.facts["rule"])
        facts: dict[str, Fact] = {"duty": str(line.facts["duty"]), "rule": rule}
        book.record(lateness.OWED_AGAIN, facts | {"owed_by": loader.rule(rule).owed_by})


def explain_with(book: Book, kinds: Collection[str], why: str, signed: str) -> None:
    """In the act that ends a late duty: it is not sent without a word on why. Raises WordsNeeded."""
    missed = unexplained(standing(book.history))
    if not any(meets(str(line.facts["rule"]), kinds) for line in missed):
        return
    if not why.strip():
        raise WordsNeeded(SAY_WHY)
    explain(book, missed, why.strip(), signed)


def meets(rule_id: str, kinds: Collection[str]) -> bool:
    """Whether these kinds of event, and no other, are what the rule waits for."""
    return {when.kind for when in loader.rule(rule_id).met_by} <= set(kinds)


def name_of(by: Actor) -> str:
    """Who apologises, unless they write otherwise: the unit, and the officer by name."""
    unit = units.unit(by.seats[0].unit_id).name if by.seats else ""
    officer = units.officers([by.officer_id])[by.officer_id].name if by.officer_id else ""
    return f"{unit} {officer}".strip()


def explain(book: Book, missed: Sequence[Line], why: str, signed: str) -> None:
    """One line for each missed step; of several owed to the same people, the first carries the one message."""
    texts = {"why": why, "signed": signed.strip() or name_of(book.by)}
    first: dict[frozenset[uuid.UUID], Entry] = {}
    for line in missed:
        people = _owed_it(book, line)
        facts: dict[str, Fact] = {
            "duty": str(line.facts["duty"]),
            "rule": str(line.facts["rule"]),
            "days": (book.at - line.occurred_at).days,
        }
        whom = frozenset(party.id for party in people)
        if whom in first:
            book.record(lateness.EXPLAINED, facts | {"with": str(first[whom].id)}, texts)
            continue
        first[whom] = book.record(lateness.EXPLAINED, facts, texts)
        rules_of(book.matter.kind).tell(
            book, people, "late", first[whom], lateness.TOLD, {"duty": facts["duty"]}
        )


def _owed_it(book: Book, missed: Line) -> list[PartyRow]:
    """Whoever the missed step was owed to and who is still there: one of them, or all whom the rule's word means."""
    history, word = standing(book.history), str(missed.facts["owed_to"])
    one, left = str(missed.facts.get("party", "")), left_parties(book.history)
    return [
        party
        for party in book.parties_in(*PEOPLE)
        if str(party.id) not in left
        and one in {"", str(party.id)}
        and is_owed_to(book.matter.kind, party, history)(word)
    ]
