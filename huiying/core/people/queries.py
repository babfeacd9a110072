"""Reads of accounts and of what is not sealed about people."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser

from huiying.core.kinds import Actor, ActorKind
from huiying.core.people import sealing
from huiying.core.people.models import Account, Person
from huiying.core.units.queries import seats_of


@dataclass(frozen=True, kw_only=True, slots=True)
class PersonRow:
    id: uuid.UUID
    language: str
    by_email: bool
    by_phone: bool
    # An address was left, and letters to it are not forbidden.
    by_letter: bool
    erased: bool


def person(person_id: uuid.UUID) -> PersonRow:
    return person_row(Person.objects.get(pk=person_id))


def person_row(p: Person) -> PersonRow:
    """What may be known of somebody's row without a look at personal data, also before it is saved."""
    return PersonRow(
        id=p.pk,
        language=p.language,
        by_email=p.by_email,
        by_phone=p.by_phone,
        by_letter=p.by_letter,
        erased=p.erased_at is not None,
    )


def can_ask_again(person_id: uuid.UUID) -> bool:
    """Whether they left what a lost code is asked for with: name and telephone."""
    return Person.objects.filter(pk=person_id, phone_index__isnull=False).exists()


def by_phone(number: str) -> list[uuid.UUID]:
    """Who left this number with a name, for the lost-code path alone. Says nothing of what they brought."""
    index = sealing.phone_index(number)
    if index is None:
        return []
    found = Person.objects.filter(phone_index=index, erased_at__isnull=True).order_by("-created_at")
    return list(found.values_list("pk", flat=True)[:20])


def staff_actor(user: AbstractBaseUser | AnonymousUser, at: datetime) -> Actor | None:
    """The signed-in member of staff with the postings in force at this instant; None for anybody else."""
    if not isinstance(user, Account) or not user.is_active or user.officer_id is None:
        return None
    seats = seats_of(user.officer_id, at)
    return Actor(
        kind=ActorKind.STAFF, name=user.username, officer_id=user.officer_id, seats=seats, at=at
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class AccountRow:
    username: str
    officer_id: int | None
    active: bool


def accounts() -> list[AccountRow]:
    return [
        AccountRow(username=a.username, officer_id=a.officer_id, active=a.is_active)
        for a in Account.objects.order_by("username")
    ]


@dataclass(frozen=True, kw_only=True, slots=True)
class StaffAddress:
    account_id: int
    email: str
    language: str


def staff_addresses(officer_ids: Iterable[int]) -> list[StaffAddress]:
    """Where officers with an open account can be mailed, as far as they left an address."""
    rows = Account.objects.filter(officer_id__in=set(officer_ids), is_active=True).exclude(email="")
    return [
        StaffAddress(account_id=a.pk, email=a.email, language=a.language)
        for a in rows.order_by("pk")
    ]
