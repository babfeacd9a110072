"""The public form: one thing a page, what was typed is kept, and the receipt opens the petition."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from huiying.core.ledger import queries as ledger
from huiying.core.ledger.models import Matter
from huiying.core.web.proof import ProofForm
from huiying.mechanisms.petitions.tests.pages import text
from huiying.mechanisms.petitions.tests.support import Service

WHAT = {"narrative": "院墙被拆，请求恢复。", "request": "恢复院墙", "unit": "east-gate"}
WHO = {"name": "林小满", "address": "东区和平路1号", "phone": "", "email": ""}


@pytest.fixture(autouse=True)
def _no_work(monkeypatch: pytest.MonkeyPatch) -> None:
    """The proof of work has tests of its own."""
    monkeypatch.setattr("huiying.core.web.proof.verify", lambda *a, **k: "work")
    monkeypatch.setattr(ProofForm.base_fields["proof"], "required", False)


def fill(client: Client, what: dict[str, str], who: dict[str, str]) -> None:
    client.post(reverse("petition_step", args=["what"]), what)
    client.post(reverse("petition_step", args=["who"]), who)


def test_from_the_first_page_to_a_receipt_that_opens_it(service: Service):
    client = Client()
    assert client.get(reverse("petition_start")).status_code == 200
    fill(client, WHAT, WHO)
    page = text(client.get(reverse("petition_check")))
    assert "恢复院墙" in page
    sent = client.post(reverse("petition_check"), {"proof": "x"})
    assert sent["Location"] == reverse("petition_receipt")
    receipt = text(client.get(reverse("petition_receipt")))
    code = "".join(re.findall(r"<span>(\d{4})</span>", receipt)[:5])
    found = ledger.holder_of(code)
    assert found is not None
    [matter] = Matter.objects.all()
    assert (matter.kind, found.matter_id) == ("petition", matter.pk)
    assert matter.handling_unit_id == service.units["east"]
    kinds = [e.kind for e in ledger.history(matter.pk)]
    assert kinds == ["petition.received", "petition.acknowledged"]


def test_sent_twice_it_is_one(service: Service):
    client = Client()
    fill(client, WHAT, WHO)
    client.post(reverse("petition_check"), {"proof": "x"})
    client.post(reverse("petition_check"), {"proof": "x"})
    assert Matter.objects.count() == 1


def test_nothing_is_asked_that_is_not_needed_and_what_was_typed_stays(service: Service):
    client = Client()
    wrong = client.post(reverse("petition_step", args=["what"]), {"narrative": "", "request": "墙"})
    assert wrong.status_code == 422
    assert "墙" in text(client.get(reverse("petition_step", args=["what"])))
    assert client.get(reverse("petition_check"))["Location"].endswith("what")
    fill(client, {"narrative": "路灯坏了。"}, {})
    assert client.get(reverse("petition_check")).status_code == 200


def test_a_slug_that_is_no_step_goes_to_the_start(service: Service):
    answer = Client().get(reverse("petition_step", args=["why"]))
    assert answer["Location"] == reverse("petition_start")


def test_where_the_law_knows_none_it_says_so(service: Service, settings):
    settings.HUIYING_JURISDICTION = "ew"
    page = text(Client().get(reverse("petition_start"), headers={"accept-language": "en"}))
    assert reverse("petition_step", args=["what"]) not in page
    assert reverse("tell_start") in page
