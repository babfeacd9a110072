"""Kinds of event at the gate, on a matter of any kind. What happens there is for staff; the person hears what is
released, that something is held back, and once it ends that even this had been withheld."""

from huiying.core.disclosure.choices import DECISIONS, GROUND_LABELS, SUBJECTS
from huiying.core.kinds import N_, STAFF_SIDE, EventSpec

# `line` is the id of one thing that may or may not be said; `party` whom it is for, empty: each person of the matter.
ASKED = EventSpec(
    kind="gate.asked",
    facts={"line": str, "subject": str, "party": str},
    texts=("line", "source"),
    text_labels={"line": N_("What it is about"), "source": N_("Where it comes from")},
    seen_by=STAFF_SIDE,
    written=N_("May it be told: %(subject)s"),
    labels={"subject": SUBJECTS},
)
DECIDED = EventSpec(
    kind="gate.decided",
    facts={
        "line": str,
        "decision": str,
        "ground": str,
        "sensitive": bool,
        "ask_again_on": str,
        "by_sentence": str,
        "party": str,
    },
    texts=("said", "ground_words"),
    text_labels={"said": N_("What may be said"), "ground_words": N_("Why it is held back")},
    seen_by=STAFF_SIDE,
    written=N_("Decided at the gate: %(decision)s"),
    labels={"decision": DECISIONS},
)
SECOND_ASKED = EventSpec(
    kind="gate.second-asked",
    facts={"line": str, "to_unit": int},
    seen_by=STAFF_SIDE,
    written=N_("A second person is asked to look at it"),
)
RELEASED = EventSpec(
    kind="gate.released",
    facts={"line": str, "pre_cleared": bool},
    seen_by=STAFF_SIDE,
    written=N_("Released: it may be said"),
)
# A second person agrees that it is not said, or not all of it.
HELD = EventSpec(
    kind="gate.held",
    facts={"line": str, "ground": str, "ask_again_on": str, "party": str},
    seen_by=STAFF_SIDE,
    written=N_("Held back for now: %(ground)s"),
    labels={"ground": GROUND_LABELS},
)
REFUSED = EventSpec(
    kind="gate.refused",
    facts={"line": str},
    texts=("reason",),
    seen_by=STAFF_SIDE,
    written=N_("The second person does not agree: it is decided anew"),
)
REOPENED = EventSpec(
    kind="gate.reopened",
    facts={"line": str, "party": str},
    seen_by=STAFF_SIDE,
    written=N_("Asked again: may it be told"),
)
# "Not now" for the second time in a row on the same subject.
WENT_UP = EventSpec(
    kind="gate.went-up",
    facts={"line": str, "to_unit": int, "party": str},
    seen_by=STAFF_SIDE,
    written=N_("Held back twice in a row: it went to the supervisor"),
)
SUPERVISED = EventSpec(
    kind="gate.supervised",
    facts={"line": str, "stands": bool},
    texts=("reason",),
    seen_by=STAFF_SIDE,
    written=N_("The supervisor looked at what was held back"),
)
EXISTENCE_ASKED = EventSpec(
    kind="existence.asked",
    facts={"line": str, "to_unit": int, "until": str},
    seen_by=STAFF_SIDE,
    written=N_("An outside body is asked whether even its existence may be withheld"),
)
EXISTENCE_APPROVED = EventSpec(
    kind="existence.approved",
    facts={"line": str, "until": str, "by_unit": int},
    texts=("reason",),
    seen_by=STAFF_SIDE,
    written=N_(
        "Approved from outside until %(until)s: nothing is said, not even that there is something"
    ),
)
EXISTENCE_REFUSED = EventSpec(
    kind="existence.refused",
    # Nobody answered in time.
    facts={"line": str, "lapsed": bool},
    texts=("reason",),
    seen_by=STAFF_SIDE,
    written=N_("Not approved from outside: it is decided anew"),
)
EXISTENCE_EXPIRED = EventSpec(
    kind="existence.expired",
    facts={"line": str, "since": str, "by_unit": int, "party": str},
    written=N_("The time is over in which its existence was withheld"),
    told=N_(
        "From %(since)s on we did not even tell you that something was held back. An outside body had allowed it. "
        "That is over: we now decide anew whether we can tell you"
    ),
)
WITHHOLDING_TOLD = EventSpec(
    kind="withholding.told",
    facts={
        "channel": str,
        "confirmed": bool,
        "word_alone": bool,
        "about": str,
        "party": str,
        "everyone": bool,
        "line": str,
    },
    written=N_("Told that something is held back"),
    told=N_("You were told that something is held back, and when we look at it again"),
)
EVENTS = (
    ASKED,
    DECIDED,
    SECOND_ASKED,
    RELEASED,
    HELD,
    REFUSED,
    REOPENED,
    WENT_UP,
    SUPERVISED,
    EXISTENCE_ASKED,
    EXISTENCE_APPROVED,
    EXISTENCE_REFUSED,
    EXISTENCE_EXPIRED,
    WITHHOLDING_TOLD,
)
