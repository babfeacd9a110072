"""Reading of delivery reports (RFC 3464): which of our messages, and what became of it."""

import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage, Message
from enum import StrEnum

from huiying.core.kinds import N_

_OURS = re.compile(r"<huiying\.([0-9a-f-]{36})@")
_RETURNED = {"message/rfc822", "text/rfc822-headers", "message/global", "message/global-headers"}
_LIMIT = 5_000_000


class Fate(StrEnum):
    FAILED = "failed"
    ARRIVED = "arrived"
    # Still being tried, or says nothing: changes nothing.
    PENDING = "pending"


@dataclass(frozen=True, kw_only=True, slots=True)
class Report:
    notice_id: uuid.UUID
    fate: Fate
    status: str


class NoReport(ValueError):
    """The mail is no delivery report, or not about a message of ours. Its text says which."""


def read_report(raw: bytes) -> Report:
    """Raises NoReport."""
    if len(raw) > _LIMIT:
        raise NoReport(N_("it is larger than any delivery report"))
    mail = message_from_bytes(raw, policy=policy.default)
    if mail.get_content_type() != "multipart/report":
        raise NoReport(N_("it is no delivery report (RFC 3464)"))
    blocks = list(_status_blocks(mail))
    if not blocks:
        raise NoReport(N_("it has no delivery status in it"))
    fates = [_fate(block) for block in blocks if block.get("Action")]
    notice_id = _notice_in(mail, blocks)
    if notice_id is None:
        raise NoReport(N_("it is not about a message of ours"))
    if not fates:
        raise NoReport(N_("its delivery status names no recipient"))
    # One recipient a message; should a server split it, a failure says more than a success.
    order = (Fate.FAILED, Fate.ARRIVED, Fate.PENDING)
    fate, status = min(fates, key=lambda found: order.index(found[0]))
    return Report(notice_id=notice_id, fate=fate, status=status)


def _status_blocks(mail: EmailMessage) -> Iterator[Message]:
    for part in mail.walk():
        if part.get_content_type() == "message/delivery-status":
            payload = part.get_payload()
            if isinstance(payload, list):
                yield from (block for block in payload if isinstance(block, Message))


def _fate(block: Message) -> tuple[Fate, str]:
    """Action is the word that counts (RFC 3464 2.3.3): a status of 4.x.x with `failed` was given up all the same."""
    action = str(block.get("Action", "")).strip().lower()
    found = re.search(r"\b[245]\.\d{1,3}\.\d{1,3}\b", str(block.get("Status", "")))
    status = found[0] if found else ""
    if action == "failed":
        return Fate.FAILED, status
    if action in {"delivered", "relayed", "expanded"}:
        return Fate.ARRIVED, status
    return Fate.PENDING, status


def _notice_in(mail: EmailMessage, blocks: list[Message]) -> uuid.UUID | None:
    """From the envelope's id where the server kept it (RFC 3461), else from the headers it returned."""
    for block in blocks:
        if found := _uuid(str(block.get("Original-Envelope-Id", "")).strip()):
            return found
    for part in mail.walk():
        if part.get_content_type() in _RETURNED:
            text = part.as_bytes(policy=policy.compat32).decode("ascii", "replace")
            if match := _OURS.search(text):
                return _uuid(match[1])
    return None


def _uuid(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
