"""The pages of copies: without script, with a second person, and nothing typed is lost."""

import io
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse
from PIL import Image

from huiying.core.access.looks import looks_at
from huiying.core.files.services import receive_file
from huiying.core.files.tests.samples import picture
from huiying.core.files.work import clean_waiting
from huiying.core.people.services import open_account
from huiying.core.redaction import queries
from huiying.mechanisms.complaints.tests import support

pytestmark = pytest.mark.django_db(transaction=True)
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
WHY = {"to": "court", "basis": "order", "grounds": ["privacy"]}


@pytest.fixture
def service(monkeypatch: Any) -> support.Service:
    made = support.build()
    monkeypatch.setattr("huiying.core.clock.now", lambda: made.at + timedelta(days=2))
    return made


def signed_in(service: support.Service, name: str) -> Client:
    users = get_user_model().objects
    if not users.filter(username=name).exists():
        open_account(username=name, password="a-long-passphrase", officer_id=service.officers[name])
    client = Client(headers={"host": "localhost"})
    client.force_login(users.get(username=name), backend=BACKEND)
    return client


def at(name: str, case: support.Case, *more: object) -> str:
    path = reverse(name, args=[case.filed.ref, *more])
    # Once a page in English was asked for, this thread reverses in English.
    return path if path.startswith("/en/") else f"/en{path}"


def the_text(case: support.Case) -> str:
    return at("copies_text", case, case.event_id("complaint.received"), "narrative")


def test_a_text_is_blacked_out_seen_and_released(service: support.Service):
    case = support.accepted(service, narrative="我表妹贺兰婷在场。他撕了材料。")
    alice, edith = signed_in(service, "alice"), signed_in(service, "edith")
    shown = alice.get(at("copies", case)).content.decode()
    assert the_text(case) in shown
    page = alice.get(the_text(case)).content.decode()
    assert "2. 他撕了材料。" in page
    sent = alice.post(
        the_text(case), {"marked": "我表妹⟦贺兰婷⟧在场。他撕了材料。", "ticked": ["2"], **WHY}
    )
    assert sent.status_code == 302, sent.content.decode()
    review = alice.get(sent["Location"]).content.decode()
    assert "我表妹█████在场。█████" in review
    assert "Somebody else than who prepared it releases it." in review
    assert alice.post(sent["Location"], {"do": "release"}).status_code == 403
    assert edith.post(sent["Location"], {"do": "decline", "reason": ""}).status_code == 422
    assert edith.post(sent["Location"], {"do": "release"}).status_code == 302
    [row] = queries.copies_of(case.matter_id)
    got = alice.get(at("copy_download", case, row.id))
    assert got.content.decode() == "我表妹█████在场。█████"
    assert got["Content-Disposition"].startswith("attachment")
    assert "file" in {look.what for look in looks_at(case.matter_id)}


def test_what_was_typed_stays_where_it_is_wrong(service: support.Service):
    case = support.accepted(service, narrative="我表妹贺兰婷在场。")
    alice = signed_in(service, "alice")
    wrong = alice.post(the_text(case), {"marked": "我表妹⟦贺兰婷在场。", **WHY})
    assert wrong.status_code == 422
    assert "我表妹⟦贺兰婷在场。" in wrong.content.decode()
    assert "A bracket has no partner" in wrong.content.decode()
    bare = alice.post(the_text(case), {"marked": "我表妹⟦贺兰婷⟧在场。"})
    assert bare.status_code == 422
    assert "Choose who gets the copy." in bare.content.decode()


def test_a_picture_is_painted_over(service: support.Service):
    case = support.accepted(service)
    file_id = receive_file(
        chunks=[picture("JPEG")], name="a.jpg", by=case.holder, at=service.at,
        matter_id=case.matter_id,
    )  # fmt: skip
    assert clean_waiting(at=service.at, limit=5) == 1
    alice, edith = signed_in(service, "alice"), signed_in(service, "edith")
    page = alice.get(at("copies_file", case, file_id))
    assert page.status_code == 200
    drawn = alice.get(at("copies_page", case, file_id, 1))
    assert Image.open(io.BytesIO(drawn.content)).format == "PNG"
    wrong = alice.post(at("copies_file", case, file_id), {"rectangles": "1: 0 0 2000 10", **WHY})
    assert wrong.status_code == 422
    assert "1: 0 0 2000 10" in wrong.content.decode()
    sent = alice.post(at("copies_file", case, file_id), {"rectangles": "1: 0 0 1000 1000", **WHY})
    assert sent.status_code == 302, sent.content.decode()
    [row] = queries.copies_of(case.matter_id)
    made = Image.open(io.BytesIO(edith.get(at("copy_download", case, row.id)).content))
    assert made.getextrema() == ((0, 0),) * 3


@pytest.mark.parametrize("name", ["wanda", "rita", "adam", "accused"])
def test_others_find_nothing(service: support.Service, name: str):
    case = support.accepted(service)
    client = signed_in(service, name)
    for page in (at("copies", case), the_text(case)):
        assert client.get(page).status_code == 403


def test_who_only_stands_above_sees_that_there_are_copies_and_not_what_they_say(
    service: support.Service,
):
    case = support.accepted(service, narrative="我表妹贺兰婷在场。他撕了材料。")
    alice = signed_in(service, "alice")
    sent = alice.post(the_text(case), {"marked": "我表妹⟦贺兰婷⟧在场。他撕了材料。", **WHY})
    olga = signed_in(service, "olga")
    assert "For a court" in olga.get(at("copies", case)).content.decode()
    page = olga.get(sent["Location"]).content.decode()
    assert "他撕了材料" not in page
    [row] = queries.copies_of(case.matter_id)
    assert olga.get(at("copy_download", case, row.id)).status_code == 403


@pytest.mark.parametrize(
    "typed", ["\x00", "⟦" * 500, "1: 1 1 1 1\n" * 500, "9" * 3000, "１：１ １ １ １", "{% x %}", ""]
)
def test_whatever_is_typed_is_answered(service: support.Service, typed: str):
    case = support.accepted(service, narrative="我表妹贺兰婷在场。")
    file_id = receive_file(
        chunks=[picture("PNG")], name="a.png", by=case.holder, at=service.at,
        matter_id=case.matter_id,
    )  # fmt: skip
    assert clean_waiting(at=service.at, limit=5) == 1
    alice = signed_in(service, "alice")
    given = dict.fromkeys(
        ("marked", "ticked", "rectangles", "to", "basis", "grounds", "why"), typed
    )
    for page in (the_text(case), at("copies_file", case, file_id)):
        for sent in (given, {**given, **WHY}):
            answer = alice.post(page, sent)
            assert answer.status_code in {302, 422}, answer.content.decode()
    for do in (typed, "release", "decline"):
        assert alice.post(at("copy_review", case, uuid.uuid4()), {"do": do}).status_code == 404
