"""Rules and the mechanisms that record events mean the same facts by the same names."""

import itertools

import pytest

from huiying.config.apps import PACK_TABLE, event_specs
from huiying.engine.events import When
from huiying.engine.rules import Rule
from huiying.mechanisms.complaints.categories import tree
from huiying.rulepacks import loader

RULES = sorted(loader.loaded_rules())


def _whens(rule: Rule) -> list[When]:
    found = [rule.trigger, *rule.met_by, *rule.void_by]
    found += [each.event for each in rule.extensions]
    found += list(itertools.chain(*((pause.starts, pause.ends) for pause in rule.pauses)))
    found += rule.repeat.until if rule.repeat else ()
    return found + ([rule.needs.answer] if rule.needs else [])


def _read(rule: Rule) -> set[tuple[str, str]]:
    """(kind, fact) for every fact the rule reads."""
    found = {(when.kind, name) for when in _whens(rule) for name, _ in when.where}
    for each in rule.extensions:
        found |= {(each.event.kind, name) for name in each.needs_facts}
        if each.up_to:
            found.add((each.event.kind, "amount"))
        if each.to and each.to.at_fact:
            found.add((each.event.kind, each.to.at_fact))
    for term in (rule.wording.dated_by, *(v.wording.dated_by for v in rule.variants)):
        for name in (term.at_fact, term.amount_fact) if term else ():
            if name:
                found.add((rule.trigger.kind, name))
    for name in rule.match:
        found |= {(when.kind, name) for when in (rule.trigger, *rule.met_by)}
    return found


@pytest.mark.parametrize("rule_id", RULES)
def test_a_fact_that_a_rule_reads_is_one_that_its_kind_of_event_holds(rule_id: str) -> None:
    specs = event_specs()
    unknown = {
        (kind, name)
        for kind, name in _read(loader.rule(rule_id))
        if kind in specs and name not in specs[kind].facts
    }
    assert unknown == set()


def test_a_category_that_a_rule_names_is_in_the_tree() -> None:
    named = {
        str(value)
        for each in loader.loaded_rules().values()
        for when in _whens(each.rule)
        for name, values in when.where
        if name == "category"
        for value in values
    }
    assert named <= set(tree())
    assert named


# In force, and begun by nothing that this build records: said in docs/law.md too.
IDLE = {
    "cn.suspension-appeal",
    "cn.confinement-appeal",
    "eu.acknowledgement-translated",
    "eu.review-information",
    "ie.acknowledgement-translated",
    "ie.information-given",
    "ie.interpreting-refusal-told",
    "ie.interpreting-review-request",
    "ie.interpreting-review-told",
    "ie.review-outcome",
    "ie.review-request",
}


def test_a_rule_in_force_is_begun_by_something_or_known_not_to_be() -> None:
    in_force = {
        pack_id for kinds in PACK_TABLE.values() for packs in kinds.values() for pack_id in packs
    }
    idle = {
        rule.id
        for pack_id in in_force
        for rule in loader.pack(pack_id).pack.rules
        if rule.trigger.kind not in event_specs()
    }
    assert idle == IDLE
