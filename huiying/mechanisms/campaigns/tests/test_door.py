"""Forms filled in at doors without network arrive once, overwrite nothing unseen, and lose nobody's words."""

import json
import uuid
from datetime import datetime
from typing import Any

import pytest
from django.test import Client

from huiying.core.kinds import PartyRole
from huiying.core.ledger import queries as ledger
from huiying.core.ledger.services import print_pad
from huiying.mechanisms.campaigns.models import Raised
from huiying.mechanisms.campaigns.services import planning, publishing
from huiying.mechanisms.campaigns.services.raising import forget_old_sendings
from huiying.mechanisms.campaigns.tests.pages import signed_in
from huiying.mechanisms.campaigns.tests.support import (
    GOING,
    Run,
    Service,
    days,
    planned,
    published,
)

DOOR = "/en/desk/campaigns/door/"
DAY = "2026-03-10"
NUMBERS = {"day": DAY, "visited": "12", "absent": "5", "declined": "2", "other_way": "1"}
WORDS = {
    "what": "hazard",
    "narrative": "楼道的灯坏了三个月。",
    "wish": "",
    "channel": "visit",
    "consent": "no",
    "handover": "none",
}


@pytest.fixture
def run(service: Service, today: None) -> Run:
    return published(service)


def send(
    client: Client,
    run: Run,
    what: str,
    form: dict[str, Any],
    *,
    area: str = "",
    unit: str = "east-gate",
) -> tuple[int, dict[str, Any]]:
    """The answer to a form as a device sends it."""
    of = area or f"{run.ref} {run.areas[unit]}"
    body = {"area": of, "what": what, "form": {"draft": str(uuid.uuid4()), "told": []} | form}
    answer = client.post(f"{DOOR}send", json.dumps(body), content_type="application/json")
    return answer.status_code, answer.json()


def took(client: Client) -> list[dict[str, Any]]:
    areas = client.post(f"{DOOR}take").json()["areas"]
    assert isinstance(areas, list)
    return areas


def test_what_is_taken_along_is_where_one_goes_and_nobody_s_data(service: Service, run: Run):
    send(signed_in(service, "emil"), run, "count", NUMBERS)
    send(signed_in(service, "dora"), run, "count", NUMBERS | {"visited": "3"})
    (area,) = took(signed_in(service, "dora"))
    assert area["id"] == f"{run.ref} {run.areas['east-gate']}"
    # Her own numbers and none of another's; the days that come while the device keeps it.
    assert area["mine"] == {DAY: "3,5,2,1"}
    assert [day for day, _ in area["days"]][:2] == ["2026-03-13", "2026-03-12"]
    assert took(signed_in(service, "chief")) == []
    assert signed_in(service, "olga").post(f"{DOOR}take").status_code == 200


def test_an_area_that_is_not_announced_is_not_taken_along(service: Service, today: None):
    run = planned(service)
    publishing.publish_plan(
        matter_id=run.matter_id, by=service.actor("edith"), at=service.at + days(1)
    )
    assert took(signed_in(service, "dora")) == []


def test_numbers_are_counted_once_however_often_they_are_sent(service: Service, run: Run):
    client = signed_in(service, "dora")
    assert send(client, run, "count", NUMBERS) == (
        200,
        {"state": "written", "words": "Counted: 青禾路1号至60号."},
    )
    status, body = send(client, run, "count", NUMBERS)
    assert (status, body["state"]) == (200, "known")
    assert run.kinds().count("campaign.went") == 1


def test_numbers_typed_elsewhere_meanwhile_are_not_overwritten_unseen(service: Service, run: Run):
    client = signed_in(service, "dora")
    send(client, run, "count", NUMBERS)
    other = NUMBERS | {"visited": "20"}
    status, body = send(client, run, "count", other)
    assert (status, body["differs"]) == (409, True)
    assert "12 spoken with" in body["words"]
    assert run.standing().total().visited == 12
    # What the device knew of the day is corrected without asking; and so is what the officer saw.
    assert send(client, run, "count", other | {"known": "12,5,2,1"})[0] == 200
    assert run.standing().total().visited == 20
    assert send(client, run, "count", NUMBERS | {"over": "on"})[0] == 200
    assert run.standing().total().visited == 12


def test_what_is_wrong_comes_back_with_words_and_writes_nothing(service: Service, run: Run):
    client = signed_in(service, "dora")
    for wrong in ({"visited": "99"}, {"day": "2026-03-11"}, {"visited": "x"}, {"known": "a"}):
        status, body = send(client, run, "count", NUMBERS | wrong)
        assert status == 422, wrong
        assert body["words"]
    for wrong in (
        {"consent": ""},
        {"phone": "13800000000"},
        {"handover": "print"},
        {"handover": "slip"},
        {"handover": "slip", "slip": "EG-0001"},
        {"filled_at": "2026-03-10T08:00:00"},
        {"draft": "1"},
    ):
        status, body = send(client, run, "raise", WORDS | wrong)
        assert status == 422, wrong
        assert body["wrong"]
    assert Raised.objects.count() == 0
    assert run.kinds().count("campaign.went") == 0


