"""What an administrator may do to somebody's keys: always told to the account holder, and kept."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.hashers import check_password
from django.db import transaction
from django.utils.translation import gettext

from huiying.core.access.signin import factors, remarks, sessions
from huiying.core.access.signin.models import Ending, Remark
from huiying.core.kinds import SeatRole
from huiying.core.people.models import Account
from huiying.core.units import queries as units

ON_THIS_MACHINE = "the administrator of this machine"


class NotAllowed(PermissionError):
    """Who asks may not do it, or not alone. The text says what is missing."""


def is_password_of(*, username: str, password: str) -> bool:
    account = Account.objects.filter(username=username, is_active=True).first()
    return account is not None and check_password(password, account.password)


def reset_factor(
    *, username: str, by: str, agreed_by: str, alone: bool, reason: str, at: datetime
) -> int:
    """Take all second factors off an account. Raises NotAllowed.

    Two administrators, neither of them the account holder. Where the service has no second one, one may do it, and it
    is kept that it was done alone.
    """
    account = Account.objects.get(username=username)
    administrators = administrators_at(at) - {username}
    for name in filter(None, (by, agreed_by)):
        if name not in administrators:
            raise NotAllowed(
                gettext("%(name)s is no other administrator with an open account.") % {"name": name}
            )
    if by == agreed_by:
        raise NotAllowed(gettext("It takes two different people."))
    if not agreed_by and not alone:
        raise NotAllowed(gettext("A second administrator must agree: --agreed-by NAME."))
    if not agreed_by and administrators - {by}:
        others = ", ".join(sorted(administrators - {by}))
        raise NotAllowed(gettext("There is somebody to ask: %(names)s.") % {"names": others})
    return factors.reset(account_id=account.pk, by=by, agreed_by=agreed_by, reason=reason, at=at)


def administrators_at(at: datetime) -> set[str]:
    """Open accounts whose officer is posted as administrator now."""
    found = set()
    for account in Account.objects.filter(is_active=True, officer__isnull=False):
        assert account.officer_id is not None
        seats = units.seats_of(account.officer_id, at)
        if any(seat.role is SeatRole.ADMIN for seat in seats):
            found.add(account.username)
    return found


@transaction.atomic
def new_password(*, username: str, at: datetime) -> None:
    """The sign-ins of the old one end; the holder is told."""
    account = Account.objects.get(username=username)
    sessions.end_all(account_id=account.pk, why=Ending.ADMIN, at=at)
    remarks.remark(
        account_id=account.pk, what=remarks.What.PASSWORD_BY_ADMIN, by=ON_THIS_MACHINE, at=at
    )


@transaction.atomic
def sign_out(*, username: str, at: datetime) -> int:
    account = Account.objects.get(username=username)
    ended = sessions.end_all(account_id=account.pk, why=Ending.ADMIN, at=at)
    remarks.remark(
        account_id=account.pk, what=remarks.What.ENDED_BY_ADMIN, by=ON_THIS_MACHINE, at=at
    )
    return ended


@dataclass(frozen=True, kw_only=True, slots=True)
class Happened:
    """Something that happened to the keys of an account: `what` and `reason` are codes of `remarks`."""

    at: datetime
    what: str
    by: str
    agreed_by: str
    reason: str


def history(*, username: str) -> list[Happened]:
    """Each thing that happened, the newest first."""
    rows = Remark.objects.filter(account__username=username).order_by("-at", "-id")
    return [
        Happened(at=r.at, what=r.what, by=r.by, agreed_by=r.agreed_by, reason=r.reason)
        for r in rows
    ]
