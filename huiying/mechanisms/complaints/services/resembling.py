"""Complaints that resemble one another, by content alone: suggested to whoever handles them, never merged.

A suggestion is a reference. It says nothing about whose the other complaint is, and looks at no name or number (N1).
"""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from huiying.core.access import doors
from huiying.core.access.looks import log_look
from huiying.core.kinds import Act, Actor, PartyRole
from huiying.core.ledger import queries as ledger
from huiying.core.people.services import open_texts
from huiying.core.search.folding import terms, units
from huiying.mechanisms.complaints import events
from huiying.mechanisms.complaints.queries import resembling_candidates

BACK = timedelta(days=90)
# Of 100. Two tellings of one evening lie above, two complaints about one counter below (tried on made-up pairs).
ALIKE = 70.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Resembling:
    matter_id: uuid.UUID
    ref: str


def resembling(*, matter_id: uuid.UUID, by: Actor, at: datetime, most: int = 3) -> list[Resembling]:
    """Open complaints of the unit that read alike, the likest first. The look is logged. Raises access.Denied."""
    parties = ledger.parties(matter_id)
    doors.require(by, Act.WORK, parties, matter_id)
    unit = next(
        (p.unit_id for p in parties if p.role is PartyRole.HANDLING and p.until is None), None
    )
    if unit is None:
        return []
    ids = resembling_candidates(unit_id=unit, since=at - BACK, leave_out=matter_id, by=by)
    told = _narratives([matter_id, *ids])
    own = told.pop(matter_id, "")
    if not own or not told:
        return []
    log_look(by=by, at=at, what="words", page="resembling", matter_id=matter_id)
    # Asked for seldom; a web process need not carry it from its start.
    from rapidfuzz import fuzz, process

    found = process.extract(own, told, scorer=fuzz.ratio, score_cutoff=ALIKE, limit=most)
    rows = ledger.matters(key for _, _, key in found)
    return [Resembling(matter_id=key, ref=rows[key].ref) for _, _, key in found]


def _narratives(matter_ids: list[uuid.UUID]) -> dict[uuid.UUID, str]:
    """The words of each complaint as the sorted terms that search knows: pairs of characters, whole words."""
    texts: dict[uuid.UUID, uuid.UUID] = {}
    for pk, lines in ledger.histories(matter_ids).items():
        for line in lines:
            if line.kind == events.RECEIVED.kind and "narrative" in line.texts:
                texts[uuid.UUID(line.texts["narrative"])] = pk
    opened = open_texts(list(texts))
    return {
        texts[key]: " ".join(sorted(terms(units(text)))) for key, text in opened.items() if text
    }
