"""An attack on a case, its visits and a petition, by everybody who has no part in them: nothing of them comes out.

Each address is asked twice, with what belongs to a real matter and with what belongs to none: the answers are the same
bytes. Whoever follows one matter, or is another person of the same case, reads nothing of the other.
"""

import itertools
import logging
import math
import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from huiying.core.access.models import Look
from huiying.core.files import services as files
from huiying.core.files.tests.samples import picture
from huiying.core.files.work import clean_waiting
from huiying.core.holders.talking import write_message
from huiying.core.kinds import PartyRole, SeatRole
from huiying.core.ledger import codes
from huiying.core.ledger import queries as ledger
from huiying.core.ledger.handing import Handover
from huiying.core.ledger.models import Event
from huiying.core.people.services import Contact, draft_digest, new_draft_token
from huiying.core.search.services import index_waiting
from huiying.core.units.services import add_officer, post_officer
from huiying.core.web.deeds import prefix_of
from huiying.mechanisms.cases.services import deciding
from huiying.mechanisms.cases.services.registering import Report, report_case
from huiying.mechanisms.cases.tests import support as cases
from huiying.mechanisms.complaints.tests import support as complaints
from huiying.mechanisms.petitions.services.registering import Petitioning, register_petition
from huiying.mechanisms.visits.models import Visit
from huiying.mechanisms.visits.services import arranging, planning
from huiying.pages.kinds import every_desk
from tests.access_table import HOLDER, TABLE
from tests.support.access_walk import sign_in
from tests.test_access_walk import plain

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.slow,
    pytest.mark.sqlite,
    pytest.mark.timeout(600),
]
VICTIM = Contact(
    name="欧阳青禾", phone="13911112222", email="qinghe@example.org", address="银杏巷3号"
)
REPORTER = Contact(name="司马石榴", phone="13733334444")
ASKS = Contact(name="端木白塔", phone="13655556666")
# Of each person what nobody else may come to read; the last are of the matters.
OF_VICTIM = ("欧阳青禾", "13911112222", "qinghe@", "银杏巷", "紫藤铜锁")
OF_REPORTER = ("司马石榴", "13733334444")
OF_PETITIONER = ("端木白塔", "13655556666", "院墙", "青砖")
SOMEBODY = "陌生人"
STRANGER, OTHER = "nobody", "holder of a complaint"
ATTACKERS = (*(role.value for role in SeatRole), STRANGER, OTHER)
# How many of theirs are put into each place of an address.
PLACES = {
    "ref": 2, "visit": 1, "matter": 2, "matter_id": 2, "party": 3, "event": 3, "asked": 1, "question": 1, "line": 1,
    "file_id": 1,
}  # fmt: skip
SLUGS = sorted({one.slug for _, desk in every_desk() for one in desk.acts})


@dataclass(kw_only=True)
class Attacked:
    service: complaints.Service
    case: uuid.UUID
    petition: uuid.UUID
    ids: dict[str, list[str]] = field(default_factory=dict)
    clients: dict[str, Client] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)

    def secrets(self) -> tuple[str, ...]:
        refs = (ledger.matter(self.case).ref, ledger.matter(self.petition).ref)
        return (*OF_VICTIM, *OF_REPORTER, *OF_PETITIONER, *refs, *self.codes.values())


def with_file(name: str, at) -> tuple[bytes, str]:
    draft = draft_digest(new_draft_token())
    kept = files.receive_file(chunks=[picture("PNG")], name=name, by=None, at=at, draft=draft)
    return draft, str(kept)


