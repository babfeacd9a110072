"""Guessing costs more and more, whoever does it; the true owner gets in meanwhile."""

import hashlib
import time
from datetime import timedelta

import pytest
from django.urls import reverse

from huiying.core import clock
from huiying.core.access.signin import remarks
from huiying.core.web import proof, visitor
from huiying.core.web.models import Window
from huiying.core.web.signin import attempts
from huiying.core.web.signin.tests import people
from huiying.core.web.signin.tests.people import browser, inside, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(db, settings):
    settings.HUIYING_PROOF_BITS = 4
    return people.build()


def work(page) -> str:
    """What the page's script does: numbers whose hashes begin with zeros."""
    given = page.context["form"].current
    found = []
    for part in range(given.parts):
        number = 0
        while int.from_bytes(
            hashlib.sha256(f"{given.token}.{part}.{number}".encode()).digest()[:4], "big"
        ) >> (32 - given.bits):
            number += 1
        found.append(str(number))
    return f"{given.token}:{','.join(found)}"


def flood(name: str, *, sources: int, each: int, start: int = 0) -> None:
    for source in range(start, start + sources):
        client = browser(address=f"198.51.{source // 250}.{source % 250 + 1}")
        given = ""
        for _ in range(each):
            answer = sign_in(client, name, "wrong-guess", proof=given)
            assert answer.status_code == 422
            given = work(answer) if answer.context["form"].asks_proof else ""


def test_the_first_wrong_passwords_cost_nothing(staff):
    client = browser()
    for _ in range(4):
        assert not sign_in(client, "wang", "wrong").context["form"].asks_proof
    assert sign_in(client, "wang").status_code == 302


def test_after_five_the_right_password_alone_is_not_looked_at(staff):
    client = browser()
    for _ in range(5):
        sign_in(client, "wang", "wrong")
    refused = sign_in(client, "wang")
    assert refused.status_code == 422
    assert "有人在猜密码" in refused.content.decode()
    assert "data-proof" in refused.content.decode()
    assert sign_in(client, "wang", proof=work(refused)).status_code == 302


def test_a_proof_is_good_once(staff):
    client = browser()
    for _ in range(5):
        sign_in(client, "wang", "wrong")
    done = work(sign_in(client, "wang"))
    assert sign_in(client, "wang", "wrong", proof=done).status_code == 422
    assert sign_in(client, "wang", proof=done).status_code == 422


def test_a_flood_from_many_places_does_not_keep_the_owner_out(staff):
    at_home = browser()
    sign_in(at_home, "wang")
    at_home.post(reverse("account_logout"))
    flood("wang", sources=30, each=5)
    assert sign_in(at_home, "wang").status_code == 302, "a known device goes on as if nothing were"
    new_device = browser(agent=people.PHONE, address="10.9.9.9")
    asked = sign_in(new_device, "wang")
    assert asked.status_code == 422
    assert asked.context["form"].current.bits == 4 + attempts.MORE_BITS
    assert sign_in(new_device, "wang", proof=work(asked)).status_code == 302


def test_who_has_no_script_waits_instead(staff):
    flood("wang", sources=5, each=5)
    client = browser(address="10.9.9.9")
    asked = sign_in(client, "wang")
    token = asked.context["form"].current.token
    soon = sign_in(client, "wang", proof=token)
    assert "请再等" in soon.content.decode() or soon.status_code == 422
    later = clock.now() + proof.WAIT + timedelta(seconds=1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(visitor.clock, "now", lambda: later)
        assert sign_in(client, "wang", proof=token).status_code == 302


def test_one_place_that_guesses_on_is_closed_for_that_name_alone(staff):
    flood("wang", sources=1, each=30)
    guesser = browser(address="198.51.0.1")
    closed = sign_in(guesser, "wang")
    assert "请等一小时" in closed.content.decode()
    asked = sign_in(guesser, "zhao")
    assert sign_in(guesser, "zhao", proof=work(asked)).status_code == 302
    elsewhere = browser(address="10.9.9.9")
    asked = sign_in(elsewhere, "wang")
    assert sign_in(elsewhere, "wang", proof=work(asked)).status_code == 302


def test_a_known_device_can_be_wrong_ten_times_before_it_counts_as_any_other(staff):
    client = browser()
    sign_in(client, "wang")
    client.post(reverse("account_logout"))
    for _ in range(10):
        assert not sign_in(client, "wang", "wrong").context["form"].asks_proof
    for _ in range(6):
        last = sign_in(client, "wang", "wrong")
    assert last.context["form"].asks_proof


def test_another_name_in_the_cookie_helps_nobody(staff):
    own = browser()
    sign_in(own, "zhao")
    own.post(reverse("account_logout"))
    for _ in range(5):
        answer = sign_in(own, "wang", "wrong")
    assert answer.context["form"].asks_proof


def test_known_and_unknown_names_get_the_same_answers(staff):
    def answers(name: str, address: str) -> list[tuple[int, str]]:
        client = browser(address=address)
        found = []
        for _ in range(7):
            got = sign_in(client, name, "wrong")
            found.append((got.status_code, "|".join(got.context["form"].non_field_errors())))
        return found

    assert answers("wang", "10.7.0.1") == answers("nobody-of-that-name", "10.7.0.2")


@pytest.mark.slow
def test_known_and_unknown_names_take_the_same_time(staff, settings):
    """Processor time, with the real password hash: the difference is less than a third of one hash."""
    settings.PASSWORD_HASHERS = settings.PASSWORD_HASHERS[1:]
    account = staff.account("wang")
    account.set_password(people.PASSWORD)
    account.save()

    def seconds(name: str, address: str) -> float:
        client = browser(address=address)
        took = []
        for _ in range(4):
            began = time.process_time()
            sign_in(client, name, "wrong")
            took.append(time.process_time() - began)
        return min(took)

    seconds("warm", "10.7.0.3")
    known, unknown = seconds("wang", "10.7.0.1"), seconds("nobody-of-that-name", "10.7.0.2")
    began = time.process_time()
    account.check_password("wrong")
    one_hash = time.process_time() - began
    assert abs(known - unknown) < one_hash / 3


def test_neither_name_nor_address_is_stored(staff):
    sign_in(browser(address="203.0.113.77"), "wang", "wrong")
    keys = " ".join(Window.objects.values_list("key", flat=True))
    assert keys
    assert "wang" not in keys
    assert "203.0.113" not in keys


# --- codes -------------------------------------------------------------------------------------------------


def test_wrong_codes_close_the_way_for_strangers_and_the_owner_is_told(staff):
    own = browser()
    sign_in(own, "wang")
    secret = people.set_up_app(own)
    own.post(reverse("account_logout"))
    thief = browser(address="198.51.100.7")
    sign_in(thief, "wang")
    for _ in range(10):
        thief.post(reverse("mfa_authenticate"), {"code": "000000"})
    thief.post(reverse("mfa_authenticate"), {"code": people.code_of(secret)})
    assert not inside(thief)
    sign_in(own, "wang")
    own.post(reverse("mfa_authenticate"), {"code": people.code_of(secret)})
    assert inside(own)
    told = [r.words for r in remarks.remarks(account_id=staff.account("wang").pk)]
    assert told.count("有人输对了您的密码，然后一再输错验证码。") == 1
