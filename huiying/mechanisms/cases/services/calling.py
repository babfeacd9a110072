"""One call to one of the people, written down in one go: who it was, what was said, or that nobody answered."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from huiying.core.disclosure.services.using import use_sentence
from huiying.core.kinds import N_, Actor
from huiying.core.ledger import queries as ledger
from huiying.core.ledger.entries import standing as standing_lines
from huiying.core.notices.telling import untold
from huiying.mechanisms.cases import choices, events, rules
from huiying.mechanisms.cases.services.progress import tell_released
from huiying.mechanisms.cases.services.reaching import record_reached
from huiying.mechanisms.cases.services.shape import chosen


@dataclass(frozen=True, kw_only=True, slots=True)
class Call:
    """What was said. `tells`: notices that waited; `lines`: what the gate released; `sentence`: one cleared before."""

    party_id: uuid.UUID
    # How it was made sure that it was they.
    identity: str
    tells: tuple[uuid.UUID, ...] = ()
    lines: tuple[str, ...] = ()
    sentence: uuid.UUID | None = None
    note: str = ""


@transaction.atomic
def record_call(*, matter_id: uuid.UUID, call: Call, by: Actor, at: datetime) -> None:
    """They were reached, and told. All of it, or nothing.

    Raises access.Denied, IllegalMove, NotAChoice, safe.NotSafely, disclosure.services.using.NotForThis.
    """
    chosen(call.identity, choices.IDENTITY, N_("Choose how you made sure that it was them."))
    said = list(call.lines)
    if call.sentence is not None:
        said.append(
            use_sentence(
                matter_id=matter_id,
                sentence_id=call.sentence,
                by=by,
                at=at,
                party=call.party_id,
            )
        )
    if said:
        tell_released(matter_id=matter_id, lines=said, by=by, at=at, to=call.party_id)
    record_reached(
        matter_id=matter_id,
        party_id=call.party_id,
        channel="phone",
        identity=call.identity,
        tells={*call.tells, *_of_lines(matter_id, call.party_id, said)},
        note=call.note,
        by=by,
        at=at,
    )


def _of_lines(matter_id: uuid.UUID, party: uuid.UUID, lines: Iterable[str]) -> list[uuid.UUID]:
    """What waits for this person because these lines were written to them just now."""
    history, wanted = standing_lines(ledger.history(matter_id)), set(lines)
    about = {
        e.id
        for e in history
        if e.kind == events.PROGRESS_WRITTEN.kind and e.facts.get("line") in wanted
    }
    waits = untold(matter_id=matter_id, told=rules.read(history).told) if about else []
    return [n.id for n in waits if n.party_id == party and n.about in about]
