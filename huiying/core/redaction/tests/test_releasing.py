"""A copy is prepared by one person and released by another; it is written down for whom and why, never what."""

import json
import uuid
from datetime import timedelta
from typing import Any

import pytest

from huiying.core.access import doors
from huiying.core.kinds import IllegalMove, NotAChoice, SeatRole, WordsNeeded
from huiying.core.ledger import queries as ledger
from huiying.core.ledger.checking import altered_events
from huiying.core.people.models import SealedText
from huiying.core.people.services import open_texts
from huiying.core.redaction import queries, services
from huiying.core.redaction.models import Copy, State
from huiying.core.redaction.services import CannotBlacken, Purpose, StandsElsewhere
from huiying.core.units.services import add_officer, post_officer
from huiying.mechanisms.complaints.tests import support
from huiying.mechanisms.complaints.tests.visiting import Visitor, words

pytestmark = pytest.mark.django_db
WORDS = "民警王建国没收了材料。我表妹贺兰婷在场。"
MARKED = "民警王建国没收了材料。我表妹⟦贺兰婷⟧在场。"
COURT = Purpose(to="court", basis="order", grounds=("privacy", "source"))


@pytest.fixture
def service() -> support.Service:
    return support.build()


@pytest.fixture
def case(service: support.Service) -> support.Case:
    return support.accepted(service, narrative=WORDS)


def prepared(case: support.Case, service: support.Service, **given: Any) -> uuid.UUID:
    what: dict[str, Any] = {
        "matter_id": case.matter_id,
        "event_id": case.event_id("complaint.received"),
        "name": "narrative",
        "marked": MARKED,
        "ticked": [],
        "purpose": COURT,
        "by": service.actor("alice"),
        "at": service.at + timedelta(days=2),
    }
    return services.prepare_text(**what | given)


def decide(service: support.Service, case: support.Case, copy: uuid.UUID, by: str = "edith"):
    services.release_copy(
        matter_id=case.matter_id,
        copy_id=copy,
        by=service.actor(by),
        at=service.at + timedelta(days=3),
    )


def test_the_copy_has_no_word_of_what_was_taken_out(case: support.Case, service: support.Service):
    copy = prepared(case, service)
    made = queries.content_of(copy, matter_id=case.matter_id).decode()
    assert made == WORDS.replace("贺兰婷", "█████")
    # The original is as it was.
    [text_id] = [
        e.texts["narrative"] for e in ledger.history(case.matter_id) if "narrative" in e.texts
    ]
    assert open_texts([uuid.UUID(text_id)]) == {uuid.UUID(text_id): WORDS}


def test_it_is_released_by_somebody_else_alone(case: support.Case, service: support.Service):
    copy = prepared(case, service, by=service.actor("edith"))
    with pytest.raises(IllegalMove):
        decide(service, case, copy, "edith")
    with pytest.raises(doors.Denied):
        decide(service, case, copy, "ben")
    assert queries.copy_of(copy, matter_id=case.matter_id).state is State.PROPOSED


def test_the_nearest_unit_is_asked_where_somebody_else_may(
    case: support.Case, service: support.Service
):
    first = prepared(case, service)
    assert queries.copy_of(first, matter_id=case.matter_id).asked_unit == service.units["east"]
    assert [row.id for row in queries.waiting_for(service.actor("edith"))] == [first]
    assert queries.waiting_for(service.actor("alice")) == []
    # The only head of the unit prepared it, and above nobody who knows the law is there.
    services.withdraw_copy(
        matter_id=case.matter_id, copy_id=first, by=service.actor("alice"), at=service.at
    )
    alone = prepared(case, service, by=service.actor("edith"))
    assert queries.copy_of(alone, matter_id=case.matter_id).asked_unit is None
    lena = add_officer(number="900001", zh="lena", en="Lena")
    post_officer(
        officer_id=lena, unit_id=service.units["city"], role=SeatRole.LEGAL, since=service.at
    )
    service.officers["lena"] = lena
    second = prepared(case, service, by=service.actor("edith"))
    assert queries.copy_of(second, matter_id=case.matter_id).asked_unit == service.units["city"]
    at = service.at + timedelta(days=2)
    assert [row.id for row in queries.waiting_for(service.actor("lena", at))] == [second]
    assert queries.waiting_for(service.actor("edith")) == []


def test_a_disclosure_is_an_event_with_codes_and_counts_and_no_word(
    case: support.Case, service: support.Service
):
    copy = prepared(case, service)
    decide(service, case, copy)
    assert case.last("copy.released") == {
        "copy": str(copy), "source": "text", "to": "court", "basis": "order", "taken": 1,
        "grounds": "privacy,source",
    }  # fmt: skip
    facts = json.dumps([dict(e.facts) for e in ledger.history(case.matter_id)], ensure_ascii=False)
    assert "贺兰婷" not in facts
    assert altered_events(case.matter_id) == []
    with pytest.raises(IllegalMove):
        decide(service, case, copy)