def test_what_somebody_raised_is_kept_once_with_the_time_of_the_door(service: Service, run: Run):
    client, form = signed_in(service, "dora"), WORDS | {"draft": str(uuid.uuid4())}
    ((serial, _),) = print_pad(
        unit_id=service.units["east-gate"], prefix="EG", count=1, at=service.at
    )
    form |= {"handover": "slip", "slip": serial, "filled_at": "2026-03-10T06:30:00+00:00"}
    status, body = send(client, run, "raise", form)
    raised = Raised.objects.get()
    ref = ledger.matter(raised.pk).ref
    assert (status, body["state"]) == (200, "written")
    assert ref in body["words"]
    assert raised.received_at == datetime.fromisoformat("2026-03-10T06:30:00+00:00")
    assert raised.campaign_id == run.matter_id
    status, body = send(client, run, "raise", form)
    assert (status, body["state"]) == (200, "known")
    # Changed after an answer was lost, its words are not lost in silence.
    assert send(client, run, "raise", form | {"narrative": "还有门禁也坏了。"})[0] == 409
    assert Raised.objects.count() == 1


def test_it_is_known_again_as_long_as_a_device_keeps_it(service: Service, run: Run):
    form = WORDS | {"draft": str(uuid.uuid4()), "filled_at": GOING.isoformat()}
    send(signed_in(service, "dora"), run, "raise", form)
    assert forget_old_sendings(GOING + days(4)) == 0
    assert forget_old_sendings(GOING + days(8)) == 1


def test_of_a_complaint_the_device_is_told_no_reference(service: Service, run: Run):
    status, body = send(signed_in(service, "dora"), run, "raise", WORDS | {"what": "complaint"})
    ref = ledger.matter(Raised.objects.get().pk).ref
    assert status == 200
    assert ref not in body["words"]
    assert "Yours sees it no more" in body["words"]


def test_what_was_said_at_a_door_is_taken_in_though_the_visits_are_over_since(
    service: Service, run: Run, monkeypatch: pytest.MonkeyPatch
):
    publishing.finish_campaign(matter_id=run.matter_id, by=service.actor("edith"), at=GOING)
    client = signed_in(service, "dora")
    monkeypatch.setattr("huiying.core.clock.now", lambda: GOING + days(2))
    assert send(client, run, "count", NUMBERS)[0] == 409
    assert send(client, run, "raise", WORDS | {"filled_at": GOING.isoformat()})[0] == 200
    monkeypatch.setattr("huiying.core.clock.now", lambda: GOING + days(5))
    assert send(client, run, "raise", WORDS)[0] == 409
    assert Raised.objects.count() == 1


def test_who_was_taken_out_of_an_area_still_hands_in_what_was_said_and_no_numbers(
    service: Service, run: Run
):
    planning.recall_officer(
        matter_id=run.matter_id,
        area=run.areas["east-gate"],
        officer=service.officers["dora"],
        by=service.actor("edith"),
        at=GOING,
    )
    client = signed_in(service, "dora")
    assert send(client, run, "count", NUMBERS)[0] == 409
    assert send(client, run, "raise", WORDS)[0] == 200


def test_nobody_hands_in_for_an_area_to_which_they_were_not_sent(service: Service, run: Run):
    nowhere = send(signed_in(service, "lars"), run, "raise", WORDS, area="2601-0000-0000 x")
    assert nowhere[0] == 409
    for name in ("lars", "chief", "edith", "wanda", "olga"):
        client = signed_in(service, name)
        for what, form in (("raise", WORDS), ("count", NUMBERS), ("raise", {})):
            assert send(client, run, what, form) == nowhere, (name, what)
    assert Raised.objects.count() == 0
    assert Client().post(f"{DOOR}send").status_code == 302


def test_what_is_no_form_is_said_to_be_none(service: Service, run: Run):
    client = signed_in(service, "dora")
    for text in ("", "[]", "{}", '{"form": 1}', '{"form": {"a": 1}}', "x" * 300_000):
        answer = client.post(f"{DOOR}send", text, content_type="application/json")
        assert answer.status_code in {400, 409}, text[:20]


def test_the_shell_is_the_same_bytes_for_every_officer(service: Service, run: Run):
    shells = [signed_in(service, name).get(DOOR).content for name in ("dora", "lars")]
    assert shells[0] == shells[1]
    worker = Client().get(f"{DOOR}worker.js")
    assert worker["Content-Type"].startswith("text/javascript")
    assert Client().get(f"{DOOR}app.webmanifest").json()["display"] == "standalone"
    assert Client().get(f"{DOOR}hello").status_code == 302


def test_the_person_holds_the_slip_of_what_was_written_without_network(service: Service, run: Run):
    ((serial, code),) = print_pad(
        unit_id=service.units["east-gate"], prefix="EG", count=1, at=service.at
    )
    form = WORDS | {"handover": "slip", "slip": serial}
    assert send(signed_in(service, "dora"), run, "raise", form)[0] == 200
    holder = ledger.holder_of(code)
    assert holder is not None
    parties = ledger.parties(Raised.objects.get().pk)
    assert {p.role for p in parties if p.id == holder.party_id} == {PartyRole.HOUSEHOLD}
