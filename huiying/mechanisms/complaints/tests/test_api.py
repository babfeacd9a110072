"""Other systems register complaints: with a token, under a key, told in plain words what is wrong."""

import json
import threading
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.db import connection

from huiying.core import clock
from huiying.core.access.clients import add_client, revoke_client
from huiying.core.duties.queries import of_matter
from huiying.core.kinds import PartyRole
from huiying.core.ledger import queries as ledger
from huiying.core.ledger.checking import altered_events
from huiying.core.notices.models import Channel, Notice
from huiying.core.notices.renewing import TEMPLATE
from huiying.core.people.services import open_contact, open_texts
from huiying.mechanisms.complaints.models import Arrival
from huiying.mechanisms.complaints.tests import support

PATH = "/api/v1/complaints"
PROBLEM = "application/problem+json"
WORDS = "窗口民警不收材料，也不给回执。"


@dataclass(frozen=True, kw_only=True)
class Answer:
    status: int
    kind: str
    body: Any
    headers: dict[str, str]

    @property
    def where(self) -> list[str]:
        """The places of a problem document's errors."""
        return [error["where"] for error in self.body["errors"]]


@dataclass(frozen=True, kw_only=True)
class Dispatch:
    """A dispatch system that speaks HTTP to a running Huiying."""

    address: str
    token: str
    service: support.Service

    def send(
        self,
        body: object = None,
        *,
        key: str | None = "key-00000001",
        path: str = PATH,
        method: str = "POST",
        **headers: str,
    ) -> Answer:
        head = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        head["Connection"] = "close"
        head |= {"Idempotency-Key": key} if key is not None else {}
        head |= {name.replace("_", "-"): value for name, value in headers.items()}
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        line = HTTPConnection(urlsplit(self.address).netloc, timeout=30)
        line.connect()
        heard = line.sock.dup()
        try:
            line.request(method, path, body=raw, headers={k: v for k, v in head.items() if v})
            answer = line.getresponse()
            kind = answer.headers.get_content_type()
            read = answer.read()
            # Until the server has hung up, too: its sockets do not outlive the test.
            while heard.recv(4096):
                pass
        finally:
            line.close()
            heard.close()
        told = json.loads(read) if kind.endswith("json") and read else None
        return Answer(status=answer.status, kind=kind, body=told, headers=dict(answer.headers))

    def matter(self, answer: Answer) -> ledger.MatterRow:
        return ledger.matter_by_ref(answer.body["ref"])


@pytest.fixture
def dispatch(transactional_db: None, site: str) -> Iterator[Dispatch]:
    service = support.build()
    token = add_client(
        name="110 dispatch", unit_id=service.units["response"], channel="110", at=clock.now()
    )
    yield Dispatch(address=site, token=token, service=service)
    connection.close()


def complaint(**more: Any) -> dict[str, Any]:
    return {"narrative": WORDS, "category": "attitude", "about_units": ["east-gate"]} | more


def is_problem(answer: Answer, status: int) -> None:
    assert (answer.status, answer.kind) == (status, PROBLEM), answer
    assert answer.body["status"] == status
    assert answer.body["title"]
    assert answer.body["detail"]


def test_a_complaint_is_registered_with_a_unit_that_is_not_complained_of(dispatch: Dispatch):
    answer = dispatch.send(complaint(contact={"name": "林小满", "phone": "13800000000"}))
    assert answer.status == 201
    assert answer.body == {
        "ref": answer.body["ref"],
        "status": "registered",
        "decided_by": "east",
        "receipt": "by-slip-or-page",
    }
    matter = dispatch.matter(answer)
    received = ledger.history(matter.id)[0]
    assert received.kind == "complaint.received"
    assert (received.by_kind, received.facts["channel"]) == ("client", "110")
    parties = {p.role: p for p in ledger.parties(matter.id)}
    assert parties[PartyRole.ACCUSED].unit_id == dispatch.service.units["east-gate"]
    assert parties[PartyRole.REGISTERED].unit_id == dispatch.service.units["response"]
    person = parties[PartyRole.COMPLAINANT].person_id
    assert person is not None
    assert open_contact(person).name == "林小满"


def test_the_answer_holds_no_word_and_no_code(dispatch: Dispatch):
    answer = dispatch.send(complaint(contact={"name": "林小满", "email": "lin@example.org"}))
    said = json.dumps(answer.body, ensure_ascii=False)
    assert "林小满" not in said
    assert WORDS not in said
    assert not any(len(part) >= 16 and part.isdigit() for part in said.split('"'))


def test_who_left_an_address_is_sent_the_way_to_a_code(dispatch: Dispatch):

    answer = dispatch.send(complaint(contact={"email": "lin@example.org"}))
    assert answer.body["receipt"] == "sent"
    sent = Notice.objects.filter(matter_id=dispatch.matter(answer).id, channel=Channel.EMAIL)
    assert TEMPLATE in set(sent.values_list("template", flat=True))