def a_case(service: complaints.Service) -> tuple[uuid.UUID, dict[str, str]]:
    """Reported by its victim and a neighbour, opened, with a visit to the victim's home agreed."""
    east, at, cai = service.units["east-gate"], service.at, service.actor("cai")
    made = report_case(
        report=Report(
            crime="burglary",
            unit=east,
            summary="柜子里的紫藤铜锁不见了。",
            place="银杏巷3号",
            people=(
                cases.who(PartyRole.VICTIM, VICTIM, handover=Handover.SHOWN),
                cases.who(PartyRole.VICTIM, REPORTER, reported=False, handover=Handover.SHOWN),
            ),
        ),
        by=cases.WEB,
        at=at,
    )
    day = timedelta(days=1)
    deciding.accept_case(matter_id=made.matter_id, regime="criminal", by=cai, at=at)
    deciding.open_case(matter_id=made.matter_id, regime="criminal", by=cai, at=at + day)
    victim = made.parties[0]
    planning.plan_visits(
        matter_id=made.matter_id, party_id=victim, cause="unsolved", weeks=4, agreed=False,
        by=cai, at=at + day,
    )  # fmt: skip
    offer = arranging.Offer(
        party_id=victim, way="home", begins=tuple(at + day * n for n in (6, 7, 8)),
        officers=(service.officers["cai"], service.officers["dan"]), place="银杏巷3号",
    )  # fmt: skip
    arranging.offer_visit(matter_id=made.matter_id, offer=offer, by=cai, at=at + day * 2)
    holder = cases.Case(matter_id=made.matter_id, parties=made.parties).holder()
    arranging.pick_time(option=1, by=holder, at=at + day * 3)
    write_message(text="紫藤铜锁是外婆留下的。", by=holder, at=at + day * 3)
    return made.matter_id, {str(party): code for party, code in made.codes.items()}


@pytest.fixture
def attacked(db: None, monkeypatch: pytest.MonkeyPatch) -> Attacked:
    service = cases.build()
    monkeypatch.setattr("huiying.core.clock.now", lambda: service.at + timedelta(days=5))
    # Thousands are turned away, each with a traceback in the log.
    logging.getLogger("django.request").disabled = True
    case, of_people = a_case(service)
    draft, kept = with_file("青砖.png", service.at)
    petition = register_petition(
        petition=Petitioning(
            narrative="院墙被拆，请求恢复。", request="恢复院墙", contact=ASKS,
            about_unit=service.units["east-gate"], files_of=draft,
        ),
        by=complaints.WEB, at=service.at,
    )  # fmt: skip
    while index_waiting(service.at + timedelta(days=4)):
        pass
    assert clean_waiting(at=service.at + timedelta(days=1), limit=9) == 1
    made = Attacked(service=service, case=case, petition=petition.matter_id)
    made.codes = {**of_people, "petition": petition.code}
    made.ids = ids_of(made) | {"file_id": [kept]}
    for role in SeatRole:
        officer = add_officer(number=f"9{len(made.clients):05d}", zh=SOMEBODY)
        since = service.at - timedelta(days=300)
        unit = service.units["west-gate" if role is not SeatRole.ADMIN else "city"]
        post_officer(officer_id=officer, unit_id=unit, role=role, since=since)
        made.clients[role.value] = sign_in(officer)
    made.clients[STRANGER] = Client()
    other = complaints.file(service, contact=complaints.SILENT)
    made.clients[OTHER], made.ids["own handle"] = follow(other.filed.code)
    return made


def follow(code: str) -> tuple[Client, list[str]]:
    client = Client()
    answer = client.post(reverse("matter_lookup"), {"code": codes.grouped(code)})
    assert answer.status_code == 302
    return client, [str(answer["Location"]).rstrip("/").rpartition("/")[2]]


def ids_of(made: Attacked) -> dict[str, list[str]]:
    """What stands in addresses, by the name of its place."""
    both = (made.case, made.petition)
    events = [str(e.id) for e in ledger.history(made.case)][-3:]
    people = [str(p.id) for pk in both for p in ledger.parties(pk) if p.person_id]
    found = {name: [str(pk) for pk in both] for name in ("matter", "matter_id")}
    found |= {"ref": [ledger.matter(pk).ref for pk in both], "party": people, "event": events}
    found |= {"visit": [str(v.pk) for v in Visit.objects.all()]}
    return found | dict.fromkeys(("asked", "question", "line"), events[:1])


@cache
def _not_there(value: str) -> str:
    """Of the same shape, and nobody's."""
    if len(value) == 36:
        return str(uuid.uuid4())
    return f"{value[:-4]}{'1111' if value.endswith('0000') else '0000'}"


