"""A further letter of the same petitioner joins their own matter, and is answered; nothing else is linked."""

from typing import Any

import pytest

from huiying.core.access.doors import Denied
from huiying.core.holders import talking
from huiying.core.kinds import NotAChoice
from huiying.core.ledger.models import Matter
from huiying.mechanisms.petitions.rules import IllegalMove
from huiying.mechanisms.petitions.services import adding
from huiying.mechanisms.petitions.tests.support import NAMED, Service, accepted, days, file


def test_with_the_code_it_joins_the_matter_of_the_code(service: Service):
    case = accepted(service)
    talking.write_message(text="又拆了一段。", by=case.holder, at=service.at + days(5))
    assert Matter.objects.count() == 1
    assert case.duty("agency.petition-message").state == "open"
    adding.answer_letter(
        matter_id=case.matter_id, letter_id=case.event_id("message.received"),
        message="我们已经去现场。", by=service.actor("alice"), at=service.at + days(6),
    )  # fmt: skip
    assert case.duty("agency.petition-message").state == "met"
    with pytest.raises(IllegalMove):
        adding.answer_letter(
            matter_id=case.matter_id, letter_id=case.event_id("message.received"),
            message="x", by=service.actor("alice"), at=service.at + days(7),
        )  # fmt: skip


def test_a_letter_that_gives_the_reference_is_added_by_the_desk_that_has_it(service: Service):
    case = accepted(service)
    given: dict[str, Any] = {
        "matter_id": case.matter_id,
        "channel": "letter",
        "message": "补充照片说明。",
    }
    adding.add_letter(by=service.actor("alice"), at=service.at + days(5), **given)
    adding.answer_letter(
        matter_id=case.matter_id, letter_id=case.event_id("petition.letter-added"),
        message="照片已收到。", by=service.actor("alice"), at=service.at + days(6),
    )  # fmt: skip
    assert case.duty("agency.petition-letter").state == "met"
    with pytest.raises(Denied):
        adding.add_letter(by=service.actor("wanda"), at=service.at + days(5), **given)
    with pytest.raises(NotAChoice):
        adding.add_letter(
            by=service.actor("alice"), at=service.at + days(5), **given | {"channel": "pigeon"}
        )


def test_the_same_name_and_number_again_are_another_matter_that_nothing_leads_to(service: Service):
    first, second = file(service, contact=NAMED), file(service, contact=NAMED)
    assert first.matter_id != second.matter_id
    assert str(first.matter_id) not in str([second.last("petition.received"), second.kinds()])
    with pytest.raises(NotAChoice):
        adding.answer_letter(
            matter_id=_added(service, first), letter_id=second.matter_id, message="x",
            by=service.actor("alice"), at=service.at + days(6),
        )  # fmt: skip


def _added(service: Service, case):
    talking.write_message(text="补充。", by=case.holder, at=service.at + days(5))
    return case.matter_id


def test_a_question_reaches_the_petitioner_and_the_answer_is_theirs(service: Service):
    case = accepted(service)
    adding.ask_petitioner(
        matter_id=case.matter_id, question="墙有多长？", by=service.actor("alice"),
        at=service.at + days(5),
    )  # fmt: skip
    talking.reply_question(
        question_id=case.event_id("question.asked"), text="十二米。", by=case.holder,
        at=service.at + days(6),
    )  # fmt: skip
    assert "question.answered" in case.kinds()