def test_sent_again_under_its_key_it_is_registered_once(dispatch: Dispatch):
    first = dispatch.send(complaint())
    again = dispatch.send(complaint())
    assert (first.status, again.status) == (201, 200)
    assert again.body == first.body | {"status": "already-registered"}
    assert Arrival.objects.count() == 1


def test_another_complaint_under_a_used_key_is_refused(dispatch: Dispatch):
    changes: tuple[dict[str, Any], ...] = (
        {"narrative": "别的事。"},
        {"category": "unsure"},
        {"about_units": ["west-gate"]},
        {"contact": {"name": "别人"}},
        {"forwarded": {"body": "市信访局"}},
    )
    dispatch.send(complaint())
    for change in changes:
        is_problem(dispatch.send(complaint(**change)), 409)
    assert Arrival.objects.count() == 1


def test_each_client_has_keys_of_its_own(dispatch: Dispatch):
    unit = dispatch.service.units["city"]
    token = add_client(name="hotline", unit_id=unit, channel="phone", at=clock.now())
    first = dispatch.send(complaint())
    other = dispatch.send(complaint(), Authorization=f"Bearer {token}")
    assert (first.status, other.status) == (201, 201)
    assert first.body["ref"] != other.body["ref"]


def test_the_longest_name_and_the_longest_key_fit(dispatch: Dispatch):
    unit = dispatch.service.units["city"]
    token = add_client(name="n" * 60, unit_id=unit, channel="110", at=clock.now())
    for status in (201, 200):
        answer = dispatch.send(complaint(), key="k" * 64, Authorization=f"Bearer {token}")
        assert answer.status == status


def test_sent_many_times_at_once_it_is_registered_once(dispatch: Dispatch):
    answers: list[Answer] = []
    threads = [
        threading.Thread(target=lambda: answers.append(dispatch.send(complaint())))
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(a.status for a in answers) == [200, 200, 200, 201]
    assert len({a.body["ref"] for a in answers}) == 1


def test_what_is_forwarded_names_its_source_and_the_day_to_report_back(dispatch: Dispatch):
    day = (clock.now() + timedelta(days=20)).date().isoformat()
    answer = dispatch.send(
        complaint(forwarded={"body": "市信访局", "reference": "XF-2026-7", "report_back_on": day})
    )
    assert answer.status == 201
    matter = dispatch.matter(answer)
    received = ledger.history(matter.id)[0]
    assert received.facts["channel"] == "forwarded"
    assert received.facts["due_on"] == day

    source = uuid.UUID(received.texts["source"])
    assert open_texts([source])[source] == "市信访局\nXF-2026-7"

    owed = [d for d in of_matter(matter.id) if d.owed_to == "forwarder"]
    assert any(d.due_at is not None for d in owed)


def test_the_time_it_was_made_is_kept_whatever_the_zone(dispatch: Dispatch):
    made = clock.now() - timedelta(hours=5)
    there = made.astimezone(tz=None).isoformat().replace("+00:00", "Z")
    answer = dispatch.send(complaint(occurred_at=there))
    shanghai = (made + timedelta(hours=8)).strftime("%Y-%m-%dT%H:%M:%S.123456+08:00")
    other = dispatch.send(complaint(occurred_at=shanghai), key="key-00000002")
    for one in (answer, other):
        assert one.status == 201
        matter = dispatch.matter(one)
        received = ledger.history(matter.id)[0]
        assert received.occurred_at.replace(microsecond=0) == made
        assert altered_events(matter.id) == []


# --- who may ---------------------------------------------------------------------------------------------


def test_without_a_token_nothing_is_registered(dispatch: Dispatch):
    for token in ("", "Bearer ", "Bearer hy_wrong", "Basic aHk6aHk=", "Bearer \xe9"):
        is_problem(dispatch.send(complaint(), Authorization=token), 401)
    assert Arrival.objects.count() == 0


def test_a_revoked_token_registers_nothing(dispatch: Dispatch):
    revoke_client(name="110 dispatch", at=clock.now())
    is_problem(dispatch.send(complaint()), 401)


def test_a_session_of_staff_is_no_token(dispatch: Dispatch):
    is_problem(dispatch.send(complaint(), Authorization="", Cookie="sessionid=x"), 401)


# --- what is wrong ---------------------------------------------------------------------------------------

WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "no words": ({"narrative": ""}, "narrative"),
    "blank words": ({"narrative": " \n\t"}, "narrative"),
    "words of another kind": ({"narrative": 7}, "narrative"),
    "too many words": ({"narrative": "长" * 20_001}, "narrative"),
    "half a character": ({"narrative": "\ud800"}, "narrative"),
    "half a character elsewhere": ({"category": "\udfff"}, "category"),
    "no such category": ({"category": "none"}, "category"),
    "no such unit": ({"about_units": ["nowhere"]}, "about_units/0"),
    "too many units": ({"about_units": ["east-gate"] * 21}, "about_units"),
    "units that are no list": ({"about_units": "east-gate"}, "about_units"),
    "an office no complaint is about": ({"about_units": ["response"]}, "about_units/0"),
    "no such language": ({"language": "fr"}, "language"),
    "an instant without zone": ({"occurred_at": "2026-01-01T10:00:00"}, "occurred_at"),
    "an instant to come": ({"occurred_at": "2999-01-01T10:00:00Z"}, "occurred_at"),
    "an instant long ago": ({"occurred_at": "0001-01-01T00:00:00+14:00"}, "occurred_at"),
    "the end of time": ({"occurred_at": "9999-12-31T23:59:59-14:00"}, "occurred_at"),
    "no instant": ({"occurred_at": "soon"}, "occurred_at"),
    "no e-mail address": ({"contact": {"email": "lin at home"}}, "contact/email"),
    "no telephone number": ({"contact": {"phone": "home"}}, "contact/phone"),
    "a long name": ({"contact": {"name": "长" * 201}}, "contact/name"),
    "forwarded by nobody": ({"forwarded": {"body": " "}}, "forwarded/body"),
    "a day that is none": (
        {"forwarded": {"body": "x", "report_back_on": "2026-02-30"}},
        "forwarded/report_back_on",
    ),
    # Unit of the petitions' API: dropped in silence, the complaint would reach whom it is about.
    "a name that nobody knows": ({"about_unit": "east-gate"}, "about_unit"),
    "a way to reach that nobody knows": ({"contact": {"mail": "x@example.org"}}, "contact/mail"),
    "a day before it was made": (
        {"forwarded": {"body": "x", "report_back_on": "2020-02-28"}},
        "forwarded/report_back_on",
    ),
    "a day far off": (
        {"forwarded": {"body": "x", "report_back_on": "9999-12-31"}},
        "forwarded/report_back_on",
    ),
}


