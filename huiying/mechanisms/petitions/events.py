"""Kinds of event of a petition: what each holds, who sees it, and its sentence in the history.

Names are those of the rule packs. An event holds codes, ids, dates and choices; words are sealed texts.
"""

from huiying.core.kinds import N_, STAFF_SIDE, Audience, EventSpec
from huiying.mechanisms.petitions.aftermath import CONTEST_DECIDED as CONTEST_DECIDED
from huiying.mechanisms.petitions.aftermath import CONTEST_TOLD as CONTEST_TOLD
from huiying.mechanisms.petitions.aftermath import EXPLAINED as EXPLAINED
from huiying.mechanisms.petitions.aftermath import EXPLAINER_NAMED as EXPLAINER_NAMED
from huiying.mechanisms.petitions.aftermath import EXPLANATION_TOLD as EXPLANATION_TOLD
from huiying.mechanisms.petitions.aftermath import FEEDBACK_TOLD as FEEDBACK_TOLD
from huiying.mechanisms.petitions.aftermath import FEEDBACK_WRITTEN as FEEDBACK_WRITTEN
from huiying.mechanisms.petitions.aftermath import MARK_CONTESTED as MARK_CONTESTED
from huiying.mechanisms.petitions.aftermath import MARK_TOLD as MARK_TOLD
from huiying.mechanisms.petitions.aftermath import MARKED as MARKED
from huiying.mechanisms.petitions.aftermath import MEETING_AGREED as MEETING_AGREED
from huiying.mechanisms.petitions.aftermath import MEETING_DECLINED as MEETING_DECLINED
from huiying.mechanisms.petitions.aftermath import MEETING_HELD as MEETING_HELD
from huiying.mechanisms.petitions.aftermath import MEETING_OFFERED as MEETING_OFFERED
from huiying.mechanisms.petitions.aftermath import MEETING_TOLD as MEETING_TOLD
from huiying.mechanisms.petitions.aftermath import PLAN_TOLD as PLAN_TOLD
from huiying.mechanisms.petitions.aftermath import PLAN_WRITTEN as PLAN_WRITTEN
from huiying.mechanisms.petitions.aftermath import PRESSED as PRESSED
from huiying.mechanisms.petitions.aftermath import SETTLED as SETTLED
from huiying.mechanisms.petitions.aftermath import TOLD, TOLD_TO_EACH
from huiying.mechanisms.petitions.aftermath import UNMARKED as UNMARKED
from huiying.mechanisms.petitions.aftermath import UNSETTLED as UNSETTLED
from huiying.mechanisms.petitions.aftermath import VIEW_OVERTAKEN as VIEW_OVERTAKEN
from huiying.mechanisms.petitions.choices import (
    CAUSES,
    CHANNELS,
    CLASSES,
    FINDINGS,
    GROUNDS,
    TEXTS,
)
from huiying.mechanisms.petitions.passing_on import SENT_BACK as SENT_BACK
from huiying.mechanisms.petitions.passing_on import SENT_BACK_TOLD as SENT_BACK_TOLD
from huiying.mechanisms.petitions.passing_on import TAKEN_OVER as TAKEN_OVER
from huiying.mechanisms.petitions.together import JOIN_ACKNOWLEDGED as JOIN_ACKNOWLEDGED
from huiying.mechanisms.petitions.together import JOINED as JOINED
from huiying.mechanisms.petitions.together import LEFT as LEFT
from huiying.mechanisms.petitions.together import REPRESENTATIVE_AGREED as REPRESENTATIVE_AGREED
from huiying.mechanisms.petitions.together import REPRESENTATIVE_ASKED as REPRESENTATIVE_ASKED
from huiying.mechanisms.petitions.together import REPRESENTATIVE_ENDED as REPRESENTATIVE_ENDED
from huiying.mechanisms.petitions.together import RETURNED as RETURNED
from huiying.mechanisms.petitions.together import SETTLED_FOR_ONE as SETTLED_FOR_ONE
from huiying.mechanisms.petitions.together import TAKEN_UP_AGAIN as TAKEN_UP_AGAIN
from huiying.mechanisms.petitions.together import WITHDRAWAL_ASKED as WITHDRAWAL_ASKED
from huiying.mechanisms.petitions.together import WITHDRAWAL_UNDONE as WITHDRAWAL_UNDONE
from huiying.mechanisms.petitions.together import WITHDRAWN as WITHDRAWN

KIND = "petition"
# What a written opinion sets out (art. 32): what was asked, the facts and reasons, the opinion and its basis in law.
OPINION = ("request", "facts", "reasons", "opinion", "basis", "remedy")
_DECIDED: dict[str, type] = {"changed": bool, "finding": str, "supported": bool}

