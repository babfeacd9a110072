"""Kinds of case as the gate knows them: which sentences fit, and in which nothing is sent by itself."""

import tomllib
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import get_language

DATA = Path(__file__).parent / "data"
# A sentence of this kind fits every matter.
ANY = "any"


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseKind:
    code: str
    zh: str
    en: str

    @property
    def name(self) -> str:
        return self.en if (get_language() or "").startswith("en") else self.zh


@cache
def case_kinds() -> Mapping[str, CaseKind]:
    """By code, in the order of the list."""
    table = tomllib.loads((DATA / "kinds.toml").read_text("utf-8"))
    return {code: CaseKind(code=code, **words) for code, words in table["kind"].items()}


def kind_of(matter_id: uuid.UUID, matter_kind: str) -> str:
    """The kind of case of a matter, as its own mechanism knows it (a setting names who tells)."""
    told_by: Callable[[uuid.UUID, str], str] = import_string(settings.HUIYING_CASE_KIND)
    return told_by(matter_id, matter_kind)


def may_tell_automatically(kind_code: str) -> bool:
    """Whether news goes out by itself in cases of a kind. In some, such as domestic violence, a message at the wrong
    moment puts somebody in danger: an officer tells, in the way that was agreed. A kind nobody knows is one of them."""
    return kind_code in case_kinds() and kind_code not in settings.HUIYING_HELD_BACK_KINDS
