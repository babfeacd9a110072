"""What the person does with the code, and without an account."""

import uuid

import pytest

from huiying.core.access.doors import Denied
from huiying.core.ledger import codes
from huiying.core.ledger import queries as ledger
from huiying.core.ledger.services import print_pad
from huiying.core.people.queries import person
from huiying.core.people.services import Contact, open_contact
from huiying.mechanisms.complaints.queries import citizen_page
from huiying.mechanisms.complaints.services import following
from huiying.mechanisms.complaints.services.filing import Filing, Handover, file_complaint
from huiying.mechanisms.complaints.services.shape import WordsNeeded
from huiying.mechanisms.complaints.tests.support import (
    BY_PHONE,
    SILENT,
    Service,
    accepted,
    days,
    file,
)


def test_a_wrong_code_opens_nothing(service: Service):
    file(service)
    for typed in ("", "1234", codes.new_code(), "<script>"):
        assert following.look_up(typed=typed, at=service.at) is None


def test_a_code_that_staff_had_in_hand_ends_once_the_one_that_replaces_it_is_used(
    service: Service,
):
    (serial, printed) = print_pad(
        unit_id=service.units["east-lake"], prefix="EL", count=1, at=service.at
    )[0]
    filed = file_complaint(
        filing=Filing(
            narrative="巡逻车挡住店门。",
            channel="walk-in",
            about_units=(service.units["west-gate"],),
            handover=Handover.SLIP,
            slip=serial,
        ),
        by=service.actor("gus"),
        at=service.at,
    )
    assert filed.code == ""
    first = following.look_up(typed=printed, at=service.at + days(1))
    assert first is not None
    assert first.new_code
    second = following.look_up(typed=first.new_code, at=service.at + days(2))
    assert second is not None
    assert following.look_up(typed=printed, at=service.at + days(2)) is None
    assert second.new_code == ""
    assert second.actor.matter_id == filed.matter_id


def test_who_registers_a_complaint_about_their_own_unit_loses_sight_of_it(service: Service):
    filed = file_complaint(
        filing=Filing(
            narrative="值班室不接电话。",
            channel="walk-in",
            about_units=(service.units["east-lake"],),
            handover=Handover.NONE,
        ),
        by=service.actor("gus"),
        at=service.at,
    )
    assert filed.excluded
    registered = [p for p in ledger.parties(filed.matter_id) if p.role == "registered"]
    assert registered == []


def test_a_code_can_be_replaced_by_its_holder(service: Service):
    case = file(service)
    fresh = following.replace_code(by=case.holder, at=service.at + days(1))
    assert following.look_up(typed=case.filed.code, at=service.at + days(2)) is None
    opened = following.look_up(typed=fresh, at=service.at + days(2))
    assert opened is not None
    assert opened.actor == case.holder


def test_staff_cannot_act_as_the_person(service: Service):
    for act in (
        lambda by: following.open_page(by=by, at=service.at),
        lambda by: following.replace_code(by=by, at=service.at),
        lambda by: following.write_message(text="x", by=by, at=service.at),
        lambda by: following.report_pressure(text="x", by=by, at=service.at),
    ):
        with pytest.raises(Denied):
            act(service.actor("alice"))


def test_contact_can_be_changed_and_taken_back(service: Service):
    case = accepted(service, contact=BY_PHONE)
    person_id = next(
        p.person_id for p in ledger.parties(case.matter_id) if p.id == case.holder.party_id
    )
    assert person_id is not None
    following.change_contacts(
        contact=Contact(email="new@example.org"), by=case.holder, at=service.at + days(2)
    )
    assert open_contact(person_id) == Contact(email="new@example.org")
    assert person(person_id).by_email
    following.change_contacts(contact=SILENT, by=case.holder, at=service.at + days(3))
    assert not person(person_id).by_phone
    assert case.last("contact.changed")["contactable"] is False


def test_files_come_with_an_event(service: Service):
    case = file(service)
    with pytest.raises(WordsNeeded, match="Choose a file"):
        following.add_files(file_ids=[], by=case.holder, at=service.at + days(1))
    following.add_files(file_ids=[uuid.uuid4()], by=case.holder, at=service.at + days(1))
    assert case.last("files.added")["files"] == 1


def test_pressure_is_the_person_s_to_report_and_hidden_from_the_unit(service: Service):
    from huiying.mechanisms.complaints.queries import complaint_page

    case = accepted(service)
    following.report_pressure(text="所长让我改口。", by=case.holder, at=service.at + days(3))

    def kinds(name: str) -> dict[str, list[str | None]]:
        page = complaint_page(
            matter_id=case.matter_id, by=service.actor(name), at=service.at + days(4)
        )
        return {line.kind: [w.text for w in line.words] for line in page.lines}

    assert "pressure.reported" not in kinds("alice")
    assert "pressure.reported" not in kinds("sven")
    assert kinds("olga")["pressure.reported"] == ["所长让我改口。"]
    assert kinds("olga")["complaint.received"] == []


def test_the_page_says_what_is_owed_next(service: Service):
    case = accepted(service)
    page = citizen_page(by=case.holder, at=service.at + days(2))
    assert page.next is not None
    assert page.next.owed_to == "complainant"
    assert page.next.due_at == min(
        d.due_at for d in page.duties if not d.ended and d.due_at and d.state != "waiting"
    )
    with pytest.raises(Denied):
        citizen_page(by=service.actor("alice"), at=service.at)
