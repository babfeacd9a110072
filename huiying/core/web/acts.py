"""The acts of the desk on a matter, of any mechanism: what each is, which are open, which is the nearest.

A mechanism has one table of acts and says of each whether it is open (`Desk`). A page shows the desks of all mechanisms
that have a part in its kind of matter; their slugs differ.
"""

import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Generic

from django.urls import reverse
from django.utils.translation import gettext

from huiying.core.access import doors
from huiying.core.duties.matters import MatterPage
from huiying.core.duties.queries import DutyRow
from huiying.core.kinds import Act, Actor, IllegalMove
from huiying.core.web.acts_forms import ActForm, P
from huiying.rulepacks import loader


@dataclass(frozen=True, kw_only=True)
class Doing(Generic[P]):
    """An act about to be done: on which matter, with what was typed, by whom, when."""

    page: P
    data: dict[str, Any]
    by: Actor
    at: datetime

    @property
    def of(self) -> dict[str, Any]:
        """What every service takes."""
        return {"matter_id": self.page.matter.id, "by": self.by, "at": self.at}

    def typed(self, *names: str) -> dict[str, Any]:
        return {name: self.data.get(name) or "" for name in names}

    @property
    def party(self) -> uuid.UUID | None:
        """The person chosen, where there were several to choose from."""
        chosen = self.data.get("party")
        return uuid.UUID(str(chosen)) if chosen else None

    def id(self, name: str) -> uuid.UUID:
        return uuid.UUID(str(self.data[name]))


@dataclass(frozen=True, kw_only=True)
class DeskAct(Generic[P]):
    """`button` is a verb; `lead` what follows from the act, said before it is done."""

    slug: str
    # What the mechanism's rules call it; several acts may be one move.
    move: str
    group: str
    title: str
    button: str
    form: type[ActForm[P]]
    do: Callable[[Doing[P]], object]
    lead: str = ""
    icon: str = "right"
    # Only where a rule pack of the matter knows this kind of event.
    known: str = ""
    # Ready sentences stand beside the form.
    ready: bool = False


@dataclass(frozen=True, kw_only=True)
class Ready:
    """A ready sentence: what it puts into which fields of the form."""

    code: str
    title: str
    fills: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Desk(Generic[P]):
    """One mechanism's acts.

    `read` makes its own page of the common one. `decide` raises access.Denied where the reader could never do it, and
    IllegalMove with a sentence where it is not open now. `ways`: the event that meets a duty -> the acts that bring it
    about, the nearest first. `ready`: the ready sentences of an act that has them. `needs`: the acts of access any of
    which may open it at some stage, for docs/access.md.
    """

    acts: tuple[DeskAct[P], ...]
    read: Callable[[MatterPage], P]
    decide: Callable[[P, DeskAct[P]], None]
    needs: Callable[[DeskAct[P]], Iterable[Act]]
    ways: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    ready: Callable[[DeskAct[P]], Sequence[Ready]] = lambda act: ()


@dataclass(frozen=True, kw_only=True)
class Open(Generic[P]):
    """A mechanism's desk before one matter."""

    desk: Desk[P]
    page: P

    def act(self, slug: str) -> DeskAct[P] | None:
        return next((one for one in self.desk.acts if one.slug == slug), None)

    def closed(self, act: DeskAct[P]) -> str | None:
        """Why it is not open now, as a sentence; None where it is. Raises access.Denied."""
        try:
            self.desk.decide(self.page, act)
        except IllegalMove as illegal:
            return gettext(illegal.sentence) % illegal.params
        return None

    def is_open(self, act: DeskAct[P]) -> bool:
        try:
            return self.closed(act) is None
        except doors.Denied:
            return False


def before(desks: Iterable[Desk[Any]], page: MatterPage) -> list[Open[Any]]:
    """The desks of a kind, each with its own reading of the matter."""
    return [Open(desk=desk, page=desk.read(page)) for desk in desks]


def find(desks: Iterable[Open[Any]], slug: str) -> tuple[Open[Any], DeskAct[Any]] | None:
    for one in desks:
        if act := one.act(slug):
            return one, act
    return None


# --- the menu ----------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True, slots=True)
class MenuAct:
    slug: str
    title: str
    icon: str
    url: str


@dataclass(frozen=True, kw_only=True, slots=True)
class MenuGroup:
    title: str
    acts: tuple[MenuAct, ...]


def next_act(desks: Sequence[Open[Any]], page: MatterPage, by: Actor) -> DeskAct[Any] | None:
    """What the earliest open duty of the reader's units asks for, as far as it can be done now."""
    mine = {seat.unit_id for seat in by.seats}
    for duty in page.duties:
        if _is_owed(duty) and duty.unit_id in mine and (found := _way(duty, desks)):
            return found
    return None


def _is_owed(duty: DutyRow) -> bool:
    return not duty.ended and duty.lead and duty.nature == "answer"


def _way(duty: DutyRow, desks: Sequence[Open[Any]]) -> DeskAct[Any] | None:
    slugs = [
        slug
        for when in loader.rule(duty.rule).met_by
        for one in desks
        for slug in one.desk.ways.get(when.kind, ())
    ]
    for slug in slugs:
        found = find(desks, slug)
        if found is not None and found[0].is_open(found[1]):
            return found[1]
    return None


def menu(
    desks: Iterable[Open[Any]], page: MatterPage, leave_out: Iterable[str] = ()
) -> list[MenuGroup]:
    """The acts that are open to the reader now, grouped; groups of the same words are one."""
    away, known = set(leave_out), known_kinds(page)
    groups: dict[str, list[MenuAct]] = {}
    for desk in desks:
        for act in desk.desk.acts:
            wanted = act.slug not in away and (not act.known or act.known in known)
            if wanted and desk.is_open(act):
                groups.setdefault(act.group, []).append(entry(page, act))
    return [MenuGroup(title=gettext(t), acts=tuple(acts)) for t, acts in groups.items()]


def known_kinds(page: MatterPage) -> set[str]:
    """Kinds of event that a rule of the matter's packs waits for."""
    packs = [loader.pack(pack_id, version).pack for pack_id, version in page.matter.packs]
    return {when.kind for p in packs for rule in p.rules for when in (*rule.met_by, *rule.void_by)}


def entry(page: MatterPage, one: DeskAct[Any]) -> MenuAct:
    return MenuAct(
        slug=one.slug,
        title=gettext(one.title),
        icon=one.icon,
        url=reverse("staff_act", args=[page.matter.ref, one.slug]),
    )
