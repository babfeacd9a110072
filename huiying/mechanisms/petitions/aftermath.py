"""Kinds of event beside the handling itself: marks, plan, meetings, explanation, and how it ends."""

from huiying.core.kinds import N_, STAFF_SIDE, Audience, EventSpec
from huiying.mechanisms.petitions.choices import (
    FORMS,
    MARKS,
    SETTLERS,
    SETTLERS_TOLD,
    TEXTS,
    UNMARKINGS,
    WAYS,
)

# A telling: by which channel, of which event (`about`), to which petitioner (`party`), and what stands for it.
TOLD: dict[str, type] = {
    "channel": str,
    "confirmed": bool,
    "word_alone": bool,
    "about": str,
    "party": str,
}
# What is owed to each of several petitioners is met with the last: whether this one was it.
TOLD_TO_EACH = TOLD | {"everyone": bool}

MARKED = EventSpec(
    kind="petition.marked",
    # `leader` is the officer who answers for a major or difficult matter, `until` the day on which the mark ends.
    facts={"mark": str, "until": str, "leader": int},
    texts=("reason",),
    written=N_("The matter is marked as %(mark)s until %(until)s"),
    told=N_("We marked this matter as %(mark)s until %(until)s. The reason is written below"),
    labels={"mark": MARKS},
)
MARK_TOLD = EventSpec(
    kind="petition.mark-told",
    facts=TOLD_TO_EACH,
    written=N_("Told of the mark and its reason"),
    told=N_("You were told of the mark and its reason"),
)
UNMARKED = EventSpec(
    kind="petition.unmarked",
    facts={"mark": str, "cause": str},
    texts=("reason",),
    written=N_("The mark %(mark)s ended: %(cause)s"),
    told=N_("This matter is no longer marked as %(mark)s: %(cause)s"),
    labels={"mark": MARKS, "cause": UNMARKINGS},
)
MARK_CONTESTED = EventSpec(
    kind="petition-mark.contested",
    facts={"mark": str, "about": str, "party": str},
    texts=("reason",),
    written=N_("The petitioner does not agree with the mark %(mark)s"),
    told=N_("You do not agree with the mark %(mark)s. Somebody else decides"),
    labels={"mark": MARKS},
)
CONTEST_DECIDED = EventSpec(
    kind="petition-mark.contest-decided",
    facts={"about": str, "mark": str, "kept": bool},
    texts=("reason",),
    written=N_("Decided whether the mark %(mark)s stays"),
    told=N_("Somebody else decided whether the mark %(mark)s stays. The reason is written below"),
    labels={"mark": MARKS},
)
CONTEST_TOLD = EventSpec(
    kind="petition-mark.contest-told",
    facts=TOLD,
    written=N_("Told what was decided about the mark"),
    told=N_("You were told what was decided about the mark"),
)
FEEDBACK_WRITTEN = EventSpec(
    kind="petition-feedback.written",
    # `line`: of the gate, where it decides what is said.
    facts={"party": str, "line": str},
    texts=("message",),
    written=N_("Written to the petitioner how it stands"),
    told=N_("We wrote to you how it stands"),
)
FEEDBACK_TOLD = EventSpec(
    kind="petition-feedback.told",
    facts=TOLD_TO_EACH,
    written=N_("Told how it stands"),
    told=N_("We told you how it stands"),
)
PLAN_WRITTEN = EventSpec(
    kind="petition-plan.written",
    texts=("asked", "done", "remains", "explains"),
    text_labels=TEXTS,
    written=N_("Plan: what was asked, what was done, what remains, who explains"),
    told=N_(
        "We made a plan with what you asked, what was done, what remains and who explains it to you"
    ),
)
PLAN_TOLD = EventSpec(
    kind="petition-plan.told",
    facts=TOLD_TO_EACH,
    written=N_("The plan was given to the petitioner"),
    told=N_("You received the plan"),
)
MEETING_OFFERED = EventSpec(
    kind="petition-meeting.offered",
    # Up to three moments to choose from.
    facts={"form": str, "party": str, "first": str, "second": str, "third": str},
    texts=("where",),
    text_labels=TEXTS,
    written=N_("Offered to the petitioner: %(form)s"),
    told=N_("We offer you %(form)s. You choose, and no is an answer too"),
    labels={"form": FORMS},
)
MEETING_AGREED = EventSpec(
    kind="petition-meeting.agreed",
    # `due_on` is the moment, `day` its day (YYYY-MM-DD).
    facts={"form": str, "about": str, "party": str, "due_on": str, "day": str},
    written=N_("The petitioner agreed to %(form)s"),
    told=N_("You agreed to %(form)s"),
    labels={"form": FORMS},
)
# How they want to hear back instead is a channel, and nothing else.
MEETING_DECLINED = EventSpec(
    kind="petition-meeting.declined",
    facts={"form": str, "about": str, "party": str, "way": str},
    written=N_("The petitioner would rather hear back %(way)s"),
    told=N_("You would rather hear back %(way)s"),
    labels={"form": FORMS, "way": WAYS},
)
MEETING_HELD = EventSpec(
    kind="petition-meeting.held",
    facts={"form": str, "about": str, "party": str},
    texts=("record",),
    text_labels=TEXTS,
    written=N_("Held: %(form)s"),
    told=N_("We met: %(form)s"),
    labels={"form": FORMS},
)
MEETING_TOLD = EventSpec(
    kind="petition-meeting.told",
    facts=TOLD,
    written=N_("What was said and agreed reached the petitioner in writing"),
    told=N_("You received in writing what was said and agreed"),
)
EXPLAINER_NAMED = EventSpec(
    kind="petition.explainer-named",
    facts={"officer": int, "unit": int},
    written=N_("Somebody from a unit that did not decide is to explain it"),
    told=N_("Somebody from a unit that did not decide will explain it to you"),
)
EXPLAINED = EventSpec(
    kind="petition.explained",
    facts={"by_unit": int},
    texts=("explanation",),
    text_labels=TEXTS,
    written=N_("Explained by a unit that did not decide"),
    told=N_("A unit that did not decide explained it to you"),
)
EXPLANATION_TOLD = EventSpec(
    kind="petition-explanation.told",
    facts=TOLD_TO_EACH,
    written=N_("The explanation reached the petitioner"),
    told=N_("You received the explanation"),
)
SETTLED = EventSpec(
    kind="petition.settled",
    facts={"by": str, "party": str},
    texts=("note",),
    written=N_("Ended: %(by)s"),
    told=N_("The matter ended: %(by)s"),
    labels={"by": SETTLERS},
    told_labels={"by": SETTLERS_TOLD},
)
UNSETTLED = EventSpec(
    kind="petition.unsettled",
    facts={"party": str},
    texts=("reason",),
    written=N_("The petitioner says that it is not settled"),
    told=N_("You told us that it is not settled"),
)
# Another unit was to ask how they see an opinion that is now looked at again: they are asked about what comes of that.
VIEW_OVERTAKEN = EventSpec(
    kind="petition-view.overtaken",
    facts={"party": str},
    seen_by=STAFF_SIDE,
    written=N_("How they see the opinion is not asked: it is looked at again"),
)
# Whoever is pressed to call it settled says so to oversight alone.
PRESSED = EventSpec(
    kind="petition-pressure.reported",
    facts={"party": str},
    texts=("reason",),
    seen_by=frozenset({Audience.PERSON, Audience.OVERSIGHT}),
    written=N_("The petitioner says that they were pressed"),
    told=N_("You told oversight that you were pressed"),
)
