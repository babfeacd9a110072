"""How often somebody hears from us again: agreed with them, rolling, ended with its cause."""

from datetime import UTC, datetime

import pytest
from django.utils.translation import override

from huiying.core.access.doors import Denied
from huiying.core.kinds import IllegalMove, NotAChoice
from huiying.mechanisms.visits.forms_own import IntervalForm
from huiying.mechanisms.visits.services import planning
from huiying.mechanisms.visits.tests.support import Case, Service, days, planned, visited


def test_the_next_visit_is_owed_within_the_interval_and_rolls_from_the_last_one(case: Case):
    planned(case, weeks=4)
    # Tuesday 3 March and four weeks: Tuesday the 31st, until midnight in Shanghai.
    assert case.duty("agency.next-visit").due_at == datetime(2026, 3, 31, 16, tzinfo=UTC)
    visited(case, way="phone", by="carl", day=10)
    later = case.duty("agency.next-visit")
    # Thursday 12 March and four weeks: Thursday 9 April.
    assert (later.n, later.due_at) == (2, datetime(2026, 4, 9, 16, tzinfo=UTC))


def test_the_interval_is_a_commitment_and_never_called_law(case: Case):
    planned(case)
    assert case.duty("agency.next-visit").force == "agency-standard"


def test_the_person_says_how_often_and_it_binds(case: Case, service: Service):
    planned(case, weeks=4)
    planning.set_interval(weeks=8, by=case.holder, at=service.at + days(2))
    assert case.standing().plan is not None
    assert case.last("visit.plan-set")["weeks"] == 8
    with pytest.raises(IllegalMove, match="agreed with the person"):
        planned(case, weeks=2, day=3)
    planned(case, weeks=2, day=3, agreed=True)
    assert case.last("visit.plan-set")["weeks"] == 2


def test_a_new_interval_ends_the_old_series(case: Case, service: Service):
    planned(case, weeks=4)
    first = case.duty("agency.next-visit").pk
    planning.set_interval(weeks=8, by=case.holder, at=service.at + days(2))
    case.duty("agency.next-visit")
    states = {d.pk: d.state for d in [type(case.duty("agency.next-visit")).objects.get(pk=first)]}
    assert states == {first: "void"}


def test_visits_end_with_their_cause(case: Case, service: Service):
    planned(case)
    planning.end_plan(
        matter_id=case.matter_id,
        party_id=case.party_id,
        cause="solved",
        by=service.actor("carl"),
        at=service.at + days(5),
    )
    assert case.duty("agency.next-visit").state == "void"
    assert case.standing().plan is None
    with pytest.raises(IllegalMove, match="No visits are planned"):
        planning.set_interval(weeks=8, by=case.holder, at=service.at + days(6))


@pytest.mark.parametrize("weeks", [0, 27])
def test_an_interval_is_between_one_week_and_half_a_year(case: Case, weeks: int):
    with pytest.raises(NotAChoice, match="interval between"):
        planned(case, weeks=weeks)


@pytest.mark.parametrize("name", ["lake", "edith", "olga", "rita", "sven"])
def test_only_the_unit_in_charge_plans(case: Case, service: Service, name: str):
    with pytest.raises(Denied):
        planning.plan_visits(
            matter_id=case.matter_id,
            party_id=case.party_id,
            cause="unsolved",
            weeks=4,
            agreed=False,
            by=service.actor(name),
            at=service.at + days(1),
        )


@pytest.mark.parametrize(("language", "said"), [("en", "Between 1 and 26"), ("zh-hans", "1 到 26")])
def test_the_hint_about_the_interval_is_in_the_language_of_the_page(language: str, said: str):
    with override(language):
        assert said in str(IntervalForm().fields["weeks"].help_text)
