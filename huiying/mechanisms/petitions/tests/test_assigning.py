"""Who has a petition in hand; who steps aside neither handles nor sees it."""

from typing import Any

import pytest
from django.db.models import Q
from django.urls import reverse

from huiying.core.access import doors
from huiying.core.access.doors import Denied
from huiying.core.holders.assigning import InConflict, NotPresent
from huiying.core.holders.handing_on import hand_over_officer
from huiying.core.kinds import Act, NotAChoice, PartyRole, SeatRole, WordsNeeded
from huiying.core.ledger import queries as ledger
from huiying.core.ledger.models import Matter
from huiying.core.units.services import begin_absence, post_officer
from huiying.mechanisms.petitions.services import assigning, classing, leading, reviewing
from huiying.mechanisms.petitions.tests.pages import ref, signed_in, text
from huiying.mechanisms.petitions.tests.support import (
    Case,
    Service,
    accepted,
    answered,
    days,
    opinion,
    reviewed,
)
from huiying.mechanisms.petitions.tests.test_marking import mark


def assign(service: Service, case: Case, officer: str, by: str = "edith", day: float = 3) -> None:
    assigning.assign_petition(
        matter_id=case.matter_id, officer_id=service.officers[officer], by=service.actor(by),
        at=service.at + days(day),
    )  # fmt: skip


def step_aside(service: Service, case: Case, name: str, day: float = 4, **given: Any) -> None:
    said = {"ground": "relative-of-petitioner", "reason": "信访人是我舅舅。"} | given
    assigning.recuse_officer(
        matter_id=case.matter_id, by=service.actor(name), at=service.at + days(day), **said
    )


def sees(service: Service, case: Case, name: str) -> bool:
    """By both doors: for one matter, and in lists. They agree."""
    actor = service.actor(name)
    one = doors.allowed(actor, Act.SEE, ledger.parties(case.matter_id), case.matter_id)
    listed = Matter.objects.filter(doors.visible(actor) & Q(pk=case.matter_id)).exists()
    assert one == listed
    return one


def test_a_head_gives_it_to_an_officer_who_then_owes_the_opinion(service: Service):
    case = accepted(service)
    assign(service, case, "ben")
    assert case.officer(PartyRole.ASSIGNED) == service.officers["ben"]
    assert case.duty("cn.petition-matter-opinion").officer_id == service.officers["ben"]


@pytest.mark.parametrize("name", ["alice", "chief", "wanda", "olga"])
def test_only_who_leads_the_unit_assigns(service: Service, name: str):
    case = accepted(service)
    with pytest.raises(Denied):
        assign(service, case, "ben", name)


def test_who_is_away_or_of_another_unit_gets_nothing(service: Service):
    case = accepted(service)
    begin_absence(officer_id=service.officers["ben"], cause="leave", at=service.at)
    for officer in ("ben", "wanda", "clara"):
        with pytest.raises(NotPresent):
            assign(service, case, officer)


def test_a_review_is_given_in_the_unit_that_reviews_and_to_nobody_who_decided(service: Service):
    case = answered(service)
    reviewing.ask_review(reason="没看录像。", by=case.holder, at=service.at + days(22))
    with pytest.raises(Denied):
        assign(service, case, "clara", "edith", day=23)
    with pytest.raises(NotPresent):
        assign(service, case, "alice", "hugo", day=23)
    # Posted to the level above meanwhile, whoever gave the opinion does not look at it again.
    post_officer(
        officer_id=service.officers["alice"], unit_id=service.units["city"],
        role=SeatRole.COMPLAINTS, since=service.at + days(22.5),
    )  # fmt: skip
    with pytest.raises(InConflict):
        assign(service, case, "alice", "hugo", day=23)
    assign(service, case, "clara", "hugo", day=23)
    assert case.officer(PartyRole.ASSIGNED) == service.officers["clara"]


def test_who_steps_aside_sees_it_no_more_and_the_head_has_it(service: Service):
    case = accepted(service)
    assign(service, case, "ben")
    assert sees(service, case, "ben")
    step_aside(service, case, "ben")
    assert case.officer(PartyRole.ASSIGNED) == service.officers["edith"]
    assert not sees(service, case, "ben")
    assert case.last("officer.recused")["ground"] == "relative-of-petitioner"
    with pytest.raises(InConflict):
        assign(service, case, "ben", day=5)


