"""Kinds of event beside the handling itself: conduct, the officer, withdrawal, the person's view, corrections."""

from huiying.core.kinds import EVERYBODY, N_, STAFF_SIDE, Audience, EventSpec
from huiying.mechanisms.complaints.choices import GOES_ON

_PERSON_AND_OVERSIGHT = frozenset({Audience.PERSON, Audience.OVERSIGHT})

CONFLICT_EXCEPTED = EventSpec(
    kind="conflict.excepted",
    facts={"officer": int},
    texts=("reason",),
    seen_by=STAFF_SIDE,
    written=N_("The level above lets an officer handle it who served with somebody complained of"),
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
    facts={"deemed": bool, "party": str},
    written=N_("Withdrawn"),
    told=N_("Your complaint is withdrawn. You can take it up again"),
)
WITHDRAWAL_LETTER_SENT = EventSpec(
    kind="withdrawal.letter-sent",
    facts={"channel": str, "party": str},
    written=N_("Written to the complainant to learn how they wish to proceed"),
    told=N_("We wrote to you to learn whether you want to go on"),
)
CONDUCT_ALLEGED = EventSpec(
    kind="conduct.alleged",
    facts={"happened_on": str},
    seen_by=STAFF_SIDE,
    written=N_("It is about an officer's conduct"),
)
HAPPENING_NOW = EventSpec(
    kind="conduct.happening-now",
    seen_by=EVERYBODY,
    written=N_("It was happening when it was reported"),
    told=N_("You told us that it was happening right then"),
)
IDENTIFIED = EventSpec(
    kind="accused.identified",
    facts={"officer": int, "unit": int},
    seen_by=STAFF_SIDE,
    written=N_("It became known whom the complaint is about"),
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
JOINED = EventSpec(
    kind="complainant.joined",
    facts={"identified": bool, "contactable": bool, "party": str},
    texts=("narrative",),
    written=N_("Another complainant joined"),
    told=N_("Another person brought the same matter"),
)
HANDED_ON = EventSpec(
    kind="complaint.handed-on",
    facts={"role": str, "from_unit": int, "to_unit": int},
    written=N_("Another unit took over from one that closed"),
    told=N_("The unit that had your complaint was closed. Its successor goes on with it"),
)
REPORTED_BACK = EventSpec(
    kind="forwarded.reported-back",
    facts={"channel": str},
    texts=("text",),
    written=N_("Reported back to the body that forwarded it"),
    told=N_("We told the body that sent us your complaint what came of it"),
)
