"""Kinds of event about property: what was stolen, taken as evidence or found, and how it came back to its owner.

`item` numbers the things of one case; what a thing is stands in a sealed text.
"""

from huiying.core.kinds import N_, EventSpec
from huiying.mechanisms.cases import choices

LISTED = EventSpec(
    kind="property.listed",
    facts={"item": str, "how": str, "party": str, "regime": str},
    texts=("what",),
    text_labels={"what": N_("What the thing is")},
    written=N_("Listed: %(how)s"),
    told=N_("Your property was listed: %(how)s"),
    labels={"how": choices.PROPERTY_HOW},
)
FOUND = EventSpec(
    kind="property.found",
    facts={"item": str, "party": str, "regime": str},
    written=N_("Property was found"),
    told=N_("We found something that belongs to you"),
)
UNRELATED = EventSpec(
    kind="property.unrelated",
    facts={"item": str, "party": str, "regime": str},
    written=N_("What was seized has nothing to do with the case"),
    told=N_("What we took has nothing to do with the case. It comes back to you"),
)
RETURNABLE = EventSpec(
    kind="property.returnable",
    facts={"item": str, "party": str, "regime": str},
    written=N_("It can be given back: whose it is is clear, and nobody is harmed"),
    told=N_("Your property can be given back. We arrange with you how"),
)
RETURNED = EventSpec(
    kind="property.returned",
    facts={"item": str, "evidence": str, "party": str, "regime": str},
    written=N_("Given back: %(evidence)s"),
    told=N_("Your property was given back: %(evidence)s"),
    labels={"evidence": choices.RETURN_EVIDENCE},
)
KEPT = EventSpec(
    kind="property.kept",
    facts={"item": str, "ground": str, "party": str, "regime": str},
    texts=("reason",),
    written=N_("Not given back yet: %(ground)s"),
    told=N_("We can't give it back yet: %(ground)s"),
    labels={"ground": choices.KEPT},
)
OWNER_UNKNOWN = EventSpec(
    kind="property.owner-unknown",
    facts={"item": str, "party": str, "regime": str},
    written=N_("Nobody knows whose it is; it is announced publicly"),
    told=N_("We don't know whose it is, and have announced it publicly"),
)
SEIZURE_ENDED = EventSpec(
    kind="seizure.ended",
    facts={"item": str, "party": str, "regime": str},
    written=N_("The seizure ended"),
    told=N_("What we took is not seized any more"),
)
SEIZURE_EXTENDED = EventSpec(
    kind="seizure.extended",
    facts={
        "item": str,
        "party": str,
        "regime": str,
        "amount": int,
        "approved": bool,
        "reason_given": bool,
    },
    texts=("reason",),
    written=N_("The seizure was extended"),
    told=N_("We keep what we took longer. The reason is written below"),
)
OF_PROPERTY = (
    LISTED,
    FOUND,
    UNRELATED,
    RETURNABLE,
    RETURNED,
    KEPT,
    OWNER_UNKNOWN,
    SEIZURE_ENDED,
    SEIZURE_EXTENDED,
)
