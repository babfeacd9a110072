"""What an event of one mechanism causes elsewhere: a table of kind -> function, each done once to each event.

Events are read from a mark with an overlap, since a transaction may commit after one that was entered later.
"""

import logging
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from huiying.core.access.doors import Denied
from huiying.core.kinds import Origin, system
from huiying.core.ledger import events as ledger_events
from huiying.core.ledger import queries as ledger
from huiying.core.ledger.entries import Entry, standing
from huiying.core.people.services import open_texts
from huiying.flows.accusations import go_on_as_complaint, raised_goes_on
from huiying.flows.models import Done, Mark
from huiying.flows.raised import raised_on_visit
from huiying.flows.safely import safe_there_too
from huiying.mechanisms.campaigns import raised_events as raised
from huiying.mechanisms.campaigns.choices import COMPLAINT
from huiying.mechanisms.cases import of_people
from huiying.mechanisms.cases.services import progress
from huiying.mechanisms.complaints import events as complaints
from huiying.mechanisms.complaints.rules import ASK_VIEW_AFTER, Declined
from huiying.mechanisms.complaints.services import asking, oversight, telling
from huiying.mechanisms.petitions import events as petitions
from huiying.mechanisms.visits import events as visits
from huiying.mechanisms.visits.services import planning, recovering
from huiying.mechanisms.visits.standing import told_on

log = logging.getLogger("huiying.flows")

FLOWS = system("flows")
# No transaction lasts this long; what was entered before the mark less this is settled.
OVERLAP = timedelta(hours=1)
_STEP = 200


@dataclass(frozen=True, kw_only=True, slots=True)
class Reaction:
    """`effect(event, at)` is run `after` the event was entered, of those that are `meant`. Declined by the rules, it is
    done with."""

    name: str
    kind: str
    effect: Callable[[Entry, datetime], None]
    after: timedelta = timedelta(0)
    meant: Callable[[Entry], bool] = lambda event: True


def _ask_view(event: Entry, at: datetime) -> None:
    """Of several complainants, once the last of them was told: then everybody is asked at once."""
    asking.ask_view(matter_id=event.matter_id, by=FLOWS, at=at)


def _pressure(event: Entry, at: datetime) -> None:
    oversight.report_to_oversight(
        matter_id=event.matter_id, event_id=event.id, template="pressure", by=FLOWS, at=at
    )


def _with_it(event: Entry, at: datetime) -> None:
    telling.tell_with_it(matter_id=event.matter_id, told_id=event.id, by=FLOWS, at=at)


def _accusation(event: Entry, at: datetime) -> None:
    go_on_as_complaint(event, FLOWS, at)


def _raised_complaint(event: Entry, at: datetime) -> None:
    raised_goes_on(event, FLOWS, at)


def _promise_missed(event: Entry) -> bool:
    return bool(event.facts.get("missed")) and str(event.facts["rule"]).endswith(".visit-promise")


def _recover(event: Entry, at: datetime) -> None:
    """A promise made on a visit was not kept in time: the head of the unit above sees to it."""
    promise = uuid.UUID(str(event.facts["duty"]).split("/")[1])
    recovering.open_for_promise(matter_id=event.matter_id, promise_id=promise, by=FLOWS, at=at)


def _follow_wish(event: Entry, at: datetime) -> None:
    """How often somebody wants to hear of their case is how often they are visited or called, too."""
    planning.follow_wish(
        matter_id=event.matter_id,
        party_id=uuid.UUID(str(event.facts["party"])),
        weeks=int(event.facts["weeks"]),
        by=FLOWS,
        at=at,
    )


def _told_on_visit(event: Entry, at: datetime) -> None:
    """What was told on a visit to somebody of a case is how it stands, told: nothing is owed to them twice."""
    if any(e.id == event.id for e in standing(ledger.history(event.matter_id))):
        progress.told_on_visit(
            matter_id=event.matter_id,
            party_id=uuid.UUID(str(event.facts["party"])),
            lines=str(event.facts["told"]).split(","),
            channel=str(event.facts["way"]),
            by=FLOWS,
            at=at,
            occurred_at=event.occurred_at,
        )


def _not_told_after_all(event: Entry, at: datetime) -> None:
    """A visit was put right: what it alone told was not told, and is owed again."""
    history = ledger.history(event.matter_id)
    visit = next(e for e in history if str(e.id) == event.facts["event"])
    party = str(visit.facts["party"])
    still = {line for e in standing(history) for line in told_on(e, party)}
    text = uuid.UUID(event.texts["reason"]) if "reason" in event.texts else None
    progress.not_told_on_visit(
        matter_id=event.matter_id,
        party_id=uuid.UUID(party),
        lines=told_on(visit, party) - still,
        reason=(open_texts([text]).get(text) or "") if text else "",
        by=FLOWS,
        at=at,
        occurred_at=visit.occurred_at,
    )


