"""A petition as its reader may see it, and the matters that are marked: of matters, and never of people."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from huiying.core.access import doors
from huiying.core.duties.matters import HolderPage, MatterPage
from huiying.core.kinds import Actor, ActorKind, Line, PartyRole, SeatRole
from huiying.core.ledger import queries as ledger
from huiying.core.ledger.entries import standing as standing_lines
from huiying.core.notices.telling import Waiting, untold
from huiying.core.people.services import open_texts
from huiying.core.units import queries as units
from huiying.mechanisms.petitions import events, rules
from huiying.mechanisms.petitions.models import Petition
from huiying.mechanisms.petitions.rules import Move
from huiying.mechanisms.petitions.standing import Stage, Standing

MOST_MARKED = 500


@dataclass(frozen=True, kw_only=True, slots=True)
class PetitionPage(MatterPage):
    """For staff. `untold`: what waits for the petitioners; `without_receipt`: who of them never got one."""

    standing: Standing
    moves: frozenset[Move]
    untold: tuple[Waiting, ...]
    without_receipt: frozenset[str]


@dataclass(frozen=True, kw_only=True, slots=True)
class PetitionOwn(HolderPage):
    """For the petitioner."""

    standing: Standing
    moves: frozenset[Move]

    @property
    def stage(self) -> Stage:
        """How it stands for this one: of several, one may have left."""
        return Stage.WITHDRAWN if self.left else self.standing.stage


def petition_of(page: MatterPage) -> PetitionPage:
    stand = rules.read(page.history)
    moves = set(rules.open_moves(stand, page.acts))
    parties = [str(p.id) for p in page.people if p.role is PartyRole.PETITIONER]
    lacking = without_receipt(page.history, parties) - stand.left
    tells = Move.TELL in moves
    waiting = waits_to_be_told(page.matter.id, page.history) if tells else []
    if not lacking:
        moves.discard(Move.HAND_OVER)
    if not waiting:
        moves.discard(Move.TELL)
    return PetitionPage(
        **page.values(),
        standing=stand,
        moves=frozenset(moves),
        untold=tuple(waiting),
        without_receipt=lacking,
    )


RECEIPTS = frozenset({events.ACKNOWLEDGED.kind, events.JOIN_ACKNOWLEDGED.kind})


def without_receipt(history: Iterable[Line], parties: Iterable[str]) -> frozenset[str]:
    """Which of the petitioners never got a receipt with a code."""
    alone = list(parties)
    have = {
        str(e.facts.get("party", alone[0] if alone else ""))
        for e in history
        if e.kind in RECEIPTS and e.facts.get("channel") in {"receipt", "slip", "portal"}
    }
    return frozenset(alone) - have


def waits_to_be_told(matter_id: uuid.UUID, history: Iterable[Line]) -> list[Waiting]:
    """What waits for the petitioners and did not reach them yet; the receipt itself is handed over, not told."""
    told = ((e.kind, str(e.facts.get("about", "")), str(e.facts.get("party", ""))) for e in history)
    return [n for n in untold(matter_id=matter_id, told=told) if n.tells not in RECEIPTS]


def own_petition_of(page: HolderPage) -> PetitionOwn:
    stand = rules.read(page.history)
    moves = set(rules.own_moves(stand, str(page.party_id)))
    mine = {line.kind for line in offers_to(stand, page.party_id)}
    if events.MEETING_OFFERED.kind not in mine:
        moves.discard(Move.AGREE)
    # An offer is answered with a no as well; what was agreed is called off.
    if events.MEETING_AGREED.kind not in mine:
        moves.discard(Move.DECLINE)
    return PetitionOwn(**page.values(), standing=stand, moves=frozenset(moves))


def offers_to(stand: Standing, party: uuid.UUID) -> tuple[Line, ...]:
    """What was offered to one of the petitioners and waits for their answer, or can still be called off."""
    open_or_agreed = (*stand.open_offers, *stand.agreed)
    return tuple(line for line in open_or_agreed if line.facts.get("party") == str(party))


def speakers(stand: Standing) -> dict[str, str]:
    """Who speaks for all, by party: what they wrote for the others to see, and nothing else of them."""
    texts = {party: uuid.UUID(str(line.texts["called"])) for party, line in stand.speakers.items()}
    clear = open_texts(list(texts.values())) if texts else {}
    return {party: clear.get(text) or "" for party, text in texts.items()}


def own_standing(by: Actor) -> tuple[Standing, uuid.UUID] | None:
    """How the matter of a code stands, for the forms of what its holder does."""
    if by.kind is not ActorKind.HOLDER or by.matter_id is None or by.party_id is None:
        return None
    return rules.read(standing_lines(ledger.history(by.matter_id))), by.party_id


def leaders(unit_id: int | None, at: datetime) -> list[tuple[int, str]]:
    """Who can answer for a matter: heads and supervisors of the unit that handles it, and above; id and name."""
    if unit_id is None:
        return []
    row = units.unit(unit_id)
    found: dict[int, str] = {}
    for unit in (row.id, *reversed(row.ancestors())):
        for officer in units.present([unit], at, SeatRole.HEAD, SeatRole.SUPERVISOR):
            found.setdefault(officer.id, f"{officer.name} · {units.unit(unit).name}")
    return list(found.items())


@dataclass(frozen=True, kw_only=True, slots=True)
class MarkedMatter:
    """A matter that bears a mark: which unit has it, who answers for it. Nothing about whose matter it is."""

    ref: str
    unit_id: int
    marks: tuple[str, ...]
    until: date
    leader: str
    stage: str
    since: datetime


def marked_matters(by: Actor) -> list[MarkedMatter]:
    """Marked matters that a supervisor may see, in the order of the tree and then by the day the mark ends."""
    rows: Any = (
        Petition.objects.filter(doors.visible(by, prefix="matter__"), marked_until__isnull=False)
        .order_by("marked_until", "pk")
        .values_list(
            "pk", "mark", "long_unsettled", "marked_until", "stage", "received_at", "matter__ref",
            "matter__handling_unit_id",
        )[:MOST_MARKED]
    )  # fmt: skip
    found = list(rows)
    leading = _leaders_of([row[0] for row in found])
    place = {unit_id: n for n, unit_id in enumerate(units.tree())}
    made = [
        MarkedMatter(
            ref=ref,
            unit_id=unit_id,
            marks=tuple(m for m in (mark, "long-unsettled" if long_unsettled else "") if m),
            until=until,
            leader=leading.get(pk, ""),
            stage=stage,
            since=since,
        )
        for pk, mark, long_unsettled, until, stage, since, ref, unit_id in found
    ]
    return sorted(made, key=lambda one: (place.get(one.unit_id, 0), one.until))


def _leaders_of(matter_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, str]:
    named = {
        pk: party.officer_id
        for pk, parties in ledger.parties_of(matter_ids).items()
        for party in parties
        if party.role is PartyRole.ANSWERABLE and party.until is None
    }
    officers = units.officers(i for i in named.values() if i is not None)
    return {pk: officers[i].name for pk, i in named.items() if i in officers}
