"""What a pack author is told: every code, and that nothing an author writes makes it fail."""

import tomllib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from huiying.engine.rules import Pack
from huiying.engine.tests.matters import matters
from huiying.engine.tests.telling import CN
from huiying.engine.validate import validate

GOOD = """
id = "cn.test"
version = "1"
calendar = "cn"

[[rule]]
id = "cn.reply"
clause = "R1"
title = { zh = "答复", en = "Reply" }
citation = { instrument = "规定", article = "12", url = "https://www.gov.cn/", read = "full" }
force = "statute"
nature = "answer"
in_force_from = 2020-09-01
trigger = { kind = "complaint.received", where = { named = true, class = ["a", 1] } }
owed_to = "complainant"
owed_by = "handling-unit"
term = { amount = 3, unit = "days", roll = "next_working_day" }
met_by = [{ kind = "complaint.answered" }]

  [[rule.example]]
  opened_at = 2026-09-28T10:00:00+08:00
  due_at = "2026-10-09T00:00:00+08:00"
"""
WHEN = {"kind": "term.extended"}
DAYS = {"amount": 3, "unit": "days"}
HOURS = {"amount": 3, "unit": "hours"}
FACT = {"at_fact": "due_on"}
PAUSE = {"from": {"kind": "clock.stopped"}, "to": {"kind": "clock.resumed"}}
UNDATED = {"term": None, "no_number": "promptly", "example": None}
UNTIL = [{"kind": "case.closed"}]


def pack(**changed):
    table = tomllib.loads(GOOD)
    rule = {**table["rule"][0], **changed}
    table["rule"] = [{name: value for name, value in rule.items() if value is not None}]
    return table


def codes(table):
    return sorted(code for _, code, _ in validate(table, CN))


def repeat(**changed):
    return {"repeat": {"every": DAYS, "from": "met", "until": UNTIL, **changed}}


def extension(**changed):
    return {"extension": [{"event": WHEN, **changed}]}


def pause(**changed):
    return {"pause": [{**PAUSE, **changed}]}


@pytest.mark.parametrize(
    "changed",
    [
        {},
        {"in_force_from": "2020-09-01"},
        {"due_soon": "due-2d", "group": "g", "match": ["person"]},
        {"example": None, **UNDATED, "escalate": [{"at": "open+5d", "to": "desk"}]},
        {"term": None, "no_number": "promptly", "standard": {**DAYS, "roll": "next_working_day"}},
        {"variant": [{"where": {"urgent": True}, "term": HOURS}]},
        {"variant": [{"where": {"urgent": True}, "no_number": "at once", "standard": HOURS}]},
        {**extension(by=DAYS), **pause(max=DAYS)},
        extension(to=FACT),
        extension(to=HOURS),
        {"nature": "right", **extension(by=DAYS, before_expiry=False)},
        repeat(every={"amount": {"fact": "n"}, "unit": "days"}),
        repeat(**{"from": "trigger"}),
        repeat(**{"from": "due", "every": {"amount": 2, "unit": "months"}}),
        {"needs": {"kind": "a.b", "where": {"x": 1}, "question": {"zh": "问", "en": "Which?"}}},
        {"force": "agency-standard", "citation": {
            "instrument": "s", "article": "1", "url": "https://x/", "read": "none"}},
    ],
)  # fmt: skip
def test_a_good_rule_is_told_nothing(changed):
    assert validate(pack(**changed), CN) == []


