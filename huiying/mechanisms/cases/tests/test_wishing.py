"""What somebody wishes to hear binds; how they can be reached without danger binds everybody."""

from typing import Any

import pytest

from huiying.core.access.doors import Denied
from huiying.core.kinds import PartyRole
from huiying.core.people import safe
from huiying.core.people.safe import NotSafely, SafePlan
from huiying.mechanisms.cases.services import going_on, reaching, wishing
from huiying.mechanisms.cases.services.shape import NotAChoice
from huiying.mechanisms.cases.tests.support import (
    BY_MAIL,
    Case,
    Service,
    accepted,
    days,
    opened,
    who,
)
from huiying.mechanisms.cases.tests.test_not_opening import refuse


def wish(service: Service, case: Case, *topics: str, weeks: int = 0, day: float = 2) -> None:
    wishing.set_wish(
        matter_id=case.matter_id,
        topics=topics,
        weeks=weeks,
        by=case.holder(),
        at=service.at + days(day),
    )


def solve(service: Service, case: Case, day: float = 3) -> None:
    going_on.find_suspect(
        matter_id=case.matter_id, how="caught", by=service.actor("cai"), at=service.at + days(day)
    )


def test_what_they_do_not_wish_to_hear_lies_on_their_page_and_sends_no_message(service: Service):
    case = opened(service, who(contact=BY_MAIL))
    wish(service, case, "decisions")
    before = case.mails(case.parties[0])
    solve(service, case)
    assert case.mails(case.parties[0]) == before
    assert case.last("solved.told")["channel"] == "posting"


def test_the_wish_can_change_at_any_time(service: Service):
    case = opened(service, who(contact=BY_MAIL))
    wish(service, case)
    wish(service, case, "suspect", day=2.5)
    solve(service, case)
    assert case.mails(case.parties[0])[-1] == "suspect.found"


def test_what_carries_a_remedy_is_told_whatever_was_wished(service: Service):
    case = accepted(service, who(PartyRole.ACCUSER, BY_MAIL))
    wish(service, case, day=1)
    refuse(service, case)
    assert case.mails(case.parties[0])[-1] == "case.not-opened"


def test_a_wish_is_one_persons_own(service: Service):
    case = opened(service, who(contact=BY_MAIL), who(contact=BY_MAIL))
    wish(service, case)
    solve(service, case)
    assert case.mails(case.parties[1])[-1] == "suspect.found"


@pytest.mark.parametrize("given", [{"topics": ("gossip",)}, {"weeks": 27}, {"weeks": -1}])
def test_a_wish_is_made_of_the_choices(service: Service, given: dict[str, Any]):
    case = opened(service)
    with pytest.raises(NotAChoice):
        wishing.set_wish(
            matter_id=case.matter_id,
            by=case.holder(),
            at=service.at,
            **{"topics": (), "weeks": 0, **given},
        )


def test_a_safe_plan_is_in_force_from_the_minute_it_is_set(service: Service):
    case = opened(service, who(contact=BY_MAIL))
    wishing.set_safe_contact(
        matter_id=case.matter_id,
        plan=SafePlan(never=("email",), spoken_word="桂花"),
        by=case.holder(),
        at=service.at + days(2),
    )
    before = case.mails(case.parties[0])
    solve(service, case)
    assert case.mails(case.parties[0]) == before
    assert case.standing().member(str(case.parties[0])).safe
    assert "桂花" not in str([e.facts for e in case.history()])


def test_no_officer_can_put_a_forbidden_way_on_record_as_used(service: Service):
    case = opened(service)
    wishing.set_safe_contact(
        matter_id=case.matter_id,
        party_id=case.parties[0],
        plan=SafePlan(never=("phone", "home")),
        by=service.actor("cai"),
        at=service.at + days(2),
    )
    for channel in ("phone", "home", "video"):
        with pytest.raises(NotSafely):
            reaching.record_reached(
                matter_id=case.matter_id,
                party_id=case.parties[0],
                channel=channel,
                by=service.actor("cai"),
                at=service.at + days(3),
            )


def test_the_plan_of_one_is_not_the_plan_of_another(service: Service):
    case = opened(service, who(contact=BY_MAIL), who(contact=BY_MAIL))
    with pytest.raises(Denied):
        wishing.set_safe_contact(
            matter_id=case.matter_id,
            party_id=case.parties[1],
            plan=SafePlan(never=("email",)),
            by=case.holder(0),
            at=service.at + days(2),
        )
    assert safe.with_plans(_people(case)) == set()


def test_needing_an_interpreter_is_owed_an_interpreter(service: Service):
    case = opened(service)
    for _ in range(2):
        wishing.set_needs(
            matter_id=case.matter_id,
            language="uig",
            interpreter=True,
            format_="large-print",
            by=case.holder(),
            at=service.at + days(2),
        )
    assert case.kinds().count("interpreter.needed") == 1


def _people(case: Case) -> list[Any]:
    from huiying.core.ledger import queries as ledger

    return [p.person_id for p in ledger.parties(case.matter_id) if p.person_id]
