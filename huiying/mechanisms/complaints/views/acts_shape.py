"""What an act of the desk is: its address, its words, its form, and the call of its service."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from huiying.core.kinds import N_, Actor
from huiying.mechanisms.complaints import forms_staff as staff
from huiying.mechanisms.complaints.queries import ComplaintPage
from huiying.mechanisms.complaints.rules import Move

DECIDE, TALK, OFFICER, PASS_ON, PUT_RIGHT = (
    N_("Decide"),
    N_("Talk with the complainant"),
    N_("The officer complained of"),
    N_("Pass on"),
    N_("Put right"),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Doing:
    """An act about to be done: on which complaint, with what was typed, by whom, when."""

    page: ComplaintPage
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
        """The complainant chosen, where there were several to choose from."""
        chosen = self.data.get("party")
        return uuid.UUID(str(chosen)) if chosen else None

    def id(self, name: str) -> uuid.UUID:
        return uuid.UUID(str(self.data[name]))


@dataclass(frozen=True, kw_only=True, slots=True)
class DeskAct:
    """`button` is a verb; `lead` what follows from the act, said before it is done."""

    slug: str
    move: Move
    group: str
    title: str
    button: str
    form: type[staff.ActForm]
    do: Callable[[Doing], object]
    lead: str = ""
    icon: str = "right"
    # Only where a rule pack of the complaint knows this kind of event.
    known: str = ""
    # Ready sentences stand beside the form.
    ready: bool = False
