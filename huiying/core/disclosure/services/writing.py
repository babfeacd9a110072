"""Legal officers write sentences, another of them approves, either retires: versions, whose words never change."""

import re
import uuid
from datetime import datetime

from django.db import transaction

from huiying.core.access import doors
from huiying.core.disclosure import rules
from huiying.core.disclosure.kinds import case_kinds
from huiying.core.disclosure.models import Sentence
from huiying.core.disclosure.sentences import starting_set
from huiying.core.disclosure.services.shape import somebody
from huiying.core.duties.wording import said
from huiying.core.kinds import (
    N_,
    Act,
    Actor,
    Declined,
    NotAChoice,
    Seat,
    SeatRole,
    WordsNeeded,
    new_id,
)
from huiying.core.units import queries as units

_CODE = re.compile(r"[a-z][a-z0-9-]{2,39}")
_LONGEST = {"zh": 300, "en": 400}


class SentenceDeclined(Declined):
    """A sentence that cannot be written, approved or retired so."""


def _seat(by: Actor, unit_id: int | None = None) -> Seat:
    """The legal seat one acts from: of the unit, or of one above it. Raises access.Denied."""
    doors.require_general(by, Act.CLEAR)
    for seat in by.seats:
        if seat.role is SeatRole.LEGAL and (
            unit_id is None or units.unit(unit_id).path.startswith(seat.unit_path)
        ):
            return seat
    raise doors.Denied(Act.CLEAR.value)


@transaction.atomic
def write_sentence(
    *, code: str, kind: str, subject: str, zh: str, en: str, by: Actor, at: datetime
) -> uuid.UUID:
    """A new sentence, or a new version of one of the own unit; nobody uses it before another approved it.

    Raises access.Denied, NotAChoice, WordsNeeded, SentenceDeclined.
    """
    seat = _seat(by)
    if not _CODE.fullmatch(code):
        raise SentenceDeclined(
            N_("A short name is 3 to 40 small letters, digits and hyphens, such as footage-seen.")
        )
    if kind not in case_kinds():
        raise NotAChoice(N_("Choose the kind of case it is for."))
    rules.subject_of(subject)
    words = {"zh": _words(zh, "zh"), "en": _words(en, "en")}
    known = Sentence.objects.select_for_update().filter(unit_id=seat.unit_id, code=code)
    last = known.order_by("-version").first()
    made = Sentence.objects.create(
        id=new_id(at),
        unit_id=seat.unit_id,
        code=code,
        version=last.version + 1 if last else 1,
        kind=kind,
        subject=subject,
        written_by_id=somebody(by),
        written_at=at,
        **words,
    )
    return made.pk


def _words(text: str, language: str) -> str:
    trimmed = said(text, N_("Write it in both languages: each person reads it in theirs."))
    if rules.GAP.search(trimmed):
        raise WordsNeeded(N_("A sentence cleared beforehand has no places to fill in."))
    if len(trimmed) > _LONGEST[language]:
        raise SentenceDeclined(N_("This is too long. Say it in one or two sentences."))
    return trimmed


def take_up_starting(*, by: Actor, at: datetime) -> int:
    """Take up what the product proposes and the unit does not have yet, as one's own drafts; gives how many.

    Raises access.Denied.
    """
    seat = _seat(by)
    there = set(Sentence.objects.filter(unit_id=seat.unit_id).values_list("code", flat=True))
    new = [each for code, each in starting_set().items() if code not in there]
    for each in new:
        write_sentence(
            code=each.code, kind=each.kind, subject=each.subject, zh=each.zh, en=each.en,
            by=by, at=at,
        )  # fmt: skip
    return len(new)


@transaction.atomic
def approve_sentence(*, sentence_id: uuid.UUID, by: Actor, at: datetime) -> None:
    """Another legal officer agrees: from now on it is used, in place of the version before.

    Raises access.Denied, SentenceDeclined.
    """
    found = _found(sentence_id, by)
    if found.written_by_id == by.officer_id:
        raise SentenceDeclined(N_("Another legal officer has to approve what you wrote."))
    if found.approved_at is not None or found.retired_at is not None:
        raise SentenceDeclined(N_("This version was approved or retired already."))
    before = Sentence.objects.filter(
        unit_id=found.unit_id, code=found.code, retired_at__isnull=True, version__lt=found.version
    )
    before.update(retired_by=by.officer_id, retired_at=at)
    found.approved_by_id, found.approved_at = by.officer_id, at
    found.save(update_fields=["approved_by", "approved_at"])


@transaction.atomic
def retire_sentence(*, sentence_id: uuid.UUID, by: Actor, at: datetime) -> None:
    """Nobody uses it any more; what was said with it stays said. Raises access.Denied, SentenceDeclined."""
    found = _found(sentence_id, by)
    if found.retired_at is not None:
        raise SentenceDeclined(N_("This version was approved or retired already."))
    found.retired_by_id, found.retired_at = by.officer_id, at
    found.save(update_fields=["retired_by", "retired_at"])


def _found(sentence_id: uuid.UUID, by: Actor) -> Sentence:
    doors.require_general(by, Act.CLEAR)
    found = Sentence.objects.select_for_update().filter(pk=sentence_id).first()
    if found is None:
        raise doors.Denied(Act.CLEAR.value)
    _seat(by, found.unit_id)
    return found
