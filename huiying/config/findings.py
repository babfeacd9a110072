"""What the doctor says: how grave, what it is and how to put it right, in the language of whoever asks."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext

from huiying.core.kinds import N_


class Weight(StrEnum):
    UNSAFE = "UNSAFE"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    weight: Weight
    what: str
    remedy: str

    @property
    def label(self) -> str:
        """The weight in words."""
        return gettext(_LABELS[self.weight])


_LABELS = {Weight.UNSAFE: N_("UNSAFE"), Weight.WARNING: N_("warning"), Weight.NOTE: N_("note")}

Findings = Iterator[Finding]


def _finding(weight: Weight, what: str, remedy: str, told: dict[str, object]) -> Finding:
    """In the language of whoever asks; `told` fills both sentences."""
    return Finding(weight=weight, what=gettext(what) % told, remedy=gettext(remedy) % told)


def unsafe(what: str, remedy: str, **told: object) -> Finding:
    return _finding(Weight.UNSAFE, what, remedy, told)


def warning(what: str, remedy: str, **told: object) -> Finding:
    return _finding(Weight.WARNING, what, remedy, told)


def note(what: str, remedy: str, **told: object) -> Finding:
    return _finding(Weight.NOTE, what, remedy, told)
