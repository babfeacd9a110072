"""What a service promises the people of a case by its own standard, and what other laws say, reckoned by hand."""

from huiying.engine.events import Value
from huiying.engine.shapes import Basis
from huiying.engine.standing import State
from huiying.rulepacks import loader
from huiying.rulepacks.tests.reckoning import due, duties, ev

OPENED = ev("case.opened", "2026-03-02T10:00", owed=True)


def test_progress_rolls_from_the_last_telling_and_ends_with_the_case() -> None:
    told = ev("case-progress.told", "2026-03-20T10:00", everyone=True)
    first, second = duties("agency.case-progress", "2026-03-21T10:00", OPENED, told)
    assert (first.state, due(first)) == (State.MET, "2026-03-31T00:00")
    assert due(second) == "2026-04-18T00:00"  # 20 March + 28 days = Friday 17 April
    over = ev("case.concluded", "2026-04-01T10:00")
    ended = duties("agency.case-progress", "2026-05-01T10:00", OPENED, told, over)
    assert [duty.state for duty in ended] == [State.MET, State.VOID]


def test_a_wish_sets_the_rhythm_and_a_new_wish_ends_the_old_one() -> None:
    weekly = ev("wish.set", "2026-03-02T10:00", party="a", rhythm=True, weeks=1)
    told = ev("case-progress.told", "2026-03-06T10:00", party="a")
    monthly = ev("wish.set", "2026-03-10T10:00", party="a", rhythm=True, weeks=4)
    rule = "agency.case-progress-as-wished"
    one, two, three = duties(rule, "2026-03-11T10:00", weekly, told, monthly)
    assert (one.state, due(one)) == (State.MET, "2026-03-10T00:00")
    assert two.state == State.VOID
    assert (three.state, due(three)) == (State.OPEN, "2026-04-08T00:00")
    other = ev("case-progress.told", "2026-03-12T10:00", party="b")
    assert len(duties(rule, "2026-03-13T10:00", weekly, told, monthly, other)) == 3
    usual = ev("wish.set", "2026-03-10T10:00", party="a", rhythm=False, weeks=0)
    assert duties(rule, "2026-03-11T10:00", usual) == []


def test_who_was_not_reached_is_tried_again_until_three_days_are_over() -> None:
    tried = ev("reach.failed", "2026-09-30T16:00", party="a")
    [again] = duties("agency.reached-again", "2026-10-01T10:00", tried)
    assert due(again) == "2026-10-10T00:00"
    second = ev("reach.failed", "2026-10-09T19:00", party="a")
    one, two = duties("agency.reached-again", "2026-10-09T20:00", tried, second)
    assert (one.state, two.state) == (State.MET, State.OPEN)
    given_up = ev("reach.given-up", "2026-10-10T09:00", party="a", sampled=True)
    [_, ended] = duties("agency.reached-again", "2026-10-10T10:00", tried, second, given_up)
    assert ended.state == State.VOID
    [check] = duties("agency.reach-checked", "2026-10-10T10:00", given_up)
    assert (check.owed_by, due(check)) == ("asking-unit", "2026-10-24T00:00")
    unsampled = ev("reach.given-up", "2026-10-10T09:00", party="a", sampled=False)
    assert duties("agency.reach-checked", "2026-10-10T10:00", unsampled) == []


def test_each_measure_is_told_for_itself_and_one_that_may_not_be_told_is_owed_to_nobody() -> None:
    arrest = ev("measure.taken", "2026-03-02T10:00", owed=True, measure="arrest")
    bail = ev("measure.taken", "2026-03-03T10:00", owed=True, measure="bail")
    told = ev("measure.told", "2026-03-03T11:00", everyone=True, measure="bail")
    first, second = duties("agency.measure-told", "2026-03-04T10:00", arrest, bail, told)
    assert (first.state, second.state) == (State.OPEN, State.MET)
    kept = ev("measure.taken", "2026-03-02T10:00", owed=False, measure="arrest")
    assert duties("agency.measure-told", "2026-03-04T10:00", kept) == []


