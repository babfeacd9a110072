"""Everything sealed is sealed anew under the newest key: all of it, once, and only what is still what was read."""

import uuid
from base64 import b64encode
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.db import DatabaseError, connection, transaction

from huiying.config.sealed_places import PLACES
from huiying.config.work import kinds
from huiying.core.access.looks import log_look
from huiying.core.access.models import Look
from huiying.core.access.signin import factors
from huiying.core.files import names
from huiying.core.files.models import File
from huiying.core.kinds import system
from huiying.core.ledger import triggers
from huiying.core.ledger.models import Matter
from huiying.core.people import barring, rotating, safe, sealing
from huiying.core.people.models import Account, Person, SealedText
from huiying.core.people.services import (
    Contact,
    draft_digest,
    keep_draft,
    new_person,
    new_text,
    open_contact,
    open_draft,
    open_texts,
)
from huiying.core.redaction.models import Copy
from huiying.core.redaction.queries import content_of

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
TEXTS = 25
pytestmark = pytest.mark.django_db(transaction=True)


def entry(name: str, first: int) -> str:
    return f"{name}:{b64encode(bytes(range(first, first + 32))).decode()}"


@pytest.fixture
def ring(settings: Any) -> Iterator[Any]:
    sealing.forget_keys()
    own = settings.HUIYING_KEYS
    yield settings
    settings.HUIYING_KEYS = own
    sealing.forget_keys()


def new_key(ring: Any, name: str = "t2", first: int = 64) -> None:
    ring.HUIYING_KEYS = f"{entry(name, first)},{ring.HUIYING_KEYS}"
    sealing.forget_keys()


def some_of_each() -> dict[str, Any]:
    """A value in every place, made by the services that make them."""
    person = new_person(contact=Contact(name="王某"), language="zh-hans", at=AT, lookup=False)
    person.save()
    safe.set_plan(person_id=person.pk, plan=safe.SafePlan(spoken_word="桂花"))
    texts = [new_text(f"第{n}句", at=AT) for n in range(TEXTS)]
    SealedText.objects.bulk_create(texts)
    keep_draft(token="a" * 32, purpose="tell", data={"what": "还没写完"}, at=AT)
    log_look(by=system("test"), at=AT, what="contact", page="x", reason="回电话")
    barring.bar(person_id=person.pk, ways=["13917530846"], at=AT)
    account = Account.objects.create(username="chen")
    Authenticator.objects.create(
        user_id=account.pk, type="totp", data={"secret": factors.seal("JBSWY3DP")}
    )
    file_id = uuid.uuid4()
    File.objects.create(
        id=file_id, draft=draft_digest("a" * 32), uploaded_by_kind="", kind="png", size=1,
        created_at=AT, name=sealing.seal("照片.png".encode(), aad=names.sealed_as(file_id)),
        original="ab/cd/o", original_key=sealing.seal(b"o" * 32, aad=names.key_sealed_as("ab/cd/o")),
        served="ab/cd/s", served_key=sealing.seal(b"s" * 32, aad=names.key_sealed_as("ab/cd/s")),
    )  # fmt: skip
    matter = Matter.objects.create(ref="2603-AAAA-AAAA", kind="complaint", opened_at=AT)
    copy_id = uuid.uuid4()
    Copy.objects.create(
        id=copy_id, matter=matter, source="text", source_id=uuid.uuid4(), kind="text", taken=1,
        grounds="privacy", to="court", basis="order", prepared_by=1, prepared_at=AT,
        sealed=sealing.seal("副本".encode(), aad=f"redaction.copy:{copy_id}"),
        why_sealed=sealing.seal("原因".encode(), aad=f"redaction.why:{copy_id}"),
    )  # fmt: skip
    return {"person": person.pk, "texts": [text.pk for text in texts], "file": file_id}