def test_a_pack_that_was_read_is_checked_like_its_table():
    table = pack(met_by=[])
    assert validate(Pack.from_table(table), CN) == validate(table, CN)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"clause": None}, "missing"),
        ({"trigger": None}, "missing"),
        ({"escalat": []}, "unknown-field"),
        ({"trigger": {"kind": "a.b", "when": 1}}, "unknown-field"),
        ({"term": {**DAYS, "rolls": "no"}}, "unknown-field"),
        ({"force": "law"}, "bad-value"),
        ({"nature": "duty"}, "bad-value"),
        ({"owed_to": ""}, "bad-value"),
        ({"owed_by": 3}, "bad-value"),
        ({"met_by": {"kind": "a.b"}}, "bad-value"),
        ({"match": [3]}, "bad-value"),
        ({"in_force_from": "soon"}, "bad-value"),
        ({"term": 3}, "bad-value"),
        ({"term": {"amount": 3, "unit": "day"}}, "bad-value"),
        ({"term": {**DAYS, "first_day": "counted"}}, "bad-value"),
        ({"term": {"amount": 0, "unit": "days"}}, "amount"),
        ({"term": {"amount": True, "unit": "days"}}, "amount"),
        ({"term": {"unit": "days"}}, "amount"),
        (extension(by=DAYS, times=0), "amount"),
        (pause(max={"amount": {"fact": "n"}, "unit": "days"}), "amount"),
        (extension(to={"amount": {"fact": "n"}, "unit": "days"}), "amount"),
        ({"title": {"zh": "答复"}}, "title"),
        ({"needs": {"kind": "a.b", "where": {"x": 1}, "question": {"en": "?"}}}, "question"),
        ({"citation": {"instrument": "x", "article": "1", "read": "full"}}, "citation"),
        ({"citation": "规定 12"}, "citation"),
        ({"trigger": {"kind": "Complaint"}}, "kind"),
        ({"void_by": [{"kind": "complaint"}]}, "kind"),
        ({"trigger": {"kind": "a.b", "where": {"x": 1.5}}}, "where"),
        ({"trigger": {"kind": "a.b", "where": {"x": []}}}, "where"),
        ({"trigger": {"kind": "a.b", "where": "x"}}, "where"),
        ({"no_number": "promptly"}, "term-or-no-number"),
        ({"variant": [{"where": {"x": 1}}]}, "term-or-no-number"),
        ({"standard": DAYS}, "standard-idle"),
        ({"term": {**HOURS, "first_day": "included"}}, "hours-plain"),
        ({"term": {**HOURS, "ends": "end_of_day"}}, "hours-plain"),
        ({"term": {**DAYS, "first_day": "included", "ends": "moment"}}, "moment-included"),
        ({"variant": [{"term": DAYS}]}, "variant"),
        (pause(max=HOURS), "pause-unit"),
        (pause(max={"amount": 2, "unit": "weeks"}), "pause-unit"),
        ({**pause(max=DAYS), "term": HOURS}, "pause-unit"),
        (extension(), "extension"),
        (extension(by=DAYS, to=DAYS), "extension"),
        ({**extension(by=DAYS), "term": HOURS}, "extension-unit"),
        ({**extension(up_to=HOURS), "variant": [{"where": {"x": 1}, "term": HOURS}]},
         "extension-unit"),
        ({**extension(by=DAYS), **UNDATED}, "extension-undated"),
        (repeat(until=None), "repeat-endless"),
        ({**repeat(**{"from": "due"}), **UNDATED}, "repeat-unit"),
        (repeat(**{"from": "due", "every": HOURS}), "repeat-unit"),
        (repeat(**{"from": "trigger", "every": {"amount": 1, "unit": "weeks"}}), "repeat-unit"),
        ({**repeat(**{"from": "trigger"}), "term": FACT}, "repeat-unit"),
        ({**repeat(), "nature": "right"}, "repeat-right"),
        (repeat(**{"from": "opening"}), "bad-value"),
        ({"escalate": [{"to": "desk"}]}, "at"),
        ({"escalate": [{"at": "100%", "to": "desk"}]}, "at"),
        ({"escalate": [{"at": "open-5d", "to": "desk"}]}, "at"),
        ({"due_soon": "often"}, "at"),
        ({"escalate": [{"at": "50%", "to": "desk"}], **UNDATED}, "at-undated"),
        ({"term": {"at_fact": ""}}, "fact"),
        ({"term": {"amount": {"fact": 3}, "unit": "days"}}, "fact"),
        (extension(by=FACT), "at-fact"),
        (pause(max=FACT), "at-fact"),
        ({"term": {**FACT, "ends": "moment"}}, "at-fact"),
        ({**extension(by=DAYS), "term": FACT}, "fact-idle"),
        ({**extension(up_to=DAYS), "term": None, "no_number": "x", "standard": FACT}, "fact-idle"),
        ({"in_force_to": "2020-08-31"}, "dates"),
        ({"example": []}, "no-example"),
        ({"example": [{"opened_at": "2026-09-28", "due_at": None}]}, "example"),
        ({"example": [{"opened_at": "2026-09-28T10:00:00+08:00"}]}, "example"),
        ({"example": ["yesterday"]}, "example"),
    ],
)  # fmt: skip
def test_an_author_is_told_what_is_wrong(changed, code):
    findings = validate(pack(**changed), CN)
    assert [found for _, found, _ in findings] == [code]
    assert findings[0][0] == "cn.reply"
    assert findings[0][2].startswith("cn.reply: ")


