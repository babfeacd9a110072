"""What the desk's page says of a complaint alone; the rest is in core/web/staff_rows.py."""

from datetime import date, datetime

from django.utils.translation import gettext

from huiying.core.duties.histories import Line
from huiying.core.kinds import N_, Fact
from huiying.core.web import dates, rows
from huiying.core.web.staff_rows import mail_came_back
from huiying.mechanisms.complaints import events
from huiying.mechanisms.complaints.forms_staff import category_words
from huiying.mechanisms.complaints.queries import ComplaintPage
from huiying.mechanisms.complaints.standing import Stage

STAGES: dict[Stage, tuple[str, str]] = {
    Stage.RECEIVED: ("due", N_("Received, not decided on")),
    Stage.ACCEPTED: ("due", N_("Being handled")),
    Stage.ANSWERED: ("kept", N_("Answered")),
    Stage.REVIEWING: ("soon", N_("Under review")),
    Stage.REVIEWED: ("kept", N_("Review decided")),
    Stage.REFUSED: ("line", N_("Refused")),
    Stage.WITHDRAWING: ("soon", N_("Withdrawal asked for")),
    Stage.WITHDRAWN: ("line", N_("Withdrawn")),
    Stage.OUTSIDE: ("line", N_("With another body")),
}
# The dots in the history of what only a complaint has.
MARKS = {
    events.RECEIVED.kind: "person",
    events.JOINED.kind: "person",
    events.ANSWERED.kind: "kept",
    events.REVIEW_DECIDED.kind: "kept",
    events.REVIEW_REQUESTED.kind: "person",
    events.PRESERVED.kind: "held",
}


def tag_of(page: ComplaintPage) -> rows.Tag:
    tone, words = STAGES[page.standing.stage]
    return rows.Tag(tone=tone, text=gettext(words))


def facts(page: ComplaintPage) -> list[rows.Fact]:
    """What it is, without a word of the person's."""
    standing, received = page.standing, page.lines[0] if page.lines else None
    classed = gettext(events.CLASSES.get(standing.class_, "")) if standing.class_ else ""
    found = [
        (gettext("Category"), category_words(standing.category)),
        *_happened(received),
        (gettext("Class in law"), classed or gettext("Not classed yet")),
        (gettext("Came in"), _came_in(received)),
        (gettext("Complainants"), str(len(page.complainants))),
    ]
    if received is not None and received.facts.get("due_on"):
        found.append((gettext("Report back by"), wanted_words(str(received.facts["due_on"]))))
    if came_back := mail_came_back(page):
        found.append((gettext("E-mail"), came_back))
    if standing.conduct:
        found.append((gettext("Recordings"), _recordings(page)))
    return [rows.Fact(label=label, value=value) for label, value in found]


def wanted_words(fact: str) -> str:
    """A day, or of an older register an instant."""
    is_day = len(fact) == len("2026-01-01")
    return (
        dates.day(date.fromisoformat(fact))
        if is_day
        else dates.moment(datetime.fromisoformat(fact))
    )


def _came_in(received: Line | None) -> str:
    if received is None:
        return ""
    channel: Fact = received.facts.get("channel", "")
    return f"{dates.moment(received.at)}, {gettext(events.CHANNELS.get(str(channel), ''))}"


def _happened(received: Line | None) -> list[tuple[str, str]]:
    """The day that the person named."""
    named = str(received.facts.get("happened_on", "")) if received else ""
    return [(gettext("When it happened"), dates.day(date.fromisoformat(named)))] if named else []


def _recordings(page: ComplaintPage) -> str:
    return gettext("Secured") if page.standing.preserved else gettext("Not secured yet")
