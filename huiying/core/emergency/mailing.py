"""The mail to those who oversee: that a matter was opened in an emergency. Nothing of the matter is in it."""

from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils.translation import gettext

from huiying.core.emergency.models import Emergency
from huiying.core.emergency.overseers import overseers_of
from huiying.core.ledger import queries as ledger
from huiying.core.people import queries as people
from huiying.core.people.queries import StaffAddress
from huiying.core.people.staff_mail import letter

ATTEMPTS = 6
_AGAIN = timedelta(minutes=5)


def mail_waiting(at: datetime, limit: int) -> int:
    """Work: tell each who oversees the officer or the matter, and left an address; the page tells everybody else."""
    if not settings.HUIYING_MAIL_ENABLED:
        return 0
    rows = list(Emergency.objects.filter(mail_at__lte=at).order_by("mail_at")[:limit])
    for row in rows:
        _mail_one(row, at)
    return len(rows)


def _mail_one(row: Emergency, at: datetime) -> None:
    # Taken before it is sent: two workers send it once.
    later = at + _AGAIN if row.attempts + 1 < ATTEMPTS else None
    taken = Emergency.objects.filter(pk=row.pk, mail_at=row.mail_at, attempts=row.attempts)
    if not taken.update(mail_at=later, attempts=row.attempts + 1):
        return
    try:
        for address in people.staff_addresses(_told(row, at)):
            _letter(row, address).send()
    except OSError:
        return
    Emergency.objects.filter(pk=row.pk).update(mail_at=None)


def _told(row: Emergency, at: datetime) -> set[int]:
    """Who oversees the unit that has the matter or that of the officer, but nobody who is a party of the matter."""
    matter = ledger.matter(row.matter_id)
    places = {row.unit_id} | ({matter.handling_unit} if matter.handling_unit else set())
    parties = {p.officer_id for p in ledger.parties(row.matter_id)}
    return overseers_of(places, at) - parties


def _letter(row: Emergency, address: StaffAddress) -> EmailMessage:
    def write(service: str) -> tuple[str, list[str]]:
        lines = [
            gettext("Somebody opened a matter in an emergency that they may not see otherwise."),
            gettext(
                "Sign in and read under Oversight who it was and why. This mail has no link, so that nobody learns "
                "to follow one."
            ),
        ]
        return gettext("%(service)s: opened in an emergency") % {"service": service}, lines

    key = f"{row.pk}.{address.account_id}"
    return letter(to=address.email, language=address.language, key=key, write=write)
