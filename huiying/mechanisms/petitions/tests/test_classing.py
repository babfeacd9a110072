"""A petition is classed before any clock of sixty days begins; an accusation keeps the accused away."""

import pytest

from huiying.core.access import doors
from huiying.core.access.doors import Denied
from huiying.core.kinds import Act, NotAChoice, PartyRole
from huiying.core.ledger import queries as ledger
from huiying.mechanisms.petitions.rules import IllegalMove
from huiying.mechanisms.petitions.services import accepting, classing
from huiying.mechanisms.petitions.tests.support import (
    Case,
    Service,
    accepted,
    answered,
    classed,
    days,
    file,
)


def class_it(service: Service, case: Case, class_: str, name: str = "alice", **given) -> None:
    classing.class_petition(
        matter_id=case.matter_id, class_=class_, by=service.actor(name), at=service.at + days(1),
        **given,
    )  # fmt: skip


def test_it_can_not_be_taken_up_before_it_is_classed(service: Service):
    case = file(service)
    with pytest.raises(IllegalMove, match="Class it first"):
        accepting.accept_petition(
            matter_id=case.matter_id, path="…", by=service.actor("alice"), at=service.at
        )
    assert not case.owes("cn.petition-matter-opinion")


def test_sixty_days_begin_for_a_claim_with_its_acceptance(service: Service):
    duty = accepted(service).duty("cn.petition-matter-opinion")
    # Wednesday 4 March + 60 days = Sunday 3 May: the day does not move.
    assert duty.due_at.isoformat() == "2026-05-03T16:00:00+00:00"
    assert (duty.state, duty.basis) == ("open", "law")


def test_a_suggestion_has_no_sixty_days_and_our_own_thirty(service: Service):
    case = accepted(service, "suggestion")
    assert case.duty("cn.petition-matter-opinion").state == "void"
    assert case.duty("cn.petition-matter-suggestion").due_at is None
    assert case.duty("agency.petition-suggestion").basis == "standard"


@pytest.mark.parametrize("class_", ["accusation", "legal-remedy-1", "legal-remedy-5"])
def test_what_has_its_own_way_is_not_taken_up_as_a_petition(service: Service, class_: str):
    case = classed(service, class_)
    with pytest.raises(IllegalMove, match="another way"):
        accepting.accept_petition(
            matter_id=case.matter_id, path="…", by=service.actor("alice"), at=service.at + days(2)
        )


def test_not_classing_buys_no_time(service: Service):
    case = file(service)
    class_it(service, case, "claim")
    duty = case.duty("cn.petition-matter-notice")
    # Counted from Monday 2 March all the same.
    assert duty.due_at.isoformat() == "2026-03-17T16:00:00+00:00"


def test_the_accused_and_their_unit_are_kept_away_from_the_moment_it_is_an_accusation(
    service: Service,
):
    case = file(service)
    class_it(service, case, "accusation", about_officers=[service.officers["dora"]])
    parties = ledger.parties(case.matter_id)
    for name in ("dora", "chief"):
        assert doors.acts_on(service.actor(name), parties, case.matter_id) == frozenset()
    assert Act.SEE in doors.acts_on(service.actor("alice"), parties, case.matter_id)


def test_where_the_unit_that_handles_is_accused_it_goes_on_the_same_minute(service: Service):
    case = file(service)
    class_it(service, case, "accusation", about_units=[service.units["east"]])
    assert case.unit(PartyRole.HANDLING) == service.units["city"]
    assert case.last("petition.moved")["cause"] == "conflict"
    with pytest.raises(Denied):
        class_it(service, case, "claim")


def test_nobody_is_accused_in_a_claim(service: Service):
    with pytest.raises(NotAChoice):
        class_it(service, file(service), "claim", about_officers=[service.officers["dora"]])


def test_the_class_stands_once_it_is_answered(service: Service):
    with pytest.raises(IllegalMove):
        class_it(service, answered(service), "suggestion")


def test_a_class_is_one_of_the_law(service: Service):
    with pytest.raises(NotAChoice):
        class_it(service, file(service), "nuisance")
