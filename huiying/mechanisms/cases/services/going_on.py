"""What happens while a case is investigated: measures, a suspect found, the prosecutor, the end; and who is told."""

import uuid
from datetime import datetime

from huiying.core.kinds import N_, Actor, EventSpec, Fact
from huiying.core.ledger.book import Book
from huiying.core.ledger.entries import Entry
from huiying.mechanisms.cases import choices, events, of_court
from huiying.mechanisms.cases.rules import Move
from huiying.mechanisms.cases.services.shape import chosen, moving, read, said, texts
from huiying.mechanisms.cases.services.telling import owed, tell_people

_SHARED = frozenset({"measure", "regime"})


def happened(
    book: Book,
    spec: EventSpec,
    tells: EventSpec,
    facts: dict[str, Fact] | None = None,
    words: dict[str, str] | None = None,
    *,
    occurred_at: datetime | None = None,
) -> Entry:
    """Record what happened and queue its telling to each to whom it is owed."""
    standing = read(book)
    known: dict[str, Fact] = {
        "owed": owed(book, tells),
        "enhanced": standing.enhanced,
        "regime": standing.regime,
    }
    held = {name: value for name, value in known.items() if name in spec.facts}
    done = book.record(spec, (facts or {}) | held, words, occurred_at=occurred_at)
    # What the telling names too: which of several it told of.
    shared = {
        name: value for name, value in done.facts.items() if name in _SHARED & set(tells.facts)
    }
    tell_people(book, template=spec.kind, about=done, tells=tells, **shared)
    return done


def take_measure(
    *, matter_id: uuid.UUID, measure: str, by: Actor, at: datetime, tell: bool = False
) -> None:
    """A measure against a suspect. It is told only where that was decided (`tell`): the law lets it be told, and it
    harms neither the case nor anybody.

    Raises access.Denied, IllegalMove, NotAChoice.
    """
    chosen(measure, choices.MEASURES, N_("Choose the measure."))
    with moving(matter_id=matter_id, move=Move.MEASURE, by=by, at=at) as book:
        facts: dict[str, Fact] = {"measure": measure}
        if tell:
            happened(book, events.MEASURE_TAKEN, events.MEASURE_TOLD, facts)
        else:
            facts |= {"owed": False, "enhanced": read(book).enhanced}
            book.record(events.MEASURE_TAKEN, facts)


def find_suspect(*, matter_id: uuid.UUID, how: str, by: Actor, at: datetime) -> None:
    """ "Solved": the agency's own event, and never a finding that somebody did it. Raises NotAChoice, IllegalMove."""
    chosen(how, choices.FOUND, N_("Choose what is known of the suspect."))
    with moving(matter_id=matter_id, move=Move.FOUND, by=by, at=at) as book:
        happened(book, events.SUSPECT_FOUND, events.SOLVED_TOLD, {"how": how})


def send_for_prosecution(*, matter_id: uuid.UUID, by: Actor, at: datetime) -> None:
    """To the prosecutor, who decides whether it goes to court. Raises access.Denied, IllegalMove."""
    with moving(matter_id=matter_id, move=Move.SEND, by=by, at=at) as book:
        happened(book, events.SENT_FOR_PROSECUTION, events.PROSECUTION_TOLD)


def change_charge(*, matter_id: uuid.UUID, how: str, reason: str, by: Actor, at: datetime) -> None:
    """The prosecutor dropped or changed the charge. Raises access.Denied, IllegalMove, NotAChoice, WordsNeeded."""
    chosen(how, choices.CHARGES, N_("Choose what the prosecutor decided."))
    words = {"reason": said(reason, N_("Write down the prosecutor's reasons."))}
    with moving(matter_id=matter_id, move=Move.CHARGE, by=by, at=at) as book:
        happened(book, events.CHARGE_CHANGED, events.CHARGE_CHANGE_TOLD, {"how": how}, words)


def withdraw_case(*, matter_id: uuid.UUID, reason: str, by: Actor, at: datetime) -> None:
    """The case is withdrawn (撤销案件; criminal rules 186, 189). Raises access.Denied, IllegalMove, WordsNeeded."""
    words = {"reason": said(reason, N_("Say why, in words that the person understands."))}
    with moving(matter_id=matter_id, move=Move.WITHDRAW, by=by, at=at) as book:
        happened(book, events.WITHDRAWN, events.WITHDRAWAL_TOLD, words=words)


