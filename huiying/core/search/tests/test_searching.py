"""Who finds what by which words."""

import contextlib
import uuid

import pytest
from django.db import connection

from huiying.core.access import looks
from huiying.core.access.models import Look
from huiying.core.kinds import Actor, SeatRole, system
from huiying.core.search import finding, services
from huiying.core.search.models import Row, TextKind
from huiying.core.search.tests.conftest import NOW, Service


def found(by: Actor, words: str) -> list[uuid.UUID]:
    services.index_waiting(NOW, 1000)
    result = services.search(by=by, words=words, reason="Same station again", at=NOW, page="search")
    return [hit.matter.id for hit in result.hits]


@pytest.mark.parametrize(
    "words",
    [
        "执法",
        "執法",
        "执法不规范",
        "不规",
        "范",
        "执法，不规范",
        "rude",
        "RUDE",
        "执法 rude",
        "ktv门口",
        "Ｋｔｖ",
    ],
)
def test_a_matter_is_found_by_its_words(service: Service, handler: Actor, words):
    there = service.matter(
        service.bureau, narrative="张警官執法不規範。The officer was rude，在KTV门口。"
    )
    service.matter(service.bureau, narrative="窗口很久没有人，等了两个小时。")
    assert found(handler, words) == [there]


@pytest.mark.parametrize("words", ["法执", "不执法", "规范rude执法", "门口ktv", "rud", "执法 罚款"])
def test_words_that_are_not_there_in_that_order_find_nothing(
    service: Service, handler: Actor, words
):
    service.matter(
        service.bureau, narrative="张警官执法不规范。The officer was rude，在KTV门口，不"
    )
    assert found(handler, words) == []


def test_characters_that_meet_elsewhere_are_no_phrase(service: Service, handler: Actor):
    service.matter(service.bureau, narrative="老人走了。有人走失。老人")
    there = service.matter(service.bureau, narrative="老人走失三天")
    assert found(handler, "老人走失") == [there]


def test_a_hit_says_which_text_held_the_words(service: Service, handler: Actor):
    service.matter(service.bureau, subject="罚款", narrative="多收罚款", message="其他")
    services.index_waiting(NOW)
    result = services.search(by=handler, words="罚款", reason="r", at=NOW, page="search")
    assert result.hits[0].found_in == (TextKind.NARRATIVE, TextKind.SUBJECT)


def test_a_reason_within_the_matter_is_not_searched(service: Service, handler: Actor):
    service.matter(service.bureau, subject="排队", reason="秘密理由")
    assert found(handler, "秘密") == []


def test_the_newest_come_first_and_fifty_at_most(service: Service, handler: Actor):
    made = [service.matter(service.bureau, days_ago=d, narrative="等候很久") for d in range(55)]
    assert found(handler, "等候") == made[:50]


# --- whose matters ---------------------------------------------------------------------------------


def test_who_may_only_see_finds_nothing(service: Service):
    service.matter(service.station, narrative="态度恶劣")
    above = service.officer("S001", service.bureau, SeatRole.SUPERVISOR)
    overseer = service.officer("O001", service.bureau, SeatRole.OVERSIGHT)
    assert found(above, "态度") == []
    assert found(overseer, "态度") == []


def test_another_unit_finds_nothing(service: Service):
    service.matter(service.station, narrative="态度恶劣")
    other = service.officer("C002", service.other, SeatRole.COMPLAINTS)
    assert found(other, "态度") == []


def test_the_desk_finds_what_is_assigned_to_it_alone(service: Service):
    desk = service.officer("D001", service.station, SeatRole.DESK)
    own = service.matter(service.station, assigned=desk, narrative="态度恶劣")
    service.matter(service.station, narrative="态度恶劣")
    assert found(desk, "态度") == [own]


def test_a_reviewer_finds_what_they_review(service: Service):
    reviewer = service.officer("C003", service.other, SeatRole.COMPLAINTS)
    there = service.matter(service.bureau, reviewing=service.other, narrative="态度恶劣")
    assert found(reviewer, "态度") == [there]


def test_the_accused_unit_finds_nothing_even_where_it_handles(service: Service):
    own = service.officer("C004", service.station, SeatRole.COMPLAINTS)
    service.matter(service.station, accused=service.station, narrative="态度恶劣")
    assert found(own, "态度") == []


def test_the_system_and_an_officer_without_a_seat_find_nothing(service: Service):
    service.matter(service.bureau, narrative="态度恶劣")
    assert found(system("work"), "态度") == []


# --- what is asked ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    ['"执法"', "执法*", "执法 AND 罚款 OR", "NEAR(执法)", "'; DROP TABLE search_row; --", "a & b | !c",
     "执法:A", "tokens:执", "-执法", "(", "\\", "执\x00法", "%_", "<->", "😀执法", "\ud800"],
)  # fmt: skip
def test_no_sign_means_anything_to_the_database(service: Service, handler: Actor, words):
    service.matter(service.bureau, narrative="执法不规范")
    with contextlib.suppress(services.NotSearchable):
        found(handler, words)
    assert Row.objects.count() == 1


