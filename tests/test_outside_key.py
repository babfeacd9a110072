"""A complaint about the leadership: only the outside body opens it, whatever this service has in its hands."""

import base64
import json
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import time_machine
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from huiying.config.work import kinds
from huiying.core import clock
from huiying.core.access import doors
from huiying.core.files.services import receive_file
from huiying.core.files.tests.samples import picture
from huiying.core.kinds import PartyRole
from huiying.core.ledger import queries as ledger
from huiying.core.ledger.checking import altered_events, altered_texts
from huiying.core.ledger.models import Matter
from huiying.core.notices.models import Notice
from huiying.core.people import boxes, outside, sealing
from huiying.core.people.models import Barred, Box, Draft, Person, SealedText
from huiying.core.people.services import Contact, open_account, open_contact, open_texts
from huiying.core.search.models import Row
from huiying.core.web import proof
from huiying.core.work.loop import run_once
from huiying.mechanisms.complaints.models import Arrival
from huiying.mechanisms.complaints.queries import complaint_page
from huiying.mechanisms.complaints.rules import Declined, IllegalMove
from huiying.mechanisms.complaints.services import conversing, following, handling, joining
from huiying.mechanisms.complaints.services.filing import Filing, Handover, file_complaint
from huiying.mechanisms.complaints.tests import support
from tests.support.proofs import on_page
from tests.test_nothing_in_clear import spellings, stolen

pytestmark = pytest.mark.django_db(transaction=True)

NAME, PHONE, EMAIL = "司徒望舒", "13917530857", "situ.wangshu@example.org"
NARRATIVE = "局长让财务把罚没款转进了他侄子的账户。"
WHO, PLACE, WISH = "二楼东头那间办公室的人", "银桦路招待所", "请查最近三年的账"
FILE_NAME, MESSAGE, REPLY = "罚没账本的照片.png", "昨天又转了一笔到同一个账户", "经手的是出纳小郭"
ADDED_NAME = "转账回单的照片.png"
SAID = (ADDED_NAME, NAME, PHONE, EMAIL, NARRATIVE, WHO, PLACE, WISH, FILE_NAME, MESSAGE, REPLY)
KEY_FILE, PUBLIC = boxes.new_key_file(name="o1", passphrase="")
PICTURE = picture("PNG")
PRIVATE = boxes.read_key_file(KEY_FILE)


@pytest.fixture
def sealed(settings: Any) -> Iterator[Any]:
    settings.HUIYING_OUTSIDE_KEY = PUBLIC.entry()
    sealing.forget_keys()
    yield settings
    sealing.forget_keys()


@pytest.fixture
def service(sealed: Any) -> support.Service:
    return support.build()


def by_the_public_form() -> str:
    """Each page of it, as a browser without script sends it; gives the code."""
    client = Client(headers={"host": "localhost"})
    upload = SimpleUploadedFile(FILE_NAME, PICTURE, content_type="image/png")
    steps = {
        "how": {"how": "named", "name": NAME, "phone": PHONE, "email": EMAIL},
        "category": {"category": "attitude"},
        "who": {"leaders": "on", "who": WHO},
        "what": {"narrative": NARRATIVE, "place": PLACE, "wish": WISH, "files": upload},
    }
    for slug, typed in steps.items():
        if slug == "what":
            assert "谁能看到" in client.get(reverse("tell_step", args=[slug])).content.decode()
        answer = client.post(reverse("tell_step", args=[slug]), typed)
        assert answer.status_code == 302, answer.content.decode()
    check = client.get(reverse("tell_check"))
    assert "只有<b>outside</b>" in check.content.decode()
    with time_machine.travel(clock.now() + proof.WAIT * 2, tick=False):
        sent = client.post(reverse("tell_check"), {"proof": on_page(check).token})
        assert sent.status_code == 302, sent.content.decode()
        receipt = client.get(reverse("tell_receipt"))
        assert "您提交的内容已密封" in receipt.content.decode()
        code = str(receipt.context["receipt"].code)
        client.post(reverse("tell_receipt"))
    return code


def goes_on(service: support.Service, code: str) -> UUID:
    """The worker goes over it; the outside body asks, the person answers, writes and sends another file."""
    matter, at = Matter.objects.get(), clock.now() + proof.WAIT * 3
    assert -1 not in run_once(at, kinds()).values()
    opened = following.look_up(typed=code, at=at)
    assert opened is not None
    body = service.actor("outsider", at)
    handling.accept_complaint(matter_id=matter.pk, by=body, at=at)
    conversing.ask_complainant(matter_id=matter.pk, question="经手的人是谁？", by=body, at=at)
    [asked] = [e for e in ledger.history(matter.pk) if e.kind == "question.asked"]
    following.reply_question(question_id=asked.id, text=REPLY, by=opened.actor, at=at)
    added = receive_file(
        chunks=[PICTURE], name=ADDED_NAME, by=opened.actor, at=at, matter_id=matter.pk
    )
    following.write_message(text=MESSAGE, by=opened.actor, at=at, file_ids=[added])
    assert -1 not in run_once(at, kinds()).values()
    return matter.pk


