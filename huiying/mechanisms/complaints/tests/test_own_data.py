"""All that is held on somebody: a page to read, a file with the documented fields, and their contact put right."""

import json
import re
from pathlib import Path

import pytest

from huiying.core.access.looks import log_look
from huiying.core.holders.own_copy import FORMAT
from huiying.core.ledger import queries as ledger
from huiying.core.people.services import Contact, open_contact
from huiying.mechanisms.complaints.tests.support import BY_MAIL, Case, Service, answered, days, file
from huiying.mechanisms.complaints.tests.visiting import Visitor, words

DOCUMENTED = Path(__file__).resolve().parents[4] / "docs" / "own-data.md"


@pytest.fixture
def visitor(service: Service) -> Visitor:
    return Visitor(service.at + days(11))


def contact_of(case: Case) -> Contact:
    person = next(p.person_id for p in ledger.parties(case.matter_id) if p.person_id)
    return open_contact(person)


def test_the_page_shows_contact_words_history_looks_and_openings(
    service: Service, visitor: Visitor
):
    case = answered(service, contact=BY_MAIL)
    log_look(
        by=service.actor("alice"),
        at=service.at,
        what="contact",
        page="person",
        matter_id=case.matter_id,
        reason="给投诉人回电",
    )
    visitor.open(case)
    visitor.act("write", {"text": "我还有一张照片。"})
    page = words(visitor.get(f"{visitor.home}held"))
    for held in ("l••••@example.org", "窗口", "我还有一张照片。", "We answered", "给投诉人回电",
                 "the receipt code", "Complaints officer"):  # fmt: skip
        assert held in page, held
    assert BY_MAIL.email not in page
    assert BY_MAIL.name not in page


def test_the_file_has_the_documented_fields_and_no_others(service: Service, visitor: Visitor):
    visitor.open(answered(service, contact=BY_MAIL))
    visitor.act("word", {"new": "three pears"})
    copy = json.loads(visitor.get(f"{visitor.home}data").content)
    rows = re.findall(r"^\| (`.+?) \|", DOCUMENTED.read_text(encoding="utf-8"), flags=re.M)
    told = {name for row in rows for name in re.findall(r"`(\w+)(?:\[\])?`", row)}
    assert set(copy) == told
    assert copy["format"] == FORMAT
    assert copy["page_opened"][0]["opened_with"] == "code"
    assert copy["second_word"]["refused"] == 0
    text = DOCUMENTED.read_text(encoding="utf-8")
    for name in ("reached_by", "second_word"):
        assert all(f"`{field}`" in text for field in copy[name])
    for name in ("history", "owed_to_you", "files", "looked_at_by", "page_opened"):
        assert all(f"`{field}`" in text for row in copy[name] for field in row)


def test_another_s_matter_is_not_in_it(service: Service, visitor: Visitor):
    mine, other = file(service, contact=BY_MAIL), file(service, contact=BY_MAIL)
    visitor.open(mine)
    held = visitor.get(f"{visitor.home}held").content.decode()
    held += visitor.get(f"{visitor.home}data").content.decode()
    assert mine.filed.ref in held
    assert other.filed.ref not in held


def test_a_wrong_name_and_address_are_put_right(service: Service, visitor: Visitor):
    case = file(service, contact=BY_MAIL)
    visitor.open(case)
    answer = visitor.act("contact", {"name": "林小曼", "address": "银杏里九弄四号"})
    assert answer.status_code == 302
    contact = contact_of(case)
    assert (contact.name, contact.address) == ("林小曼", "银杏里九弄四号")
    assert contact.email == BY_MAIL.email
    assert "contact.changed" in case.kinds()
    visitor.act("contact", {"no_address": "on"})
    assert contact_of(case).address == ""


def test_an_address_given_and_stopped_at_once_is_asked_about(service: Service, visitor: Visitor):
    visitor.open(file(service, contact=BY_MAIL))
    answer = visitor.act("contact", {"address": "银杏里", "no_address": "on"})
    assert answer.status_code == 422
    assert "not both" in words(answer)
    assert "银杏里" in answer.content.decode()
