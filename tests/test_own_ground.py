"""What the suite stands on: a database that is what it says, mail that is real, no way out."""

import smtplib
import socket
from email.message import EmailMessage

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core import mail as django_mail
from django.db import connection

from huiying.core import clock
from huiying.core.ledger import triggers
from huiying.core.web.models import Window
from tests.support import network, smtp


@pytest.mark.django_db
def test_the_database_is_the_one_asked_for(settings):
    vendors = {"sqlite": "sqlite", "postgres": "postgresql"}
    assert connection.vendor == vendors[settings.TEST_DATABASE]


@pytest.mark.sqlite
@pytest.mark.django_db
def test_sqlite_is_a_file_with_a_write_ahead_log_as_in_real_use():
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA journal_mode")
        assert cursor.fetchone() == ("wal",)


@pytest.mark.django_db(transaction=True)
def test_append_only_triggers_are_there_at_first():
    assert triggers.missing() == []


@pytest.mark.django_db(transaction=True)
def test_append_only_triggers_are_there_again_after_a_test_was_cleared_away():
    assert triggers.missing() == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", ["first", "second"])
def test_what_was_committed_is_gone_with_its_test_and_what_migrations_fill_is_not(turn: str):
    assert not Window.objects.exists()
    Window.objects.create(key=turn, ends_at=clock.now(), count=1)
    assert ContentType.objects.filter(app_label="ledger").exists()


def test_no_test_leaves_this_machine():
    with pytest.raises(network.NoNetwork), socket.socket() as stranger:
        stranger.connect(("192.0.2.1", 25))


def test_a_message_really_travels(mail: smtp.Sink):
    django_mail.send_mail("s", "您有一条新消息", "from@example.org", ["to@example.org"])
    assert mail.recipients == [["to@example.org"]]
    assert mail.messages[0].get_content().strip() == "您有一条新消息"


def test_the_recipients_own_server_can_refuse(mail: smtp.Sink):
    mail.refuse_recipients("550 5.1.1 no such mailbox")
    with pytest.raises(smtplib.SMTPRecipientsRefused):
        django_mail.send_mail("s", "b", "from@example.org", ["to@example.org"])
    assert mail.messages == []


def test_a_bounce_names_the_recipient_and_the_status():
    sent = EmailMessage()
    sent["From"], sent["To"], sent["Message-ID"] = (
        "a@example.org",
        "b@example.org",
        "<1@example.org>",
    )
    report = smtp.bounce_of(sent)
    assert b"Final-Recipient: rfc822; b@example.org" in report
    assert b"<1@example.org>" in report