def _safe_there_too(event: Entry, at: datetime) -> None:
    safe_there_too(event)


def _raise(event: Entry, at: datetime) -> None:
    """What else was said on a return visit is answered as what is raised in a campaign is; a complaint goes its own way
    at once."""
    raised_on_visit(event, FLOWS, at)


REACTIONS: tuple[Reaction, ...] = (
    Reaction(
        name="ask-view",
        kind=complaints.OUTCOME_TOLD.kind,
        effect=_ask_view,
        after=ASK_VIEW_AFTER,
    ),
    Reaction(
        name="ask-view-of-review",
        kind=complaints.REVIEW_TOLD.kind,
        effect=_ask_view,
        after=ASK_VIEW_AFTER,
    ),
    Reaction(
        name="ask-view-of-final-review",
        kind=complaints.FINAL_REVIEW_TOLD.kind,
        effect=_ask_view,
        after=ASK_VIEW_AFTER,
    ),
    Reaction(name="pressure", kind=complaints.PRESSURE_REPORTED.kind, effect=_pressure),
    Reaction(name="review-right", kind=complaints.OUTCOME_TOLD.kind, effect=_with_it),
    Reaction(
        name="broken-promise",
        kind=ledger_events.ESCALATED.kind,
        effect=_recover,
        meant=_promise_missed,
    ),
    Reaction(name="raised-on-a-visit", kind=visits.ISSUE_RAISED.kind, effect=_raise),
    Reaction(
        name="told-on-a-visit",
        kind=visits.MADE.kind,
        effect=_told_on_visit,
        meant=lambda event: bool(event.facts.get("told")),
    ),
    Reaction(
        name="not-told-after-all",
        kind=ledger_events.ANNULLED.kind,
        effect=_not_told_after_all,
        meant=lambda event: event.facts.get("kind") == visits.MADE.kind,
    ),
    Reaction(
        name="safe-there-too",
        kind=of_people.SAFE_CONTACT_SET.kind,
        effect=_safe_there_too,
        meant=lambda event: bool(event.facts.get("in_force")),
    ),
    Reaction(
        name="wished-interval",
        kind=of_people.WISH_SET.kind,
        effect=_follow_wish,
        meant=lambda event: bool(event.facts.get("rhythm")),
    ),
    Reaction(name="accusation", kind=petitions.CLASSED.kind, effect=_accusation),
    Reaction(
        name="raised-complaint",
        kind=raised.RECEIVED.kind,
        effect=_raised_complaint,
        meant=lambda event: event.facts.get("what") == COMPLAINT,
    ),
)


def run(at: datetime, limit: int = 200, reactions: tuple[Reaction, ...] = REACTIONS) -> int:
    """React to what was entered since the last time. Gives how many effects were brought about."""
    done = 0
    for reaction in reactions:
        if done >= limit:
            break
        done += _run_one(reaction, at, limit - done)
    return done


def _run_one(reaction: Reaction, at: datetime, limit: int) -> int:
    until = at - reaction.after
    mark = Mark.objects.filter(pk=reaction.name).first()
    since = mark.read_until - OVERLAP if mark else datetime.min.replace(tzinfo=at.tzinfo)
    beyond: uuid.UUID | None = None
    done = 0
    while done < limit:
        found = ledger.events_between([reaction.kind], since, until, beyond=beyond, limit=_STEP)
        if not found:
            _move_mark(reaction.name, until)
            break
        known = set(
            Done.objects.filter(name=reaction.name, event__in=[e.id for e in found]).values_list(
                "event", flat=True
            )
        )
        for event in found:
            new = event.id not in known and event.origin != Origin.IMPORTED
            if new and reaction.meant(event):
                done += _once(reaction, event, at)
        since, beyond = found[-1].entered_at, found[-1].id
        _move_mark(reaction.name, since)
    return done


def _move_mark(name: str, until: datetime) -> None:
    with transaction.atomic():
        mark, made = Mark.objects.get_or_create(pk=name, defaults={"read_until": until})
        if not made and mark.read_until < until:
            mark.read_until = until
            mark.save(update_fields=["read_until"])


def _once(reaction: Reaction, event: Entry, at: datetime) -> int:
    """Effect and row together. What the rules decline (withdrawn meanwhile, asked already) is done with."""
    with transaction.atomic():
        _, fresh = Done.objects.get_or_create(
            event=event.id, name=reaction.name, defaults={"at": at}
        )
        if not fresh:
            return 0
        try:
            with transaction.atomic():
                reaction.effect(event, at)
        except (Declined, Denied) as declined:
            log.info("%s: nothing to do about an event: %s", reaction.name, declined)
            return 0
    return 1
