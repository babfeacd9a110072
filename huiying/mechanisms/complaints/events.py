"""Kinds of event of a complaint: what each holds, who sees it, and its sentence in the history.

Names are those of the rule packs. An event holds codes, ids, dates and choices; words are sealed texts.
"""

from huiying.core.kinds import EVERYBODY, N_, STAFF_SIDE, Audience, EventSpec

KIND = "complaint"
_PERSON_AND_OVERSIGHT = frozenset({Audience.PERSON, Audience.OVERSIGHT})
# A telling: by which channel, of which event (`about`), to which complainant (`party`), and what stands for it.
_TOLD: dict[str, type] = {
    "channel": str,
    "confirmed": bool,
    "word_alone": bool,
    "about": str,
    "party": str,
}

CHANNELS = {
    "web": N_("on this site"),
    "110": N_("by the 110 line"),
    "telephone": N_("by telephone"),
    "letter": N_("by letter"),
    "walk-in": N_("in person"),
    "forwarded": N_("forwarded by another body"),
    "api": N_("from another system"),
    "import": N_("from an older register"),
}
CLASSES = {
    "suggestion": N_("a suggestion (art. 29)"),
    "accusation": N_("an accusation of misconduct (art. 30)"),
    "remedy-elsewhere": N_("a matter with its own legal remedy (art. 31(1) to (5))"),
    "claim": N_("a claim (art. 31(6))"),
    "compensation": N_("a claim for state compensation"),
    "crime": N_("a crime by an officer"),
}
FINDINGS = {
    "upheld": N_("upheld"),
    "partly": N_("partly upheld"),
    "not-upheld": N_("not upheld"),
    "unfounded": N_("unfounded"),
    "no-finding": N_("no finding could be made"),
}
GROUNDS = {
    "not-police": N_("another body answers for this"),
    "own-procedure": N_("the law gives this its own procedure"),
    "answered-before": N_("the same facts were answered before, finally"),
    "withdrawn-elsewhere": N_("it is being handled by a court or another body"),
}
CAUSES = {
    "jurisdiction": N_("another unit answers for it"),
    "conflict": N_("so that nobody judges their own case"),
    "competence": N_("another unit knows the matter"),
}
CONTACTS = {
    "telephone": N_("by telephone"),
    "in-person": N_("in person"),
    "letter": N_("by letter"),
    "e-mail": N_("by e-mail"),
}
GOES_ON = {
    "person": N_("you decided so"),
    "pressed": N_("a withdrawal under pressure does not count"),
}
ANSWERS = {
    "satisfied": N_("satisfied"),
    "fair": N_("so-so"),
    "dissatisfied": N_("dissatisfied"),
    "unsure": N_("can't say"),
}

