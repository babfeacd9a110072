"""Duties in words, for staff and for the person: what is owed, how binding its date is, how it stands."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language, gettext

from huiying.core.duties import queries as duties
from huiying.core.duties.misses import Missed
from huiying.core.duties.owed import WORDS, to_people
from huiying.core.duties.queries import DutyRow
from huiying.core.kinds import N_
from huiying.core.units import queries as units
from huiying.core.web import dates, rows
from huiying.rulepacks import explaining, loader

FORCE = {
    "statute": N_("legal deadline"),
    "regulation": N_("legal deadline"),
    "guidance": N_("deadline set by guidance or a superior's order"),
    "agency-standard": N_("our commitment, not a legal deadline"),
}


def language() -> str:
    return get_language() or str(settings.LANGUAGE_CODE)


def title_of(rule_id: str) -> str:
    title = loader.rule(rule_id).title
    return title.en if language().startswith("en") else title.zh


def late_with(rule_id: str, missed: Iterable[str]) -> str:
    """Why something is late is owed for a step: which one, or which ones, is said with it."""
    steps = dict.fromkeys(map(title_of, missed))
    if not steps:
        return title_of(rule_id)
    return gettext("%(title)s: %(steps)s") % {
        "title": title_of(rule_id),
        "steps": gettext("; ").join(steps),
    }


def as_one(given: Iterable[DutyRow], missed: Missed) -> list[tuple[DutyRow, str]]:
    """Duties with their titles. To say why is one thing to do, however many steps it is about: the earliest of them
    stands for all."""
    found: dict[tuple[object, ...], tuple[DutyRow, list[str]]] = {}
    for duty in given:
        known = missed.get(duty.trigger)
        key = (duty.rule, duty.unit_id, duty.ended and duty.state) if known else (duty.id,)
        _first, steps = found.setdefault(key, (duty, []))
        steps += [known] if known else []
    return [(duty, late_with(duty.rule, steps)) for duty, steps in found.values()]


def force_words(duty_force: str, basis: str) -> str:
    """How binding a date is, in words. A standard is never called a legal deadline."""
    if basis == "none":
        return gettext("the law gives no number")
    return gettext(FORCE["agency-standard"] if basis == "standard" else FORCE[duty_force])


def owed_to_words(owed_to: str) -> str:
    """To whom, as a role and never a name."""
    return gettext(WORDS[owed_to]) if owed_to in WORDS else owed_to


def _page_of(rule_id: str) -> str:
    """Where a rule is explained; nothing where this installation has no such page."""
    try:
        return reverse("rule", args=[rule_id])
    except NoReverseMatch:
        return ""


def rule_row(duty: DutyRow) -> rows.Rule:
    return rows.Rule(
        label=explaining.cited(loader.rule(duty.rule), language()),
        url=_page_of(duty.rule),
        id=duty.rule,
        force=force_words(duty.force, duty.basis),
    )


def next_promises(matter_id: uuid.UUID, now: datetime, most: int = 3) -> list[rows.Promise]:
    """The next dates owed to the people of a matter, as cards."""
    owed = [
        d
        for d in duties.of_matter(matter_id)
        if to_people(d.owed_to) and is_open(d) and d.nature == "answer"
    ]
    return [promise_of(d, now) for d in owed[:most]]


def is_open(duty: DutyRow) -> bool:
    """It has a date, and nothing else stands for it."""
    return not duty.ended and duty.lead and duty.due_at is not None


def promise_of(duty: DutyRow, now: datetime, level: int = 3, title: str = "") -> rows.Promise:
    if duty.due_at is None:
        raise ValueError("a card needs a date")
    who = units.unit(duty.unit_id).name if duty.unit_id else ""
    return rows.promise_until(
        due_at=duty.due_at,
        now=now,
        title=title or title_of(duty.rule),
        lines=(gettext("Owed to you by %(unit)s") % {"unit": who},) if who else (),
        rule=rule_row(duty),
        provisional=duty.provisional,
        level=level,
    )


# --- for staff ---------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True, slots=True)
class Owed:
    """A duty of a matter as the desk reads it; an ended one says how it ended."""

    title: str
    to_role: str
    due: str
    tag: rows.Tag | None
    rule: rows.Rule
    unit: str
    provisional: bool


def owed(given: Iterable[DutyRow], now: datetime, missed: Missed) -> list[Owed]:
    """Open duties by date, those without a date last."""
    open_ = [d for d in given if not d.ended and d.lead and d.nature == "answer"]
    return [_owed(d, title, now) for d, title in as_one(open_, missed)]


def past(given: Iterable[DutyRow], now: datetime, missed: Missed) -> list[Owed]:
    ended = [d for d in given if d.ended and d.nature == "answer"]
    return [_owed(d, title, now) for d, title in as_one(ended, missed)]


# What stands behind the unit that owes it.
_TO: dict[str, str] = {
    "person": N_("to the person"),
    "complainant": N_("to the complainant"),
    "officer": N_("to the officer complained of"),
    "forwarder": N_("to the body that forwarded it"),
    "petitioner": N_("to the petitioner"),
    "victim": N_("to the victim"),
    "injured": N_("to the injured person"),
    "accuser": N_("to the accuser"),
    "applicant": N_("to the applicant"),
    "reporter": N_("to the person who reported it"),
    "case-people": N_("to the people of the case"),
    "visited": N_("to the person visited"),
    "agency": N_("to the agency that sent the case"),
    "procuratorate": N_("to the procuratorate"),
    "household": N_("to the household"),
}


def _owed(duty: DutyRow, title: str, now: datetime) -> Owed:
    return Owed(
        title=title,
        to_role=gettext(_TO[duty.owed_to]) if duty.owed_to in _TO else "",
        due=_due(duty),
        tag=_tag(duty, now),
        rule=rule_row(duty),
        unit=units.unit(duty.unit_id).name if duty.unit_id else "",
        provisional=duty.provisional,
    )


def _due(duty: DutyRow) -> str:
    if duty.due_at is None:
        return gettext("The law gives no number of days")
    return dates.due(duty.due_at)


def _tag(duty: DutyRow, now: datetime) -> rows.Tag | None:
    if duty.ended:
        return _ended(duty)
    if duty.due_at is None:
        return None
    late, soon = dates.is_late(duty.due_at, now), dates.is_soon(duty.due_at, now)
    return rows.Tag(
        tone="late" if late else "soon" if soon else "due", text=dates.left(duty.due_at, now)
    )


def _ended(duty: DutyRow) -> rows.Tag:
    if duty.breached:
        return rows.Tag(tone="late", text=gettext("met late") if duty.met_at else gettext("missed"))
    if duty.met_at:
        return rows.Tag(
            tone="kept", text=gettext("met %(day)s") % {"day": dates.short_day(duty.met_at)}
        )
    return rows.Tag(tone="line", text=gettext("no longer owed"))
