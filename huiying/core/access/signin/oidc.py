"""The service's single sign-on: which groups give which postings, and whether its second factor is believed.

The map is a file of the operator's (HUIYING_OIDC_MAP). What it does not name gives nothing; a group that a person no
longer has takes its posting away at the next sign-in. Postings given by hand are left alone.
"""

import hashlib
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext

from huiying.core.access.signin.models import MappedPosting
from huiying.core.kinds import SeatRole
from huiying.core.people.models import Account
from huiying.core.units import queries as units
from huiying.core.units import services as unit_services
from huiying.core.units.models import Posting

PROVIDER_ID = "sso"
_LONGEST_NUMBER = 20


class BadMap(ValueError):
    """The file of HUIYING_OIDC_MAP cannot be used; the text says where and why."""


class NotLetIn(PermissionError):
    """Signed in elsewhere, but not let in here. The text can be shown."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Provider:
    id: str
    name: str


@dataclass(frozen=True, kw_only=True, slots=True)
class GroupRule:
    """A group of the provider, the role it gives, and where: in `unit`, or in the unit that the claim names."""

    name: str
    role: SeatRole
    unit: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Map:
    groups: tuple[GroupRule, ...]
    officer_claim: str = "employee_number"
    name_claim: str = "name"
    unit_claim: str = "unit_code"
    groups_claim: str = "groups"
    amr: frozenset[str] = frozenset()
    acr: frozenset[str] = frozenset()

    def wanted(self, claims: Mapping[str, Any]) -> set[tuple[str, SeatRole]]:
        """Unit codes and roles that these claims give."""
        held = set(_texts(claims.get(self.groups_claim)))
        own = str(claims.get(self.unit_claim, ""))
        return {(r.unit or own, r.role) for r in self.groups if r.name in held and (r.unit or own)}

    def factor_trusted(self, claims: Mapping[str, Any]) -> bool:
        """Whether the provider says that it has seen a second factor of a kind that is believed (RFC 8176)."""
        shown = set(_texts(claims.get("amr")))
        return bool(shown & self.amr) or str(claims.get("acr", "")) in self.acr


def _texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    return [str(v) for v in value] if isinstance(value, list | tuple) else []


def provider() -> Provider | None:
    """None: this installation has no single sign-on."""
    if not settings.HUIYING_OIDC_URL:
        return None
    name = settings.HUIYING_OIDC_NAME or gettext("the service's single sign-on")
    return Provider(id=PROVIDER_ID, name=name)


def read_map(path: str) -> Map:
    """Raises BadMap."""
    if not path:
        raise BadMap("HUIYING_OIDC_MAP is not set: no group gives anything.")
    try:
        raw = tomllib.loads(Path(path).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadMap(f"{path}: {error}") from error
    claims, factor = raw.get("claims", {}), raw.get("second-factor", {})
    return Map(
        groups=tuple(_rule(path, n, g) for n, g in enumerate(raw.get("group", []), 1)),
        officer_claim=claims.get("officer", "employee_number"),
        name_claim=claims.get("name", "name"),
        unit_claim=claims.get("unit", "unit_code"),
        groups_claim=claims.get("groups", "groups"),
        amr=frozenset(_texts(factor.get("amr"))),
        acr=frozenset(_texts(factor.get("acr"))),
    )


def _rule(path: str, number: int, given: Mapping[str, Any]) -> GroupRule:
    name, role = str(given.get("name", "")), str(given.get("role", ""))
    if not name:
        raise BadMap(f"{path}: group {number} has no name.")
    if role not in set(SeatRole):
        raise BadMap(f"{path}: group {name}: no role {role!r}; there are: {', '.join(SeatRole)}.")
    return GroupRule(name=name, role=SeatRole(role), unit=str(given.get("unit", "")))


def uid(claims: Mapping[str, Any]) -> str:
    """One name for who the issuer says it is. Another issuer's same subject is somebody else."""
    return hashlib.sha256(f"{claims.get('iss', '')}|{claims['sub']}".encode()).hexdigest()


# --- letting in ------------------------------------------------------------------------------------------------


def admit(*, claims: Mapping[str, Any], rules: Map, account_id: int | None, at: datetime) -> int:
    """Put the postings right, then say whose account it is: of `account_id`, or by the officer's number.

    Raises NotLetIn. What was taken away stays taken away then, too.
    """
    account = Account.objects.filter(pk=account_id).first() if account_id else None
    number = _number(claims.get(rules.officer_claim))
    if account is None:
        account = _of_officer(number)
    wanted = _places(rules.wanted(claims))
    if account is None:
        if not wanted or not number:
            raise NotLetIn(_no_place())
        account = _new(claims, rules, number)
    if not account.is_active or account.officer_id is None:
        raise NotLetIn(gettext("This account is closed. Ask your unit's administrator."))
    put_right(account=account, wanted=wanted, at=at)
    if not units.seats_of(account.officer_id, at):
        raise NotLetIn(_no_place())
    return account.pk


def _number(claim: Any) -> str:
    """A service number as the claim has it. One that is too long is none: cut off, it could be another officer's."""
    found = str(claim).strip() if isinstance(claim, str | int) else ""
    return found if len(found) <= _LONGEST_NUMBER else ""


def _no_place() -> str:
    return gettext(
        "You signed in, but none of your groups gives you a place here. Ask your unit's administrator."
    )


def _of_officer(number: str) -> Account | None:
    return Account.objects.filter(officer__number=number).first() if number else None


def _places(wanted: Iterable[tuple[str, SeatRole]]) -> set[tuple[int, SeatRole]]:
    """Units that are not here, or are closed, give nothing."""
    found = set()
    for code, role in wanted:
        unit = units.unit_by_code(code)
        if unit is not None and not unit.closed:
            found.add((unit.id, role))
    return found


@transaction.atomic
def _new(claims: Mapping[str, Any], rules: Map, number: str) -> Account:
    """An account without a password, for an officer who has a place here."""
    known = units.officer_by_number(number)
    name = str(claims.get(rules.name_claim, "") or number)[:60]
    officer_id = known.id if known else unit_services.add_officer(number=number, zh=name)
    taken = Account.objects.filter(username=number).exists()
    account = Account(username=f"sso-{number}" if taken else number, officer_id=officer_id)
    account.set_unusable_password()
    account.save()
    return account


@transaction.atomic
def put_right(*, account: Account, wanted: set[tuple[int, SeatRole]], at: datetime) -> None:
    """End the mapped postings that no group gives any more; begin those that are missing."""
    officer_id = account.officer_id
    assert officer_id is not None
    mapped = MappedPosting.objects.filter(account=account, posting__until__isnull=True)
    held = set()
    for row in mapped.select_related("posting"):
        place = (row.posting.unit_id, SeatRole(row.posting.role))
        if place in wanted:
            held.add(place)
        else:
            unit_services.end_posting(posting_id=row.posting_id, at=at)
    by_hand = Posting.objects.filter(officer_id=officer_id, until__isnull=True)
    held |= {(p.unit_id, SeatRole(p.role)) for p in by_hand}
    for unit_id, role in sorted(wanted - held):
        posting_id = unit_services.post_officer(
            officer_id=officer_id, unit_id=unit_id, role=role, since=at
        )
        MappedPosting.objects.create(posting_id=posting_id, account=account)
