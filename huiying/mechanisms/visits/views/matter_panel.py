"""What visits add to the page of a matter of any kind, for staff and for who is visited."""

import uuid
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from huiying.core.disclosure.told import may_be_told
from huiying.core.kinds import Act, Actor, Line
from huiying.core.ledger.entries import Entry
from huiying.core.units import queries as units
from huiying.core.web import dates, rows
from huiying.core.web.duty_words import language
from huiying.core.web.panels import Panel, Section
from huiying.core.web.people_words import person_words
from huiying.mechanisms.visits import choices, events
from huiying.mechanisms.visits.forms import options_of
from huiying.mechanisms.visits.forms_own import ViewForm
from huiying.mechanisms.visits.queries import (
    OwnVisits,
    VisitsPage,
    officers_by_id,
    own_visits_of,
    to_ask,
    visits_of,
)
from huiying.mechanisms.visits.standing import Meeting, Standing
from huiying.mechanisms.visits.views.deeds import DEEDS
from huiying.mechanisms.visits.views.desk import DESK

# --- for staff -----------------------------------------------------------------------------------------


def _sections(page: VisitsPage, at: datetime) -> Iterator[Section]:
    """One for each person who has anything to do with visits; dates and ways, no words."""
    called = person_words(page.people)
    several = len(page.people) > 1
    for one in page.people:
        standing = page.of(one.id)
        facts = tuple(_facts(standing))
        if facts:
            title = gettext("Visits")
            yield Section(
                id=f"visits-{one.id}",
                title=f"{title}: {called[one.id]}" if several else title,
                icon="clock",
                facts=facts,
                links=tuple(_links(page, standing)),
            )
        if standing.recoveries and Act.RECOVER in page.acts:
            yield _recovery(page, standing)


def _facts(standing: Standing) -> Iterator[rows.Fact]:
    if standing.plan is not None:
        yield rows.Fact(
            label=gettext("Planned"),
            value=gettext("%(weeks)s: %(cause)s")
            % {
                "weeks": _every(standing.plan),
                "cause": gettext(choices.CAUSES[str(standing.plan.facts["cause"])]),
            },
        )
    if standing.meeting is not None:
        said = gettext("%(when)s; tried in vain") if standing.tried else "%(when)s"
        value = said % {"when": when_of(standing.meeting)}
        yield rows.Fact(label=gettext("Agreed"), value=value)
        yield rows.Fact(label=gettext("Who comes"), value=_who(standing.meeting))
    if standing.offer is not None:
        yield rows.Fact(label=gettext("Offered"), value=" / ".join(_times(standing.offer.facts)))
    if standing.way:
        yield rows.Fact(
            label=gettext("Wants to hear from us"), value=gettext(choices.WAYS[standing.way])
        )
    if standing.last_visit is not None:
        yield rows.Fact(label=gettext("Last"), value=dates.day(standing.last_visit.occurred_at))
    if standing.open_promises:
        days = sorted(_day(p.facts["due_on"]) for p in standing.open_promises)
        value = gettext("; ").join(gettext("by %(day)s") % {"day": dates.day(d)} for d in days)
        yield rows.Fact(label=gettext("Promised and open"), value=value)


def _every(plan: Line) -> str:
    return gettext(choices.EVERY[str(plan.facts["weeks"])])


def when_of(meeting: Meeting) -> str:
    begins = (
        dates.moment_week(datetime.fromisoformat(meeting.begins))
        if meeting.begins
        else dates.day(dates.parsed(meeting.due_on))
    )
    return f"{begins} · {gettext(choices.WAYS[meeting.way])}"


def _who(meeting: Meeting) -> str:
    return ", ".join(f"{o.name} {o.number}" for o in officers_by_id(meeting.officers))


def _times(facts: Any) -> list[str]:
    return [words for _, words in options_of(facts)]


def _links(page: VisitsPage, standing: Standing) -> Iterator[rows.Link]:
    if standing.meeting is not None and not standing.tried and page.acts & {Act.VISIT, Act.WORK}:
        url = reverse("visit_door", args=[standing.meeting.line.id])
        yield rows.Link(label=gettext("Open the form"), url=url)
    met = {str(e.facts["about"]) for e in page.history if e.kind == events.VERSIONS_MET.kind}
    met -= {str(e.facts["about"]) for e in page.history if e.kind == events.VERSION_CHOSEN.kind}
    if Act.WORK in page.acts:
        for visit in sorted(met):
            url = reverse("visit_versions", args=[visit])
            yield rows.Link(label=gettext("Two versions of one visit: choose"), url=url)


