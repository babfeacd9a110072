"""Closed lists of visits: causes, ways, hours, views, answers. Codes in events, words on pages."""

from collections.abc import Mapping

from huiying.core.kinds import N_

# Why somebody is visited again (mission R3, R8). The law's own checks (反家庭暴力法 17) are no plan of ours: checks.py.
CAUSES = {
    "unsolved": N_("the case is not solved yet"),
    "overdue": N_("the case was not concluded in time"),
    "property": N_("property has not come back yet"),
    "petition": N_("the petition is not settled yet"),
}
# How somebody hears from us. Any of them is as good as another, and none is asked for a reason.
WAYS = {
    "home": N_("at home"),
    "phone": N_("by telephone"),
    "station": N_("at the station"),
    "letter": N_("by letter"),
    "portal": N_("on this page"),
}
AT_A_TIME = frozenset({"home", "phone", "station"})
HOURS = {
    "morning": N_("in the morning"),
    "afternoon": N_("in the afternoon"),
    "evening": N_("in the evening"),
}
# In words, so that one week is no "1 weeks".
EVERY = {
    "1": N_("every week"),
    "2": N_("every 2 weeks"),
    "3": N_("every 3 weeks"),
    "4": N_("every 4 weeks"),
    "5": N_("every 5 weeks"),
    "6": N_("every 6 weeks"),
    "7": N_("every 7 weeks"),
    "8": N_("every 8 weeks"),
    "9": N_("every 9 weeks"),
    "10": N_("every 10 weeks"),
    "11": N_("every 11 weeks"),
    "12": N_("every 12 weeks"),
    "13": N_("every 13 weeks"),
    "14": N_("every 14 weeks"),
    "15": N_("every 15 weeks"),
    "16": N_("every 16 weeks"),
    "17": N_("every 17 weeks"),
    "18": N_("every 18 weeks"),
    "19": N_("every 19 weeks"),
    "20": N_("every 20 weeks"),
    "21": N_("every 21 weeks"),
    "22": N_("every 22 weeks"),
    "23": N_("every 23 weeks"),
    "24": N_("every 24 weeks"),
    "25": N_("every 25 weeks"),
    "26": N_("every 26 weeks"),
}
ENDS = {
    "solved": N_("the case is solved"),
    "concluded": N_("the case is concluded"),
    "returned": N_("the property came back"),
    "settled": N_("the petition is settled"),
    "no-more-wanted": N_("the person wants no more visits"),
    "changed": N_("another interval was agreed"),
}
# Said of a petition alone, and whatever else is said of a case alone; not of what may be said of any matter.
_OF_PETITIONS, _OF_ANY = (
    frozenset({"petition", "settled"}),
    frozenset({"no-more-wanted", "changed"}),
)


def of_kind(table: Mapping[str, str], kind: str) -> dict[str, str]:
    """What of a closed list can be true of a kind of matter."""
    return {
        code: label
        for code, label in table.items()
        if code in _OF_ANY or (code in _OF_PETITIONS) == (kind == "petition")
    }


# The four things a visit hears about (mission R6), and whether they were spoken of. Words, never a mark.
VIEWS = {
    "acceptance": N_("Acceptance"),
    "investigation": N_("Investigation"),
    "result": N_("Result"),
    "attitude": N_("Attitude"),
}
HINTS = {
    "acceptance": N_("How it went when they came to us"),
    "investigation": N_("Whether the work was done with care"),
    "result": N_("Whether result and reasons can be accepted"),
    "attitude": N_("Whether they were treated with respect"),
}
HEARD = {
    "something": N_("Has something to say"),
    "nothing": N_("Has nothing to say"),
    "not-spoken": N_("Not spoken of"),
}
# The scale, which another unit asks of the person afterwards: the same four answers wherever a view is asked.
ANSWERS = {
    "satisfied": N_("satisfied"),
    "fair": N_("so-so"),
    "dissatisfied": N_("dissatisfied"),
    "unsure": N_("can't say"),
}
LOW = frozenset({"dissatisfied"})
RECOVERY_CAUSES = {
    "low-view": N_("the person is dissatisfied"),
    "broken-promise": N_("a promise was not kept in time"),
}
# What the head of the unit above did about it.
REMEDIES = {
    "explained": N_("explained it"),
    "apologised": N_("apologised"),
    "done-now": N_("did what had been promised"),
    "reassigned": N_("gave it to another officer"),
    "instructed": N_("told the unit to do it anew"),
}
CALLED_OFF = {
    "emergency": N_("an emergency"),
    "illness": N_("an officer fell ill"),
    "weather": N_("the weather"),
    "our-mistake": N_("a mistake of ours"),
}
# Whom the law's own visit goes to; the person protected comes first.
SIDES = {
    "victim": N_("the person protected"),
    "warned": N_("the person who was warned"),
}
SAFE_WAYS = {
    "alone": N_("spoken with alone"),
    "elsewhere": N_("met somewhere other than at home"),
    "phone": N_("called at the agreed hour"),
}
# What else people raise on a visit (mission V2): each becomes a matter of its own.
ISSUES = {
    "hardship": N_("A hardship"),
    "hazard": N_("A danger or a nuisance"),
    "suggestion": N_("A suggestion"),
    "complaint": N_("A complaint about us"),
}