def conclude_case(*, matter_id: uuid.UUID, how: str, reason: str, by: Actor, at: datetime) -> None:
    """The case ends with us. Raises access.Denied, IllegalMove, NotAChoice, WordsNeeded."""
    chosen(how, choices.CONCLUSIONS, N_("Choose how it ended."))
    words = {"reason": said(reason, N_("Say what came of it, and what was not found out."))}
    with moving(matter_id=matter_id, move=Move.CONCLUDE, by=by, at=at) as book:
        happened(book, events.CONCLUDED, events.CONCLUSION_TOLD, {"how": how}, words)


def decide_penalty(*, matter_id: uuid.UUID, decision: str, by: Actor, at: datetime) -> None:
    """A decision on a penalty; the injured person gets a copy (治安管理处罚法 116). Raises NotAChoice, IllegalMove."""
    chosen(decision, choices.PENALTIES, N_("Choose what was decided."))
    with moving(matter_id=matter_id, move=Move.PENALTY, by=by, at=at) as book:
        happened(book, events.PENALTY_DECIDED, events.PENALTY_TOLD, {"decision": decision})


def reach_limit(
    *, matter_id: uuid.UUID, offender: str, reason: str, by: Actor, at: datetime
) -> None:
    """The time is over without a result: it goes on, and is explained (administrative rules 165(3)).

    Raises access.Denied, IllegalMove, NotAChoice, WordsNeeded.
    """
    chosen(offender, choices.OFFENDERS, N_("Choose whether anybody is known."))
    words = {"reason": said(reason, N_("Explain what was done, and what goes on."))}
    with moving(matter_id=matter_id, move=Move.LIMIT, by=by, at=at) as book:
        happened(book, events.LIMIT_REACHED, events.LIMIT_EXPLAINED, {"offender": offender}, words)


def receive_opinion(*, matter_id: uuid.UUID, by: Actor, at: datetime) -> None:
    """The expert opinion is there; victim and injured person get a copy. Raises access.Denied, IllegalMove."""
    with moving(matter_id=matter_id, move=Move.OPINION, by=by, at=at) as book:
        if "examination" in read(book).waiting:
            book.record(events.EXAMINATION_ENDED)
        happened(book, events.OPINION_RECEIVED, events.OPINION_TOLD)


_PAUSES: dict[Move, EventSpec] = {
    Move.BEGIN_EXAMINATION: events.EXAMINATION_BEGAN,
    Move.END_EXAMINATION: events.EXAMINATION_ENDED,
    Move.BEGIN_HEARING: events.HEARING_BEGAN,
    Move.END_HEARING: events.HEARING_ENDED,
}


def mark_pause(*, matter_id: uuid.UUID, move: Move, by: Actor, at: datetime) -> None:
    """An expert examination or a hearing begins or ends: that time does not count. Raises Denied, IllegalMove."""
    with moving(matter_id=matter_id, move=move, by=by, at=at) as book:
        book.record(_PAUSES[move])


# --- after it left the police (Victims' Code, rights 8 and 9) -----------------------------------------

COURT: dict[str, tuple[EventSpec, EventSpec]] = {
    "hearing": (of_court.HEARING_LISTED, events.HEARING_DATE_TOLD),
    "bail": (of_court.BAIL_OUTCOME, events.BAIL_TOLD),
    "witness": (of_court.WITNESS_NEEDED, events.WITNESS_TOLD),
    "outcome": (of_court.COURT_OUTCOME, events.COURT_OUTCOME_TOLD),
}


def hear_from_court(
    *,
    matter_id: uuid.UUID,
    news: str,
    by: Actor,
    at: datetime,
    text: str = "",
    on: str = "",
    needed: bool = False,
) -> None:
    """What court or prosecutor let us know, passed on to who is owed it. Raises Denied, IllegalMove, NotAChoice."""
    chosen(news, {name: name for name in COURT}, N_("Choose what the court let us know."))
    spec, tells = COURT[news]
    given: dict[str, Fact] = {"on": on, "needed": needed}
    facts = {name: value for name, value in given.items() if name in spec.facts}
    words = dict.fromkeys(spec.texts, text)
    with moving(matter_id=matter_id, move=Move.COURT, by=by, at=at) as book:
        happened(book, spec, tells, facts, texts(**words))
