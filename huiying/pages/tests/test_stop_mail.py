"""The link in each e-mail stops e-mail, without a code, and nothing by merely being looked at."""

import pytest
from django.test import Client
from django.urls import reverse

from huiying.core.notices import words
from huiying.core.notices.models import Notice, State
from huiying.core.notices.stopping import stop_token
from tests.support.answered import make_answered, make_unit


@pytest.fixture
def one(db):
    return make_answered(make_unit())


def test_the_mail_names_the_pages_that_are_there(one):
    token = stop_token(one.mail)
    assert reverse("stop_mail", args=[token]) == words.STOP_AT.format(token=token)
    assert reverse("matter_lookup") == words.READ_AT


@pytest.mark.parametrize("prefix", ["", "/en", "/zh-hant"])
def test_looking_at_the_link_stops_nothing_and_saying_so_does(one, prefix):
    address = f"{prefix}/stop/{stop_token(one.mail)}"
    client = Client()
    assert client.get(address).status_code == 200
    assert Notice.objects.get(pk=one.mail).state == State.WAITING
    answer = client.post(address, follow=True)
    assert answer.status_code == 200
    assert Notice.objects.get(pk=one.mail).state == State.STOPPED
    assert client.post(address).status_code == 302


def test_a_link_of_somebody_elses_making_gets_a_sentence(one):
    wrong = stop_token(one.mail)[:-4] + "AAAA"
    for address in (f"/stop/{wrong}", "/stop/x", "/stop/" + "a" * 300):
        assert Client().get(address).status_code == 404
        assert Client().post(address).status_code == 404
    # What no address can hold is not looked up at all.
    assert Client().get("/stop/%00").status_code == 400
    assert Notice.objects.get(pk=one.mail).state == State.WAITING
