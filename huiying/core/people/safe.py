"""How somebody can be reached without danger: what they said, sealed, and heeded by everything that reaches out.

A channel that was forbidden is never used, an hour outside those they gave neither. Only that there is no e-mail, no
telephone or no address to be used is known without opening the seal (Person.by_email, by_phone, by_letter).
"""

import json
import uuid
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime, time, timedelta, tzinfo

from django.db import transaction
from django.utils.timezone import get_current_timezone

from huiying.core.kinds import N_, Declined, IllegalMove, NotAChoice
from huiying.core.people import sealing
from huiying.core.people.models import Box, Person

CHANNELS = ("email", "phone", "sms", "letter", "home")
_DAY = 24
ANY_HOUR = (0, _DAY)
# Ways of an officer -> the channel of a plan. Those that are not here reach out to nobody.
_WAYS = {"phone": "phone", "video": "phone", "home": "home", "letter": "letter"}
# Of those, the ones that somebody hears the moment it happens.
_AT_ONCE = frozenset({"phone", "video", "home"})
NEVER_SO = N_("This person must never be reached this way. Look at the safe plan.")
NOT_NOW = N_(
    "This person can safely be reached from %(first)s to %(last)s o'clock, and at no other hour."
)


class NotSafely(Declined):
    """In this way, or at this hour, reaching somebody would put them in danger, as they said themselves."""


@dataclass(frozen=True, kw_only=True, slots=True)
class SafePlan:
    """What somebody said of how to reach them. Hours are of the clock where they live; from 0 to 24 is any hour."""

    never: tuple[str, ...] = ()
    from_hour: int = 0
    to_hour: int = _DAY
    # Who may answer, in their words; empty: themselves alone.
    who_may_answer: str = ""
    # Nothing outside the page says police, or case, or code.
    neutral: bool = True
    voicemail: bool = False
    # What the caller says, so that they know it is us.
    spoken_word: str = ""
    note: str = ""

    def forbids(self, channel: str) -> bool:
        return channel in self.never

    def allows_hour(self, at: datetime, zone: tzinfo) -> bool:
        return self.from_hour <= at.astimezone(zone).hour < self.to_hour

    def next_hour(self, at: datetime, zone: tzinfo) -> datetime:
        """The next instant within the hours they gave; `at` itself where it is one."""
        local = at.astimezone(zone)
        if self.from_hour <= local.hour < self.to_hour:
            return at
        day = local.date() if local.hour < self.from_hour else local.date() + timedelta(days=1)
        return datetime.combine(day, time(self.from_hour), tzinfo=zone)


def require_safely(*, person_id: uuid.UUID | None, way: str, at: datetime) -> None:
    """Heed the plan of somebody who is about to be reached, or was, by a way of an officer at an instant.

    Raises NotSafely.
    """
    plan = plan_of(person_id) if person_id and way in _WAYS else None
    if plan is None:
        return
    if plan.forbids(_WAYS[way]):
        raise NotSafely(NEVER_SO)
    if way in _AT_ONCE and not plan.allows_hour(at, get_current_timezone()):
        raise NotSafely(NOT_NOW, first=plan.from_hour, last=plan.to_hour)


def require_ours(person_id: uuid.UUID) -> None:
    """How somebody is reached is changed only where this service may know it. Raises IllegalMove where it is sealed
    for the outside body."""
    if Box.objects.filter(pk=person_id).exists():
        raise IllegalMove(
            N_(
                "How to reach you is sealed for the outside body, and nobody here can change it. Write it in a "
                "message: that is sealed for it too."
            )
        )


def check(plan: SafePlan) -> None:
    """Raises NotAChoice for a channel that there is not, or hours that are none."""
    if any(channel not in CHANNELS for channel in plan.never):
        raise NotAChoice(N_("Choose from the channels in the list."))
    if not 0 <= plan.from_hour < plan.to_hour <= _DAY:
        raise NotAChoice(N_("The first hour comes before the last one."))


@transaction.atomic
def set_plan(*, person_id: uuid.UUID, plan: SafePlan | None) -> None:
    """Put a plan in force from now on, or none. Raises NotAChoice, IllegalMove."""
    require_ours(person_id)
    if plan is not None:
        check(plan)
    person = Person.objects.select_for_update().filter(pk=person_id, erased_at=None).first()
    if person is None:
        return
    person.safe = None if plan is None else _sealed(person_id, plan)
    contact = _contact(person)
    person.by_email, person.by_phone, person.by_letter = usable(contact, plan)
    person.save(update_fields=["safe", "by_email", "by_phone", "by_letter"])


def usable(contact: dict[str, str], plan: SafePlan | None) -> tuple[bool, bool, bool]:
    """Whether e-mail, the telephone and letters may be used: left, and not forbidden."""
    no_mail = plan is not None and plan.forbids("email")
    no_call = plan is not None and plan.forbids("phone") and plan.forbids("sms")
    no_post = plan is not None and plan.forbids("letter")
    return (
        bool(contact.get("email")) and not no_mail,
        bool(contact.get("phone")) and not no_call,
        bool(contact.get("address")) and not no_post,
    )


def plan_of(person_id: uuid.UUID) -> SafePlan | None:
    """The plan in clear, for who is about to reach the person; None where there is none."""
    return opened(Person.objects.only("safe").filter(pk=person_id).first())


def opened(person: Person | None) -> SafePlan | None:
    if person is None or person.safe is None:
        return None
    plain = json.loads(sealing.unseal(person.safe, aad=f"people.safe:{person.pk}"))
    return SafePlan(**{**plain, "never": tuple(plain["never"])})


def with_plans(person_ids: Iterable[uuid.UUID]) -> set[uuid.UUID]:
    """Of these people, those who have a plan: known without opening it."""
    found = Person.objects.filter(pk__in=list(person_ids), safe__isnull=False)
    return set(found.values_list("pk", flat=True))


def forbidden(
    person_ids: Iterable[uuid.UUID], channels: Iterable[str]
) -> dict[uuid.UUID, tuple[str, ...]]:
    """Which of some channels must never be used, of those people who said so."""
    asked = tuple(channels)
    plans = Person.objects.filter(pk__in=list(person_ids), safe__isnull=False).only("safe")
    found = {person.pk: opened(person) for person in plans}
    never = {pk: tuple(c for c in asked if plan and plan.forbids(c)) for pk, plan in found.items()}
    return {pk: channels for pk, channels in never.items() if channels}


def _sealed(person_id: uuid.UUID, plan: SafePlan) -> bytes:
    return sealing.seal(json.dumps(asdict(plan)).encode(), aad=f"people.safe:{person_id}")


def _contact(person: Person) -> dict[str, str]:
    if person.sealed is None:
        return {}
    found: dict[str, str] = json.loads(
        sealing.unseal(person.sealed, aad=f"people.person:{person.pk}")
    )
    return found
