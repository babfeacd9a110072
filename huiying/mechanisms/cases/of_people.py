"""Kinds of event about the people of a case: who joined, who speaks for whom, what they wish, how they were reached."""

from huiying.core.kinds import N_, STAFF_SIDE, EventSpec
from huiying.mechanisms.cases import choices

JOINED = EventSpec(
    kind="person.joined",
    # `beside`: the party next to whom they stand (a relative, a guardian); `confirmed`: needs no word of the victim.
    facts={
        "party": str,
        "role": str,
        "beside": str,
        "reported": bool,
        "confirmed": bool,
        # Asked and answered: is no suspect of this case, and does not live with one.
        "no_suspect": bool,
    },
    written=N_("Joined the case: %(role)s"),
    told=N_("Your part in this case: %(role)s"),
    labels={"role": choices.ROLES},
)
ADMITTED = EventSpec(
    kind="person.acknowledged",
    facts={
        "channel": str,
        "confirmed": bool,
        "word_alone": bool,
        "about": str,
        "party": str,
    },
    written=N_("A person of the case has a code of their own"),
    told=N_("You received a code of your own"),
)
CONFIRMED = EventSpec(
    kind="person.confirmed",
    facts={"party": str, "by": str, "victim": str},
    written=N_("The victim, alone, agreed to this contact: %(by)s"),
    told=N_("The victim agreed that you are told about the case"),
    labels={"by": choices.CONFIRMED},
)
DECLINED = EventSpec(
    kind="person.declined",
    facts={"party": str, "by": str, "victim": str},
    seen_by=STAFF_SIDE,
    written=N_("The victim, alone, did not agree to this contact"),
)
LEFT_OUT = EventSpec(
    kind="person.ended",
    facts={"party": str, "cause": str},
    seen_by=STAFF_SIDE,
    written=N_("Is no longer told about this case"),
)
MARKED = EventSpec(
    kind="person.marked",
    facts={"party": str, "vulnerable": bool, "enhanced": bool},
    seen_by=STAFF_SIDE,
    written=N_("What this person needs was written down"),
)
# Born when: only the day from which they exercise their rights themselves, never the birthday's year.
CHILD = EventSpec(
    kind="person.child",
    facts={"party": str, "eighteen_on": str},
    seen_by=STAFF_SIDE,
    written=N_("Is a child: somebody else exercises the rights until the day they come of age"),
)
RIGHTS_PASSED = EventSpec(
    kind="rights.passed",
    facts={"party": str, "to": str, "cause": str},
    written=N_("The rights passed: %(cause)s"),
    told=N_("The rights passed: %(cause)s"),
    labels={"cause": choices.RIGHTS_PASS},
)
NEEDS_SET = EventSpec(
    kind="needs.set",
    facts={"party": str, "language": str, "interpreter": bool, "format": str},
    written=N_("Language, interpreter and format were set"),
    told=N_("We noted your language, interpreter and format"),
)
SAFE_CONTACT_SET = EventSpec(
    kind="safe-contact.set",
    facts={"party": str, "in_force": bool},
    written=N_("A safe-contact plan was set"),
    told=N_("Your plan for safe contact is in force"),
)
WISH_SET = EventSpec(
    kind="wish.set",
    # `rhythm`: how often is said in `weeks`; else it comes as the service does it.
    facts={"party": str, "topics": str, "weeks": int, "rhythm": bool, "channel": str},
    written=N_("What they want to be told, and how often, was set"),
    told=N_("You said what you want to be told, and how often"),
)
# Whether each of those who hear how it stands has said how often: then the usual interval rests.
RHYTHM = EventSpec(
    kind="progress.rhythm",
    facts={"own": bool},
    seen_by=STAFF_SIDE,
    written=N_("Whether everybody on it said how often they hear from us changed"),
)
REACHED = EventSpec(
    kind="reach.made",
    # `identity`: how it was made sure that it was they; `they_called`: it was they who rang.
    facts={
        "party": str,
        "channel": str,
        "word_alone": bool,
        "identity": str,
        "they_called": bool,
    },
    texts=("note",),
    written=N_("Reached %(channel)s"),
    told=N_("We reached you %(channel)s"),
    labels={"channel": choices.WAYS},
)
NOT_REACHED = EventSpec(
    kind="reach.failed",
    facts={"party": str, "channel": str, "hours": str},
    texts=("note",),
    written=N_("Could not be reached %(channel)s %(hours)s"),
    told=N_("We tried to reach you %(channel)s %(hours)s and could not"),
    labels={"channel": choices.WAYS, "hours": choices.HOURS},
)
# Three days at different hours in vain: what waits is posted on the page, and a sample is asked again by others.
BEYOND_REACH = EventSpec(
    kind="reach.given-up",
    facts={"party": str, "sampled": bool},
    written=N_("Tried on three days in vain: what waits is posted on their page"),
    told=N_("We could not reach you. What we have to tell you waits on this page"),
)
CALLED_AGAIN = EventSpec(
    kind="reach.checked",
    facts={"party": str, "result": str},
    seen_by=STAFF_SIDE,
    written=N_("Others tried again whether this person can be reached"),
)
REPORTER_CONTACTED = EventSpec(
    kind="reporter.contacted",
    facts={"channel": str, "party": str},
    written=N_("The person who reported it was contacted %(channel)s"),
    told=N_("We contacted you %(channel)s about your report"),
    labels={"channel": choices.WAYS},
)
SUPPORT_OFFERED = EventSpec(
    kind="support.offered",
    facts={"party": str, "services": str},
    written=N_("Support was offered"),
    told=N_("We told you who can help"),
)
SUPPORT_REFERRED = EventSpec(
    kind="support.referred",
    facts={"party": str, "service": str},
    written=N_("Referred to a service that supports people"),
    told=N_("We put you in touch with a service that supports people"),
)
OF_PEOPLE = (
    JOINED, ADMITTED, CONFIRMED, DECLINED, LEFT_OUT, MARKED, CHILD, RIGHTS_PASSED, NEEDS_SET, SAFE_CONTACT_SET,
    WISH_SET, RHYTHM, REACHED, NOT_REACHED, BEYOND_REACH, CALLED_AGAIN, REPORTER_CONTACTED, SUPPORT_OFFERED,
    SUPPORT_REFERRED,
)  # fmt: skip
