"""Changes to the tree of units and to postings."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from huiying.core.kinds import SeatRole
from huiying.core.units import queries
from huiying.core.units.models import Absence, Level, Officer, Posting, Unit, UnitName


class UnitStillOwes(ValueError):
    """A unit cannot close or merge until each of its open duties has a successor."""


@transaction.atomic
def open_unit(
    *,
    code: str,
    zh: str,
    en: str,
    level: Level,
    opened_on: date,
    parent: int | None = None,
    complaints_office: bool = False,
    response_centre: bool = False,
    oversight_seat: bool = False,
    telephone: str = "",
    address: tuple[str, str] = ("", ""),
) -> int:
    """Add a unit below `parent`; gives its id."""
    above = Unit.objects.get(pk=parent) if parent else None
    unit = Unit.objects.create(
        code=code,
        parent=above,
        level=level,
        opened_on=opened_on,
        complaints_office=complaints_office,
        response_centre=response_centre,
        oversight_seat=oversight_seat,
        telephone=telephone,
        address_zh=address[0],
        address_en=address[1],
    )
    unit.path = f"{above.path if above else '/'}{unit.pk}/"
    unit.save(update_fields=["path"])
    UnitName.objects.create(unit=unit, zh=zh, en=en, since=opened_on)
    queries.forget_tree()
    return unit.pk


@transaction.atomic
def rename_unit(*, unit_id: int, zh: str, en: str, since: date) -> None:
    """Give a unit a new name from a day on; the old one stays in its history."""
    UnitName.objects.update_or_create(unit_id=unit_id, since=since, defaults={"zh": zh, "en": en})
    queries.forget_tree()


@transaction.atomic
def describe_unit(*, unit_id: int, switches: Mapping[str, bool], texts: Mapping[str, str]) -> None:
    """Which seats a unit has and how to reach it, as given; what is not given stays."""
    unit = Unit.objects.get(pk=unit_id)
    for name in ("complaints_office", "response_centre", "oversight_seat"):
        setattr(unit, name, switches.get(name, getattr(unit, name)))
    for name in ("telephone", "address_zh", "address_en"):
        setattr(unit, name, texts.get(name, getattr(unit, name)))
    unit.save()
    queries.forget_tree()


@transaction.atomic
def close_unit(*, unit_id: int, on: date, successor: int | None, open_duties: int) -> None:
    """Close a unit. `open_duties` is what it still owes: it must have been handed on first (UnitStillOwes)."""
    if open_duties:
        raise UnitStillOwes(
            f"{open_duties} duties of this unit are open. Hand each to a successor first."
        )
    Unit.objects.filter(pk=unit_id).update(closed_on=on, successor_id=successor)
    queries.forget_tree()


def add_officer(*, number: str, zh: str, en: str = "", rank: str = "") -> int:
    officer, _ = Officer.objects.update_or_create(
        number=number, defaults={"name_zh": zh, "name_en": en, "rank": rank}
    )
    return officer.pk


def post_officer(
    *, officer_id: int, unit_id: int, role: SeatRole, since: datetime, until: datetime | None = None
) -> int:
    posting = Posting.objects.create(
        officer_id=officer_id, unit_id=unit_id, role=role.value, since=since, until=until
    )
    return posting.pk


def end_posting(*, posting_id: int, at: datetime) -> None:
    Posting.objects.filter(pk=posting_id, until__isnull=True).update(until=at)


def begin_absence(
    *, officer_id: int, cause: str, at: datetime, until: datetime | None = None
) -> int:
    """Leave or suspension. The caller moves what was assigned (services of the mechanisms)."""
    return Absence.objects.create(officer_id=officer_id, cause=cause, since=at, until=until).pk


def end_absence(*, officer_id: int, at: datetime) -> None:
    Absence.objects.filter(officer_id=officer_id, until__isnull=True).update(until=at)
