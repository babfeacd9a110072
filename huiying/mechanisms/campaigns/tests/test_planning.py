"""A campaign is declared with a plan: what for, where, when, who goes, what is asked, how people are asked first."""

from datetime import date
from typing import Any

import pytest

from huiying.core.access.doors import Denied
from huiying.core.duties.models import Duty
from huiying.core.kinds import Act, PartyRole, WordsNeeded
from huiying.core.ledger import queries as ledger
from huiying.mechanisms.campaigns.rules import IllegalMove, NotAChoice
from huiying.mechanisms.campaigns.services import declaring, planning, publishing
from huiying.mechanisms.campaigns.standing import Stage
from huiying.mechanisms.campaigns.tests.support import (
    FIRST,
    Run,
    Service,
    area,
    days,
    declared,
    plan,
    planned,
    published,
    raise_one,
)


def test_whoever_leads_a_unit_declares_one_and_nobody_else(service: Service):
    run = declared(service)
    assert run.standing().stage is Stage.DRAFT
    assert ledger.matter(run.matter_id).handling_unit == service.units["east"]
    for name in ("dora", "alice", "olga"):
        with pytest.raises(Denied):
            declaring.declare_campaign(plan=plan(), by=service.actor(name), at=service.at)


def test_england_and_wales_has_standards_of_its_own(service: Service, settings: Any):
    settings.HUIYING_JURISDICTION, settings.TIME_ZONE = "ew", "Europe/London"
    run = published(service)
    assert run.duty("agency-ew.campaign-published").state == "met"
    assert run.duty("agency-ew.campaign-finished").state == "open"
    told = raise_one(service, run)
    assert told.duty("agency-ew.raised-hazard-answer").state == "open"


def test_it_begins_after_today_and_says_how_people_are_asked_first(service: Service):
    by = service.actor("edith")
    for wrong in ({"begins": date(2026, 3, 2)}, {"ends": date(2026, 3, 8)}, {"asks": ("income",)}):
        with pytest.raises(NotAChoice):
            declaring.declare_campaign(plan=plan(**wrong), by=by, at=service.at)
    with pytest.raises(WordsNeeded):
        declaring.declare_campaign(plan=plan(notice=" "), by=by, at=service.at)


def test_an_area_is_of_the_unit_or_below_and_no_smaller_than_ten_homes(service: Service):
    run = declared(service)
    for wrong in (
        area(service, "west"),
        area(service, planned=9),
        area(service, first=date(2026, 3, 2)),
        area(service, last=date(2026, 4, 2)),
        area(service, "east-gate", "wanda"),
    ):
        with pytest.raises(NotAChoice):
            planning.add_area(
                matter_id=run.matter_id, area=wrong, by=service.actor("edith"), at=service.at
            )
    assert run.standing().areas == ()
    planning.add_area(
        matter_id=run.matter_id, area=area(service, place="school", planned=2),
        by=service.actor("edith"), at=service.at,
    )  # fmt: skip
    assert [a.place for a in run.standing().areas] == ["school"]


def test_who_goes_sees_the_campaign_until_the_visits_are_over(service: Service):
    run = planned(service)
    assert Act.VISIT in run.acts("dora")
    assert run.acts("chief") == frozenset()
    planning.recall_officer(
        matter_id=run.matter_id, area=run.areas["east-gate"], officer=service.officers["dora"],
        by=service.actor("edith"), at=service.at,
    )  # fmt: skip
    assert run.acts("dora") == frozenset()
    publishing.publish_plan(
        matter_id=run.matter_id, by=service.actor("edith"), at=service.at + days(1)
    )
    publishing.finish_campaign(
        matter_id=run.matter_id, by=service.actor("edith"), at=service.at + days(20)
    )
    assert run.acts("lars") == frozenset()
    goers = [p for p in ledger.parties(run.matter_id) if p.role is PartyRole.VISITING]
    assert {p.until is None for p in goers} == {False}


