"""What stands on the lists of desk, supervision and oversight and on the first page: by mechanism, by hand."""

from collections.abc import Iterator

from huiying.core.kinds import N_
from huiying.core.web.lists import Ask, Assign, DutyKind, Lists, Watched, Way
from huiying.mechanisms.campaigns.views import lists as campaigns
from huiying.mechanisms.complaints.views import lists as complaints
from huiying.mechanisms.petitions.views import lists as petitions
from huiying.mechanisms.visits.views import lists as visits

# What any matter may bring to a desk.
_EVERY = Lists(
    alerts={
        "message": N_("The person wrote"),
        "emergency": N_("A matter was opened in an emergency: look into it"),
        "telling.bounced": N_("A message came back: reach the person another way"),
        "code-lost": N_("Ring somebody who lost their code: hand them a sealed one"),
    },
)
# What core.disclosure asks of a second person, or of a unit outside.
_GATE = Lists(
    alerts={
        "gate-second": N_("A second person is asked for: may it be told"),
        "gate-refused": N_("The second person does not agree: decide it anew"),
        "gate-again": N_("Decide again whether something may be told"),
        "gate-twice": N_("Held back twice in a row: look whether it may stand"),
        "existence-asked": N_(
            "You are asked to approve from outside that even its existence is withheld"
        ),
        "copy-second": N_("A copy with parts blacked out waits for a second person"),
        "copy-released": N_("A copy was released: it can be given out"),
        "copy-declined": N_("A copy was not released: read what must be changed"),
        "existence-refused": N_("Not approved from outside: decide it anew"),
    },
)
LISTS: tuple[Lists, ...] = (
    _EVERY,
    _GATE,
    complaints.LISTS,
    petitions.LISTS,
    visits.LISTS,
    campaigns.LISTS,
)


def alerts() -> dict[str, str]:
    return {template: words for one in LISTS for template, words in one.alerts.items()}


def duty_kinds() -> list[DutyKind]:
    """Those of the same name are one filter."""
    found: dict[str, DutyKind] = {}
    for kind in (kind for one in LISTS for kind in one.duty_kinds):
        known = found.get(kind.name, kind)
        found[kind.name] = DutyKind(
            name=known.name, words=known.words, events=known.events | kind.events
        )
    return list(found.values())


def asks() -> Iterator[Ask]:
    for one in LISTS:
        yield from one.asks


def watched() -> Iterator[Watched]:
    for one in LISTS:
        yield from one.watched


def ways() -> Iterator[Way]:
    for one in LISTS:
        yield from one.ways


def assigner(kind: str) -> Assign | None:
    return next((one.assign[kind] for one in LISTS if kind in one.assign), None)
