"""What pages show of a complaint: what is promised at the start, and what is owed next."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language, gettext

from huiying.core.duties import queries as duties
from huiying.core.duties.planning import packs_in_force
from huiying.core.duties.queries import DutyRow
from huiying.core.kinds import N_
from huiying.core.units import queries as units
from huiying.core.web import rows
from huiying.engine.rules import Rule
from huiying.mechanisms.complaints import events
from huiying.rulepacks import explaining, loader

FORCE = {
    "statute": N_("legal deadline"),
    "regulation": N_("legal deadline"),
    "guidance": N_("deadline set by a superior's order"),
    "agency-standard": N_("our commitment, not a legal deadline"),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class _Key:
    """A promise that everybody is told at the start: what opens it, what alone may keep it, and its words."""

    trigger: str
    kept_by: frozenset[str]
    icon: str
    words: str


_TOLD_OUTCOME = frozenset({events.ANSWERED.kind, events.OUTCOME_TOLD.kind})
_TOLD_REVIEW = frozenset({events.REVIEW_DECIDED.kind, events.REVIEW_TOLD.kind})
# Few and for everybody; all the dates of a matter stand on its own page.
_KEYS = (
    _Key(
        trigger=events.RECEIVED.kind,
        kept_by=frozenset({events.ACCEPTED.kind, events.REFUSED.kind}),
        icon="msg",
        words=N_("we tell you whether we take it up, and why"),
    ),
    _Key(
        trigger=events.RECEIVED.kind,
        kept_by=_TOLD_OUTCOME,
        icon="doc",
        words=N_("you read our answer and its reasons"),
    ),
    _Key(
        trigger=events.REVIEW_REQUESTED.kind,
        kept_by=_TOLD_REVIEW,
        icon="scale",
        words=N_("another unit decides anew, if you disagree"),
    ),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class FirstPromise:
    icon: str
    when: str
    what: str
    force: str


def language() -> str:
    return get_language() or str(settings.LANGUAGE_CODE)


def title_of(rule_id: str) -> str:
    title = loader.rule(rule_id).title
    return title.en if language().startswith("en") else title.zh


def force_words(duty_force: str, basis: str) -> str:
    """How binding a date is, in words. A standard is never called a legal deadline."""
    if basis == "none":
        return gettext("the law gives no number")
    return gettext(FORCE["agency-standard"] if basis == "standard" else FORCE[duty_force])


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


def first_promises() -> list[FirstPromise]:
    """What the packs in force promise to whoever complains, before anything is asked."""
    rules = [
        rule
        for pack_id, version in packs_in_force(events.KIND)
        for rule in loader.pack(pack_id, version).pack.rules
    ]
    receipt = FirstPromise(
        icon="check",
        when=gettext("At once"),
        what=gettext("you get a receipt with a code to follow it"),
        force="",
    )
    return [receipt, *(found for key in _KEYS if (found := _promised(key, rules)))]


def _promised(key: _Key, rules: list[Rule]) -> FirstPromise | None:
    """The first rule that promises this to everybody within a counted time."""
    for rule in rules:
        term = rule.wording.term or rule.wording.standard
        kept_by = {when.kind for when in rule.met_by}
        fits = rule.trigger.kind == key.trigger and kept_by and kept_by <= key.kept_by
        to_all = rule.owed_to == "complainant" and not rule.trigger.where and not rule.is_right
        if fits and to_all and term is not None:
            return FirstPromise(
                icon=key.icon,
                when=gettext("Within %(term)s") % {"term": explaining.amount_of(term, language())},
                what=gettext(key.words),
                force=gettext(FORCE[rule.force]),
            )
    return None


def next_promises(matter_id: uuid.UUID, now: datetime, most: int = 3) -> list[rows.Promise]:
    """The next dates owed to the complainant on a matter, as cards."""
    owed = [
        d
        for d in duties.of_matter(matter_id)
        if d.owed_to == "complainant"
        and d.nature == "answer"
        and not d.ended
        and d.lead
        and d.due_at
    ]
    return [promise_of(d, now) for d in owed[:most]]


def promise_of(duty: DutyRow, now: datetime, level: int = 3) -> rows.Promise:
    if duty.due_at is None:
        raise ValueError("a card needs a date")
    who = units.unit(duty.unit_id).name if duty.unit_id else ""
    return rows.promise_until(
        due_at=duty.due_at,
        now=now,
        title=title_of(duty.rule),
        lines=(gettext("Owed to you by %(unit)s") % {"unit": who},) if who else (),
        rule=rule_row(duty),
        provisional=duty.provisional,
        level=level,
    )
