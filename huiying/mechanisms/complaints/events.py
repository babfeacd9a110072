"""Kinds of event of a complaint: what each holds, who sees it, and its sentence in the history.

Names are those of the rule packs. An event holds codes, ids, dates and choices; words are sealed texts.
"""

from huiying.core import lateness
from huiying.core.in_hand import RECUSED as RECUSED
from huiying.core.kinds import N_, STAFF_SIDE, EventSpec
from huiying.core.talk import CONTACT_CHANGED as CONTACT_CHANGED
from huiying.core.talk import FILES_ADDED as FILES_ADDED
from huiying.core.talk import MESSAGE_ANSWERED as MESSAGE_ANSWERED
from huiying.core.talk import MESSAGE_RECEIVED as MESSAGE_RECEIVED
from huiying.core.talk import QUESTION_ANSWERED as QUESTION_ANSWERED
from huiying.core.talk import QUESTION_ASKED as QUESTION_ASKED
from huiying.core.talk import WAYS_BARRED as WAYS_BARRED
from huiying.mechanisms.complaints.asides import ANNULMENT_AGREED as ANNULMENT_AGREED
from huiying.mechanisms.complaints.asides import ANNULMENT_DECLINED as ANNULMENT_DECLINED
from huiying.mechanisms.complaints.asides import ANNULMENT_PROPOSED as ANNULMENT_PROPOSED
from huiying.mechanisms.complaints.asides import CONDUCT_ALLEGED as CONDUCT_ALLEGED
from huiying.mechanisms.complaints.asides import CONFLICT_EXCEPTED as CONFLICT_EXCEPTED
from huiying.mechanisms.complaints.asides import HANDED_ON as HANDED_ON
from huiying.mechanisms.complaints.asides import HAPPENING_NOW as HAPPENING_NOW
from huiying.mechanisms.complaints.asides import IDENTIFIED as IDENTIFIED
from huiying.mechanisms.complaints.asides import JOINED as JOINED
from huiying.mechanisms.complaints.asides import OFFICER_ANSWERED as OFFICER_ANSWERED
from huiying.mechanisms.complaints.asides import OFFICER_ASKED as OFFICER_ASKED
from huiying.mechanisms.complaints.asides import OFFICER_CLEARED as OFFICER_CLEARED
from huiying.mechanisms.complaints.asides import OFFICER_CONTESTED as OFFICER_CONTESTED
from huiying.mechanisms.complaints.asides import OFFICER_TOLD as OFFICER_TOLD
from huiying.mechanisms.complaints.asides import PRESERVED as PRESERVED
from huiying.mechanisms.complaints.asides import PRESSURE_REPORTED as PRESSURE_REPORTED
from huiying.mechanisms.complaints.asides import REPORTED_BACK as REPORTED_BACK
from huiying.mechanisms.complaints.asides import SATISFACTION_ASKED as SATISFACTION_ASKED
from huiying.mechanisms.complaints.asides import SATISFACTION_GIVEN as SATISFACTION_GIVEN
from huiying.mechanisms.complaints.asides import WITHDRAWAL_ASKED as WITHDRAWAL_ASKED
from huiying.mechanisms.complaints.asides import WITHDRAWAL_LETTER_SENT as WITHDRAWAL_LETTER_SENT
from huiying.mechanisms.complaints.asides import WITHDRAWAL_SPOKEN as WITHDRAWAL_SPOKEN
from huiying.mechanisms.complaints.asides import WITHDRAWAL_UNDONE as WITHDRAWAL_UNDONE
from huiying.mechanisms.complaints.asides import WITHDRAWN as WITHDRAWN
from huiying.mechanisms.complaints.choices import ANSWERS as ANSWERS
from huiying.mechanisms.complaints.choices import CAUSES as CAUSES
from huiying.mechanisms.complaints.choices import CHANNELS as CHANNELS
from huiying.mechanisms.complaints.choices import CLASSES as CLASSES
from huiying.mechanisms.complaints.choices import CONTACTS as CONTACTS
from huiying.mechanisms.complaints.choices import FINDINGS as FINDINGS
from huiying.mechanisms.complaints.choices import GOES_ON as GOES_ON
from huiying.mechanisms.complaints.choices import GROUNDS as GROUNDS
from huiying.mechanisms.complaints.choices import RECUSALS as RECUSALS
from huiying.mechanisms.complaints.choices import REFERRALS as REFERRALS
from huiying.mechanisms.complaints.england import MEETING_HELD as MEETING_HELD
from huiying.mechanisms.complaints.england import MEETING_RECORDED as MEETING_RECORDED
from huiying.mechanisms.complaints.england import RECOMMENDATION_ANSWERED as RECOMMENDATION_ANSWERED
from huiying.mechanisms.complaints.england import RECOMMENDATION_COPIED as RECOMMENDATION_COPIED
from huiying.mechanisms.complaints.england import RECOMMENDATION_MADE as RECOMMENDATION_MADE
from huiying.mechanisms.complaints.england import REFERRAL_DIRECTED as REFERRAL_DIRECTED
from huiying.mechanisms.complaints.england import REFERRAL_MADE as REFERRAL_MADE
from huiying.mechanisms.complaints.england import REFERRAL_REQUIRED as REFERRAL_REQUIRED
from huiying.mechanisms.complaints.england import RESUMPTION_ANSWERED as RESUMPTION_ANSWERED
from huiying.mechanisms.complaints.england import RESUMPTION_LETTER_SENT as RESUMPTION_LETTER_SENT
from huiying.mechanisms.complaints.england import SUSPENDED as SUSPENDED
from huiying.mechanisms.complaints.england import SUSPENSION_ENDED as SUSPENSION_ENDED
from huiying.mechanisms.complaints.england import WITHDRAWAL_ANSWERED as WITHDRAWAL_ANSWERED
from huiying.mechanisms.complaints.england import WITHDRAWAL_DEEMED as WITHDRAWAL_DEEMED

