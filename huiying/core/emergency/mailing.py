"""The mail to those who oversee: that a matter was opened in an emergency. Nothing of the matter is in it."""

from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils import translation
from django.utils.translation import gettext

from huiying.core.emergency.models import Emergency
from huiying.core.emergency.overseers import overseers_of
from huiying.core.ledger import queries as ledger
from huiying.core.people import queries as people
from huiying.core.people.queries import StaffAddress

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
    language = address.language or settings.LANGUAGE_CODE
    with translation.override(language):
        names = settings.HUIYING_SERVICE
        service = names["en"] if language.startswith("en") else names["zh"]
        lines = [
            gettext("Somebody opened a matter in an emergency that they may not see otherwise."),
            gettext(
                "Sign in and read under Oversight who it was and why. This mail has no link, so that nobody learns "
                "to follow one."
            ),
        ]
        domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip("> ") or "localhost"
        return EmailMessage(
            subject=gettext("%(service)s: opened in an emergency") % {"service": service},
            body="\n\n".join(lines),
            to=[address.email],
            headers={
                "Auto-Submitted": "auto-generated",
                # Tried again after a failure, a mail that did arrive is shown once by most programs.
                "Message-ID": f"<huiying.{row.pk}.{address.account_id}@{domain}>",
            },
        )