def attacked_at() -> Iterator[tuple[str, list[str], tuple[str, ...], tuple[str, ...]]]:
    """Each address with something of theirs in it: its name, the places of it, slugs, and the methods it is tried by.
    The form of an act stands behind the door at which the act itself is refused."""
    for name, ways in TABLE.items():
        places = [place for place in ways[0].given if place in PLACES]
        if places:
            act = name == "staff_act"
            yield (
                name,
                places,
                tuple(SLUGS) if act else ("",),
                ("post",) if act else ("get", "post"),
            )


def requests() -> int:
    """How many requests the attack makes: each attacker at each address, with what is theirs and what is nobody's."""
    each = sum(
        math.prod(PLACES[place] for place in places) * len(slugs) * len(methods)
        for _, places, slugs, methods in attacked_at()
    )
    return each * 2 * len(ATTACKERS)


def pairs(made: Attacked) -> Iterator[tuple[str, str, dict[str, str], dict[str, str]]]:
    """Method and name, and what is put into its places: something of theirs, something of nobody's."""
    for name, places, slugs, methods in attacked_at():
        fixed = {n: v for n, v in TABLE[name][0].given.items() if n not in places}
        if "handle" in fixed:
            fixed["handle"] = made.ids["own handle"][0]
        for values in itertools.product(*(made.ids[place] for place in places)):
            real = dict(zip(places, values, strict=True))
            none = {place: _not_there(value) for place, value in real.items()}
            for slug, method in itertools.product(slugs, methods):
                more = {"slug": slug} if slug else {}
                yield method, name, fixed | real | more, fixed | none | more


@dataclass(frozen=True, kw_only=True)
class Answer:
    status: int
    to: str
    page: bytes
    heads: tuple[tuple[str, str], ...]
    # Whether something happened, or somebody's contact was opened.
    did: bool

    def said(self) -> str:
        return f"{self.to} {self.page.decode(errors='replace')} {self.heads}"


def answer_of(client: Client, method: str, name: str, given: dict[str, str]) -> Answer:
    """Without what it repeats of the address; nothing of it stays."""
    with transaction.atomic():
        before = Event.objects.count(), Look.objects.exclude(what="read-log").count()
        url = reverse(name, kwargs=given)
        sent = {"reason": "x", "text": "x", "words": "x"}
        answer = client.post(url, sent) if method == "post" else client.get(url)
        page = b"".join(answer) if answer.streaming else answer.content
        did = before != (Event.objects.count(), Look.objects.exclude(what="read-log").count())
        transaction.set_rollback(True)
    to = str(answer.get("Location", ""))
    for value in (v for place, v in given.items() if place in PLACES):
        page, to = plain(page, value), to.replace(value, "REF")
        if value == given.get("question"):
            # The fields of a form on a question are named after the question.
            page = plain(page, prefix_of(uuid.UUID(value)))
    # Length and hour of an answer are not what it says.
    apart = {"Content-Length", "Location", "Expires"}
    heads = tuple((n, v) for n, v in sorted(answer.headers.items()) if n not in apart)
    return Answer(status=answer.status_code, to=to, page=page, heads=heads, did=did)


def test_what_is_somebodys_is_answered_like_what_is_nobodys(attacked: Attacked):
    assert {n: len(v) for n, v in attacked.ids.items() if n in PLACES} == PLACES
    assert set(attacked.clients) == set(ATTACKERS)
    secrets, wrong, asked = attacked.secrets(), [], 0
    for who, client in attacked.clients.items():
        for method, name, real, none in pairs(attacked):
            one, other = (answer_of(client, method, name, given) for given in (real, none))
            asked += 2
            told = [secret for secret in secrets if secret in one.said()]
            if one != other or told or one.did:
                wrong.append((who, method, name, real, one.status, other.status, told))
    assert wrong == [], "\n".join(map(str, wrong[:40]))
    assert asked == requests()


# --- what has no id of theirs in its address ------------------------------------------------------------------

LISTS = (
    "desk", "search", "leave", "watch", "oversight", "read_log", "disposal", "withheld", "gate_asked", "sentences",
    "ask_views", "visit_day", "visit_week", "visit_promises", "visit_asks", "visit_shell", "petition_marked",
    "officer_own", "channel_counts", "intake", "case_intake", "petition_intake", "slips", "emergency",
    "figures", "figures_csv", "figures_json", "figures_imported", "matter_lookup", "administration",
)  # fmt: skip
# What one's own unit looked at and searched for meanwhile; and how much waits in the whole house, of whatever kind.
OF_ITSELF = {
    ("oversight", "oversight"),
    ("oversight", "read_log"),
    ("admin", "administration"),
}
WORDS = ("紫藤", "院墙", "burglary", "欧阳", "青砖", "银杏巷", "恢复")


