"""The week's visits as a calendar file (RFC 5545): where and whom is on the desk, never in somebody's calendar."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from django.utils.translation import gettext

from huiying.mechanisms.visits import choices
from huiying.mechanisms.visits.queries import VisitRow

_LASTS = timedelta(minutes=45)


def calendar(visits: Iterable[VisitRow], at: datetime, host: str) -> str:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Huiying//visits//EN"]
    for visit in visits:
        lines += _event(visit, at, host)
    return "\r\n".join([*lines, "END:VCALENDAR", ""])


def _event(visit: VisitRow, at: datetime, host: str) -> list[str]:
    summary = gettext("Visit %(ref)s, %(way)s") % {
        "ref": visit.ref,
        "way": gettext(choices.WAYS[visit.way]),
    }
    when = (
        [f"DTSTART:{_utc(visit.begins_at)}", f"DTEND:{_utc(visit.begins_at + _LASTS)}"]
        if visit.begins_at
        else [f"DTSTART;VALUE=DATE:{visit.due_on:%Y%m%d}"]
    )
    return [
        "BEGIN:VEVENT",
        f"UID:{visit.id}@{host}",
        f"DTSTAMP:{_utc(at)}",
        *when,
        f"SUMMARY:{_text(summary)}",
        "CLASS:PRIVATE",
        "END:VEVENT",
    ]


def _utc(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _text(words: str) -> str:
    return words.replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;")
