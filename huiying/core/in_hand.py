"""Kinds of event of who has a matter in hand, whatever the kind of matter: given to an officer, stepped aside from."""

from huiying.core.kinds import N_, STAFF_SIDE, EventSpec

# Why an officer steps aside. A relative is declared of this matter alone; no list of relatives is kept.
RECUSALS = {
    "relative-of-complainant": N_("the complainant is a relative"),
    "relative-of-petitioner": N_("the petitioner is a relative"),
    "relative-of-accused": N_("somebody it is about is a relative"),
    "worked-together": N_("has worked closely with somebody it is about"),
    "involved": N_("was there, or took part in it"),
    "other": N_("another reason not to be impartial"),
}
RECUSED = EventSpec(
    kind="officer.recused",
    facts={"officer": int, "ground": str},
    texts=("reason",),
    seen_by=STAFF_SIDE,
    written=N_("An officer stepped aside: %(ground)s"),
    labels={"ground": RECUSALS},
)
ASSIGNED = EventSpec(
    kind="matter.assigned",
    facts={"officer": int, "cause": str},
    seen_by=STAFF_SIDE,
    written=N_("Assigned to an officer"),
)
EVENTS = (RECUSED, ASSIGNED)