KIND = "complaint"
# A telling: by which channel, of which event (`about`), to which complainant (`party`), and what stands for it.
_TOLD: dict[str, type] = {
    "channel": str,
    "confirmed": bool,
    "word_alone": bool,
    "about": str,
    "party": str,
}
# What is owed to each of several complainants is met with the last: whether this one was it.
_TOLD_TO_EACH = _TOLD | {"everyone": bool}

# In an answer it is what is put right; a refusal says under the same name where to go next.
_DECIDED = {"remedy": N_("What is put right")}

RECEIVED = EventSpec(
    kind="complaint.received",
    facts={
        "channel": str,
        "category": str,
        "identified": bool,
        "contactable": bool,
        "forwarded": bool,
        "from_counter": bool,
        "read_back": bool,
        "conduct": bool,
        "due_on": str,
        "happened_on": str,
        "allegations": str,
        "targeted": bool,
        # What people say on it is sealed for the outside body alone (core.people.outside).
        "sealed": bool,
    },
    texts=("narrative", "subject", "wish", "who", "place", "source"),
    written=N_("Complaint received %(channel)s"),
    told=N_("We received your complaint"),
    labels={"channel": CHANNELS},
)
ACKNOWLEDGED = EventSpec(
    kind="complaint.acknowledged",
    facts=_TOLD,
    written=N_("Receipt handed over"),
    told=N_("You received the receipt"),
)
JOIN_ACKNOWLEDGED = EventSpec(
    kind="complainant.acknowledged",
    facts=_TOLD,
    written=N_("A complainant who joined has a receipt"),
    told=N_("You received a receipt of your own"),
)
CLASSED = EventSpec(
    kind="complaint.classed",
    facts={"class": str},
    texts=("reason",),
    written=N_("Classed as %(class)s"),
    told=N_("We classed your complaint as %(class)s"),
    labels={"class": CLASSES},
)
RECATEGORISED = EventSpec(
    kind="complaint.recategorised",
    facts={"category": str, "was": str},
    written=N_("Category changed"),
    told=N_("We put your complaint in a category that fits better"),
)
ACCEPTED = EventSpec(
    kind="complaint.accepted",
    written=N_("Accepted for handling"),
    told=N_("We accepted your complaint and are looking into it"),
)
HANDLING_STARTED = EventSpec(
    kind="complaint.handling-started",
    written=N_("Handling began"),
    told=N_("Work on your complaint began"),
)
ACCEPTANCE_TOLD = EventSpec(
    kind="acceptance.told",
    facts=_TOLD_TO_EACH,
    written=N_("Told that it was accepted"),
    told=N_("You were told that we accepted it"),
)
REFUSED = EventSpec(
    kind="complaint.refused",
    facts={"ground": str},
    texts=("reason", "remedy"),
    written=N_("Refused: %(ground)s"),
    told=N_("We did not take this up: %(ground)s"),
    labels={"ground": GROUNDS},
)
REFUSAL_TOLD = EventSpec(
    kind="refusal.told",
    facts=_TOLD_TO_EACH,
    written=N_("Told of the refusal"),
    told=N_("You were told why"),
)
ASSIGNED = EventSpec(
    kind="complaint.assigned",
    facts={"officer": int, "cause": str},
    seen_by=STAFF_SIDE,
    written=N_("Assigned to an officer"),
)
UNASSIGNED = EventSpec(
    kind="complaint.unassigned",
    facts={"cause": str},
    seen_by=STAFF_SIDE,
    written=N_("Back on the desk of the unit: nobody has it in hand"),
)
TRANSFERRED = EventSpec(
    kind="complaint.transferred",
    facts={"cause": str, "outside": bool, "from_unit": int, "to_unit": int},
    texts=("reason",),
    written=N_("Transferred: %(cause)s"),
    told=N_("We passed your complaint to another unit: %(cause)s"),
    labels={"cause": CAUSES},
)
TRANSFER_TOLD = EventSpec(
    kind="transfer.told",
    facts=_TOLD_TO_EACH,
    written=N_("Told of the transfer"),
    told=N_("You were told where it went"),
)
CONTACT_MADE = EventSpec(
    kind="contact.made",
    facts={"channel": str, "word_alone": bool, "party": str},
    texts=("note",),
    written=N_("Reached the complainant %(channel)s"),
    told=N_("We reached you %(channel)s"),
    labels={"channel": CONTACTS},
)
CONTACT_FAILED = EventSpec(
    kind="contact.failed",
    facts={"channel": str, "party": str},
    texts=("note",),
    written=N_("The complainant could not be reached %(channel)s"),
    told=N_("We tried to reach you %(channel)s and could not"),
    labels={"channel": CONTACTS},
)
PROGRESS_TOLD = EventSpec(
    kind="progress.told",
    facts=_TOLD_TO_EACH,
    written=N_("Progress told"),
    told=N_("We told you how it stands"),
)
PROGRESS_WRITTEN = EventSpec(
    kind="progress.written",
    # `line`: of the gate, where it decides what is said.
    facts={"party": str, "line": str},
    texts=("text",),
    written=N_("Progress written to the complainant"),
    told=N_("We wrote to you how it stands"),
)
EXTENSION_ASKED = EventSpec(
    kind="extension.asked",
    facts={"days": int},
    texts=("reason",),
    seen_by=STAFF_SIDE,
    written=N_("More time asked for"),
)
EXTENSION_DENIED = EventSpec(
    kind="extension.denied",
    seen_by=STAFF_SIDE,
    texts=("reason",),
    written=N_("More time not granted"),
)
EXTENDED = EventSpec(
    kind="complaint.extended",
    facts={"amount": int, "reason_given": bool, "approved": bool, "asked": str},
    texts=("reason",),
    written=N_("Extended by %(amount)s days"),
    told=N_("We need %(amount)s more days. The reason is written below"),
)
EXTENSION_TOLD = EventSpec(
    kind="extension.told",
    facts=_TOLD_TO_EACH,
    written=N_("Told of the extension"),
    told=N_("You were told that it takes longer, and why"),
)
ANSWERED = EventSpec(
    kind="complaint.answered",
    facts={"finding": str, "conduct": bool},
    texts=("answer", "reasons", "remedy"),
    text_labels=_DECIDED,
    written=N_("Answered: %(finding)s"),
    told=N_("We answered: %(finding)s"),
    labels={"finding": FINDINGS},
)
OUTCOME_TOLD = EventSpec(
    kind="outcome.told",
    facts=_TOLD_TO_EACH,
    written=N_("Outcome told"),
    told=N_("You received the answer"),
)
REVIEW_RIGHT_TOLD = EventSpec(
    kind="review-right.told",
    facts=_TOLD_TO_EACH,
    written=N_("Told how to disagree"),
    told=N_("You were told how you can disagree"),
)
REVIEW_REQUESTED = EventSpec(
    kind="review.requested",
    facts={"to_unit": int, "party": str},
    texts=("reason",),
    written=N_("The complainant disagrees"),
    told=N_("You disagreed. Another unit looks at it again"),
)
REVIEW_ACCEPTED = EventSpec(
    kind="review.accepted", written=N_("Review begun"), told=N_("The other unit began its review")
)
REVIEW_DECIDED = EventSpec(
    kind="review.decided",
    facts={"changed": bool, "finding": str, "conduct": bool},
    texts=("answer", "reasons", "remedy"),
    text_labels=_DECIDED,
    written=N_("Review decided: %(finding)s"),
    told=N_("The review was decided: %(finding)s"),
    labels={"finding": FINDINGS},
)
REVIEW_TOLD = EventSpec(
    kind="review.told",
    facts=_TOLD_TO_EACH,
    written=N_("Outcome of the review told"),
    told=N_("You received the decision of the review"),
)
FINAL_REVIEW_REQUESTED = EventSpec(
    kind="final-review.requested",
    facts={"to_unit": int, "party": str},
    texts=("reason",),
    written=N_("The complainant asks for a final review"),
    told=N_("You disagreed with the review. One more unit looks at it, finally"),
)
FINAL_REVIEW_DECIDED = EventSpec(
    kind="final-review.decided",
    facts={"changed": bool, "finding": str, "conduct": bool},
    texts=("answer", "reasons", "remedy"),
    text_labels=_DECIDED,
    written=N_("Final review decided: %(finding)s"),
    told=N_("The final review was decided: %(finding)s"),
    labels={"finding": FINDINGS},
)
FINAL_REVIEW_TOLD = EventSpec(
    kind="final-review.told",
    facts=_TOLD_TO_EACH,
    written=N_("Outcome of the final review told"),
    told=N_("You received the decision of the final review"),
)
RECORD_COPIED = EventSpec(
    kind="record.copied",
    facts=_TOLD_TO_EACH,
    written=N_("Copy of the record given to the complainant"),
    told=N_("You received a copy of the record of your complaint"),
)
RECORD_WITHHELD = EventSpec(
    kind="record.withheld",
    texts=("reason",),
    written=N_("Copy of the record held back for now"),
    told=N_("We hold back the copy of the record for now. The reason is written below"),
)
TIMELINESS_REPORTED = EventSpec(
    kind="timeliness.reported",
    facts={"months": int},
    texts=("reasons",),
    written=N_("Reported why it is not finished"),
    told=N_("We reported to those who oversee us why it is not finished"),
)
REOPENED = EventSpec(
    kind="complaint.reopened",
    facts={"by_person": bool},
    texts=("reason",),
    written=N_("Reopened"),
    told=N_("Your complaint was taken up again"),
)
CLOSED = EventSpec(
    kind="complaint.closed",
    facts={"how": str},
    written=N_("Concluded"),
    told=N_("The matter is concluded"),
)
PROMISED = EventSpec(
    kind="service.promised",
    # `number`: which of several; keeping one of them keeps no other.
    facts={"due_on": str, "number": str, "party": str},
    texts=("text",),
    written=N_("Promise made"),
    told=N_("We promised you something"),
)
PROMISE_KEPT = EventSpec(
    kind="promise.kept",
    facts={"about": str, "number": str, "party": str},
    texts=("text",),
    written=N_("Promise kept"),
    told=N_("We did what we promised"),
)

LATENESS_EXPLAINED, LATENESS_TOLD = lateness.EXPLAINED, lateness.TOLD

EVENTS: tuple[EventSpec, ...] = tuple(
    value for value in list(globals().values()) if isinstance(value, EventSpec)
)
BY_KIND: dict[str, EventSpec] = {spec.kind: spec for spec in EVENTS}
VIEWS = ("acceptance", "investigation", "result", "attitude")
