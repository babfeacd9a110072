"""Supervision: what the branch owes, what is late and how long, what will fall due, and what needs a decision."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from huiying.core.access import doors
from huiying.core.access.among import Seen
from huiying.core.duties import branch, misses, queries_desk
from huiying.core.duties.branch import Load
from huiying.core.duties.queries_desk import Wanted
from huiying.core.kinds import Act, Actor
from huiying.core.ledger import queries as ledger
from huiying.core.ledger.entries import standing as standing_lines
from huiying.core.notices import desk as desk_notices
from huiying.core.units import queries as units
from huiying.core.web import dates, rows
from huiying.core.web.guards import ActorRequest, staff_page
from huiying.mechanisms.complaints.queries_lateness import explained
from huiying.pages import lists
from huiying.pages.views import desk

# Requests older than this were decided, or their complaint has ended.
_ASKED_WITHIN = timedelta(days=120)
_DAYS_AHEAD = 14
_EXPLAINED_BACK = timedelta(days=90)


@dataclass(frozen=True, kw_only=True, slots=True)
class AgePart:
    """A part of the bar of late duties, in per cent of its track."""

    kind: str
    x: str
    width: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """A unit with all below it."""

    name: str
    url: str
    depth: int
    open: int
    late: int
    ages: str
    parts: tuple[AgePart, ...]
    oldest: str
    week: int
    fortnight: int
    nobody: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Need:
    """Something that waits for the reader's decision."""

    title: str
    url: str
    ref: str
    when: datetime


@staff_page(Act.SUPERVISE)
def watch(request: ActorRequest) -> HttpResponse:
    by, now = request.actor, request.at
    ids = doors.oversees(by)
    own = branch.loads(by=by, unit_ids=ids, now=now)
    whole = _together(own.values())
    ahead, ahead_title = _ahead(by, ids, now)
    lines, idle = _lines(ids, own)
    context = {
        "lines": lines,
        "idle": idle,
        "figures": [*_figures(whole, now), _explained(ids, now)],
        "ages": _ages(whole),
        "ages_title": _ages_title(whole),
        "ahead": ahead,
        "ahead_title": ahead_title,
        "needs": _needs(by, now),
        "alerts": desk.alerts(desk_notices.Waiting(seen=Seen(by=by))),
        "nobody": whole.nobody,
        "top": units.unit(ids[0]).name if ids else "",
    }
    return render(request, "pages/watch.html", context)


@staff_page(Act.SUPERVISE)
def unit_duties(request: ActorRequest, code: str) -> HttpResponse:
    """The open duties of one unit of the branch, by date. No names, no words: a matter opens only by its own door."""
    by, now = request.actor, request.at
    unit = units.unit_by_code(code)
    if unit is None or unit.id not in doors.oversees(by):
        raise doors.Denied(Act.SUPERVISE.value)
    wanted = Wanted(units=(unit.id,), size=100)
    found = queries_desk.worklist(by=by, wanted=wanted)
    undated = queries_desk.undated(by=by, wanted=wanted)
    made = desk.Rows(now=now, picks=False, missed=misses.of([*found, *undated]))
    context = {
        "unit": unit,
        "groups": desk.groups(found[: wanted.size], undated, desk.Edges.at(now), made),
        "more": len(found) > wanted.size,
        "most": wanted.size,
    }
    return render(request, "pages/watch_unit.html", context)


# --- the tree ------------------------------------------------------------------------------------------


def _together(loads: Iterable[Load]) -> Load:
    whole = Load(unit_id=0)
    for load in loads:
        whole = whole.with_(load)
    return whole


def _lines(ids: Sequence[int], own: Mapping[int, Load]) -> tuple[list[Line], int]:
    """The units of the branch in the order of the tree, each with what lies below it; and how many owe nothing."""
    tree = [units.unit(unit_id) for unit_id in ids]
    tree.sort(key=lambda row: units.path_ids(row.path))
    shallowest = min((len(row.ancestors()) for row in tree), default=0)
    sums = {
        row.id: _together([own[u.id] for u in tree if u.id in own and u.below(row)]) for row in tree
    }
    longest = max((load.late for load in sums.values()), default=0)
    lines = [
        Line(
            name=row.name,
            url=reverse("watch_unit", args=[row.code]) if row.id in own else "",
            depth=min(len(row.ancestors()) - shallowest, 3),
            open=load.open,
            late=load.late,
            ages=gettext("%(short)d / %(mid)d / %(long)d")
            % {"short": load.late_short, "mid": load.late_mid, "long": load.late_long},
            parts=_parts(load, longest),
            oldest=dates.day(dates.due_day(load.oldest)) if load.oldest else "",
            week=load.week,
            fortnight=load.fortnight,
            nobody=load.nobody,
        )
        for row in tree
        for load in [sums[row.id]]
        if load.open
    ]
    return lines, sum(not row.closed and not sums[row.id].open for row in tree)