def test_solved_is_told_in_a_day_and_a_release_in_half_a_day_to_who_needs_care() -> None:
    found = ev("suspect.found", "2026-10-03T22:30", owed=True, how="caught")
    [solved] = duties("agency.solved-told", "2026-10-04T10:00", found)
    assert (due(solved), solved.basis) == ("2026-10-04T22:30", Basis.STANDARD)
    release: dict[str, Value] = {"owed": True, "measure": "released"}
    freed = ev("measure.taken", "2026-10-03T22:30", enhanced=True, **release)
    [duty] = duties("agency.release-told", "2026-10-04T09:00", freed)
    assert due(duty) == "2026-10-04T10:30"
    plain = ev("measure.taken", "2026-10-03T22:30", enhanced=False, **release)
    assert duties("agency.release-told", "2026-10-04T09:00", plain) == []


def test_a_target_for_property_is_the_services_own_and_a_reason_to_keep_it_ends_it() -> None:
    ready = ev("property.returnable", "2026-03-02T10:00", item="1")
    [target] = duties("agency.property-returned", "2026-03-10T10:00", ready)
    assert (due(target), target.basis) == ("2026-03-24T00:00", Basis.STANDARD)
    kept = ev("property.kept", "2026-03-10T10:00", item="1")
    [target] = duties("agency.property-returned", "2026-03-11T10:00", ready, kept)
    assert target.state == State.VOID
    [why] = duties("agency.property-kept-told", "2026-03-11T10:00", kept)
    assert due(why) == "2026-03-18T00:00"


def test_enhanced_rights_shorten_five_working_days_to_one() -> None:
    taken: dict[str, Value] = {"owed": True, "measure": "arrest"}
    plain = ev("measure.taken", "2026-02-05T10:00", enhanced=False, **taken)
    marked = ev("measure.taken", "2026-02-05T10:00", enhanced=True, **taken)
    [usual] = duties("ew.measure-told", "2026-02-06T10:00", plain)
    [short] = duties("ew.measure-told", "2026-02-06T10:00", marked)
    assert due(usual, "+00:00") == "2026-02-13T00:00"
    assert due(short, "+00:00") == "2026-02-07T00:00"


def test_nothing_of_the_victims_code_claims_to_have_been_read() -> None:
    for pack_id in ("ew.victims-code", "ew.victims-right-to-review"):
        rules = loader.pack(pack_id).pack.rules
        assert {rule.citation.read for rule in rules} == {"secondary"}
        assert {str(rule.force) for rule in rules} == {"guidance"}


def test_the_directive_gives_no_number_and_is_never_overdue() -> None:
    rules = loader.pack("eu.victims").pack.rules
    assert all(rule.wording.dated_by is None and rule.wording.no_number for rule in rules)
    refused = ev("case.not-opened", "2020-03-02T10:00", owed=True)
    [duty] = duties("eu.not-proceeding-told", "2026-03-02T10:00", refused)
    assert (duty.state, duty.due_at, duty.breached) == (State.OPEN, None, False)


def test_twenty_eight_days_to_ask_for_a_review_in_ireland_may_be_extended_late() -> None:
    told = ev("no-charge.told", "2026-03-02T12:00", party="a")
    [right] = duties("ie.review-request", "2026-03-03T12:00", told)
    assert due(right, "+01:00") == "2026-03-31T00:00"
    more = ev("charge-review.time-extended", "2026-04-02T12:00", party="a", until="2026-04-20")
    [right] = duties("ie.review-request", "2026-04-03T12:00", told, more)
    assert (due(right, "+01:00"), right.state) == ("2026-04-21T00:00", State.OPEN)


def test_a_right_to_review_applies_only_where_it_is_chosen_and_a_suspect_was_interviewed() -> None:
    assert loader.pack("ew.victims-right-to-review").local
    told = ev("no-charge.told", "2026-03-02T10:00", interviewed=False)
    assert duties("ew.review-right-request", "2026-03-03T10:00", told) == []
