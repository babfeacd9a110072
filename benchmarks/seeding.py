"""A register of any size: complaints filed through the service, then multiplied inside PostgreSQL with their rows.

A clone has all rows of the complaint it was made from (matter, events, parties, duties, index row), with ids, units
and instants of its own. It is good for whatever reads lists; what is planned again (the sweep's due matters) is
filed one by one through the service, since keys of duties follow from ids of events.
"""

import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection

from huiying.config.demo.city import City
from huiying.core.kinds import system
from huiying.core.units import queries as units
from huiying.mechanisms.complaints.services.filing import Filing, file_complaint

WORDS = (
    "昨天下午三点多，我在派出所窗口报案，值班民警说这点小事不用立案。我希望有人告诉我到底归谁管。"
)
LATE_SHARE = 0.03
UNHELD_SHARE = 0.2
# Complaints whose person wrote, which nobody at the desk has seen to yet.
NEWS_SHARE = 0.05
# How far back the open complaints were received.
REACH = timedelta(days=60)


@dataclass(frozen=True, kw_only=True, slots=True)
class Spread:
    """Whose the clones are: each of these districts gets as many as the others."""

    districts: tuple[int, ...]
    stations: tuple[int, ...]
    officers: tuple[int, ...]

    @classmethod
    def even(cls, city: City) -> "Spread":
        return cls(
            districts=city.districts, stations=city.stations,
            officers=tuple(city.officers[d][n % 2] for n, d in enumerate(city.districts)),
        )  # fmt: skip

    @classmethod
    def one(cls, city: City) -> "Spread":
        """The worst case: all that is open is one district's."""
        first = city.districts[0]
        below = tuple(s for s in city.stations if units.unit(s).parent_id == first)
        return cls(districts=(first,), stations=below, officers=city.officers[first][:1])


def file_one(city: City, at: datetime, number: int = 0) -> uuid.UUID:
    """A complaint about the conduct of a station's officers, as anybody sends it."""
    station = city.stations[number % len(city.stations)]
    filing = Filing(narrative=WORDS, category="attitude", about_units=(station,))
    return file_complaint(filing=filing, by=system("benchmark"), at=at).matter_id


