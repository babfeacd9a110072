"""What of the worklist an officer wants to see: basis of the date, whose, kind. All of it is in the address."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from urllib.parse import urlencode
from uuid import UUID

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext

from huiying.core.duties.planning import packs_in_force
from huiying.core.duties.queries_desk import Wanted
from huiying.core.kinds import N_, Actor
from huiying.pages import lists
from huiying.pages.kinds import KINDS
from huiying.rulepacks import loader

PAGE = 50
BASES: dict[str, tuple[str, tuple[str, ...]]] = {
    "legal": (N_("Law"), ("statute", "regulation")),
    "superior": (N_("A superior's order"), ("guidance",)),
    "commitment": (N_("Our commitment"), ("agency-standard",)),
}
WHOSE = {"unit": N_("Our unit's"), "mine": N_("Mine"), "nobody": N_("In nobody's hands")}


@dataclass(frozen=True, kw_only=True, slots=True)
class Option:
    value: str
    label: str
    chosen: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Filters:
    bases: tuple[str, ...]
    kinds: tuple[str, ...]
    matters: tuple[str, ...]
    whose: str
    state: str
    wanted: Wanted

    @property
    def basis_options(self) -> list[Option]:
        return [
            Option(value=v, label=gettext(words), chosen=v in self.bases)
            for v, (words, _) in BASES.items()
        ]

    @property
    def kind_options(self) -> list[Option]:
        return [
            Option(value=v, label=gettext(words), chosen=v in self.kinds)
            for v, words in ((one.name, one.words) for one in lists.duty_kinds())
        ]

    @property
    def matter_options(self) -> list[Option]:
        """By kind of matter, where there are several."""
        if len(KINDS) < 2:
            return []
        return [
            Option(value=v, label=gettext(page.name), chosen=v in self.matters)
            for v, page in KINDS.items()
        ]

    @property
    def whose_options(self) -> list[Option]:
        return [
            Option(value=v, label=gettext(words), chosen=v == self.whose)
            for v, words in WHOSE.items()
        ]

    @property
    def narrowed(self) -> bool:
        return bool(self.bases or self.kinds or self.matters or self.state or self.whose != "unit")

    def url(self, *, state: str | None = None, whose: str | None = None) -> str:
        """The first page of the list with these filters, or with one of them changed."""
        pairs = [("basis", v) for v in self.bases] + [("kind", v) for v in self.kinds]
        pairs += [("matter", v) for v in self.matters]
        pairs += [("whose", whose or self.whose)]
        pairs += [("state", state if state is not None else self.state)]
        return f"{reverse('desk')}?{urlencode([p for p in pairs if p[1]])}"


def read(given: QueryDict, by: Actor) -> Filters:
    """The filters in an address; what is none of the choices is left out."""
    bases = tuple(v for v in given.getlist("basis") if v in BASES)
    known = {one.name for one in lists.duty_kinds()}
    kinds = tuple(v for v in given.getlist("kind") if v in known)
    matters = tuple(v for v in given.getlist("matter") if v in KINDS)
    whose = given.get("whose", "unit")
    whose = whose if whose in WHOSE else "unit"
    state = "overdue" if given.get("state") == "overdue" else ""
    wanted = Wanted(
        forces=tuple(force for v in bases for force in BASES[v][1]),
        rules=tuple(rules_of(kinds)),
        kinds=matters,
        whose=whose,
        state=state,
        after=_after(given),
        size=PAGE,
    )
    return Filters(
        bases=bases, kinds=kinds, matters=matters, whose=whose, state=state, wanted=wanted
    )


def without_place(wanted: Wanted) -> Wanted:
    """The whole list, whichever page of it is shown."""
    return replace(wanted, after=None, state="")


def rules_of(kinds: tuple[str, ...]) -> list[str]:
    """Rules in force, for whatever kind of matter, that are met by an event of the kinds of duty; a rule belongs to the
    first that fits."""
    if not kinds:
        return []
    packs = {tuple(pack) for matter in KINDS for pack in packs_in_force(matter)}
    found = [
        rule.id
        for pack_id, version in sorted(packs)
        for rule in loader.pack(pack_id, version).pack.rules
        if kind_of([when.kind for when in rule.met_by]) in kinds
    ]
    return found or ["-"]


def kind_of(met_by: list[str]) -> str:
    """By the last event that meets it: earlier ones are the quicker ways to the same end."""
    for event in reversed(met_by):
        for one in lists.duty_kinds():
            if event in one.events:
                return one.name
    return ""


def _after(given: QueryDict) -> tuple[datetime, UUID] | None:
    """The place in the list that an address names; one that can't be read is its beginning."""
    try:
        at = datetime.fromisoformat(given.get("after", ""))
        place = UUID(given.get("id", ""))
        # At the ends of the calendar an instant with an offset is none in UTC.
        return (at.astimezone(UTC), place) if at.tzinfo else None
    except (ValueError, OverflowError):
        return None
