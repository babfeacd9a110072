"""Reads of visits: what a page adds to a matter of any kind, the officer's day, promises about to break."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F, Q, QuerySet

from huiying.core.access import doors
from huiying.core.duties.matters import HolderPage, MatterPage
from huiying.core.duties.models import Duty
from huiying.core.duties.queries import DutyRow, row_of
from huiying.core.kinds import Act, Actor, PartyRole
from huiying.core.ledger import queries as ledger
from huiying.core.ledger.entries import Entry
from huiying.core.ledger.entries import standing as standing_lines
from huiying.core.units import queries as units
from huiying.core.units.queries import OfficerRow
from huiying.mechanisms.visits import events, standing
from huiying.mechanisms.visits.models import Draft, Visit
from huiying.mechanisms.visits.standing import Standing


@dataclass(frozen=True, kw_only=True, slots=True)
class VisitsPage(MatterPage):
    """A matter with how the visits to each of its people stand."""

    standings: tuple[Standing, ...]

    def of(self, party: uuid.UUID) -> Standing:
        return next(s for s in self.standings if s.party == str(party))


def visits_of(page: MatterPage) -> VisitsPage:
    standings = tuple(standing.read(page.history, str(one.id)) for one in page.people)
    return VisitsPage(**page.values(), standings=standings)


@dataclass(frozen=True, kw_only=True, slots=True)
class OwnVisits(HolderPage):
    """The person's own page, with how the visits to them stand."""

    standing: Standing


def own_visits_of(page: HolderPage) -> OwnVisits:
    return OwnVisits(**page.values(), standing=standing.read(page.history, str(page.party_id)))


def own_standing(by: Actor) -> Standing:
    """How the visits to the holder of a code stand. Raises access.Denied."""
    if by.matter_id is None or by.party_id is None:
        raise doors.Denied(Act.FOLLOW.value)
    return standing.read(standing_lines(ledger.history(by.matter_id)), str(by.party_id))


def officers_by_id(ids: Sequence[int]) -> list[OfficerRow]:
    """In the order asked for."""
    found = units.officers(ids)
    return [found[officer] for officer in ids if officer in found]


# --- the officer's day -------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True, slots=True)
class VisitRow:
    """An agreed visit of an officer. No name, no address: who opens it sees them, and the look is logged."""

    id: uuid.UUID
    matter_id: uuid.UUID
    ref: str
    party_id: uuid.UUID
    way: str
    due_on: date
    begins_at: datetime | None
    officers: tuple[int, ...]
    # Two forms of one visit wait for somebody to choose.
    conflict: bool


def _mine(by: Actor) -> QuerySet[Visit]:
    """Visits still to come that an officer goes on; none of a matter that they are kept away from since."""
    if by.officer_id is None:
        return Visit.objects.none()
    goes = Q(officer_1_id=by.officer_id) | Q(officer_2_id=by.officer_id)
    return Visit.objects.filter(goes, doors.visible(by, prefix="matter__"), ahead=True)


def agreed_visits(*, by: Actor, since: date, until: date) -> list[VisitRow]:
    """Visits still to come that an officer goes on, by time."""
    rows = _mine(by).filter(due_on__gte=since, due_on__lte=until)
    return _rows(rows.order_by("due_on", F("begins_at").asc(nulls_last=True), "pk"))


def overdue_visits(*, by: Actor, before: date) -> list[VisitRow]:
    """Agreed, over, and nobody wrote anything yet."""
    return _rows(_mine(by).filter(due_on__lt=before).order_by("due_on", "pk"))


def visit(visit_id: uuid.UUID) -> VisitRow | None:
    found = _rows(Visit.objects.filter(pk=visit_id))
    return found[0] if found else None


def _rows(rows: QuerySet[Visit]) -> list[VisitRow]:
    waiting = set(
        Draft.objects.filter(waiting=True, visit__in=rows).values_list("visit_id", flat=True)
    )
    return [
        VisitRow(
            id=v.pk,
            matter_id=v.matter_id,
            ref=v.matter.ref,
            party_id=v.party_id,
            way=v.way,
            due_on=v.due_on,
            begins_at=v.begins_at,
            officers=tuple(o for o in (v.officer_1_id, v.officer_2_id) if o),
            conflict=v.pk in waiting,
        )
        for v in rows.select_related("matter")
    ]


def agreement(matter_id: uuid.UUID, visit_id: uuid.UUID) -> Entry | None:
    """The event by which a visit was agreed; None where it does not stand any more."""
    lines = standing_lines(ledger.history(matter_id))
    return next((e for e in lines if e.id == visit_id and e.kind == events.AGREED.kind), None)


# --- what is about to break --------------------------------------------------------------------------

_PROMISES = ("agency.visit-promise", "agency-ew.visit-promise")


def promises_at_risk(*, by: Actor, until: datetime, limit: int = 50) -> list[DutyRow]:
    """Promises made on visits, not kept, that fall due before an instant or are late: by date, in whatever unit."""
    rows = Duty.objects.filter(
        doors.visible(by, prefix="matter__"),
        rule__in=_PROMISES,
        ended=False,
        due_at__lte=until,
        unit_id__in=doors.oversees(by),
    )
    return [row_of(d) for d in rows.select_related("matter").order_by("due_at", "pk")[:limit]]


# --- who is to be asked ------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True, slots=True)
class ToAsk:
    """Somebody whose view on a visit or an outcome is to be asked."""

    ref: str
    matter_id: uuid.UUID
    party_id: uuid.UUID
    unit: int | None
    due_at: datetime | None
    asked: bool


_ASK = tuple(
    f"{pack}.{rule}"
    for pack in ("agency", "agency-ew")
    for rule in ("visit-view-asked", "recovery-view")
)
# How somebody sees what came of their matter, whether or not anybody visited them.
_ASK_OF_OUTCOME = tuple(
    f"agency.petition-{rule}" for rule in ("view-asked", "review-view-asked", "final-view-asked")
)


def outcome_to_ask(history: Sequence[Entry], matter_id: uuid.UUID, party: str) -> Entry | None:
    """The telling of an outcome on which one of the people is still to be asked: the last of them."""
    due = Duty.objects.filter(matter_id=matter_id, rule__in=_ASK_OF_OUTCOME, ended=False)
    triggers = set(due.values_list("trigger", flat=True))
    return next(
        (e for e in reversed(history) if str(e.id) in triggers and e.facts.get("party") == party),
        None,
    )


def to_ask(*, by: Actor, limit: int = 200) -> list[ToAsk]:
    """By date. Only matters in which a unit of the reader is the one that asks."""
    seats = [seat.unit_id for seat in by.seats]
    held = ledger.matters_where(held=[(PartyRole.ASKING, seats)]).values("matter_id")
    due = Duty.objects.filter(rule__in=_ASK + _ASK_OF_OUTCOME, ended=False, matter_id__in=held)
    rows = list(due.select_related("matter").order_by("due_at", "pk")[:limit])
    histories = ledger.histories([d.matter_id for d in rows])
    parties = ledger.parties_of([d.matter_id for d in rows])
    found = []
    for d in rows:
        trigger = next((e for e in histories[d.matter_id] if str(e.id) == d.trigger), None)
        if trigger is None or Act.ASK_VIEW not in doors.acts_on(
            by, parties[d.matter_id], d.matter_id
        ):
            continue
        found.append(
            ToAsk(
                ref=d.matter.ref,
                matter_id=d.matter_id,
                party_id=uuid.UUID(str(trigger.facts["party"])),
                unit=d.matter.in_charge_id,
                due_at=d.due_at,
                asked=False,
            )
        )
    return found
