"""Once erased, words, names and files are gone; codes, dates and proofs stay, and figures are the same."""

import uuid
from pathlib import Path

import pytest
from django.conf import settings as conf

from huiying.core.access import looks, second_word
from huiying.core.access.models import Look
from huiying.core.duties.services import rebuild, sweep
from huiying.core.files.models import File, State
from huiying.core.ledger import queries as ledger
from huiying.core.ledger.checking import altered_events, altered_texts
from huiying.core.people import barring
from huiying.core.people import queries as people
from huiying.core.people.models import Person, SealedText
from huiying.core.people.services import open_contact, open_texts
from huiying.core.redaction import services as redaction
from huiying.core.redaction.models import Copy
from huiying.core.redaction.services import Purpose
from huiying.core.retention.erasing import erase_approved
from huiying.core.retention.models import Keeping, Line
from huiying.core.retention.tests.ending import UP, approved, read_all, second_overseer, with_file
from huiying.core.search.models import Row, Waiting
from huiying.mechanisms.complaints.queries import citizen_page
from huiying.mechanisms.complaints.services import handling
from huiying.mechanisms.complaints.services.answering import answer_complaint
from huiying.mechanisms.complaints.tests.support import Case, Service, answered, build, days
from huiying.mechanisms.openness.models import Bulletin, Part
from huiying.mechanisms.openness.services.refreshing import refresh_now


@pytest.fixture
def service(db: None) -> Service:
    made = build()
    second_overseer(made)
    return made


def told(service: Service) -> Case:
    """A complaint with everything that can be erased."""
    case = with_file(service)
    alice = service.actor("alice")
    looks.log_look(
        by=alice, at=service.at + days(1), what="contact", page="test", matter_id=case.matter_id,
        reason="打电话给林小满",
    )  # fmt: skip
    assert case.holder.party_id is not None
    second_word.keep_word(party_id=case.holder.party_id, word="lotus", at=service.at)
    barring.bar(person_id=person_of(case), ways=["13800000000"], at=service.at)
    handling.accept_complaint(matter_id=case.matter_id, by=alice, at=service.at + days(1))
    answer_complaint(
        matter_id=case.matter_id, finding="upheld", answer="您反映的情况属实。",
        reasons="我们看了窗口录像。", by=alice, at=service.at + days(10),
    )  # fmt: skip
    return case


def person_of(case: Case) -> uuid.UUID:
    [party] = [p for p in ledger.parties(case.matter_id) if p.id == case.holder.party_id]
    assert party.person_id is not None
    return party.person_id


def texts_of(case: Case) -> list[uuid.UUID]:
    history = ledger.history(case.matter_id)
    return [uuid.UUID(text) for line in history for text in line.texts.values()]


def erase(service: Service, *cases: Case) -> None:
    at = service.at + UP
    approved(service, *cases, at=at)
    while erase_approved(at, 2):
        pass


def test_texts_names_numbers_files_tokens_words_bars_and_reasons_are_gone(service: Service):
    case = told(service)
    [kept] = File.objects.filter(matter_id=case.matter_id)
    places = [Path(conf.HUIYING_FILES) / name for name in (kept.original, kept.served)]
    assert all(place.exists() for place in places)
    assert Row.objects.filter(matter_id=case.matter_id).exists()
    Person.objects.filter(pk=person_of(case)).update(safe=b"how to reach them without danger")
    erase(service, case)
    for text in SealedText.objects.filter(pk__in=texts_of(case)):
        assert (text.sealed, text.salt) == (None, None)
        assert text.erased_at is not None
    person = Person.objects.get(pk=person_of(case))
    assert (person.sealed, person.phone_index, person.by_phone) == (None, None, False)
    assert person.safe is None
    assert not Row.objects.filter(matter_id=case.matter_id).exists()
    assert not Waiting.objects.filter(matter_id=case.matter_id).exists()
    assert case.holder.party_id is not None
    assert second_word.word_of(case.holder.party_id) is None
    assert not barring.is_barred("13800000000")
    kept.refresh_from_db()
    assert kept.state == State.ERASED
    assert (kept.name, kept.original_key, kept.served_key, kept.sha256) == (None, None, None, "")
    look = Look.objects.get(matter_id=case.matter_id, what="contact")
    assert look.reason_sealed is None
    assert look.officer_id == service.officers["alice"]


