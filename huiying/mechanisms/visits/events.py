"""Kinds of event of a visit, on a matter of any kind: what each holds, who sees it, its sentence in the history.

Names are those of the rule packs. An event holds codes, ids, dates and choices; words are sealed texts. That somebody
would rather not be visited is no event: what is kept is the way they chose (`visit.way-set`), whoever chose it.
"""

from huiying.core.kinds import N_, STAFF_SIDE, Audience, EventSpec
from huiying.mechanisms.visits import choices

_TOLD: dict[str, type] = {
    "channel": str,
    "confirmed": bool,
    "word_alone": bool,
    "about": str,
    "party": str,
}
_VIEW_FACTS: dict[str, type] = {f"view_{view}": str for view in choices.VIEWS}
_VIEW_WORDS = tuple(f"words_{view}" for view in choices.VIEWS)
_SCALE: dict[str, type] = dict.fromkeys(choices.VIEWS, str)
# Seen by the person, the unit above that sees to it, and oversight; by nobody of the unit that handles or visits, its
# head among them: a low view must not come back to them.
ABOVE = frozenset({Audience.PERSON, Audience.ABOVE, Audience.OVERSIGHT})

# A fact of the matter itself, by its name: somebody said what they want to hear, and every how many weeks.
WISH_SET = "wish.set"
PLAN_SET = EventSpec(
    kind="visit.plan-set",
    facts={"cause": str, "weeks": int, "agreed": bool, "party": str},
    texts=("wish",),
    text_labels={"wish": N_("What they said about it")},
    written=N_("Visits planned %(weeks)s: %(cause)s"),
    told=N_("We get in touch with you %(weeks)s: %(cause)s"),
    labels={"cause": choices.CAUSES, "weeks": choices.EVERY},
)
PLAN_ENDED = EventSpec(
    kind="visit.plan-ended",
    facts={"cause": str, "party": str},
    written=N_("Visits end: %(cause)s"),
    told=N_("The visits end: %(cause)s"),
    labels={"cause": choices.ENDS},
)
OFFERED = EventSpec(
    kind="visit.offered",
    facts={
        "party": str,
        "way": str,
        "options": int,
        "option_1": str,
        "option_2": str,
        "option_3": str,
        "officer_1": int,
        "officer_2": int,
    },
    texts=("place",),
    written=N_("%(options)s times offered, %(way)s"),
    told=N_("We offered you %(options)s times, %(way)s"),
    labels={"way": choices.WAYS},
)
AGREED = EventSpec(
    kind="visit.agreed",
    facts={
        "party": str,
        "way": str,
        "due_on": str,
        "begins": str,
        "offer": str,
        "officer_1": int,
        "officer_2": int,
        "by_person": bool,
    },
    texts=("place", "word"),
    text_labels={"word": N_("The word they say")},
    written=N_("Agreed %(way)s, %(due_on)s"),
    told=N_("You agreed to hear from us %(way)s, %(due_on)s"),
    labels={"way": choices.WAYS},
)
WAY_SET = EventSpec(
    kind="visit.way-set",
    facts={"party": str, "way": str},
    written=N_("The person would like to hear from us %(way)s"),
    told=N_("You would like to hear from us %(way)s"),
    labels={"way": choices.WAYS},
)
TIMES_ASKED = EventSpec(
    kind="visit.times-asked",
    facts={"party": str},
    texts=("wish",),
    text_labels={"wish": N_("When it would suit them")},
    written=N_("None of the times suits; the person says when it would"),
    told=N_("You asked for other times"),
)
MOVED = EventSpec(
    kind="visit.moved",
    facts={"party": str, "about": str, "due_on": str, "begins": str},
    written=N_("Moved to %(due_on)s"),
    told=N_("The visit was moved to %(due_on)s"),
)
CALLED_OFF = EventSpec(
    kind="visit.called-off",
    facts={"party": str, "about": str, "cause": str},
    written=N_("Called off by us: %(cause)s"),
    told=N_(
        "We had to call the visit off because of %(cause)s. We are sorry, and offer you new times"
    ),
    labels={"cause": choices.CALLED_OFF},
)
ATTEMPTED = EventSpec(
    kind="visit.attempted",
    facts={"party": str, "way": str, "hours": str, "about": str},
    texts=("note",),
    written=N_("Tried %(way)s %(hours)s, nobody was reached"),
    told=N_("We tried to reach you %(way)s %(hours)s"),
    labels={"way": choices.WAYS, "hours": choices.HOURS},
)
UNREACHED = EventSpec(
    kind="visit.unreached",
    facts={"party": str, "attempts": int},
    written=N_(
        "Tried %(attempts)s times at different hours; what may be told is posted on their page"
    ),
    told=N_("We could not reach you. What we can tell you is on this page"),
)
MADE = EventSpec(
    kind="visit.made",
    facts={
        "party": str,
        "way": str,
        "attempt": int,
        "agreed": str,
        "told": str,
        "withheld": str,
        "promised": int,
        "issues": int,
        "read_back": bool,
        "offline": bool,
        "ask": bool,
        "officer_1": int,
        "officer_2": int,
    }
    | _VIEW_FACTS,
    texts=(*_VIEW_WORDS, "reasons"),
    text_labels={f"words_{view}": label for view, label in choices.VIEWS.items()}
    | {"reasons": N_("Why it is not concluded, or the property not returned")},
    # A letter is a return visit too: nobody "spoke" by letter.
    written=N_("Return visit, %(way)s"),
    told=N_("You heard from us %(way)s"),
    labels={"way": choices.WAYS},
)
PROMISED = EventSpec(
    kind="visit-promise.made",
    # `number`: of promises on this matter, so that one kept does not stand for another.
    facts={"party": str, "due_on": str, "number": str, "about": str},
    texts=("text",),
    written=N_("Promised for %(due_on)s"),
    told=N_("We promised you something for %(due_on)s"),
)
PROMISE_KEPT = EventSpec(
    kind="visit-promise.kept",
    facts={"party": str, "number": str, "about": str},
    texts=("text",),
    written=N_("Promise kept"),
    told=N_("We did what we promised"),
)
PROMISE_TOLD = EventSpec(
    kind="visit-promise.told",
    facts=_TOLD | {"number": str},
    written=N_("Told that the promise was kept"),
    told=N_("You were told what became of the promise"),
)
VIEW_ASKED = EventSpec(
    kind="visit-view.asked",
    facts={"party": str, "about": str},
    seen_by=ABOVE,
    written=N_("Asked by another unit how they see it"),
    told=N_("Another unit asked how you see it"),
)
VIEW_GIVEN = EventSpec(
    kind="visit-view.given",
    facts={"party": str, "about": str, "channel": str} | _SCALE,
    texts=("words",),
    # An answer is read as part of a figure alone.
    seen_by=frozenset({Audience.PERSON}),
    told=N_("You said how you see it. Neither who handled it nor who visited you reads it"),
)
PRESSURE_REPORTED = EventSpec(
    kind="visit-pressure.reported",
    facts={"party": str},
    texts=("words",),
    seen_by=frozenset({Audience.PERSON, Audience.OVERSIGHT}),
    written=N_("The person says that somebody wanted their answer changed"),
    told=N_("You told oversight that somebody pressed you"),
)
RECOVERY_OPENED = EventSpec(
    kind="recovery.opened",
    facts={"party": str, "cause": str, "to_unit": int, "number": str, "about": str},
    seen_by=ABOVE,
    written=N_("The head of the unit above has to see to it: %(cause)s"),
    told=N_("The head of the unit above sees to it: %(cause)s"),
    labels={"cause": choices.RECOVERY_CAUSES},
)
RECOVERY_DONE = EventSpec(
    kind="recovery.done",
    facts={"party": str, "about": str, "number": str, "what": str},
    texts=("text",),
    seen_by=ABOVE,
    written=N_("The head of the unit above %(what)s"),
    told=N_("The head of the unit above %(what)s"),
    labels={"what": choices.REMEDIES},
)
RECOVERY_TOLD = EventSpec(
    kind="recovery.told",
    facts=_TOLD | {"number": str},
    seen_by=ABOVE,
    written=N_("Told what was done about it"),
    told=N_("You were told what was done about it"),
)
RECOVERY_VIEW_ASKED = EventSpec(
    kind="recovery-view.asked",
    facts={"party": str, "about": str, "number": str},
    seen_by=ABOVE,
    written=N_("Asked once more how the person sees it"),
    told=N_("Another unit asked once more how you see it"),
)
DV_WARNED = EventSpec(
    kind="dv-warning.issued",
    facts={"party": str},
    written=N_("A written warning for domestic violence was issued"),
    told=N_("A written warning for domestic violence was issued"),
)
DV_PLANNED = EventSpec(
    kind="dv-check.planned",
    facts={
        "party": str,
        "side": str,
        "due_on": str,
        "safe": str,
        "officer_1": int,
        "officer_2": int,
    },
    texts=("safety",),
    text_labels={"safety": N_("What keeps the person protected safe")},
    seen_by=STAFF_SIDE,
    written=N_("Check by law planned for %(due_on)s: %(side)s, %(safe)s"),
    labels={"side": choices.SIDES, "safe": choices.SAFE_WAYS},
)
DV_MADE = EventSpec(
    kind="dv-check.made",
    facts={"party": str, "side": str, "safe": str, "calm": bool, "help_wanted": bool},
    texts=("note",),
    seen_by=STAFF_SIDE,
    written=N_("Check by law made: %(side)s, %(safe)s"),
    labels={"side": choices.SIDES, "safe": choices.SAFE_WAYS},
)
DV_ENDED = EventSpec(
    kind="dv-checks.ended",
    facts={"party": str},
    texts=("reason",),
    seen_by=STAFF_SIDE,
    written=N_("The checks by law end"),
)
VERSIONS_MET = EventSpec(
    kind="visit.versions-met",
    facts={"party": str, "about": str},
    seen_by=STAFF_SIDE,
    written=N_("Two forms of one visit came in; somebody has to choose"),
)
VERSION_CHOSEN = EventSpec(
    kind="visit.version-chosen",
    # `first`: what was on record stands.
    facts={"party": str, "about": str, "first": bool},
    texts=("reason",),
    seen_by=STAFF_SIDE,
    written=N_("One of two forms of a visit was chosen"),
)
ISSUE_RAISED = EventSpec(
    kind="issue.raised",
    facts={"party": str, "kind": str, "about": str},
    texts=("text",),
    # It may be about those who would read it here: it is read where it is answered.
    seen_by=frozenset({Audience.PERSON}),
    told=N_("You raised something else; it becomes a matter of its own"),
)
ISSUE_OPENED = EventSpec(
    kind="issue.opened",
    facts={"party": str, "about": str, "matter": str},
    seen_by=frozenset({Audience.PERSON}),
    told=N_("What else you raised is a matter of its own, with a receipt of its own"),
)

EVENTS: tuple[EventSpec, ...] = tuple(
    value for value in list(globals().values()) if isinstance(value, EventSpec)
)
BY_KIND: dict[str, EventSpec] = {spec.kind: spec for spec in EVENTS}