@contextmanager
def unchecked() -> Iterator[Any]:
    """A cursor whose rows pass no trigger: a bulk load would check a million foreign keys one by one."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute("SET synchronous_commit = off")
        yield cursor
        cursor.execute("SET session_replication_role = DEFAULT")
        cursor.execute("RESET synchronous_commit")


def analyze() -> None:
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
        cursor.execute("CHECKPOINT")


class Clones:
    """Multiplies one matter, filed at `filed_at`; `made` counts clones, so that a register can be topped up.

    `index` is the mechanism's own table of it, `desk` the role at whose desk its news arrive.
    """

    def __init__(
        self,
        city: City,
        filed_at: datetime,
        now: datetime,
        *,
        source: uuid.UUID | None = None,
        index: str = "complaints_complaint",
        desk: str = "complaints",
    ) -> None:
        self.now, self.made = now, 0
        self._city, self._filed_at = city, filed_at
        self._source = source or file_one(city, filed_at)
        self._index, self._desk = index, desk

    def until_open(self, wanted: int, spread: Spread) -> int:
        """Add clones until about so many duties are open and dated; gives how many there are."""
        there = open_duties()
        if there < wanted:
            first = max(50, wanted // 100)
            self.add(first, spread)
            each = (open_duties() - there) / first
            self.add(max(0, round((wanted - there) / each) - first), spread)
        analyze()
        return open_duties()

    def add(self, count: int, spread: Spread) -> None:
        if not count:
            return
        with unchecked() as cursor, _without_indexes(cursor, count, self._index):
            for table, changes in self._tables(spread):
                _multiply(cursor, table, self._source, changes, self.made + 1, self.made + count)
            _assign(cursor, spread, self._shift(), self.made + 1, self.made + count)
            _send_lines(cursor, spread, self._desk, self._shift(), self.made + 1, self.made + count)
        self.made += count

    def _shift(self) -> str:
        """How much later than its source a clone was received; the same for all rows of one."""
        back = _share("'r' || num::text") + f" * interval '{REACH.days} days'"
        start = (self.now - self._filed_at).total_seconds()
        return f"(interval '{start} seconds' - {back})"

    def _tables(self, spread: Spread) -> list[tuple[str, Mapping[str, str]]]:
        matter, shift = _id("num", 0), self._shift()
        instants = {
            name: f"t.{name} + {shift}"
            for name in (
                "opened_at", "occurred_at", "recorded_at", "entered_at", "since", "received_at", "reported_at",
            )
        }  # fmt: skip
        unit = (
            f"CASE WHEN t.@ = {self._city.districts[0]} THEN {_pick(spread.districts)} "
            f"WHEN t.@ = {self._city.stations[0]} THEN {_pick(spread.stations)} ELSE t.@ END"
        )
        shared = {
            "matter_id": matter,
            "unit_id": unit.replace("@", "unit_id"),
            "handling_unit_id": unit.replace("@", "handling_unit_id"),
            "investigating_unit_id": unit.replace("@", "investigating_unit_id"),
            "about_unit_id": unit.replace("@", "about_unit_id"),
            **instants,
        }
        due = f"t.due_at + {shift}"
        now = f"timestamptz '{self.now.isoformat()}'"
        late = f"{_share('num::text || t.key')} < {LATE_SHARE}"
        past = f"(t.due_at IS NOT NULL AND {due} <= {now} AND NOT t.ended)"
        duty = {
            **shared,
            "id": _id("num", "k"),
            "due_at": due,
            "officer_id": f"CASE WHEN {_share('num::text')} < {UNHELD_SHARE} THEN NULL ELSE "
            f"{_pick(spread.officers)} END",
            "ended": f"t.ended OR ({past} AND NOT {late})",
            "state": f"CASE WHEN {past} THEN CASE WHEN {late} THEN 'overdue' ELSE 'met' END ELSE t.state END",
            "breached": f"t.breached OR ({past} AND {late})",
            "next_check_at": f"CASE WHEN {past} AND NOT {late} THEN NULL ELSE "
            f"{now} + interval '1 hour' + {_share('num::text || t.key')} * interval '30 days' END",
        }
        return [
            ("ledger_matter", {**shared, "id": matter, "ref": "'C' || num::text", "source_key": "NULL"}),
            ("ledger_event", {**shared, "id": _id("num", "k")}),
            ("ledger_party", {**shared, "id": _id("num", "k")}),
            (self._index, shared),
            ("duties_duty", duty),
        ]  # fmt: skip


_CLONED = ("ledger_matter", "ledger_event", "ledger_party", "duties_duty", "notices_notice")


@contextmanager
def _without_indexes(cursor: Any, count: int, index: str) -> Iterator[None]:
    """Indexes that guard nothing are made anew after many rows: kept row by row, a million takes half an hour."""
    if count < 20_000:
        yield
        return
    cursor.execute(
        "SELECT c.relname, pg_get_indexdef(i.indexrelid) FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid "
        "WHERE NOT i.indisunique AND i.indrelid = ANY(%s::regclass[])",
        [[*_CLONED, index]],
    )
    found = cursor.fetchall()
    for name, _made in found:
        cursor.execute(f'DROP INDEX "{name}"')
    yield
    cursor.execute("SET maintenance_work_mem = '512MB'")
    for _name, made in found:
        cursor.execute(made)
    cursor.execute("RESET maintenance_work_mem")


def _id(n: str, k: str | int) -> str:
    return f"(lpad(to_hex({n}), 8, '0') || '-0000-7000-8000-' || lpad(to_hex(({k})::int), 12, '0'))::uuid"


def _pick(ids: tuple[int, ...]) -> str:
    return f"(ARRAY{list(ids)}::bigint[])[1 + mod(num, {len(ids)})]"


def _share(key: str) -> str:
    return f"(('x' || substr(md5({key}), 1, 7))::bit(28)::int / 268435456.0)"


def _multiply(
    cursor: Any, table: str, source: uuid.UUID, changes: Mapping[str, str], first: int, last: int
) -> None:
    cursor.execute(
        "SELECT column_name FROM information_schema.columns WHERE table_name = %s ORDER BY ordinal_position",
        [table],
    )
    names = [row[0] for row in cursor.fetchall()]
    values = ", ".join(changes.get(name, f"t.{name}") for name in names)
    key = "id" if table == "ledger_matter" else "matter_id"
    cursor.execute(
        f"INSERT INTO {table} ({', '.join(names)}) SELECT {values} FROM generate_series({first}, {last}) AS g(num) "
        f"CROSS JOIN (SELECT row_number() OVER () AS k, s.* FROM {table} s WHERE {key} = %s) t ORDER BY num",
        [source],
    )


def _assign(cursor: Any, spread: Spread, shift: str, first: int, last: int) -> None:
    """Who has each clone in hand, but for those in nobody's."""
    cursor.execute(
        "INSERT INTO ledger_party (id, matter_id, role, officer_id, unit_id, since) "
        f"SELECT {_id('num', 4095)}, {_id('num', 0)}, 'assigned', {_pick(spread.officers)}, "
        f"NULL, now() + {shift} FROM generate_series({first}, {last}) AS g(num) "
        f"WHERE {_share('num::text')} >= {UNHELD_SHARE}"
    )


def _send_lines(cursor: Any, spread: Spread, desk: str, shift: str, first: int, last: int) -> None:
    """What is new at the desk of the district that handles a clone."""
    news = _share("'n' || num::text")
    cursor.execute(
        "INSERT INTO notices_notice (id, matter_id, unit_id, role, channel, template, language, about, tells, "
        "tells_facts, state, created_at, fence, attempts, error) "
        f"SELECT {_id('num', 4094)}, {_id('num', 0)}, {_pick(spread.districts)}, '{desk}', 'desk', 'message', "
        f"'zh-hans', {_id('num', 1)}, '', '{{}}', 'waiting', now() + {shift}, 0, 0, '' "
        f"FROM generate_series({first}, {last}) AS g(num) WHERE {news} < {NEWS_SHARE}"
    )


def open_duties() -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM duties_duty WHERE NOT ended AND nature = 'answer' AND lead AND due_at IS NOT NULL"
        )
        return int(cursor.fetchone()[0])
