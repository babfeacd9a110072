"""Kinds of event of a case itself: what was decided and done. What a person sees of it is what was told to them."""

from huiying.core.kinds import N_, STAFF_SIDE, EventSpec
from huiying.mechanisms.cases import choices

REPORTED = EventSpec(
    kind="case.reported",
    when_told=True,
    facts={
        # Where the number is from: a records system by name, or a unit of ours.
        "source": str,
        "number": str,
        "channel": str,
        "identified": bool,
        "contactable": bool,
        "electronic": bool,
        "from_counter": bool,
        "regime": str,
        "crime": str,
        "harmed": int,
        "month_only": bool,
        "enhanced": bool,
    },
    texts=("summary", "place"),
    text_labels={"summary": N_("In one line")},
    written=N_("Reported %(channel)s"),
    told=N_("We received the report"),
    labels={"channel": choices.CHANNELS},
)
NUMBERED = EventSpec(
    kind="case.numbered",
    when_told=True,
    facts={"number": str},
    written=N_("The case has a number: %(number)s"),
    told=N_("Your case has a number: %(number)s"),
)
JURISDICTION_UNCLEAR = EventSpec(
    kind="case.jurisdiction-unclear",
    when_told=True,
    seen_by=STAFF_SIDE,
    written=N_("Not clear which unit it belongs to"),
)
JURISDICTION_SETTLED = EventSpec(
    kind="case.jurisdiction-settled",
    when_told=True,
    facts={"ours": bool},
    seen_by=STAFF_SIDE,
    written=N_("It is clear which unit it belongs to"),
)
MOVED = EventSpec(
    kind="case.moved",
    when_told=True,
    facts={
        "owed": bool,
        "outside": bool,
        "filed": bool,
        "to_unit": int,
        "from_unit": int,
        "cause": str,
    },
    texts=("reason",),
    written=N_("Passed to another unit: %(cause)s"),
    told=N_("Another unit has your case: %(cause)s"),
    labels={"cause": choices.CAUSES},
)
ACCEPTED = EventSpec(
    kind="case.accepted",
    when_told=True,
    facts={"regime": str, "agency": bool},
    written=N_("Accepted as a %(regime)s"),
    told=N_("We accepted it and are checking it"),
    labels={"regime": choices.REGIMES},
)
ACCEPTANCE_REVIEWED = EventSpec(
    kind="case.acceptance-reviewed",
    when_told=True,
    facts={"regime": str, "result": str},
    seen_by=STAFF_SIDE,
    written=N_("The check of what was reported is done"),
)
OPENED = EventSpec(
    kind="case.opened",
    when_told=True,
    facts={"owed": bool, "regime": str, "law": str, "enhanced": bool},
    written=N_("Case opened"),
    told=N_("A case was opened. We are investigating"),
)
NOT_OPENED = EventSpec(
    kind="case.not-opened",
    when_told=True,
    facts={"owed": bool, "regime": str, "ground": str, "accuser": bool, "agency": bool},
    texts=("reason", "remedy"),
    written=N_("No case opened: %(ground)s"),
    told=N_("No case was opened: %(ground)s"),
    labels={"ground": choices.GROUNDS},
)
REVERSED = EventSpec(
    kind="decision.reversed",
    when_told=True,
    facts={"owed": bool, "by": str, "matter": str},
    written=N_("The decision was reversed by %(by)s"),
    told=N_("The decision was reversed by %(by)s"),
    labels={"by": choices.REVERSED_BY},
)
MEASURE_TAKEN = EventSpec(
    kind="measure.taken",
    when_told=True,
    facts={"owed": bool, "measure": str, "enhanced": bool},
    written=N_("Measure: %(measure)s"),
    told=N_("What was done: %(measure)s"),
    labels={"measure": choices.MEASURES},
)
PROGRESS_WRITTEN = EventSpec(
    kind="case-progress.written",
    when_told=True,
    # `later`: for whom it was not time yet, by how often they wished to hear.
    facts={"owed": bool, "gated": bool, "line": str, "later": str},
    texts=("text",),
    text_labels={"text": N_("What we can tell you")},
    written=N_("How the case stands was written down for the person"),
    told=N_("How it stands"),
)
SUSPECT_FOUND = EventSpec(
    kind="suspect.found",
    when_told=True,
    facts={"owed": bool, "how": str, "enhanced": bool},
    written=N_("Solved: %(how)s"),
    told=N_("News of your case: %(how)s"),
    labels={"how": choices.FOUND},
)
SENT_FOR_PROSECUTION = EventSpec(
    kind="case.sent-for-prosecution",
    when_told=True,
    facts={"owed": bool, "enhanced": bool},
    written=N_("Sent to the prosecutor"),
    told=N_("Your case went to the prosecutor, who decides whether it goes to court"),
)
CHARGE_CHANGED = EventSpec(
    kind="charge.changed",
    when_told=True,
    facts={"owed": bool, "how": str, "enhanced": bool},
    texts=("reason",),
    written=N_("The prosecutor decided: %(how)s"),
    told=N_("The prosecutor decided: %(how)s"),
    labels={"how": choices.CHARGES},
)
WITHDRAWN = EventSpec(
    kind="case.withdrawn",
    when_told=True,
    facts={"owed": bool},
    texts=("reason",),
    written=N_("Case withdrawn"),
    told=N_("The case was withdrawn: it is not pursued any more"),
)
CONCLUDED = EventSpec(
    kind="case.concluded",
    when_told=True,
    facts={"owed": bool, "how": str},
    texts=("reason",),
    written=N_("Concluded: %(how)s"),
    told=N_("Your case ended: %(how)s"),
    labels={"how": choices.CONCLUSIONS},
)
TAKEN_UP_AGAIN = EventSpec(
    kind="case.taken-up-again",
    when_told=True,
    facts={"owed": bool},
    texts=("reason",),
    written=N_("Taken up again"),
    told=N_("We took your case up again"),
)
PENALTY_DECIDED = EventSpec(
    kind="penalty.decided",
    when_told=True,
    facts={"owed": bool, "decision": str},
    written=N_("Decided: %(decision)s"),
    told=N_("Decided: %(decision)s"),
    labels={"decision": choices.PENALTIES},
)
LIMIT_REACHED = EventSpec(
    kind="limit.reached",
    when_told=True,
    facts={"owed": bool, "offender": str},
    texts=("reason",),
    written=N_("The time is over without a result: %(offender)s"),
    told=N_("The time is over without a result: %(offender)s. We go on looking"),
    labels={"offender": choices.OFFENDERS},
)
EXTENSION_ASKED = EventSpec(
    kind="case-extension.asked",
    when_told=True,
    facts={"days": int},
    texts=("reason",),
    seen_by=STAFF_SIDE,
    written=N_("More time asked for"),
)
EXTENSION_DENIED = EventSpec(
    kind="case-extension.denied",
    when_told=True,
    texts=("reason",),
    seen_by=STAFF_SIDE,
    written=N_("More time not granted"),
)
EXTENDED = EventSpec(
    kind="case.extended",
    when_told=True,
    facts={"owed": bool, "amount": int, "approved": bool, "reason_given": bool, "asked": str},
    texts=("reason",),
    written=N_("Extended by %(amount)s days"),
    told=N_("We need %(amount)s more days. The reason is written below"),
)
EXAMINATION_BEGAN = EventSpec(
    kind="examination.began",
    when_told=True,
    written=N_("An expert examination began"),
    told=N_("Experts are examining something. That time does not count"),
)
EXAMINATION_ENDED = EventSpec(
    kind="examination.ended",
    when_told=True,
    written=N_("The expert examination ended"),
    told=N_("The expert examination ended"),
)
HEARING_BEGAN = EventSpec(
    kind="hearing.began", when_told=True, written=N_("A hearing began"), told=N_("A hearing began")
)
HEARING_ENDED = EventSpec(
    kind="hearing.ended",
    when_told=True,
    written=N_("The hearing ended"),
    told=N_("The hearing ended"),
)
OPINION_RECEIVED = EventSpec(
    kind="opinion.received",
    when_told=True,
    facts={"owed": bool, "regime": str},
    written=N_("Expert opinion received"),
    told=N_("The experts have given their opinion"),
)
FILING_EXTENDED = EventSpec(
    kind="filing.extended",
    when_told=True,
    facts={"ground": str, "reason_given": bool, "approved": bool},
    texts=("reason",),
    written=N_("More time to decide whether to open a case: %(ground)s"),
    told=N_("We need more time to decide whether to open a case: %(ground)s"),
    labels={"ground": choices.FILING},
)
ASSIGNED = EventSpec(
    kind="case.assigned",
    when_told=True,
    facts={"officer": int},
    seen_by=STAFF_SIDE,
    written=N_("Assigned to an officer"),
)
KIND_CHANGED = EventSpec(
    kind="case.kind-changed",
    when_told=True,
    facts={"crime": str, "was": str},
    seen_by=STAFF_SIDE,
    written=N_("The kind of the case was corrected"),
)
HAPPENINGS = (
    REPORTED, NUMBERED, JURISDICTION_UNCLEAR, JURISDICTION_SETTLED, MOVED, ACCEPTED, ACCEPTANCE_REVIEWED, OPENED,
    NOT_OPENED, REVERSED, MEASURE_TAKEN, PROGRESS_WRITTEN, SUSPECT_FOUND, SENT_FOR_PROSECUTION, CHARGE_CHANGED,
    WITHDRAWN, CONCLUDED, TAKEN_UP_AGAIN, PENALTY_DECIDED, LIMIT_REACHED, EXTENSION_ASKED, EXTENSION_DENIED,
    EXTENDED, EXAMINATION_BEGAN, EXAMINATION_ENDED, HEARING_BEGAN, HEARING_ENDED, OPINION_RECEIVED,
    FILING_EXTENDED, ASSIGNED, KIND_CHANGED,
)  # fmt: skip
