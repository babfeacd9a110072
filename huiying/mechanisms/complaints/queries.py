"""Reads of complaints for pages: frozen rows, each made for one reader."""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from huiying.core.access import conflict, doors
from huiying.core.duties.histories import Line, last_of
from huiying.core.duties.matters import HolderPage, MatterPage, holder_page, matter_page
from huiying.core.kinds import Actor, PartyRole
from huiying.core.ledger import queries as ledger
from huiying.core.units import queries as units
from huiying.mechanisms.complaints import events, rules
from huiying.mechanisms.complaints.models import Complaint
from huiying.mechanisms.complaints.rules import Move
from huiying.mechanisms.complaints.standing import LIVE, Stage, Standing


@dataclass(frozen=True, kw_only=True, slots=True)
class ComplaintPage(MatterPage):
    """A complaint as a member of staff may see it."""

    standing: Standing
    moves: frozenset[Move]

    @property
    def complainants(self) -> tuple[uuid.UUID, ...]:
        return self.people_in(PartyRole.COMPLAINANT)


@dataclass(frozen=True, kw_only=True, slots=True)
class CitizenPage(HolderPage):
    """A complaint as the holder of one of its codes sees it."""

    standing: Standing
    moves: frozenset[Move]
    answer: Line | None
    refusal: Line | None
    review: Line | None

    @property
    def complainants(self) -> int:
        return self.people

    @property
    def stage(self) -> Stage:
        """How it stands for this person: of several, one may have left."""
        own = str(self.party_id)
        if own in self.standing.left:
            return Stage.WITHDRAWN
        if any(one.party == own for one in self.standing.leaving):
            return Stage.WITHDRAWING
        return self.standing.stage


def complaint_page(*, matter_id: uuid.UUID, by: Actor, at: datetime) -> ComplaintPage:
    """Everything a member of staff may see of a complaint, and what they may do. Raises access.Denied."""
    return complaint_of(matter_page(matter_id=matter_id, by=by, at=at))


def complaint_of(page: MatterPage) -> ComplaintPage:
    stand = rules.read(page.history)
    return ComplaintPage(**page.values(), standing=stand, moves=rules.open_moves(stand, page.acts))


def citizen_page(*, by: Actor, at: datetime) -> CitizenPage:
    """The person's own page. Raises access.Denied."""
    return citizen_of(holder_page(by=by, at=at))


def citizen_of(page: HolderPage) -> CitizenPage:
    stand, lines = rules.read(page.history), page.lines
    return CitizenPage(
        **page.values(),
        standing=stand,
        moves=rules.own_moves(stand, str(page.party_id)),
        answer=last_of(lines, events.ANSWERED.kind),
        refusal=last_of(lines, events.REFUSED.kind),
        review=last_of(lines, events.FINAL_REVIEW_DECIDED.kind)
        or last_of(lines, events.REVIEW_DECIDED.kind),
    )


def likely_reviewer(by: Actor, handling: int | None, at: datetime) -> int | None:
    """Who would look again after a disagreement; None where nobody in the tree is free of conflict."""
    if by.matter_id is None or handling is None:
        return None
    accused, posted = _complained_of(by.matter_id, at)
    found = conflict.reviewing_unit(handling=handling, accused=sorted(accused), posted=posted)
    return None if found == handling else found


def may_go_to(matter_id: uuid.UUID, deciding: Sequence[int], at: datetime) -> Callable[[int], bool]:
    """Whether a unit could take a complaint over: it is not complained of, nor over that unit below who decides."""
    accused, posted = _complained_of(matter_id, at)
    barred = sorted(accused | posted)

    def free(unit_id: int) -> bool:
        decides = [unit_id] if units.unit(unit_id).complaints_office else deciding
        return not conflict.unit_excluded(unit_id, barred, decides)

    return free


def _complained_of(matter_id: uuid.UUID, at: datetime) -> tuple[set[int], set[int]]:
    """The units complained of, and those where the officers complained of are posted."""
    accused: set[int] = set()
    posted: set[int] = set()
    for party in ledger.parties(matter_id):
        if party.role is PartyRole.ACCUSED and party.until is None:
            accused |= {party.unit_id} if party.unit_id is not None else set()
            posted |= (
                units.units_of(party.officer_id, at) if party.officer_id is not None else set()
            )
    return accused, posted


def resembling_candidates(
    *, unit_id: int, since: datetime, leave_out: uuid.UUID, by: Actor, limit: int = 300
) -> list[uuid.UUID]:
    """Open complaints that one unit handles, received since an instant, that the reader may see; newest first."""
    open_stages = [stage.value for stage in (*LIVE, Stage.WITHDRAWING)]
    rows = Complaint.objects.filter(
        doors.visible(by, prefix="matter__"),
        matter__handling_unit_id=unit_id,
        stage__in=open_stages,
        received_at__gte=since,
    ).exclude(pk=leave_out)
    return list(rows.order_by("-received_at").values_list("pk", flat=True)[:limit])
