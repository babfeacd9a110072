"""Kinds of event of a covert inquiry: for a time the person is not shown that a unit looked, and afterwards is.

Until it ends these are for oversight alone: whoever handles the matter may be what the inquiry is about.
"""

from huiying.core.kinds import N_, Audience, EventSpec

_OVERSIGHT = frozenset({Audience.OVERSIGHT})

# `unit`: whose looks; `until`: the last day, in which it ends by itself.
ASKED = EventSpec(
    kind="looks.delay-asked",
    facts={"unit": int, "to_unit": int, "until": str},
    texts=("reason",),
    seen_by=_OVERSIGHT,
    written=N_("A covert inquiry asks from outside to show later that it looked"),
)
APPROVED = EventSpec(
    kind="looks.delay-approved",
    facts={"asked": str, "unit": int, "until": str, "by_unit": int},
    texts=("reason",),
    seen_by=_OVERSIGHT,
    written=N_("Approved from outside until %(until)s: that a unit looked is shown afterwards"),
)
REFUSED = EventSpec(
    kind="looks.delay-refused",
    facts={"asked": str, "lapsed": bool},
    texts=("reason",),
    seen_by=_OVERSIGHT,
    written=N_("Not approved from outside: each look is shown at once"),
)
ENDED = EventSpec(
    kind="looks.delay-ended",
    facts={"asked": str, "since": str, "unit": int, "by_unit": int},
    written=N_("A covert inquiry is over: its looks are shown"),
    told=N_(
        "From %(since)s on we did not show you that one of our units looked at your matter. An outside body had "
        "allowed it. That is over: your list of looks is whole"
    ),
)
TOLD = EventSpec(
    kind="looks.delay-told",
    facts={
        "channel": str,
        "confirmed": bool,
        "word_alone": bool,
        "about": str,
        "party": str,
        "everyone": bool,
        "asked": str,
    },
    written=N_("Told that looks were shown later"),
    told=N_("You were told that looks at your matter had been shown to you later"),
)
EVENTS = (ASKED, APPROVED, REFUSED, ENDED, TOLD)
