"""The link by which somebody who lost their receipt code gets a new one: sent to the address they left, good once.

The link holds no code; the page behind it issues one when the person asks, and only then does the old one end.
"""

import base64
import hmac
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from huiying.core.notices.models import Notice
from huiying.core.people import sealing

TEMPLATE = "new-code"
LIFE = timedelta(hours=24)
_MAC = 16


@dataclass(frozen=True, kw_only=True, slots=True)
class Renewal:
    notice_id: uuid.UUID
    matter_id: uuid.UUID
    party_id: uuid.UUID
    ends_at: datetime


def renewal_token(notice_id: uuid.UUID) -> str:
    return base64.urlsafe_b64encode(notice_id.bytes + _mac(notice_id)).decode().rstrip("=")


def renewal_of(token: str, at: datetime) -> Renewal | None:
    """Whom a link is for; None for anything else and for one that is too old."""
    try:
        raw = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))
    except ValueError:
        return None
    if len(raw) != 16 + _MAC or not hmac.compare_digest(raw[16:], _mac(uuid.UUID(bytes=raw[:16]))):
        return None
    found = Notice.objects.filter(pk=uuid.UUID(bytes=raw[:16]), template=TEMPLATE).first()
    if found is None or found.party_id is None or at >= found.created_at + LIFE:
        return None
    return Renewal(
        notice_id=found.pk,
        matter_id=found.matter_id,
        party_id=found.party_id,
        ends_at=found.created_at + LIFE,
    )


def _mac(notice_id: uuid.UUID) -> bytes:
    return sealing.keyed_hash(notice_id.bytes, purpose="notices.renew")[:_MAC]
