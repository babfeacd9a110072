"""Secrets of second factors under a new key: they lie as text within the row that allauth keeps."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from allauth.mfa.models import Authenticator
from django.db import transaction

from huiying.core.access.signin import factors
from huiying.core.people import sealing
from huiying.core.people.rotating import Batch


@dataclass(frozen=True, kw_only=True, slots=True)
class FactorSecrets:
    """One or two rows for each account, so each pass reads them all."""

    name: str = "mfa_authenticator.data"

    def count_by_key(self) -> dict[str, int]:
        found: Counter[str] = Counter()
        for data in Authenticator.objects.values_list("data", flat=True).iterator():
            found.update(map(factors.key_of, _sealed(data).values()))
        return dict(found)

    def reseal(self, *, after: str, limit: int) -> Batch:
        rows = Authenticator.objects.filter(pk__gt=int(after or 0)).order_by("pk")
        ids = list(rows.values_list("pk", flat=True)[:limit])
        done = sum(map(_reseal_one, ids))
        return Batch(resealed=done, after=str(ids[-1]) if len(ids) == limit else "")


@transaction.atomic
def _reseal_one(pk: int) -> int:
    row = Authenticator.objects.select_for_update().filter(pk=pk).first()
    if row is None:
        return 0
    newest, anew = sealing.key_names()[0], {}
    for name, text in _sealed(row.data).items():
        if factors.key_of(text) != newest:
            try:
                anew[name] = factors.seal(factors.unseal(text))
            except sealing.CannotOpen:
                continue
    if anew:
        Authenticator.objects.filter(pk=pk).update(data={**row.data, **anew})
    return len(anew)


def _sealed(data: dict[str, Any]) -> dict[str, str]:
    return {k: v for k, v in data.items() if isinstance(v, str) and factors.is_sealed(v)}
