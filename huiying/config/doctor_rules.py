"""What `huiying doctor` asks of rules, terms and calendars, and of mail that waits."""

from datetime import datetime, timedelta

from django.conf import settings

from huiying.config.findings import Findings, unsafe, warning
from huiying.core.kinds import N_

CALENDAR_NOTICE = timedelta(days=60)
# A mail server that is away is tried again and again; so long it should not take.
MAIL_WAITS = timedelta(hours=2)


def packs(at: datetime) -> Findings:
    from huiying.rulepacks import loader

    for name in settings.HUIYING_PACKS:
        if name not in loader.packs():
            yield unsafe(
                N_("HUIYING_PACKS: there is no rule pack %(name)s: no new matter can be opened."),
                N_("`huiying rules list` shows those there are."),
                name=name,
            )


def keeping(at: datetime) -> Findings:
    from huiying.core.retention.schedule import schedule
    from huiying.rulepacks.keeping import NoSchedule

    try:
        schedule()
    except NoSchedule as wrong:
        yield unsafe(
            N_("HUIYING_KEEPING: the terms of keeping cannot be read: %(wrong)s"),
            N_("Put the file right; until then nothing comes to its time and nothing is erased."),
            wrong=wrong,
        )


def calendars(at: datetime) -> Findings:
    from huiying.rulepacks import loader

    for name in loader.calendars():
        calendar = loader.calendar(name)
        if calendar.covered_until < (at + CALENDAR_NOTICE).date():
            yield warning(
                N_("Calendar %(name)s is known until %(until)s only; later dates are provisional."),
                N_("Enter the next yearly notice of days off (docs/operating.md)."),
                name=name,
                until=calendar.covered_until,
            )


def waiting_mail(at: datetime) -> Findings:
    from huiying.core.notices import queries as notices
    from huiying.core.web import dates

    left = notices.waiting(at=at)
    if settings.HUIYING_MAIL_ENABLED and left.oldest and left.oldest < at - MAIL_WAITS:
        yield warning(
            N_("%(count)d e-mails wait to be sent, the oldest since %(since)s."),
            N_("Look whether somebody works and the mail server answers (EMAIL_URL)."),
            count=left.count,
            since=dates.moment(left.oldest),
        )
