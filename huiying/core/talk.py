"""Kinds of event of what the people of a matter and the service say to one another, whatever the kind of matter."""

from huiying.core.kinds import N_, EventSpec

QUESTION_ASKED = EventSpec(
    kind="question.asked",
    facts={"party": str},
    texts=("text",),
    written=N_("Question to the person"),
    told=N_("We asked you a question"),
)
QUESTION_ANSWERED = EventSpec(
    kind="question.answered",
    facts={"about": str, "party": str},
    texts=("text",),
    written=N_("The person answered the question"),
    told=N_("You answered our question"),
)
MESSAGE_RECEIVED = EventSpec(
    kind="message.received",
    facts={"files": int, "party": str},
    texts=("text",),
    written=N_("Message from the person"),
    told=N_("You wrote to us"),
)
MESSAGE_ANSWERED = EventSpec(
    kind="message.answered",
    facts={"about": str, "party": str},
    texts=("text",),
    written=N_("Message answered"),
    told=N_("We answered your message"),
)
FILES_ADDED = EventSpec(
    kind="files.added",
    facts={"files": int, "party": str},
    written=N_("Files added"),
    told=N_("You added files"),
)
CONTACT_CHANGED = EventSpec(
    kind="contact.changed",
    facts={"contactable": bool, "party": str},
    written=N_("The person changed how to reach them"),
    told=N_("You changed how we can reach you"),
)
WAYS_BARRED = EventSpec(
    kind="contact.barred",
    # How many more may never be used, and how many may be used again.
    facts={"barred": int, "allowed": int, "party": str},
    written=N_("The person changed which numbers must not be used"),
    told=N_("You changed which numbers and addresses we must never use"),
)
EVENTS = (
    QUESTION_ASKED,
    QUESTION_ANSWERED,
    MESSAGE_RECEIVED,
    MESSAGE_ANSWERED,
    FILES_ADDED,
    CONTACT_CHANGED,
    WAYS_BARRED,
)
