"""Systems that register complaints: a token each, shown once, kept as an HMAC."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection

from huiying.core.access import clients, doors
from huiying.core.kinds import Act, ActorKind
from huiying.core.units import services
from huiying.core.units.models import Level

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)


@pytest.fixture
def unit(db: None) -> int:
    return services.open_unit(
        code="110", zh="指挥中心", en="Dispatch", level=Level.OFFICE, opened_on=date(2020, 1, 1)
    )


def test_a_token_names_its_client_and_may_only_register(unit: int):
    token = clients.add_client(name="dispatch", unit_id=unit, channel="110", at=AT)
    found = clients.client_of(token)
    assert found is not None
    actor, channel = found
    assert (actor.kind, actor.name, actor.unit_id) == (ActorKind.CLIENT, "dispatch", unit)
    assert channel == "110"
    assert [act for act in Act if doors.may(actor, act)] == [Act.REGISTER]


def test_the_token_itself_is_nowhere_in_the_database(unit: int):
    token = clients.add_client(name="dispatch", unit_id=unit, channel="110", at=AT)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM access_client")
        assert token not in str(cursor.fetchall())


@pytest.mark.parametrize("wrong", ["", "hy_", "x" * 46, "é", "hy_" + "A" * 43])
def test_any_other_token_is_nobody(unit: int, wrong: str):
    clients.add_client(name="dispatch", unit_id=unit, channel="110", at=AT)
    assert clients.client_of(wrong) is None


def test_a_revoked_token_is_nobody(unit: int):
    token = clients.add_client(name="dispatch", unit_id=unit, channel="110", at=AT)
    clients.revoke_client(name="dispatch", at=AT)
    assert clients.client_of(token) is None