def test_all_findings_come_at_once_but_none_beside_a_missing_field():
    broken = {"met_by": [], "force": "law", "due_soon": "often", "term": HOURS | {"amount": 0}}
    assert codes(pack(**broken)) == ["amount", "at", "bad-value", "never-met"]
    assert codes(pack(**broken, owed_to=None, title=None)) == ["missing", "missing"]


def test_a_date_from_a_fact_may_pause_where_something_counts():
    counted = {"example": [{"opened_at": "2026-03-02T10:00:00+08:00", "facts": {
        "due_on": "2026-03-05"}, "due_at": "2026-03-06T00:00:00+08:00"}]}  # fmt: skip
    assert codes(pack(term=FACT, **pause(max=DAYS), **extension(to=DAYS), **counted)) == []
    assert codes(pack(term=FACT, **pause(), **repeat(), **counted)) == []
    assert codes(pack(term=FACT, **pause(), **extension(to=FACT), **counted)) == ["fact-idle"]


def test_an_example_shows_both_dates_in_local_time():
    example = [{"opened_at": "2026-09-28T10:00:00+08:00", "due_at": "2026-10-01T16:00:00Z"}]
    assert [sentence for _, _, sentence in validate(pack(example=example), CN)] == [
        "cn.reply: example 1 says due 2026-10-02T00:00:00+08:00, "
        "the rule gives 2026-10-09T00:00:00+08:00"
    ]


def test_the_head_of_a_pack_is_checked_too():
    table = {**pack(), "tolerance_hours": -1, "due_soon": "often", "author": "x"}
    del table["version"]
    assert {rule for rule, _, _ in validate(table, CN)} == {"cn.test"}
    assert codes(table) == ["at", "bad-value", "missing", "unknown-field"]


def test_two_rules_of_one_id():
    table = pack()
    table["rule"] *= 3
    assert codes(table) == ["duplicate-id", "duplicate-id"]


junk = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=5)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=2),
        st.dictionaries(
            st.sampled_from(["kind", "where", "amount", "unit", "fact", "at_fact", "from", "every",
                             "event", "by", "to", "at", "max", "zh", "opened_at", "term"]),
            inner, max_size=3),
    ),
    max_leaves=6,
)  # fmt: skip
FIELDS = [
    "id", "clause", "title", "citation", "force", "nature", "in_force_from", "in_force_to",
    "trigger", "owed_to", "owed_by", "term", "no_number", "standard", "met_by", "void_by",
    "variant", "match", "pause", "extension", "repeat", "escalate", "needs", "group", "due_soon",
    "example",
]  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(st.sampled_from(FIELDS), junk, max_size=3))
def test_whatever_an_author_writes_gets_sentences_and_no_crash(changed):
    for rule, code, sentence in validate(
        {**pack(), "rule": [{**pack()["rule"][0], **changed}]}, CN
    ):
        assert isinstance(rule, str)
        assert code
        assert ": " in sentence


@settings(max_examples=40, deadline=None)
@given(junk)
def test_a_pack_that_is_no_pack_gets_sentences_too(rule):
    assert validate({"id": "p", "rule": [rule]}, CN)


@settings(max_examples=40, deadline=None)
@given(matters())
def test_the_rules_of_the_properties_are_rules_an_author_may_write(matter):
    for rule in matter.pack.table["rule"]:
        whole = {**pack()["rule"][0], **rule, "match": rule.get("match", [])}
        if "no_number" in rule:
            del whole["term"]
        whole["example"] = []
        findings = {code for _, code, _ in validate({**pack(), "rule": [whole]}, CN)}
        # An idle pause is worth trying, though an author is told of it.
        assert findings <= {"no-example", "fact-idle"}
