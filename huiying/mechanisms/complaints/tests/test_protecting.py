"""A second word and a closed page: the code alone opens nothing, and a wrong word looks like a wrong code."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from huiying.core.access import second_word
from huiying.core.access.models import Word
from huiying.core.ledger import codes
from huiying.mechanisms.complaints.tests.support import BY_PHONE, Case, Service, days, file
from huiying.mechanisms.complaints.tests.test_lost_code import BOTH, ask, link_for
from huiying.mechanisms.complaints.tests.visiting import Visitor, without_token, words

WORD = "门前 Three pears"


@pytest.fixture
def visitor(service: Service) -> Visitor:
    return Visitor(service.at + days(1))


def with_word(service: Service, visitor: Visitor, contact=BOTH) -> Case:
    case = file(service, contact=contact)
    visitor.open(case)
    answer = visitor.act("word", {"new": WORD})
    assert answer.status_code == 302
    assert "asks for the code and for this word" in words(visitor.get(answer["Location"]))
    return case


def type_in(visitor: Visitor, code: str, word: str = ""):
    return visitor.post("/en/m/", {"code": code, "word": word})


def shapes(queries: CaptureQueriesContext) -> list[str]:
    """What was asked of the database, without the values."""
    return [q["sql"][:40] for q in queries if "SAVEPOINT" not in q["sql"]]


def test_the_code_alone_opens_nothing_where_a_word_was_set(service: Service, visitor: Visitor):
    case = with_word(service, visitor)
    other = Visitor(visitor.at)
    assert type_in(other, case.filed.code).status_code == 422
    assert type_in(other, case.filed.code, "four pears").status_code == 422
    assert type_in(other, case.filed.code, WORD).status_code == 302


def test_blanks_width_and_case_of_the_word_do_not_matter(service: Service, visitor: Visitor):
    case = with_word(service, visitor)
    assert type_in(Visitor(visitor.at), case.filed.code, "门前ｔｈｒｅｅ  PEARS").status_code == 302


def test_who_set_none_need_type_none(service: Service, visitor: Visitor):
    case = file(service)
    assert type_in(visitor, case.filed.code, "whatever").status_code == 302


def test_a_wrong_word_gets_the_bytes_of_a_wrong_code_after_the_same_statements(
    service: Service, visitor: Visitor
):
    case = with_word(service, visitor)
    seen, asked = set(), []
    for typed in (case.filed.code, codes.new_code(), "0" * 20):
        guesser = Visitor(visitor.at)
        with CaptureQueriesContext(connection) as queries:
            answer = type_in(guesser, typed, "no such word")
        assert answer.status_code == 422
        seen.add(without_token(answer).replace(f'value="{typed}"', ""))
        asked.append(shapes(queries))
    assert len(seen) == 1
    # The first to be wrong opens the window of the flood; after it, all are alike.
    assert asked[1] == asked[2]
    again = Visitor(visitor.at)
    with CaptureQueriesContext(connection) as queries:
        type_in(again, case.filed.code, "no such word")
    assert shapes(queries) == asked[1]


def test_after_ten_wrong_words_the_right_one_opens_nothing_till_a_day_is_over(
    service: Service, visitor: Visitor
):
    case = with_word(service, visitor)
    party = Word.objects.get().pk
    for _ in range(second_word.TRIES):
        assert not second_word.lets_in(party_id=party, typed="guess", at=visitor.at)
    assert type_in(Visitor(visitor.at), case.filed.code, WORD).status_code == 422
    later = Visitor(visitor.at + second_word.TRIES_LAST)
    assert type_in(later, case.filed.code, WORD).status_code == 302


def test_the_person_reads_how_often_the_code_came_without_the_word(
    service: Service, visitor: Visitor
):
    case = with_word(service, visitor)
    thief = Visitor(visitor.at)
    type_in(thief, case.filed.code)
    type_in(thief, case.filed.code, "pears")
    back = Visitor(visitor.at + days(1))
    back.home = type_in(back, case.filed.code, WORD)["Location"]
    assert "2 times without the right second word" in words(back.get(f"{back.home}looks"))


def test_the_word_is_kept_as_a_keyed_hash_of_this_person_alone(service: Service, visitor: Visitor):
    with_word(service, visitor)
    with_word(service, Visitor(visitor.at, "en"))
    first, second = Word.objects.all()
    assert bytes(first.digest) != bytes(second.digest)
    assert "pears" not in str(list(Word.objects.values()))


def test_a_short_word_is_declined_with_a_sentence(service: Service, visitor: Visitor):
    visitor.open(file(service))
    answer = visitor.act("word", {"new": " a b "})
    assert answer.status_code == 422
    assert "too short" in words(answer)
    assert not Word.objects.exists()


def test_a_word_is_changed_or_taken_away_only_with_the_word(service: Service, visitor: Visitor):
    case = with_word(service, visitor)
    assert visitor.act("word", {"now": "wrong", "new": "another one"}).status_code == 422
    assert Word.objects.get().refused == 1
    assert visitor.act("word", {"now": WORD, "new": "another one"}).status_code == 302
    assert type_in(Visitor(visitor.at), case.filed.code, WORD).status_code == 422
    assert visitor.act("word", {"now": "another one", "new": ""}).status_code == 302
    assert type_in(Visitor(visitor.at), case.filed.code).status_code == 302


def test_a_code_replaced_on_the_page_still_asks_for_the_word(service: Service, visitor: Visitor):
    with_word(service, visitor)
    visitor.act("new-code")
    assert Word.objects.exists()


def test_a_new_code_by_mail_opens_without_the_word_that_was_lost(
    service: Service, visitor: Visitor, mail
):
    with_word(service, visitor)
    ask(visitor, BOTH.name, BOTH.phone)
    shown = visitor.post(link_for(visitor, mail))
    assert shown.status_code == 302
    assert not Word.objects.exists()


def test_a_closed_page_opens_to_nobody_until_a_new_code_is_asked_for(
    service: Service, visitor: Visitor, mail
):
    case = file(service, contact=BOTH)
    visitor.open(case)
    assert "Nobody can open this page" in words(visitor.get(f"{visitor.home}shut"))
    assert "The page is closed" in words(visitor.act("shut"))
    assert visitor.get(visitor.home)["Location"] == "/en/m/"
    assert type_in(visitor, case.filed.code).status_code == 422
    ask(visitor, BOTH.name, BOTH.phone)
    assert visitor.post(link_for(visitor, mail)).status_code == 302


def test_who_left_no_name_is_not_shut_out_for_ever(service: Service, visitor: Visitor):
    case = file(service)
    visitor.open(case)
    assert "nobody could let you in again" in words(visitor.get(f"{visitor.home}shut"))
    assert visitor.act("shut").status_code == 409
    assert type_in(Visitor(visitor.at), case.filed.code).status_code == 302
    named = file(service, contact=BY_PHONE)
    visitor.open(named)
    assert visitor.act("shut").status_code == 200
