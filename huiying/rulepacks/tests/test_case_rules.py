"""What is owed over the life of a case, in dates reckoned by hand from the law's own words."""

import pytest

from huiying.engine.standing import State
from huiying.rulepacks import loader
from huiying.rulepacks.tests.reckoning import due, duties, ev

REFUSED = ev("case.not-opened", "2026-09-28T10:00", regime="criminal", accuser=True)
OPENED = ev("case.opened", "2026-08-31T10:00", regime="administrative", law="2025")


def test_the_accuser_hears_of_a_refusal_on_the_first_day_after_the_october_holiday() -> None:
    [notice] = duties("cn.non-filing-notice", "2026-10-08T09:00", REFUSED)
    assert (due(notice), notice.state) == ("2026-10-09T00:00", State.DUE_SOON)
    told = ev("non-opening.told", "2026-10-08T17:00", accuser=True, party="a")
    [notice] = duties("cn.non-filing-notice", "2026-10-09T09:00", REFUSED, told)
    assert (notice.state, notice.breached) == (State.MET, False)


def test_telling_a_mere_reporter_does_not_answer_the_accuser() -> None:
    other = ev("non-opening.told", "2026-10-08T17:00", accuser=False, party="r")
    [notice] = duties("cn.non-filing-notice", "2026-10-10T09:00", REFUSED, other)
    assert (notice.state, notice.breached) == (State.OVERDUE, True)
    mere = ev("case.not-opened", "2026-09-28T10:00", regime="criminal", accuser=False)
    assert duties("cn.non-filing-notice", "2026-10-10T09:00", mere) == []


def test_seven_days_to_ask_for_reconsideration_run_from_receipt_for_each_accuser_apart() -> None:
    first = ev("non-opening.told", "2026-03-02T11:00", accuser=True, party="a")
    second = ev("non-opening.told", "2026-03-05T11:00", accuser=True, party="b")
    asked = ev("reconsideration.requested", "2026-03-06T11:00", party="b")
    a, b = duties("cn.reconsideration-request", "2026-03-12T11:00", first, second, asked)
    assert (due(a), a.state) == ("2026-03-10T00:00", State.LAPSED)
    assert (due(b), b.state) == ("2026-03-13T00:00", State.USED)
    assert not a.breached


def test_reconsideration_is_extended_once_by_thirty_days_with_a_reason() -> None:
    received = ev("reconsideration.received", "2026-03-02T10:00", agency=False)
    more = ev("reconsideration.extended", "2026-03-30T10:00", amount=30, reason_given=True)
    again = ev("reconsideration.extended", "2026-04-20T10:00", amount=10, reason_given=True)
    [duty] = duties("cn.reconsideration-decided", "2026-04-21T10:00", received, more, again)
    assert due(duty) == "2026-05-07T00:00"  # 2 March + 60 days = 1 May, off until the 5th: 6 May
    assert duty.refused == (("e3", "times"),)
    [notice] = duties("cn.reconsideration-extension-told", "2026-04-21T10:00", received, more)
    assert (notice.basis, notice.due_at) == ("none", None)


def test_review_by_the_next_level_is_open_only_where_the_refusal_was_upheld() -> None:
    told = ev("reconsideration.told", "2026-03-02T10:00")
    upheld = ev("reconsideration.decided", "2026-03-01T10:00", reversed=False)
    won = ev("reconsideration.decided", "2026-03-01T10:00", reversed=True)
    [right] = duties("cn.case-review-request", "2026-03-03T10:00", upheld, told)
    assert due(right) == "2026-03-10T00:00"
    [none] = duties("cn.case-review-request", "2026-03-03T10:00", won, told)
    assert (none.state, none.due_at) == (State.VOID, None)


def test_two_texts_with_two_units_are_one_duty_and_the_earlier_date_leads() -> None:
    asked = ev("reconsideration.received", "2026-06-17T10:00", agency=True)
    [days] = duties("cn.agency-reconsideration", "2026-06-18T10:00", asked)
    [working] = duties("cn.agency-reconsideration-working-days", "2026-06-18T10:00", asked)
    assert (due(days), days.lead) == ("2026-06-23T00:00", True)
    assert (due(working), working.lead) == ("2026-06-24T00:00", False)
    assert working.reached == ()


def test_a_copy_of_the_decision_is_due_in_calendar_days_though_the_unit_is_disputed() -> None:
    decided = ev("penalty.decided", "2026-03-05T10:00", owed=True)
    [law] = duties("cn.decision-delivered", "2026-03-06T10:00", decided)
    [rule] = duties("cn.decision-delivered-two-days", "2026-03-06T10:00", decided)
    assert (law.due_at, law.lead) == (None, False)
    assert (due(rule), rule.lead) == ("2026-03-10T00:00", True)
    note = loader.loaded_rule(rule.rule).note
    assert note is not None
    assert "disputed" in note.en


def test_three_days_become_seven_for_leads_and_thirty_only_with_approval() -> None:
    reported = ev("case.reported", "2026-03-09T10:00", regime="criminal")
    leads = ev("filing.extended", "2026-03-10T10:00", ground="leads", reason_given=True)
    [seven] = duties("cn.case-decision", "2026-03-11T10:00", reported, leads)
    assert due(seven) == "2026-03-17T00:00"
    plain = ev("filing.extended", "2026-03-10T10:00", ground="complex", reason_given=True)
    [three] = duties("cn.case-decision", "2026-03-11T10:00", reported, plain)
    assert (due(three), three.refused) == ("2026-03-13T00:00", (("e2", "facts"),))
    granted = ev(
        "filing.extended", "2026-03-10T10:00", ground="complex", reason_given=True, approved=True
    )
    [thirty] = duties("cn.case-decision", "2026-03-11T10:00", reported, granted)
    assert due(thirty) == "2026-04-09T00:00"  # 9 March + 30 days = Wednesday 8 April