RECEIVED = EventSpec(
    kind="petition.received",
    facts={"channel": str, "identified": bool, "contactable": bool, "forwarded": bool},
    texts=("narrative", "subject", "request", "source"),
    text_labels=TEXTS,
    written=N_("Petition received %(channel)s"),
    told=N_("We received your petition"),
    labels={"channel": CHANNELS},
)
ACKNOWLEDGED = EventSpec(
    kind="petition.acknowledged",
    facts=TOLD,
    written=N_("Receipt handed over"),
    told=N_("You received the receipt"),
)
LETTER_ADDED = EventSpec(
    kind="petition.letter-added",
    facts={"channel": str, "party": str},
    texts=("message",),
    written=N_("The petitioner added to it %(channel)s"),
    told=N_("You added to your petition %(channel)s"),
    labels={"channel": CHANNELS},
)
LETTER_ANSWERED = EventSpec(
    kind="petition-letter.answered",
    facts={"about": str, "party": str},
    texts=("message",),
    written=N_("What the petitioner added was answered"),
    told=N_("We answered what you added"),
)
REFERRED = EventSpec(
    kind="petition.referred",
    facts={"competent": bool},
    texts=("reason",),
    seen_by=STAFF_SIDE,
    written=N_("Looked at whether it is for us"),
)
OBJECTED = EventSpec(
    kind="petition.objected",
    texts=("reason",),
    seen_by=STAFF_SIDE,
    written=N_("Objection made to the body that forwarded it"),
)
OBJECTION_ANSWERED = EventSpec(
    kind="petition.objection-answered",
    facts={"upheld": bool},
    texts=("note",),
    seen_by=STAFF_SIDE,
    written=N_("The body that forwarded it answered the objection"),
)
CLASSED = EventSpec(
    kind="petition.classed",
    facts={"class": str},
    texts=("reason",),
    written=N_("Classed as %(class)s"),
    told=N_("We classed your petition as %(class)s"),
    labels={"class": CLASSES},
)
ACCEPTED = EventSpec(
    kind="petition.accepted",
    texts=("path",),
    text_labels=TEXTS,
    written=N_("Accepted for handling"),
    told=N_("We accepted your petition and are looking into it"),
)
ACCEPTANCE_TOLD = EventSpec(
    kind="petition.acceptance-told",
    facts=TOLD_TO_EACH,
    written=N_("Told in writing that it was received and how it is handled"),
    told=N_("You received our written notice of how it is handled"),
)
DIRECTED = EventSpec(
    kind="petition.directed",
    facts={"class": str, "due_on": str},
    texts=("procedure", "where"),
    text_labels=TEXTS,
    written=N_("The petitioner is shown the procedure that is meant for this"),
    told=N_(
        "The law has a procedure of its own for this. Which, where and until when is written below"
    ),
)
DIRECTION_TOLD = EventSpec(
    kind="petition-direction.told",
    facts=TOLD_TO_EACH,
    written=N_("Told which procedure, where and until when"),
    told=N_("You were told which procedure is meant for this"),
)
REFUSED = EventSpec(
    kind="petition.not-taken",
    facts={"ground": str},
    texts=("reason", "remedy"),
    written=N_("Not taken up: %(ground)s"),
    told=N_("We did not take this up: %(ground)s"),
    labels={"ground": GROUNDS},
)
REFUSAL_TOLD = EventSpec(
    kind="petition-refusal.told",
    facts=TOLD_TO_EACH,
    written=N_("Told why it was not taken up"),
    told=N_("You were told why"),
)
MOVED = EventSpec(
    kind="petition.moved",
    facts={"cause": str, "outside": bool, "from_unit": int, "to_unit": int},
    texts=("reason",),
    written=N_("Passed on: %(cause)s"),
    told=N_("We passed your petition on: %(cause)s"),
    labels={"cause": CAUSES},
)
MOVE_TOLD = EventSpec(
    kind="petition-move.told",
    facts=TOLD_TO_EACH,
    written=N_("Told where it went"),
    told=N_("You were told where it went"),
)
# The complaint is the petitioner's own: who handled the petition is not shown which one it is.
PASSED = EventSpec(
    kind="petition.passed-on",
    facts={"matter": str, "party": str},
    seen_by=frozenset({Audience.PERSON, Audience.OVERSIGHT}),
    written=N_("An accusation: it goes on as a complaint"),
    told=N_(
        "What you wrote accuses somebody of misconduct. It goes on as a complaint, and they do not see it"
    ),
)
PASSING_TOLD = EventSpec(
    kind="petition-passing.told",
    facts=TOLD_TO_EACH,
    seen_by=frozenset({Audience.PERSON, Audience.OVERSIGHT}),
    written=N_("Told that it goes on as a complaint"),
    told=N_("You were told that it goes on as a complaint"),
)
RECEIPT_FETCHED = EventSpec(
    kind="petition.receipt-fetched",
    facts={"party": str},
    seen_by=frozenset({Audience.PERSON, Audience.OVERSIGHT}),
    written=N_("The petitioner has the receipt of the complaint"),
    told=N_("You collected the receipt of the complaint"),
)
EXTENSION_ASKED = EventSpec(
    kind="petition-extension.asked",
    facts={"days": int},
    texts=("reason",),
    seen_by=STAFF_SIDE,
    written=N_("More time asked for"),
)
EXTENSION_DENIED = EventSpec(
    kind="petition-extension.denied",
    texts=("reason",),
    seen_by=STAFF_SIDE,
    written=N_("More time not granted"),
)
EXTENDED = EventSpec(
    kind="petition.extended",
    facts={"amount": int, "reason_given": bool, "approved": bool, "asked": str},
    texts=("reason",),
    written=N_("Extended by %(amount)s days"),
    told=N_("We need %(amount)s more days. The reason is written below"),
)
EXTENSION_TOLD = EventSpec(
    kind="petition-extension.told",
    facts=TOLD_TO_EACH,
    written=N_("Told of the extension"),
    told=N_("You were told that it takes longer, and why"),
)
ANSWERED = EventSpec(
    kind="petition.answered",
    facts={"finding": str, "supported": bool},
    texts=OPINION,
    text_labels=TEXTS,
    written=N_("Written opinion: %(finding)s"),
    told=N_("We gave our written opinion: %(finding)s"),
    labels={"finding": FINDINGS},
)
ANSWER_TOLD = EventSpec(
    kind="petition.answer-told",
    facts=TOLD_TO_EACH,
    written=N_("Written opinion delivered"),
    told=N_("You received our written opinion"),
)
REVIEW_REQUESTED = EventSpec(
    kind="petition-review.requested",
    facts={"to_unit": int, "party": str},
    texts=("reason",),
    written=N_("The petitioner asks the next level for a review"),
    told=N_("You asked the next level for a review"),
)
REVIEW_ACCEPTED = EventSpec(
    kind="petition-review.accepted",
    written=N_("The next level began its review of the opinion"),
    told=N_("The next level began its review"),
)
REVIEW_DECIDED = EventSpec(
    kind="petition-review.decided",
    facts=_DECIDED,
    texts=OPINION,
    text_labels=TEXTS,
    written=N_("The next level replied to the review: %(finding)s"),
    told=N_("The next level looked again and decided: %(finding)s"),
    labels={"finding": FINDINGS},
)
REVIEW_TOLD = EventSpec(
    kind="petition-review.told",
    facts=TOLD_TO_EACH,
    written=N_("Reply to the review delivered"),
    told=N_("You received the reply to your review"),
)
FINAL_REQUESTED = EventSpec(
    kind="petition-final-review.requested",
    facts={"to_unit": int, "party": str},
    texts=("reason",),
    written=N_("The petitioner asks for a final review"),
    told=N_("You asked for a final review, one level further up"),
)
FINAL_ACCEPTED = EventSpec(
    kind="petition-final-review.accepted",
    written=N_("Final review begun"),
    told=N_("The last level began its review"),
)
FINAL_DECIDED = EventSpec(
    kind="petition-final-review.decided",
    facts=_DECIDED,
    texts=OPINION,
    text_labels=TEXTS,
    written=N_("Final review decided: %(finding)s"),
    told=N_("The last level decided: %(finding)s"),
    labels={"finding": FINDINGS},
)
FINAL_TOLD = EventSpec(
    kind="petition-final-review.told",
    facts=TOLD_TO_EACH,
    written=N_("Opinion of the last level delivered"),
    told=N_("You received the opinion of the last level"),
)
HEARING_BEGAN = EventSpec(
    kind="petition-hearing.began",
    written=N_("Hearing begun: the time of the final review stands still"),
    told=N_("A hearing began. The time for the final review stands still until it ends"),
)
HEARING_ENDED = EventSpec(
    kind="petition-hearing.ended",
    texts=("record",),
    text_labels=TEXTS,
    written=N_("Hearing ended"),
    told=N_("The hearing ended"),
)
HEARING_TOLD = EventSpec(
    kind="petition-hearing.told",
    facts=TOLD_TO_EACH,
    written=N_("The minutes of the hearing reached the petitioner"),
    told=N_("You received the minutes of the hearing"),
)
REOPENED = EventSpec(
    kind="petition.reopened",
    texts=("reason",),
    written=N_("Taken up again"),
    told=N_("Your petition was taken up again"),
)

EVENTS: tuple[EventSpec, ...] = tuple(
    value for value in list(globals().values()) if isinstance(value, EventSpec)
)
BY_KIND: dict[str, EventSpec] = {spec.kind: spec for spec in EVENTS}