def all_opens(made: dict[str, Any]) -> None:
    assert open_contact(made["person"]).name == "王某"
    assert [row.way for row in barring.barred_by(made["person"])] == ["13917530846"]
    plan = safe.plan_of(made["person"])
    assert plan is not None
    assert plan.spoken_word == "桂花"
    assert list(open_texts(made["texts"]).values()).count(None) == 0
    assert set(open_texts(made["texts"]).values()) == {f"第{n}句" for n in range(TEXTS)}
    assert open_draft(token="a" * 32, purpose="tell", at=AT) == {"what": "还没写完"}
    row = Look.objects.get()
    assert (
        sealing.unseal(row.reason_sealed or b"", aad=f"access.look:{row.pk}").decode() == "回电话"
    )
    assert factors.unseal(Authenticator.objects.get().data["secret"]) == "JBSWY3DP"
    copy = Copy.objects.get()
    assert content_of(copy.pk, matter_id=copy.matter_id).decode() == "副本"
    file = File.objects.get()
    assert sealing.unseal(file.name or b"", aad=names.sealed_as(file.pk)).decode() == "照片.png"
    for place, key in ((file.original, file.original_key), (file.served, file.served_key)):
        assert len(sealing.unseal(key or b"", aad=names.key_sealed_as(place))) == 32


def rotate(limit: int = 7) -> int:
    rotating.begin(at=AT)
    done = 0
    for _ in range(500):
        step = rotating.step(places=PLACES, at=AT, limit=limit)
        assert not step.blocked
        done += step.resealed
        if step.finished:
            return done
    raise AssertionError("it does not end")


def test_every_place_is_sealed_anew_and_the_old_key_is_needed_no_more(ring: Any):
    made = some_of_each()
    before = rotating.count_by_key(PLACES)["t1"]
    assert set(before) == {place.name for place in PLACES}
    new_key(ring)
    assert rotate() == sum(before.values()) == TEXTS + 11
    assert rotating.count_by_key(PLACES) == {"t1": {}, "t2": before}
    ring.HUIYING_KEYS = entry("t2", 64)
    sealing.forget_keys()
    all_opens(made)
    assert triggers.missing() == []


def test_a_second_time_there_is_nothing_to_do(ring: Any):
    some_of_each()
    new_key(ring)
    rotate()
    kept = dict(SealedText.objects.values_list("pk", "sealed"))
    assert rotate() == 0
    assert {k: bytes(v or b"") for k, v in SealedText.objects.values_list("pk", "sealed")} == {
        k: bytes(v or b"") for k, v in kept.items()
    }


def test_what_changes_between_reading_and_writing_stays_as_it_was_changed(ring: Any):
    made = some_of_each()
    new_key(ring)
    column = PLACES[1]
    assert isinstance(column, rotating.Column)
    stale = SealedText.objects.get(pk=made["texts"][0])
    aad = f"people.text:{stale.pk}"
    change = column._resealed(stale.pk, bytes(stale.sealed or b""), stale.pk)
    assert change is not None
    SealedText.objects.filter(pk=stale.pk).update(sealed=sealing.seal("改过".encode(), aad=aad))
    with transaction.atomic():
        assert column._write([change]) == 0
    assert open_texts([stale.pk])[stale.pk] == "改过"
    SealedText.objects.filter(pk=stale.pk).update(sealed=None)
    with transaction.atomic():
        assert column._write([change]) == 0
    assert open_texts([stale.pk])[stale.pk] is None


def test_what_was_sealed_with_an_old_key_behind_the_mark_is_found_by_the_next_pass(ring: Any):
    some_of_each()
    old = ring.HUIYING_KEYS
    new_key(ring)
    both = ring.HUIYING_KEYS
    rotating.begin(at=AT)
    rotating.step(places=PLACES, at=AT, limit=100)
    ring.HUIYING_KEYS = old
    sealing.forget_keys()
    late = new_person(contact=Contact(name="李某"), language="en", at=AT, lookup=False)
    late.save()
    ring.HUIYING_KEYS = both
    sealing.forget_keys()
    while not rotating.step(places=PLACES, at=AT, limit=100).finished:
        pass
    assert rotating.count_by_key(PLACES)["t1"] == {}