def test_who_did_not_have_it_in_hand_steps_aside_and_it_stays_where_it_is(service: Service):
    case = accepted(service)
    assign(service, case, "alice")
    step_aside(service, case, "ben", ground="worked-together")
    assert case.officer(PartyRole.ASSIGNED) == service.officers["alice"]
    assert sees(service, case, "alice")
    assert not sees(service, case, "ben")


def test_a_reviewer_steps_aside_too(service: Service):
    case = answered(service)
    reviewing.ask_review(reason="没看录像。", by=case.holder, at=service.at + days(22))
    assign(service, case, "clara", "hugo", day=23)
    step_aside(service, case, "clara", day=24, ground="involved")
    assert case.officer(PartyRole.ASSIGNED) == service.officers["hugo"]
    with pytest.raises(Denied):
        reviewing.decide_review(
            matter_id=case.matter_id, changed=False, opinion=opinion(), by=service.actor("clara"),
            at=service.at + days(25),
        )  # fmt: skip


def test_a_leader_who_steps_aside_answers_for_it_no_more_and_another_is_named(service: Service):
    case = accepted(service)
    mark(service, case)
    leader = case.officer(PartyRole.ANSWERABLE)
    name = next(n for n, pk in service.officers.items() if pk == leader)
    step_aside(service, case, name, day=9)
    assert case.officer(PartyRole.ANSWERABLE) is None
    assert not sees(service, case, name)


def test_who_was_to_explain_it_and_steps_aside_does_not_explain_it(service: Service):
    case = reviewed(service, final=True)
    leading.name_explainer(
        matter_id=case.matter_id, officer_id=service.officers["lena"], by=service.actor("edith"),
        at=service.at + days(52),
    )  # fmt: skip
    step_aside(service, case, "lena", day=53, ground="involved")
    with pytest.raises(Denied):
        leading.explain(
            matter_id=case.matter_id, explanation="说明", by=service.actor("lena"),
            at=service.at + days(54),
        )  # fmt: skip


def test_stepping_aside_says_why(service: Service):
    case = accepted(service)
    with pytest.raises(NotAChoice):
        step_aside(service, case, "ben", ground="relative-of-complainants")
    with pytest.raises(WordsNeeded):
        step_aside(service, case, "ben", reason="  ")


def test_who_goes_on_leave_hands_it_over_the_same_minute(service: Service):
    case = accepted(service)
    assign(service, case, "ben")
    hand_over_officer(
        officer_id=service.officers["ben"], cause="leave", by=service.actor("edith"),
        at=service.at + days(4),
    )  # fmt: skip
    assert case.officer(PartyRole.ASSIGNED) == service.officers["edith"]


def test_the_accused_unit_neither_handles_nor_sees_an_accusation(service: Service):
    case = accepted(service)
    assert sees(service, case, "edith")
    classing.class_petition(
        matter_id=case.matter_id, class_="accusation", about_units=[service.units["east"]],
        by=service.actor("alice"), at=service.at + days(3),
    )  # fmt: skip
    for name in ("alice", "ben", "edith"):
        assert not sees(service, case, name)
    assert case.unit(PartyRole.HANDLING) == service.units["city"]
    with pytest.raises(Denied):
        assign(service, case, "alice")


def test_at_the_desk_one_is_chosen_of_those_who_may_have_it(service: Service, later: None):
    case = accepted(service)
    step_aside(service, case, "ben")
    head = signed_in(service, "edith")
    page = text(head.get(reverse("staff_act", args=[ref(case), "petition-assign"])))
    assert "alice 000001" in page
    assert "ben 000002" not in page
    answer = head.post(
        reverse("staff_act", args=[ref(case), "petition-assign"]),
        {"officer": service.officers["alice"]},
    )
    assert answer.status_code == 302
    assert case.officer(PartyRole.ASSIGNED) == service.officers["alice"]
    aside = signed_in(service, "alice")
    given = {"ground": "other", "reason": "我和信访人打过官司。"}
    assert (
        aside.post(reverse("staff_act", args=[ref(case), "petition-recuse"]), given).status_code
        == 302
    )
    assert aside.get(reverse("staff_matter", args=[ref(case)])).status_code in {403, 404}
