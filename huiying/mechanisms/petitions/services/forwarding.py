"""What another body forwards, by its own number: taken in once for ever, read back by who sent it, without words."""

import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from huiying.core.kinds import N_, Actor, ActorKind, Declined
from huiying.core.ledger import queries as ledger
from huiying.core.ledger.entries import Entry
from huiying.core.ledger.entries import standing as standing_lines
from huiying.core.people import sealing
from huiying.core.people.services import open_texts
from huiying.core.units import queries as units
from huiying.mechanisms.petitions import events, rules
from huiying.mechanisms.petitions.services.registering import (
    Petitioning,
    Registered,
    register_petition,
)
from huiying.mechanisms.petitions.standing import Stage

# What the body that forwarded it learns; nothing of reviews, marks, meetings, or of what petitioners say.
REPORTED = (
    events.RECEIVED.kind,
    events.ACKNOWLEDGED.kind,
    events.OBJECTED.kind,
    events.OBJECTION_ANSWERED.kind,
    events.ACCEPTED.kind,
    events.ACCEPTANCE_TOLD.kind,
    events.DIRECTED.kind,
    events.REFUSED.kind,
    events.MOVED.kind,
    events.EXTENDED.kind,
    events.ANSWERED.kind,
    events.ANSWER_TOLD.kind,
    events.WITHDRAWN.kind,
)
# An accusation goes on where nobody who is accused sees it, and whoever forwarded it may be among those.
_STATUS = {Stage.PASSED: Stage.RECEIVED} | dict.fromkeys(
    (Stage.REVIEWING, Stage.REVIEWED, Stage.FINAL_REVIEWING, Stage.FINAL, Stage.ENDED),
    Stage.ANSWERED,
)


OTHER_WORDS = N_("This number was forwarded before with other words. Give it a number of its own.")


class SameNumberOtherWords(ValueError):
    """The number belongs to a petition with other words: a mistake of the sender, not a second sending."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Incoming:
    """One petition of a list that was forwarded: its number there, and the row it stands in."""

    number: str
    row: int
    petition: Petitioning


@dataclass(kw_only=True, slots=True)
class Imported:
    new: int = 0
    known: int = 0


def take_in(
    *, petition: Petitioning, source: str, number: str, by: Actor, at: datetime
) -> Registered:
    """Register it once under the number it has there; sent again, it is known (`again`).

    Raises access.Denied, rules.Declined, SameNumberOtherWords.
    """
    given = {name: getattr(petition, name) for name in Petitioning.__slots__}
    made = register_petition(
        petition=Petitioning(**given | {"source_key": source_key(source, number)}), by=by, at=at
    )
    if made.again and _words(made.matter_id) not in {"", petition.narrative.strip()}:
        raise SameNumberOtherWords(number)
    return made


def source_key(source: str, number: str) -> str:
    """Each source has numbers of its own. Hashed, so that the longest of them fits."""
    both = f"{source}\n{number}".encode()
    return f"petition:{sealing.keyed_hash(both, purpose='petitions.source').hex()}"


def _words(matter_id: uuid.UUID) -> str:
    """What was written then; empty where its time was up and it was erased."""
    text = ledger.history(matter_id)[0].texts.get("narrative")
    return ((open_texts([uuid.UUID(text)]).get(uuid.UUID(text)) if text else "") or "").strip()


def import_petitions(
    *,
    petitions: Iterable[Incoming],
    source: str,
    by: Actor,
    at: datetime,
    declined: Callable[[Incoming, str], None],
    progress: Callable[[int], None] = lambda done: None,
) -> Imported:
    """Each in a transaction of its own: one that can't be taken is said (`declined`), and the others are taken.

    They are petitions of now: what is owed for each is owed from the day it came in. Raises access.Denied.
    """
    result = Imported()
    for one in petitions:
        try:
            made = take_in(petition=one.petition, source=source, number=one.number, by=by, at=at)
        except Declined as wrong:
            declined(one, wrong.sentence)
            continue
        except SameNumberOtherWords:
            declined(one, OTHER_WORDS)
            continue
        result.known += made.again
        result.new += not made.again
        progress(result.new + result.known)
    return result


@dataclass(frozen=True, kw_only=True, slots=True)
class Report:
    """How a petition stands, for the body that forwarded it."""

    ref: str
    status: str
    received_at: datetime
    answers: str
    finding: str
    happened: tuple[tuple[str, datetime], ...]


def report_of(*, ref: str, by: Actor) -> Report | None:
    """None where there is none, or somebody else brought it: the answer is the same."""
    try:
        matter = ledger.matter_by_ref(ref)
    except ledger.NoSuchMatter:
        return None
    lines = standing_lines(ledger.history(matter.id))
    if matter.kind != events.KIND or not lines or not _theirs(lines[0], by):
        return None
    stand = rules.read(lines)
    return Report(
        ref=matter.ref,
        status=_STATUS.get(stand.stage, stand.stage).value,
        received_at=lines[0].occurred_at,
        answers=units.unit(matter.handling_unit).code if matter.handling_unit else "",
        finding=str(stand.answer.facts["finding"]) if stand.answer else "",
        happened=tuple((e.kind, e.occurred_at) for e in lines if e.kind in REPORTED),
    )


def _theirs(first: Entry, by: Actor) -> bool:
    return (
        by.kind is ActorKind.CLIENT
        and first.by_kind == ActorKind.CLIENT.value
        and first.by_name == by.name
    )
