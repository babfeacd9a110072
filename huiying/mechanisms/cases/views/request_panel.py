"""What a reconsideration or review adds to the page of its matter."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.utils.translation import get_language, gettext

from huiying.core.access import doors
from huiying.core.duties.histories import Line, last_of
from huiying.core.kinds import N_, Act, IllegalMove
from huiying.core.units import queries as units
from huiying.core.web import dates, rows
from huiying.core.web.acts import Desk, DeskAct
from huiying.core.web.panels import Head, Panel, Section
from huiying.mechanisms.cases import events, of_remedies, requests
from huiying.mechanisms.cases import forms_requests as f
from huiying.mechanisms.cases.queries import (
    OwnRequestPage,
    RequestPage,
    own_request_of,
    request_of,
)
from huiying.mechanisms.cases.requests import Move, Standing
from huiying.mechanisms.cases.services import remedying
from huiying.mechanisms.cases.services.remedying import Decision
from huiying.mechanisms.cases.views.deeds import REQUEST_DEEDS

TITLES = {
    events.RECONSIDERATION: N_("Reconsideration of a decision not to open a case"),
    events.REVIEW: N_("Review of a decision not to open a case"),
}
_ACTS: tuple[DeskAct[RequestPage], ...] = (
    DeskAct(
        slug="decide-request", move=Move.DECIDE, group=N_("Decide"), icon="scale",
        form=f.DecideRequestForm, title=N_("Decide the request"),
        button=N_("Decide it, and tell the accuser"),
        lead=N_("Reversed, the case is opened by that. Whoever decided before has no part in it."),
        do=lambda d: remedying.decide_request(
            **d.of,
            decision=Decision(
                reversed=d.data["reversed"] == "yes", **d.typed("answer", "reasons", "remedy")
            ),
        ),
    ),
    DeskAct(
        slug="extend-request", move=Move.EXTEND, group=N_("Decide"), icon="clock",
        form=f.ExtendRequestForm, title=N_("Take more time"),
        button=N_("Take it, and tell the accuser in writing"),
        do=lambda d: remedying.extend_request(**d.of, **d.typed("days", "reason")),
    ),
    DeskAct(
        slug="request-delivered", move=Move.TELL, group=N_("Tell"), icon="doc",
        form=f.DeliveredForm, title=N_("Delivered by hand or by letter"),
        button=N_("Put it on record"),
        lead=N_("Only our word stands for it, and figures count it so. Keep to the plan for safe contact."),
        do=lambda d: remedying.record_delivered(
            **d.of, **d.typed("channel"), occurred_at=d.data.get("occurred_at")
        ),
    ),
)  # fmt: skip


def _decide(page: RequestPage, act: DeskAct[RequestPage]) -> None:
    move = Move(act.move)
    if page.acts.isdisjoint(requests.MOVES[move]):
        raise doors.Denied(act.move)
    requests.decide(move, page.standing)
    if move is Move.TELL and not page.untold:
        raise IllegalMove(N_("Everything was delivered already."))


def _needs(act: DeskAct[RequestPage]) -> tuple[Act, ...]:
    return requests.MOVES[Move(act.move)]


DESK = Desk(
    acts=_ACTS,
    read=request_of,
    decide=_decide,
    needs=_needs,
    ways={
        of_remedies.RECONSIDERATION_TOLD.kind: ("decide-request", "request-delivered"),
        of_remedies.REVIEW_TOLD.kind: ("decide-request", "request-delivered"),
        of_remedies.RECONSIDERATION_EXTENSION_TOLD.kind: ("request-delivered",),
        of_remedies.REVIEW_EXTENSION_TOLD.kind: ("request-delivered",),
    },
)


def _tag(standing: Standing) -> rows.Tag:
    if standing.withdrawn:
        return rows.Tag(tone=rows.Tone.LINE, text=gettext("Taken back"))
    if standing.decided is None:
        return rows.Tag(tone=rows.Tone.DUE, text=gettext("Being looked at again"))
    words = N_("Reversed: the case is opened") if standing.reversed else N_("The decision stands")
    return rows.Tag(tone=rows.Tone.KEPT, text=gettext(words))


def _head(page: RequestPage, at: datetime) -> Head:
    return Head(title=gettext(TITLES[page.matter.kind]), tag=_tag(page.standing))


def _facts(page: RequestPage, at: datetime) -> Iterator[rows.Fact]:
    if page.crime is not None:
        name = page.crime.name(get_language() or "")
        yield rows.Fact(label=gettext("Kind of case"), value=name)
    yield rows.Fact(label=gettext("Reference of the case"), value=page.case_ref)


def _sections(page: RequestPage, at: datetime) -> Iterator[Section]:
    """What is looked at again, in the words of whoever decided it."""
    for line in page.contested:
        unit = units.unit(line.by_unit).name if line.by_unit else ""
        yield Section(
            id=f"contested-{line.kind.partition('.')[0]}",
            title=gettext("What is looked at again"),
            icon="scale",
            tone="plum",
            lines=(
                line.sentence,
                " · ".join(filter(None, (dates.moment(line.at), unit))),
            ),
            facts=tuple(rows.Fact(label=w.label, value=w.text) for w in line.words if w.text),
        )


def _own_head(page: OwnRequestPage, at: datetime) -> Head:
    after = gettext("Somebody who did not decide before looks at everything and writes to you.")
    done = gettext("The decision stands below.")
    return Head(
        title=gettext(TITLES[page.matter.kind]),
        tag=_tag(page.standing),
        next=done if page.standing.decided else after,
    )


def _own_sections(page: OwnRequestPage, at: datetime) -> Iterator[Section]:
    if page.standing.review:
        yield Section(
            id="request-review",
            title=gettext("With the level above"),
            icon="scale",
            tone="plum",
            template="cases/own_request.html",
            values={"matter": page.standing.review},
        )


def _outcomes(page: OwnRequestPage) -> Iterable[tuple[Line | None, str]]:
    kind = requests.KINDS[page.matter.kind].decided.kind
    return ((last_of(page.lines, kind), gettext("The decision")),)


PANEL = Panel(
    read=request_of,
    head=_head,
    facts=_facts,
    sections=_sections,
    desk=DESK,
    own_read=own_request_of,
    own_head=_own_head,
    own_sections=_own_sections,
    outcomes=_outcomes,
    answers=frozenset({k.decided.kind for k in requests.KINDS.values()}),
    deeds=REQUEST_DEEDS,
)