def test_a_plan_is_published_whole_and_before_it_begins(service: Service):
    run = declared(service)
    by = service.actor("edith")
    with pytest.raises(IllegalMove):
        publishing.publish_plan(matter_id=run.matter_id, by=by, at=service.at)
    code = planning.add_area(matter_id=run.matter_id, area=area(service), by=by, at=service.at)
    with pytest.raises(IllegalMove):
        publishing.publish_plan(matter_id=run.matter_id, by=by, at=service.at)
    planning.send_officer(
        matter_id=run.matter_id, area=code, officer=service.officers["dora"], by=by, at=service.at
    )
    with pytest.raises(NotAChoice):
        publishing.publish_plan(matter_id=run.matter_id, by=by, at=service.at + days(7))
    publishing.publish_plan(matter_id=run.matter_id, by=by, at=service.at + days(6))
    assert run.duty("agency.campaign-published").state == "met"


def test_it_may_begin_later_and_then_it_is_owed_later_but_never_earlier(service: Service):
    run, by = declared(service), service.actor("edith")
    for begins, ok in ((date(2026, 3, 6), False), (date(2026, 3, 12), True)):
        if ok:
            declaring.change_plan(
                matter_id=run.matter_id, plan=plan(begins=begins), by=by, at=service.at
            )
            continue
        with pytest.raises(NotAChoice):
            declaring.change_plan(
                matter_id=run.matter_id, plan=plan(begins=begins), by=by, at=service.at
            )
    owed = run.duty("agency.campaign-published")
    assert owed.due_at.isoformat() == "2026-03-11T16:00:00+00:00"
    assert run.standing().begins == "2026-03-12"


def test_no_change_of_the_days_leaves_an_area_outside(service: Service):
    run, by = planned(service), service.actor("edith")
    for wrong in ({"ends": date(2026, 3, 15)}, {"begins": date(2026, 3, 12)}):
        with pytest.raises(NotAChoice):
            declaring.change_plan(matter_id=run.matter_id, plan=plan(**wrong), by=by, at=service.at)


def test_visits_are_announced_before_the_first_day_of_an_area_and_anew_where_it_moves(
    service: Service,
):
    run = published(service)
    owed = [d.state for d in _announcing(run)]
    assert owed == ["met", "met"]
    code, by = run.areas["east-gate"], service.actor("edith")
    planning.move_area(
        matter_id=run.matter_id, area=code, first=date(2026, 3, 12), last=date(2026, 3, 13),
        by=by, at=service.at + days(3),
    )  # fmt: skip
    assert run.standing().area(code).announced is None


def _announcing(run: Run) -> Any:
    return Duty.objects.filter(matter_id=run.matter_id, rule="agency.campaign-announced")


def test_it_is_finished_by_its_last_day_and_what_came_of_it_is_published(service: Service):
    run = published(service)
    by = service.actor("edith")
    owed = run.duty("agency.campaign-finished")
    assert owed.due_at.isoformat() == "2026-03-31T16:00:00+00:00"
    with pytest.raises(IllegalMove):
        publishing.publish_results(
            matter_id=run.matter_id, heard="x", done="y", by=by, at=service.at + days(25)
        )
    publishing.finish_campaign(matter_id=run.matter_id, by=by, at=service.at + days(20))
    assert run.duty("agency.campaign-results").state == "open"
    publishing.publish_results(
        matter_id=run.matter_id, heard="路灯问得最多。", done="换了11盏。", by=by,
        at=service.at + days(25),
    )  # fmt: skip
    assert run.duty("agency.campaign-results").state == "met"
    assert run.standing().stage is Stage.REPORTED


def test_called_off_nothing_of_it_is_owed_any_more(service: Service):
    run = planned(service)
    publishing.call_off(
        matter_id=run.matter_id, reason="台风，改日另行公布。", by=service.actor("edith"),
        at=service.at + days(1),
    )  # fmt: skip
    assert run.duty("agency.campaign-published").state == "void"
    assert {d.state for d in _announcing(run)} == {"void"}
    assert run.standing().begins == FIRST.isoformat()
