"""E-mail over SMTP (RFC 5321), spoken step by step so that it is known at which step a message was lost or taken.

Whether the server that takes the message is the recipient's own is told by HUIYING_MAIL_FINAL_FOR, the domains whose
mail it keeps. For all others it is our relay, and a report of success is asked for (RFC 3461) where it can give one.
"""

import re
import smtplib
import ssl
from collections.abc import Callable
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from huiying.core.notices import reasons
from huiying.core.notices.channels import Handed, Message, Verdict
from huiying.core.notices.claims import Claim
from huiying.core.notices.models import Channel
from huiying.core.people.services import Contact

_ENHANCED = re.compile(rb"\b([245]\.\d{1,3}\.\d{1,3})\b")
_Told = tuple[int, bytes]
# RFC 5321 4.5.3.2.6 asks for ten minutes; with the steps before it this stays well inside a lease.
FINAL_SECONDS = 240


class _Answered(Exception):
    """The server said no, at a step where nothing had been handed over."""

    def __init__(self, handed: Handed) -> None:
        self.handed = handed


def message_id(notice: Claim | str) -> str:
    """The same for each attempt, so that a mail that did arrive twice is shown once by most programs."""
    key = notice if isinstance(notice, str) else str(notice.id)
    return f"<huiying.{key}@{sender_domain()}>"


def sender_domain() -> str:
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"


class Mail:
    """A connection to the mail server of the settings, opened at the first message."""

    channel = Channel.EMAIL

    def __init__(self) -> None:
        self._smtp: smtplib.SMTP | None = None

    def address_in(self, contact: Contact) -> str:
        return contact.email.strip()

    def hand_over(
        self,
        notice: Claim,
        address: str,
        message: Message,
        *,
        point_of_no_return: Callable[[], bool],
    ) -> Handed:
        try:
            to = _mailbox(address)
        except ValueError:
            return Handed(verdict=Verdict.REFUSED, detail=reasons.BAD_ADDRESS)
        try:
            smtp = self._connected()
        except (smtplib.SMTPAuthenticationError, smtplib.SMTPNotSupportedError, ssl.SSLError):
            self.close()
            return Handed(verdict=Verdict.TRY_AGAIN, detail=reasons.SIGN_IN, channel_down=True)
        except (OSError, smtplib.SMTPException):
            self.close()
            return Handed(verdict=Verdict.TRY_AGAIN, detail=reasons.NO_SERVER, channel_down=True)
        try:
            self._address(smtp, notice, to)
        except _Answered as answer:
            self.close()
            return answer.handed
        except (OSError, smtplib.SMTPException):
            self.close()
            return Handed(verdict=Verdict.TRY_AGAIN, detail=reasons.BROKEN_OFF)
        if not point_of_no_return():
            self.close()
            return Handed(verdict=Verdict.LOST)
        return self._data(smtp, letter(notice, to, message), to)

    def close(self) -> None:
        smtp, self._smtp = self._smtp, None
        if smtp is not None:
            try:
                smtp.quit()
            except (OSError, smtplib.SMTPException):
                smtp.close()

    # --- one step each -----------------------------------------------------------------------------

    def _connected(self) -> smtplib.SMTP:
        if self._smtp is not None:
            try:
                if self._smtp.noop()[0] == 250:
                    return self._smtp
            except (OSError, smtplib.SMTPException):
                pass
            self.close()
        smtp = self._smtp = _dialled()
        smtp.ehlo_or_helo_if_needed()
        if settings.EMAIL_USE_TLS:
            smtp.starttls(context=ssl.create_default_context())
            smtp.ehlo_or_helo_if_needed()
        if settings.EMAIL_HOST_USER:
            smtp.login(settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD)
        return smtp

    def _address(self, smtp: smtplib.SMTP, notice: Claim, to: str) -> None:
        reports = smtp.has_extn("dsn") and not _is_final(to)
        needs_utf8 = not to.isascii()
        if needs_utf8 and not smtp.has_extn("smtputf8"):
            raise _Answered(_refusal((553, b"5.6.7")))
        sending = [f"ENVID={notice.id}", "RET=HDRS"] if reports else []
        told = smtp.mail(_bounces_to(), sending + (["SMTPUTF8"] if needs_utf8 else []))
        if told[0] != 250:
            # About us, not about the recipient: everybody's mail would meet the same.
            figures = _refusal(told).detail.partition(" ")[2]
            raise _Answered(
                Handed(
                    verdict=Verdict.TRY_AGAIN,
                    detail=reasons.reason(reasons.SIGN_IN, figures),
                    channel_down=True,
                )
            )
        told = smtp.rcpt(to, ["NOTIFY=SUCCESS,FAILURE"] if reports else [])
        if told[0] not in (250, 251):
            raise _Answered(_refusal(told))

    def _data(self, smtp: smtplib.SMTP, content: bytes, to: str) -> Handed:
        """The hand-over itself. Until the last dot the server has nothing; from then on only its answer tells."""
        try:
            told = smtp.docmd("DATA")
        except (OSError, smtplib.SMTPException):
            self.close()
            return Handed(verdict=Verdict.TRY_AGAIN, detail=reasons.BROKEN_OFF)
        if told[0] != 354:
            self.close()
            return _refusal(told)
        try:
            smtp.send(_dotted(content))
            told = _final_answer(smtp)
        except (OSError, smtplib.SMTPException):
            self.close()
            return Handed(verdict=Verdict.UNSURE, detail=reasons.UNSURE)
        if told[0] != 250:
            self.close()
            return _refusal(told)
        return Handed(verdict=Verdict.ACCEPTED if _is_final(to) else Verdict.RELAYED)


