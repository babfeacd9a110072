"""How often somebody wants to hear binds: the usual interval rests for it, and what is planned follows."""

from collections.abc import Callable

import pytest

from huiying.core.disclosure.rules import Proposal
from huiying.core.disclosure.services.asking import ask_gate
from huiying.core.disclosure.services.deciding import decide_line
from huiying.core.duties.models import Duty
from huiying.core.duties.services import acting, sweep
from huiying.core.holders.coming_in import open_page
from huiying.core.kinds import Act, PartyRole, system
from huiying.core.ledger import events as ledger_events
from huiying.core.ledger import queries as ledger
from huiying.flows import reactions
from huiying.mechanisms.cases import choices
from huiying.mechanisms.cases.services import going_on, joining, wishing
from huiying.mechanisms.cases.services.joining import Joining
from huiying.mechanisms.cases.services.progress import tell_released
from huiying.mechanisms.cases.services.shape import NotAChoice
from huiying.mechanisms.cases.tests.conftest import Browser
from huiying.mechanisms.cases.tests.support import BY_PHONE, Case, Service, days, opened, who
from huiying.mechanisms.cases.tests.test_pages import home
from huiying.mechanisms.cases.tests.test_progress import ask, release, tell
from huiying.mechanisms.cases.tests.test_wishing import wish
from huiying.mechanisms.visits import choices as visits
from huiying.mechanisms.visits.services.going import WriteUp, write_up_visit
from huiying.mechanisms.visits.services.planning import plan_visits

Enter = Callable[..., Browser]
USUAL, OWN, VISIT = "agency.case-progress", "agency.case-progress-as-wished", "agency.next-visit"


def day_of(service: Service, duty: Duty) -> float | None:
    """On which day of the story it falls due; none while its time stands still."""
    return (
        None if duty.due_at is None else round((duty.due_at - service.at).total_seconds() / 86400)
    )


def test_who_wants_to_hear_less_often_is_not_owed_the_usual_interval(service: Service):
    case = opened(service)
    assert day_of(service, case.duty(USUAL)) == 30
    wish(service, case, "progress", weeks=12)
    sweep(now=service.at + days(60))
    assert case.duty(USUAL).state == "paused"
    assert not case.duty(USUAL).breached
    assert day_of(service, case.duty(OWN)) == 2 + 84 + 1


def test_what_was_wished_can_change_at_any_time_and_the_dates_follow(service: Service):
    case = opened(service)
    wish(service, case, "progress", weeks=12)
    wish(service, case, "progress", weeks=1, day=5)
    assert day_of(service, case.duty(OWN)) == 5 + 7 + 1
    wish(service, case, "progress", day=6)
    assert case.duty(OWN).state == "void"
    # Four days of rest, from day 2 to day 6, are not counted.
    assert day_of(service, case.duty(USUAL)) == 34


def test_the_usual_interval_goes_on_for_who_has_said_nothing(service: Service):
    case = opened(service, who(), who())
    wish(service, case, "progress", weeks=12)
    assert case.duty(USUAL).state == "open"
    assert "progress.rhythm" not in case.kinds()


def test_somebody_who_joins_has_said_nothing_yet(service: Service):
    case = opened(service)
    wish(service, case, "progress", weeks=12)
    joining.join_person(
        matter_id=case.matter_id,
        joining=Joining(role=PartyRole.INJURED, contact=BY_PHONE),
        by=service.actor("cai"),
        at=service.at + days(3),
    )
    assert case.last("progress.rhythm") == {"own": False}
    assert case.duty(USUAL).due_at is not None


def test_what_was_told_meets_both_and_the_wish_counts_on_from_there(service: Service):
    case = opened(service)
    wish(service, case, "progress", weeks=2, day=1.5)
    line = ask(service, case)
    release(service, case, line)
    tell(service, case, line)

    open_page(by=case.holder(), at=service.at + days(4))
    assert day_of(service, case.duty(OWN)) == 4 + 14 + 1


def test_visits_follow_the_wish_before_and_after_they_are_planned(service: Service):
    case = opened(service)

    def plan(weeks: int, day: float) -> None:
        plan_visits(
            matter_id=case.matter_id,
            party_id=case.parties[0],
            cause="unsolved",
            weeks=weeks,
            agreed=False,
            by=service.actor("cai"),
            at=service.at + days(day),
        )

    plan(4, 1.5)
    wish(service, case, "progress", weeks=12)
    reactions.run(service.at + days(2.1))
    assert case.last("visit.plan-set")["weeks"] == 12
    assert case.last("visit.plan-set")["agreed"] is True
    assert day_of(service, case.duty(VISIT)) == 2 + 84 + 1
    other = opened(service)
    wish(service, other, "progress", weeks=2)
    case = other
    plan(8, 3)
    assert case.last("visit.plan-set")["weeks"] == 2


