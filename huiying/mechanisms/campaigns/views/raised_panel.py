"""What the page of something raised shows, to the desk and to whoever raised it."""

import uuid
from collections.abc import Iterable, Iterator
from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import get_language, gettext

from huiying.core.duties.histories import Line, last_of
from huiying.core.kinds import Act, PartyRole
from huiying.core.ledger import queries as ledger
from huiying.core.units import queries as units
from huiying.core.web import dates, rows
from huiying.core.web.panels import Head, Panel, Section
from huiying.mechanisms.campaigns import choices
from huiying.mechanisms.campaigns import raised_events as events
from huiying.mechanisms.campaigns.asked import bodies
from huiying.mechanisms.campaigns.queries import (
    RaisedOwn,
    RaisedPage,
    own_raised_of,
    raised_of,
    title_of,
)
from huiying.mechanisms.campaigns.raised_standing import Standing
from huiying.mechanisms.campaigns.rules import RaisedMove
from huiying.mechanisms.campaigns.views.deeds import DEEDS
from huiying.mechanisms.campaigns.views.desk_raised import DESK
from huiying.mechanisms.campaigns.views.stages import NEXT, RAISED_STAGES


def _tag(standing: Standing) -> rows.Tag:
    tone, words = RAISED_STAGES[standing.stage]
    return rows.Tag(tone=tone, text=gettext(words))


def _what(standing: Standing) -> str:
    return gettext(choices.WHAT[standing.what]) if standing.what else ""


def _head(page: RaisedPage, at: datetime) -> Head:
    title = gettext("Raised: %(what)s") % {"what": _what(page.standing)}
    return Head(title=title, tag=_tag(page.standing))


def _facts(page: RaisedPage, at: datetime) -> Iterator[rows.Fact]:
    received = page.lines[0] if page.lines else None
    if received is not None:
        channel = gettext(choices.CHANNELS.get(str(received.facts.get("channel", "")), ""))
        yield rows.Fact(label=gettext("Came in"), value=f"{dates.moment(received.at)}, {channel}")
        yield rows.Fact(
            label=gettext("Can be reached"),
            value=gettext("Yes, they agreed to it")
            if received.facts.get("contactable")
            else gettext("By the page that the code opens"),
        )
    if page.standing.campaign:
        yield _campaign(page.standing.campaign)
    if (promised := page.standing.promised) is not None:
        day = date.fromisoformat(str(promised.facts["due_on"]))
        yield rows.Fact(label=gettext("To be done by"), value=dates.day_week(day))


def _campaign(found: str) -> rows.Fact:
    matter = ledger.matter(uuid.UUID(found))
    return rows.Fact(
        label=gettext("On the campaign"),
        value=title_of(matter.id),
        url=reverse("campaign_public", args=[matter.ref]),
    )


def _sections(page: RaisedPage, at: datetime) -> Iterator[Section]:
    line = last_of(page.lines, events.TRANSFERRED.kind)
    if line is not None and Act.SEE in page.acts:
        yield _with_body(line)


def _with_body(line: Line) -> Section:
    body = bodies().get(str(line.facts["body"]))
    name = body.words(get_language() or "") if body else ""
    facts = [rows.Fact(label=gettext("Body"), value=name)]
    facts += [rows.Fact(label=w.label, value=w.text or "") for w in line.words if w.text]
    return Section(
        id="body", title=gettext("Another body answers this"), icon="link", facts=tuple(facts)
    )


# --- for whoever raised it -----------------------------------------------------------------------------


def _own_head(page: RaisedOwn, at: datetime) -> Head:
    return Head(
        title=gettext("What you raised"),
        tag=_tag(page.standing),
        next=gettext(NEXT[page.standing.stage]),
    )


def _own_sections(page: RaisedOwn, at: datetime) -> Iterator[Section]:
    if RaisedMove.FETCH_RECEIPT in page.moves:
        yield Section(
            id="receipt", title=gettext("The receipt of your complaint"), icon="lock", tone="plum",
            template="campaigns/own_receipt.html",
        )  # fmt: skip
    line = last_of(page.lines, events.TRANSFERRED.kind)
    if line is not None:
        yield _with_body(line)
    if (promised := page.standing.promised) is not None:
        day = date.fromisoformat(str(promised.facts["due_on"]))
        yield Section(
            id="promised", title=gettext("What we said we would do"), icon="cal", tone="warm",
            facts=(rows.Fact(label=gettext("Done by"), value=dates.day_week(day)),),
        )  # fmt: skip


def _own_asides(page: RaisedOwn, at: datetime) -> Iterator[Section]:
    held = [p for p in ledger.parties(page.matter.id) if p.role is PartyRole.HANDLING]
    unit = held[-1].unit_id if held and held[-1].unit_id else None
    if unit is not None and not page.standing.complaint:
        row = units.unit(unit)
        facts = [rows.Fact(label=gettext("Unit"), value=row.name)]
        if row.telephone:
            facts.append(rows.Fact(label=gettext("Telephone"), value=row.telephone))
        yield Section(id="who", title=gettext("Who answers it"), icon="user", facts=tuple(facts))


def _outcomes(page: RaisedOwn) -> Iterable[tuple[Line | None, str]]:
    return (
        (last_of(page.lines, events.REVIEW_DECIDED.kind), gettext("What the unit above says")),
        (last_of(page.lines, events.DONE.kind), gettext("What was done")),
        (last_of(page.lines, events.ANSWERED.kind), gettext("Our answer")),
    )


def _hints(page: RaisedOwn) -> Iterator[str]:
    if page.standing.answer is None and not page.standing.complaint:
        yield gettext("Once you have our answer you can ask the unit above to look at it.")


def _held(page: RaisedOwn) -> dict[str, str]:
    return {"stage": page.standing.stage.value, "what": page.standing.what}


PANEL = Panel(
    read=raised_of,
    head=_head,
    facts=_facts,
    sections=_sections,
    marks={
        events.RECEIVED.kind: "person",
        events.REVIEW_REQUESTED.kind: "person",
        events.ANSWERED.kind: "kept",
        events.DONE.kind: "kept",
        events.REVIEW_DECIDED.kind: "kept",
    },
    desk=DESK,
    own_read=own_raised_of,
    own_head=_own_head,
    own_sections=_own_sections,
    own_asides=_own_asides,
    outcomes=_outcomes,
    answers=frozenset({events.ANSWERED.kind, events.DONE.kind, events.REVIEW_DECIDED.kind}),
    elsewhere=frozenset({events.RECEIVED.kind, events.TRANSFERRED.kind}),
    deeds=DEEDS,
    hints=_hints,
    held=_held,
)
