"""What happened to the keys of an account, told to its holder: on their page at once, and by mail where they left an
address. The mail says that something happened and what to do, never with which device or from where."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils.translation import gettext

from huiying.core.access.signin import sessions
from huiying.core.access.signin.devices import Whence
from huiying.core.access.signin.models import Remark
from huiying.core.kinds import N_, new_id
from huiying.core.people.staff_mail import letter

MAIL_ATTEMPTS = 6
_AGAIN = timedelta(minutes=10)


class What(StrEnum):
    NEW_DEVICE = "new-device"
    WRONG_CODES = "wrong-codes"
    FACTOR_ADDED = "factor-added"
    FACTOR_REMOVED = "factor-removed"
    CODES_MADE = "codes-made"
    CODE_USED = "code-used"
    PASSWORD = "password-changed"  # noqa: S105 - a code, not a password
    RESET = "factor-reset"
    PASSWORD_BY_ADMIN = "password-by-admin"  # noqa: S105 - a code, not a password
    ENDED_BY_ADMIN = "ended-by-admin"


WORDS: dict[str, str] = {
    What.NEW_DEVICE: N_("Somebody signed in to your account from a device it was never used on."),
    What.WRONG_CODES: N_(
        "Somebody typed your password correctly, then wrong codes again and again."
    ),
    What.FACTOR_ADDED: N_("A second factor was added to your account."),
    What.FACTOR_REMOVED: N_("A second factor was taken off your account."),
    What.CODES_MADE: N_("New recovery codes were made; the old ones no longer work."),
    What.CODE_USED: N_("A recovery code was used to sign in."),
    What.PASSWORD: N_("The password of your account was changed."),
    What.RESET: N_("An administrator took all second factors off your account."),
    What.PASSWORD_BY_ADMIN: N_("An administrator gave your account a new password."),
    What.ENDED_BY_ADMIN: N_("An administrator ended all sign-ins of your account."),
}
# Why an administrator did it: codes, so that no story about a person stands in the log.
REASONS = {
    "lost": N_("the device is lost or broken"),
    "suspected": N_("somebody else may have used the account"),
    "asked": N_("the account holder asked for it"),
}
_NO_MAIL = frozenset({What.CODES_MADE})


def remark(
    *,
    account_id: int,
    what: What,
    at: datetime,
    where: Whence | None = None,
    by: str = "",
    agreed_by: str = "",
    reason: str = "",
) -> None:
    place = where or Whence()
    Remark.objects.create(
        id=new_id(at),
        account_id=account_id,
        at=at,
        what=what.value,
        by=by,
        agreed_by=agreed_by,
        reason=reason,
        browser=place.browser,
        system=place.system,
        network=place.network,
        mail_at=None if what in _NO_MAIL else at,
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class RemarkRow:
    at: datetime
    words: str
    where: str
    by: str
    unread: bool


def remarks(*, account_id: int, limit: int = 20) -> list[RemarkRow]:
    rows = Remark.objects.filter(account_id=account_id).order_by("-at", "-id")[:limit]
    return [_row(r) for r in rows]


def _row(r: Remark) -> RemarkRow:
    where = (
        gettext("%(device)s, %(network)s")
        % {
            "device": sessions.device_words(r.browser, r.system),
            "network": sessions.network_words(r.network),
        }
        if r.browser or r.system
        else ""
    )
    return RemarkRow(
        at=r.at, words=_words(r.what), where=where, by=_by(r), unread=r.read_at is None
    )


def _words(what: str) -> str:
    return gettext(WORDS[what]) if what in WORDS else what


def _by(r: Remark) -> str:
    if not r.by:
        return ""
    if r.reason not in REASONS:
        return gettext("Done by the administrator of the machine.")
    given = {"by": r.by, "second": r.agreed_by, "why": gettext(REASONS[r.reason])}
    if r.agreed_by:
        return gettext("Done by %(by)s, agreed by %(second)s: %(why)s.") % given
    return gettext("Done by %(by)s: %(why)s.") % given


def unread(*, account_id: int) -> int:
    return Remark.objects.filter(account_id=account_id, read_at__isnull=True).count()


def mark_read(*, account_id: int, at: datetime) -> None:
    Remark.objects.filter(account_id=account_id, read_at__isnull=True).update(read_at=at)


# --- by mail ------------------------------------------------------------------------------------------------


def mail_waiting(at: datetime, limit: int) -> int:
    """Work: the mails that are due. One that the server does not take is tried again, then left on the page alone."""
    if not settings.HUIYING_MAIL_ENABLED:
        return 0
    due = Remark.objects.filter(mail_at__lte=at).select_related("account").order_by("mail_at")
    rows = list(due[:limit])
    for row in rows:
        _mail_one(row, at)
    return len(rows)


def _mail_one(row: Remark, at: datetime) -> None:
    # Taken before it is sent: two workers send it once.
    later = at + _AGAIN if row.attempts + 1 < MAIL_ATTEMPTS else None
    taken = Remark.objects.filter(pk=row.pk, mail_at=row.mail_at, attempts=row.attempts)
    if not taken.update(mail_at=later, attempts=row.attempts + 1):
        return
    if not row.account.email or not row.account.is_active:
        Remark.objects.filter(pk=row.pk).update(mail_at=None)
        return
    try:
        _letter(row).send()
    except OSError:
        return
    Remark.objects.filter(pk=row.pk).update(mail_at=None)


def _letter(row: Remark) -> EmailMessage:
    def write(service: str) -> tuple[str, list[str]]:
        lines = [
            _words(row.what),
            gettext("If it was you, there is nothing to do."),
            gettext(
                "If it was not you: sign in, end all your sign-ins, change your password, and ring your"
                " administrator. This mail has no link, so that nobody learns to follow one."
            ),
        ]
        return gettext("%(service)s: your sign-in") % {"service": service}, lines

    to, language = row.account.email, row.account.language
    return letter(to=to, language=language, key=str(row.pk), write=write)
