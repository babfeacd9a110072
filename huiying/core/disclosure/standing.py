"""How each line at the gate stands: a fold over a matter's events. A text is read here only once it was released."""

import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from huiying.core.disclosure import events
from huiying.core.disclosure.choices import Decision
from huiying.core.kinds import Line


class State(StrEnum):
    ASKED = "asked"
    DECIDED = "decided"
    SECOND = "second"
    RELEASED = "released"
    HELD = "held"
    REOPENED = "reopened"
    EXISTENCE_ASKED = "existence-asked"
    EXISTENCE = "existence"


# Somebody has to decide whether it may be said.
UNDECIDED = frozenset({State.ASKED, State.REOPENED})


@dataclass(frozen=True, kw_only=True, slots=True)
class GateLine:
    """One thing that may or may not be said. `party` is whom it is for; empty: each person of the matter.

    `held_back` stays true from the moment a second person agreed until all of it is released: being asked again, or a
    decision that still waits, ends nothing of it.
    """

    id: str
    subject: str
    party: str
    asked_at: datetime
    occasion: datetime
    text: str = ""
    source: str = ""
    state: State = State.ASKED
    decision: Decision | None = None
    decided: uuid.UUID | None = None
    decided_at: datetime | None = None
    decided_by: int | None = None
    decided_unit: int | None = None
    said: str = ""
    ground: str = ""
    ground_words: str = ""
    sensitive: bool = False
    sentence: str = ""
    second_unit: int | None = None
    second_by: int | None = None
    released_at: datetime | None = None
    pre_cleared: bool = False
    held_back: bool = False
    held_ground: str = ""
    held_since: datetime | None = None
    ask_again_on: str = ""
    refused: uuid.UUID | None = None
    up_to_unit: int | None = None
    existence_until: str = ""
    existence_unit: int | None = None
    existence_since: datetime | None = None
    existence_asked_at: datetime | None = None

    @property
    def waits_for_second(self) -> bool:
        return self.state in {State.DECIDED, State.SECOND}

    def for_party(self, party: uuid.UUID | str | None) -> bool:
        """Whether somebody may hear it: what is for one person alone is for no other."""
        return not self.party or party is None or self.party == str(party)


@dataclass(kw_only=True, slots=True)
class _Not:
    """The occasions in a row on which, of one subject and for the same person, nothing but "not now" was decided."""

    occasions: list[datetime] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True, slots=True)
class Gate:
    """All lines by id, in the order in which they were asked."""

    lines: Mapping[str, GateLine]
    in_a_row: Mapping[tuple[str, str], int]

    def not_now_in_a_row(self, line: GateLine) -> int:
        """How many times running, on the subject of a line, it was "not now"."""
        return self.in_a_row.get((line.subject, line.party), 0)


def read(history: Iterable[Line]) -> Gate:
    """Of the events that stand (without annulled ones), in the order of the ledger."""
    lines: dict[str, GateLine] = {}
    rows: dict[tuple[str, str], _Not] = {}
    for event in history:
        step = _STEPS.get(event.kind)
        if event.kind == events.ASKED.kind:
            lines[str(event.facts["line"])] = _asked(event)
        elif step is not None and str(event.facts["line"]) in lines:
            known = lines[str(event.facts["line"])]
            lines[known.id] = step(known, event)
            _count(rows, lines[known.id], event)
    return Gate(lines=lines, in_a_row={key: len(each.occasions) for key, each in rows.items()})


def _asked(event: Line) -> GateLine:
    return GateLine(
        id=str(event.facts["line"]),
        subject=str(event.facts.get("subject", "")),
        party=str(event.facts.get("party", "")),
        asked_at=event.occurred_at,
        occasion=event.recorded_at,
        text=str(event.texts.get("line", "")),
        source=str(event.texts.get("source", "")),
    )


