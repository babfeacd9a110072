"""A petition is taken up with a written notice, shown its own procedure, or declined with a reason and a remedy."""

from typing import Any

import pytest

from huiying.core.access.doors import Denied
from huiying.core.kinds import NotAChoice, WordsNeeded
from huiying.mechanisms.petitions.rules import IllegalMove, Stage
from huiying.mechanisms.petitions.services import accepting
from huiying.mechanisms.petitions.tests.support import (
    BY_MAIL,
    SILENT,
    Service,
    accepted,
    answered,
    classed,
    days,
    file,
)


def test_the_notice_is_owed_until_it_has_reached_the_petitioner(service: Service):
    case = accepted(service)
    assert case.stage() is Stage.ACCEPTED
    assert case.duty("cn.petition-matter-notice").state == "open"
    case.opens_page(service.at + days(3))
    duty = case.duty("cn.petition-matter-notice")
    assert (duty.state, duty.met_at) == ("met", service.at + days(3))


def test_who_left_no_channel_is_told_by_posting_on_their_page(service: Service):
    case = accepted(service, contact=SILENT)
    assert case.last("petition.acceptance-told")["channel"] == "posting"
    assert case.duty("agency.petition-anonymous-notice").state == "met"


def test_a_notice_by_mail_waits_for_the_mail(service: Service):
    case = accepted(service, contact=BY_MAIL)
    assert "petition.acceptance-told" not in case.kinds()


def test_on_the_spot_the_notice_is_handed_over(service: Service):
    case = classed(service)
    accepting.accept_petition(
        matter_id=case.matter_id, path="由信访室办理。", on_the_spot=True,
        by=service.actor("alice"), at=service.at + days(1),
    )  # fmt: skip
    assert case.last("petition.acceptance-told")["channel"] == "in-person"


def test_the_notice_says_how_it_goes_on(service: Service):
    case = classed(service)
    with pytest.raises(WordsNeeded, match="which office"):
        accepting.accept_petition(
            matter_id=case.matter_id, path=" ", by=service.actor("alice"), at=service.at + days(1)
        )


def test_what_the_law_has_a_procedure_for_is_shown_which_where_and_until_when(service: Service):
    case = classed(service, "legal-remedy-4")
    accepting.direct_petition(
        matter_id=case.matter_id, procedure="行政复议：可以请求撤销处罚决定。",
        where="市政府行政复议办公室，电话 0531-00000000", until="2026-04-30",
        by=service.actor("alice"), at=service.at + days(2),
    )  # fmt: skip
    assert case.stage() is Stage.DIRECTED
    assert case.last("petition.directed") == {"class": "legal-remedy-4", "due_on": "2026-04-30"}
    case.opens_page(service.at + days(3))
    assert case.duty("agency.petition-direction").state == "met"
    assert case.duty("cn.petition-matter-notice").state == "met"


def test_a_litigation_matter_is_left_to_the_rules_of_its_own_and_to_our_commitment(
    service: Service,
):
    case = classed(service, "legal-remedy-1")
    assert case.duty("cn.petition-matter-notice").state == "void"
    assert case.duty("agency.petition-direction").state == "open"


def test_a_claim_is_not_sent_away_as_if_it_had_another_procedure(service: Service):
    case = classed(service)
    with pytest.raises(IllegalMove):
        accepting.direct_petition(
            matter_id=case.matter_id, procedure="x", where="y", by=service.actor("alice"),
            at=service.at + days(2),
        )  # fmt: skip


@pytest.mark.parametrize("until", ["soon", "2026-02-30", "2026-03-01"])
def test_a_day_that_is_none_or_is_over_is_declined(service: Service, until: str):
    case = classed(service, "legal-remedy-4")
    with pytest.raises(NotAChoice):
        accepting.direct_petition(
            matter_id=case.matter_id, procedure="x", where="y", until=until,
            by=service.actor("alice"), at=service.at + days(2),
        )  # fmt: skip


def test_declined_it_says_why_and_what_can_be_done(service: Service):
    case = file(service)
    given: dict[str, Any] = {
        "matter_id": case.matter_id,
        "by": service.actor("alice"),
        "at": service.at + days(1),
    }
    with pytest.raises(WordsNeeded):
        accepting.refuse_petition(ground="final-before", reason="已复核。", remedy="", **given)
    with pytest.raises(NotAChoice):
        accepting.refuse_petition(ground="unwelcome", reason="已复核。", remedy="法援", **given)
    accepting.refuse_petition(
        ground="final-before", reason="省厅已复核。", remedy="可以申请法律援助。", **given
    )
    assert case.stage() is Stage.REFUSED
    case.opens_page(service.at + days(2))
    assert "petition-refusal.told" in case.kinds()


def test_it_can_be_taken_up_again_and_then_what_was_decided_counts_no_more(service: Service):
    case = answered(service)
    accepting.reopen_petition(
        matter_id=case.matter_id, reason="找到了新的录像。", by=service.actor("alice"),
        at=service.at + days(25),
    )  # fmt: skip
    assert case.stage() is Stage.ACCEPTED
    assert case.standing().answer is None
    assert case.duty("cn.petition-matter-review-request").state == "void"


def test_only_the_desk_of_the_office_takes_it_up(service: Service):
    case = classed(service)
    for name in ("dora", "chief", "wanda", "clara", "olga"):
        with pytest.raises(Denied):
            accepting.accept_petition(
                matter_id=case.matter_id, path="…", by=service.actor(name), at=service.at + days(2)
            )
