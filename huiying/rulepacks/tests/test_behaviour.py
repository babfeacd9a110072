"""What the shipped rules do over the life of a matter, in dates reckoned by hand."""

from huiying.engine.events import Value
from huiying.engine.standing import State
from huiying.rulepacks.tests.reckoning import due, duties, ev

ACCEPTED = ev("complaint.accepted", "2026-03-02T10:00")
CLAIM = ev("complaint.classed", "2026-03-03T10:00", **{"class": "claim"})


def test_sixty_days_wait_for_the_class_and_count_from_acceptance() -> None:
    [waiting] = duties("cn.petition-opinion", "2026-03-02T12:00", ACCEPTED)
    assert (waiting.state, waiting.due_at) == (State.WAITING, None)
    [claim] = duties("cn.petition-opinion", "2026-03-04T12:00", ACCEPTED, CLAIM)
    assert due(claim) == "2026-05-02T00:00"
    [other] = duties(
        "cn.petition-opinion",
        "2026-09-01T12:00",
        ACCEPTED,
        ev("complaint.classed", "2026-03-03T10:00", **{"class": "crime"}),
    )
    assert (other.state, other.breached) == (State.VOID, False)


def test_sixty_days_are_extended_once_by_thirty_with_reason_and_approval() -> None:
    granted: dict[str, Value] = {"amount": 30, "reason_given": True, "approved": True}
    asked = ev("complaint.extended", "2026-04-20T10:00", **granted)
    again = ev("complaint.extended", "2026-04-21T10:00", **granted)
    [duty] = duties("cn.petition-opinion", "2026-04-22T10:00", ACCEPTED, CLAIM, asked, again)
    assert due(duty) == "2026-06-01T00:00"
    assert duty.refused == (("e4", "times"),)
    silent = ev("complaint.extended", "2026-04-20T10:00", **{**granted, "reason_given": False})
    too_long = ev("complaint.extended", "2026-04-21T10:00", **{**granted, "amount": 31})
    [same] = duties("cn.petition-opinion", "2026-04-22T10:00", ACCEPTED, CLAIM, silent, too_long)
    assert [reason for _, reason in same.refused] == ["facts", "too_long"]
    assert due(same) == "2026-05-02T00:00"


def test_nothing_is_owed_by_law_to_somebody_without_a_name_and_the_commitment_is() -> None:
    nameless = ev("complaint.received", "2026-03-02T10:00", identified=False, forwarded=False)
    assert duties("cn.petition-notice", "2026-03-03T10:00", nameless) == []
    [commitment] = duties("agency.acknowledgement", "2026-03-03T10:00", nameless)
    assert commitment.basis == "standard"


def test_the_law_without_number_is_never_overdue() -> None:
    [duty] = duties(
        "cn.accusation-result", "2030-01-01T00:00", ev("conduct.alleged", "2026-03-02T10:00")
    )
    assert (duty.state, duty.due_at, duty.basis) == (State.OPEN, None, "none")


def test_asking_the_person_stops_the_answer_for_ten_days_at_most() -> None:
    received = ev("complaint.received", "2026-03-02T10:00")
    asked = ev("question.asked", "2026-03-09T10:00")
    answered = ev("question.answered", "2026-03-14T10:00")
    [five] = duties("agency.answer", "2026-03-15T10:00", received, asked, answered)
    assert due(five) == "2026-04-08T00:00"  # 1 April + 5 = 6 April, a holiday: 7 April
    [silent] = duties("agency.answer", "2026-03-15T10:00", received, asked)
    assert due(silent) == "2026-04-14T00:00"  # 1 April + 10 = Saturday 11 April: Monday 13 April


