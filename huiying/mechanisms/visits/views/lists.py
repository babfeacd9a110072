"""What visits add to the desk's list and to what oversight reads."""

from huiying.core.kinds import N_
from huiying.core.web.lists import DutyKind, Lists, Watched
from huiying.mechanisms.visits import events

LISTS = Lists(
    alerts={
        "visit-times": N_("None of the times suits: offer the times they asked for"),
        "visit-agreed": N_("A time for a visit was picked"),
        "versions": N_("Two forms of one visit came in: choose one"),
        "recovery": N_("Somebody is dissatisfied: it is for you to see to"),
    },
    duty_kinds=(
        DutyKind(
            name="visit",
            words=N_("Visits"),
            events=frozenset(
                {
                    events.MADE.kind,
                    events.OFFERED.kind,
                    events.PROMISE_KEPT.kind,
                    events.PROMISE_TOLD.kind,
                    events.DV_MADE.kind,
                    events.RECOVERY_TOLD.kind,
                }
            ),
        ),
    ),
    watched=(
        Watched(
            event=events.PRESSURE_REPORTED.kind, title=N_("Somebody was pressed after a visit")
        ),
    ),
)