@pytest.mark.parametrize(
    "words",
    ["13812345678", "138 1234 5678", "110105194912310021", "投诉 13812345678", "a@example.com"],
)
def test_nobody_is_looked_up_by_a_number(service: Service, handler: Actor, words):
    service.matter(service.bureau, narrative="我的电话13812345678，邮箱a@example.com")
    with pytest.raises(services.NotSearchable):
        found(handler, words)
    assert not Look.objects.exists()


@pytest.mark.parametrize("words", ["", "   ", "，。！", "执法" * 40])
def test_nothing_and_too_much_get_a_sentence(service: Service, handler: Actor, words):
    with pytest.raises(services.NotSearchable) as refused:
        found(handler, words)
    assert str(refused.value)


def test_a_search_needs_a_reason_and_is_logged_without_its_words(service: Service, handler: Actor):
    with pytest.raises(services.ReasonMissing):
        services.search(by=handler, words="执法", reason=" ", at=NOW, page="search")
    assert not Look.objects.exists()
    services.search(by=handler, words="执法", reason="Same station again", at=NOW, page="search")
    look = Look.objects.get()
    assert (look.what, look.officer_id) == ("search", handler.officer_id)
    assert look.reason_sealed is not None
    assert b"Same station" not in bytes(look.reason_sealed)
    [row] = looks.given_reasons([handler.seats[0].unit_id], NOW)
    assert row.reason == "Same station again"


# --- many ------------------------------------------------------------------------------------------


@pytest.fixture
def small_steps(monkeypatch):
    """The limits, small enough to be met with few matters."""
    limits = {"FIRST_LOOK": 3, "STEP": 4, "LARGEST_STEP": 4, "FARTHEST": 11, "FEW": 2, "MANY": 8}
    for name, value in limits.items():
        monkeypatch.setattr(finding, name, value)


def test_a_rare_word_is_found_however_old(service: Service, handler: Actor, small_steps):
    old = service.matter(service.bureau, days_ago=400, narrative="黄牛倒号")
    for d in range(20):
        service.matter(service.bureau, days_ago=d, narrative="等候很久")
    assert found(handler, "黄牛") == [old]


def test_too_common_a_word_says_how_far_back_was_looked(
    service: Service, handler: Actor, small_steps
):
    made = [service.matter(service.bureau, days_ago=d, narrative="等候很久") for d in range(20)]
    assert found(handler, "等候") == made[:11]
    result = services.search(by=handler, words="等候", reason="r", at=NOW, page="search")
    assert result.looked_back_to == result.hits[-1].matter.opened_at


def test_matters_opened_at_one_instant_are_each_found_once(
    service: Service, handler: Actor, small_steps
):
    made = {service.matter(service.bureau, narrative="等候很久") for _ in range(10)}
    hits = found(handler, "等候")
    assert set(hits) == made
    assert len(hits) == 10


def test_an_old_word_is_found_behind_many_newer_ones(service: Service, handler: Actor, small_steps):
    """Neither rare nor among the newest: the index is asked again after the walk."""
    for d in range(20):
        service.matter(service.bureau, days_ago=d, narrative="等候很久")
    old = [service.matter(service.bureau, days_ago=30 + d, narrative="黄牛倒号") for d in range(4)]
    assert found(handler, "黄牛") == old


def test_who_has_matters_in_several_ways_finds_each_once(service: Service, small_steps):
    by = service.officer("C009", service.bureau, SeatRole.COMPLAINTS)
    made = [
        service.matter(service.bureau, days_ago=3 * d, assigned=by, narrative="等候很久")
        for d in range(3)
    ]
    made += [
        service.matter(service.other, days_ago=3 * d + 1, assigned=by, narrative="等候很久")
        for d in range(3)
    ]
    made += [
        service.matter(
            service.other, days_ago=3 * d + 2, reviewing=service.bureau, narrative="等候很久"
        )
        for d in range(3)
    ]
    newest_first = [made[n + 3 * way] for n in range(3) for way in range(3)]
    assert found(by, "等候") == newest_first


@pytest.mark.parametrize("words", ["黄牛", "等候"])
def test_a_search_asks_a_bounded_number_of_questions(
    service: Service, handler: Actor, words, django_assert_max_num_queries
):
    for d in range(30):
        service.matter(
            service.bureau, days_ago=d, narrative="等候很久，黄牛" if d == 9 else "等候很久"
        )
    found(handler, words)
    with django_assert_max_num_queries(6):
        services.search(by=handler, words=words, reason="r", at=NOW, page="search")


@pytest.mark.postgres
def test_common_words_are_looked_up_without_the_index(db: None):
    with connection.cursor() as cursor:
        cursor.execute(
            "EXPLAIN " + str(Row.objects.filter(tokens__holds=["abcdefgh"]).values("id").query)
            .replace("abcdefgh", "'abcdefgh'")
        )  # fmt: skip
        plan = "\n".join(row[0] for row in cursor.fetchall())
    assert "search_row_tokens" not in plan
