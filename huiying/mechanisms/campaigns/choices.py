"""The choices that facts of a campaign, and of what people raise, are made of, each with its words."""

from huiying.core.kinds import N_

# Kinds of place that are gone to. An area is counted in them; none of them is ever listed.
PLACES = {
    "household": N_("households"),
    "shop": N_("shops"),
    "school": N_("schools"),
    "workplace": N_("workplaces"),
}
# An area has so many homes at least, so that a no is a number of the area and never that of one door (mission N1, N2).
FEWEST_HOMES = 10
MOST_PLACES = 100_000

HARDSHIP, HAZARD, SUGGESTION, COMPLAINT = "hardship", "hazard", "suggestion", "complaint"
WHAT = {
    HARDSHIP: N_("a hardship"),
    HAZARD: N_("a hazard"),
    SUGGESTION: N_("a suggestion"),
    COMPLAINT: N_("a complaint about the police"),
}
CHANNELS = {
    "visit": N_("on a visit"),
    "portal": N_("on this site"),
    "telephone": N_("by telephone"),
    "station": N_("at the station"),
    "letter": N_("by letter"),
}
# How a visit is made known before it takes place.
NOTICES = {
    "notice": N_("notice on the spot"),
    "residents": N_("by the residents' committee"),
    "message": N_("by message to those who asked for it"),
    "site": N_("on this site"),
}
RESULTS = {
    "done": N_("it is done"),
    "planned": N_("it will be done"),
    "explained": N_("it cannot be done, and why"),
}
PLANNED = "planned"
REVIEWED = {"stands": N_("the answer stands"), "changed": N_("the answer is changed")}
# Words of an answer, and of what was raised, where the shared ones don't fit.
TEXTS = {
    "narrative": N_("What was raised"),
    "wish": N_("What would help"),
    "answer": N_("Our answer"),
    "where": N_("Who answers it there, and how to reach them"),
    "reason": N_("Why"),
    "title": N_("What it is called"),
    "purpose": N_("What it is for"),
    "notice": N_("Notice to the people visited"),
    "questions": N_("Questions of our own"),
    "heard": N_("What we heard"),
    "done": N_("What came of it"),
    "area": N_("The area"),
}
