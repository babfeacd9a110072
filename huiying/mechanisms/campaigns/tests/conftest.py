"""The fictional service of `support`, in the database of a test; on request with the clock at its own time."""

import pytest

from huiying.mechanisms.campaigns.tests import support


@pytest.fixture
def service(db: None) -> support.Service:
    return support.build()


@pytest.fixture
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is the second day of visits."""
    monkeypatch.setattr("huiying.core.clock.now", lambda: support.GOING)