def test_both_pages_say_what_was_wished(service: Service, desk: Enter, person: Enter):
    case = opened(service)
    wish(service, case, "progress", weeks=12)
    browser = person(3)
    page = browser.text(home(browser, case))
    assert "What you asked us to tell you" in page
    assert "every 12 weeks" in page
    ref = ledger.matter(case.matter_id).ref
    assert "wants to hear from us every 12 weeks" in desk("cai", 3).text(f"/en/desk/m/{ref}/")


def written(service: Service, case: Case, day: float) -> str:
    """A line released on a day."""
    (line,) = ask_gate(
        matter_id=case.matter_id,
        lines=["调取录像的情况"],
        by=service.actor("cai"),
        at=service.at + days(day),
    )
    decide_line(
        matter_id=case.matter_id,
        line=line,
        proposal=Proposal(decision="told", said=f"第{day}天的情况。"),
        by=service.actor("cai"),
        at=service.at + days(day),
    )
    return line


def test_each_of_several_is_told_at_their_own_rhythm(service: Service):
    case = opened(service, who(), who())
    wish(service, case, "progress", weeks=12)
    first = written(service, case, 28)
    tell(service, case, first, day=28)
    assert case.waiting("case-progress") == [1]
    open_page(by=case.holder(1), at=service.at + days(28.5))
    assert case.last("case-progress.told")["everyone"] is True
    # What was told to the other rolls on; twelve weeks of the first still run.
    assert day_of(service, case.duty(USUAL)) == 28 + 28 + 1
    assert day_of(service, case.duty(OWN)) == 2 + 84 + 1
    with pytest.raises(NotAChoice):
        tell(service, case, first, day=50)
    tell(service, case, first, day=84)
    for place in (1, 0):
        open_page(by=case.holder(place), at=service.at + days(84.5))
    told = [e.facts["party"] for e in case.history() if e.kind == "case-progress.told"]
    assert told == [str(case.parties[1]), str(case.parties[0])]
    assert case.last("case-progress.told")["everyone"] is False
    assert day_of(service, case.duty(USUAL)) == 28 + 28 + 1
    assert day_of(service, case.duty(OWN)) == 84 + 84 + 1


def test_who_wants_to_hear_more_often_is_told_first_and_the_other_with_them(service: Service):
    case = opened(service, who(), who())
    wish(service, case, "progress", weeks=1)
    assert day_of(service, case.duty(OWN)) == 2 + 7 + 1
    line = written(service, case, 8)
    tell(service, case, line, day=8)
    assert case.waiting("case-progress") == [0, 1]


def test_what_cannot_wait_is_told_to_all_at_once(service: Service):
    case = opened(service, who(), who())
    wish(service, case, "progress", weeks=12)
    line = written(service, case, 10)
    tell_released(
        matter_id=case.matter_id,
        lines=[line],
        at_once=True,
        by=service.actor("cai"),
        at=service.at + days(10),
    )
    assert case.waiting("case-progress") == [0, 1]


def test_who_takes_the_wish_back_hears_what_was_kept_for_later(service: Service):
    case = opened(service, who(), who())
    wish(service, case, "progress", weeks=12)
    line = written(service, case, 10)
    tell(service, case, line, day=10)
    wish(service, case, "progress", day=12)
    tell(service, case, line, day=13)
    assert case.waiting("case-progress") == [0, 1]


def test_the_desk_is_told_for_whom_it_waits_and_offered_it_again_when_it_is_time(
    service: Service, desk: Enter
):
    case = opened(service, who(), who())
    wish(service, case, "progress", weeks=12)
    line = written(service, case, 10)
    here = f"/en/desk/m/{ledger.matter(case.matter_id).ref}/tell-released"
    page = desk("cai", 11).text(here)
    assert "Victim 1 wishes to hear every 12 weeks, next from" in page
    desk("cai", 11).post(here, {"lines": [line]})
    assert case.waiting("case-progress") == [1]
    assert line not in desk("cai", 12).text(here)
    assert line in desk("cai", 85).text(here)


