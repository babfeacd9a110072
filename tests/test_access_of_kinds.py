"""Cases and petitions by everybody, at every address of one matter and every act: nothing opens that is not granted."""

import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib import import_module

import pytest
from django.contrib.auth import get_user_model
from django.db import transaction
from django.test import Client
from django.urls import NoReverseMatch, reverse

from huiying.core.access import doors
from huiying.core.kinds import Act, Actor
from huiying.core.ledger import queries as ledger
from huiying.core.ledger.models import Event
from huiying.core.people.services import open_account
from huiying.mechanisms.cases.tests import support as cases
from huiying.mechanisms.petitions.tests import support as petitions
from huiying.pages.kinds import every_desk

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.slow,
    pytest.mark.sqlite,
    pytest.mark.timeout(300),
]

ON_MATTER: dict[str, tuple[Act, ...]] = import_module("scripts.make_access_table").ON_MATTER
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
METHODS = ("get", "post", "head", "options", "put")


@dataclass(frozen=True, kw_only=True)
class World:
    actors: dict[str, Actor]
    matter_id: uuid.UUID
    at: datetime


def of_case() -> World:
    service = cases.build()
    case = cases.opened(service, cases.who())
    return _world(service, case.matter_id)


def of_petition() -> World:
    service = petitions.build()
    case = petitions.accepted(service)
    return _world(service, case.matter_id)


def _world(service: cases.Service | petitions.Service, matter_id: uuid.UUID) -> World:
    at = service.at + timedelta(days=5)
    for name, officer in service.officers.items():
        open_account(username=name, password="a-long-passphrase", officer_id=officer)
    actors = {name: doors.at_instant(service.actor(name), at) for name in service.officers}
    return World(actors=actors, matter_id=matter_id, at=at)


def addresses(ref: str) -> Iterator[tuple[str, str, tuple[Act, ...]]]:
    """Name, path, and what must all be granted; of an act only that one sees the matter."""
    for name, acts in ON_MATTER.items():
        if name == "staff_act":
            for slug in sorted({one.slug for _, desk in every_desk() for one in desk.acts}):
                yield f"act {slug}", reverse(name, args=[ref, slug]), (Act.SEE,)
            continue
        given: dict[str, object] = {"ref": ref}
        if name == "staff_file":
            given["file_id"] = uuid.uuid4()
        try:
            yield name, reverse(name, kwargs=given), acts
        except NoReverseMatch:
            continue


def seen(client: Client, method: str, url: str) -> tuple[int, int]:
    """Status, and how many events it brought about; nothing of it stays."""
    with transaction.atomic():
        before = Event.objects.count()
        status = getattr(client, method)(url).status_code
        made = Event.objects.count() - before
        transaction.set_rollback(True)
    return int(status), made


@pytest.mark.parametrize("make", [of_case, of_petition])
def test_nothing_opens_and_nothing_happens_that_is_not_granted(
    make: Callable[[], World], monkeypatch: pytest.MonkeyPatch
):
    world = make()
    monkeypatch.setattr("huiying.core.clock.now", lambda: world.at)
    ref, parties = ledger.matter(world.matter_id).ref, ledger.parties(world.matter_id)
    wrong: list[tuple[object, ...]] = []
    for name, by in world.actors.items():
        client = Client(headers={"host": "localhost"})
        client.force_login(get_user_model().objects.get(username=name), backend=BACKEND)
        # Puts the sign-in on record, which each request of the walk would do again.
        assert client.get(reverse("web:challenge")).status_code == 200
        acts = doors.acts_on(by, parties, world.matter_id)
        for page, url, needs in addresses(ref):
            if set(needs) <= acts:
                continue
            # Of the acts at most two methods have an answer of their own; the pages are tried by all.
            for method in METHODS[:2] if page.startswith("act ") else METHODS:
                status, made = seen(client, method, url)
                if status < 300 or status >= 500 or made:
                    wrong.append((name, page, method, status, made, sorted(acts)))
    assert wrong == [], "\n".join(map(str, wrong))
