"""Kinds of event of what comes after a petition was passed on: taken over, or sent back, and told so."""

from huiying.core.kinds import N_, EventSpec
from huiying.mechanisms.petitions.aftermath import TOLD_TO_EACH

TAKEN_OVER = EventSpec(
    kind="petition.taken-over",
    facts={"unit": int},
    written=N_("The unit it was passed to took it over"),
    told=N_("The unit it was passed to took it over"),
)
SENT_BACK = EventSpec(
    kind="petition.sent-back",
    # `outside`: by a body outside, which said so to us.
    facts={"outside": bool, "from_unit": int, "to_unit": int},
    texts=("reason",),
    written=N_("Not taken over: it came back"),
    told=N_(
        "The unit or body it was passed to did not take it over. It is here again, and goes on"
    ),
)
SENT_BACK_TOLD = EventSpec(
    kind="petition-sent-back.told",
    facts=TOLD_TO_EACH,
    written=N_("Told that it came back"),
    told=N_("You were told that it came back"),
)
