"""The kinds of matter, and of whose panels the page of each is made. The list, by hand.

A kind that is not here has a page of what every matter has: what is owed, what happened, and what everybody may do.
`TALK` is for kinds whose mechanism has no words of its own for asking and answering at the desk.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from huiying.core.duties.matters import HolderPage
from huiying.core.kinds import N_
from huiying.core.web.acts import Desk
from huiying.core.web.codes.deeds import DEEDS as EVERYBODYS
from huiying.core.web.codes.desk import TALK
from huiying.core.web.codes.lateness import LATENESS
from huiying.core.web.deeds import Deeds
from huiying.core.web.panels import Outside, Panel
from huiying.mechanisms.campaigns.views import campaign_panel, raised_panel
from huiying.mechanisms.cases.views import matter_panel as cases
from huiying.mechanisms.cases.views import request_panel as requests
from huiying.mechanisms.complaints.views import matter_panel as complaints
from huiying.mechanisms.petitions.views import matter_panel as petitions
from huiying.mechanisms.visits.views import matter_panel as visits
from huiying.pages import gate_panel


@dataclass(frozen=True, kw_only=True)
class KindPage:
    """`name` is a msgid, as filters call it; `outside`: what runs on, and other doors."""

    kind: str
    name: str
    panels: tuple[Panel[Any, Any], ...] = ()
    outside: Callable[[HolderPage], Outside] = field(default=lambda page: Outside())

    def desks(self) -> list[Desk[Any]]:
        return [panel.desk for panel in self.panels if panel.desk is not None]

    def deeds(self) -> list[Deeds[Any]]:
        """The mechanisms' own first, then what everybody may do."""
        return [*(panel.deeds for panel in self.panels if panel.deeds is not None), EVERYBODYS]


_LISTED: tuple[KindPage, ...] = (
    KindPage(
        kind="complaint",
        name=N_("Complaint"),
        panels=(complaints.PANEL, gate_panel.PANEL),
        outside=complaints.outside,
    ),
    KindPage(
        kind="case",
        name=N_("Case"),
        panels=(cases.PANEL, LATENESS, visits.PANEL, gate_panel.PANEL),
        outside=cases.outside,
    ),
    KindPage(
        kind="reconsideration",
        name=N_("Reconsideration"),
        panels=(requests.PANEL, LATENESS),
        outside=cases.outside,
    ),
    KindPage(
        kind="case-review",
        name=N_("Review by the level above"),
        panels=(requests.PANEL, LATENESS),
        outside=cases.outside,
    ),
    KindPage(
        kind="petition",
        name=N_("Petition"),
        panels=(petitions.PANEL, LATENESS, visits.PANEL, gate_panel.PANEL),
        outside=petitions.outside,
    ),
    KindPage(kind="campaign", name=N_("Visiting campaign"), panels=(campaign_panel.PANEL,)),
    KindPage(
        kind="raised",
        name=N_("Raised on a visit"),
        panels=(raised_panel.PANEL, LATENESS, TALK),
    ),
)
KINDS: dict[str, KindPage] = {one.kind: one for one in _LISTED}


def kind_page(kind: str) -> KindPage:
    plain = KindPage(kind=kind, name=N_("Matter"), panels=(TALK, LATENESS, gate_panel.PANEL))
    return KINDS.get(kind, plain)


def every_desk() -> Iterator[tuple[KindPage, Desk[Any]]]:
    """For the tables of docs/access.md and the walks that compare with them."""
    for one in _LISTED:
        for desk in one.desks():
            yield one, desk