def test_copies_prepared_for_others_go_with_it(service: Service):
    case = told(service)
    [words] = open_texts([uuid.UUID(ledger.history(case.matter_id)[0].texts["narrative"])]).values()
    copy = redaction.prepare_text(
        matter_id=case.matter_id,
        event_id=case.event_id("complaint.received"),
        name="narrative",
        marked=f"⟦{words}⟧",
        ticked=[],
        purpose=Purpose(to="court", basis="order", grounds=("privacy",)),
        by=service.actor("alice"),
        at=service.at + days(11),
    )
    assert Copy.objects.get(pk=copy).sealed
    erase(service, case)
    assert not Copy.objects.get(pk=copy).sealed


@pytest.mark.django_db(transaction=True)
def test_the_bytes_of_its_files_leave_the_disk(transactional_db):
    service = build()
    second_overseer(service)
    case = told(service)
    [kept] = File.objects.filter(matter_id=case.matter_id)
    places = [Path(conf.HUIYING_FILES) / name for name in (kept.original, kept.served)]
    assert all(place.exists() for place in places)
    erase(service, case)
    assert not any(place.exists() for place in places)


def test_the_ledger_verifies_before_and_after(service: Service):
    case = told(service)
    before = {
        t.pk: bytes(t.commitment or b"") for t in SealedText.objects.filter(pk__in=texts_of(case))
    }
    erase(service, case)
    after = {
        t.pk: bytes(t.commitment or b"") for t in SealedText.objects.filter(pk__in=list(before))
    }
    assert before == after
    assert altered_events(case.matter_id) == []
    assert altered_texts(case.matter_id) == []


def test_a_text_erased_behind_the_ledger_is_still_found_by_its_commitment(service: Service):
    case = told(service)
    erase(service, case)
    SealedText.objects.filter(pk=texts_of(case)[0]).update(commitment=bytes(32))
    assert altered_events(case.matter_id) != []


def published() -> tuple[list, list]:
    shown = ("period", "unit", "measure", "shown", "number", "of", "value", "low", "high")
    counts = ("period", "unit", "matter", "received", "answers_due", "answers_kept", "due", "kept")
    return (
        list(Bulletin.objects.order_by(*shown[:3]).values_list(*shown)),
        list(Part.objects.order_by(*counts[:3]).values_list(*counts)),
    )


def test_duties_and_figures_are_what_they_were(service: Service):
    cases = [told(service) for _ in range(2)] + [answered(service) for _ in range(12)]
    at = service.at + UP
    while sweep(now=at):
        pass
    refresh_now(at)
    before = published()
    assert all(before)
    erase(service, *cases)
    assert rebuild(matter_ids=[case.matter_id for case in cases], now=at) == 0
    refresh_now(at)
    assert published() == before


def test_it_is_on_record_who_proposed_and_who_agreed_by_which_term(service: Service):
    case = told(service)
    erase(service, case)
    said = case.last("data.erased")
    assert said["proposed_by"] == service.officers["olga"]
    assert said["agreed_by"] == service.officers["otto"]
    assert said["term"] == "agency.keep-complaints"
    assert (said["texts"], said["people"], said["files"]) == (len(texts_of(case)), 1, 1)


def test_the_persons_page_still_opens_with_the_code_and_says_what_was_erased(service: Service):
    case = told(service)
    erase(service, case)
    page = citizen_page(by=case.holder, at=service.at + UP + days(1))
    assert [line.kind for line in page.lines][-1] == "data.erased"
    assert all(words.text is None for line in page.lines for words in line.words)


def test_erased_once_it_never_comes_up_again_but_new_words_do(service: Service):
    from huiying.mechanisms.complaints.services.following import write_message

    case = told(service)
    erase(service, case)
    later = service.at + UP * 2
    read_all(later)
    assert Keeping.objects.get(pk=case.matter_id).erased
    write_message(text="又想起一件事。", by=case.holder, at=later)
    read_all(later)
    assert not Keeping.objects.get(pk=case.matter_id).erased


def test_nothing_of_the_contact_opens_any_more(service: Service):
    case = told(service)
    assert open_contact(person_of(case)).name
    erase(service, case)
    assert open_contact(person_of(case)).empty()
    assert not people.can_ask_again(person_of(case))


def test_done_again_nothing_is_done_twice(service: Service):
    case = told(service)
    erase(service, case)
    before = case.kinds()
    assert erase_approved(service.at + UP, 10) == 0
    assert case.kinds() == before
    assert [line.left_out for line in Line.objects.all()] == [""]
