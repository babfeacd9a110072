"""Rules and the events they speak of agree: what keeps people apart in a rule stands on what meets it."""

from collections.abc import Iterator

import pytest

from huiying.config.apps import event_specs
from huiying.engine.rules import Rule
from huiying.rulepacks import loader


def _matched() -> Iterator[Rule]:
    """Rules of this service's own events that keep people, things or steps apart by a fact."""
    known = event_specs()
    for loaded in loader.packs().values():
        for rule in loaded.pack.rules:
            if rule.match and rule.trigger.kind in known:
                yield rule


@pytest.mark.parametrize("rule", list(_matched()), ids=lambda rule: rule.id)
def test_what_meets_or_extends_a_rule_names_what_the_rule_keeps_apart(rule: Rule):
    known = event_specs()
    kept_apart = set(rule.match) & set(known[rule.trigger.kind].facts)
    for when in (*rule.met_by, *(extension.event for extension in rule.extensions)):
        if when.kind in known:
            assert kept_apart <= set(known[when.kind].facts), when.kind
