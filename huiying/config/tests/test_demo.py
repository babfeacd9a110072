"""The demonstration: a small one is made by the services, and is as sound as anything people make."""

import json
import re
from datetime import timedelta

import pytest

from huiying.config.apps import event_specs
from huiying.config.demo import making
from huiying.config.demo.city import FAMILY, GIVEN
from huiying.core import clock
from huiying.core.duties.models import Duty
from huiying.core.duties.services import rebuild
from huiying.core.kinds import Act, PartyRole
from huiying.core.ledger import queries as ledger
from huiying.core.ledger.entries import standing as standing_lines
from huiying.core.ledger.models import Event, Matter
from huiying.core.notices.models import Notice
from huiying.core.people.models import Account, SealedText
from huiying.core.people.services import open_contact, open_texts
from huiying.core.units import queries as units
from huiying.mechanisms.complaints.models import Complaint
from huiying.mechanisms.complaints.services import following
from huiying.mechanisms.petitions import rules as petitions
from huiying.mechanisms.petitions.models import Petition

pytestmark = pytest.mark.django_db

MATTERS = 40


@pytest.fixture(scope="module")
def city(django_db_setup, django_db_blocker):
    """One small city for all tests of this file, gone with the transaction they run in."""
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic():
        units.forget_tree()
        tries = making.make_portion(number=0, matters=MATTERS, say=lambda _line: None)
        yield tries
        transaction.set_rollback(True)
    units.forget_tree()


@pytest.fixture(autouse=True)
def _made(city):
    units.forget_tree()


def test_matters_of_it_stand_at_every_stage_that_matters():
    stages = set(Complaint.objects.values_list("stage", flat=True))
    assert {"received", "accepted", "answered", "refused", "reviewed"} <= stages
    assert Matter.objects.count() > MATTERS


def test_deriving_its_duties_anew_changes_nothing():
    ids = list(Matter.objects.values_list("pk", flat=True))
    assert rebuild(matter_ids=ids, now=clock.now()) == 0


def test_nothing_of_it_lies_in_the_future():
    now = clock.now()
    assert not Event.objects.filter(entered_at__gt=now).exists()
    assert not Event.objects.filter(occurred_at__gt=now).exists()
    assert not Notice.objects.filter(created_at__gt=now).exists()
    assert not Duty.objects.filter(met_at__gt=now).exists()


def test_it_spans_two_years_and_each_matter_is_written_in_the_order_of_time():
    assert Event.objects.earliest("entered_at").entered_at < clock.now() - timedelta(days=500)
    for matter in Matter.objects.all():
        entered = list(
            Event.objects.filter(matter=matter)
            .order_by("sequence")
            .values_list("entered_at", flat=True)
        )
        assert entered == sorted(entered)


def test_late_and_kept_and_open_duties_are_all_there_and_silence_went_up():
    duties = Duty.objects.filter(nature="answer")
    assert duties.filter(state="met").exists()
    assert duties.filter(breached=True).exists()
    assert duties.filter(ended=False, due_at__lt=clock.now()).exists()
    assert Event.objects.filter(kind="duty.escalated", facts__to="supervisor").exists()


def test_no_name_number_or_word_of_a_person_is_in_the_facts():
    facts = json.dumps(list(Event.objects.values_list("facts", flat=True)), ensure_ascii=False)
    assert not re.search(r"1[3578]0 ?0000", facts)
    assert ".example" not in facts
    names = {open_contact(pk).name for pk in Notice.objects.values_list("person", flat=True) if pk}
    for name in names - {""}:
        assert name not in facts
    assert not any(family + given in facts for family in FAMILY for given in GIVEN)
    texts = open_texts(list(SealedText.objects.values_list("pk", flat=True)))
    for text in texts.values():
        assert text
        assert text[:12] not in facts or len(text) < 12


def test_its_codes_open_matters_at_the_stages_it_says(city):
    assert city
    assert making.to_try() == city
    for row in city:
        opened = following.look_up(typed=row.code, at=clock.now())
        assert opened is not None
        kind = row.stage.partition("-")[0]
        if kind in {"case", "petition", "raised"}:
            assert Matter.objects.get(pk=opened.holder.matter_id).kind == kind
        else:
            assert Complaint.objects.get(pk=opened.holder.matter_id).stage == row.stage


def test_kept_codes_are_for_this_account_alone(city, settings):
    assert (settings.HOME / "demo.json").stat().st_mode & 0o777 == 0o600


def test_it_counts_what_it_made_and_each_seat_can_sign_in():
    assert making.portions_made() == 1
    assert Account.objects.get(username="complaints").check_password("huiying-demo-2026")
    assert Account.objects.get(username="admin").check_password("huiying-demo-2026")


def test_words_of_the_mechanism_cover_every_kind_it_wrote():
    kinds = set(Event.objects.values_list("kind", flat=True)) - {"duty.escalated", "event.annulled"}
    assert kinds <= set(event_specs())
    assert len(kinds) > 25


def test_petitions_of_it_end_as_what_they_are():
    stages = set(Petition.objects.values_list("stage", flat=True))
    assert stages == {stage.value for stage in petitions.Stage}
    kinds = set(Event.objects.values_list("kind", flat=True))
    # Who wants nobody at home is offered a visit, chooses another way and hears back by it.
    assert {"visit.offered", "visit.way-set", "petition-feedback.told"} <= kinds
    # One is extended, late, and told why; one has an offer to answer, one the minutes of a hearing.
    assert {"petition.extended", "petition-meeting.offered", "petition-hearing.told"} <= kinds
    explained = Event.objects.filter(kind="lateness.explained", matter__kind="petition")
    assert explained.exists()


def test_each_act_on_a_petition_is_open_on_one_of_it_to_the_desk_or_to_a_petitioner():
    found: set[petitions.Move] = set()
    for pk in Petition.objects.values_list("pk", flat=True):
        standing = petitions.read(standing_lines(ledger.history(pk)))
        found |= petitions.open_moves(standing, set(Act) - {Act.FOLLOW})
        for party in ledger.parties(pk):
            if party.role is PartyRole.PETITIONER:
                found |= petitions.own_moves(standing, str(party.id))
    # What is classed as an accusation goes on as a complaint at once, and nobody is asked for that.
    assert set(petitions.Move) - found == {petitions.Move.TO_COMPLAINT}


def test_visits_of_it_are_offered_agreed_made_and_seen_to():
    kinds = set(Event.objects.filter(matter__kind="case").values_list("kind", flat=True))
    assert {
        "visit.offered",
        "visit.agreed",
        "visit.way-set",
        "visit.made",
        "visit-promise.made",
        "visit-view.given",
        "recovery.opened",
    } <= kinds
