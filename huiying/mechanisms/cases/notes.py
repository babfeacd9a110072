"""Simple dated facts of a case that a rule waits for: each is noted with one act (services.noting)."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from huiying.core.kinds import N_, STAFF_SIDE, EventSpec, Fact
from huiying.mechanisms.cases import choices


def _staff(kind: str, written: str, facts: Mapping[str, type] | None = None) -> EventSpec:
    return EventSpec(kind=kind, facts=facts or {}, written=written, seen_by=STAFF_SIDE)


REGISTERED = _staff("report.registered", N_("The report is registered"))
EMERGENCY_ENDED = _staff("emergency.ended", N_("The emergency is over"))
TAKEN_ORALLY = _staff("report.taken-orally", N_("The report was made by word of mouth"))
READ_BACK = _staff(
    "report.read-back",
    N_("It was written down, read back and signed by the person who reported it"),
)
RECEIPT_NOTED = EventSpec(
    kind="receipt.noted",
    facts={"party": str, "cause": str},
    written=N_("Noted on the receipt: %(cause)s"),
    told=N_("Noted on the receipt: %(cause)s"),
    labels={"cause": choices.RECEIPT},
)
CONTACT_IMPOSSIBLE = EventSpec(
    kind="report.contact-impossible",
    facts={"party": str},
    texts=("reason",),
    seen_by=STAFF_SIDE,
    written=N_("For a reason on record the person who reported it can't be contacted"),
)
SECRECY_ASKED = EventSpec(
    kind="secrecy.asked",
    facts={"party": str},
    written=N_("Asked that their name be kept secret"),
    told=N_("You asked that your name be kept secret"),
)
SECRECY_NOTED = EventSpec(
    kind="secrecy.noted",
    facts={"party": str},
    written=N_("Their name is kept secret, and that stands in the file"),
    told=N_("Your name is kept secret"),
)
INTERPRETER_NEEDED = EventSpec(
    kind="interpreter.needed",
    facts={"party": str},
    written=N_("An interpreter is needed"),
    told=N_("We know that you need an interpreter"),
)
INTERPRETER_PROVIDED = EventSpec(
    kind="interpreter.provided",
    facts={"party": str},
    written=N_("An interpreter was provided"),
    told=N_("You had an interpreter"),
)
MINOR_INTERVIEW = _staff(
    "minor.interview-planned", N_("A child is to be interviewed"), {"party": str}
)
ADULT_CALLED = _staff(
    "minor.adult-called", N_("Guardian or appropriate adult called to be there"), {"party": str}
)
MEDIATION_FAILED = EventSpec(
    kind="mediation.failed",
    facts={"again": bool},
    written=N_("Mediation came to no agreement"),
    told=N_("Mediation came to no agreement"),
)
MEDIATION_ENDED = EventSpec(
    kind="mediation.ended", written=N_("Mediation is over"), told=N_("Mediation is over")
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Note:
    """What an officer notes with one act. `of_person`: which of the people it is about has to be said."""

    spec: EventSpec
    label: str
    facts: Mapping[str, Fact] = field(default_factory=dict)
    of_person: bool = False
    reason: bool = False


NOTES: dict[str, Note] = {
    "emergency-ended": Note(spec=EMERGENCY_ENDED, label=N_("The emergency is over")),
    "registered": Note(spec=REGISTERED, label=N_("The report is registered")),
    "read-back": Note(
        spec=READ_BACK,
        label=N_("It was written down, read back and signed by the person who reported it"),
    ),
    "receipt-declined": Note(
        spec=RECEIPT_NOTED,
        label=N_("the receipt was declined"),
        facts={"cause": "declined"},
        of_person=True,
    ),
    "receipt-unreachable": Note(
        spec=RECEIPT_NOTED,
        label=N_("the person could not be reached"),
        facts={"cause": "unreachable"},
        of_person=True,
    ),
    "contact-impossible": Note(
        spec=CONTACT_IMPOSSIBLE,
        label=N_("For a reason on record the person who reported it can't be contacted"),
        of_person=True,
        reason=True,
    ),
    "secrecy-asked": Note(
        spec=SECRECY_ASKED, label=N_("Asked that their name be kept secret"), of_person=True
    ),
    "secrecy-noted": Note(
        spec=SECRECY_NOTED,
        label=N_("Their name is kept secret, and that stands in the file"),
        of_person=True,
    ),
    "interpreter-provided": Note(
        spec=INTERPRETER_PROVIDED, label=N_("An interpreter was provided"), of_person=True
    ),
    "minor-interview": Note(
        spec=MINOR_INTERVIEW, label=N_("A child is to be interviewed"), of_person=True
    ),
    "adult-called": Note(
        spec=ADULT_CALLED,
        label=N_("Guardian or appropriate adult called to be there"),
        of_person=True,
    ),
    "mediation-failed": Note(
        spec=MEDIATION_FAILED,
        label=N_("Mediation came to no agreement; it is tried once more"),
        facts={"again": True},
    ),
    "mediation-failed-finally": Note(
        spec=MEDIATION_FAILED,
        label=N_("Mediation came to no agreement"),
        facts={"again": False},
    ),
    "mediation-ended": Note(spec=MEDIATION_ENDED, label=N_("Mediation is over")),
}
OF_NOTES = (
    REGISTERED, EMERGENCY_ENDED, TAKEN_ORALLY, READ_BACK, RECEIPT_NOTED, CONTACT_IMPOSSIBLE, SECRECY_ASKED,
    SECRECY_NOTED, INTERPRETER_NEEDED, INTERPRETER_PROVIDED, MINOR_INTERVIEW, ADULT_CALLED, MEDIATION_FAILED,
    MEDIATION_ENDED,
)  # fmt: skip
