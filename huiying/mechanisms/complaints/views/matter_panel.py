"""What a complaint adds to the page of its matter, for staff and for the complainant."""

import uuid
from collections.abc import Iterable, Iterator
from datetime import date, datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext

from huiying.core.duties.histories import Line
from huiying.core.duties.matters import HolderPage
from huiying.core.kinds import Act, Actor
from huiying.core.web import rows
from huiying.core.web.panels import Head, Note, Outside, Panel, Section
from huiying.mechanisms.complaints import events
from huiying.mechanisms.complaints import outside as doors
from huiying.mechanisms.complaints.forms import category_name
from huiying.mechanisms.complaints.forms_follow import ViewForm
from huiying.mechanisms.complaints.queries import (
    CitizenPage,
    ComplaintPage,
    citizen_of,
    complaint_of,
)
from huiying.mechanisms.complaints.queries_asking import to_ask
from huiying.mechanisms.complaints.rules import Move
from huiying.mechanisms.complaints.views import matter_rows, staff_rows
from huiying.mechanisms.complaints.views.acts import DESK
from huiying.mechanisms.complaints.views.follow import DEEDS


def _head(page: ComplaintPage, at: datetime) -> Head:
    return Head(title=category_name(page.standing.category), tag=staff_rows.tag_of(page))


def _facts(page: ComplaintPage, at: datetime) -> list[rows.Fact]:
    return staff_rows.facts(page)


def _asides(page: ComplaintPage, at: datetime) -> Iterator[Section]:
    if Act.WORK in page.acts:
        yield Section(
            id="alike",
            title=gettext("Alike"),
            links=(
                rows.Link(
                    label=gettext("Open complaints that read alike"),
                    url=reverse("staff_alike", args=[page.matter.ref]),
                    about=gettext("By what was written, never by who wrote it."),
                ),
            ),
        )


def _reaches(by: Actor, matter_id: uuid.UUID, at: datetime) -> bool:
    """Who asks for views needs to reach the person while there is something to ask, and not before or after."""
    return any(one.matter_id == matter_id for one in to_ask(by=by, at=at))


# --- for the complainant -----------------------------------------------------------------------------


def _own_head(page: CitizenPage, at: datetime) -> Head:
    return Head(
        title=gettext("Your complaint: %(about)s")
        % {"about": category_name(page.standing.category)},
        tag=matter_rows.stage_tag(page),
        next=gettext(matter_rows.NEXT[page.stage]),
    )


def _own_sections(page: CitizenPage, at: datetime) -> Iterator[Section]:
    if Move.GIVE_VIEW in page.moves:
        yield Section(
            id="view",
            title=gettext("How do you see it?"),
            template="complaints/own_view.html",
            values={"form": ViewForm()},
        )


def _outcomes(page: CitizenPage) -> Iterable[tuple[Line | None, str]]:
    """The decision of the review first, then the answer it looked at, or the refusal."""
    return (
        (page.review, gettext("Decision of the review")),
        (page.answer, gettext("Our answer")),
        (page.refusal, gettext("Why we did not take it up")),
    )


def _hints(page: CitizenPage) -> Iterator[str]:
    answered = page.review or page.answer or page.refusal
    if Move.DISAGREE not in page.moves and not answered:
        yield gettext(
            "Once we have answered, you can say that you disagree; another unit then looks at it again."
        )


def _held(page: CitizenPage) -> dict[str, str]:
    standing = page.standing
    return {
        "stage": standing.stage.value,
        "category": standing.category,
        "finding": standing.finding,
        "happened_on": str(_happened_on(page) or ""),
    }


def outside(page: HolderPage) -> Outside:
    """What runs on, and the doors outside, as far as this jurisdiction's law was read."""
    where = settings.HUIYING_JURISDICTION
    return Outside(
        known=_happened_on(page),
        calendar=where,
        title=gettext("What a complaint does not stop"),
        runs_on=tuple(_note(n) for n in doors.RUNS_ON.get(where, ())),
        doors=tuple(_note(n) for n in doors.DOORS.get(where, ())),
    )


def _happened_on(page: HolderPage) -> date | None:
    """The day that the person named when they told us."""
    first = next((e for e in page.history if e.kind == events.RECEIVED.kind), None)
    named = str(first.facts.get("happened_on", "")) if first else ""
    return date.fromisoformat(named) if named else None


def _note(note: doors.Note) -> Note:
    return Note(
        title=gettext(note.title),
        text=gettext(note.text),
        basis=gettext(note.basis) if note.basis else "",
        hotline=note.hotline,
        term=note.term,
    )


PANEL = Panel(
    read=complaint_of,
    head=_head,
    facts=_facts,
    asides=_asides,
    marks=staff_rows.MARKS,
    desk=DESK,
    reaches=_reaches,
    own_read=citizen_of,
    own_head=_own_head,
    own_sections=_own_sections,
    outcomes=_outcomes,
    answers=frozenset({events.ANSWERED.kind, events.REVIEW_DECIDED.kind, events.REFUSED.kind}),
    elsewhere=frozenset({events.RECEIVED.kind, events.SATISFACTION_GIVEN.kind}),
    deeds=DEEDS,
    hints=_hints,
    held=_held,
)