def test_progress_in_england_rolls_from_the_last_notice_until_the_outcome() -> None:
    begun = ev("complaint.handling-started", "2026-01-05T10:00")
    told = ev("progress.told", "2026-01-20T10:00", everyone=True)
    first, second = duties("ew.complaint-progress", "2026-01-21T10:00", begun, told)
    assert (first.state, due(first, "+00:00")) == (State.MET, "2026-02-03T00:00")
    assert due(second, "+00:00") == "2026-02-18T00:00"
    ended = ev("outcome.told", "2026-02-10T10:00", everyone=True)
    both = duties("ew.complaint-progress", "2026-03-01T10:00", begun, told, ended)
    assert [duty.state for duty in both] == [State.MET, State.MET]


def test_time_to_ask_for_a_review_begins_when_the_right_is_told() -> None:
    answered = ev("complaint.answered", "2026-01-05T10:00")
    assert duties("ew.review-request", "2026-06-01T10:00", answered) == []
    told = ev("review-right.told", "2026-01-07T10:00")
    [right] = duties("ew.review-request", "2026-01-08T10:00", answered, told)
    assert due(right, "+00:00") == "2026-02-05T00:00"


def test_time_at_the_wrong_body_is_left_out_and_the_body_may_extend_late() -> None:
    told = ev("review-right.told", "2026-01-07T10:00")
    wrong = ev("review.misdirected", "2026-01-10T10:00")
    sent_on = ev("misdirected.forwarded", "2026-01-13T10:00")
    [right] = duties("ew.review-request", "2026-01-14T10:00", told, wrong, sent_on)
    assert due(right, "+00:00") == "2026-02-08T00:00"
    late = ev("review.time-extended", "2026-02-20T10:00", until="2026-03-01")
    asked = ev("review.requested", "2026-02-25T10:00")
    [used] = duties("ew.review-request", "2026-03-02T10:00", told, late, asked)
    assert used.state is State.USED


def test_a_referral_is_due_by_the_end_of_the_next_day() -> None:
    [duty] = duties("ew.referral", "2026-01-10T23:00", ev("referral.required", "2026-01-09T23:00"))
    assert due(duty, "+00:00") == "2026-01-11T00:00"


def test_the_report_on_a_long_investigation_comes_back_every_six_months() -> None:
    made = ev("complaint.received", "2024-01-10T10:00")
    told = ev("timeliness.reported", "2025-01-20T10:00")
    first, second = duties("ew.timeliness-report", "2025-02-01T10:00", made, told)
    assert (first.state, due(first, "+00:00")) == (State.MET, "2025-02-10T00:00")
    assert due(second, "+01:00") == "2025-08-10T00:00"
    assert second.basis == "standard"


def test_recordings_are_preserved_in_hours() -> None:
    alleged = ev("conduct.alleged", "2026-10-03T22:00")
    [duty] = duties("agency.recordings-preserved", "2026-10-04T22:00", alleged)
    assert (duty.state, duty.breached) == (State.OVERDUE, True)


def test_the_officer_is_cleared_only_when_it_is_unfounded() -> None:
    unfounded = ev("complaint.answered", "2026-06-01T10:00", conduct=True, finding="unfounded")
    upheld = ev("complaint.answered", "2026-06-01T10:00", conduct=True, finding="upheld")
    assert len(duties("agency.officer-cleared", "2026-06-02T10:00", unfounded)) == 1
    assert duties("agency.officer-cleared", "2026-06-02T10:00", upheld) == []
    assert len(duties("agency.officer-told", "2026-06-02T10:00", upheld)) == 1


def test_one_officer_answering_does_not_answer_for_another() -> None:
    asked_one = ev("officer.asked", "2026-06-01T10:00", officer=1, due_on="2026-06-08")
    asked_two = ev("officer.asked", "2026-06-01T10:00", officer=2, due_on="2026-06-08")
    answer = ev("officer.answered", "2026-06-03T10:00", officer=1)
    states = [
        duty.state
        for duty in duties(
            "agency.officer-answer", "2026-06-04T10:00", asked_one, asked_two, answer
        )
    ]
    assert states == [State.USED, State.OPEN]
