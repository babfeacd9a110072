"""The fictional service of `support`, in the database of a test."""

import pytest

from huiying.mechanisms.petitions.tests import support


@pytest.fixture
def service(db: None) -> support.Service:
    return support.build()
