"""One line is decided: told, told in part, not now, or not even that there is something."""

import uuid
from collections.abc import Mapping
from datetime import date, datetime

from django.conf import settings
from django.db import transaction

from huiying.core.disclosure import events, rules
from huiying.core.disclosure.choices import Decision
from huiying.core.disclosure.rules import Move, Proposal
from huiying.core.disclosure.services.existence import put_outside
from huiying.core.disclosure.services.seconding import put_to_second
from huiying.core.disclosure.services.shape import day_of, gate_of, moving, reopen, somebody
from huiying.core.disclosure.standing import GateLine, State
from huiying.core.duties.wording import texts
from huiying.core.kinds import Actor, Declined, Fact
from huiying.core.ledger.book import Book


class LineDeclined(Declined):
    """Of several lines decided together, one cannot be decided so; nothing of all was. `line` is which."""

    def __init__(self, line: str, why: Declined) -> None:
        super().__init__(why.sentence, **why.params)
        self.line = line


@transaction.atomic
def decide_lines(
    *,
    matter_id: uuid.UUID,
    proposals: Mapping[str, Proposal],
    by: Actor,
    at: datetime,
    to_unit: int | None = None,
) -> dict[str, State]:
    """Several lines at once: all, or none. `to_unit` is asked for the second person.

    Raises access.Denied, LineDeclined.
    """
    found: dict[str, State] = {}
    for line, proposal in proposals.items():
        try:
            found[line] = decide_line(
                matter_id=matter_id, line=line, proposal=proposal, by=by, at=at, to_unit=to_unit
            )
        except Declined as why:
            raise LineDeclined(line, why) from why
    return found


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

    Raises access.Denied, IllegalMove, NotAChoice, WordsNeeded, seconding.NobodyThere, existence.NobodyOutside.
    """
    somebody(by)
    with moving(matter_id=matter_id, line=line, move=Move.DECIDE, by=by, at=at) as (book, found):
        most = settings.HUIYING_EXISTENCE_DAYS
        decision = rules.judged(proposal, found, today=day_of(at), most_existence=most)
        if rules.is_settled(found):
            reopen(book, found)
        record_decision(book, found, decision, proposal)
        decided = gate_of(book).lines[line]
        if decision is Decision.EXISTENCE and proposal.until is not None:
            put_outside(book, decided, until=proposal.until, to_unit=proposal.outside)
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
