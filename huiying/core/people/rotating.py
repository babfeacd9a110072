"""Rotation of keys: every sealed value is sealed anew under the newest key, a batch at a time.

A batch is one short transaction, and each value is changed only if it is still what was read, so that the service may
run meanwhile and the work may be broken off at any moment. What was done is known by the values: each names its key.
"""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from django.apps import apps
from django.db import ProgrammingError, connection, models, transaction
from django.db.models import F, QuerySet
from django.db.models.functions import Substr

from huiying.core.people import sealing
from huiying.core.people.models import Rotation

# PostgreSQL, insufficient_privilege: only the owner of a guarded table lifts its guard.
_NOT_THE_OWNER = "42501"


class MayNotReseal(PermissionError):
    """This database role may not change the values of a place; the message names the place."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Batch:
    """What became of some values; `after` is the last row that was looked at, empty at the end of the place."""

    resealed: int
    after: str


class Place(Protocol):
    """Somewhere that sealed values lie."""

    @property
    def name(self) -> str: ...

    def count_by_key(self) -> dict[str, int]: ...

    def reseal(self, *, after: str, limit: int) -> Batch: ...


@dataclass(frozen=True, kw_only=True, slots=True)
class Column:
    """A column of sealed values. `aad` makes the associated data of a row out of one of its columns."""

    model: str
    column: str
    aad: Callable[[Any], str]
    aad_from: str = "pk"
    # What must be lifted while values are changed: the guard of an append-only table.
    lifted: Callable[[], AbstractContextManager[None]] = nullcontext

    @property
    def name(self) -> str:
        return f"{apps.get_model(self.model)._meta.db_table}.{self.column}"

    def count_by_key(self) -> dict[str, int]:
        found = {name: self._under(name).count() for name in sealing.key_names()}
        # Keys that are not in the ring are found by the values that they sealed.
        while blob := self._under_none_of(found).values_list(self.column, flat=True).first():
            found[sealing.key_of(blob)] = self._under(sealing.key_of(blob)).count()
        return {name: count for name, count in found.items() if count}

    def reseal(self, *, after: str, limit: int) -> Batch:
        model = apps.get_model(self.model)
        left = self._under_none_of(sealing.key_names()[:1])
        if after:
            left = left.filter(pk__gt=model._meta.pk.to_python(after))
        # The search through the table holds nothing; only the rows that were found are taken.
        ids = list(left.order_by("pk").values_list("pk", flat=True)[:limit])
        with transaction.atomic():
            # Rows that somebody is at work on are left to the next pass, so that nobody waits for anybody.
            rows = model._default_manager.filter(pk__in=ids, **{f"{self.column}__isnull": False})
            held = rows.order_by("pk").select_for_update(skip_locked=True)
            values = list(held.values_list("pk", self.column, self.aad_from))
            changes = [change for row in values if (change := self._resealed(*row)) is not None]
            done = self._write(changes) if changes else 0
        full = len(ids) == limit
        return Batch(resealed=done, after=_text(model._meta.pk, ids[-1]) if full else "")

    def _under(self, key: str) -> QuerySet[Any]:
        head = sealing.head_of(key)
        rows = apps.get_model(self.model)._default_manager.filter(
            **{f"{self.column}__isnull": False}
        )
        found: QuerySet[Any] = rows.alias(head=_start(self.column, len(head))).filter(head=head)
        return found

    def _under_none_of(self, keys: Sequence[str] | dict[str, int]) -> QuerySet[Any]:
        rows: QuerySet[Any] = apps.get_model(self.model)._default_manager.filter(
            **{f"{self.column}__isnull": False}
        )
        for number, head in enumerate(map(sealing.head_of, keys)):
            at = f"head{number}"
            rows = rows.alias(**{at: _start(self.column, len(head))}).exclude(**{at: head})
        return rows

    def _resealed(self, pk: Any, blob: bytes, source: Any) -> tuple[Any, bytes, bytes] | None:
        """None: no key in the ring opens it. It stays as it is, and is counted."""
        blob, aad = bytes(blob), self.aad(bytes(source) if _is_bytes(source) else source)
        try:
            return pk, blob, sealing.seal(sealing.unseal(blob, aad=aad), aad=aad)
        except sealing.CannotOpen:
            return None

    def _write(self, changes: list[tuple[Any, bytes, bytes]]) -> int:
        meta = apps.get_model(self.model)._meta
        binary = connection.Database.Binary  # type: ignore[attr-defined]
        values = [
            (binary(new), meta.pk.get_db_prep_value(pk, connection), binary(old))
            for pk, old, new in changes
        ]
        table, column, key = map(
            connection.ops.quote_name, (meta.db_table, self.column, meta.pk.column)
        )
        sql = f"UPDATE {table} SET {column} = %s WHERE {key} = %s AND {column} = %s"  # noqa: S608 - our own names
        try:
            with self.lifted(), connection.cursor() as cursor:
                cursor.executemany(sql, values)
                return int(cursor.rowcount)
        except ProgrammingError as error:
            if getattr(error.__cause__, "sqlstate", "") == _NOT_THE_OWNER:
                raise MayNotReseal(self.name) from error
            raise


def _start(column: str, length: int) -> Substr:
    return Substr(column, 1, length, output_field=models.BinaryField())


def _is_bytes(value: Any) -> bool:
    return isinstance(value, bytes | bytearray | memoryview)


def _text(pk: Any, value: Any) -> str:
    """As `to_python` of the column reads it back."""
    return str(pk.value_to_string(pk.model(pk=value)))


# --- the work --------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """One batch of a rotation. `blocked` names the place that this database role may not change."""

    resealed: int
    finished: bool
    blocked: str = ""


def begin(*, at: datetime) -> str:
    """Ask for everything to be sealed under the newest key; gives its id. Any worker goes on with it from there."""
    key = sealing.key_names()[0]
    Rotation.objects.update_or_create(
        key=key,
        defaults={"place": "", "after": "", "in_pass": 0, "finished_at": None},
        create_defaults={"begun_at": at},
    )
    return key


def asked_for() -> bool:
    """Whether a rotation to the newest key was begun and is not finished."""
    rows = Rotation.objects.filter(key=sealing.key_names()[0], finished_at__isnull=True)
    return rows.exists()


def step(*, places: Sequence[Place], at: datetime, limit: int) -> Step:
    """The next batch. A pass goes over all places; passes follow until one finds nothing that it could change."""
    row = Rotation.objects.filter(key=sealing.key_names()[0], finished_at__isnull=True).first()
    if row is None:
        return Step(resealed=0, finished=True)
    names = [place.name for place in places]
    now = names.index(row.place) if row.place in names else 0
    blocked = ""
    try:
        batch = places[now].reseal(after=row.after if row.place in names else "", limit=limit)
    except MayNotReseal:
        batch, blocked = Batch(resealed=0, after=""), names[now]
    before = {"place": row.place, "after": row.after, "in_pass": row.in_pass}
    row.in_pass += batch.resealed
    row.place, row.after = names[now], batch.after
    if not batch.after:
        _next_place(row, names, now, at)
    # Whoever was overtaken by another process leaves the mark where that one set it.
    Rotation.objects.filter(key=row.key, finished_at__isnull=True, **before).update(
        place=row.place,
        after=row.after,
        in_pass=row.in_pass,
        resealed=F("resealed") + batch.resealed,
        finished_at=row.finished_at,
    )
    return Step(resealed=batch.resealed, finished=row.finished_at is not None, blocked=blocked)


def _next_place(row: Rotation, names: list[str], now: int, at: datetime) -> None:
    if now + 1 < len(names):
        row.place = names[now + 1]
        return
    # A process that had not heard of the new key yet may have sealed under an old one behind us.
    row.place, row.finished_at = "", None if row.in_pass else at
    row.in_pass = 0


def count_by_key(places: Sequence[Place]) -> dict[str, dict[str, int]]:
    """How many values each key seals, by place; each key of the ring is there."""
    found: dict[str, dict[str, int]] = {name: {} for name in sealing.key_names()}
    for place in places:
        for key, count in place.count_by_key().items():
            found.setdefault(key, {})[place.name] = count
    return found


def progress() -> Rotation | None:
    """The rotation to the newest key, if one was ever begun."""
    return Rotation.objects.filter(key=sealing.key_names()[0]).first()
