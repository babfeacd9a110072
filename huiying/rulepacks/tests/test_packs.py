"""What every shipped pack must be, whoever wrote it."""

import itertools
from dataclasses import replace
from datetime import timedelta

import pytest

from huiying.engine.duties import plan
from huiying.engine.events import Event, When
from huiying.engine.rules import Pack, Rule
from huiying.engine.shapes import Force
from huiying.engine.terms import Term, Unit
from huiying.rulepacks import loader, texts, words

PACKS = sorted(loader.packs())
RULES = sorted(loader.loaded_rules())

# The least that a unit can last: a year 365 days, a month 28, a working day as long as any day.
HOURS = {
    Unit.HOURS: 1,
    Unit.DAYS: 24,
    Unit.WORKING_DAYS: 24,
    Unit.WEEKS: 168,
    Unit.MONTHS: 28 * 24,
    Unit.YEARS: 365 * 24,
}


def _terms(rule: Rule) -> list[Term]:
    dated = [rule.wording.dated_by, *(variant.wording.dated_by for variant in rule.variants)]
    if rule.repeat:
        dated.append(rule.repeat.every)
    return [term for term in dated if term is not None and term.amount]


def _whens(rule: Rule) -> list[When]:
    found = [rule.trigger, *rule.met_by, *rule.void_by]
    found += [each.event for each in rule.extensions]
    found += list(itertools.chain(*((pause.starts, pause.ends) for pause in rule.pauses)))
    found += rule.repeat.until if rule.repeat else ()
    return found + ([rule.needs.answer] if rule.needs else [])


@pytest.mark.parametrize("pack_id", PACKS)
def test_nothing_is_found_in_a_shipped_pack_and_its_examples_agree(pack_id: str) -> None:
    assert [str(finding) for finding in loader.findings(pack_id)] == []


@pytest.mark.parametrize("pack_id", PACKS)
def test_late_recording_is_believed_for_half_the_shortest_term_at_most(pack_id: str) -> None:
    pack = loader.pack(pack_id).pack
    shortest = min(
        (term.amount * HOURS[term.unit] for rule in pack.rules for term in _terms(rule)),
        default=None,
    )
    assert shortest is None or pack.tolerance <= timedelta(hours=shortest) / 2


@pytest.mark.parametrize("pack_id", PACKS)
def test_a_pack_says_what_it_is_and_where_it_was_read(pack_id: str) -> None:
    loaded = loader.pack(pack_id)
    assert all((loaded.title.zh, loaded.title.en, loaded.about.zh, loaded.about.en))
    assert loaded.source
    assert loaded.file.endswith(f"-{loaded.version}.toml")


@pytest.mark.parametrize("rule_id", RULES)
def test_a_rule_has_a_citation_and_where_it_has_a_date_an_example(rule_id: str) -> None:
    rule = loader.rule(rule_id)
    assert all((rule.citation.instrument, rule.citation.article, rule.clause))
    assert all((rule.title.zh, rule.title.en))
    if any(wording.dated_by for wording in [rule.wording, *(v.wording for v in rule.variants)]):
        assert rule.examples


@pytest.mark.parametrize("rule_id", RULES)
def test_an_example_planned_from_its_event_gives_its_date(rule_id: str) -> None:
    each = loader.loaded_rule(rule_id)
    pack = loader.pack(each.pack).pack
    alone: Pack = replace(pack, rules=(replace(each.rule, needs=None),))
    for example in each.rule.examples:
        begun = Event(
            id="begun",
            kind=each.rule.trigger.kind,
            occurred_at=example.opened_at,
            recorded_at=example.opened_at,
            sequence=1,
            facts=example.facts,
        )
        [duty] = plan(alone, loader.calendar(pack.calendar), [begun], example.opened_at)
        assert duty.due_at == example.due_at