def test_a_wished_rhythm_ends_for_each_with_the_case(service: Service):
    case = opened(service, who(), who(PartyRole.VICTIM, BY_PHONE))
    for place in (0, 1):
        wishing.set_wish(
            matter_id=case.matter_id,
            topics=["progress"],
            weeks=2,
            by=case.holder(place),
            at=service.at + days(2),
        )
    going_on.conclude_case(
        matter_id=case.matter_id,
        how=next(iter(choices.CONCLUSIONS)),
        reason="案件已经办结。",
        by=service.actor("cai"),
        at=service.at + days(5),
    )
    wished = Duty.objects.filter(matter_id=case.matter_id, rule=OWN)
    assert {duty.state for duty in wished} == {"void"}


def visit(service: Service, case: Case, *told: str, place: int = 0, day: float) -> None:
    """An officer rings one of them, and tells what was released."""
    made = WriteUp(
        party_id=case.parties[place],
        way="phone",
        officers=(service.officers["cai"],),
        views=dict.fromkeys(visits.VIEWS, "not-spoken"),
        words={},
        told=told,
        reasons="还没有确认嫌疑人。",
    )
    at = service.at + days(day)
    write_up_visit(matter_id=case.matter_id, visit=made, by=service.actor("cai"), at=at)
    reactions.run(at + days(0.01))


def test_what_is_told_on_a_visit_is_owed_to_nobody_a_second_time(service: Service):
    case = opened(service)
    line = written(service, case, 20)
    visit(service, case, line, day=21)
    told = case.last("case-progress.told")
    assert (told["channel"], told["word_alone"], told["everyone"]) == ("phone", True, True)
    assert day_of(service, case.duty(USUAL)) == 21 + 28 + 1
    with pytest.raises(NotAChoice):
        tell(service, case, line, day=22)
    reactions.run(service.at + days(22))
    assert case.kinds().count("case-progress.told") == 1


def test_what_is_told_to_one_on_a_visit_stays_open_for_the_others(service: Service):
    case = opened(service, who(), who(), who())
    line = written(service, case, 20)
    visit(service, case, line, day=21)
    assert case.last("case-progress.told")["everyone"] is False
    assert day_of(service, case.duty(USUAL)) == 30
    visit(service, case, line, place=1, day=22)
    tell(service, case, line, day=23)
    assert case.waiting("case-progress") == [2]
    assert line not in case.standing().later
    open_page(by=case.holder(2), at=service.at + days(24))
    assert case.last("case-progress.told")["everyone"] is True
    assert day_of(service, case.duty(USUAL)) == 24 + 28 + 1


def put_right(service: Service, case: Case, *, day: float, nth: int = -1) -> None:
    """A visit was written up wrongly, as when the other of two versions stands."""
    made = [e for e in ledger.history(case.matter_id) if e.kind == "visit.made"][nth]
    at = service.at + days(day)
    with acting(matter_id=case.matter_id, act=Act.SEE, by=system("test"), at=at) as book:
        book.record(
            ledger_events.ANNULLED,
            {"event": str(made.id), "kind": made.kind, "opened_duty": False},
            {"reason": "不是这次说的。"},
        )
    reactions.run(at + days(0.01))


def test_what_a_visit_that_was_put_right_told_is_owed_again(service: Service):
    case = opened(service)
    line = written(service, case, 20)
    visit(service, case, line, day=21)
    put_right(service, case, day=22)
    assert case.duty(USUAL).met_at is None
    assert day_of(service, case.duty(USUAL)) == 30
    assert line not in case.standing().said_lines
    tell(service, case, line, day=23)
    assert case.waiting("case-progress") == [0]


def test_what_another_visit_told_too_stays_told(service: Service):
    case = opened(service)
    line = written(service, case, 20)
    visit(service, case, line, day=21)
    visit(service, case, line, day=21.5)
    put_right(service, case, day=22)
    assert day_of(service, case.duty(USUAL)) == 21 + 28 + 1


def test_where_the_others_heard_it_meanwhile_it_goes_to_who_did_not(service: Service):
    case = opened(service, who(), who())
    line = written(service, case, 20)
    visit(service, case, line, place=1, day=21)
    visit(service, case, line, day=21.5)
    put_right(service, case, day=22, nth=0)
    assert case.waiting("case-progress") == [1]


def test_a_visit_at_which_nothing_was_told_meets_nothing(service: Service):
    case = opened(service)
    visit(service, case, day=21)
    assert "case-progress.told" not in case.kinds()
