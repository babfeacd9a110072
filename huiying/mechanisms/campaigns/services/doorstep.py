"""Forms filled in at doors without network, as they arrive: each counts once, and nothing is overwritten unseen."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from huiying.core.access import doors
from huiying.core.kinds import N_, Act, Actor, IllegalMove
from huiying.core.ledger import queries as ledger
from huiying.core.ledger.entries import standing as standing_lines
from huiying.core.people.services import open_texts
from huiying.mechanisms.campaigns.rules import Move
from huiying.mechanisms.campaigns.services.going import record_counts
from huiying.mechanisms.campaigns.services.raising import Kept, Raising, raise_matter
from huiying.mechanisms.campaigns.services.shape import area_of, moving
from huiying.mechanisms.campaigns.standing import Counts, counted_by

SENT_BEFORE = N_("This form was sent before with other words. Send what changed as a new one.")
NOT_YOURS = N_("You do not go to this area any more. Ask whoever leads the campaign.")


class State(StrEnum):
    """What became of a form: taken in, known from before, or other than what somebody typed there meanwhile."""

    WRITTEN = "written"
    KNOWN = "known"
    DIFFERS = "differs"


@dataclass(frozen=True, kw_only=True, slots=True)
class Counted:
    state: State
    # What stands there for the day, where it differs.
    there: Counts | None = None


def take_counts(
    *,
    matter_id: uuid.UUID,
    area: str,
    day: date,
    counts: Counts,
    known: Counts | None,
    over: bool,
    by: Actor,
    at: datetime,
) -> Counted:
    """Count a day as it was typed on a device, where `known` stood for it when it was taken along.

    Typed otherwise on another device meanwhile, nothing is written until the officer says which one stands (`over`).
    Raises access.Denied, rules.IllegalMove, rules.NotAChoice.
    """
    with moving(matter_id=matter_id, move=Move.GO, by=by, at=at) as book:
        found = area_of(book, area)
        if by.officer_id not in found.officers:
            raise doors.Denied(Act.VISIT.value)
        lines = standing_lines(book.history)
        there = counted_by(lines, area, by.officer_id).get(day.isoformat())
        if there == counts:
            return Counted(state=State.KNOWN)
        if there is not None and there != known and not over:
            return Counted(state=State.DIFFERS, there=there)
        record_counts(book, found, day, counts)
        return Counted(state=State.WRITTEN)


def take_raised(*, raising: Raising, by: Actor, at: datetime) -> Kept:
    """What somebody raised, written down on a device: kept once however often it is sent (`again`).

    Raises access.Denied, rules.IllegalMove where it came before with other words, rules.NotAChoice,
    shape.WordsNeeded, ledger.services.SlipUnknown.
    """
    kept = raise_matter(raising=raising, by=by, at=at)
    if kept.again and _said(kept.matter_id) != (raising.what, raising.narrative, raising.wish):
        raise IllegalMove(SENT_BEFORE)
    return kept


def _said(matter_id: uuid.UUID) -> tuple[str, str, str]:
    received = ledger.history(matter_id)[0]
    ids = {name: uuid.UUID(text) for name, text in received.texts.items()}
    clear = open_texts(list(ids.values()))
    words = {name: clear.get(pk) or "" for name, pk in ids.items()}
    return str(received.facts["what"]), words.get("narrative", ""), words.get("wish", "")
