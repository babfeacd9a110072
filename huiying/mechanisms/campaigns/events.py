"""Kinds of event of a campaign of visits: what each holds, who sees it, its sentence in the history.

An area is a number of places in a unit, and a visit is a count in it: no event has a name, a door or a word about who
was met (mission N1). A no is one more of a total.
"""

from huiying.core.kinds import EVERYBODY, N_, Audience, EventSpec
from huiying.mechanisms.campaigns.choices import NOTICES, PLACES, TEXTS
from huiying.mechanisms.campaigns.raised_events import EVENTS as OF_RAISED

KIND = "campaign"
_OPEN = EVERYBODY | {Audience.PUBLIC}

DECLARED = EventSpec(
    kind="campaign.declared",
    facts={"begins": str, "ends": str, "publish_by": str, "asks": str},
    texts=("title", "purpose", "notice", "questions"),
    text_labels=TEXTS,
    seen_by=_OPEN,
    written=N_("A campaign of visits was declared"),
)
CHANGED = EventSpec(
    kind="campaign.changed",
    facts={"begins": str, "ends": str, "publish_by": str, "asks": str},
    texts=("title", "purpose", "notice", "questions"),
    text_labels=TEXTS,
    seen_by=_OPEN,
    written=N_("The plan was changed"),
)
AREA_SET = EventSpec(
    kind="campaign.area-set",
    facts={
        "area": str,
        "unit": int,
        "place": str,
        "planned": int,
        "first": str,
        "last": str,
        "announce_by": str,
    },
    texts=("area",),
    text_labels=TEXTS,
    seen_by=_OPEN,
    written=N_("An area was added: %(planned)s %(place)s"),
    labels={"place": PLACES},
)
AREA_MOVED = EventSpec(
    kind="campaign.area-moved",
    facts={"area": str, "first": str, "last": str, "announce_by": str},
    seen_by=_OPEN,
    written=N_("The days of an area were changed"),
)
AREA_DROPPED = EventSpec(
    kind="campaign.area-dropped",
    facts={"area": str},
    texts=("reason",),
    text_labels=TEXTS,
    seen_by=_OPEN,
    written=N_("An area was taken out"),
)
SENT = EventSpec(
    kind="campaign.officer-sent",
    facts={"area": str, "officer": int},
    written=N_("It was set who goes to an area"),
)
RECALLED = EventSpec(
    kind="campaign.officer-recalled",
    facts={"area": str, "officer": int},
    written=N_("Somebody goes to an area no more"),
)
PUBLISHED = EventSpec(
    kind="campaign.published",
    facts={"ends": str},
    seen_by=_OPEN,
    written=N_("The plan was published"),
)
ANNOUNCED = EventSpec(
    kind="campaign.announced",
    facts={"area": str, "way": str},
    seen_by=_OPEN,
    written=N_("The visits to an area were announced: %(way)s"),
    labels={"way": NOTICES},
)
# Of one area and one day. The last entry of an officer for a day counts; it has no words, so it can name nobody.
WENT = EventSpec(
    kind="campaign.went",
    facts={
        "area": str,
        "day": str,
        "visited": int,
        "absent": int,
        "declined": int,
        "other_way": int,
    },
    written=N_("The visits of a day were counted: %(visited)s visited, %(absent)s not at home"),
)
FINISHED = EventSpec(
    kind="campaign.finished",
    seen_by=_OPEN,
    written=N_("The visits are over"),
)
RESULTS = EventSpec(
    kind="campaign.results-published",
    texts=("heard", "done"),
    text_labels=TEXTS,
    seen_by=_OPEN,
    written=N_("It was published what people said and what came of it"),
)
CALLED_OFF = EventSpec(
    kind="campaign.called-off",
    texts=("reason",),
    text_labels=TEXTS,
    seen_by=_OPEN,
    written=N_("The campaign was called off"),
)

OF_CAMPAIGN: tuple[EventSpec, ...] = (
    DECLARED, CHANGED, AREA_SET, AREA_MOVED, AREA_DROPPED, SENT, RECALLED, PUBLISHED, ANNOUNCED, WENT,
    FINISHED, RESULTS, CALLED_OFF,
)  # fmt: skip
EVENTS: tuple[EventSpec, ...] = (*OF_CAMPAIGN, *OF_RAISED)
BY_KIND: dict[str, EventSpec] = {spec.kind: spec for spec in EVENTS}
