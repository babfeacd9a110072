"""What was decided on a case, as its people read it: what counts, what counts no more, what was asked for and won."""

from collections.abc import Iterable

from django.utils.translation import gettext

from huiying.core.duties.histories import Line, last_of
from huiying.core.kinds import N_
from huiying.core.ledger.entries import Entry
from huiying.mechanisms.cases import events
from huiying.mechanisms.cases.queries import OwnCasePage


def outcomes(page: OwnCasePage) -> Iterable[tuple[Line | None, str]]:
    """What was decided, the latest that matters first, and how it stands in words."""
    return tuple(
        (line, gettext(_OVERTAKEN if _is_overtaken(page, line) else words))
        for kind, words in ANSWERS.items()
        if (line := last_of(page.lines, kind)) is not None
    )


# Written down as it was, and never as if it still counted.
_OVERTAKEN = N_("This decision counts no more. It said")
_OVERTAKES: dict[str, frozenset[str]] = {
    events.NOT_OPENED.kind: frozenset({events.REVERSED.kind, events.OPENED.kind}),
    events.CONCLUDED.kind: frozenset({events.TAKEN_UP_AGAIN.kind}),
    events.WITHDRAWN.kind: frozenset({events.TAKEN_UP_AGAIN.kind}),
}


def _is_overtaken(page: OwnCasePage, decided: Line) -> bool:
    """Whether something since took the place of a decision."""
    places = {line.id: place for place, line in enumerate(page.history)}
    by = _OVERTAKES.get(decided.kind, frozenset())
    return any(line.kind in by for line in page.history[places[decided.id] + 1 :])


ANSWERS: dict[str, str] = {
    events.CONCLUDED.kind: N_("How your case ended"),
    events.WITHDRAWN.kind: N_("Why the case was withdrawn"),
    events.NOT_OPENED.kind: N_("Why no case was opened"),
    "no-investigation.decided": N_("Why it is not investigated"),
    events.LIMIT_REACHED.kind: N_("Why there is no result yet"),
    events.PROGRESS_WRITTEN.kind: N_("How it stands"),
}


def remedy(kind: str, history: Iterable[Entry]) -> str:
    """What was asked for, and whether it was won."""
    won = {_WON.get(str(e.facts.get("by"))) for e in history if e.kind == events.REVERSED.kind}
    return gettext(_REVERSED if kind in won else REMEDIES[kind])


_WON = {"reconsideration": "reconsideration.requested", "review": "case-review.requested"}
_REVERSED = N_("It was asked for, and the decision was reversed")
REMEDIES = {
    "reconsideration.requested": N_("Reconsideration was asked for; somebody else decides"),
    "case-review.requested": N_("A review by the level above was asked for"),
}
