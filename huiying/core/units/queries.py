"""Reads of the tree of units and of postings."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from time import monotonic
from typing import Any

from django.conf import settings
from django.db.models import Exists, Q, QuerySet
from django.utils.translation import get_language

from huiying.core.composed import Composed
from huiying.core.kinds import Seat, SeatRole
from huiying.core.units.models import Absence, Level, Officer, Posting, Unit, UnitName

# Codes of units that came with an imported register: it is no part of the tree that acts.
IMPORTED = "imp:"


@dataclass(frozen=True, kw_only=True, slots=True)
class UnitRow:
    """A unit as pages need it: its place in the tree and its present name in both languages."""

    id: int
    code: str
    parent_id: int | None
    path: str
    level: str
    zh: str
    en: str
    complaints_office: bool
    response_centre: bool
    oversight_seat: bool
    closed: bool
    telephone: str = ""
    address_zh: str = ""
    address_en: str = ""

    @property
    def imported(self) -> bool:
        return self.code.startswith(IMPORTED)

    @property
    def name(self) -> str:
        """The name in the language of the page."""
        return self.en if (get_language() or "").startswith("en") else self.zh

    @property
    def address(self) -> str:
        return self.address_en if (get_language() or "").startswith("en") else self.address_zh

    @property
    def is_station(self) -> bool:
        return self.level == Level.STATION

    @property
    def is_outside(self) -> bool:
        return self.level == Level.OUTSIDE

    def ancestors(self) -> tuple[int, ...]:
        """Ids from the root down to the parent."""
        return path_ids(self.path)[:-1]

    def below(self, other: "UnitRow") -> bool:
        """Whether this unit is `other` or lies in its branch."""
        return self.path.startswith(other.path)


def path_ids(path: str) -> tuple[int, ...]:
    return tuple(int(part) for part in path.strip("/").split("/") if part)


# The tree is read a dozen times on every request and changes a few times a year. Each process keeps it so long.
_TREE_SECONDS = 30.0


class _Kept:
    """The tree as last read, and when by a clock that knows no date."""

    rows: dict[int, UnitRow] | None = None
    until = 0.0


def tree() -> dict[int, UnitRow]:
    """All units by id in the order of the tree (by path), closed ones too."""
    if _Kept.rows is None or monotonic() >= _Kept.until:
        _Kept.rows, _Kept.until = _read_tree(), monotonic() + _TREE_SECONDS
    return _Kept.rows


def forget_tree() -> None:
    _Kept.rows = None


def _read_tree() -> dict[int, UnitRow]:
    names: dict[int, UnitName] = {}
    for name in UnitName.objects.order_by("since"):
        names[name.unit_id] = name
    units = list(Unit.objects.all())
    units.sort(key=lambda unit: path_ids(unit.path))
    return {unit.pk: _row(unit, names.get(unit.pk)) for unit in units}


def _row(unit: Unit, name: UnitName | None) -> UnitRow:
    return UnitRow(
        id=unit.pk,
        code=unit.code,
        parent_id=unit.parent_id,
        path=unit.path,
        level=unit.level,
        zh=name.zh if name else unit.code,
        en=name.en if name else unit.code,
        complaints_office=unit.complaints_office,
        response_centre=unit.response_centre,
        oversight_seat=unit.oversight_seat,
        # What an old register names is history: nobody complains of it, passes anything to it or is posted there.
        closed=unit.closed_on is not None or unit.code.startswith(IMPORTED),
        telephone=unit.telephone,
        address_zh=unit.address_zh,
        address_en=unit.address_en,
    )


def unit(unit_id: int) -> UnitRow:
    """Raises KeyError where there is no such unit."""
    rows = tree()
    if unit_id not in rows:
        forget_tree()
        rows = tree()
    return rows[unit_id]


def unit_by_code(code: str) -> UnitRow | None:
    return next((row for row in tree().values() if row.code == code), None)


def branch(unit_id: int) -> list[int]:
    """Ids of the unit and of all below it."""
    top = unit(unit_id)
    return [row.id for row in tree().values() if row.below(top)]


def stations() -> list[UnitRow]:
    """The units a person can name in a complaint, in the order of the tree."""
    return [
        row
        for row in tree().values()
        if not row.closed and row.level not in {Level.OUTSIDE, Level.OFFICE}
    ]


def seats_of(officer_id: int, at: datetime) -> tuple[Seat, ...]:
    """The postings in force at an instant. A suspended officer has none."""
    return tuple(
        Seat(unit_id=unit_id, unit_path=unit(unit_id).path, role=SeatRole(role))
        for unit_id, role in _SEATS.ask(officer_id, at)
    )


def _seats(officer_id: int, at: datetime) -> QuerySet[Posting, Any]:
    suspended = Absence.objects.filter(_in_force(at), officer_id=officer_id, cause="suspended")
    postings = Posting.objects.filter(_in_force(at), ~Exists(suspended), officer_id=officer_id)
    return postings.order_by("pk").values_list("unit_id", "role")


_SEATS = Composed(_seats)


def units_of(officer_id: int, at: datetime) -> set[int]:
    """Where an officer is, or was, posted at an instant."""
    return set(
        Posting.objects.filter(_in_force(at), officer_id=officer_id).values_list(
            "unit_id", flat=True
        )
    )


def _in_force(at: datetime) -> Q:
    return Q(since__lte=at) & (Q(until__isnull=True) | Q(until__gt=at))


def absent(officer_id: int, at: datetime, *, cause: str | None = None) -> bool:
    rows = Absence.objects.filter(_in_force(at), officer_id=officer_id)
    return (rows.filter(cause=cause) if cause else rows).exists()


@dataclass(frozen=True, kw_only=True, slots=True)
class OfficerRow:
    id: int
    number: str
    zh: str
    en: str
    rank: str

    @property
    def name(self) -> str:
        return officer_name(self.zh, self.en)


def officer_name(zh: str, en: str) -> str:
    """In the reader's language, as far as it is known in it."""
    return (en or zh) if (get_language() or "").startswith("en") else zh


