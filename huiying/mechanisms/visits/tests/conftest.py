"""The fictional service of `support`, and one burglary in it, in the database of a test."""

from typing import Any

import pytest

from huiying.mechanisms.visits.tests import support


@pytest.fixture
def service(db: None) -> support.Service:
    return support.build()


@pytest.fixture
def case(service: support.Service, settings: Any) -> support.Case:
    return support.burglary(service, settings)
