"""Names of the facts that public figures are counted from. Openness emits none of its own."""

KIND = "complaint"
RECEIVED = "complaint.received"
ANSWERED = "complaint.answered"
CLOSED = "complaint.closed"
OUTCOME_TOLD = "outcome.told"
REFUSED = "complaint.refused"
WITHDRAWN = "complaint.withdrawn"
REOPENED = "complaint.reopened"
TRANSFERRED = "complaint.transferred"
EXTENDED = "complaint.extended"
REVIEW_REQUESTED = "review.requested"
ANNULLED = "event.annulled"
CONFLICT_EXCEPTED = "conflict.excepted"
EMERGENCY_OPENED = "emergency.opened"
# Read whether or not a rule names them; whatever a rule names is read as well.
READ = (
    RECEIVED, ANSWERED, CLOSED, OUTCOME_TOLD, REFUSED, WITHDRAWN, REOPENED, TRANSFERRED,
    EXTENDED, REVIEW_REQUESTED, ANNULLED, CONFLICT_EXCEPTED, EMERGENCY_OPENED, "telling.bounced",
    "complaint.handed-on", "matter.packs-moved",
)  # fmt: skip
