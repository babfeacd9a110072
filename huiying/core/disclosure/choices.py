"""What is decided at the gate, on which ground, and of what: codes with their words for staff and for the person."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from huiying.core.kinds import N_


class Decision(StrEnum):
    """What becomes of a line: said, said in part, not now, or not even that there is something."""

    TOLD = "told"
    PART = "part"
    WITHHELD = "withheld"
    EXISTENCE = "existence"


# Something is kept back, so a second person agrees and it is asked again on a day.
HOLDS_BACK = frozenset({Decision.PART, Decision.WITHHELD})

DECISIONS: Mapping[str, str] = {
    Decision.TOLD: N_("can be said"),
    Decision.PART: N_("can be said in part"),
    Decision.WITHHELD: N_("not now"),
    Decision.EXISTENCE: N_("not even that there is something"),
}

SUBJECTS: Mapping[str, str] = {
    "progress": N_("how it stands"),
    "not-concluded": N_("why it is not concluded"),
    "measure": N_("a measure taken"),
    "property": N_("property"),
    "visit": N_("what is told on a visit"),
    "result": N_("the result"),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Ground:
    """Why something is kept back: in a word for staff, and as the sentence that the person reads."""

    label: str
    told: str


GROUNDS: Mapping[str, Ground] = {
    "investigation": Ground(
        label=N_("would show how or where we investigate"),
        told=N_("Saying it now could keep us from finding out what happened."),
    ),
    "evidence": Ground(
        label=N_("evidence could be lost or a witness influenced"),
        told=N_("Saying it now could spoil evidence."),
    ),
    "safety": Ground(
        label=N_("somebody could come to harm"),
        told=N_("Saying it now could put somebody in danger."),
    ),
    "child": Ground(
        label=N_("it concerns a child"),
        told=N_("It concerns a child, whom the law protects."),
    ),
    "other-person": Ground(
        label=N_("it belongs to somebody else's private life"),
        told=N_("It concerns somebody else's private life."),
    ),
    "unconfirmed": Ground(
        label=N_("not established yet"),
        told=N_("It is not established yet, and we do not want to tell you something wrong."),
    ),
    "court": Ground(
        label=N_("the prosecutor or the court decides first"),
        told=N_("The prosecutor or the court decides about it first."),
    ),
    "secret": Ground(
        label=N_("a secret protected by law"),
        told=N_("It is a secret that the law protects."),
    ),
}
GROUND_LABELS: Mapping[str, str] = {code: ground.label for code, ground in GROUNDS.items()}
