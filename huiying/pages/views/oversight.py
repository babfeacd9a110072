"""Oversight's read-only seat: what was missed, undone, pressed, entered late or told by our word alone."""

import random
from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from huiying.core.access import doors, looks
from huiying.core.duties import branch, misses
from huiying.core.kinds import N_, Act, Actor
from huiying.core.ledger import events as ledger_events
from huiying.core.ledger import queries as ledger
from huiying.core.ledger.specs import specs
from huiying.core.units import queries as units
from huiying.core.web import dates, rows
from huiying.core.web.duty_words import late_with, title_of
from huiying.core.web.guards import ActorRequest, staff_page
from huiying.core.web.lists import Watched
from huiying.mechanisms.openness import panel, queries
from huiying.mechanisms.openness.services import reporting
from huiying.pages import lists
from huiying.pages.views.emergency import to_judge
from huiying.pages.views.unusual import to_ask

LATE_ENTRY = timedelta(days=1)
_LOOKED_BACK = timedelta(days=30)
_SAMPLED_BACK = 2000
_SAMPLE = 6
_PUT_RIGHT = Watched(event=ledger_events.ANNULLED.kind, title=N_("Entries put right"))
LOOKED_AT = {
    "contact": N_("contact data"),
    "words": N_("what somebody wrote"),
    "file": N_("a file"),
    "search": N_("a search"),
    "no-receipt": N_("a report without receipt"),
    "emergency": N_("the reason of an emergency"),
    "read-log": N_("the log of looks"),
    "delay": N_("the reason of a covert inquiry"),
}


@staff_page(Act.OVERSEE)
def oversight(request: ActorRequest) -> HttpResponse:
    by, now = request.actor, request.at
    ids = doors.oversees(by)
    missed, missed_count = branch.breaches(by=by, unit_ids=ids)
    of = misses.of(missed)
    on_matter = doors.visible(by, prefix="matter__")
    late, all_entries = ledger.entered_late(on_matter, now - _LOOKED_BACK, LATE_ENTRY)
    reports = queries.no_receipt_reports()
    if reports:
        looks.log_look(by=by, at=now, what="no-receipt", page="oversight")
    word_alone = queries.table().whole.get("word-alone")
    context = {
        "figures": [
            rows.Figure(value=str(missed_count), label=gettext("Duties that were missed")),
            rows.Figure(
                value=str(late),
                label=gettext("Entered more than a day after it happened"),
                note=gettext("of %(count)d entries in 30 days") % {"count": all_entries},
            ),
            rows.Figure(
                value=panel.percent(word_alone) if word_alone.shown else panel.hidden(),
                label=gettext("Told, by our word alone"),
                note=panel.likely(word_alone) if word_alone.shown else "",
            ),
            rows.Figure(
                value=str(sum(not r.done for r in reports)),
                label=gettext("Reports without receipt to look into"),
            ),
        ],
        "missed_heads": _heads(
            gettext("Matter"), gettext("What"), gettext("Owed by"), gettext("Was due")
        ),
        "missed": [
            (
                _matter(d.ref),
                late_with(d.rule, [of[d.trigger]]) if d.trigger in of else title_of(d.rule),
                units.unit(d.unit_id).name if d.unit_id else "",
                dates.day(dates.due_day(d.due_at)) if d.due_at else "",
            )
            for d in missed
        ],
        "watched": [
            {"id": f"watched-{n}", "title": gettext(title), "lines": _events(by, kinds)}
            for n, (title, kinds) in enumerate(_watched().items(), start=1)
        ],
        "reports": reports,
        "looks": _looks(ids, now),
        "looks_heads": [
            rows.Head(label=gettext("Unit")),
            rows.Head(label=gettext("Looked at")),
            rows.Head(label=gettext("Times"), number=True),
            rows.Head(label=gettext("Matters"), number=True),
        ],
        "reasons": _reasons(ids, now),
        "reasons_heads": _heads(
            gettext("When"), gettext("Unit"), gettext("Looked at"), gettext("Reason given")
        ),
        "sample": _sample(by, now),
        "unusual": to_ask(by, ids),
        "emergencies": to_judge(by, ids, request),
        "said": request.session.pop("oversight_said", ""),
    }
    return render(request, "pages/oversight.html", context)


@staff_page(Act.OVERSEE)
@require_POST
def looked_into(request: ActorRequest, report_id: UUID) -> HttpResponse:
    """Somebody of oversight has looked into a report without receipt."""
    reporting.look_into(report_id=report_id, by=request.actor, at=request.at)
    return redirect("oversight")


def _heads(*labels: str) -> list[rows.Head]:
    return [rows.Head(label=label) for label in labels]


def _matter(ref: str) -> rows.Link:
    return rows.Link(label=ref, url=reverse("staff_matter", args=[ref]))


def _watched() -> dict[str, list[str]]:
    """Kinds of event by title: the same thing on matters of several kinds is one list."""
    found: dict[str, list[str]] = {}
    for one in (*lists.watched(), _PUT_RIGHT):
        found.setdefault(one.title, []).append(one.event)
    return found


def _events(by: Actor, kinds: list[str]) -> list[tuple[rows.Link, str, str]]:
    found = ledger.latest(kinds, doors.visible(by, prefix="matter__"), 15)
    lines = []
    for ref, entry in found:
        words = gettext(specs()[entry.kind].written)
        wrong = specs().get(str(entry.facts.get("kind", "")))
        if wrong is not None:
            words = gettext("Put right: %(entry)s") % {"entry": _plain(wrong.written)}
            if entry.facts.get("opened_duty"):
                words = f"{words} · {gettext('a duty fell away')}"
        lines.append((_matter(ref), words, dates.moment(entry.recorded_at)))
    return lines


def _plain(written: str) -> str:
    """A kind's sentence without the places that facts would fill."""
    return gettext(written).split("%(")[0].rstrip("：: （(")


def _looks(ids: Sequence[int], now: datetime) -> list[list[str]]:
    return [
        [
            units.unit(t.unit_id).name if t.unit_id else "",
            gettext(LOOKED_AT.get(t.what, t.what)),
            str(t.looks),
            str(t.matters),
        ]
        for t in looks.tally(ids, now - _LOOKED_BACK)
    ]


def _reasons(ids: Sequence[int], now: datetime) -> list[list[str]]:
    return [
        [
            dates.moment(row.at),
            units.unit(row.unit_id).name if row.unit_id else "",
            gettext(LOOKED_AT.get(row.what, row.what)),
            row.reason,
        ]
        for row in looks.given_reasons(ids, now - _LOOKED_BACK)
    ]


def _sample(by: Actor, now: datetime) -> list[rows.Link]:
    """The same few matters all day, drawn by lot: no unit can choose what is looked at."""
    found = [pk for _at, pk in ledger.newest(doors.visible(by), _SAMPLED_BACK)]
    draw = random.Random(f"{dates.local(now).date()}/{by.officer_id}")  # noqa: S311 - a lot, no secret
    chosen = draw.sample(found, min(_SAMPLE, len(found)))
    return [_matter(m.ref) for m in ledger.matters(chosen).values()]
