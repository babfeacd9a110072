"""What somebody raises: written down with their consent or without a name, with a receipt on the spot."""

import pytest

from huiying.core.access import doors
from huiying.core.access.doors import Denied
from huiying.core.kinds import Act, PartyRole, WordsNeeded
from huiying.core.ledger import queries as ledger
from huiying.core.people.services import Contact, open_contact
from huiying.flows import reactions
from huiying.mechanisms.campaigns.models import Raised
from huiying.mechanisms.campaigns.raised_standing import Stage
from huiying.mechanisms.campaigns.rules import NotAChoice
from huiying.mechanisms.campaigns.services import passing, raising
from huiying.mechanisms.campaigns.services.raising import Handover, Raising
from huiying.mechanisms.campaigns.tests.support import (
    FORM,
    GOING,
    REACHED,
    Service,
    Told,
    days,
    published,
    raise_one,
)
from huiying.mechanisms.complaints.models import Complaint


def test_whoever_goes_writes_it_down_and_the_station_answers(service: Service):
    run = published(service)
    told = raise_one(service, run, by=service.actor("dora"), handover=Handover.NONE)
    assert told.stage() is Stage.RECEIVED
    assert told.unit(PartyRole.HANDLING) == service.units["east-gate"]
    assert Raised.objects.get().campaign_id == run.matter_id
    with pytest.raises(Denied):
        raise_one(service, run, by=service.actor("wanda"))
    with pytest.raises(Denied):
        raise_one(service, None, by=service.actor("dora"))


def test_a_slip_is_made_on_the_spot_and_opens_the_page(service: Service):
    run = published(service)
    kept = raising.raise_with_slip(
        raising=Raising(
            what="suggestion", narrative="早上窗口早开半小时。", unit=service.units["east-gate"],
            campaign=run.matter_id,
        ),
        by=service.actor("dora"), at=GOING,
    )  # fmt: skip
    found = ledger.holder_of(kept.code)
    assert found is not None
    assert found.matter_id == kept.matter_id
    assert found.provisional
    assert "raised.acknowledged" in [e.kind for e in ledger.history(kept.matter_id)]


def test_without_a_yes_nothing_of_how_to_reach_them_is_kept(service: Service):
    run = published(service)
    with pytest.raises(NotAChoice):
        raise_one(service, run, contact=REACHED)
    told = raise_one(service, run)
    assert contact_of(told) == Contact()
    assert contact_of(raise_one(service, run, contact=REACHED, consent=True)) == REACHED


def contact_of(told: Told) -> Contact:
    party = next(p for p in ledger.parties(told.matter_id) if p.role is PartyRole.HOUSEHOLD)
    assert party.person_id is not None
    return open_contact(party.person_id)


def test_it_needs_words_and_a_kind(service: Service):
    with pytest.raises(WordsNeeded):
        raise_one(service, narrative="  ")
    with pytest.raises(NotAChoice):
        raise_one(service, what="rumour")


def test_sent_twice_it_is_kept_once(service: Service):
    raise_one(service, key="k1")
    again = raising.raise_matter(
        raising=Raising(what="hazard", narrative="x", unit=service.units["east-gate"], key="k1"),
        by=FORM, at=GOING,
    )  # fmt: skip
    assert again.again
    assert Raised.objects.count() == 1
    assert raising.forget_old_sendings(GOING + days(8)) == 1


def test_a_hazard_is_answered_sooner_than_a_suggestion(service: Service):
    hazard, wish = raise_one(service), raise_one(service, what="suggestion")
    soon = hazard.duty("agency.raised-hazard-answer").due_at
    later = wish.duty("agency.raised-suggestion-answer").due_at
    assert soon is not None
    assert later is not None
    assert soon < later


def test_a_complaint_about_the_police_leaves_the_station_and_goes_on_as_a_complaint(
    service: Service,
):
    run = published(service)
    told = raise_one(service, run, what="complaint", narrative="上次值班的人推了我。")
    parties = ledger.parties(told.matter_id)
    for name in ("dora", "chief", "emil"):
        assert doors.acts_on(service.actor(name), parties, told.matter_id) == frozenset()
    reactions.run(GOING + days(1))
    assert told.stage() is Stage.PASSED
    complaint = Complaint.objects.get()
    assert [p.unit_id for p in ledger.parties(complaint.pk) if p.role is PartyRole.ACCUSED] == [
        service.units["east-gate"]
    ]
    told.opens_page(GOING + days(1.5))
    assert told.duty("agency.raised-complaint-passed").state == "met"
    code = passing.fetch_receipt(by=told.holder, at=GOING + days(2))
    found = ledger.holder_of(code)
    assert found is not None
    assert found.matter_id == complaint.pk
    reactions.run(GOING + days(3))
    assert Complaint.objects.count() == 1


def test_neither_who_lives_there_nor_where_is_tied_to_what_was_raised(service: Service):
    run = published(service)
    told = raise_one(service, run, by=service.actor("dora"), handover=Handover.NONE)
    facts = [dict(e.facts) for e in ledger.history(told.matter_id)]
    assert all(run.areas["east-gate"] not in str(f) for f in facts)
    assert Act.SEE not in run.acts("wanda")
