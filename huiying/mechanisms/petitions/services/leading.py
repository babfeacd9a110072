"""What follows from a mark: telling how it stands again and again, a plan, an explanation by somebody else (R8, R9)."""

import uuid
from collections.abc import Iterable
from datetime import datetime

from huiying.core.access import doors
from huiying.core.disclosure.progress import progress
from huiying.core.kinds import N_, Act, Actor, Fact, PartyRole
from huiying.core.ledger.book import Book
from huiying.core.units import queries as units
from huiying.mechanisms.petitions import events
from huiying.mechanisms.petitions.rules import Move
from huiying.mechanisms.petitions.services.shape import (
    NotAChoice,
    handling_unit,
    moving,
    read,
    said,
    tell_one,
    tell_petitioners,
)


def give_feedback(
    *, matter_id: uuid.UUID, by: Actor, at: datetime, message: str = "", lines: Iterable[str] = ()
) -> None:
    """Write how it stands: in words of one's own, or, where the gate applies, in released `lines` alone. It counts as
    told once it has reached the petitioner.

    Raises access.Denied, rules.IllegalMove, shape.WordsNeeded, NotAChoice.
    """
    chosen_lines = list(lines)
    with moving(matter_id=matter_id, move=Move.FEEDBACK, by=by, at=at) as book:
        kind = events.FEEDBACK_WRITTEN.kind
        for one in progress(book.history, kind=kind, typed=message, lines=chosen_lines):
            facts: dict[str, Fact] = {"line": one.line} if one.line else {}
            if one.party:
                facts["party"] = str(one.party)
            written = book.record(events.FEEDBACK_WRITTEN, facts, {"message": one.words})
            for party in book.owed(PartyRole.PETITIONER):
                if one.party in (None, party.id):
                    tell_one(
                        book,
                        party=party,
                        template="petition-feedback",
                        about=written,
                        tells=events.FEEDBACK_TOLD,
                    )


def write_plan(
    *,
    matter_id: uuid.UUID,
    asked: str,
    done: str,
    remains: str,
    explains: str,
    by: Actor,
    at: datetime,
) -> None:
    """The plan of a long-unsettled matter: what was asked, what was done, what remains, who explains.

    Raises access.Denied, rules.IllegalMove, shape.WordsNeeded.
    """
    words = {
        "asked": said(asked, N_("Write what was asked, in the petitioner's words.")),
        "done": said(done, N_("Write what was done so far.")),
        "remains": said(remains, N_("Write what remains, and by when.")),
        "explains": said(explains, N_("Write who will explain it: name, unit, telephone.")),
    }
    with moving(matter_id=matter_id, move=Move.PLAN, by=by, at=at) as book:
        written = book.record(events.PLAN_WRITTEN, texts=words)
        tell_petitioners(book, template="petition-plan", about=written, tells=events.PLAN_TOLD)


def name_explainer(*, matter_id: uuid.UUID, officer_id: int, by: Actor, at: datetime) -> None:
    """Name who explains it: an officer of a unit that neither answered nor reviewed.

    Raises access.Denied, rules.IllegalMove, rules.NotAChoice.
    """
    with moving(matter_id=matter_id, move=Move.NAME_EXPLAINER, by=by, at=at) as book:
        unit = _independent_unit(book, officer_id)
        named = book.record(events.EXPLAINER_NAMED, {"officer": officer_id, "unit": unit})
        book.add_party(PartyRole.VISITING, event=named, officer=officer_id)
        tell_petitioners(book, template="petition-explainer", about=named)


def explain(*, matter_id: uuid.UUID, explanation: str, by: Actor, at: datetime) -> None:
    """Explain what was decided and why, as the one who was named for it. Raises access.Denied, rules.IllegalMove,
    shape.WordsNeeded."""
    words = said(explanation, N_("Write the explanation in plain words: what, why, what else."))
    with moving(matter_id=matter_id, move=Move.EXPLAIN, by=by, at=at) as book:
        named = read(book).explainer
        if named is None or by.officer_id != named.facts["officer"]:
            raise doors.Denied(Act.VISIT.value)
        explained = book.record(
            events.EXPLAINED, {"by_unit": int(named.facts["unit"])}, {"explanation": words}
        )
        for held in book.parties_in(PartyRole.VISITING):
            if held.officer_id == by.officer_id:
                book.end_party(held)
        tell_petitioners(
            book, template="petition-explained", about=explained, tells=events.EXPLANATION_TOLD
        )


def _independent_unit(book: Book, officer_id: int) -> int:
    """The unit of an officer who had no part in it. Raises NotAChoice."""
    deciders = read(book).decided_by_units() | {handling_unit(book)}
    posted = units.units_of(officer_id, book.at)
    if officer_id in read(book).decided_by_officers() or posted & deciders or not posted:
        raise NotAChoice(
            N_("Whoever explains it comes from a unit that neither handled nor reviewed it.")
        )
    return min(posted)