def _decided(line: GateLine, event: Line) -> GateLine:
    return replace(
        line,
        state=State.DECIDED,
        decision=Decision(str(event.facts["decision"])),
        decided=event.id,
        decided_at=event.occurred_at,
        decided_by=event.by_officer,
        decided_unit=event.by_unit,
        said=str(event.texts.get("said", "")),
        ground=str(event.facts.get("ground", "")),
        ground_words=str(event.texts.get("ground_words", "")),
        sensitive=event.facts.get("sensitive") is True,
        sentence=str(event.facts.get("by_sentence", "")),
        # While it is held back, the day it is asked again is the one that a second person agreed to.
        ask_again_on=line.ask_again_on
        if line.held_back
        else str(event.facts.get("ask_again_on", "")),
        second_unit=None,
        second_by=None,
        refused=None,
    )


def _second_asked(line: GateLine, event: Line) -> GateLine:
    return replace(line, state=State.SECOND, second_unit=int(event.facts["to_unit"]))


def _released(line: GateLine, event: Line) -> GateLine:
    if not line.waits_for_second:
        return line
    in_part = line.decision is Decision.PART
    return replace(
        line,
        state=State.RELEASED,
        released_at=event.occurred_at,
        pre_cleared=event.facts.get("pre_cleared") is True,
        second_by=event.by_officer,
        held_back=line.held_back and in_part,
        ask_again_on=line.ask_again_on if in_part else "",
        up_to_unit=None,
    )


def _held(line: GateLine, event: Line) -> GateLine:
    if not line.waits_for_second and line.state is not State.RELEASED:
        return line
    return replace(
        line,
        state=State.RELEASED if line.state is State.RELEASED else State.HELD,
        second_by=event.by_officer,
        held_back=True,
        held_ground=str(event.facts.get("ground", "")),
        held_since=line.held_since or event.occurred_at,
        ask_again_on=str(event.facts.get("ask_again_on", "")),
    )


def _refused(line: GateLine, event: Line) -> GateLine:
    return replace(line, state=State.REOPENED, refused=event.id)


def _reopened(line: GateLine, event: Line) -> GateLine:
    return replace(line, state=State.REOPENED, occasion=event.recorded_at, refused=None)


def _went_up(line: GateLine, event: Line) -> GateLine:
    return replace(line, up_to_unit=int(event.facts["to_unit"]))


def _supervised(line: GateLine, event: Line) -> GateLine:
    return replace(line, up_to_unit=None)


def _existence_asked(line: GateLine, event: Line) -> GateLine:
    return replace(
        line,
        state=State.EXISTENCE_ASKED,
        existence_until=str(event.facts.get("until", "")),
        existence_unit=int(event.facts["to_unit"]),
        existence_since=event.occurred_at,
        existence_asked_at=event.occurred_at,
    )


def _existence_approved(line: GateLine, event: Line) -> GateLine:
    return replace(
        line,
        state=State.EXISTENCE,
        existence_until=str(event.facts.get("until", "")),
        existence_unit=int(event.facts["by_unit"]),
        existence_since=event.occurred_at,
    )


def _existence_over(line: GateLine, event: Line) -> GateLine:
    return replace(
        line,
        state=State.REOPENED,
        occasion=event.recorded_at,
        existence_until="",
        existence_unit=None,
    )


_STEPS: Mapping[str, Callable[[GateLine, Line], GateLine]] = {
    events.DECIDED.kind: _decided,
    events.SECOND_ASKED.kind: _second_asked,
    events.RELEASED.kind: _released,
    events.HELD.kind: _held,
    events.REFUSED.kind: _refused,
    events.REOPENED.kind: _reopened,
    events.WENT_UP.kind: _went_up,
    events.SUPERVISED.kind: _supervised,
    events.EXISTENCE_ASKED.kind: _existence_asked,
    events.EXISTENCE_APPROVED.kind: _existence_approved,
    events.EXISTENCE_REFUSED.kind: _existence_over,
    events.EXISTENCE_EXPIRED.kind: _existence_over,
}


def _count(rows: dict[tuple[str, str], _Not], line: GateLine, event: Line) -> None:
    """Of one subject: what is released begins the count anew; "not now" on one occasion counts once."""
    row = rows.setdefault((line.subject, line.party), _Not())
    if event.kind == events.RELEASED.kind:
        row.occasions.clear()
        return
    held = event.kind == events.HELD.kind and line.state is State.HELD
    if held and line.occasion not in row.occasions:
        row.occasions.append(line.occasion)