def _parts(load: Load, longest: int) -> tuple[AgePart, ...]:
    parts, x = [], 0.0
    for kind, count in (("a1", load.late_short), ("a2", load.late_mid), ("a3", load.late_long)):
        width = 100 * count / longest if longest else 0.0
        if count:
            parts.append(AgePart(kind=kind, x=f"{x:.2f}%", width=f"{width:.2f}%"))
        x += width
    return tuple(parts)


# --- figures and charts ----------------------------------------------------------------------------------


def _figures(whole: Load, now: datetime) -> list[rows.Figure]:
    oldest = (
        gettext("the oldest since %(day)s") % {"day": dates.day(dates.due_day(whole.oldest))}
        if whole.oldest
        else gettext("nothing is late")
    )
    return [
        rows.Figure(value=str(whole.open), label=gettext("Duties open")),
        rows.Figure(value=str(whole.late), label=gettext("Late now"), note=oldest),
        rows.Figure(value=str(whole.week), label=gettext("Due within 7 days")),
        rows.Figure(value=str(whole.nobody), label=gettext("Matters in nobody's hands")),
    ]


def _explained(ids: Sequence[int], now: datetime) -> rows.Figure:
    """Of the steps that were missed, how many the person was told the reason of."""
    found = explained(ids, now - _EXPLAINED_BACK)
    return rows.Figure(
        value=f"{found.told}/{found.missed}",
        label=gettext("Late steps explained, with an apology"),
        note=gettext("missed in 90 days"),
    )


def _ages(whole: Load) -> list[rows.Count]:
    return [
        rows.Count(label=gettext("not due yet"), value=whole.open - whole.late),
        rows.Count(label=gettext("up to 3 days late"), value=whole.late_short, mark="mark"),
        rows.Count(label=gettext("4 to 10 days"), value=whole.late_mid, mark="mark"),
        rows.Count(label=gettext("more than 10 days"), value=whole.late_long, mark="late"),
    ]


def _ages_title(whole: Load) -> str:
    if not whole.late:
        return gettext("Nothing is late")
    if not whole.late_long:
        return ngettext(
            "%(count)d duty is late, none by more than 10 days",
            "%(count)d duties are late, none by more than 10 days",
            whole.late,
        ) % {"count": whole.late}
    return gettext("%(count)d duties are late, %(long)d of them by more than 10 days") % {
        "count": whole.late,
        "long": whole.late_long,
    }


def _ahead(by: Actor, ids: Sequence[int], now: datetime) -> tuple[list[rows.Count], str]:
    """Day by day for two weeks. The first day is what is left of today."""
    midnight = dates.local(now).replace(hour=0, minute=0, second=0, microsecond=0)
    edges = [now, *(midnight + timedelta(days=n) for n in range(1, _DAYS_AHEAD + 1))]
    counts = branch.falling_due(by=by, unit_ids=ids, edges=edges)
    days = [(midnight + timedelta(days=n)).date() for n in range(_DAYS_AHEAD)]
    bars = [
        rows.Count(label=f"{day.month}/{day.day}", value=count)
        for day, count in zip(days, counts, strict=True)
    ]
    total, most = sum(counts), max(counts, default=0)
    if not total:
        return bars, gettext("Nothing falls due in the next two weeks")
    heaviest = days[counts.index(most)]
    title = gettext("%(total)d fall due in two weeks, most on %(day)s: %(most)d")
    return bars, title % {"total": total, "day": dates.short_day(heaviest), "most": most}


# --- what needs a decision -----------------------------------------------------------------------------


def _needs(by: Actor, now: datetime, most: int = 30) -> list[Need]:
    """Requests that this reader may decide, the oldest first."""
    needs: list[Need] = []
    for ask in lists.asks():
        ids = ledger.having(ask.event, doors.visible(by), now - _ASKED_WITHIN, most * 3)
        histories, parties, refs = (
            ledger.histories(ids),
            ledger.parties_of(ids),
            ledger.matters(ids),
        )
        for pk in ids:
            acts = doors.acts_on(by, parties[pk], pk)
            for when in ask.open(standing_lines(histories[pk]), acts, by):
                needs.append(
                    Need(
                        title=gettext(ask.title),
                        url=reverse("staff_matter", args=[refs[pk].ref]),
                        ref=refs[pk].ref,
                        when=when,
                    )
                )
    return sorted(needs, key=lambda need: need.when)[:most]
