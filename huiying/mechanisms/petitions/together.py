"""Kinds of event of several who ask the same together: joining, speaking for the others, withdrawing, coming back."""

from huiying.core.kinds import N_, EventSpec
from huiying.mechanisms.petitions.aftermath import TOLD
from huiying.mechanisms.petitions.choices import GOES_ON, SPEAKS_NO_MORE, SPEAKS_NO_MORE_TOLD, TEXTS

# Of one of several parties; the ledger's own kinds (ledger.events).
LEFT, RETURNED = "party.left", "party.returned"

JOINED = EventSpec(
    kind="petitioner.joined",
    facts={"identified": bool, "contactable": bool, "party": str},
    texts=("narrative", "request"),
    text_labels=TEXTS,
    written=N_("Another petitioner joined"),
    told=N_("You joined this petition, with your own words"),
)
JOIN_ACKNOWLEDGED = EventSpec(
    kind="petitioner.acknowledged",
    facts=TOLD,
    written=N_("A petitioner who joined has a receipt"),
    told=N_("You received a receipt of your own"),
)
REPRESENTATIVE_ASKED = EventSpec(
    kind="petition-representative.asked",
    facts={"party": str},
    written=N_("The petitioners chose one of them to speak for all; asked whether they agree"),
    told=N_("The others would like you to speak for all. You say whether you do"),
)
# What the others may know of who speaks for them is what that one wrote for them, and nothing else.
REPRESENTATIVE_AGREED = EventSpec(
    kind="petition-representative.agreed",
    facts={"party": str},
    texts=("called",),
    text_labels=TEXTS,
    written=N_("One of the petitioners speaks for all"),
    told=N_("You speak for all, under the name you gave"),
)
REPRESENTATIVE_ENDED = EventSpec(
    kind="petition-representative.ended",
    facts={"party": str, "cause": str},
    written=N_("One of the petitioners does not speak for all: %(cause)s"),
    told=N_("You do not speak for all: %(cause)s"),
    labels={"cause": SPEAKS_NO_MORE},
    told_labels={"cause": SPEAKS_NO_MORE_TOLD},
)
WITHDRAWAL_ASKED = EventSpec(
    kind="petition-withdrawal.asked",
    # `heard`: they said so to a unit that does not handle it, which wrote it down.
    facts={"party": str, "heard": bool},
    texts=("reason",),
    written=N_("A petitioner withdraws: it takes effect in seven days, unless they take it back"),
    told=N_(
        "You withdraw. It takes effect in seven days; until then you can take it back with one press"
    ),
)
WITHDRAWAL_UNDONE = EventSpec(
    kind="petition-withdrawal.undone",
    facts={"party": str, "cause": str},
    written=N_("A withdrawal was taken back: the petition goes on"),
    told=N_("Your petition goes on: %(cause)s. Nothing was lost"),
    labels={"cause": GOES_ON},
)
WITHDRAWN = EventSpec(
    kind="petition.withdrawn",
    facts={"party": str},
    written=N_("Withdrawn"),
    told=N_("Your petition is withdrawn. You can take it up again"),
)
TAKEN_UP_AGAIN = EventSpec(
    kind="petition.taken-up-again",
    facts={"party": str},
    texts=("reason",),
    written=N_("The petitioner takes it up again"),
    told=N_("You took your petition up again"),
)
# Of several, each says it for themselves.
SETTLED_FOR_ONE = EventSpec(
    kind="petition.settled-for-one",
    facts={"party": str},
    texts=("note",),
    written=N_(
        "One of the petitioners says that it is settled for them; it goes on for the others"
    ),
    told=N_("You said that it is settled for you"),
)
