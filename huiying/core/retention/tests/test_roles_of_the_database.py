"""The role that serves pages erases all but the reasons of looks; the role that owns the tables erases those later."""

from collections.abc import Iterator

import pytest
from django.db import connection

from huiying.core.access import looks
from huiying.core.access.models import Look
from huiying.core.ledger import triggers
from huiying.core.people.models import SealedText
from huiying.core.retention.erasing import erase_approved, erase_reasons_left
from huiying.core.retention.models import Line
from huiying.core.retention.tests.ending import UP, approved, second_overseer
from huiying.mechanisms.complaints.tests.support import Case, Service, answered, build, days

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


@pytest.fixture
def web_role(db: None) -> Iterator[None]:
    """The rights that docs/operating.md gives to the role that serves pages."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE ROLE erasing_web")
        cursor.execute(
            "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO erasing_web"
        )
        cursor.execute("GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO erasing_web")
        yield
        cursor.execute("RESET ROLE")
        cursor.execute("DROP OWNED BY erasing_web")
        cursor.execute("DROP ROLE erasing_web")


def be(role: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SET ROLE {role}" if role else "RESET ROLE")


def looked_at(service: Service) -> Case:
    case = answered(service)
    looks.log_look(
        by=service.actor("alice"), at=service.at + days(1), what="contact", page="test",
        matter_id=case.matter_id, reason="打电话给林小满",
    )  # fmt: skip
    return case


def reasons(case: Case) -> int:
    return Look.objects.filter(matter_id=case.matter_id, reason_sealed__isnull=False).count()


def test_what_one_role_must_leave_the_other_erases(web_role: None):
    service = build()
    second_overseer(service)
    case, at = looked_at(service), service.at + UP
    approved(service, case, at=at)
    be("erasing_web")
    assert erase_approved(at, 10) == 1
    assert not SealedText.objects.filter(sealed__isnull=False).exists()
    assert reasons(case) == 1
    assert Line.objects.get().reasons_left
    with pytest.raises(looks.MayNotErase):
        erase_reasons_left(10)
    be("")
    assert erase_reasons_left(10) == 1
    assert reasons(case) == 0
    assert not Line.objects.get().reasons_left
    assert triggers.missing() == []