def opened_by(key: Any, matter_id: UUID) -> list[dict[str, str]]:
    return [
        json.loads(boxes.open_box(row.sealed, key=key, place=row.place))
        for row in outside.boxes_of(matter_id)
    ]


def everything_under_the_ring(taken: dict[str, bytes]) -> list[bytes]:
    """Whatever in these bytes could have been sealed with the ring, opened with it, pages that were freed too.

    The seal is AES in counter mode below its tag, so a value opens up to where the page ends, checked or not.
    """
    ring = {
        sealing.head_of(name): base64.b64decode(key)
        for name, _, key in (e.partition(":") for e in settings_now().HUIYING_KEYS.split(","))
    }
    found = []
    for held in taken.values():
        for head, key in ring.items():
            at = held.find(head)
            while at >= 0:
                nonce = held[at + len(head) : at + len(head) + 12]
                if len(nonce) == 12:
                    counter = nonce + (2).to_bytes(4)
                    cipher = Cipher(algorithms.AES(key), modes.CTR(counter)).decryptor()
                    found.append(cipher.update(held[at + len(head) + 12 :][:20_000]))
                at = held.find(head, at + 1)
    return found


def settings_now() -> Any:
    from django.conf import settings

    return settings


def test_with_the_database_the_files_and_the_ring_in_hand_nothing_is_found(service: Any):
    code = by_the_public_form()
    matter = goes_on(service, code)
    support.file(service, narrative="窗口不收材料，说系统坏了。")
    taken = stolen()
    ring = everything_under_the_ring(taken)
    # The way to look does find what the ring opens.
    assert any("窗口不收材料".encode() in plain for plain in ring)
    for said in SAID:
        for spelling in spellings(said):
            assert not [name for name, held in taken.items() if spelling in held], said
            assert not [1 for plain in ring if spelling in plain], said
    assert not [1 for held in (*taken.values(), *ring) if PICTURE[40:120] in held]
    # And the outside body has it all.
    every = json.dumps(opened_by(PRIVATE, matter), ensure_ascii=False)
    assert not [said for said in SAID if said not in every]


def test_nothing_made_of_the_words_is_kept(service: Any):
    matter = goes_on(service, by_the_public_form())
    person = Person.objects.get()
    assert open_contact(person.pk) == Contact()
    assert (person.phone_index, person.by_email, person.by_phone) == (None, False, False)
    texts = [UUID(t) for e in ledger.history(matter) for t in e.texts.values()]
    people = [row for row in SealedText.objects.filter(pk__in=texts) if row.sealed is None]
    assert len(people) == 6
    assert all(row.salt is None and row.commitment for row in people)
    assert set(open_texts(texts).values()) == {None, "经手的人是谁？"}
    question = [UUID(e.texts["text"]) for e in ledger.history(matter) if e.kind == "question.asked"]
    assert set(Row.objects.values_list("text_id", flat=True)) <= set(question)
    assert {bytes(a.digest) for a in Arrival.objects.all()} == {b""}
    assert not Draft.objects.exists()
    assert not Barred.objects.exists()
    assert not Notice.objects.filter(channel="email").exists()


def test_the_history_still_holds_and_the_box_proves_the_words(service: Any):
    matter = goes_on(service, by_the_public_form())
    assert altered_events(matter) == []
    assert altered_texts(matter) == []
    from huiying.proofs.commitment import commit

    for row in outside.boxes_of(matter):
        if row.what == outside.TEXT:
            held = json.loads(boxes.open_box(row.sealed, key=PRIVATE, place=row.place))
            kept = SealedText.objects.get(pk=row.id).commitment
            salt = base64.b64decode(held["salt"])
            assert commit(salt, held["text"].encode()) == bytes(kept or b"")


@pytest.mark.parametrize(
    ("about", "officers", "goes_outside"),
    [
        (("city",), (), True),
        (("response",), (), True),
        ((), ("hugo",), True),
        ((), ("adam",), True),
        ((), ("rita",), True),
        (("east",), (), False),
        (("east-gate",), ("chief",), False),
        ((), (), False),
    ],
)
def test_who_nobody_inside_can_decide_about(
    service: Any, about: tuple[str, ...], officers: tuple[str, ...], goes_outside: bool
):
    case = support.file(service, about=about, officers=officers, contact=support.BY_MAIL)
    first = ledger.history(case.matter_id)[0]
    assert bool(first.facts.get("sealed")) is goes_outside
    assert outside.sealed_matter(case.matter_id) is goes_outside
    assert (case.filed.deciding_unit == service.units["outside"]) is goes_outside
    if goes_outside:
        assert case.unit(PartyRole.ASKING) is None


def test_without_a_key_it_is_sealed_like_all_others(service: Any, sealed: Any):
    sealed.HUIYING_OUTSIDE_KEY = ""
    case = support.file(service, about=("city",))
    assert "sealed" not in ledger.history(case.matter_id)[0].facts
    assert not Box.objects.exists()
    client = Client(headers={"host": "localhost"})
    assert 'name="leaders"' not in client.get(reverse("tell_step", args=["who"])).content.decode()