def test_a_transfer_is_told_in_twenty_four_hours_and_late_recording_is_not_believed() -> None:
    elsewhere = ev("case.moved", "2026-10-01T22:30", owed=True, filed=False, cause="jurisdiction")
    told = ev("move.told", "2026-10-02T22:00", everyone=True)
    [duty] = duties("cn.report-transfer-told", "2026-10-02T23:00", elsewhere, told)
    assert (due(duty), duty.state) == ("2026-10-02T22:30", State.MET)
    half = ev("move.told", "2026-10-02T22:00", everyone=False)
    [duty] = duties("cn.report-transfer-told", "2026-10-02T23:00", elsewhere, half)
    assert duty.state == State.OVERDUE


def test_a_public_order_case_is_extended_twice_and_no_more() -> None:
    days = ("2026-09-20T10:00", "2026-10-20T10:00", "2026-11-20T10:00")
    asks = [ev("case.extended", day, amount=30, approved=True) for day in days]
    [duty] = duties("cn.public-order-concluded", "2026-11-21T10:00", OPENED, *asks)
    assert due(duty) == "2026-12-01T00:00"  # 31 August + 90 days = Sunday 29 November: Monday 30
    assert [reason for _, reason in duty.refused] == ["times"]


def test_examination_and_hearing_are_left_out_and_under_the_old_law_only_examination() -> None:
    pauses = [
        ev("examination.began", "2026-09-07T09:00"),
        ev("examination.ended", "2026-09-10T17:00"),
        ev("hearing.began", "2026-09-14T09:00"),
        ev("hearing.ended", "2026-09-15T17:00"),
    ]
    [new] = duties("cn.public-order-concluded", "2026-09-16T10:00", OPENED, *pauses)
    assert due(new) == "2026-10-09T00:00"  # + 4 days: 4 October, off until the 7th
    accepted = ev("case.accepted", "2025-12-01T10:00", regime="administrative")
    hearing = [
        ev("hearing.began", "2025-12-08T09:00"),
        ev("hearing.ended", "2025-12-12T17:00"),
    ]
    [old] = duties("cn.public-order-concluded-old", "2025-12-13T10:00", accepted, *hearing)
    assert due(old) == "2026-01-01T00:00"


def test_which_law_a_public_order_case_follows_is_never_both() -> None:
    accepted = ev("case.accepted", "2025-12-29T10:00", regime="administrative")
    opened = ev("case.opened", "2026-01-05T10:00", regime="administrative", law="2025")
    now = "2026-01-06T10:00"
    [old] = duties("cn.public-order-concluded-old", now, accepted, opened)
    [new] = duties("cn.public-order-concluded", now, accepted, opened)
    assert (old.state, old.breached) == (State.VOID, False)
    assert due(new) == "2026-02-05T00:00"
    kept = ev("case.opened", "2026-01-05T10:00", regime="administrative", law="2012")
    [old] = duties("cn.public-order-concluded-old", now, accepted, kept)
    assert due(old) == "2026-01-29T00:00"
    assert duties("cn.public-order-concluded", now, accepted, kept) == []


def test_property_of_the_victim_has_an_age_and_no_statutory_date() -> None:
    ready = ev("property.returnable", "2026-03-02T10:00", item="bicycle", regime="criminal")
    [duty] = duties("cn.victims-property-returned", "2026-12-01T10:00", ready)
    assert (duty.state, duty.due_at, duty.basis, duty.breached) == (State.OPEN, None, "none", False)
    other = ev("property.returned", "2026-03-03T10:00", item="telephone")
    [duty] = duties("cn.victims-property-returned", "2026-03-04T10:00", ready, other)
    assert duty.state == State.OPEN


@pytest.mark.parametrize("regime", ["criminal", "administrative"])
def test_one_opinion_is_owed_under_the_law_of_its_case_alone(regime: str) -> None:
    received = ev("opinion.received", "2026-04-13T10:00", regime=regime, owed=True)
    criminal = duties("cn.opinion-told", "2026-04-14T10:00", received)
    administrative = duties("cn.opinion-delivered", "2026-04-14T10:00", received)
    assert len(criminal) == int(regime == "criminal")
    assert [due(duty) for duty in administrative] == ["2026-04-21T00:00"] * (1 - len(criminal))


def test_a_missed_decision_gives_the_procuratorate_its_seven_days() -> None:
    asked = ev("prosecutor.reasons-asked", "2026-09-24T10:00", subject="no-decision")
    [duty] = duties("cn.lateness-to-procuratorate", "2026-09-25T10:00", asked)
    assert due(duty) == "2026-10-09T00:00"
    assert duties("cn.reasons-to-procuratorate", "2026-09-25T10:00", asked) == []


# Rows of the law notes that were not read, or seen in part without a number.
UNREAD = {
    "CN-DIS-4", "CN-DIS-5", "CN-110-1", "CN-HOT-1", "CN-INJ-1", "CN-PRP-3", "CN-DISC-15", "CN-VID-13",
    "CN-SUP-3", "CN-SUP-5", "CN-SUP-6", "CN-SUP-7", "CN-SUP-8",
}  # fmt: skip
UNREAD_TEXTS = (
    "执法公开规定", "DB32", "12389", "控告申诉暂行规定", "110接处警", "训练条令", "公安机关信访工作规定",
)  # fmt: skip


def test_what_nobody_read_or_what_the_police_do_not_owe_is_not_encoded() -> None:
    for each in loader.loaded_rules().values():
        assert each.row not in UNREAD
        assert not [name for name in UNREAD_TEXTS if name in each.rule.citation.instrument]
