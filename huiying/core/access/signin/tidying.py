"""What is known of sign-ins goes when its time is up (docs/privacy.md says when)."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db.models import Q, QuerySet

from huiying.core.access.signin.devices import COOKIE_SECONDS
from huiying.core.access.signin.models import Device, SignIn

KEPT = timedelta(days=365)


def tidy(at: datetime, limit: int) -> int:
    """Work: sign-ins a year after their end, devices whose cookie has run out, sessions that are over."""
    old = Q(ended_at__lte=at - KEPT) | Q(ended_at__isnull=True, seen_at__lte=at - KEPT)
    gone = SignIn.objects.filter(pk__in=_some(SignIn.objects.filter(old), limit)).delete()[0]
    unused = Device.objects.filter(last_at__lte=at - timedelta(seconds=COOKIE_SECONDS))
    gone += Device.objects.filter(pk__in=_some(unused, limit)).delete()[0]
    if not settings.DEMONSTRATION:
        # Sessions end by the machine's clock; the demonstration's is ahead of it.
        over = Session.objects.filter(expire_date__lte=at)
        gone += Session.objects.filter(pk__in=_some(over, limit)).delete()[0]
    return min(gone, limit)


def _some(rows: QuerySet[Any], limit: int) -> list[Any]:
    return list(rows.values_list("pk", flat=True)[:limit])
