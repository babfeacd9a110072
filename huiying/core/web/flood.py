"""Budgets: how often something may happen before a form asks for a proof of work.

Counted in the database, so that all processes share one budget. Nobody is shut out: beyond the budget the way in
costs work (proof.py), and what is spent is spent once.
"""

import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F
from django.http import HttpRequest

from huiying.core.composed import Composed
from huiying.core.people import sealing
from huiying.core.web import dates
from huiying.core.web.models import Spent, Window
from huiying.core.web.proof import LIFE


@dataclass(frozen=True, kw_only=True, slots=True)
class Budget:
    """`most` times in a window that lasts so long; `visitor` narrows it to one visitor."""

    name: str
    most: int
    lasts: timedelta

    def key(self, visitor: str = "") -> str:
        return f"{self.name}:{visitor}" if visitor else self.name


def count(budget: Budget, at: datetime, visitor: str = "") -> bool:
    """Count one more; whether it was still within the budget."""
    key = budget.key(visitor)
    for _ in range(2):
        if Window.objects.filter(key=key, ends_at__gt=at).update(count=F("count") + 1):
            return not exhausted(budget, at, visitor, beyond=1)
        if _open(key, at, at + budget.lasts):
            return budget.most >= 1
    return False


def exhausted(budget: Budget, at: datetime, visitor: str = "", *, beyond: int = 0) -> bool:
    """Whether the budget of the running window is used up."""
    return any(n >= budget.most + beyond for (n,) in _COUNT.ask(budget.key(visitor), at))


_COUNT = Composed(
    lambda key, at: Window.objects.filter(key=key, ends_at__gt=at).values_list("count")
)


def _open(key: str, at: datetime, ends_at: datetime) -> bool:
    """Begin a window; windows that are over go with it. False where another request was faster."""
    Window.objects.filter(ends_at__lte=at).delete()
    try:
        with transaction.atomic():
            Window.objects.create(key=key, count=1, ends_at=ends_at)
    except IntegrityError:
        return False
    return True


def spend(proof_id: str, until: datetime) -> bool:
    """True the first time a proof is used, False ever after. For proof.ProofForm."""
    Spent.objects.filter(ends_at__lte=until - LIFE).delete()
    try:
        with transaction.atomic():
            Spent.objects.create(id=proof_id, ends_at=until)
    except IntegrityError:
        return False
    return True


def visitor_of(request: HttpRequest, at: datetime) -> str:
    """A name for one visitor that is good for a day and tells nobody the address."""
    day = sealing.keyed_hash(dates.local(at).date().isoformat().encode(), purpose="web.visitor")
    return hmac.digest(day, address_of(request).encode(), "sha256").hex()[:32]


def address_of(request: HttpRequest) -> str:
    """Behind our own proxy the address is the last one that the proxy wrote."""
    if settings.SECURE_PROXY_SSL_HEADER:
        passed_on: str = request.META.get("HTTP_X_FORWARDED_FOR", "")
        if passed_on:
            return passed_on.rpartition(",")[2].strip()
    return str(request.META.get("REMOTE_ADDR", ""))
