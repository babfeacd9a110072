"""A flood by the way without script: it is let through drop by drop, and nobody with script notices."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from huiying.core import clock
from huiying.core.web import flood, pace, proof
from huiying.mechanisms.complaints import events
from huiying.mechanisms.complaints.models import Complaint
from huiying.mechanisms.complaints.tests import support
from tests.support.proofs import on_page

pytestmark = pytest.mark.django_db
TYPED = {
    "how": {"how": "anonymous"},
    "category": {"category": "attitude"},
    "who": {"unit": "", "who": ""},
    "what": {"narrative": "窗口没有人。"},
}


def send_without_script(client: Client) -> int:
    for slug, typed in TYPED.items():
        assert client.post(reverse("tell_step", kwargs={"slug": slug}), typed).status_code == 302
    token = on_page(client.get(reverse("tell_check"))).token
    with time_machine.travel(clock.now() + proof.WAIT * 2, tick=False):
        return client.post(reverse("tell_check"), {"proof": token}).status_code


def test_who_has_no_script_waits_and_sends(service: support.Service):
    assert send_without_script(Client()) == 302
    assert Complaint.objects.count() == 1


def test_waiting_is_open_to_so_many_a_minute(service: support.Service):
    at = clock.now() + proof.WAIT * 2
    for _ in range(pace.waited(events.KIND).most + 1):
        flood.count(pace.waited(events.KIND), at - timedelta(seconds=5))
    client = Client()
    assert send_without_script(client) == 422
    assert Complaint.objects.count() == 0
    # What was written is still there, and can be sent a minute later.
    token = on_page(client.get(reverse("tell_check"))).token
    with time_machine.travel(clock.now() + timedelta(minutes=3), tick=False):
        assert client.post(reverse("tell_check"), {"proof": token}).status_code == 302
    assert Complaint.objects.count() == 1