RECEIVED = EventSpec(
    kind="complaint.received",
    facts={
        "channel": str,
        "category": str,
        "identified": bool,
        "contactable": bool,
        "forwarded": bool,
        "from_counter": bool,
        "conduct": bool,
        "due_on": str,
        "allegations": str,
        "targeted": bool,
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
    facts=_TOLD,
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
    facts=_TOLD,
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
RECUSED = EventSpec(
    kind="officer.recused",
    facts={"officer": int},
    texts=("reason",),
    seen_by=STAFF_SIDE,
    written=N_("An officer stepped aside"),
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
    facts=_TOLD,
    written=N_("Told of the transfer"),
    told=N_("You were told where it went"),
)
QUESTION_ASKED = EventSpec(
    kind="question.asked",
    facts={"party": str},
    texts=("text",),
    written=N_("Question to the complainant"),
    told=N_("We asked you a question"),
)
QUESTION_ANSWERED = EventSpec(
    kind="question.answered",
    facts={"about": str, "party": str},
    texts=("text",),
    written=N_("The complainant answered the question"),
    told=N_("You answered our question"),
)
MESSAGE_RECEIVED = EventSpec(
    kind="message.received",
    facts={"files": int, "party": str},
    texts=("text",),
    written=N_("Message from the complainant"),
    told=N_("You wrote to us"),
)
MESSAGE_ANSWERED = EventSpec(
    kind="message.answered",
    facts={"about": str, "party": str},
    texts=("text",),
    written=N_("Message answered"),
    told=N_("We answered your message"),
)
FILES_ADDED = EventSpec(
    kind="files.added",
    facts={"files": int, "party": str},
    written=N_("Files added"),
    told=N_("You added files"),
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
    facts=_TOLD,
    written=N_("Progress told"),
    told=N_("We told you how it stands"),
)
PROGRESS_WRITTEN = EventSpec(
    kind="progress.written",
    facts={"party": str},
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
    facts=_TOLD,
    written=N_("Told of the extension"),
    told=N_("You were told that it takes longer, and why"),
)
ANSWERED = EventSpec(
    kind="complaint.answered",
    facts={"finding": str, "conduct": bool},
    texts=("answer", "reasons", "remedy"),
    written=N_("Answered: %(finding)s"),
    told=N_("We answered: %(finding)s"),
    labels={"finding": FINDINGS},
)
OUTCOME_TOLD = EventSpec(
    kind="outcome.told",
    facts=_TOLD,
    written=N_("Outcome told"),
    told=N_("You received the answer"),
)
REVIEW_RIGHT_TOLD = EventSpec(
    kind="review-right.told",
    facts=_TOLD,
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
    written=N_("Review decided: %(finding)s"),
    told=N_("The review was decided: %(finding)s"),
    labels={"finding": FINDINGS},
)
REVIEW_TOLD = EventSpec(
    kind="review.told",
    facts=_TOLD,
    written=N_("Outcome of the review told"),
    told=N_("You received the decision of the review"),
)
WITHDRAWAL_ASKED = EventSpec(
    kind="complaint.withdrawal-asked",
    facts={"party": str},
    texts=("reason",),
    seen_by=_PERSON_AND_OVERSIGHT | STAFF_SIDE,
    written=N_("The complainant asks to withdraw"),
    told=N_("You asked to withdraw. Another unit will speak with you alone first"),
)
WITHDRAWAL_SPOKEN = EventSpec(
    kind="withdrawal.spoken",
    facts={"wants": bool, "pressed": bool, "party": str},
    texts=("note",),
    seen_by=_PERSON_AND_OVERSIGHT,
    written=N_("Another unit spoke with the complainant alone"),
    told=N_("Another unit spoke with you alone"),
)
WITHDRAWAL_UNDONE = EventSpec(
    kind="withdrawal.undone",
    facts={"cause": str, "party": str},
    written=N_("The complaint goes on"),
    told=N_("Your complaint goes on: %(cause)s. Nothing was lost"),
    labels={"cause": GOES_ON},
)
WITHDRAWN = EventSpec(
    kind="complaint.withdrawn",
    facts={"deemed": bool},
    written=N_("Withdrawn"),
    told=N_("Your complaint is withdrawn. You can take it up again"),
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
CONDUCT_ALLEGED = EventSpec(
    kind="conduct.alleged",
    facts={"happened_on": str},
    seen_by=STAFF_SIDE,
    written=N_("It is about an officer's conduct"),
)
PRESERVED = EventSpec(
    kind="evidence.preserved",
    facts={"body_worn": bool, "call_audio": bool, "cctv": bool, "none_exists": bool},
    texts=("note",),
    written=N_("Recordings preserved"),
    told=N_("We secured the recordings that exist"),
)
OFFICER_ASKED = EventSpec(
    kind="officer.asked",
    facts={"officer": int, "due_on": str},
    texts=("questions",),
    seen_by=STAFF_SIDE,
    written=N_("Questions put to the officer"),
)
OFFICER_ANSWERED = EventSpec(
    kind="officer.answered",
    facts={"officer": int, "companion": bool, "about": str},
    texts=("text",),
    seen_by=STAFF_SIDE,
    written=N_("The officer answered"),
)
OFFICER_TOLD = EventSpec(
    kind="officer.told",
    facts={"officer": int, "finding": str},
    seen_by=STAFF_SIDE,
    written=N_("Outcome told to the officer"),
)
OFFICER_CONTESTED = EventSpec(
    kind="officer.contested",
    facts={"officer": int, "about": str},
    texts=("text",),
    seen_by=STAFF_SIDE,
    written=N_("The officer contests the finding"),
)
OFFICER_CLEARED = EventSpec(
    kind="officer.cleared",
    facts={"officer": int},
    seen_by=STAFF_SIDE,
    written=N_("Clearance letter issued to the officer"),
)
SATISFACTION_ASKED = EventSpec(
    kind="satisfaction.asked",
    facts={"party": str},
    seen_by=_PERSON_AND_OVERSIGHT,
    written=N_("Asked for the person's view"),
    told=N_("We asked how you see it"),
)
SATISFACTION_GIVEN = EventSpec(
    kind="satisfaction.given",
    facts={
        "acceptance": str,
        "investigation": str,
        "result": str,
        "attitude": str,
        "party": str,
        "channel": str,
    },
    texts=("words",),
    seen_by=frozenset({Audience.PERSON}),
    written=N_("View given"),
    told=N_("You told us how you see it"),
)
PRESSURE_REPORTED = EventSpec(
    kind="pressure.reported",
    facts={"party": str},
    texts=("words",),
    seen_by=_PERSON_AND_OVERSIGHT,
    written=N_("The person was asked to change their answer"),
    told=N_("You told us that somebody pressed you. Oversight looks into it"),
)
PROMISED = EventSpec(
    kind="service.promised",
    facts={"due_on": str, "party": str},
    texts=("text",),
    written=N_("Promise made"),
    told=N_("We promised you something"),
)
PROMISE_KEPT = EventSpec(
    kind="promise.kept",
    facts={"about": str, "party": str},
    texts=("text",),
    written=N_("Promise kept"),
    told=N_("We did what we promised"),
)
REPORTED_BACK = EventSpec(
    kind="forwarded.reported-back",
    facts={"channel": str},
    texts=("text",),
    written=N_("Reported back to the body that forwarded it"),
    told=N_("We told the body that sent us your complaint what came of it"),
)
JOINED = EventSpec(
    kind="complainant.joined",
    facts={"identified": bool, "contactable": bool, "party": str},
    texts=("narrative",),
    written=N_("Another complainant joined"),
    told=N_("Another person brought the same matter"),
)

WITHDRAWAL_LETTER_SENT = EventSpec(
    kind="withdrawal.letter-sent",
    facts={"channel": str, "party": str},
    written=N_("Written to the complainant to learn how they wish to proceed"),
    told=N_("We wrote to you to learn whether you want to go on"),
)
IDENTIFIED = EventSpec(
    kind="accused.identified",
    facts={"officer": int, "unit": int},
    seen_by=STAFF_SIDE,
    written=N_("It became known whom the complaint is about"),
)
HAPPENING_NOW = EventSpec(
    kind="conduct.happening-now",
    seen_by=EVERYBODY,
    written=N_("It was happening when it was reported"),
    told=N_("You told us that it was happening right then"),
)
HANDED_ON = EventSpec(
    kind="complaint.handed-on",
    facts={"role": str, "from_unit": int, "to_unit": int},
    written=N_("Another unit took over from one that closed"),
    told=N_("The unit that had your complaint was closed. Its successor goes on with it"),
)
CONTACT_CHANGED = EventSpec(
    kind="contact.changed",
    facts={"contactable": bool, "party": str},
    written=N_("The complainant changed how to reach them"),
    told=N_("You changed how we can reach you"),
)
ANNULMENT_PROPOSED = EventSpec(
    kind="annulment.proposed",
    facts={"event": str, "kind": str},
    texts=("reason",),
    seen_by=STAFF_SIDE,
    written=N_("Somebody proposes to put a wrong entry right"),
)
ANNULMENT_AGREED = EventSpec(
    kind="annulment.agreed",
    facts={"proposal": str},
    seen_by=STAFF_SIDE,
    written=N_("A second person agreed that the entry is wrong"),
)
ANNULMENT_DECLINED = EventSpec(
    kind="annulment.declined",
    facts={"proposal": str},
    texts=("reason",),
    seen_by=STAFF_SIDE,
    written=N_("The second person did not agree that the entry is wrong"),
)

EVENTS: tuple[EventSpec, ...] = tuple(
    value for value in list(globals().values()) if isinstance(value, EventSpec)
)
BY_KIND: dict[str, EventSpec] = {spec.kind: spec for spec in EVENTS}
VIEWS = ("acceptance", "investigation", "result", "attitude")
