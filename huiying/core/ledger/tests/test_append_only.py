"""What was written stays as it was written: no program and no SQL changes an event, a look or an opening."""

import uuid
from collections.abc import Callable

import pytest
from django.db import DatabaseError, connection, transaction

from huiying.core.access.looks import log_look
from huiying.core.access.openings import Way, log_opening
from huiying.core.access.signin.devices import Whence
from huiying.core.kinds import system
from huiying.core.ledger import triggers
from huiying.core.ledger.models import Event, Party
from huiying.core.ledger.tests.conftest import AT, go_on

TABLES = ("ledger_event", "access_look", "access_opening")


@pytest.fixture
def guarded(matter: uuid.UUID) -> uuid.UUID:
    log_look(by=system("test"), at=AT, what="words", page="test", matter_id=matter)
    party = Party.objects.filter(matter_id=matter).first()
    assert party is not None
    log_opening(party_id=party.pk, way=Way.CODE, where=Whence(system="android"), at=AT)
    return matter


def rows(table: str) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table} ORDER BY 1")
        return cursor.fetchall()


def refused(deed: Callable[[], object], table: str) -> None:
    before = rows(table)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        deed()
    assert rows(table) == before
    assert before


def run(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


@pytest.mark.parametrize(
    "deed",
    [
        lambda: Event.objects.update(kind="other"),
        lambda: Event.objects.all().delete(),
        lambda: Event.objects.filter(sequence=1).update(sequence=9),
        lambda: Event.objects.filter(sequence=2)._raw_delete("default"),
    ],
    ids=["update all", "delete all", "update one", "raw delete"],
)
def test_the_orm_changes_no_event(guarded: uuid.UUID, deed: Callable[[], object]):
    refused(lambda: _without_parties(deed), "ledger_event")


def _without_parties(deed: Callable[[], object]) -> None:
    """A party names its event; without it the deletion is refused by the trigger and not by the key."""
    run("DELETE FROM ledger_party")
    deed()


def test_a_saved_event_is_not_saved_again(guarded: uuid.UUID):
    event = Event.objects.get(matter_id=guarded, sequence=1)
    event.kind = "other"
    refused(event.save, "ledger_event")


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize(
    "sql", ["UPDATE {} SET id = id", "DELETE FROM {}", "DELETE FROM {} WHERE 1 = 1"]
)
def test_plain_sql_changes_no_row(guarded: uuid.UUID, table: str, sql: str):
    refused(lambda: run(sql.format(table)), table)


@pytest.mark.postgres
@pytest.mark.parametrize("table", TABLES)
def test_no_table_is_emptied_whole(guarded: uuid.UUID, table: str):
    # What is checked at the commit is checked now: it would hold the emptying up before the trigger does.
    run("SET CONSTRAINTS ALL IMMEDIATE")
    refused(lambda: run(f"TRUNCATE {table} CASCADE"), table)


@pytest.mark.sqlite
@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("verb", ["INSERT OR REPLACE", "REPLACE"])
def test_no_row_is_replaced_by_another_of_its_key(guarded: uuid.UUID, table: str, verb: str):
    refused(lambda: run(f"{verb} INTO {table} SELECT * FROM {table} LIMIT 1"), table)


@pytest.mark.sqlite
def test_no_event_is_pushed_out_of_its_place(guarded: uuid.UUID):
    """Another id in the same place of the same matter would replace the row by the unique index."""
    names = [str(f.column) for f in Event._meta.concrete_fields]
    others = ", ".join(names[1:])
    refused(
        lambda: run(
            f"INSERT OR REPLACE INTO ledger_event (id, {others}) "
            f"SELECT '{uuid.uuid4().hex}', {others} FROM ledger_event LIMIT 1"
        ),
        "ledger_event",
    )


@pytest.mark.parametrize("table", TABLES)
def test_no_row_is_changed_by_an_insert_that_meets_it(guarded: uuid.UUID, table: str):
    sql = (
        f"INSERT INTO {table} SELECT * FROM {table} WHERE true "
        "ON CONFLICT (id) DO UPDATE SET id = excluded.id"
    )
    refused(lambda: run(sql), table)


def test_an_event_more_is_always_possible(guarded: uuid.UUID):
    go_on(guarded)
    places = Event.objects.filter(matter_id=guarded).order_by("sequence")
    assert list(places.values_list("sequence", flat=True)) == [1, 2, 3]


def test_a_missing_trigger_is_noticed(guarded: uuid.UUID):
    on = " ON ledger_event" if connection.vendor == "postgresql" else ""
    run(f"DROP TRIGGER ledger_event_no_update{on}")
    assert triggers.missing() == ["ledger_event_no_update"]
