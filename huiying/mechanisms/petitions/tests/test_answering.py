"""The written opinion sets out what the law asks; delivered, it ends the sixty days and opens the right to a review."""

import pytest

from huiying.core.kinds import NotAChoice, WordsNeeded
from huiying.mechanisms.petitions.rules import IllegalMove, Stage
from huiying.mechanisms.petitions.services.answering import answer_petition
from huiying.mechanisms.petitions.tests.support import (
    Case,
    Service,
    accepted,
    answered,
    classed,
    days,
    opinion,
)


def answer(service: Service, case: Case, finding: str = "supported", **given: str) -> None:
    answer_petition(
        matter_id=case.matter_id, opinion=opinion(finding, **given), by=service.actor("alice"),
        at=service.at + days(20),
    )  # fmt: skip


def test_it_counts_once_it_has_reached_the_petitioner(service: Service):
    case = accepted(service)
    answer(service, case)
    assert case.stage() is Stage.ANSWERED
    assert case.last("petition.answered") == {"finding": "supported", "supported": True}
    assert case.duty("cn.petition-matter-opinion").state == "open"
    case.opens_page(service.at + days(21))
    assert case.duty("cn.petition-matter-opinion").state == "met"


def test_the_petitioner_then_has_thirty_days_for_a_review(service: Service):
    duty = answered(service).duty("cn.petition-matter-review-request")
    # Read on Sunday 22 March 2026 at 22:00: + 30 days = Tuesday 21 April.
    assert duty.due_at.isoformat() == "2026-04-21T16:00:00+00:00"
    assert (duty.nature, duty.state) == ("right", "open")


@pytest.mark.parametrize("missing", ["request", "facts", "reasons", "opinion", "basis"])
def test_nothing_that_the_law_asks_for_may_be_missing(service: Service, missing: str):
    case = accepted(service)
    with pytest.raises(WordsNeeded):
        answer(service, case, **{missing: " "})


def test_a_claim_is_supported_or_not_and_a_suggestion_adopted_or_not(service: Service):
    claim, suggestion = accepted(service), accepted(service, "suggestion")
    with pytest.raises(NotAChoice):
        answer(service, claim, "adopted")
    with pytest.raises(NotAChoice):
        answer(service, suggestion, "supported")
    answer(service, suggestion, "partly-adopted")
    assert suggestion.last("petition.answered")["supported"] is True


def test_what_is_reasonable_without_a_basis_in_law_is_explained(service: Service):
    case = accepted(service)
    answer(service, case, "explained")
    assert case.last("petition.answered") == {"finding": "explained", "supported": False}


def test_it_is_taken_up_first(service: Service):
    with pytest.raises(IllegalMove):
        answer(service, classed(service))
