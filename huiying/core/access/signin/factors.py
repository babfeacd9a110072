"""Second factors of an account, as allauth keeps them. Their secrets are sealed like all that opens a door."""

import base64
from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db import transaction

from huiying.core.access.signin import devices, remarks, sessions
from huiying.core.access.signin.models import Ending
from huiying.core.people import sealing
from huiying.core.people.models import Account

_SEALED = "hy1:"
_AAD = "signin.factor"
# What opens a door at sign-in; recovery codes alone are no factor.
KINDS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def seal(text: str) -> str:
    return _SEALED + base64.b64encode(sealing.seal(text.encode(), aad=_AAD)).decode()


def is_sealed(text: str) -> bool:
    return text.startswith(_SEALED)


def key_of(text: str) -> str:
    """The id of the key that a sealed secret is under."""
    return sealing.key_of(base64.b64decode(text.removeprefix(_SEALED)))


def unseal(text: str) -> str:
    if not is_sealed(text):
        return text
    return sealing.unseal(base64.b64decode(text.removeprefix(_SEALED)), aad=_AAD).decode()


def has_factor(account_id: int) -> bool:
    return bool(Authenticator.objects.filter(user_id=account_id, type__in=KINDS).exists())


def count(account_id: int) -> int:
    return int(Authenticator.objects.filter(user_id=account_id, type__in=KINDS).count())


@transaction.atomic
def reset(*, account_id: int, by: str, agreed_by: str = "", reason: str, at: datetime) -> int:
    """Take all second factors and known devices off an account, end its sign-ins, tell its holder; gives how many.

    Who signs in next with the password is led to enrolment and can do nothing else.
    """
    found: int = Authenticator.objects.filter(user_id=account_id).delete()[0]
    devices.forget_all(account_id=account_id)
    sessions.end_all(account_id=account_id, why=Ending.FACTOR, at=at)
    remarks.remark(
        account_id=account_id,
        what=remarks.What.RESET,
        by=by,
        agreed_by=agreed_by,
        reason=reason,
        at=at,
    )
    return found


def without_factor() -> list[str]:
    """Names of open accounts that have no second factor."""
    have = Authenticator.objects.filter(type__in=KINDS).values("user_id")
    rows = Account.objects.filter(is_active=True).exclude(pk__in=have).order_by("username")
    return list(rows.values_list("username", flat=True))
