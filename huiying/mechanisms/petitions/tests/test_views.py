"""How the petitioner sees what came of it is asked by another unit, on four things, and hidden from who handled it."""

from datetime import datetime

import pytest
from django.urls import reverse

from huiying.core.access.doors import Denied
from huiying.core.duties.matters import matter_page
from huiying.core.duties.models import Duty
from huiying.core.kinds import IllegalMove, PartyRole, SeatRole
from huiying.core.units.services import add_officer, post_officer
from huiying.mechanisms.petitions.services import accepting, answering, reviewing
from huiying.mechanisms.petitions.tests.pages import signed_in, text, with_code
from huiying.mechanisms.petitions.tests.support import (
    Case,
    Service,
    accepted,
    answered,
    days,
    opinion,
    reviewed,
)
from huiying.mechanisms.petitions.tests.test_several import join
from huiying.mechanisms.visits.services import asking

FINE = {
    "acceptance": "satisfied",
    "investigation": "fair",
    "result": "fair",
    "attitude": "satisfied",
}
LOW = FINE | {"result": "dissatisfied"}


@pytest.fixture
def centre(service: Service) -> Service:
    """With somebody in the response centre, who asks and never handles."""
    service.officers["rosa"] = add_officer(number="009002", zh="rosa", en="Rosa")
    post_officer(
        officer_id=service.officers["rosa"], unit_id=service.units["response"],
        role=SeatRole.RESPONSE, since=service.at,
    )  # fmt: skip
    return service


def ask(service: Service, case: Case, day: float = 25, name: str = "rosa") -> None:
    assert case.holder.party_id is not None
    asking.ask_view(
        matter_id=case.matter_id, party_id=case.holder.party_id, by=service.actor(name),
        at=service.at + days(day),
    )  # fmt: skip


def test_another_unit_owes_the_question_once_the_opinion_reached_them(centre: Service):
    case = accepted(centre)
    assert not case.owes("agency.petition-view-asked")
    case = answered(centre)
    duty = case.duty("agency.petition-view-asked")
    assert duty.unit_id == centre.units["response"]
    ask(centre, case)
    assert case.duty("agency.petition-view-asked").state == "met"
    with pytest.raises(IllegalMove):
        ask(centre, case, day=27)


def test_nobody_is_asked_on_the_spot(centre: Service):
    case = answered(centre)
    with pytest.raises(IllegalMove, match="three days"):
        ask(centre, case, day=21)


@pytest.mark.parametrize("name", ["alice", "edith", "sven", "olga", "clara"])
def test_who_handles_leads_or_oversees_does_not_ask(centre: Service, name: str):
    case = answered(centre)
    with pytest.raises(Denied):
        ask(centre, case, name=name)


def test_what_they_say_is_on_no_page_of_the_service(centre: Service):
    case = answered(centre)
    ask(centre, case)
    asking.give_view(
        answers=FINE, by=case.holder, at=centre.at + days(26), words="答复我看懂了，别的不说。"
    )
    at: datetime = centre.at + days(27)
    for name in ("alice", "edith", "sven", "olga"):
        page = matter_page(matter_id=case.matter_id, by=centre.actor(name), at=at)
        assert "visit-view.given" not in {line.kind for line in page.lines}
        words = " ".join(w.text or "" for line in page.lines for w in line.words)
        assert "答复我看懂了" not in words


def test_a_low_view_goes_to_the_level_above(centre: Service):
    case = answered(centre)
    ask(centre, case)
    asking.give_view(answers=LOW, by=case.holder, at=centre.at + days(26))
    assert case.unit(PartyRole.RECOVERING) == centre.units["city"]
    assert case.owes("agency.recovery")


def test_who_goes_to_the_next_level_is_asked_about_that(centre: Service):
    case = answered(centre)
    reviewing.ask_review(reason="没看录像。", by=case.holder, at=centre.at + days(22))
    assert case.duty("agency.petition-view-asked").state == "void"
    case = reviewed(centre)
    assert case.duty("agency.petition-review-view-asked").state == "open"
    ask(centre, case, day=35)
    assert case.duty("agency.petition-review-view-asked").state == "met"


def test_what_is_taken_up_again_is_not_asked_about_until_it_is_answered_anew(centre: Service):
    case = answered(centre)
    accepting.reopen_petition(
        matter_id=case.matter_id, reason="找到了新的录像。", by=centre.actor("alice"),
        at=centre.at + days(22),
    )  # fmt: skip
    assert case.duty("agency.petition-view-asked").state == "void"
    with pytest.raises(IllegalMove):
        ask(centre, case)
    answering.answer_petition(
        matter_id=case.matter_id, opinion=opinion("supported"), by=centre.actor("alice"),
        at=centre.at + days(30),
    )  # fmt: skip
    case.opens_page(centre.at + days(31))
    assert case.duty("agency.petition-view-asked").state == "open"


def test_of_several_a_review_asked_by_one_ends_the_question_to_each(centre: Service):
    together = accepted(centre)
    second, _ = join(centre, together, day=5)
    answering.answer_petition(
        matter_id=together.matter_id, opinion=opinion(), by=centre.actor("alice"),
        at=centre.at + days(20),
    )  # fmt: skip
    other = Case(matter_id=together.matter_id, registered=together.registered, holder=second)
    together.opens_page(centre.at + days(20.5))
    other.opens_page(centre.at + days(21))
    reviewing.ask_review(reason="没看录像。", by=second, at=centre.at + days(22))
    asked = Duty.objects.filter(
        matter_id=together.matter_id, rule="agency.petition-view-asked"
    ).values_list("state", flat=True)
    assert list(asked) == ["void", "void"]


def test_of_several_each_is_asked_for_themselves(centre: Service):
    together = accepted(centre)
    second, _ = join(centre, together, day=5)
    answering.answer_petition(
        matter_id=together.matter_id, opinion=opinion(), by=centre.actor("alice"),
        at=centre.at + days(20),
    )  # fmt: skip
    other = Case(matter_id=together.matter_id, registered=together.registered, holder=second)
    together.opens_page(centre.at + days(20.5))
    other.opens_page(centre.at + days(21))
    ask(centre, other)
    asking.give_view(answers=FINE, by=second, at=centre.at + days(26))
    with pytest.raises(IllegalMove):
        asking.give_view(answers=FINE, by=together.holder, at=centre.at + days(26))
    ask(centre, together, day=27)
    asking.give_view(answers=FINE, by=together.holder, at=centre.at + days(28))


def test_on_the_list_of_the_response_centre_and_on_the_petitioners_page(
    centre: Service, later: None
):
    case = answered(centre)
    rosa = signed_in(centre, "rosa")
    listed = text(rosa.get(reverse("visit_asks")))
    assert case.registered.ref in listed
    asked = rosa.post(reverse("visit_asks_ask", args=[case.matter_id, case.holder.party_id]))
    assert asked.status_code == 302
    client, page = with_code(case)
    assert 'id="visit-view"' in text(client.get(page))
    handle = page.rstrip("/").split("/")[-1]
    given = client.post(reverse("matter_deed", args=[handle, "visit-view"]), FINE)
    assert given.status_code == 302
    assert 'id="visit-view"' not in text(client.get(page))