def test_what_is_wrong_is_said_with_its_place(dispatch: Dispatch):
    """All in one test: each needs the running server."""
    found = {}
    for name, (change, where) in WRONG.items():
        answer = dispatch.send(complaint(**change))
        said = answer.status == 422 and any(place.endswith(where) for place in answer.where)
        if answer.kind != PROBLEM or not said:
            found[name] = answer
    assert found == {}
    assert Arrival.objects.count() == 0


BROKEN = {
    "empty": b"",
    "cut": b"{",
    "a form": b"narrative=x",
    "no UTF-8": b"\xff\xfe",
    "deep": b"[" * 100_000,
    "long number": b"1" * 5000,
    "NaN": b'{"narrative": NaN}',
    "null": b"null",
}


def test_a_body_that_is_no_complaint_is_told_so(dispatch: Dispatch):
    answers = {name: dispatch.send(raw) for name, raw in BROKEN.items()}
    assert {a.kind for a in answers.values()} == {PROBLEM}
    assert {name: a for name, a in answers.items() if a.status not in {400, 422}} == {}


def test_without_a_good_key_nothing_is_registered(dispatch: Dispatch):
    for key in (None, "short", "k" * 65, "with a blank", "clé-accentuée"):
        answer = dispatch.send(complaint(), key=key)
        is_problem(answer, 422)
        assert any("idempotency" in place.lower() for place in answer.where)
    assert Arrival.objects.count() == 0


def test_a_body_of_many_megabytes_is_refused(dispatch: Dispatch):
    is_problem(dispatch.send(complaint(wish="长" * 6_000_000)), 413)


def test_another_method_is_told_which_one(dispatch: Dispatch):
    others = (
        ("GET", "complaints"),
        ("DELETE", "complaints"),
        ("POST", "units"),
        ("PUT", "categories"),
    )
    for method, name in others:
        answer = dispatch.send(complaint(), method=method, path=f"/api/v1/{name}")
        is_problem(answer, 405)
        assert answer.headers["Allow"]


def test_an_address_that_is_none_is_told_so(dispatch: Dispatch):
    for path in ("/api/v1/complaints/2603-ABCD-EFGH", "/api/v1/x/y"):
        is_problem(dispatch.send(method="GET", path=path), 404)


# --- lists -----------------------------------------------------------------------------------------------


def test_categories_and_units_are_listed_for_everybody(dispatch: Dispatch):
    def codes(path: str) -> set[str]:
        answer = dispatch.send(method="GET", path=path, Authorization="")
        assert answer.status == 200
        return {row["code"] for row in answer.body}

    assert {"attitude", "unsure"} <= codes("/api/v1/categories")
    units = codes("/api/v1/units")
    assert {"east", "east-gate"} <= units
    assert not {"outside", "response"} & units
