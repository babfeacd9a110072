"""Delivery reports as servers write them."""

import uuid

import pytest

from huiying.core.notices.reports import Fate, NoReport, read_report

KEY = uuid.UUID("01912345-6789-7abc-8def-0123456789ab")


def report(status: str, returned: str = "", kind: str = "message/rfc822", head: str = "") -> bytes:
    lines = f"""From: MAILER-DAEMON@mx.example.org
To: post@yunpu.example
Subject: Delivery Status Notification
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

See below.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.org
{head}
{status}

--b
Content-Type: {kind}

{returned}
--b--
"""
    return lines.replace("\n", "\r\n").encode()


RETURNED = (
    f"From: post@yunpu.example\nMessage-ID:\n <huiying.{KEY}@yunpu.example>\nSubject: x\n\nbody"
)
FAILED = "Final-Recipient: rfc822; wang@example.org\nAction: failed\nStatus: 5.1.1 (bad mailbox)"


@pytest.mark.parametrize("kind", ["message/rfc822", "text/rfc822-headers"])
def test_a_failure_is_found_by_the_headers_it_returns(kind):
    found = read_report(report(FAILED, RETURNED, kind))
    assert (found.notice_id, found.fate, found.status) == (KEY, Fate.FAILED, "5.1.1")


def test_a_failure_is_found_by_the_envelope_id_alone():
    found = read_report(report(FAILED, "", head=f"Original-Envelope-Id: {KEY}\n"))
    assert found.notice_id == KEY


@pytest.mark.parametrize(
    ("action", "status", "fate"),
    [
        ("failed", "4.4.7", Fate.FAILED),
        ("delayed", "4.4.1", Fate.PENDING),
        ("delivered", "2.0.0", Fate.ARRIVED),
        ("relayed", "2.0.0", Fate.ARRIVED),
        ("Expanded", "2.0.0", Fate.ARRIVED),
        ("unheard-of", "", Fate.PENDING),
    ],
)
def test_the_action_decides(action, status, fate):
    block = f"Final-Recipient: rfc822; a@b\nAction: {action}\nStatus: {status}"
    assert read_report(report(block, RETURNED)).fate is fate


def test_a_failure_counts_more_than_a_success_of_the_same_message():
    both = f"Final-Recipient: rfc822; a@b\nAction: relayed\nStatus: 2.0.0\n\n{FAILED}"
    assert read_report(report(both, RETURNED)).fate is Fate.FAILED


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (b"", "no delivery report"),
        (b"\xff\xfe\x00garbage", "no delivery report"),
        (b"Subject: I am away\r\n\r\nuntil Monday", "no delivery report"),
        (report(FAILED, "Message-ID: <other@example.org>\n\n"), "not about a message of ours"),
        (report(FAILED, "Message-ID: <huiying.not-an-id@example.org>\n\n"), "not about"),
        (report("", RETURNED), "names no recipient"),
        (b"Content-Type: multipart/report; boundary=b\r\n\r\n--b--\r\n", "no delivery status"),
        (b"x" * 5_000_001, "larger"),
    ],
)
def test_what_is_no_report_of_ours_gets_a_sentence(raw, why):
    with pytest.raises(NoReport, match=why):
        read_report(raw)
