"""What pages show of a complaint before there is one: what is promised at the start."""

from dataclasses import dataclass

from django.utils.translation import gettext

from huiying.core.duties.planning import packs_in_force
from huiying.core.kinds import N_
from huiying.core.web.duty_words import FORCE, language
from huiying.engine.rules import Rule
from huiying.mechanisms.complaints import events
from huiying.rulepacks import explaining, loader


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
    """The first rule that promises this to everybody within a counted time.

    What depends on a question is promised to nobody yet: the law's thirty days of a review belong to claims alone.
    """
    for rule in rules:
        term = rule.wording.term or rule.wording.standard
        kept_by = {when.kind for when in rule.met_by}
        fits = rule.trigger.kind == key.trigger and kept_by and kept_by <= key.kept_by
        to_all = rule.owed_to == "complainant" and not (
            rule.trigger.where or rule.needs or rule.is_right
        )
        if fits and to_all and term is not None:
            return FirstPromise(
                icon=key.icon,
                when=gettext("Within %(term)s") % {"term": explaining.amount_of(term, language())},
                what=gettext(key.words),
                force=gettext(FORCE[rule.force]),
            )
    return None