def test_the_person_reads_on_their_page_who_got_what(case: support.Case, service: support.Service):
    copy = prepared(case, service)
    visitor = Visitor(service.at + timedelta(days=4))
    visitor.open(case)
    assert "a court" not in visitor.page()
    decide(service, case, copy)
    assert "A copy for a court was released (parts blacked out: 1)" in visitor.page()


def test_what_the_person_must_not_know_needs_a_reason_and_is_not_on_their_page(
    case: support.Case, service: support.Service
):
    with pytest.raises(WordsNeeded):
        prepared(case, service, purpose=Purpose(**{**_court(), "known": False}))
    apart = Purpose(**{**_court(), "known": False, "why": "证人会被找到"})
    copy = prepared(case, service, purpose=apart)
    decide(service, case, copy)
    kinds = case.kinds()
    assert "copy.released-apart" in kinds
    assert "copy.released" not in kinds
    visitor = Visitor(service.at + timedelta(days=4))
    visitor.open(case)
    page = words(visitor.get(f"{visitor.home}data")) + visitor.page()
    assert "a court" not in page
    assert "copy.released-apart" not in visitor.get(f"{visitor.home}data").content.decode()


def _court() -> dict[str, Any]:
    return {"to": "court", "basis": "order", "grounds": ("privacy",)}


@pytest.mark.parametrize(
    "name", ["accused", "chief", "gus", "wanda", "rita", "olga", "adam", "sven"]
)
def test_who_does_not_handle_it_prepares_nothing(
    case: support.Case, service: support.Service, name: str
):
    with pytest.raises(doors.Denied):
        prepared(case, service, by=service.actor(name))
    assert not Copy.objects.exists()


@pytest.mark.parametrize(
    "purpose",
    [
        Purpose(to="x", basis="order", grounds=("privacy",)),
        Purpose(to="court", basis="x", grounds=("privacy",)),
        Purpose(to="court", basis="order", grounds=()),
        Purpose(to="court", basis="order", grounds=("privacy", "x")),
    ],
)
def test_for_whom_and_why_are_choices(
    case: support.Case, service: support.Service, purpose: Purpose
):
    with pytest.raises(NotAChoice):
        prepared(case, service, purpose=purpose)


def test_what_was_not_released_or_thrown_away_leaves_nothing(
    case: support.Case, service: support.Service
):
    one, other = prepared(case, service), prepared(case, service)
    at = service.at + timedelta(days=3)
    with pytest.raises(WordsNeeded):
        services.decline_copy(
            matter_id=case.matter_id, copy_id=one, reason=" ", by=service.actor("edith"), at=at
        )
    services.decline_copy(
        matter_id=case.matter_id, copy_id=one, reason="还有一处", by=service.actor("edith"), at=at
    )
    services.withdraw_copy(
        matter_id=case.matter_id, copy_id=other, by=service.actor("alice"), at=at
    )
    assert {bytes(c.sealed) if c.sealed else None for c in Copy.objects.all()} == {None}
    for copy in (one, other):
        with pytest.raises(queries.NoSuchCopy):
            queries.content_of(copy, matter_id=case.matter_id)
        with pytest.raises(IllegalMove):
            decide(service, case, copy)


def test_an_erased_text_cannot_be_copied_and_copies_go_with_their_matter(
    case: support.Case, service: support.Service
):
    copy = prepared(case, service)
    decide(service, case, copy)
    SealedText.objects.update(sealed=None)
    with pytest.raises(CannotBlacken):
        prepared(case, service)
    assert services.erase_copies(matter_id=case.matter_id) == 1
    with pytest.raises(queries.NoSuchCopy):
        queries.content_of(copy, matter_id=case.matter_id)
    assert queries.copy_of(copy, matter_id=case.matter_id).to == "court"


def test_a_copy_is_of_its_own_matter(case: support.Case, service: support.Service):
    other = support.accepted(service)
    copy = prepared(case, service)
    with pytest.raises(queries.NoSuchCopy):
        queries.content_of(copy, matter_id=other.matter_id)
    with pytest.raises(IllegalMove):
        decide(service, other, copy)


def test_words_that_stand_elsewhere_too_are_asked_about(service: support.Service):
    case = support.accepted(service, narrative="贺兰婷在场。问了贺兰婷。")
    marked = "⟦贺兰婷⟧在场。问了贺兰婷。"
    with pytest.raises(StandsElsewhere) as asked:
        prepared(case, service, marked=marked)
    assert asked.value.params == {"words": "贺兰婷"}
    copy = prepared(case, service, marked=marked, stay=True)
    assert queries.copy_of(copy, matter_id=case.matter_id).taken == 1