def _recovery(page: VisitsPage, standing: Standing) -> Section:
    """For the head of the unit above alone."""
    lines = tuple(
        gettext("%(when)s: %(cause)s")
        % {
            "when": dates.day(one.occurred_at),
            "cause": gettext(choices.RECOVERY_CAUSES[str(one.facts["cause"])]),
        }
        for one in standing.recoveries
    )
    return Section(
        id=f"recovery-{standing.party}",
        title=gettext("For you to see to"),
        icon="phone",
        tone="warm",
        lines=lines,
        links=(
            rows.Link(
                label=gettext("Say what was done about it"),
                url=reverse("staff_act", args=[page.matter.ref, "recover"]),
            ),
        ),
    )


def _reaches(by: Actor, matter_id: uuid.UUID, at: datetime) -> bool:
    """Who asks for views needs to reach the person while there is something to ask."""
    return any(one.matter_id == matter_id for one in to_ask(by=by))


# --- for who is visited --------------------------------------------------------------------------------


def _own_sections(page: OwnVisits, at: datetime) -> Iterator[Section]:
    standing = page.standing
    if standing.view_asked is not None:
        yield Section(
            id="visit-view",
            title=gettext("How do you see it?"),
            icon="users",
            template="visits/own_view.html",
            values={"form": ViewForm()},
        )
    if _concerns(standing):
        yield Section(
            id="visits",
            title=gettext("How you hear from us"),
            icon="clock",
            template="visits/own.html",
            values=_own_values(page, standing),
        )


def _concerns(standing: Standing) -> bool:
    return bool(
        standing.plan or standing.offer or standing.meeting or standing.visits or standing.way
    )


def _own_values(page: OwnVisits, standing: Standing) -> dict[str, Any]:
    unit = units.unit(page.in_charge) if page.in_charge else None
    last = standing.last_visit
    told = set(str(last.facts.get("told", "")).split(",")) if last else set()
    return {
        "plan": _every(standing.plan) if standing.plan else "",
        "cause": gettext(choices.CAUSES[str(standing.plan.facts["cause"])])
        if standing.plan
        else "",
        "way": gettext(choices.WAYS[standing.way]) if standing.way else "",
        "offered": _times(standing.offer.facts) if standing.offer else [],
        "offered_way": gettext(choices.WAYS[str(standing.offer.facts["way"])])
        if standing.offer
        else "",
        "meeting": when_of(standing.meeting) if standing.meeting else "",
        "home": bool(standing.meeting and standing.meeting.way == "home"),
        "officers": _comes(standing.meeting) if standing.meeting else [],
        "place": _word(page, standing, "place"),
        "word": _word(page, standing, "word"),
        "unit": unit.name if unit else "",
        "telephone": unit.telephone if unit else "",
        "promises": [
            {"text": _line_word(page, p.id, "text"), "due_on": dates.day(_day(p.facts["due_on"]))}
            for p in standing.open_promises
        ],
        "raised": [str(e.id) for e in page.history if _is_raised(e, page)],
        "last": dates.day(last.occurred_at) if last else "",
        "told": [
            words
            for line, words in may_be_told(page.history, page.party_id, language())
            if line in told
        ],
    }


def _is_raised(event: Entry, page: OwnVisits) -> bool:
    mine = event.facts.get("party") == str(page.party_id)
    return event.kind == events.ISSUE_OPENED.kind and mine


def _day(text: object) -> date:
    return dates.parsed(str(text))


def _comes(meeting: Meeting) -> list[str]:
    return [f"{o.name}, {o.number}" for o in officers_by_id(meeting.officers)]


def _word(page: OwnVisits, standing: Standing, name: str) -> str:
    return _line_word(page, standing.meeting.line.id, name) if standing.meeting else ""


def _line_word(page: OwnVisits, line_id: uuid.UUID, name: str) -> str:
    return next((line.word(name) for line in page.lines if line.id == line_id), "")


PANEL = Panel(
    read=visits_of,
    sections=_sections,
    desk=DESK,
    reaches=_reaches,
    marks={events.MADE.kind: "kept", events.CALLED_OFF.kind: "late"},
    own_read=own_visits_of,
    own_sections=_own_sections,
    own_marks={events.MADE.kind: "kept", events.CALLED_OFF.kind: "late"},
    elsewhere=frozenset({events.AGREED.kind, events.VIEW_GIVEN.kind}),
    deeds=DEEDS,
)