@pytest.mark.parametrize("rule_id", RULES)
def test_law_is_never_a_standard_and_a_standard_is_never_law(rule_id: str) -> None:
    each = loader.loaded_rule(rule_id)
    is_standard = each.rule.force is Force.AGENCY_STANDARD
    assert is_standard is each.pack.startswith(("agency", "imported"))
    assert (each.rule.citation.read == "none") is is_standard
    assert is_standard or each.row


@pytest.mark.parametrize("rule_id", RULES)
def test_every_kind_fact_and_party_of_a_rule_has_words_in_both_languages(rule_id: str) -> None:
    rule = loader.rule(rule_id)
    assert rule.kinds <= words.known_kinds()
    named = {
        f"{name}={words.plain(value)}"
        for when in _whens(rule)
        for name, values in when.where
        for value in values
    }
    assert named <= words.known_facts()
    for party in (rule.owed_by, rule.owed_to, *(step.to for step in rule.escalate)):
        assert words.party(party, "zh") != party
        assert words.party(party, "en") != party


def test_rule_ids_are_one_rule_each_over_all_packs() -> None:
    ids = [rule.id for pack_id in PACKS for rule in loader.pack(pack_id).pack.rules]
    assert len(ids) == len(set(ids)) == len(RULES)


def test_sixty_days_belong_to_claims_alone() -> None:
    of_claims = {"cn.petition-opinion", "cn.petition-matter-opinion"}
    for rule_id in of_claims:
        rule = loader.rule(rule_id)
        assert rule.needs is not None
        assert rule.needs.answer.where == (("class", ("claim",)),)
    sixty = {
        other.rule.id
        for other in loader.loaded_rules().values()
        if other.rule.wording.term
        and (other.rule.wording.term.amount, other.rule.wording.term.unit) == (60, Unit.DAYS)
        and other.rule.force is not Force.AGENCY_STANDARD
    }
    assert sixty == of_claims


def test_what_was_read_at_second_hand_is_labelled() -> None:
    secondary = {
        each.rule.id
        for each in loader.loaded_rules().values()
        if each.rule.citation.read == "secondary"
    }
    # The whole Victims' Code was known through a summary, and the right to review through two forces' pages.
    code = {rule.id for rule in loader.pack("ew.victims-code").pack.rules}
    review = {rule.id for rule in loader.pack("ew.victims-right-to-review").pack.rules}
    alone = {"ew.timeliness-report", "cn.agency-reconsideration-working-days"}
    assert secondary == alone | code | review


def test_an_unknown_pack_version_rule_or_calendar_gets_a_sentence() -> None:
    with pytest.raises(loader.UnknownPack, match=r"no rule pack 'cn\.nothing'"):
        loader.pack("cn.nothing")
    with pytest.raises(loader.UnknownPack, match=r"no version '1999\.1'; kept are 2026\.1"):
        loader.pack("cn.petitions", "1999.1")
    with pytest.raises(loader.UnknownRule, match="see them with"):
        loader.rule("cn.nothing")
    with pytest.raises(loader.UnknownCalendar, match="choose cn, england-wales, ireland"):
        loader.calendar("mars")


def test_a_kept_version_is_the_one_that_a_matter_was_opened_under() -> None:
    assert loader.pack("cn.petitions", "2026.1") is loader.pack("cn.petitions")
    assert loader.versions("cn.petitions") == ["2026.1"]


def test_the_words_for_parties_are_those_of_the_readme() -> None:
    readme = (loader.HERE / "README.md").read_text("utf-8")
    for word in (*texts.OWED_BY, *texts.OWED_TO, *texts.STEPS):
        assert f"`{word}`" in readme


def test_what_packs_have_in_common_is_kept_once() -> None:
    ladders = {
        id(each.rule.escalate): each.rule.escalate for each in loader.loaded_rules().values()
    }
    whens = {id(w): w for each in loader.loaded_rules().values() for w in _whens(each.rule)}
    assert len(ladders) == len(set(ladders.values()))
    assert len(whens) == len({(w, w._accepted) for w in whens.values()})
    assert all(not loader.pack(pack_id).pack.table for pack_id in PACKS)
