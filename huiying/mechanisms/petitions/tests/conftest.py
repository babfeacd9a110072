"""The fictional service of `support`, in the database of a test; on request with the clock at its own time."""

from datetime import timedelta

import pytest

from huiying.mechanisms.petitions.tests import support


@pytest.fixture
def service(db: None) -> support.Service:
    return support.build()


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is sixty days after the first petition of a test."""
    now = support.AT + timedelta(days=60)
    monkeypatch.setattr("huiying.core.clock.now", lambda: now)
