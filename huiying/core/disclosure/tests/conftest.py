"""The fictional service of `support`, with legal officers."""

import pytest

from huiying.core.disclosure.tests import support
from huiying.mechanisms.complaints.tests.support import Service


@pytest.fixture
def service(db: None) -> Service:
    return support.build()
