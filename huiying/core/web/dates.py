"""Dates and times as people say them, in the service's own time zone. The instant is always given."""

from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.dateformat import format as shape
from django.utils.translation import gettext, ngettext, pgettext, pgettext_lazy

A_DAY = timedelta(days=1)
HALF_A_YEAR = timedelta(days=183)
_WEEKDAYS = (
    pgettext_lazy("weekday", "Monday"),
    pgettext_lazy("weekday", "Tuesday"),
    pgettext_lazy("weekday", "Wednesday"),
    pgettext_lazy("weekday", "Thursday"),
    pgettext_lazy("weekday", "Friday"),
    pgettext_lazy("weekday", "Saturday"),
    pgettext_lazy("weekday", "Sunday"),
)


def local(at: datetime) -> datetime:
    return timezone.localtime(at)


def ends_with_the_day(at: datetime) -> bool:
    here = local(at)
    return (here.hour, here.minute, here.second) == (0, 0, 0)


def due_day(due_at: datetime) -> date:
    """The last day on which the duty can be met: a term that ends at midnight ends with the day before."""
    return local(due_at - timedelta(seconds=1)).date()


def day(value: date | datetime) -> str:
    return shape(_as_day(value), pgettext("date format", "j F Y"))


def day_week(value: date | datetime) -> str:
    parts = {"weekday": weekday(value), "day": day(value)}
    return pgettext("date with weekday", "%(weekday)s %(day)s") % parts


def short_day(value: date | datetime) -> str:
    return shape(_as_day(value), pgettext("date format", "j F"))


def near_day(value: date | datetime, now: datetime) -> str:
    """A day without its year, unless it is so far off that somebody could think of another year."""
    far = abs(_as_day(value) - local(now).date()) > HALF_A_YEAR
    return day(value) if far else short_day(value)


def weekday(value: date | datetime) -> str:
    return str(_WEEKDAYS[_as_day(value).weekday()])


def month(value: date | datetime) -> str:
    return shape(_as_day(value), pgettext("date format", "F Y"))


def time_of_day(at: datetime) -> str:
    """24-hour clock in both languages."""
    return shape(local(at), "H:i")


def moment(at: datetime) -> str:
    return shape(local(at), pgettext("date format", "j F Y, H:i"))


def moment_week(at: datetime) -> str:
    """With the day of the week: what somebody has to keep free."""
    parts = {"day": day_week(at), "time": time_of_day(at)}
    return pgettext("date with weekday", "%(day)s, %(time)s") % parts


def _as_day(value: date | datetime) -> date:
    return local(value).date() if isinstance(value, datetime) else value


def due(due_at: datetime) -> str:
    """By when: "by the end of 8 October 2026", or the hour when the term is one of hours."""
    if ends_with_the_day(due_at):
        return gettext("by the end of %(day)s") % {"day": day(due_day(due_at))}
    return gettext("by %(moment)s") % {"moment": moment(due_at)}


def left(due_at: datetime, now: datetime) -> str:
    """How long until a duty falls due, or by how much it is late."""
    if now >= due_at:
        return gettext("%(span)s overdue") % {"span": _span(due_at, now)}
    days = (due_day(due_at) - local(now).date()).days
    if days == 0 and ends_with_the_day(due_at):
        return gettext("today")
    if due_at - now < A_DAY:
        return gettext("%(span)s left") % {"span": _span(now, due_at)}
    return ngettext("%(count)d day left", "%(count)d days left", days) % {"count": days}


def ago(at: datetime, now: datetime) -> str:
    """How long since something happened."""
    if now - at < timedelta(minutes=1):
        return gettext("just now")
    return gettext("%(span)s ago") % {"span": _span(at, now)}


def _span(start: datetime, end: datetime) -> str:
    """Whole days from two days on; hours and minutes below, as precise as is useful."""
    minutes = int((end - start).total_seconds() // 60)
    if minutes >= 48 * 60:
        return days_long(minutes // (24 * 60))
    hours, rest = divmod(minutes, 60)
    spoken = []
    if hours:
        spoken.append(ngettext("%(count)d hour", "%(count)d hours", hours) % {"count": hours})
    if hours < 6 and (rest or not hours):
        spoken.append(ngettext("%(count)d minute", "%(count)d minutes", rest) % {"count": rest})
    return " ".join(spoken)


def days_long(count: int) -> str:
    return ngettext("%(count)d day", "%(count)d days", count) % {"count": count}


def is_late(due_at: datetime, now: datetime) -> bool:
    return now >= due_at


def is_soon(due_at: datetime, now: datetime) -> bool:
    """Less than two days: the desk shows it in the colour of "soon"."""
    return now < due_at <= now + 2 * A_DAY


def parsed(text: str) -> date:
    """A day as a fact of an event has it."""
    return date.fromisoformat(text)
