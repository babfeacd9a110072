"""Under a flood the work is raised, and the cheap work of a quiet hour or of another page no longer does."""

import hashlib
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from huiying.core import clock
from huiying.core.ledger import codes
from huiying.core.ledger.models import Matter
from huiying.core.web import flood, pace, proof
from huiying.core.web.codes import lookup
from huiying.core.web.models import Window
from huiying.mechanisms.complaints import events
from huiying.mechanisms.complaints.models import Complaint
from huiying.mechanisms.complaints.tests import support
from huiying.mechanisms.petitions import events as petitions
from tests.support.proofs import Given, on_page

EASY = 4
TYPED = {
    "how": {"how": "anonymous"},
    "category": {"category": "attitude"},
    "who": {"unit": "", "who": ""},
    "what": {"narrative": "窗口没有人。"},
}


@pytest.fixture(autouse=True)
def little_work(settings) -> Iterator[None]:
    settings.HUIYING_PROOF_BITS = EASY
    pace.forget()
    yield
    pace.forget()


@pytest.fixture
def flooded(service: support.Service, settings) -> int:
    """More complaints within the minute than one expects; gives how many."""
    settings.HUIYING_FLOOD_A_MINUTE = 2
    for _ in range(3):
        support.file(service, at=clock.now())
    pace.forget()
    return 3


def solved(token: str, bits: int, parts: int) -> str:
    numbers = []
    for part in range(parts):
        n = 0
        while (
            int.from_bytes(hashlib.sha256(f"{token}.{part}.{n}".encode()).digest()[:4])
            >> (32 - bits)
        ):  # fmt: skip
            n += 1
        numbers.append(str(n))
    return f"{token}:{','.join(numbers)}"


def worked(given: Given) -> str:
    return solved(given.token, given.bits, given.parts)


def cheap(client: Client) -> str:
    """Any page hands out a challenge of a quiet hour."""
    given = client.get(reverse("web:challenge")).json()
    assert given["bits"] == EASY
    return solved(given["token"], given["bits"], given["parts"])


def use_up(budget: flood.Budget, visitor: str = "") -> None:
    for _ in range(budget.most + 1):
        flood.count(budget, clock.now(), visitor)


def written(client: Client) -> Client:
    for slug, typed in TYPED.items():
        client.post(reverse("tell_step", kwargs={"slug": slug}), typed)
    return client


def test_a_flood_of_complaints_makes_each_dearer_and_keeps_the_words(
    service: support.Service, settings
):
    client = written(Client())
    before = on_page(client.get(reverse("tell_check")))
    assert before.bits == EASY
    settings.HUIYING_FLOOD_A_MINUTE = 0
    support.file(service, at=clock.now())
    pace.forget()
    answer = client.post(reverse("tell_check"), {"proof": worked(before)})
    assert answer.status_code == 422
    dearer = on_page(answer)
    assert dearer.bits == EASY + pace.MORE_BITS
    assert Complaint.objects.count() == 1
    assert client.post(reverse("tell_check"), {"proof": worked(dearer)}).status_code == 302
    assert Complaint.objects.count() == 2


def test_a_challenge_of_another_page_is_no_way_around_it(flooded: int):
    client = written(Client())
    assert client.post(reverse("tell_check"), {"proof": cheap(client)}).status_code == 422
    assert Complaint.objects.count() == flooded


def test_a_flood_is_over_when_its_minute_is(flooded: int):
    assert pace.flooded(events.KIND, clock.now())
    assert not pace.flooded(events.KIND, clock.now() + timedelta(minutes=2))


def test_guessing_codes_by_thousands_costs_more_than_the_work_of_a_quiet_hour(
    service: support.Service, case: support.Case
):
    use_up(lookup.WRONG)
    client = Client()
    right = codes.grouped(case.filed.code)
    assert client.post("/m/", {"code": right}).status_code == 422
    refused = client.post("/m/", {"code": right, "proof": cheap(client)})
    assert refused.status_code == 422
    dearer = on_page(refused)
    assert dearer.bits == EASY + 2
    paid = client.post("/m/", {"code": right, "proof": worked(dearer)})
    assert paid.status_code == 302


def test_neither_counting_nor_spending_keeps_an_address(service: support.Service):
    client = Client(REMOTE_ADDR="203.0.113.77", headers={"x-forwarded-for": "198.51.100.9"})
    client.post("/m/", {"code": "1"})
    client.post(reverse("account_login"), {"login": "alice", "password": "wrong"})
    keys = list(Window.objects.values_list("key", flat=True))
    assert keys
    assert not any("203.0.113" in key or "198.51.100" in key for key in keys)


def test_the_way_without_script_is_open_to_so_many_however_dear_the_work_is(flooded: int):
    use_up(pace.waited(events.KIND))
    client = written(Client())
    old = proof.challenge(clock.now() - proof.WAIT * 2).token
    assert client.post(reverse("tell_check"), {"proof": old}).status_code == 422
    assert Complaint.objects.count() == flooded


# --- petitions -------------------------------------------------------------------------------------


@pytest.fixture
def petition(service: support.Service) -> Client:
    """A petition that is written and not sent."""
    client = Client()
    client.post(reverse("petition_step", args=["what"]), {"narrative": "路灯坏了。"})
    client.post(reverse("petition_step", args=["who"]), {})
    return client


def test_a_flood_of_petitions_makes_each_dearer_too(petition: Client, settings):
    settings.HUIYING_FLOOD_A_MINUTE = -1
    refused = petition.post(reverse("petition_check"), {"proof": cheap(petition)})
    assert refused.status_code == 422
    dearer = on_page(refused)
    assert dearer.bits == EASY + pace.MORE_BITS
    assert Matter.objects.filter(kind=petitions.KIND).count() == 0
    assert petition.post(reverse("petition_check"), {"proof": worked(dearer)}).status_code == 302
    assert Matter.objects.filter(kind=petitions.KIND).count() == 1


def test_waiting_with_a_petition_is_open_to_so_many_a_minute(petition: Client):
    use_up(pace.waited(petitions.KIND))
    old = proof.challenge(clock.now() - proof.WAIT * 2).token
    assert petition.post(reverse("petition_check"), {"proof": old}).status_code == 422
    assert Matter.objects.filter(kind=petitions.KIND).count() == 0
