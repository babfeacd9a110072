"""What has come to its time: one proposes, another agrees after showing who they are; holds; the person's page."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from huiying.core.ledger import queries as ledger
from huiying.core.people.services import open_account
from huiying.core.retention.erasing import erase_approved
from huiying.core.retention.models import Batch
from huiying.core.retention.tests.ending import UP, read_all, second_overseer
from huiying.core.web.signin.tests.people import PASSWORD, sign_in
from huiying.mechanisms.complaints.tests.support import (
    BY_PHONE,
    Case,
    Service,
    answered,
    build,
    days,
)
from huiying.mechanisms.complaints.tests.visiting import Visitor, words


@pytest.fixture
def service(db: None) -> Service:
    made = build()
    second_overseer(made)
    return made


def officer(service: Service, who: str, at: datetime) -> Client:
    open_account(username=who, password=PASSWORD, officer_id=service.officers[who])
    client = Client(headers={"host": "localhost"})
    with time_machine.travel(at, tick=False):
        assert sign_in(client, who).status_code == 302
    return client


def page(client: Client, at: datetime) -> str:
    with time_machine.travel(at, tick=False):
        answer = client.get(reverse("disposal"))
    assert answer.status_code == 200
    return words(answer)


def send(client: Client, at: datetime, **data: object):
    with time_machine.travel(at, tick=False):
        return client.post(reverse("disposal"), data)


def ref_of(case: Case) -> str:
    return ledger.matter(case.matter_id).ref


def test_one_proposes_another_agrees_and_work_erases(service: Service):
    case, at = answered(service, contact=BY_PHONE), service.at + UP
    read_all(at)
    olga, otto = officer(service, "olga", at), officer(service, "otto", at)
    assert ref_of(case) in page(olga, at)
    send(olga, at, do="propose", matter=[str(case.matter_id)])
    assert "由别人决定" in page(olga, at)
    [batch] = Batch.objects.all()
    send(olga, at, do="approve", batch=str(batch.pk))
    assert "须由另一人决定" in page(olga, at)
    batch.refresh_from_db()
    assert batch.decided_at is None
    assert "olga" in page(otto, at)
    send(otto, at, do="approve", batch=str(batch.pk))
    assert erase_approved(at, 10) == 1
    assert "1 件中已删除 1 件" in page(otto, at)


def test_what_is_sent_needs_a_fresh_sign_in(service: Service):
    case, at = answered(service), service.at + UP
    read_all(at)
    olga = officer(service, "olga", at)
    later = at + timedelta(minutes=10)
    answer = send(olga, later, do="propose", matter=[str(case.matter_id)])
    assert answer["Location"].startswith(reverse("account_reauthenticate"))
    assert not Batch.objects.exists()


def test_nothing_chosen_and_junk_are_answered_with_a_sentence(service: Service):
    answered(service)
    at = service.at + UP
    read_all(at)
    olga = officer(service, "olga", at)
    for data in ({"do": "propose"}, {"do": "propose", "matter": ["x", ""]}):
        assert send(olga, at, **data).status_code == 302
        assert "只能选保存期已满的事项" in page(olga, at)
    assert send(olga, at, do="approve", batch="x").status_code == 403
    assert send(olga, at, do="other").status_code == 302


def test_a_matter_is_kept_longer_and_let_go_on_its_page(service: Service):
    case, at = answered(service), service.at + UP
    read_all(at)
    olga = officer(service, "olga", at)
    url = reverse("hold", args=[ref_of(case)])
    until = (at + days(90)).date()
    given = {"until_year": until.year, "until_month": until.month, "until_day": until.day}
    with time_machine.travel(at, tick=False):
        assert "agency.keep-complaints" in words(olga.get(url))
        assert olga.post(url, {"do": "place", **given}).status_code == 422
        assert olga.post(url, {"do": "place", "reason": "法院要调取。"}).status_code == 422
        over = {"until_year": 2020, "until_month": 1, "until_day": 1, "reason": "法院要调取。"}
        assert "请选择明天以后" in words(olga.post(url, {"do": "place", **over}))
        held = olga.post(url, {"do": "place", "reason": "法院要调取。", **given})
        assert held.status_code == 302, words(held)
        assert "延长保存到" in words(olga.get(url))
    assert ref_of(case) not in page(olga, at)
    with time_machine.travel(at, tick=False):
        assert olga.post(url, {"do": "lift", "lift-reason": "不用了。"}).status_code == 302
    assert ref_of(case) in page(olga, at)


def test_the_person_reads_how_long_it_is_kept_and_is_answered_at_once(service: Service):
    case = answered(service)
    visitor = Visitor(service.at + days(20), language="en")
    visitor.open(case)
    shown = words(visitor.get(f"{visitor.home}kept"))
    assert "We keep it until 12 March 2031" in shown
    assert "no law" in shown
    answer = visitor.act("kept")
    assert answer.status_code == 302
    assert "Your wish is on record" in words(visitor.get(answer["Location"]))
    assert case.last("erasure.asked")["answer"] == "later"
    assert "You asked for your data to be erased" in visitor.page()


def test_after_it_was_erased_every_page_of_the_person_still_opens(service: Service):
    case, at = answered(service, contact=BY_PHONE), service.at + UP
    read_all(at)
    olga, otto = officer(service, "olga", at), officer(service, "otto", at)
    send(olga, at, do="propose", matter=[str(case.matter_id)])
    send(otto, at, do="approve", batch=str(Batch.objects.get().pk))
    erase_approved(at, 10)
    visitor = Visitor(at + days(1), language="en")
    visitor.open(case)
    assert "were erased" in visitor.page()
    for name in ("looks", "held", "data", "letter", "kept", "contact", "write", "word", "files"):
        assert visitor.get(f"{visitor.home}{name}").status_code == 200, name
    kept = words(visitor.get(f"{visitor.home}kept"))
    assert "Backups for emergencies hold what was erased" in kept
    assert "Then your words" not in kept
    with time_machine.travel(at, tick=False):
        assert olga.get(reverse("staff_matter", args=[ref_of(case)])).status_code == 200
        shown = words(olga.get(f"/disposal/{ref_of(case)}/"))
        assert "已删除" in shown
