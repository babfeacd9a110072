"""What the gate adds to the page of a matter of any kind: for staff the way to it, for the person what is held back."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext

from huiying.core.duties.matters import HolderPage, MatterPage
from huiying.core.kinds import N_, Act
from huiying.core.web import rows
from huiying.core.web.panels import Panel, Section
from huiying.core.web.withheld import withheld_from

# By what one may do there, and what the link says. Supervisors look only at what came up to them.
_WAYS = (
    (Act.RELEASE, "gate", N_("Decide what may be told")),
    (Act.SECOND_RELEASE, "gate_second", N_("Be the second person")),
    (Act.APPROVE_EXISTENCE, "gate_outside", N_("Approve from outside")),
    (Act.OVERSEE, "covert", N_("Covert inquiry: show looks later")),
    (Act.SUPERVISE, "gate_supervise", N_("Look at what was held back twice")),
)


def _asides(page: MatterPage, at: datetime) -> Iterator[Section]:
    links = tuple(
        rows.Link(
            label=gettext(words),
            url=reverse(name, args=[page.matter.ref]),
            key="g" if act is Act.RELEASE else "",
        )
        for act, name, words in _WAYS
        if act in page.acts
    )
    if links:
        yield Section(id="gate", title=gettext("Before you tell"), links=links)


def _own_sections(page: HolderPage, at: datetime) -> Iterator[Section]:
    held = withheld_from(page.history, page.party_id)
    if held:
        closing = gettext("Two officers looked at it before it was held back.")
        yield Section(
            id="withheld",
            title=gettext("What we can't tell you now"),
            icon="lock",
            tone="plum",
            lines=(*held, closing),
        )


PANEL: Panel[MatterPage, HolderPage] = Panel(
    read=lambda page: page,
    asides=_asides,
    own_read=lambda page: page,
    own_sections=_own_sections,
)
