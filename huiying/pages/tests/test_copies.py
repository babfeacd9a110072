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
from huiying.core.files.tests.test_blacking import a_pdf, needs_poppler
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


def taken_in(case: support.Case, service: support.Service, content: bytes) -> uuid.UUID:
    made = receive_file(
        chunks=[content], name="a.pdf", by=case.holder, at=service.at, matter_id=case.matter_id
    )
    assert clean_waiting(at=service.at, limit=5) == 1
    return made


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
    assert "Somebody other than the one who prepared it releases it." in review
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


def test_whoever_is_asked_to_release_a_copy_hears_of_it_and_the_first_hears_back(
    service: support.Service,
):
    case = support.accepted(service, narrative="我表妹贺兰婷在场。")
    alice, edith = signed_in(service, "alice"), signed_in(service, "edith")
    asked, waits = "/en/desk/asked", "A copy with parts blacked out waits for a second person"
    sent = alice.post(the_text(case), {"marked": "我表妹⟦贺兰婷⟧在场。", **WHY})
    assert "It waits on the desk of east." in alice.get(sent["Location"]).content.decode()
    desk = edith.get("/en/desk/").content.decode()
    assert waits in desk
    assert f'href="{asked}"' in desk.partition("Somebody waits for your word")[0][-200:]
    assert "Release a copy for a court" in edith.get(asked).content.decode()
    assert sent["Location"] in edith.get(asked).content.decode()
    assert "Release a copy" not in alice.get(asked).content.decode()
    assert waits not in alice.get("/en/desk/").content.decode()
    edith.post(sent["Location"], {"do": "decline", "reason": "也要涂掉表妹"})
    assert "A copy was not released" in alice.get("/en/desk/").content.decode()
    assert "Release a copy" not in edith.get(asked).content.decode()
    other = alice.post(the_text(case), {"marked": "我⟦表妹贺兰婷⟧在场。", **WHY})
    edith.post(other["Location"], {"do": "release"})
    assert "A copy was released" in alice.get("/en/desk/").content.decode()


def test_what_must_be_changed_is_asked_for_at_its_field(service: support.Service):
    case = support.accepted(service, narrative="我表妹贺兰婷在场。")
    alice, edith = signed_in(service, "alice"), signed_in(service, "edith")
    sent = alice.post(the_text(case), {"marked": "我表妹⟦贺兰婷⟧在场。", **WHY})
    page = edith.post(sent["Location"], {"do": "decline", "reason": ""}).content.decode()
    assert '<a href="#id_reason">Say what must be changed.</a>' in page


@needs_poppler
def test_whoever_releases_a_pdf_sees_its_pages_as_they_are_given_out(service: support.Service):
    case = support.accepted(service)
    file_id = taken_in(case, service, a_pdf(pages=2))
    alice, edith = signed_in(service, "alice"), signed_in(service, "edith")
    black = {"rectangles": "2: 0 0 1000 1000", **WHY}
    sent = alice.post(at("copies_file", case, file_id), black)
    [row] = queries.copies_of(case.matter_id)
    url = at("copy_download", case, row.id)
    page = edith.get(sent["Location"]).content.decode()
    assert f'src="{url}?page=1"' in page
    assert f'src="{url}?page=2"' in page
    assert f"{url}?page=3" not in page
    seen = [Image.open(io.BytesIO(edith.get(f"{url}?page={n}").content)) for n in (1, 2)]
    assert seen[0].convert("L").getextrema() == (0, 255)
    assert max(seen[1].convert("L").tobytes()) < 32
    for wrong in ("3", "0", "x", "-1", "9999", "１"):
        assert edith.get(url, {"page": wrong}).status_code == 404


@needs_poppler
def test_a_paper_too_long_to_be_drawn_is_said_to_be(service: support.Service):
    case = support.accepted(service)
    file_id = taken_in(case, service, a_pdf(pages=61))
    page = signed_in(service, "alice").get(at("copies_file", case, file_id))
    assert page.status_code == 422
    assert "This file could not be opened safely." in page.content.decode()


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
