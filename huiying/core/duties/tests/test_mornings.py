"""A mail each morning with how much is due: to who wished it, in numbers alone, once."""

from datetime import datetime, timedelta

import pytest
from django.core import mail
from django.utils.timezone import get_default_timezone

from huiying.core.duties.mornings import mail_mornings, set_wish, wish_of
from huiying.core.people.services import open_account
from huiying.mechanisms.complaints.tests.conftest import service as service
from huiying.mechanisms.complaints.tests.support import Service, days, file


@pytest.fixture(autouse=True)
def sends(settings) -> None:
    settings.HUIYING_MAIL_ENABLED = True


def wished(service: Service, name: str = "alice", email: str = "alice@example.org") -> int:
    officer = service.officers[name]
    open_account(username=name, password="x", officer_id=officer, email=email)
    set_wish(officer_id=officer, on=True, at=service.at)
    return officer


def morning(service: Service, later: float) -> datetime:
    day = (service.at + days(later)).astimezone(get_default_timezone())
    return day.replace(hour=7, minute=0, second=0, microsecond=0)


def test_it_says_how_much_is_due_and_nothing_of_any_matter(service: Service):
    case = file(service)
    wished(service)
    assert mail_mornings(morning(service, 60), 50) == 1
    (letter,) = mail.outbox
    assert letter.to == ["alice@example.org"]
    for secret in (case.filed.ref, "窗口", "http"):
        assert secret not in f"{letter.subject} {letter.body}"
    assert any(digit in str(letter.body) for digit in "123456789")


def test_it_comes_once_a_morning_and_not_before_seven(service: Service):
    file(service)
    wished(service)
    at = morning(service, 60)
    mail_mornings(at - timedelta(minutes=1), 50)
    mail.outbox.clear()
    for minute in (0, 1, 600):
        mail_mornings(at + timedelta(minutes=minute), 50)
    assert len(mail.outbox) == 1
    mail_mornings(at + timedelta(days=1), 50)
    assert len(mail.outbox) == 2


def test_where_nothing_is_due_none_comes(service: Service):
    wished(service)
    mail_mornings(morning(service, 2), 50)
    assert mail.outbox == []


def test_the_unit_complained_of_learns_nothing_by_it(service: Service):
    file(service, about=("east-gate",))
    wished(service, "dora", "dora@example.org")
    mail_mornings(morning(service, 60), 50)
    assert mail.outbox == []


def test_a_wish_can_be_taken_back(service: Service):
    officer = wished(service)
    assert wish_of(officer).on
    set_wish(officer_id=officer, on=False, at=service.at)
    file(service)
    mail_mornings(morning(service, 60), 50)
    assert mail.outbox == []
    assert not wish_of(officer).on
