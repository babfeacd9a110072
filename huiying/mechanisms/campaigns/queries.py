"""Campaigns and what was raised, as their readers may see them: plans, areas, numbers; never people."""

import uuid
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from huiying.core.access import doors
from huiying.core.duties.matters import HolderPage, MatterPage
from huiying.core.kinds import Act, Actor, Line
from huiying.core.ledger import queries as ledger
from huiying.core.ledger.entries import standing as standing_lines
from huiying.core.people.services import open_texts
from huiying.core.units import queries as units
from huiying.mechanisms.campaigns import events, raised_standing, rules, standing
from huiying.mechanisms.campaigns.choices import COMPLAINT
from huiying.mechanisms.campaigns.models import Campaign, Raised
from huiying.mechanisms.campaigns.progress import UnitProgress, by_unit
from huiying.mechanisms.campaigns.standing import Area, Stage

MOST = 200
# By line, its words by name: all of them the service's own, and published with the plan.
Said = Mapping[uuid.UUID, Mapping[str, str]]


@dataclass(frozen=True, kw_only=True, slots=True)
class CampaignPage(MatterPage):
    """For staff."""

    standing: standing.Standing
    moves: frozenset[rules.Move]
    said: Said
    progress: tuple[UnitProgress, ...]

    def words(self, line: Line, name: str) -> str:
        return self.said.get(line.id, {}).get(name, "")


@dataclass(frozen=True, kw_only=True, slots=True)
class RaisedPage(MatterPage):
    """For staff."""

    standing: raised_standing.Standing
    moves: frozenset[rules.RaisedMove]


@dataclass(frozen=True, kw_only=True, slots=True)
class RaisedOwn(HolderPage):
    """For whoever raised it."""

    standing: raised_standing.Standing
    moves: frozenset[rules.RaisedMove]


def campaign_of(page: MatterPage) -> CampaignPage:
    stand = standing.read(page.history)
    return CampaignPage(
        **page.values(),
        standing=stand,
        moves=rules.open_moves(stand, page.acts),
        said=said_of(page.history),
        progress=progress_of(page.matter.id, stand),
    )


def raised_of(page: MatterPage) -> RaisedPage:
    stand = raised_standing.read(page.history)
    moves = rules.open_raised_moves(stand, page.acts)
    return RaisedPage(**page.values(), standing=stand, moves=moves)


def own_raised_of(page: HolderPage) -> RaisedOwn:
    stand = raised_standing.read(page.history)
    moves = rules.open_raised_moves(stand, {Act.FOLLOW})
    return RaisedOwn(**page.values(), standing=stand, moves=moves)


def said_of(history: Iterable[Line]) -> Said:
    """The words of a campaign's own lines. They are the service's, and about nobody."""
    wanted = {
        line.id: dict(line.texts) for line in history if line.kind in events.BY_KIND and line.texts
    }
    clear = open_texts([uuid.UUID(text) for texts in wanted.values() for text in texts.values()])
    return {
        line: {name: clear.get(uuid.UUID(text)) or "" for name, text in texts.items()}
        for line, texts in wanted.items()
    }


def progress_of(campaign: uuid.UUID, stand: standing.Standing) -> tuple[UnitProgress, ...]:
    """By unit: what was planned, gone to, raised and answered. Complaints about the police are not among it: the units
    they are about don't hear of them (mission N3)."""
    rows = Raised.objects.filter(campaign_id=campaign).exclude(what=COMPLAINT)
    counted = Counter(rows.values_list("unit_id", "stage"))
    return by_unit(stand, counted)


# --- lists of staff ------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True, slots=True)
class CampaignRow:
    ref: str
    title: str
    stage: Stage
    unit: int
    begins: date
    ends: date


def campaigns(by: Actor) -> list[CampaignRow]:
    """Campaigns that somebody may see: their unit's, those below it, those in which they go somewhere."""
    return _rows(Campaign.objects.filter(doors.visible(by, prefix="matter__")))


def public_campaigns() -> list[CampaignRow]:
    """Campaigns whose plan is published, the newest first."""
    return _rows(Campaign.objects.filter(published_at__isnull=False))


def taking_part(by: Actor) -> list[CampaignRow]:
    """Published campaigns of somebody above that come to one's own unit, or to one below it."""
    own = {unit for seat in by.seats for unit in units.branch(seat.unit_id)}
    seen = {row.ref for row in campaigns(by)}
    running = Campaign.objects.filter(published_at__isnull=False).exclude(
        stage=Stage.CALLED_OFF.value
    )
    return [row for row in _rows(running, of=own) if row.ref not in seen]


def _rows(found: Any, of: set[int] | None = None) -> list[CampaignRow]:
    listed = found.order_by("-begins", "-pk").values_list(
        "pk", "matter__ref", "stage", "unit_id", "begins", "ends"
    )[:MOST]
    made: list[CampaignRow] = []
    for pk, ref, stage, unit, begins, ends in listed:
        stand = standing.read(standing_lines(ledger.history(pk)))
        if of is None or any(area.unit in of for area in stand.areas):
            made.append(
                CampaignRow(
                    ref=ref,
                    title=_title(stand),
                    stage=Stage(stage),
                    unit=unit,
                    begins=begins,
                    ends=ends,
                )
            )
    return made


