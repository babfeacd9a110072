"""What happens while a case is investigated, and who hears of it."""

from typing import Any

import pytest

from huiying.core.kinds import PartyRole
from huiying.mechanisms.cases import events, rules
from huiying.mechanisms.cases.rules import Move
from huiying.mechanisms.cases.services import deciding, going_on
from huiying.mechanisms.cases.standing import Stage
from huiying.mechanisms.cases.tests.support import BY_MAIL, Case, Service, days, opened, report, who


def at_work(service: Service, case: Case, day: float = 5) -> dict[str, Any]:
    return {
        "matter_id": case.matter_id,
        "by": service.actor("cai"),
        "at": service.at + days(day),
    }


def test_solved_says_suspect_and_the_case_stays_open(service: Service):
    case = opened(service)
    going_on.find_suspect(how="caught", **at_work(service, case))
    assert case.standing().stage is Stage.OPEN
    assert case.standing().suspect == "caught"
    assert case.waiting("suspect.found") == [0]
    assert "offender" not in (events.SUSPECT_FOUND.written + events.SUSPECT_FOUND.told).lower()


def test_a_measure_is_told_only_where_that_was_decided(service: Service):
    case = opened(service)
    going_on.take_measure(measure="arrest", **at_work(service, case))
    assert case.waiting("measure.taken") == []
    assert case.last("measure.taken")["owed"] is False
    going_on.take_measure(measure="bail", tell=True, **at_work(service, case, 6))
    assert case.waiting("measure.taken") == [0]
    assert case.last("measure.taken")["owed"] is True


def test_a_vulnerable_victim_makes_the_shorter_times_apply(service: Service):
    case = opened(service, who(vulnerable=True))
    going_on.find_suspect(how="identified", **at_work(service, case))
    assert case.last("suspect.found")["enhanced"] is True


def test_prosecution_charge_and_court_follow_one_another(service: Service):
    case = opened(service)
    going_on.send_for_prosecution(**at_work(service, case))
    assert case.standing().stage is Stage.PROSECUTED
    going_on.change_charge(how="altered", reason="证据变化。", **at_work(service, case, 6))
    going_on.hear_from_court(news="hearing", on="2026-04-02", **at_work(service, case, 7))
    assert case.last("hearing.listed")["on"] == "2026-04-02"
    assert case.waiting("hearing.listed") == [0]


def test_court_news_waits_for_the_prosecutor(service: Service):
    case = opened(service)
    with pytest.raises(rules.IllegalMove, match="went to the prosecutor"):
        going_on.hear_from_court(news="bail", **at_work(service, case))


def test_a_withdrawn_case_is_told_with_its_reason(service: Service):
    case = opened(service)
    going_on.withdraw_case(reason="没有犯罪事实。", **at_work(service, case))
    assert case.standing().stage is Stage.WITHDRAWN
    assert case.waiting("case.withdrawn") == [0]
    assert case.row().concluded_at == service.at + days(5)


def test_concluded_it_is_told_and_over(service: Service):
    case = opened(service)
    going_on.conclude_case(how="decided", reason="已作出处罚。", **at_work(service, case))
    with pytest.raises(rules.IllegalMove):
        going_on.find_suspect(how="caught", **at_work(service, case, 6))


def test_the_injured_person_gets_a_copy_of_the_decision(service: Service):
    case = opened(service, who(PartyRole.INJURED), regime="administrative", crime="assault")
    going_on.decide_penalty(decision="penalty", **at_work(service, case))
    assert case.waiting("penalty.decided") == [0]


def test_a_limit_reached_without_anybody_known_is_explained_and_it_goes_on(service: Service):
    case = opened(service, who(PartyRole.INJURED), regime="administrative", crime="assault")
    going_on.reach_limit(offender="unknown", reason="已调取监控。", **at_work(service, case, 30))
    assert case.standing().stage is Stage.OPEN
    assert case.waiting("limit.reached") == [0]


def test_an_opinion_ends_the_examination_and_is_told(service: Service):
    case = opened(service)
    going_on.mark_pause(move=Move.BEGIN_EXAMINATION, **at_work(service, case))
    going_on.receive_opinion(**at_work(service, case, 9))
    assert case.kinds().count("examination.ended") == 1
    assert case.standing().waiting == frozenset()
    assert case.waiting("opinion.received") == [0]


@pytest.mark.parametrize(
    ("begin", "end"),
    [
        (Move.BEGIN_EXAMINATION, Move.END_EXAMINATION),
        (Move.BEGIN_HEARING, Move.END_HEARING),
    ],
)
def test_what_was_not_begun_does_not_end(service: Service, begin: Move, end: Move):
    case = opened(service, regime="administrative")
    with pytest.raises(rules.IllegalMove):
        going_on.mark_pause(move=end, **at_work(service, case))
    going_on.mark_pause(move=begin, **at_work(service, case))
    with pytest.raises(rules.IllegalMove):
        going_on.mark_pause(move=begin, **at_work(service, case))
    going_on.mark_pause(move=end, **at_work(service, case, 6))


def test_a_reporter_hears_nothing_of_suspects(service: Service):
    case = opened(service, who(PartyRole.REPORTER), who())
    going_on.find_suspect(how="caught", **at_work(service, case))
    assert case.waiting("suspect.found") == [1]


def test_nothing_is_sent_before_it_is_opened(service: Service):
    case = report(service)
    with pytest.raises(rules.IllegalMove, match="once the case is opened"):
        going_on.send_for_prosecution(**at_work(service, case))


@pytest.mark.parametrize("move", [Move.PENALTY, Move.BEGIN_HEARING, Move.CHARGE])
def test_a_criminal_case_that_is_open_offers_nothing_of_another_procedure(
    service: Service, move: Move
):
    with pytest.raises(rules.IllegalMove):
        rules.decide(move, opened(service).standing())


def test_a_kind_that_is_corrected_at_the_desk_holds_messages_back(service: Service):
    case = opened(service, who(contact=BY_MAIL), crime="assault")
    deciding.correct_kind(crime="domestic-violence", **at_work(service, case))
    going_on.find_suspect(how="caught", **at_work(service, case))
    assert "suspect.found" not in case.mails(case.parties[0])
    assert case.row().crime == "domestic-violence"