def _final_answer(smtp: smtplib.SMTP) -> _Told:
    """A server may scan the message before it answers; hanging up early would leave it open whether it went out."""
    if smtp.sock is not None:
        smtp.sock.settimeout(FINAL_SECONDS)
    told = smtp.getreply()
    if smtp.sock is not None:
        smtp.sock.settimeout(settings.EMAIL_TIMEOUT or 20)
    return told


def _dialled() -> smtplib.SMTP:
    where = (settings.EMAIL_HOST, settings.EMAIL_PORT)
    seconds = settings.EMAIL_TIMEOUT or 20
    if settings.EMAIL_USE_SSL:
        secure = ssl.create_default_context()
        return smtplib.SMTP_SSL(*where, sender_domain(), timeout=seconds, context=secure)
    return smtplib.SMTP(*where, sender_domain(), timeout=seconds)


# --- the letter ------------------------------------------------------------------------------------------


def letter(notice: Claim, to: str, message: Message) -> bytes:
    """Plain text; the policy refuses line breaks in headers, so that no address can add one."""
    mail = EmailMessage(policy=SMTP.clone(utf8=not to.isascii()))
    mail["Message-ID"] = message_id(notice)
    mail["Date"] = format_datetime(notice.claimed_at)
    mail["From"] = settings.DEFAULT_FROM_EMAIL
    local, _, domain = to.rpartition("@")
    mail["To"] = Address(username=local, domain=domain)
    mail["Subject"] = message.subject
    # No machine shall answer this, and no out-of-office note tell a third person of it (RFC 3834).
    mail["Auto-Submitted"] = "auto-generated"
    mail["X-Auto-Response-Suppress"] = "All"
    mail.set_content(message.text, charset="utf-8", cte="base64")
    mail["Content-Language"] = message.language
    return mail.as_bytes()


def _mailbox(address: str) -> str:
    """The address as the wire wants it, its domain in ASCII. Raises ValueError."""
    try:
        validate_email(address)
        local, _, domain = address.rpartition("@")
        return f"{local}@{domain.encode('idna').decode()}"
    except (ValidationError, UnicodeError) as error:
        raise ValueError("not an address") from error


def _is_final(to: str) -> bool:
    domain = to.rpartition("@")[2].lower()
    return any(own in ("*", domain) for own in settings.HUIYING_MAIL_FINAL_FOR)


def _bounces_to() -> str:
    return settings.HUIYING_MAIL_BOUNCES_TO or parseaddr(settings.DEFAULT_FROM_EMAIL)[1]


def _dotted(content: bytes) -> bytes:
    lines = re.sub(rb"(?m)^\.", b"..", content)
    return lines + (b"" if lines.endswith(b"\r\n") else b"\r\n") + b".\r\n"


def _refusal(told: _Told) -> Handed:
    """4yz: nothing was taken, come again; 5yz: never (RFC 5321 4.2.1). Keeps the figures, not the words: a server
    repeats the address in them."""
    found = _ENHANCED.search(told[1])
    figures = f"{told[0]} {found[1].decode()}" if found else str(told[0])
    if 500 <= told[0] < 600:
        return Handed(verdict=Verdict.REFUSED, detail=reasons.reason(reasons.REFUSED, figures))
    return Handed(
        verdict=Verdict.TRY_AGAIN,
        detail=reasons.reason(reasons.NOT_NOW, figures),
        channel_down=told[0] == 421,
    )
