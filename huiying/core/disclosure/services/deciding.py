"""One line is decided: told, told in part, not now, or not even that there is something."""

import uuid
from datetime import date, datetime

from django.conf import settings

from huiying.core.disclosure import events, rules
from huiying.core.disclosure.choices import Decision
from huiying.core.disclosure.rules import Move, Proposal
from huiying.core.disclosure.services.existence import put_outside
from huiying.core.disclosure.services.seconding import put_to_second
from huiying.core.disclosure.services.shape import day_of, gate_of, moving, reopen, somebody
from huiying.core.disclosure.standing import GateLine, State
from huiying.core.duties.wording import texts
from huiying.core.kinds import Actor, Fact
from huiying.core.ledger.book import Book


def decide_line(
    *,
    matter_id: uuid.UUID,
    line: str,
    proposal: Proposal,
    by: Actor,
    at: datetime,
    to_unit: int | None = None,
) -> State:
    """Decide; what is withheld or sensitive waits for a second person (`to_unit`, else the nearest that has one), what
    is not even to be known waits for an approval from outside. Gives how the line stands then.

    Raises access.Denied, IllegalMove, NotAChoice, WordsNeeded, seconding.NobodyThere.
    """  # fmt: skip
    somebody(by)
    with moving(matter_id=matter_id, line=line, move=Move.DECIDE, by=by, at=at) as (book, found):
        most = settings.HUIYING_EXISTENCE_DAYS
        decision = rules.judged(proposal, found, today=day_of(at), most_existence=most)
        if rules.is_settled(found):
            reopen(book, found)
        record_decision(book, found, decision, proposal)
        decided = gate_of(book).lines[line]
        if decision is Decision.EXISTENCE and proposal.until is not None:
            put_outside(book, decided, until=proposal.until, to_unit=to_unit)
        elif rules.needs_second(decision, sensitive=proposal.sensitive):
            put_to_second(book, decided, to_unit)
        else:
            book.record(events.RELEASED, {"line": line, "pre_cleared": False})
        return gate_of(book).lines[line].state


def record_decision(book: Book, line: GateLine, decision: Decision, proposal: Proposal) -> None:
    said = proposal.said if decision in {Decision.TOLD, Decision.PART} else ""
    holds = decision is not Decision.TOLD
    facts: dict[str, Fact] = {
        "line": line.id,
        "decision": decision.value,
        "ground": proposal.ground if holds else "",
        "sensitive": proposal.sensitive,
        "ask_again_on": _iso(proposal.ask_again_on) if holds else "",
        "by_sentence": "",
        "party": line.party,
    }
    book.record(events.DECIDED, facts, texts(said=said, ground_words=proposal.ground_words))


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
