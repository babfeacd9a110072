"""A mail each morning for officers who are seldom at the desk: how much is due, in numbers, and nothing of any matter.

What is late goes up the ladder by itself; this comes before that, to who can still be in time.
"""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils.timezone import get_default_timezone
from django.utils.translation import gettext

from huiying.core.duties import queries_desk as desk
from huiying.core.duties.models import Morning
from huiying.core.duties.queries_desk import MOST, Counts, Edges, Wanted
from huiying.core.kinds import Actor, ActorKind
from huiying.core.people import queries as people
from huiying.core.people.queries import StaffAddress
from huiying.core.people.staff_mail import letter
from huiying.core.units import queries as units

HOUR = 7
_AGAIN = timedelta(minutes=15)


@dataclass(frozen=True, kw_only=True, slots=True)
class Wish:
    """Whether an officer has asked for it; `address`: whether there is one to send it to."""

    on: bool
    address: bool


def wish_of(officer_id: int) -> Wish:
    return Wish(
        on=Morning.objects.filter(pk=officer_id).exists(),
        address=bool(people.staff_addresses([officer_id])),
    )


@transaction.atomic
def set_wish(*, officer_id: int, on: bool, at: datetime) -> None:
    """From the next morning on, or no more."""
    if not on:
        Morning.objects.filter(pk=officer_id).delete()
    else:
        Morning.objects.get_or_create(officer_id=officer_id, defaults={"next_at": _next(at)})


def mail_mornings(at: datetime, limit: int) -> int:
    """Work: one mail to each who wished it and has something due. Gives how many were taken in hand."""
    if not settings.HUIYING_MAIL_ENABLED:
        return 0
    rows = list(Morning.objects.filter(next_at__lte=at).order_by("next_at")[:limit])
    return sum(_mail_one(row, at) for row in rows)


def _mail_one(row: Morning, at: datetime) -> bool:
    # Taken before it is sent: two workers send it once.
    mine = Morning.objects.filter(pk=row.pk, next_at=row.next_at)
    if not mine.update(next_at=_next(at)):
        return False
    seats = units.seats_of(row.pk, at)
    address = next(iter(people.staff_addresses([row.pk])), None)
    if not seats or address is None:
        # Whoever is away, or has no posting, owes nothing now; the wish outlives a leave.
        return True
    by = Actor(kind=ActorKind.STAFF, name="", officer_id=row.pk, seats=seats)
    edges = Edges.at(at)
    own = desk.counts(by=by, wanted=Wanted(whose="mine"), edges=edges)
    unit = desk.counts(by=by, wanted=Wanted(), edges=edges)
    if not (_due(own) or _due(unit) or unit.nobody):
        return True
    try:
        _letter(address, own, unit, at).send()
    except OSError:
        Morning.objects.filter(pk=row.pk).update(next_at=at + _AGAIN)
    return True


def _due(counts: Counts) -> int:
    return counts.overdue + counts.today + counts.week


def _next(at: datetime) -> datetime:
    """The next morning's hour, where the service is."""
    zone = get_default_timezone()
    day = at.astimezone(zone).date()
    today = datetime.combine(day, time(HOUR), tzinfo=zone)
    return (
        today if at < today else datetime.combine(day + timedelta(days=1), time(HOUR), tzinfo=zone)
    )


def _letter(address: StaffAddress, own: Counts, unit: Counts, at: datetime) -> EmailMessage:
    def write(service: str) -> tuple[str, list[str]]:
        lines = [
            gettext(
                "In your hands: %(overdue)s overdue, %(today)s due today, %(week)s later this week."
            )
            % _numbers(own),
            gettext(
                "Your unit in all: %(overdue)s overdue, %(today)s due today, %(week)s later this week; %(nobody)s in "
                "nobody's hands."
            )
            % _numbers(unit),
            gettext(
                "Sign in and open your duties. This mail has no link, so that nobody learns to follow one. You can "
                "stop it under your sign-ins."
            ),
        ]
        return gettext("%(service)s: what is due") % {"service": service}, lines

    day = at.astimezone(get_default_timezone()).date()
    key = f"morning.{day}.{address.account_id}"
    return letter(to=address.email, language=address.language, key=key, write=write)


def _numbers(counts: Counts) -> dict[str, str]:
    def text(n: int) -> str:
        return gettext("%(most)s or more") % {"most": MOST} if n >= MOST else str(n)

    return {
        "overdue": text(counts.overdue),
        "today": text(counts.today),
        "week": text(counts.week),
        "nobody": text(counts.nobody),
    }
