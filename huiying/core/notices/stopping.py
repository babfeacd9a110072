"""How a person stops e-mail from the link in one: no code and no sign-in, and the page behind it shows nothing."""

import base64
import hmac
import uuid
from datetime import datetime

from django.db import transaction

from huiying.core.notices import reasons
from huiying.core.notices.claims import ended
from huiying.core.notices.models import Channel, Notice, State
from huiying.core.people import sealing
from huiying.core.people.services import no_more_mail

_MAC = 12


def stop_token(notice_id: uuid.UUID) -> str:
    return base64.urlsafe_b64encode(notice_id.bytes + _mac(notice_id)).decode().rstrip("=")


def notice_of(token: str) -> uuid.UUID | None:
    """The notice whose link this is; None for anything else."""
    try:
        raw = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))
    except ValueError:
        return None
    if len(raw) != 16 + _MAC:
        return None
    notice_id = uuid.UUID(bytes=raw[:16])
    return notice_id if hmac.compare_digest(raw[16:], _mac(notice_id)) else None


@transaction.atomic
def stop_mail(*, token: str, at: datetime) -> bool:
    """No more e-mail to this person about this matter; their page tells them everything as before.

    Gives whether the link was one of ours. Stopping twice is as good as once.
    """
    notice_id = notice_of(token)
    found = Notice.objects.filter(pk=notice_id).first() if notice_id else None
    if found is None or found.person_id is None:
        return False
    no_more_mail(person_id=found.person_id)
    Notice.objects.filter(
        person_id=found.person_id, channel=Channel.EMAIL, state__in=[State.WAITING, State.FAILED]
    ).update(**ended(state=State.STOPPED, at=at, error=reasons.UNWANTED))
    return True


def _mac(notice_id: uuid.UUID) -> bytes:
    return sealing.keyed_hash(notice_id.bytes, purpose="notices.stop")[:_MAC]
