"""Kinds of event of remedies: reconsideration, review by the level above, and the prosecutor's supervision."""

from huiying.core.kinds import N_, EventSpec
from huiying.mechanisms.cases import choices
from huiying.mechanisms.cases.tellings import TOLD

# --- on the case ------------------------------------------------------------------------------------
RECONSIDERATION_REQUESTED = EventSpec(
    kind="reconsideration.requested",
    facts={"party": str, "matter": str},
    written=N_("The accuser asked for reconsideration"),
    told=N_("You asked for reconsideration. Somebody else decides"),
)
REVIEW_REQUESTED = EventSpec(
    kind="case-review.requested",
    facts={"party": str, "matter": str},
    written=N_("The accuser asked the level above for a review"),
    told=N_("You asked the level above for a review"),
)
REASONS_ASKED = EventSpec(
    kind="prosecutor.reasons-asked",
    facts={"subject": str},
    written=N_("The prosecutor asked: %(subject)s"),
    told=N_("The prosecutor asked us %(subject)s"),
    labels={"subject": choices.ASKED},
)
REASONS_GIVEN = EventSpec(
    kind="prosecutor.reasons-given",
    written=N_("Reasons given to the prosecutor in writing"),
    told=N_("We gave the prosecutor our reasons in writing"),
)
OPENING_ORDERED = EventSpec(
    kind="prosecutor.opening-ordered",
    written=N_("The prosecutor ordered that the case be opened"),
    told=N_("The prosecutor ordered us to open the case"),
)


# --- on a matter of their own ------------------------------------------------------------------------
def _requested(kind: str, written: str, told: str) -> EventSpec:
    return EventSpec(
        kind=kind,
        facts={"case": str, "about": str, "agency": bool},
        texts=("reason",),
        written=written,
        told=told,
    )


def _extended(kind: str) -> EventSpec:
    return EventSpec(
        kind=kind,
        facts={"amount": int, "reason_given": bool},
        texts=("reason",),
        written=N_("Extended by %(amount)s days"),
        told=N_("We need %(amount)s more days. The reason is written below"),
    )


def _decided(kind: str) -> EventSpec:
    return EventSpec(
        kind=kind,
        facts={"reversed": bool, "case_refusal": str},
        texts=("answer", "reasons", "remedy"),
        written=N_("Decided: %(reversed)s"),
        told=N_("It was decided: %(reversed)s"),
        labels={
            "reversed": {
                "True": N_("the earlier decision is reversed"),
                "False": N_("the earlier decision stands"),
            }
        },
    )


def _told(kind: str, written: str, told: str) -> EventSpec:
    return EventSpec(kind=kind, facts=TOLD, written=written, told=told)


RECONSIDERATION_RECEIVED = _requested(
    "reconsideration.received",
    N_("Request for reconsideration received"),
    N_("We received your request for reconsideration"),
)
RECONSIDERATION_EXTENDED = _extended("reconsideration.extended")
RECONSIDERATION_EXTENSION_TOLD = _told(
    "reconsideration-extension.told",
    N_("Told in writing that the reconsideration takes longer"),
    N_("You were told that it takes longer, and why"),
)
RECONSIDERATION_DECIDED = _decided("reconsideration.decided")
RECONSIDERATION_TOLD = _told(
    "reconsideration.told",
    N_("Decision on the reconsideration delivered"),
    N_("You received the decision on your request"),
)
RECONSIDERATION_WITHDRAWN = EventSpec(
    kind="reconsideration.withdrawn",
    written=N_("The request was withdrawn"),
    told=N_("You withdrew your request"),
)
REVIEW_WITHDRAWN = EventSpec(
    kind="case-review.withdrawn",
    written=N_("The request was withdrawn"),
    told=N_("You withdrew your request"),
)
REVIEW_RECEIVED = _requested(
    "case-review.received",
    N_("Request for a review received"),
    N_("We received your request for a review"),
)
REVIEW_EXTENDED = _extended("case-review.extended")
REVIEW_EXTENSION_TOLD = _told(
    "case-review-extension.told",
    N_("Told in writing that the review takes longer"),
    N_("You were told that it takes longer, and why"),
)
REVIEW_DECIDED = _decided("case-review.decided")
REVIEW_TOLD = _told(
    "case-review.told",
    N_("Decision on the review delivered"),
    N_("You received the decision on your request"),
)
OF_REMEDIES = (
    RECONSIDERATION_REQUESTED, REVIEW_REQUESTED, REASONS_ASKED, REASONS_GIVEN, OPENING_ORDERED,
    RECONSIDERATION_RECEIVED, RECONSIDERATION_EXTENDED, RECONSIDERATION_EXTENSION_TOLD, RECONSIDERATION_DECIDED,
    RECONSIDERATION_TOLD, REVIEW_RECEIVED, REVIEW_EXTENDED, REVIEW_EXTENSION_TOLD, REVIEW_DECIDED, REVIEW_TOLD,
    RECONSIDERATION_WITHDRAWN, REVIEW_WITHDRAWN,
)  # fmt: skip
