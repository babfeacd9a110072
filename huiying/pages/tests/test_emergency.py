"""The page of an emergency: it asks who it is once more, opens the matter to read, and closes it again by itself."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from huiying.core.access.models import Look
from huiying.core.emergency.models import Emergency
from huiying.core.ledger import queries as ledger
from huiying.core.people.services import Contact, open_account
from huiying.core.web.signin.tests.people import PASSWORD, sign_in
from huiying.mechanisms.complaints.tests.support import Service, build, file
from huiying.mechanisms.complaints.tests.visiting import Visitor, words
from huiying.mechanisms.openness import queries as figures
from huiying.mechanisms.openness.services.refreshing import refresh_now

LIN = Contact(name="林小满", phone="13800000000", address="柳渡路 7 号")
WHY = "她来电话说人就在门外。"


@pytest.fixture
def service(db: None) -> Service:
    return build()


def officer(service: Service, who: str) -> Client:
    open_account(username=who, password=PASSWORD, officer_id=service.officers[who])
    client = Client(headers={"host": "localhost"})
    with time_machine.travel(service.at, tick=False):
        assert sign_in(client, who).status_code == 302
    return client


def sent(service: Service, client: Client, ref: str, reason: str = WHY, later: float = 1):
    with time_machine.travel(service.at + timedelta(minutes=later), tick=False):
        return client.post(reverse("emergency"), {"ref": ref, "reason": reason})


def opened(service: Service, client: Client, name: str, ref: str, later: float):
    with time_machine.travel(service.at + timedelta(minutes=later), tick=False):
        return client.get(reverse(name, args=[ref]))


def test_it_leads_to_the_matter_says_so_there_and_offers_no_act(service: Service):
    case = file(service, contact=LIN)
    ref, wanda = ledger.matter(case.matter_id).ref, officer(service, "wanda")
    answer = sent(service, wanda, ref)
    assert answer["Location"] == reverse("staff_matter", args=[ref])
    page = words(opened(service, wanda, "staff_matter", ref, 2))
    assert "您正在紧急查看" in page
    assert "窗口民警不收材料" in page
    assert opened(service, wanda, "staff_matter", ref, 32).status_code == 403
    for slug in ("accept", "answer", "assign"):
        with time_machine.travel(service.at + timedelta(minutes=3), tick=False):
            url = reverse("staff_act", args=[ref, slug])
            assert wanda.post(url, {"reason": "x"}).status_code == 403


def test_contact_data_needs_its_own_reason_and_each_look_is_kept_and_read_by_the_person(
    service: Service,
):
    case = file(service, contact=LIN)
    ref, wanda = ledger.matter(case.matter_id).ref, officer(service, "wanda")
    sent(service, wanda, ref)
    with time_machine.travel(service.at + timedelta(minutes=2), tick=False):
        page = wanda.post(reverse("staff_person", args=[ref]), {"reason": "派人过去"})
    assert "柳渡路" in page.content.decode()
    assert [look.what for look in Look.objects.filter(matter_id=case.matter_id)] == ["contact"]
    visitor = Visitor(service.at + timedelta(minutes=5))
    visitor.open(case)
    assert "west" in words(visitor.get(f"{visitor.home}looks"))
    assert WHY in visitor.page()


def test_a_sign_in_that_is_not_fresh_is_asked_for_again_first(service: Service):
    case = file(service)
    ref, wanda = ledger.matter(case.matter_id).ref, officer(service, "wanda")
    answer = sent(service, wanda, ref, later=10)
    assert answer["Location"].startswith(reverse("account_reauthenticate"))
    assert not Emergency.objects.exists()


def test_what_is_closed_for_good_and_what_is_not_there_are_one_answer(service: Service):
    case = file(service, officers=("accused",))
    ref, accused = ledger.matter(case.matter_id).ref, officer(service, "accused")
    pages = [words(sent(service, accused, one)).replace(one, "REF") for one in (ref, "2601-0-0")]
    assert pages[0] == pages[1]
    assert "用这个编号打不开任何事项" in pages[0]


def test_oversight_reads_it_and_says_whether_it_was_needed(service: Service):
    case = file(service)
    ref, wanda = ledger.matter(case.matter_id).ref, officer(service, "wanda")
    sent(service, wanda, ref)
    olga = officer(service, "olga")
    with time_machine.travel(service.at + timedelta(minutes=3), tick=False):
        page = words(olga.get(reverse("oversight")))
        assert WHY in page
        assert ref in page
        [row] = Emergency.objects.all()
        url = reverse("emergency_judged", args=[row.pk])
        assert olga.post(url, {"needed": "maybe"}).status_code == 404
        assert olga.post(url, {"needed": "no"}).status_code == 302
        assert WHY not in words(olga.get(reverse("oversight")))
        olga.post(url, {"needed": "yes"})
        assert "已经有人核查过了" in words(olga.get(reverse("oversight")))
    assert case.last("emergency.judged")["needed"] is False


def test_public_figures_count_it_at_the_unit_of_whoever_opened_it(service: Service):
    wanda = officer(service, "wanda")
    for _ in range(11):
        sent(service, wanda, ledger.matter(file(service).matter_id).ref)
    refresh_now(service.at + timedelta(days=1))
    table = figures.table("2026")
    assert table.of_unit("west").get("emergencies").number == 11
    assert table.of_unit("east").get("emergencies").number == 0
