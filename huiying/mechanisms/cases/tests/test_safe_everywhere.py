"""A plan for safe contact holds on what came out of the case too, also where it is set afterwards."""

import uuid

from huiying.core.kinds import PEOPLE
from huiying.core.ledger import queries as ledger
from huiying.core.ledger.models import Matter
from huiying.core.people.safe import SafePlan, plan_of
from huiying.core.people.services import open_contact
from huiying.flows import reactions
from huiying.mechanisms.cases.services import wishing
from huiying.mechanisms.cases.tests.support import Case, Service, days, opened
from huiying.mechanisms.visits import choices as visits
from huiying.mechanisms.visits.services.going import Raised, WriteUp, write_up_visit

IN_FEAR = SafePlan(never=("phone", "sms", "email"))


def raise_something(service: Service, case: Case) -> uuid.UUID:
    """A hazard, spoken of in a call; gives the person of the matter that was opened for it."""
    made = WriteUp(
        party_id=case.parties[0],
        way="phone",
        officers=(service.officers["cai"],),
        views=dict.fromkeys(visits.VIEWS, "not-spoken"),
        raised=(Raised(kind="hazard", text="楼道灯坏了三个月。"),),
    )
    at = service.at + days(5)
    write_up_visit(matter_id=case.matter_id, visit=made, by=service.actor("cai"), at=at)
    reactions.run(at + days(0.01))
    raised = Matter.objects.get(kind="raised").pk
    who = next(p.person_id for p in ledger.parties(raised) if p.role in PEOPLE)
    assert who is not None
    return who


def set_safe(service: Service, case: Case, plan: SafePlan | None, *, day: float) -> None:
    at = service.at + days(day)
    wishing.set_safe_contact(matter_id=case.matter_id, plan=plan, by=case.holder(), at=at)
    reactions.run(at + days(0.01))


def test_what_was_raised_before_is_as_safe_from_then_on(service: Service):
    case = opened(service)
    who = raise_something(service, case)
    assert open_contact(who).phone
    set_safe(service, case, IN_FEAR, day=6)
    assert plan_of(who) == IN_FEAR


def test_a_plan_that_is_lifted_on_the_case_is_not_lifted_there(service: Service):
    case = opened(service)
    who = raise_something(service, case)
    set_safe(service, case, IN_FEAR, day=6)
    set_safe(service, case, None, day=7)
    assert plan_of(who) == IN_FEAR
