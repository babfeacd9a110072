"""Registering at a desk: one page, no code for staff, the accused unit kept away, each slip accounted for."""

import re

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.utils import translation

from huiying.core.kinds import PartyRole
from huiying.core.ledger import codes
from huiying.core.ledger import queries as ledger
from huiying.core.people.services import open_account
from huiying.mechanisms.complaints.services import following
from huiying.mechanisms.complaints.services.registering import print_slips
from huiying.mechanisms.complaints.views.staff_rows import wanted_words

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
CODE = re.compile(r"\d{4} \d{4} \d{4} \d{4} \d{4}")


@pytest.fixture
def sign_in(service, monkeypatch):
    monkeypatch.setattr("huiying.core.clock.now", lambda: service.at)

    def enter(name: str) -> Client:
        open_account(username=name, password="a-long-passphrase", officer_id=service.officers[name])
        client = Client()
        client.force_login(get_user_model().objects.get(username=name), backend=BACKEND)
        return client

    return enter


def typed(client: Client, **given: str) -> dict[str, str]:
    """What a browser sends of the opened form, with some fields typed."""
    page = client.get("/desk/intake").content.decode()
    key = re.search(r'name="key" value="([^"]+)"', page)
    assert key is not None
    return {"channel": "110", "handover": "none", "key": key.group(1), **given}


def text(response) -> str:
    return response.content.decode()


def register(client: Client, **given: str):
    response = client.post("/desk/intake", typed(client, **given))
    assert response.status_code == 302, text(response)
    return client.get("/desk/intake/done")


def matter_of(page) -> ledger.MatterRow:
    ref = re.search(r"\b\d{4}-[0-9A-Z]{4}-[0-9A-Z]{4}\b", text(page))
    assert ref is not None
    return ledger.matter_by_ref(ref.group(0))


def test_one_sentence_is_enough(service, sign_in):
    matter = matter_of(register(sign_in("gus"), what="民警不收材料。"))
    received = ledger.history(matter.id)[0]
    assert received.facts["channel"] == "110"
    assert received.by_officer == service.officers["gus"]


def test_nothing_said_is_told_and_the_rest_is_kept(service, sign_in):
    client = sign_in("gus")
    response = client.post("/desk/intake", typed(client, what="", where="柳渡街口"))
    assert response.status_code == 422
    assert "柳渡街口" in text(response)


def test_the_same_form_sent_twice_is_one_complaint(service, sign_in):
    client = sign_in("gus")
    form = typed(client, what="民警不收材料。", handover="print")
    client.post("/desk/intake", form)
    first = matter_of(client.get("/desk/intake/done"))
    client.post("/desk/intake", form)
    assert matter_of(client.get("/desk/intake/done")).id == first.id
    assert len(ledger.slips([service.units["east-lake"]])) == 1


def test_danger_is_a_fact_of_urgency_and_says_to_send_help(service, sign_in):
    page = register(sign_in("gus"), what="正在打人。", now="on")
    kinds = [e.kind for e in ledger.history(matter_of(page).id)]
    assert "conduct.happening-now" in kinds
    assert 'role="alert"' in text(page)


def test_a_badge_number_keeps_that_officer_away(service, sign_in):
    accused = service.officers["accused"]
    page = register(sign_in("gus"), what="骂人。", number="000011")
    roles = [
        p.officer_id for p in ledger.parties(matter_of(page).id) if p.role is PartyRole.ACCUSED
    ]
    assert accused in roles


def test_a_complaint_about_ones_own_unit_is_out_of_sight_at_once(service, sign_in):
    client = sign_in("gus")
    page = register(client, what="我们所不收材料。", unit="east-lake")
    assert "须回避" in text(page)
    ref = matter_of(page).ref
    assert client.get(f"/desk/m/{ref}/").status_code == 403
    assert "不收材料" not in text(client.get("/desk/"))


def test_no_code_is_shown_whichever_way_the_receipt_goes(service, sign_in):
    client = sign_in("gus")
    serial, _code = print_slips(by=service.actor("gus"), count=1, at=service.at)[0]
    for given in (
        {"handover": "none"},
        {"handover": "slip", "slip": serial.lower()},
        {"handover": "sent", "reach": "lin@example.org"},
        {"handover": "unwanted"},
        {"handover": "print"},
    ):
        assert not CODE.search(text(register(client, what="民警不收材料。", **given)))


def test_a_sealed_slip_is_printed_once_and_its_code_ends_once_the_new_one_is_used(service, sign_in):
    client = sign_in("gus")
    register(client, what="民警不收材料。", handover="print")
    sheet = text(client.post("/desk/intake/slip"))
    code = CODE.search(sheet)
    assert code is not None
    assert 'class="hy-printonly"' in sheet[: code.start()][-120:]
    assert client.post("/desk/intake/slip").status_code == 302
    opened = following.look_up(typed=code.group(0), at=service.at)
    assert opened is not None
    assert codes.read(opened.new_code)
    assert following.look_up(typed=opened.new_code, at=service.at)
    assert following.look_up(typed=code.group(0), at=service.at) is None


def test_a_slip_of_another_unit_is_none(service, sign_in):
    serial, _code = print_slips(by=service.actor("alice"), count=1, at=service.at)[0]
    client = sign_in("gus")
    form = typed(client, what="民警不收材料。", handover="slip", slip=serial)
    response = client.post("/desk/intake", form)
    assert response.status_code == 422
    assert "民警不收材料。" in text(response)


def test_who_forwarded_it_is_asked_and_the_report_is_owed(service, sign_in):
    client = sign_in("gus")
    assert (
        client.post("/desk/intake", typed(client, what="转来。", channel="forwarded")).status_code
        == 422
    )
    page = register(
        client,
        what="转来的投诉。",
        channel="forwarded",
        forwarded_by="市信访局",
        forwarded_ref="信 12",
        report_back_on_year="2026",
        report_back_on_month="3",
        report_back_on_day="20",
    )
    assert ledger.history(matter_of(page).id)[0].facts["due_on"] == "2026-03-20"


def test_a_stub_that_was_jumped_over_is_missing_until_somebody_says_why(service, sign_in):
    client = sign_in("gus")
    assert client.post("/desk/slips/print", {"count": "3"}).status_code == 200
    one, two, _three = [s.serial for s in ledger.slips([service.units["east-lake"]])]
    register(client, what="窗口。", channel="walk-in", handover="slip", slip=two)
    assert "缺号" in text(client.get("/desk/slips"))
    assert client.post("/desk/slips/void", {"serial": one, "reason": ""}).status_code == 422
    assert client.post("/desk/slips/void", {"serial": one, "reason": "spoilt"}).status_code == 302
    assert "hy-card--late" not in text(client.get("/desk/slips"))


def test_who_may_not_register_gets_no_form(service, sign_in):
    assert sign_in("rita").get("/desk/intake").status_code == 403


@pytest.mark.parametrize("fact", ["2026-12-20", "2026-12-20T10:00:00+08:00"])
def test_the_day_by_which_another_body_wants_a_report_reads_as_a_day(fact: str):
    with translation.override("en"):
        assert "20 December 2026" in wanted_words(fact)
