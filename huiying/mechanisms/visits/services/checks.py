"""The law's own visits after a warning for domestic violence (反家庭暴力法 17): safety of the person protected first.

They need no agreement, since the law orders them; how and when is arranged so that nobody is put in danger. Nothing of
them stands on the page that a code opens: a telephone may be in somebody else's hands.
"""

import uuid
from datetime import datetime

from huiying.core.kinds import N_, Act, Actor, IllegalMove, PartyRole
from huiying.core.ledger.book import Book
from huiying.core.ledger.entries import standing as standing_lines
from huiying.mechanisms.visits import choices, events, rules
from huiying.mechanisms.visits.services.shape import (
    allowed,
    chosen,
    let_go,
    local_date,
    nobody_goes,
    person,
    safely,
    said,
    texts,
    visiting,
    who_goes,
)


def record_warning(*, matter_id: uuid.UUID, party_id: uuid.UUID, by: Actor, at: datetime) -> None:
    """A written warning was issued, for the protection of this person. Raises access.Denied, kinds.IllegalMove."""
    with visiting(matter_id=matter_id, act=Act.WORK, by=by, at=at) as book:
        rules.warns_of_a_case(book.matter.kind)
        book.record(events.DV_WARNED, {"party": str(person(book, party_id).id)})


def plan_check(
    *,
    matter_id: uuid.UUID,
    side: str,
    due_on: str,
    safe: str,
    safety: str,
    officers: tuple[int, ...],
    by: Actor,
    at: datetime,
) -> None:
    """Say when, how, and what keeps the person protected safe. The warned side is checked only once that side is
    planned. Raises access.Denied, kinds.IllegalMove, kinds.NotAChoice, kinds.WordsNeeded, safe.NotSafely.
    """
    chosen(side, choices.SIDES, N_("Choose whom the check goes to."))
    chosen(safe, choices.SAFE_WAYS, N_("Choose how they are met without danger."))
    words = said(
        safety, N_("Write what keeps the person protected safe before, during and after it.")
    )
    day = rules.day(due_on, local_date(at))
    with visiting(matter_id=matter_id, act=Act.WORK, by=by, at=at) as book:
        party = _protected(book)
        if safe == "phone" and side == "victim":
            allowed(person(book, uuid.UUID(party)), "phone")
        if side == "warned" and not _planned(book, "victim"):
            raise IllegalMove(
                N_("Plan the check on the person protected first: they are not to be surprised.")
            )
        facts = {"party": party, "side": side, "due_on": day, "safe": safe} | who_goes(officers)
        planned = book.record(events.DV_PLANNED, facts, {"safety": words})
        let_go(book, officers, planned)


def record_check(
    *,
    matter_id: uuid.UUID,
    side: str,
    safe: str,
    calm: bool,
    help_wanted: bool,
    note: str,
    by: Actor,
    at: datetime,
    occurred_at: datetime | None = None,
) -> None:
    """The check was made. Raises access.Denied, kinds.IllegalMove, kinds.NotAChoice, safe.NotSafely."""
    chosen(side, choices.SIDES, N_("Choose whom the check went to."))
    chosen(safe, choices.SAFE_WAYS, N_("Choose how they were met."))
    with visiting(matter_id=matter_id, act=(Act.VISIT, Act.WORK), by=by, at=at) as book:
        party = _protected(book)
        if safe == "phone" and side == "victim":
            safely(person(book, uuid.UUID(party)), "phone", occurred_at or at)
        book.record(
            events.DV_MADE,
            {
                "party": party,
                "side": side,
                "safe": safe,
                "calm": calm,
                "help_wanted": help_wanted,
            },
            texts(note=note),
            occurred_at=occurred_at,
        )
        nobody_goes(book)


def end_checks(*, matter_id: uuid.UUID, reason: str, by: Actor, at: datetime) -> None:
    """The head decides that no further check is needed, and why. Raises access.Denied, IllegalMove, WordsNeeded."""
    words = said(reason, N_("Write why no further check is needed."))
    with visiting(matter_id=matter_id, act=Act.APPROVE, by=by, at=at) as book:
        book.record(events.DV_ENDED, {"party": _protected(book)}, {"reason": words})
        for gone in book.parties_in(PartyRole.VISITING):
            book.end_party(gone)


def _protected(book: Book) -> str:
    """The person for whose protection the last warning was issued. Raises IllegalMove."""
    for line in reversed(standing_lines(book.history)):
        if line.kind == events.DV_ENDED.kind:
            break
        if line.kind == events.DV_WARNED.kind:
            return str(line.facts["party"])
    raise IllegalMove(rules.NO_WARNING)


def _planned(book: Book, side: str) -> bool:
    kinds = {events.DV_PLANNED.kind, events.DV_MADE.kind}
    return any(
        e.kind in kinds and e.facts.get("side") == side for e in standing_lines(book.history)
    )
