"""A copy of all that is held on somebody, for a machine to read; docs/own-data.md says what each field is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from huiying.core.access.looks import LookRow
from huiying.core.access.openings import OpeningRow
from huiying.core.access.second_word import WordRow
from huiying.core.duties.histories import Line
from huiying.core.duties.matters import HolderPage
from huiying.core.holders.own_data import Reach
from huiying.core.people.barring import BarredRow
from huiying.core.retention.queries import MatterKept
from huiying.core.units import queries as units

FORMAT = "huiying-own-data/1"


@dataclass(frozen=True, kw_only=True, slots=True)
class Held:
    """Everything there is about one person."""

    page: HolderPage
    # What its kind says besides, such as the stage.
    of_kind: Mapping[str, Any]
    reached: Reach
    language: str
    looks: Sequence[LookRow]
    openings: Sequence[OpeningRow]
    word: WordRow | None
    barred: Sequence[BarredRow]
    kept: MatterKept


def copy(held: Held, at: datetime) -> dict[str, Any]:
    page, reached = held.page, held.reached
    return {
        "format": FORMAT,
        "made_at": at.isoformat(),
        "reference": page.matter.ref,
        "opened_at": page.matter.opened_at.isoformat(),
        "kind": page.matter.kind,
        **held.of_kind,
        "reached_by": {
            "name": reached.name,
            "telephone": reached.phone,
            "email": reached.email,
            "address": reached.address,
            "wishes": reached.wishes,
            "helper": reached.helper,
            "language": held.language,
        },
        "never_used": [row.way for row in held.barred],
        "history": [_entry(line) for line in page.lines],
        "owed_to_you": [
            {
                "rule": duty.rule,
                "force": duty.force,
                "due_before": _moment(duty.due_at),
                "state": duty.state,
                "met_at": _moment(duty.met_at),
            }
            for duty in page.duties
        ],
        "your_rights": [
            {"rule": right.rule, "until": _moment(right.due_at)} for right in page.rights
        ],
        "files": [
            {"name": file.name, "bytes": file.size, "added_at": file.created_at.isoformat()}
            for file in page.files
        ],
        "looked_at_by": [_look(look) for look in held.looks],
        "page_opened": [_opening(opening) for opening in held.openings],
        "second_word": _word(held.word),
        "kept": _kept(held.kept),
    }


def _entry(line: Line) -> Mapping[str, Any]:
    return {
        "at": line.at.isoformat(),
        "entered_at": line.recorded_at.isoformat(),
        "kind": line.kind,
        "sentence": line.sentence,
        "words": {words.name: words.text for words in line.words},
        "by": _unit(line.by_unit) if line.by_unit else line.by_kind,
        "annulled": line.annulled,
    }


def _look(look: LookRow) -> Mapping[str, Any]:
    return {
        "at": look.at.isoformat(),
        "unit": _unit(look.unit_id),
        "role": look.role,
        "what": look.what,
        "reason": look.reason,
    }


def _opening(opening: OpeningRow) -> Mapping[str, Any]:
    return {
        "at": opening.at.isoformat(),
        "opened_with": opening.way.value,
        "device": opening.device,
        "network": opening.network,
    }


def _word(word: WordRow | None) -> Mapping[str, Any] | None:
    """That there is one, and how it fared; the word itself nobody has."""
    if word is None:
        return None
    return {
        "set_at": word.set_at.isoformat(),
        "refused": word.refused,
        "refused_at": _moment(word.refused_at),
    }


def _kept(found: MatterKept) -> Mapping[str, Any]:
    """How long it is kept. `until` is null while an answer is owed, or where no term is set."""
    ends = found.kept
    return {
        "until": ends.up_on.isoformat() if ends.up_on and not found.owed else None,
        "held_until": ends.held_until.isoformat() if ends.held_until else None,
        "term": found.term or None,
        "erased": ends.erased,
    }


def _moment(at: datetime | None) -> str | None:
    return at.isoformat() if at else None


def _unit(unit_id: int | None) -> str:
    return units.unit(unit_id).name if unit_id else ""
