"""From the commit to the index, and out of it again."""

import uuid
from datetime import timedelta

import pytest
from django.db import connection, transaction

from huiying.core.kinds import Actor
from huiying.core.people.models import SealedText
from huiying.core.search import finding, services
from huiying.core.search.models import Row, Waiting
from huiying.core.search.tests.conftest import NOW, Service


def in_index(words: str) -> int:
    """Rows that the inverted index itself gives, whatever the table says."""
    what = finding.wanted(services.read_words(words))
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "SELECT count(*) FROM search_words WHERE search_words MATCH %s",
                [" ".join(what.tokens)],
            )
            return cursor.fetchone()[0]
    return Row.objects.filter(tokens__indexed=list(what.tokens)).count()


def test_a_text_is_indexed_by_work_after_the_commit(service: Service):
    service.matter(service.bureau, subject="罚款", narrative="多收罚款")
    assert (Waiting.objects.count(), Row.objects.count()) == (2, 0)
    assert services.index_waiting(NOW) == 2
    assert (Waiting.objects.count(), in_index("罚款")) == (0, 2)
    assert services.index_waiting(NOW) == 0


def test_a_transaction_that_fails_queues_nothing(service: Service):
    with transaction.atomic():
        service.matter(service.bureau, narrative="多收罚款")
        transaction.set_rollback(True)
    assert not Waiting.objects.exists()


def test_no_word_is_in_the_index_in_clear(service: Service):
    service.matter(service.bureau, narrative="多收罚款 and rude")
    services.index_waiting(NOW)
    stored = Row.objects.get().tokens
    assert "罚" not in stored
    assert "rude" not in stored


def test_a_lease_keeps_others_away_until_it_runs_out(service: Service):
    service.matter(service.bureau, narrative="多收罚款")
    Waiting.objects.update(lease_until=NOW + services.LEASE)
    assert services.index_waiting(NOW) == 0
    assert services.index_waiting(NOW + services.LEASE) == 1
    assert in_index("罚款") == 1


def test_indexing_twice_leaves_one_row(service: Service):
    matter_id = service.matter(service.bureau, narrative="多收罚款")
    text_id = Waiting.objects.get().pk
    services.index_waiting(NOW)
    Waiting.objects.create(
        text_id=text_id, matter_id=matter_id, kind="narrative", next_attempt_at=NOW
    )
    services.index_waiting(NOW)
    assert (Row.objects.count(), in_index("罚款")) == (1, 1)


def test_a_text_that_does_not_open_is_tried_again_and_then_given_up(service: Service):
    matter_id = service.matter(service.bureau, narrative="多收罚款")
    service.matter(service.bureau, narrative="等候很久")
    bad = Waiting.objects.get(matter_id=matter_id).pk
    SealedText.objects.filter(pk=bad).update(sealed=b"\x01\x02t1" + b"x" * 40)
    at = NOW
    services.index_waiting(at)
    assert in_index("等候") == 1
    for _ in range(services.ATTEMPTS):
        at += timedelta(days=1)
        services.index_waiting(at)
    assert [matter for matter, _ in services.given_up()] == [matter_id]


def test_a_forgotten_text_is_out_of_table_and_index(service: Service, handler: Actor):
    service.matter(service.bureau, narrative="多收罚款")
    text_id = Waiting.objects.get().pk
    services.index_waiting(NOW)
    services.forget([str(text_id)])
    assert (Row.objects.count(), in_index("罚款")) == (0, 0)


def test_a_text_forgotten_before_it_was_indexed_stays_out(service: Service):
    service.matter(service.bureau, narrative="多收罚款")
    claimed = services._claim(NOW, 10)
    services.forget([claimed[0].pk])
    services._write({claimed[0].pk: [Row(text_id=claimed[0].pk, matter_id=claimed[0].matter_id,
                                         kind="narrative", tokens="aaaaaaaa")]})  # fmt: skip
    assert not Row.objects.exists()


def test_an_erased_text_is_found_no_more_even_before_it_is_forgotten(
    service: Service, handler: Actor
):
    service.matter(service.bureau, narrative="多收罚款")
    services.index_waiting(NOW)
    SealedText.objects.update(sealed=None, salt=None)
    result = services.search(by=handler, words="多收罚款", reason="r", at=NOW, page="search")
    assert result.hits == ()


def test_a_very_long_and_repetitive_text_is_indexed_whole(service: Service, handler: Actor):
    there = service.matter(
        service.bureau, narrative="的" * 20_000 + "".join(map(chr, range(0x4E00, 0x9000))) + "黄牛"
    )
    services.index_waiting(NOW)
    for words in ("黄牛", "的" * 60, "的" + chr(0x4E00)):
        result = services.search(by=handler, words=words, reason="r", at=NOW, page="search")
        assert [hit.matter.id for hit in result.hits] == [there]


def test_unknown_texts_are_forgotten_without_complaint(db: None):
    services.forget([uuid.uuid4()])


@pytest.mark.sqlite
def test_compacting_leaves_the_index_whole(service: Service):
    service.matter(service.bureau, narrative="多收罚款")
    services.index_waiting(NOW)
    services.compact()
    assert in_index("罚款") == 1
