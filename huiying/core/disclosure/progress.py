"""How a matter stands is told in whose words? Once anything of it was brought to the gate, in released lines alone.

What may be said is decided before it is said (mission R5). A text typed beside the gate could say what it holds back:
from the first line on there is no such text, but lines that were released and sentences cleared beforehand.
"""

import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from huiying.core.disclosure.queries import Released, gate, released
from huiying.core.duties.wording import said
from huiying.core.kinds import N_, NotAChoice
from huiying.core.ledger.entries import Entry, standing
from huiying.core.people.services import open_texts


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """What is told, to one of the people (`party`) or to all; `line` of the gate, where it is from there."""

    words: str
    party: uuid.UUID | None = None
    line: str = ""


def applies(history: Iterable[Entry]) -> bool:
    """Whether the gate decides what is said of a matter: something of it was brought there."""
    return bool(gate(history).lines)


def untold(history: Collection[Entry], kind: str) -> list[Released]:
    """Released lines that no event of this kind has told yet."""
    before = {str(e.facts.get("line", "")) for e in standing(history) if e.kind == kind}
    return [line for line in released(history) if line.id not in before]


def progress(
    history: Collection[Entry], *, kind: str, typed: str, lines: Collection[str]
) -> list[Told]:
    """What is told of how it stands, by events of a kind: the typed words, or the chosen lines where the gate applies.

    Raises WordsNeeded, NotAChoice.
    """
    if not applies(history):
        return [
            Told(
                words=said(
                    typed, N_("Write what was done since the last time and what comes next.")
                )
            )
        ]
    found = [line for line in untold(history, kind) if line.id in lines]
    if not found or len(found) < len(set(lines)):
        raise NotAChoice(N_("Choose what is told. Only what was released can be."))
    clear = open_texts([line.text_id for line in found])
    return [
        Told(
            words=clear[line.text_id] or "",
            party=uuid.UUID(line.party) if line.party else None,
            line=line.id,
        )
        for line in found
    ]
