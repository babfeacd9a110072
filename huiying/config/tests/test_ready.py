"""Whether a database has all migrations is known by their names; they are read where one is lacking."""

from typing import Any

import pytest
from django.db import connection
from django.db.migrations import executor
from django.db.migrations.recorder import MigrationRecorder

from huiying.config import ready

pytestmark = pytest.mark.django_db


def test_where_nothing_is_lacking_no_migration_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    def read(*_given: Any) -> None:
        raise AssertionError("the migrations were read")

    monkeypatch.setattr(executor, "MigrationExecutor", read)
    assert ready.unapplied() == []


def test_what_is_lacking_is_named_with_all_that_follows_from_it() -> None:
    recorder = MigrationRecorder(connection)
    names = sorted(name for app, name in recorder.applied_migrations() if app == "sessions")
    recorder.record_unapplied("sessions", names[-1])
    assert ready.unapplied() == [f"sessions.{names[-1]}"]
    with pytest.raises(ready.NotInstalled, match=rf"lacks the migration sessions\.{names[-1]}"):
        ready.require_migrated()


def test_each_migration_that_django_knows_is_found_by_its_file() -> None:
    known = executor.MigrationExecutor(connection).loader.disk_migrations
    assert ready._shipped() == set(known)