def title_of(campaign: uuid.UUID) -> str:
    return _title(standing.read(standing_lines(ledger.history(campaign))))


def _title(stand: standing.Standing) -> str:
    return said_of([stand.plan]).get(stand.plan.id, {}).get("title", "")


@dataclass(frozen=True, kw_only=True, slots=True)
class MyArea:
    """An area to which an officer goes, with what they counted there by day."""

    campaign: uuid.UUID
    ref: str
    title: str
    area: Area
    words: str
    asks: str
    notice: str
    questions: str
    mine: Mapping[str, standing.Counts]


def my_areas(by: Actor, today: date) -> list[MyArea]:
    """Where an officer goes, in campaigns that run: the earliest first."""
    rows = Campaign.objects.filter(
        doors.visible(by, prefix="matter__"), stage=Stage.PUBLISHED.value, ends__gte=today
    )
    found: list[MyArea] = []
    for pk, ref in rows.order_by("begins", "pk").values_list("pk", "matter__ref")[:MOST]:
        found += _areas(pk, ref, by)
    return sorted(found, key=lambda one: (one.area.first, one.ref))


def my_area(by: Actor, ref: str, code: str) -> MyArea:
    """One of them. Raises access.Denied where the officer does not go there."""
    matter = ledger.matter_by_ref(ref)
    doors.require(by, Act.VISIT, ledger.parties(matter.id), matter.id)
    mine = _areas(matter.id, matter.ref, by) if matter.kind == events.KIND else []
    found = next((one for one in mine if one.area.code == code), None)
    if found is None:
        raise doors.Denied(Act.VISIT.value)
    return found


def _areas(pk: uuid.UUID, ref: str, by: Actor) -> list[MyArea]:
    history = standing_lines(ledger.history(pk))
    areas = standing.read(history).areas_of(by.officer_id)
    return [area_page(pk, ref, history, area, by) for area in areas]


def area_page(pk: uuid.UUID, ref: str, history: Sequence[Line], area: Area, by: Actor) -> MyArea:
    stand, said = standing.read(history), said_of(history)
    plan = said.get(stand.plan.id, {})
    return MyArea(
        campaign=pk,
        ref=ref,
        title=plan.get("title", ""),
        area=area,
        words=said.get(area.line.id, {}).get("area", ""),
        asks=stand.asks,
        notice=plan.get("notice", ""),
        questions=plan.get("questions", ""),
        mine=standing.counted_by(history, area.code, by.officer_id),
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class RaisedRow:
    """Something raised, on a list: what it is and how it stands. Never whose it is."""

    matter_id: uuid.UUID
    ref: str
    what: str
    stage: raised_standing.Stage
    handling: int | None
    received_at: datetime
    campaign: uuid.UUID | None


def raised_matters(by: Actor, *, open_only: bool = False) -> list[RaisedRow]:
    """What was raised and somebody may see, the oldest first."""
    rows = Raised.objects.filter(doors.visible(by, prefix="matter__"))
    if open_only:
        rows = rows.filter(stage__in=[s.value for s in (*raised_standing.OPEN, _REVIEWING)])
    listed = rows.order_by("received_at", "pk").values_list(
        "pk", "matter__ref", "what", "stage", "matter__handling_unit_id", "received_at",
        "campaign_id",
    )[:MOST]  # fmt: skip
    return [
        RaisedRow(
            matter_id=pk,
            ref=ref,
            what=what,
            stage=raised_standing.Stage(stage),
            handling=handling,
            received_at=received,
            campaign=campaign,
        )
        for pk, ref, what, stage, handling, received, campaign in listed
    ]


_REVIEWING = raised_standing.Stage.REVIEWING


# --- for everybody -------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True, slots=True)
class PublicCampaign:
    """A published campaign: its plan in words, its areas, how far it has come."""

    matter_id: uuid.UUID
    ref: str
    unit: int
    standing: standing.Standing
    said: Said
    progress: tuple[UnitProgress, ...]
    # Complaints about the police are one number of the whole.
    complaints: int

    def words(self, line: Line | None, name: str) -> str:
        return self.said.get(line.id, {}).get(name, "") if line else ""


def public_campaign(ref: str) -> PublicCampaign:
    """Raises ledger.NoSuchMatter, also for a plan that is not published."""
    matter = ledger.matter_by_ref(ref)
    if matter.kind != events.KIND:
        raise ledger.NoSuchMatter(ref)
    history = standing_lines(ledger.history(matter.id))
    stand = standing.read(history)
    if stand.published is None:
        raise ledger.NoSuchMatter(ref)
    complaints = Raised.objects.filter(campaign_id=matter.id, what=COMPLAINT).count()
    return PublicCampaign(
        matter_id=matter.id,
        ref=matter.ref,
        unit=matter.handling_unit or 0,
        standing=stand,
        said=said_of(history),
        progress=progress_of(matter.id, stand),
        complaints=complaints,
    )
