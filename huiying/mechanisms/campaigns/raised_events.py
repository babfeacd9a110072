"""Kinds of event of something that somebody raised: on a visit, on this site, at a counter."""

from huiying.core.kinds import N_, STAFF_SIDE, Audience, EventSpec
from huiying.mechanisms.campaigns.choices import CHANNELS, RESULTS, REVIEWED, TEXTS, WHAT

KIND = "raised"
# Evidence that it was told to one of the people; `about` is what was told.
TOLD: dict[str, type] = {
    "about": str,
    "party": str,
    "channel": str,
    "confirmed": bool,
    "word_alone": bool,
}

RECEIVED = EventSpec(
    kind="raised.received",
    facts={"what": str, "channel": str, "campaign": str, "consent": bool, "contactable": bool},
    texts=("narrative", "wish"),
    text_labels=TEXTS,
    written=N_("Raised %(channel)s: %(what)s"),
    told=N_("You raised %(what)s"),
    labels={"what": WHAT, "channel": CHANNELS},
)
ACKNOWLEDGED = EventSpec(
    kind="raised.acknowledged",
    facts=TOLD,
    written=N_("Receipt handed over"),
    told=N_("You received the receipt"),
)
ASSIGNED = EventSpec(
    kind="raised.assigned",
    facts={"officer": int},
    written=N_("Given to an officer"),
    told=N_("An officer looks into it"),
)
MOVED = EventSpec(
    kind="raised.moved",
    facts={"from_unit": int, "to_unit": int},
    texts=("reason",),
    text_labels=TEXTS,
    written=N_("Passed on to another unit"),
    told=N_("We passed it on to another unit of ours"),
)
MOVE_TOLD = EventSpec(
    kind="raised-move.told",
    facts=TOLD,
    written=N_("Told where it went"),
    told=N_("You were told where it went"),
)
TRANSFERRED = EventSpec(
    kind="raised.transferred",
    facts={"body": str},
    texts=("where", "reason"),
    text_labels=TEXTS,
    written=N_("Passed on to another body"),
    told=N_("We passed it on to the body that answers for it"),
)
TRANSFER_TOLD = EventSpec(
    kind="raised-transfer.told",
    facts=TOLD,
    written=N_("Told which body answers for it"),
    told=N_("You were told which body answers for it"),
)
# A complaint about the police is the person's own: the unit that visited is not shown which one it became.
_AWAY = frozenset({Audience.PERSON, Audience.OVERSIGHT})
PASSED = EventSpec(
    kind="raised.passed-on",
    facts={"matter": str, "party": str},
    seen_by=_AWAY,
    written=N_("It goes on as a complaint"),
    told=N_("What you raised is about the police. It goes on as a complaint that they do not see"),
)
PASSING_TOLD = EventSpec(
    kind="raised-passing.told",
    facts=TOLD,
    seen_by=_AWAY,
    written=N_("Told that it goes on as a complaint"),
    told=N_("You were told that it goes on as a complaint"),
)
RECEIPT_FETCHED = EventSpec(
    kind="raised.receipt-fetched",
    facts={"party": str},
    seen_by=_AWAY,
    written=N_("The person has the receipt of the complaint"),
    told=N_("You collected the receipt of the complaint"),
)
ANSWERED = EventSpec(
    kind="raised.answered",
    facts={"result": str, "planned": bool, "due_on": str},
    texts=("answer",),
    text_labels=TEXTS,
    written=N_("Answered: %(result)s"),
    told=N_("We answered: %(result)s"),
    labels={"result": RESULTS},
)
ANSWER_TOLD = EventSpec(
    kind="raised.answer-told",
    facts=TOLD,
    written=N_("Answer delivered"),
    told=N_("You received our answer"),
)
DONE = EventSpec(
    kind="raised.done",
    texts=("answer",),
    text_labels=TEXTS,
    written=N_("What was to be done is done"),
    told=N_("What we said we would do is done"),
)
DONE_TOLD = EventSpec(
    kind="raised-done.told",
    facts=TOLD,
    written=N_("Told that it is done"),
    told=N_("You were told that it is done"),
)
REVIEW_REQUESTED = EventSpec(
    kind="raised-review.requested",
    facts={"to_unit": int, "party": str},
    texts=("reason",),
    text_labels=TEXTS,
    written=N_("The person does not agree: the unit above looks at it"),
    told=N_("You do not agree: the unit above looks at it"),
)
REVIEW_DECIDED = EventSpec(
    kind="raised-review.decided",
    facts={"outcome": str, "changed": bool},
    texts=("answer",),
    text_labels=TEXTS,
    written=N_("Looked at again: %(outcome)s"),
    told=N_("The unit above looked at it: %(outcome)s"),
    labels={"outcome": REVIEWED},
)
REVIEW_TOLD = EventSpec(
    kind="raised-review.told",
    facts=TOLD,
    written=N_("Told what the unit above says"),
    told=N_("You were told what the unit above says"),
)
REOPENED = EventSpec(
    kind="raised.reopened",
    texts=("reason",),
    text_labels=TEXTS,
    seen_by=STAFF_SIDE | {Audience.PERSON},
    written=N_("Taken up again"),
    told=N_("We took it up again"),
)

EVENTS: tuple[EventSpec, ...] = tuple(
    value for value in list(globals().values()) if isinstance(value, EventSpec)
)
