"""Sentences cleared beforehand: written by one legal officer, approved by another, used at once, retired."""

import uuid
from datetime import timedelta

import pytest

from huiying.core.access.doors import Denied
from huiying.core.disclosure import queries
from huiying.core.disclosure.kinds import case_kinds
from huiying.core.disclosure.models import Sentence
from huiying.core.disclosure.rules import GAP
from huiying.core.disclosure.sentences import helpers, sentences_for, starting_set
from huiying.core.disclosure.services.using import NotForThis, use_sentence
from huiying.core.disclosure.services.writing import (
    SentenceDeclined,
    approve_sentence,
    retire_sentence,
    take_up_starting,
    write_sentence,
)
from huiying.core.disclosure.standing import State
from huiying.core.disclosure.tests.support import asked, held, said, stands
from huiying.core.kinds import NotAChoice, WordsNeeded
from huiying.core.ledger import queries as ledger
from huiying.mechanisms.complaints.tests import support

ZH, EN = "您的事情有人在办。", "Your matter is in somebody's hands."


def write(service, who: str = "leo", **given) -> uuid.UUID:
    words = {"code": "in-hand", "kind": "any", "subject": "progress", "zh": ZH, "en": EN} | given
    return write_sentence(**words, by=service.actor(who), at=service.at)


def approve(service, sentence: uuid.UUID, who: str = "lin") -> None:
    approve_sentence(sentence_id=sentence, by=service.actor(who), at=service.at)


def in_use(service, unit: str = "east", kind: str = "complaint") -> list[tuple[str, int]]:
    found = sentences_for(kind=kind, unit_id=service.units[unit])
    return [(s.code, s.version) for s in found]


def use(service, case, sentence, **given) -> str:
    return use_sentence(
        matter_id=case.matter_id, sentence_id=sentence, by=service.actor("alice"),
        at=service.at + timedelta(hours=2), **given,
    )  # fmt: skip


@pytest.fixture
def cleared(service) -> uuid.UUID:
    """Of the city, so that all its counties may use it."""
    from huiying.core.disclosure.tests.support import post
    from huiying.core.kinds import SeatRole

    post(service, "lars", "city", SeatRole.LEGAL, 300)
    made = write(service, "lena")
    approve(service, made, "lars")
    return made


def test_it_is_used_once_another_legal_officer_approved_it(service):
    made = write(service)
    assert in_use(service, "east-legal") == []
    with pytest.raises(SentenceDeclined):
        approve(service, made, "leo")
    approve(service, made)
    assert in_use(service, "east-legal") == [("in-hand", 1)]
    with pytest.raises(SentenceDeclined):
        approve(service, made)


def test_a_new_version_takes_the_place_of_the_old_when_it_is_approved(service):
    approve(service, write(service))
    second = write(service, "lin", zh=f"{ZH}没有停下来。")
    assert in_use(service, "east-legal") == [("in-hand", 1)]
    approve(service, second, "leo")
    assert in_use(service, "east-legal") == [("in-hand", 2)]
    assert Sentence.objects.get(version=1).zh == ZH


def test_retired_it_is_used_no_more(service):
    made = write(service)
    approve(service, made)
    retire_sentence(sentence_id=made, by=service.actor("leo"), at=service.at)
    assert in_use(service, "east-legal") == []
    with pytest.raises(SentenceDeclined):
        retire_sentence(sentence_id=made, by=service.actor("leo"), at=service.at)


def test_the_database_too_keeps_writer_and_approver_apart(service):
    from django.db import IntegrityError, transaction

    made = write(service)
    with pytest.raises(IntegrityError), transaction.atomic():
        Sentence.objects.filter(pk=made).update(approved_by=service.officers["leo"])


@pytest.mark.parametrize("who", ["alice", "edith", "sven", "olga", "adam"])
def test_only_legal_officers_write_approve_and_retire(service, who: str):
    with pytest.raises(Denied):
        write(service, who)
    made = write(service)
    with pytest.raises(Denied):
        approve(service, made, who)
    with pytest.raises(Denied):
        retire_sentence(sentence_id=made, by=service.actor(who), at=service.at)


def test_the_city_may_approve_what_a_county_wrote_and_not_the_other_way_round(service):
    approve(service, write(service, "leo"), "lena")
    with pytest.raises(Denied):
        approve(service, write(service, "lena", code="of-the-city"), "leo")


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        ({"zh": ""}, WordsNeeded),
        ({"en": " "}, WordsNeeded),
        ({"zh": "我们走访了【几】户。"}, WordsNeeded),
        ({"en": "We saw [[whom]]."}, WordsNeeded),
        ({"kind": "weather"}, NotAChoice),
        ({"subject": "weather"}, NotAChoice),
        ({"code": "In Hand"}, SentenceDeclined),
        ({"zh": "字" * 301}, SentenceDeclined),
    ],
)
def test_it_is_whole_in_both_languages_and_has_no_places(service, given, wrong):
    with pytest.raises(wrong):
        write(service, **given)


def test_the_starting_set_is_whole_and_nobody_uses_it_before_it_is_approved(service):
    for each in starting_set().values():
        assert each.kind in case_kinds()
        assert not GAP.search(each.zh + each.en)
    taken = take_up_starting(by=service.actor("leo"), at=service.at)
    assert taken == len(starting_set())
    assert take_up_starting(by=service.actor("leo"), at=service.at) == 0
    assert in_use(service, "east-legal") == []


def test_helper_sentences_have_places_in_both_languages():
    found = helpers("burglary")
    assert found[0].kinds != ("any",)
    for each in found:
        assert GAP.search(each.zh)
        assert GAP.search(each.en)
        assert all(kind in case_kinds() for kind in each.kinds)


# --- used ----------------------------------------------------------------------------------------------


def test_chosen_it_is_released_at_once_without_a_second_person(service, cleared):
    case = support.file(service)
    line = stands(case, use(service, case, cleared))
    assert (line.state, line.pre_cleared, line.sentence) == (State.RELEASED, True, str(cleared))
    assert said(case) == [ZH]
    assert "gate.second-asked" not in case.kinds()


def test_it_answers_a_line_that_waits_and_ends_what_was_held_back(service, cleared):
    case = support.file(service)
    [line] = asked(service, case)
    use(service, case, cleared, line=line)
    assert said(case) == [ZH]
    other = support.file(service)
    line = held(service, other)
    use(service, other, cleared, line=line)
    assert queries.withheld(ledger.history(other.matter_id)) == []


def test_for_one_person_no_other_hears_it(service, cleared):
    case = support.file(service)
    use(service, case, cleared, party=case.holder.party_id)
    assert said(case, case.holder.party_id) == [ZH]
    assert said(case, uuid.uuid4()) == []


def test_one_that_is_not_approved_of_another_branch_or_kind_is_not_used(service, cleared):
    case = support.file(service)
    theft = write(service, "lena", code="theft-only", kind="theft")
    approve(service, theft, "lars")
    draft = write(service, "lena", code="draft")
    of_the_office = write(service, "leo", code="of-the-office")
    approve(service, of_the_office, "lin")
    for sentence in (theft, draft, of_the_office, uuid.uuid4()):
        with pytest.raises(NotForThis):
            use(service, case, sentence)
    assert "gate.asked" not in case.kinds()


def test_who_does_not_handle_the_matter_says_nothing_with_it(service, cleared):
    case = support.file(service)
    for who in ("leo", "wanda", "accused"):
        with pytest.raises(Denied):
            use_sentence(
                matter_id=case.matter_id, sentence_id=cleared, by=service.actor(who), at=service.at
            )
