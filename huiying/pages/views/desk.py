"""The desk: what an officer's units owe, by date. A row says what, by when, under which rule; to whom as a role."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from huiying.core.access import doors, unusual
from huiying.core.access.among import Seen
from huiying.core.duties import misses
from huiying.core.duties import queries_desk as duties
from huiying.core.duties.misses import Missed
from huiying.core.duties.queries_desk import DeskRow
from huiying.core.kinds import N_, Actor, SeatRole
from huiying.core.ledger import queries as ledger
from huiying.core.notices import desk as desk_notices
from huiying.core.units import queries as units
from huiying.core.web import dates, rows
from huiying.core.web.duty_words import force_words, language, late_with, owed_to_words, title_of
from huiying.core.web.guards import ActorRequest, staff_page
from huiying.mechanisms.complaints.services.officers import lines_for_officer
from huiying.pages import lists
from huiying.pages.views import desk_filters
from huiying.pages.views.desk_filters import PAGE
from huiying.pages.views.gate_answers import how_many_asked
from huiying.rulepacks import loader

ESCALATED = N_("A duty is late and came up to you")


@staff_page()
def desk(request: ActorRequest) -> HttpResponse:
    """Overdue first, then today, this week, later; what has no date last."""
    by, now = request.actor, request.at
    filters = desk_filters.read(request.GET, by)
    edges = Edges.at(now)
    whole = desk_filters.without_place(filters.wanted)
    seen = Seen(by=by)
    news = desk_notices.Waiting(seen=seen)
    found = duties.desk(seen=seen, wanted=filters.wanted, whole=whole, edges=edges)
    page, more = found.rows[:PAGE], len(found.rows) > PAGE
    undated = [] if more else duties.undated(by=by, wanted=filters.wanted)
    can_assign = by.seat(SeatRole.HEAD, SeatRole.SUPERVISOR) is not None
    made = Rows(now=now, picks=can_assign, missed=misses.of([*page, *undated]))
    context = {
        "groups": groups(page, undated, edges, made),
        "counts": counts_of(found.counts, filters),
        "filters": filters,
        "alerts": alerts(news),
        "put_to_me": any(line.open for line in lines_for_officer(by=by, at=now)),
        "asked": how_many_asked(by, now),
        "unusual": _unusual_looks(by),
        "may_hand_over": can_assign,
        "colleagues": colleagues(by, now) if can_assign else [],
        "next_url": _next_url(request, page) if more else "",
        "first_url": filters.url() if filters.wanted.after else "",
        "said": request.session.pop("desk_said", []),
    }
    return render(request, "pages/desk.html", context)


@dataclass(frozen=True, kw_only=True, slots=True)
class Edges(duties.Edges):
    """And in which of the groups of a list a duty stands."""

    def group_of(self, duty: DeskRow) -> str:
        if duty.due_at is None:
            return "undated"
        if self.now >= duty.due_at:
            return "late"
        if duty.due_at <= self.today_ends:
            return "today"
        return "week" if duty.due_at <= self.week_ends else "later"


GROUPS = (
    ("late", N_("Overdue"), "late"),
    ("today", N_("Today"), "today"),
    ("week", N_("This week"), ""),
    ("later", N_("Later"), ""),
    ("undated", N_("Without a date"), ""),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Rows:
    """Makes a row of the table from a duty."""

    now: datetime
    picks: bool
    # What rows have in common is put into words once.
    missed: Missed
    known: dict[tuple[str, ...], tuple[str, rows.Rule, str]] = field(default_factory=dict)
    days: dict[date, str] = field(default_factory=dict)
    late: dict[int, rows.Tag] = field(default_factory=dict)
    provisional: str = field(default_factory=lambda: gettext("date provisional"))

    def row(self, duty: DeskRow) -> rows.DutyRow:
        title, rule, to = self._shared(duty)
        of = self.missed.get(duty.trigger)
        return rows.DutyRow(
            id=str(duty.id),
            url=_address_of(duty.ref),
            title=late_with(duty.rule, [of]) if of else title,
            ref=duty.ref,
            due=self._due(duty),
            tag=self._tag(duty),
            to=to,
            rule=rule,
            owner=_owner(duty),
            note=self.provisional if duty.provisional else "",
            pick=str(duty.matter_id) if self.picks else "",
        )

    def _shared(self, duty: DeskRow) -> tuple[str, rows.Rule, str]:
        key = (duty.rule, duty.force, duty.basis, duty.owed_to)
        if key not in self.known:
            self.known[key] = (title_of(duty.rule), rule_of(duty), owed_to_words(duty.owed_to))
        return self.known[key]

    def _due(self, duty: DeskRow) -> str:
        if duty.due_at is None:
            return gettext("Date unusable") if duty.problem else gettext("No date set")
        here = dates.local(duty.due_at)
        if not (here.hour or here.minute or here.second):
            return self._day(dates.due_day(duty.due_at))
        return f"{self._day(here.date())} {here.hour:02}:{here.minute:02}"

    def _day(self, day: date) -> str:
        if day not in self.days:
            self.days[day] = dates.near_day(day, self.now)
        return self.days[day]

    def _tag(self, duty: DeskRow) -> rows.Tag | None:
        if duty.due_at is None:
            return None
        if dates.is_late(duty.due_at, self.now):
            return self._late_tag(duty.due_at)
        tone = "soon" if dates.is_soon(duty.due_at, self.now) else "due"
        return rows.Tag(tone=tone, text=dates.left(duty.due_at, self.now))

    def _late_tag(self, due_at: datetime) -> rows.Tag:
        """From two days on the same words for all that are as many days late."""
        days = (self.now - due_at).days
        known = self.late.get(days)
        if known is None:
            known = rows.Tag(tone="late", text=dates.left(due_at, self.now))
            if days >= 2:
                self.late[days] = known
        return known


def _owner(duty: DeskRow) -> str:
    if duty.officer_zh is None:
        return gettext("Nobody yet")
    return units.officer_name(duty.officer_zh, duty.officer_en or "")


def _address_of(ref: str) -> str:
    """`reverse` asked once a language: a page has sixty such addresses."""
    return _addresses(language()).replace(_ANY, ref)


_ANY = "-any-"


@lru_cache
def _addresses(_language: str) -> str:
    return reverse("staff_matter", args=[_ANY])


def groups(
    page: Iterable[DeskRow], undated: Iterable[DeskRow], edges: Edges, made: Rows
) -> list[rows.DutyGroup]:
    """The groups that have rows, in order."""
    placed: dict[str, list[rows.DutyRow]] = {}
    for duty in (*page, *undated):
        placed.setdefault(edges.group_of(duty), []).append(made.row(duty))
    return [
        rows.DutyGroup(id=name, title=gettext(title), rows=tuple(placed[name]), tone=tone)
        for name, title, tone in GROUPS
        if name in placed
    ]


@dataclass(frozen=True, kw_only=True, slots=True)
class Counted:
    """A count over the list. `url` narrows the list to what is counted, where that can be done."""

    text: str
    label: str
    url: str
    late: bool = False


def rule_of(duty: DeskRow) -> rows.Rule:
    """The citation alone; its force stands beside it. The whole basis is on the page of the matter."""
    rule = loader.rule(duty.rule)
    english = language().startswith("en")
    instrument = rule.citation.instrument.split(" · ")[-1 if english else 0]
    name = instrument.split("（")[0].split(" (")[0]
    article = rule.citation.article.replace("; ", "、")
    label = f"{name}, {rule.citation.article}" if english else f"{name}第{article}条"
    return rows.Rule(label=label, id=duty.rule, force=force_words(duty.force, duty.basis))


def counts_of(counted: duties.Counts, filters: desk_filters.Filters) -> list[Counted]:
    def text(n: int) -> str:
        return gettext("%(most)s or more") % {"most": duties.MOST} if n >= duties.MOST else str(n)

    return [
        Counted(
            text=text(counted.overdue),
            label=gettext("overdue"),
            url=filters.url(state="overdue"),
            late=counted.overdue > 0,
        ),
        Counted(text=text(counted.today), label=gettext("due today"), url="#today"),
        Counted(text=text(counted.week), label=gettext("later this week"), url="#week"),
        Counted(
            text=text(counted.nobody),
            label=gettext("in nobody's hands"),
            url=filters.url(whose="nobody"),
        ),
    ]


@dataclass(frozen=True, kw_only=True, slots=True)
class Alert:
    id: UUID
    text: str
    ref: str
    url: str
    when: datetime


def alerts(news: desk_notices.Waiting) -> list[Alert]:
    """What came up because it is late says which duty it is."""
    known, lines = lists.alerts(), news.first()
    late = ledger.facts_of({n.about for n in lines if n.template not in known})

    def text(line: desk_notices.DeskLine) -> str:
        facts = late.get(line.about)
        said = gettext(known.get(line.template, ESCALATED))
        if facts is None or "rule" not in facts:
            return said
        return gettext("%(title)s: %(steps)s") % {
            "title": said,
            "steps": title_of(str(facts["rule"])),
        }

    return [
        Alert(
            id=line.id,
            text=text(line),
            ref=line.ref,
            url=_address_of(line.ref),
            when=line.created_at,
        )
        for line in lines
    ]


@staff_page()
@require_POST
def put_aside(request: ActorRequest) -> HttpResponse:
    """A line of the desk was seen to."""
    ids = [found for text in request.POST.getlist("line") if (found := uuid_of(text))]
    desk_notices.put_aside(ids=ids, by=request.actor, at=request.at)
    return redirect("desk")


@dataclass(frozen=True, kw_only=True, slots=True)
class Colleague:
    id: int
    name: str


# Roles a matter can be given to; whether one may have this matter its mechanism says.
_MAY_HAVE_IT = (SeatRole.DESK, SeatRole.COMPLAINTS, SeatRole.CASES, SeatRole.HEAD)


def colleagues(by: Actor, at: datetime) -> list[Colleague]:
    """Officers present in the units where the reader may assign. Whether one may have a matter is asked per matter."""
    lead = [s.unit_id for s in by.seats if s.role in {SeatRole.HEAD, SeatRole.SUPERVISOR}]
    found = units.present(lead, at, *_MAY_HAVE_IT)
    return [Colleague(id=o.id, name=f"{o.name} {o.number}") for o in found]


def uuid_of(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _unusual_looks(by: Actor) -> int:
    """How many unusual looks oversight is to ask about; to nobody else is it said that there are any."""
    if by.seat(SeatRole.OVERSIGHT) is None:
        return 0
    return unusual.count_to_ask(by=by, unit_ids=doors.oversees(by))


def _next_url(request: HttpRequest, page: list[DeskRow]) -> str:
    last = page[-1]
    kept = [(k, v) for k, v in request.GET.items() if k not in {"after", "id"}]
    place = [("after", last.due_at.isoformat() if last.due_at else ""), ("id", str(last.id))]
    many = [(k, v) for k in ("basis", "kind", "matter") for v in request.GET.getlist(k)]
    kept = [(k, v) for k, v in kept if k not in {"basis", "kind", "matter"}]
    return f"{reverse('desk')}?{urlencode([*kept, *many, *place])}"
