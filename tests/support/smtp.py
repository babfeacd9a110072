"""A real SMTP server for tests, on loopback: it accepts, refuses, is slow, or makes a bounce."""

import asyncio
import socket
import threading
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller


@dataclass(kw_only=True)
class Sink:
    """What arrived, and how the next message is to be treated."""

    messages: list[EmailMessage] = field(default_factory=list)
    recipients: list[list[str]] = field(default_factory=list)
    refuses_recipient: str = ""
    refuses_message: str = ""
    delay: float = 0
    greetings: int = 0
    host: str = "127.0.0.1"
    port: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def refuse_recipients(self, answer: str = "550 5.1.1 no such mailbox") -> None:
        self.refuses_recipient = answer

    def refuse_messages(self, answer: str = "451 4.3.0 try again later") -> None:
        self.refuses_message = answer

    def accept(self) -> None:
        self.refuses_recipient = self.refuses_message = ""
        self.delay = 0

    def be_slow(self, seconds: float) -> None:
        self.delay = seconds

    # The names below are aiosmtpd's.
    async def handle_EHLO(  # noqa: N802
        self, server: Any, session: Any, envelope: Any, hostname: str, responses: list[str]
    ) -> list[str]:
        self.greetings += 1
        session.host_name = hostname
        return responses

    async def handle_RCPT(  # noqa: N802
        self, server: Any, session: Any, envelope: Any, address: str, options: Any
    ) -> str:
        if self.refuses_recipient:
            return self.refuses_recipient
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        if self.delay:
            await asyncio.sleep(self.delay)
        if self.refuses_message:
            return self.refuses_message
        message = message_from_bytes(envelope.content, policy=policy.default)
        with self._lock:
            self.messages.append(message)
            self.recipients.append(list(envelope.rcpt_tos))
        return "250 OK"


def start(sink: Sink) -> Controller:
    """Started on a free port, which `sink.port` then names; the caller stops it."""
    with socket.socket() as probe:
        probe.bind((sink.host, 0))
        sink.port = probe.getsockname()[1]
    controller = Controller(sink, hostname=sink.host, port=sink.port, ready_timeout=10)
    controller.start()
    return controller


BOUNCE = """\
From: MAILER-DAEMON@example.org
To: {sender}
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="part"

--part
Content-Type: text/plain; charset=utf-8

Your message could not be delivered.

--part
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example.org

Final-Recipient: rfc822; {recipient}
Action: failed
Status: {status}

--part
Content-Type: text/rfc822-headers

{headers}
--part--
"""


def bounce_of(message: EmailMessage, status: str = "5.1.1") -> bytes:
    """The report (RFC 3464) that the recipient's server sends back when delivery failed later."""
    return BOUNCE.format(
        sender=message["From"],
        recipient=message["To"],
        status=status,
        headers="".join(f"{name}: {value}\n" for name, value in message.items()),
    ).encode()
