"""Reads of sentences cleared beforehand, of the starting set, and of helper sentences with places to fill."""

import tomllib
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from django.db.models import Q
from django.utils.translation import get_language

from huiying.core.disclosure.kinds import ANY, DATA
from huiying.core.disclosure.models import Sentence
from huiying.core.units import queries as units


@dataclass(frozen=True, kw_only=True, slots=True)
class Starting:
    """A sentence that the product proposes. Nobody may use it before legal officers took it up and approved it."""

    code: str
    kind: str
    subject: str
    zh: str
    en: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Helper:
    """A sentence with places in brackets, to help saying how it stands without harming a case. It is no clearance."""

    code: str
    subject: str
    kinds: tuple[str, ...]
    zh: str
    en: str

    @property
    def words(self) -> str:
        return _in_language(self.zh, self.en)


@dataclass(frozen=True, kw_only=True, slots=True)
class SentenceRow:
    id: uuid.UUID
    unit_id: int
    code: str
    version: int
    kind: str
    subject: str
    zh: str
    en: str
    written_by: int
    approved_by: int | None
    in_use: bool
    retired: bool

    @property
    def words(self) -> str:
        return _in_language(self.zh, self.en)

    def words_in(self, language: str) -> str:
        return self.en if language.startswith("en") else self.zh


def _in_language(zh: str, en: str) -> str:
    return en if (get_language() or "").startswith("en") else zh


@cache
def starting_set() -> Mapping[str, Starting]:
    table = tomllib.loads((DATA / "sentences.toml").read_text("utf-8"))
    return {each["code"]: Starting(**each) for each in table["sentence"]}


@cache
def _helpers() -> tuple[Helper, ...]:
    table = tomllib.loads((DATA / "helpers.toml").read_text("utf-8"))
    return tuple(Helper(**{**each, "kinds": tuple(each["kinds"])}) for each in table["helper"])


def helpers(kind: str, subject: str = "") -> list[Helper]:
    """Helper sentences that fit a kind of case, those of its own kind first."""
    fitting = [h for h in _helpers() if {kind, ANY} & set(h.kinds)]
    wanted = [h for h in fitting if not subject or h.subject == subject]
    return sorted(wanted, key=lambda h: kind not in h.kinds)


def sentences_for(*, kind: str, unit_id: int) -> list[SentenceRow]:
    """Those in use for a kind of case in a unit: its own and those of units above it, of its own kind first."""
    over = [unit_id, *units.unit(unit_id).ancestors()]
    rows = Sentence.objects.filter(_IN_USE, unit_id__in=over, kind__in=[kind, ANY])
    found = [_row(s) for s in rows.order_by("subject", "code")]
    return sorted(found, key=lambda s: s.kind == ANY)


def sentence(sentence_id: uuid.UUID) -> SentenceRow | None:
    found = Sentence.objects.filter(pk=sentence_id).first()
    return _row(found) if found else None


def of_units(unit_ids: Iterable[int]) -> list[SentenceRow]:
    """All versions that units wrote, for their legal officers."""
    rows = Sentence.objects.filter(unit_id__in=list(unit_ids))
    return [_row(s) for s in rows.order_by("kind", "code", "-version")]


_IN_USE = Q(approved_at__isnull=False, retired_at__isnull=True)


def _row(s: Sentence) -> SentenceRow:
    return SentenceRow(
        id=s.pk,
        unit_id=s.unit_id,
        code=s.code,
        version=s.version,
        kind=s.kind,
        subject=s.subject,
        zh=s.zh,
        en=s.en,
        written_by=s.written_by_id,
        approved_by=s.approved_by_id,
        in_use=s.approved_at is not None and s.retired_at is None,
        retired=s.retired_at is not None,
    )
