"""Kinds of event that the law of England and Wales asks for: meetings, suspension, referral, recommendations."""

from huiying.core.kinds import EVERYBODY, N_, EventSpec
from huiying.mechanisms.complaints.choices import CONTACTS, REFERRALS

WITHDRAWAL_ANSWERED = EventSpec(
    kind="withdrawal.answered",
    facts={"party": str, "wants": bool},
    texts=("note",),
    written=N_("The complainant replied to the letter about the withdrawal"),
    told=N_("You told us how you wish to proceed"),
)
WITHDRAWAL_DEEMED = EventSpec(
    kind="withdrawal.deemed",
    facts={"party": str},
    seen_by=EVERYBODY,
    written=N_("No reply in 28 days: treated as withdrawn"),
    told=N_("We had no reply to our letter in 28 days, so the law treats it as withdrawn"),
)
MEETING_HELD = EventSpec(
    kind="meeting.held",
    facts={"party": str},
    texts=("note",),
    written=N_("A meeting was held"),
    told=N_("We met with you"),
)
MEETING_RECORDED = EventSpec(
    kind="meeting.recorded",
    texts=("text",),
    written=N_("Record of the meeting sent"),
    told=N_("We sent you the record of our meeting, and how your concerns will be met"),
)
SUSPENDED = EventSpec(
    kind="matter.suspended",
    texts=("reason",),
    written=N_("Suspended while criminal proceedings run"),
    told=N_("Your complaint waits while criminal proceedings run. The reason is written below"),
)
SUSPENSION_ENDED = EventSpec(
    kind="suspension.ended",
    written=N_("The suspension ended"),
    told=N_("Your complaint no longer waits for other proceedings"),
)
RESUMPTION_LETTER_SENT = EventSpec(
    kind="resumption.letter-sent",
    facts={"channel": str},
    written=N_("Asked %(channel)s how the complainant wishes to proceed"),
    told=N_("We asked you %(channel)s whether you want us to go on"),
    labels={"channel": CONTACTS},
)
RESUMPTION_ANSWERED = EventSpec(
    kind="resumption.answered",
    facts={"wants": bool},
    texts=("note",),
    written=N_("The complainant said whether it goes on"),
    told=N_("You told us whether to go on"),
)
REFERRAL_REQUIRED = EventSpec(
    kind="referral.required",
    facts={"cause": str},
    texts=("reason",),
    written=N_("It has to be referred to the IOPC: %(cause)s"),
    told=N_("Your complaint has to go to the independent body: %(cause)s"),
    labels={"cause": REFERRALS},
)
REFERRAL_DIRECTED = EventSpec(
    kind="referral.directed",
    texts=("reason",),
    written=N_("The Director General gave notice to refer it"),
    told=N_("The independent body asked for your complaint"),
)
REFERRAL_MADE = EventSpec(
    kind="referral.made",
    facts={"channel": str},
    texts=("note",),
    written=N_("Referred to the IOPC"),
    told=N_("We referred your complaint to the independent body"),
)
RECOMMENDATION_MADE = EventSpec(
    kind="recommendation.made",
    texts=("text",),
    written=N_("The reviewing unit made a recommendation"),
    told=N_("The unit that looked at it again recommends something to us"),
)
RECOMMENDATION_ANSWERED = EventSpec(
    kind="recommendation.answered",
    texts=("text",),
    written=N_("The recommendation was answered"),
    told=N_("We answered the recommendation"),
)
RECOMMENDATION_COPIED = EventSpec(
    kind="recommendation.copied",
    facts={"channel": str, "confirmed": bool, "word_alone": bool, "about": str, "party": str,
           "everyone": bool},
    written=N_("Copy of the recommendation and the response sent"),
    told=N_("You received the recommendation and our response"),
)  # fmt: skip