def test_a_key_that_is_none_takes_nothing_in(service: Any, sealed: Any):
    sealed.HUIYING_OUTSIDE_KEY = "o1:AAAA"
    with pytest.raises(boxes.NoKey):
        support.file(service, about=("city",))
    assert not Matter.objects.exists()


def test_a_desk_that_takes_it_in_keeps_nothing_either(service: Any):
    at = service.at
    filed = file_complaint(
        filing=Filing(
            narrative=NARRATIVE,
            channel="telephone",
            about_officers=(service.officers["hugo"],),
            contact=Contact(name=NAME, phone=PHONE, email=EMAIL),
            handover=Handover.SENT,
            key="desk:1:abc",
        ),
        by=service.actor("alice"),
        at=at,
    )
    assert filed.code == ""
    with pytest.raises(doors.Denied):
        complaint_page(matter_id=filed.matter_id, by=service.actor("alice"), at=at)
    assert set(open_texts([row.id for row in outside.boxes_of(filed.matter_id)]).values()) == {None}
    again = file_complaint(
        filing=Filing(
            narrative=NARRATIVE, about_officers=(service.officers["hugo"],), key="desk:1:abc"
        ),
        by=service.actor("alice"),
        at=at,
    )
    assert (again.again, again.matter_id) == (True, filed.matter_id)


def test_a_file_that_is_added_is_sealed_the_moment_it_comes_in(service: Any):
    from huiying.core.files.models import File
    from huiying.core.files.queries import NotServed, open_original, open_served

    case = support.file(service, about=("city",))
    made = receive_file(
        chunks=[PICTURE], name=FILE_NAME, by=case.holder, at=service.at,
        matter_id=case.matter_id,
    )  # fmt: skip
    following.add_files(file_ids=[made], by=case.holder, at=service.at)
    row = File.objects.get(pk=made)
    assert (row.name, row.original_key, row.served_key, row.sha256) == (None, None, None, "")
    for opening in (open_served, open_original):
        with pytest.raises(NotServed):
            opening(made)
    [held] = [h for h in opened_by(PRIVATE, case.matter_id) if "place" in h]
    assert held["name"] == FILE_NAME
    from huiying.core.files import blobs

    key = base64.b64decode(held["key"])
    assert b"".join(blobs.read(place=held["place"], key=key)) == PICTURE
    left = [p.name for p in settings_now().HUIYING_FILES.rglob(f"{made}*")]
    assert left == [Path(held["place"]).name]


def test_who_brought_it_sees_that_it_is_sealed_and_changes_nothing_in_clear(service: Any):
    case = support.file(service, about=("city",), contact=support.BY_PHONE)
    from huiying.mechanisms.complaints.tests.visiting import Visitor, words

    visitor = Visitor(service.at + timedelta(days=1))
    visitor.open(case)
    page = words(visitor.get(f"{visitor.home}held"))
    assert "[Sealed: the outside body alone can open this, with its own key.]" in page
    refused = visitor.act("contact", {"phone": PHONE, "never": "13900000000"})
    assert refused.status_code == 409
    assert "sealed for the outside body" in words(refused)
    assert PHONE in refused.content.decode()
    with pytest.raises(IllegalMove):
        joining.join_complaint(
            matter_id=case.matter_id,
            joining=joining.Joining(narrative="我也是", slip=""),
            by=service.actor("outsider"),
            at=service.at,
        )
    assert issubclass(IllegalMove, Declined)


BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def signed_in(service: support.Service, name: str) -> Client:
    users = get_user_model().objects
    if not users.filter(username=name).exists():
        open_account(username=name, password="a-long-passphrase", officer_id=service.officers[name])
    client = Client(headers={"host": "localhost"})
    client.force_login(users.get(username=name), backend=BACKEND)
    return client


@pytest.mark.parametrize("name", ["alice", "clara", "hugo", "sven", "olga", "rita", "adam"])
def test_the_boxes_themselves_are_for_the_outside_body(service: Any, name: str, monkeypatch: Any):
    case = support.file(service, about=("city",))
    monkeypatch.setattr("huiying.core.clock.now", lambda: service.at + timedelta(days=2))
    client = signed_in(service, name)
    for page in ("staff_sealed", "staff_sealed_bundle"):
        assert client.get(reverse(page, args=[case.filed.ref])).status_code == 403
    body = signed_in(service, "outsider")
    assert body.get(reverse("staff_sealed", args=[case.filed.ref])).status_code == 200
    held = json.loads(body.get(reverse("staff_sealed_bundle", args=[case.filed.ref])).content)
    assert len(held["boxes"]) == 2
    heads = [str(box["head"]) for box in held["boxes"]]
    assert any(re.fullmatch(r"2026 年 3 月 2 日 收到投诉（[^（）]+）", head) for head in heads), (
        heads
    )
    ordinary = support.file(service)
    assert body.get(reverse("staff_sealed", args=[ordinary.filed.ref])).status_code == 403
