"""Kinds of event that every mechanism may have."""

from huiying.core.kinds import EVERYBODY, N_, STAFF_SIDE, Audience, EventSpec

ANNULLED = EventSpec(
    kind="event.annulled",
    facts={"event": str, "kind": str, "second": int, "opened_duty": bool},
    texts=("reason",),
    seen_by=EVERYBODY,
    written=N_("A wrong entry was put right"),
    told=N_("We put a wrong entry right. What was written before stays visible."),
)
ESCALATED = EventSpec(
    kind="duty.escalated",
    # `missed`: the first step since the date was over; from then on it is owed to say why.
    facts={
        "duty": str,
        "rule": str,
        "to": str,
        "missed": bool,
        "owed_to": str,
        "owed_by": str,
        # Where it was owed to one of the people alone.
        "party": str,
    },
    seen_by=STAFF_SIDE,
    written=N_("The duty went up: it is late or close to its date"),
)
PACKS_MOVED = EventSpec(
    kind="matter.packs-moved",
    facts={"pack": str, "version": str, "was": str},
    seen_by=EVERYBODY,
    written=N_("The matter follows a newer version of a rule pack"),
    told=N_("Your matter now follows a newer version of the rules"),
)
TELLING_BOUNCED = EventSpec(
    kind="telling.bounced",
    facts={"notice": str, "channel": str},
    seen_by=STAFF_SIDE,
    written=N_("A message came back undelivered"),
)
# One of several on a matter leaves it, or comes back; the party row and its code stay, so that they can.
LEFT = EventSpec(
    kind="party.left",
    facts={"party": str, "deemed": bool},
    seen_by=EVERYBODY,
    written=N_("One of several people left; it goes on for the others"),
    told=N_("You left this matter. It goes on for the others, and you can come back"),
)
RETURNED = EventSpec(
    kind="party.returned",
    facts={"party": str},
    seen_by=EVERYBODY,
    written=N_("Somebody who had left came back"),
    told=N_("You came back to this matter"),
)
_TOLD_OF_EMERGENCIES = frozenset({Audience.PERSON, Audience.SUPERVISOR, Audience.OVERSIGHT})
# Read beyond one's scope in an emergency, for so many minutes; and what oversight found of it.
EMERGENCY_OPENED = EventSpec(
    kind="emergency.opened",
    facts={"minutes": int, "role": str},
    texts=("reason",),
    seen_by=_TOLD_OF_EMERGENCIES,
    written=N_("Somebody outside opened this in an emergency, to read for a short while"),
    told=N_(
        "Somebody outside your matter opened it in an emergency, to read for a short while. Oversight was told at once"
    ),
)
EMERGENCY_JUDGED = EventSpec(
    kind="emergency.judged",
    facts={"about": str, "needed": bool},
    seen_by=_TOLD_OF_EMERGENCIES,
    written=N_("Oversight looked into the emergency"),
    told=N_("Oversight looked into why your matter was opened in an emergency"),
)
# Kept beyond its time by a decision, with a reason and to a day; and let go again.
HOLD_PLACED = EventSpec(
    kind="hold.placed",
    facts={"until": str},
    texts=("reason",),
    written=N_("It is kept longer, until %(until)s"),
    told=N_("We keep your matter longer, until %(until)s"),
)
HOLD_LIFTED = EventSpec(
    kind="hold.lifted",
    facts={"about": str},
    texts=("reason",),
    written=N_("It no longer has to be kept beyond its time"),
    told=N_("Your matter no longer has to be kept beyond its time"),
)
# The person asked for an earlier end, and what the schedule answers: until when it is kept, and by which term.
ERASURE_ASKED = EventSpec(
    kind="erasure.asked",
    facts={"party": str, "answer": str, "up_on": str, "term": str},
    written=N_("The person asked for their data to be erased"),
    told=N_("You asked for your data to be erased"),
)
# Words, names and files are gone; who proposed it and who agreed, by number.
ERASED = EventSpec(
    kind="data.erased",
    facts={
        "batch": str,
        "term": str,
        "proposed_by": int,
        "agreed_by": int,
        "texts": int,
        "people": int,
        "files": int,
    },
    written=N_("Its time was up: words, names and files were erased"),
    told=N_(
        "The time was up for which we keep it: your words, your name and your files were erased"
    ),
)
# Why an officer hands over.
GONE = {
    "leave": N_("on leave"),
    "suspended": N_("suspended from duty"),
    "posting-ended": N_("posted elsewhere"),
}
# For kinds of matter that have no words of their own for it.
HANDED_OVER = EventSpec(
    kind="matter.handed-over",
    # To whom it went; 0: back to the unit's desk.
    facts={"cause": str, "officer": int},
    seen_by=STAFF_SIDE,
    written=N_("Handed on by an officer who went: %(cause)s"),
    labels={"cause": GONE | {"recused": N_("stepped aside")}},
)
HANDED_ON = EventSpec(
    kind="matter.handed-on",
    facts={"role": str, "from_unit": int, "to_unit": int},
    seen_by=EVERYBODY,
    written=N_("Another unit took over from one that closed"),
    told=N_("The unit that had your matter was closed. Its successor goes on with it"),
)
EVENTS = (
    HANDED_OVER,
    HANDED_ON,
    ANNULLED,
    ESCALATED,
    PACKS_MOVED,
    TELLING_BOUNCED,
    LEFT,
    RETURNED,
    EMERGENCY_OPENED,
    EMERGENCY_JUDGED,
    HOLD_PLACED,
    HOLD_LIFTED,
    ERASURE_ASKED,
    ERASED,
)
