"""Each event commits to what it says. The commitment is checked from what is stored, also after keys and texts go."""

import uuid
from base64 import b64encode
from datetime import timedelta, timezone
from typing import Any

import pytest
from django.db import connection, transaction

from huiying.core.kinds import system
from huiying.core.ledger.checking import altered_events, altered_texts
from huiying.core.ledger.models import Event
from huiying.core.ledger.reading import open_book
from huiying.core.ledger.tests.conftest import AT, BROUGHT, NARRATIVE, go_on
from huiying.core.people import sealing
from huiying.core.people.models import SealedText
from huiying.core.people.services import erase_text, open_texts


def text_of(matter: uuid.UUID) -> uuid.UUID:
    return uuid.UUID(Event.objects.get(matter_id=matter, sequence=1).texts["narrative"])


def tamper(sql: str, *params: Any) -> None:
    """As somebody with the database in their hands, who takes the trigger away first."""
    on = " ON ledger_event" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER ledger_event_no_update{on}")
        cursor.execute(sql, list(params))


def test_what_was_written_is_what_is_stored(matter: uuid.UUID):
    go_on(matter, AT + timedelta(days=1), narrative="又去了一次。")
    assert altered_events(matter) == []
    assert altered_texts(matter) == []


def test_an_instant_told_in_another_zone_is_the_same_instant(matter: uuid.UUID):
    shanghai = timezone(timedelta(hours=8))
    with transaction.atomic():
        book = open_book(matter_id=matter, by=system("test"), at=AT)
        happened = (AT - timedelta(hours=3)).astimezone(shanghai)
        book.record(BROUGHT, {"channel": "110"}, occurred_at=happened)
        book.flush()
    assert Event.objects.get(matter_id=matter, sequence=3).occurred_at == happened
    assert altered_events(matter) == []


def test_nothing_happens_after_it_was_recorded(matter: uuid.UUID):
    with transaction.atomic():
        book = open_book(matter_id=matter, by=system("test"), at=AT)
        entry = book.record(BROUGHT, occurred_at=AT + timedelta(days=1))
        book.flush()
    assert entry.occurred_at == AT


@pytest.mark.parametrize(
    "change",
    [
        "kind = 'test.other'",
        "origin = 'imported'",
        "by_kind = 'holder'",
        "sequence = 7",
        'facts = \'{"channel": "110", "named": false, "times": 2}\'',
        "texts = '{}'",
    ],
)
def test_a_changed_event_shows(matter: uuid.UUID, change: str):
    tamper(f"UPDATE ledger_event SET {change} WHERE sequence = 1")
    assert len(altered_events(matter)) == 1


@pytest.mark.parametrize("field", ["occurred_at", "recorded_at", "entered_at"])
def test_a_moved_instant_shows(matter: uuid.UUID, field: str):
    earlier = AT - timedelta(days=30)
    moved = f"{field} = %s" if field != "recorded_at" else "occurred_at = %s, recorded_at = %s"
    params = [connection.ops.adapt_datetimefield_value(earlier)] * moved.count("%s")
    tamper(f"UPDATE ledger_event SET {moved} WHERE sequence = 1", *params)
    assert altered_events(matter) == [1]


def test_the_commitment_survives_a_change_of_keys(matter: uuid.UUID, settings: Any):
    settings.HUIYING_KEYS = f"t2:{b64encode(bytes(range(64, 96))).decode()},{settings.HUIYING_KEYS}"
    sealing.forget_keys()
    try:
        # Sealed anew under the newest key, as a rotation does.
        text_id = text_of(matter)
        words = open_texts([text_id])[text_id]
        assert words == NARRATIVE
        anew = sealing.seal(words.encode(), aad=f"people.text:{text_id}")
        SealedText.objects.filter(pk=text_id).update(sealed=anew)
        assert altered_events(matter) == []
        assert altered_texts(matter) == []
    finally:
        settings.HUIYING_KEYS = settings.HUIYING_KEYS.partition(",")[2]
        sealing.forget_keys()


def test_the_commitment_survives_the_erasure_of_a_text(matter: uuid.UUID):
    erase_text(text_id=text_of(matter), at=AT + timedelta(days=900))
    row = SealedText.objects.get(pk=text_of(matter))
    assert (row.sealed, row.salt) == (None, None)
    assert altered_events(matter) == []
    assert altered_texts(matter) == []
    go_on(matter, AT + timedelta(days=901))
    assert altered_events(matter) == []


def test_words_put_in_the_place_of_others_show(matter: uuid.UUID):
    text_id = text_of(matter)
    other = sealing.seal("一切正常。".encode(), aad=f"people.text:{text_id}")
    SealedText.objects.filter(pk=text_id).update(sealed=other)
    assert altered_texts(matter) == [text_id]


def test_a_commitment_put_in_the_place_of_another_shows(matter: uuid.UUID):
    SealedText.objects.filter(pk=text_of(matter)).update(commitment=b"x" * 32)
    assert altered_events(matter) == [1]


def test_a_short_text_cannot_be_guessed_from_what_stays(matter: uuid.UUID):
    """The salt of a text goes with its words: without it the commitment tells nothing of a guess."""
    row = SealedText.objects.get(pk=text_of(matter))
    commitment = bytes(row.commitment or b"")
    erase_text(text_id=row.pk, at=AT)
    stored = SealedText.objects.filter(pk=row.pk).values_list("salt", "sealed", "commitment")
    assert [(salt, sealed) for salt, sealed, _ in stored] == [(None, None)]
    assert NARRATIVE.encode() not in commitment
