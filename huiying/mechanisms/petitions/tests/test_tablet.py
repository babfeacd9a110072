"""A petition written alone on the private tablet of a station: the form and nothing else, and nothing left behind."""

import re
from datetime import timedelta
from io import BytesIO

import pytest
from django.test import Client

from huiying.core.files import queries as files
from huiying.core.files.tests.samples import picture
from huiying.core.kinds import PartyRole
from huiying.core.ledger import queries as ledger
from huiying.core.people.models import Draft
from huiying.core.people.services import draft_digest
from huiying.mechanisms.petitions.tests.pages import signed_in, text
from huiying.mechanisms.petitions.tests.support import Service

WORDS = "楼道里的消防通道被堵了两年，请督促清理。"


def plain(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


class Clock:
    def __init__(self, service: Service) -> None:
        self.at = service.at

    def now(self):
        return self.at

    def passes(self, **much: float) -> None:
        self.at += timedelta(**much)


@pytest.fixture
def time(service: Service, monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock(service)
    monkeypatch.setattr("huiying.core.clock.now", made.now)
    return made


@pytest.fixture
def device(service: Service, time: Clock) -> Client:
    """A tablet of East Gate station, opened with a code from its desk."""
    page = text(signed_in(service, "dora").post("/en/desk/tablet"))
    code = re.search(r"\b\d{4} \d{4}\b", plain(page))
    assert code is not None
    client = Client()
    assert client.post("/en/tablet/", {"code": code[0]}).status_code == 302
    return client


def write(device: Client) -> None:
    assert device.post("/en/tablet/", {"petition": "1"})["Location"].endswith("/petition/what")
    for slug, typed in (
        ("what", {"narrative": WORDS, "request": "", "unit": "east-gate"}),
        ("who", {"name": "林小满"}),
    ):
        assert device.post(f"/en/petition/{slug}", typed).status_code == 302, slug


def send(device: Client, time: Clock) -> str:
    """Without script: the page's token after its wait. Gives the receipt page."""
    page = text(device.get("/en/petition/check"))
    proof = re.search(r'name="proof" value="([^"]+)"', page) or re.search(
        r'data-token="([^"]+)"', page
    )
    assert proof is not None
    time.passes(seconds=30)
    assert device.post("/en/petition/check", {"proof": proof[1]}).status_code == 302
    return text(device.get("/en/petition/receipt"))


def test_it_offers_both_forms_and_names_the_unit_where_it_stands(device: Client):
    page = text(device.get("/en/tablet/"))
    assert 'name="complaint"' in page
    assert 'name="petition"' in page
    device.post("/en/tablet/", {"petition": "1"})
    what = text(device.get("/en/petition/what"))
    assert re.search(r'value="east-gate"\s+selected', what)


def test_nothing_else_of_petitions_is_open_on_it(device: Client):
    for page in ("petition/", "desk/petition", "desk/petition/withdrawal", "watch/petitions", "m/"):
        assert device.get(f"/en/{page}")["Location"].endswith("/tablet/"), page


def test_it_goes_to_the_office_that_answers_and_the_code_is_the_petitioners_alone(
    service: Service, time: Clock, device: Client
):
    write(device)
    code = re.search(r"\d{4} \d{4} \d{4} \d{4} \d{4}", plain(send(device, time)))
    assert code is not None
    holder = ledger.holder_of(code[0].replace(" ", ""))
    assert holder is not None
    held = {p.role: p.unit_id for p in ledger.parties(holder.matter_id)}
    assert held[PartyRole.HANDLING] == service.units["east"]


def test_finishing_leaves_nothing_for_the_next_person(time: Clock, device: Client):
    write(device)
    send(device, time)
    old = device.cookies["hy_petition"].value
    assert device.post("/en/petition/receipt")["Location"].endswith("/tablet/?cleared=1")
    assert not Draft.objects.filter(digest=draft_digest(old)).exists()
    for page in ("what", "who", "check", "receipt"):
        answer = device.get(f"/en/petition/{page}", follow=True)
        assert WORDS not in text(answer)
        assert "receipt-code" not in text(answer)


def test_wiping_takes_words_and_files_of_either_form(device: Client):
    write(device)
    token = device.cookies["hy_petition"].value
    photo = BytesIO(picture("PNG"))
    photo.name = "a.png"
    device.post("/en/petition/what", {"narrative": WORDS, "unit": "east-gate", "files": photo})
    assert files.files_of_draft(draft_digest(token))
    cleared = device.post("/en/tablet/clear")
    assert cleared["Clear-Site-Data"] == '"cache", "storage"'
    assert not files.files_of_draft(draft_digest(token))
    assert not Draft.objects.filter(digest=draft_digest(token)).exists()


def test_beginning_one_form_wipes_what_was_begun_in_the_other(device: Client):
    write(device)
    token = device.cookies["hy_petition"].value
    device.post("/en/tablet/", {"complaint": "1"})
    assert not Draft.objects.filter(digest=draft_digest(token)).exists()


def test_who_walks_away_is_forgotten_by_the_server_too(time: Clock, device: Client):
    write(device)
    for _ in range(3):
        time.passes(minutes=15)
        assert device.get("/en/tablet/here").status_code == 204
    assert WORDS in text(device.get("/en/petition/what"))
    time.passes(minutes=23)
    assert device.get("/en/petition/what")["Location"].endswith("/tablet/")
    assert device.get("/en/petition/check")["Location"].endswith("/tablet/")


def test_no_page_of_it_is_stored_or_leads_away(time: Clock, device: Client):
    write(device)
    seen = [device.get(f"/en/petition/{one}") for one in ("what", "who", "check")]
    send(device, time)
    seen.append(device.get("/en/petition/receipt"))
    for answer in seen:
        assert "no-store" in answer["Cache-Control"]
        links = set(re.findall(r'<a [^>]*?href="([^"#]+)', text(answer)))
        away = {u for u in links if not re.match(r"(/en|/zh-hant)?/(petition|tablet)/", u)}
        assert away == set(), answer.request["PATH_INFO"]