def officers(ids: Iterable[int]) -> dict[int, OfficerRow]:
    return {o.pk: _officer(o) for o in Officer.objects.filter(pk__in=set(ids))}


def officer(officer_id: int) -> OfficerRow | None:
    """Asked on every page of whoever is signed in."""
    for pk, number, zh, en, rank in _OFFICER.ask(officer_id):
        return OfficerRow(id=pk, number=number, zh=zh, en=en, rank=rank)
    return None


_OFFICER = Composed(
    lambda pk: Officer.objects.filter(pk=pk).values_list(
        "pk", "number", "name_zh", "name_en", "rank"
    )
)


def officer_by_number(number: str) -> OfficerRow | None:
    found = Officer.objects.filter(number=number).first()
    return _officer(found) if found else None


def _officer(officer: Officer) -> OfficerRow:
    return OfficerRow(
        id=officer.pk,
        number=officer.number,
        zh=officer.name_zh,
        en=officer.name_en,
        rank=officer.rank,
    )


def present(unit_ids: Sequence[int], at: datetime, *roles: SeatRole) -> list[OfficerRow]:
    """Officers posted to the units in one of the roles (any if none is named) who are not away."""
    rows = Posting.objects.filter(_in_force(at), unit_id__in=unit_ids).select_related("officer")
    if roles:
        rows = rows.filter(role__in=[role.value for role in roles])
    away = set(Absence.objects.filter(_in_force(at)).values_list("officer_id", flat=True))
    return [
        _officer(p.officer)
        for p in rows.order_by("officer__number").distinct()
        if p.officer_id not in away
    ]


@dataclass(frozen=True, kw_only=True, slots=True)
class PostingRow:
    id: int
    officer_id: int
    number: str
    name: str
    unit_id: int
    role: SeatRole
    since: datetime


def postings(at: datetime, *, number: str = "", unit_id: int | None = None) -> list[PostingRow]:
    """Postings in force, of one unit or of one officer by service number (staff; never a member of the public)."""
    rows = Posting.objects.filter(_in_force(at)).select_related("officer")
    if number:
        rows = rows.filter(officer__number=number)
    if unit_id is not None:
        rows = rows.filter(unit_id=unit_id)
    return [
        PostingRow(
            id=p.pk,
            officer_id=p.officer_id,
            number=p.officer.number,
            name=_officer(p.officer).name,
            unit_id=p.unit_id,
            role=SeatRole(p.role),
            since=p.since,
        )
        for p in rows.order_by("unit__path", "officer__number")
    ]


def left_since(since: datetime, at: datetime) -> list[int]:
    """Officers a posting of whom ended since an instant, by whatever way it ended."""
    rows = Posting.objects.filter(until__gt=since, until__lte=at)
    return list(rows.order_by("officer_id").values_list("officer_id", flat=True).distinct())


def served_together(
    officer_id: int, others: Collection[int], since: datetime, until: datetime
) -> bool:
    """Whether an officer was posted to a unit together with one of the others, at some time between two instants."""
    after = Q(until__isnull=True) | Q(until__gt=since)
    rows = Posting.objects.filter(after, officer_id__in=[officer_id, *others], since__lt=until)
    spans = list(rows.values_list("officer_id", "unit_id", "since", "until"))
    mine = [span for span in spans if span[0] == officer_id]
    theirs = [span for span in spans if span[0] != officer_id]
    return any(
        a[1] == b[1] and (b[3] is None or a[2] < b[3]) and (a[3] is None or b[2] < a[3])
        for a in mine
        for b in theirs
    )


def region() -> str:
    """The region this installation writes; on each matter, event and duty."""
    return str(settings.HUIYING_REGION)