def test_a_value_that_no_key_opens_is_left_alone_counted_and_stops_nothing(ring: Any):
    made = some_of_each()
    old = ring.HUIYING_KEYS
    new_key(ring, "lost", 100)
    text = new_text("丢了", at=AT)
    text.save()
    ring.HUIYING_KEYS = old
    sealing.forget_keys()
    new_key(ring)
    assert rotate() == TEXTS + 11
    counts = rotating.count_by_key(PLACES)
    assert counts["lost"] == {"people_sealedtext.sealed": 1}
    assert counts["t1"] == {}
    all_opens(made)


def test_the_worker_does_what_was_asked_for_and_nothing_unasked(ring: Any):
    some_of_each()
    new_key(ring)
    [kind] = [one for one in kinds() if one.name == "rotation"]
    assert kind.run(AT, 10) == 0
    rotating.begin(at=AT)
    total = 0
    while done := kind.run(AT, 10):
        total += done
    assert total == TEXTS + 11
    row = rotating.progress()
    assert row is not None
    assert row.finished_at == AT
    assert row.resealed == TEXTS + 11


def test_the_read_log_is_guarded_again_after_its_reasons_were_sealed_anew(ring: Any):
    some_of_each()
    new_key(ring)
    rotate()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Look.objects.update(page="y")
    assert Person.objects.filter(created_at__lt=AT + timedelta(days=1)).exists()


def test_a_key_that_appears_in_the_file_is_taken_over_by_a_running_process(ring: Any):
    sealed = sealing.seal(b"x", aad="p")
    told = iter([f"{entry('t2', 64)},{ring.HUIYING_KEYS}"])
    ring.HUIYING_KEYS_CHANGED = lambda: next(told, None)
    sealing._next_look = 0.0
    assert sealing.key_of(sealing.seal(b"x", aad="p")) == "t2"
    assert sealing.unseal(sealed, aad="p") == b"x"


@pytest.mark.parametrize("torn", ["t2:", "t2:AAAA", "\0", f"{'t2:' + 'A' * 43}"])
def test_a_ring_that_is_half_written_is_not_taken_over(ring: Any, torn: str):
    sealing.seal(b"x", aad="p")
    told = iter([torn])
    ring.HUIYING_KEYS_CHANGED = lambda: next(told, None)
    sealing._next_look = 0.0
    assert sealing.key_of(sealing.seal(b"x", aad="p")) == "t1"
    assert next(told, None) is None


def test_a_value_under_a_key_just_made_by_another_process_opens_at_once(ring: Any):
    old = ring.HUIYING_KEYS
    new_key(ring)
    both = ring.HUIYING_KEYS
    sealed = sealing.seal(b"x", aad="p")
    ring.HUIYING_KEYS = old
    sealing.forget_keys()
    sealing.seal(b"warm", aad="p")
    told = iter([both])
    ring.HUIYING_KEYS_CHANGED = lambda: next(told, None)
    assert sealing.unseal(sealed, aad="p") == b"x"


@pytest.fixture
def web_role() -> Iterator[None]:
    """The rights that docs/operating.md gives to the role that serves pages."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE ROLE rotating_web")
        cursor.execute(
            "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO rotating_web"
        )
        cursor.execute("SET ROLE rotating_web")
        yield
        cursor.execute("RESET ROLE")
        cursor.execute("DROP OWNED BY rotating_web")
        cursor.execute("DROP ROLE rotating_web")


@pytest.mark.postgres
def test_a_role_that_does_not_own_the_read_log_does_the_rest_and_says_so(ring: Any, web_role: None):
    some_of_each()
    new_key(ring)
    rotating.begin(at=AT)
    blocked = set()
    step = rotating.step(places=PLACES, at=AT, limit=50)
    while not step.finished:
        blocked.add(step.blocked)
        step = rotating.step(places=PLACES, at=AT, limit=50)
    assert blocked == {"", "access_look.reason_sealed"}
    assert rotating.count_by_key(PLACES)["t1"] == {"access_look.reason_sealed": 1}
    assert triggers.missing() == []
