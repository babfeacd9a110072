"""Where access ends: another browser, a replaced code, an account switched off; and each look leaves its line."""

# ruff: noqa: F811 - the fixture of the other module is used by name

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from huiying.core import clock
from huiying.core.access.looks import looks_at
from huiying.core.ledger import codes
from huiying.core.people.services import set_active
from huiying.core.units.models import Posting
from huiying.core.units.services import end_posting
from tests.access_table import HOLDER, NOBODY, OTHER_HOLDER
from tests.test_access_walk import World, world  # noqa: F401

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_a_handle_is_of_one_browser_and_dies_with_the_code(world: World):
    page = reverse("matter", kwargs={"handle": world.handle})
    assert world.clients[OTHER_HOLDER].get(page).status_code == 302
    assert world.clients[HOLDER].get(page).status_code == 200
    replaced = reverse("matter_replace_code", kwargs={"handle": world.handle})
    assert world.clients[HOLDER].post(replaced, {"sure": "on"}).status_code < 400
    elsewhere = Client()
    wrong = elsewhere.post(reverse("matter_lookup"), {"code": codes.grouped(world.own.code)})
    assert wrong.status_code == 422


def test_each_look_at_a_person_is_kept(world: World):
    before = len(looks_at(world.own.matter_id))
    url = reverse("staff_person", kwargs={"ref": world.own.ref})
    assert "林小满" not in world.clients["head"].get(url).content.decode()
    assert world.clients["head"].post(url, {"reason": ""}).status_code == 422
    assert len(looks_at(world.own.matter_id)) == before
    shown = world.clients["head"].post(url, {"reason": "给投诉人回电"})
    assert "林小满" in shown.content.decode()
    assert len(looks_at(world.own.matter_id)) == before + 1


def test_nobody_signs_up(world: World):
    for who in (NOBODY, HOLDER):
        typed = {"username": "me", "password1": "huiying-2026-x", "password2": "huiying-2026-x"}
        assert world.clients[who].post("/account/signup/", typed).status_code == 404
    assert not get_user_model().objects.filter(username="me").exists()


def test_who_is_posted_nowhere_any_more_is_signed_out_that_minute(world: World):
    client = world.clients["head"]
    assert client.get(reverse("desk")).status_code == 200
    officer = get_user_model().objects.get(username="head").officer_id
    assert officer is not None
    for posting in Posting.objects.filter(officer_id=officer):
        end_posting(posting_id=posting.pk, at=clock.now())
    for name in ("desk", "visit_day", "officer_own"):
        answer = client.get(reverse(name))
        assert answer.status_code == 302
        assert answer["Location"].startswith(reverse("account_login"))


def test_an_account_that_is_switched_off_opens_nothing(world: World):
    set_active(username="head", active=False)
    answer = world.clients["head"].get(reverse("staff_matter", kwargs={"ref": world.own.ref}))
    assert answer.status_code == 302