def readings() -> int:
    return len(ATTACKERS) * (len(LISTS) + 1 + len(WORDS))


def everything_told(made: Attacked) -> dict[tuple[str, str], bytes]:
    found = {}
    for who, client in made.clients.items():
        for name in LISTS:
            answer = client.get(reverse(name))
            # A list may name when it was made, and a form the one filing that it may become.
            page = re.sub(
                rb'name="(key|proof|draft)" value="[^"]*"', b"", plain(answer.content, "-")
            )
            found[who, name] = re.sub(rb'data-token="[^"]*"', b"", page)
        taken = client.post(reverse("visit_take"))
        found[who, "visit_take"] = plain(taken.content, "-")
        for typed in WORDS:
            hits = client.post(reverse("search"), {"words": typed, "reason": "x"})
            found[who, f"search {typed}"] = plain(hits.content, "-")
    return found


def test_no_list_count_calendar_or_search_tells_of_what_one_may_not_see(attacked: Attacked):
    for place, page in everything_told(attacked).items():
        told = [secret for secret in attacked.secrets() if secret.encode() in page]
        # A search repeats what was typed.
        assert [s for s in told if s not in place[1]] == [], place


def test_they_are_the_same_when_there_is_more_of_it(attacked: Attacked, monkeypatch):
    everything_told(attacked)
    before = everything_told(attacked)
    service = attacked.service
    a_case(service)
    register_petition(
        petition=Petitioning(
            narrative="青砖院墙。", contact=ASKS, about_unit=service.units["east-gate"]
        ),
        by=complaints.WEB, at=service.at,
    )  # fmt: skip
    while index_waiting(service.at + timedelta(days=4)):
        pass
    after = everything_told(attacked)
    assert [p for p in before if p not in OF_ITSELF and before[p] != after[p]] == []


# --- two people of one case ------------------------------------------------------------------------------------


def test_of_two_people_of_a_case_neither_reads_a_thing_of_the_other(attacked: Attacked):
    """Every page that a code opens, the file of all that is held among them."""
    victim, reporter = (str(p.id) for p in ledger.parties(attacked.case) if p.person_id)
    for party, others in ((reporter, OF_VICTIM), (victim, OF_REPORTER)):
        client, [handle] = follow(attacked.codes[party])
        own = {
            n: w
            for n, w in TABLE.items()
            if any(HOLDER in way.who and "handle" in way.given for way in w)
        }
        assert len(own) > 15
        for name, ways in own.items():
            for values in itertools.product(
                *(attacked.ids.get(n, [v]) for n, v in ways[0].given.items())
            ):
                given = dict(zip(ways[0].given, values, strict=True)) | {"handle": handle}
                answer = client.get(reverse(name, kwargs=given))
                page = b"".join(answer) if answer.streaming else answer.content
                assert [s for s in others if s.encode() in page] == [], (name, given)


def test_the_answer_to_a_wrong_code_costs_the_same_beside_every_kind_of_matter(attacked: Attacked):
    """One digit off the code of a victim, a reporter, a petitioner; and a code of nobody: the same statements."""
    work = set()
    Client().post(reverse("matter_lookup"), {"code": codes.new_code()})
    for code in (*attacked.codes.values(), codes.new_code()):
        typed = (
            f"{code[:-1]}{(int(code[-1]) + 1) % 10}" if code in attacked.codes.values() else code
        )
        with CaptureQueriesContext(connection) as asked:
            answer = Client().post(reverse("matter_lookup"), {"code": typed})
        assert answer.status_code == 422
        said = [
            re.sub(r"s\d+_x\d+", "savepoint", q["sql"].partition("WHERE")[0])
            for q in asked.captured_queries
        ]
        work.add(tuple(re.sub(r"'[^']*'", "?", one) for one in said if "web_window" not in one))
    assert len(work) == 1
