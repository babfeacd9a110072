"""How the person sees it: asked by somebody else, hidden from the unit it judges (N5)."""

import pytest

from huiying.core.access.doors import Denied
from huiying.mechanisms.complaints import events, rules
from huiying.mechanisms.complaints.queries import complaint_page
from huiying.mechanisms.complaints.services import asking, following
from huiying.mechanisms.complaints.services.shape import NotAChoice
from huiying.mechanisms.complaints.tests.support import Case, Service, accepted, answered, days

ANSWERS = dict.fromkeys(events.VIEWS, "satisfied")


def ask(service: Service, case: Case, name: str = "rita", day: float = 14) -> None:
    asking.ask_view(matter_id=case.matter_id, by=service.actor(name), at=service.at + days(day))


def give(service: Service, case: Case, **changed: str) -> None:
    following.give_view(
        answers=ANSWERS | changed, by=case.holder, at=service.at + days(15), words="还可以。"
    )


def test_asking_meets_the_duty_of_the_response_centre(service: Service):
    case = answered(service)
    assert case.duty("agency.satisfaction-asked").unit_id == service.units["response"]
    ask(service, case)
    assert case.duty("agency.satisfaction-asked").state == "met"


def test_the_view_is_given_once_on_four_things(service: Service):
    case = answered(service)
    with pytest.raises(rules.IllegalMove):
        give(service, case)
    ask(service, case)
    with pytest.raises(NotAChoice, match="each of the four"):
        give(service, case, attitude="splendid")
    give(service, case, attitude="dissatisfied")
    assert case.last("satisfaction.given")["attitude"] == "dissatisfied"
    with pytest.raises(rules.IllegalMove):
        give(service, case)


@pytest.mark.parametrize("name", ["alice", "edith", "sven", "olga"])
def test_no_staff_page_shows_it(service: Service, name: str):
    case = answered(service)
    ask(service, case)
    give(service, case)
    page = complaint_page(
        matter_id=case.matter_id, by=service.actor(name), at=service.at + days(16)
    )
    assert "satisfaction.given" not in {line.kind for line in page.lines}


@pytest.mark.parametrize("name", ["alice", "edith", "chief", "clara", "wanda"])
def test_only_the_response_centre_asks(service: Service, name: str):
    with pytest.raises(Denied):
        ask(service, answered(service), name)


def test_nobody_is_asked_before_the_outcome_has_reached_them(service: Service):
    with pytest.raises(rules.IllegalMove):
        ask(service, accepted(service))


def test_a_call_of_the_response_centre_is_written_down(service: Service):
    case = answered(service)
    ask(service, case)
    asking.record_view_by_phone(
        matter_id=case.matter_id,
        answers=ANSWERS | {"result": "unsure"},
        by=service.actor("rita"),
        at=service.at + days(15),
    )
    given = case.last("satisfaction.given")
    assert (given["result"], given["channel"]) == ("unsure", "telephone")


def test_the_handling_unit_writes_no_view_down(service: Service):
    case = answered(service)
    ask(service, case)
    with pytest.raises(Denied):
        asking.record_view_by_phone(
            matter_id=case.matter_id,
            answers=ANSWERS,
            by=service.actor("alice"),
            at=service.at + days(15),
        )
