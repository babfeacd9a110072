"""Those who oversee are mailed at once that there was an emergency, and nothing of the matter."""

from datetime import timedelta

import pytest

from huiying.core.access import doors
from huiying.core.emergency.mailing import ATTEMPTS, mail_waiting
from huiying.core.emergency.models import Emergency
from huiying.core.emergency.services import break_glass
from huiying.core.ledger import queries as ledger
from huiying.core.people.services import open_account
from huiying.mechanisms.complaints.tests.support import Service, build, file


@pytest.fixture
def service(db: None) -> Service:
    made = build()
    for who in ("olga", "hugo"):
        open_account(
            username=who, password="a long enough one", officer_id=made.officers[who],
            email=f"{who}@yunpu.example",
        )  # fmt: skip
    return made


def opened(service: Service) -> str:
    case = file(service)
    ref = ledger.matter(case.matter_id).ref
    by = doors.at_instant(service.actor("wanda"), service.at)
    break_glass(ref=ref, reason="人在门外。", by=by, at=service.at)
    return ref


def test_who_oversees_is_mailed_once_and_the_mail_names_nobody_and_no_matter(service, mail):
    ref = opened(service)
    assert mail_waiting(service.at, 10) == 1
    assert mail_waiting(service.at, 10) == 0
    assert mail.recipients == [["olga@yunpu.example"]]
    [one] = mail.messages
    said = f"{one['Subject']} {one.get_content()}"
    for secret in (ref, "wanda", "门外"):
        assert secret not in said


def test_where_the_server_does_not_answer_it_is_tried_again_and_given_up_after_a_while(
    service, settings
):
    settings.HUIYING_MAIL_ENABLED = True
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", 1, 1
    opened(service)
    at = service.at
    for _ in range(ATTEMPTS):
        assert mail_waiting(at, 10) == 1
        assert mail_waiting(at, 10) == 0
        at += timedelta(minutes=6)
    [row] = Emergency.objects.all()
    assert row.mail_at is None
    assert mail_waiting(at, 10) == 0
