"""The private tablet: nothing of staff on it, nothing of one person left for the next, no way out."""

import re
from datetime import timedelta
from io import BytesIO

import pytest
from django.contrib.auth import SESSION_KEY, get_user_model
from django.test import Client

from huiying.core.files import queries as files
from huiying.core.files.tests.samples import picture
from huiying.core.ledger import queries as ledger
from huiying.core.people.models import Draft
from huiying.core.people.services import draft_digest, open_account
from huiying.core.web import tablet
from huiying.mechanisms.complaints.tests.visiting import words
from huiying.mechanisms.complaints.views.tablet import CODE_LASTS, ENDS, WRONG

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
PASSWORD = "a-long-passphrase"
WORDS = "窗口的人说不归他们管。"


class Clock:
    def __init__(self, at):
        self.at = at

    def now(self):
        return self.at

    def passes(self, **much):
        self.at += timedelta(**much)


@pytest.fixture
def time(service, monkeypatch):
    made = Clock(service.at)
    monkeypatch.setattr("huiying.core.clock.now", made.now)
    return made


def signed_in(service, name: str = "accused") -> Client:
    open_account(username=name, password=PASSWORD, officer_id=service.officers[name])
    client = Client()
    client.force_login(get_user_model().objects.get(username=name), backend=BACKEND)
    return client


def code_of(answer) -> str:
    found = re.search(r"\b\d{4} \d{4}\b", words(answer))
    assert found is not None
    return found[0]


@pytest.fixture
def device(service, time) -> Client:
    """A tablet of East Gate station, opened by code: no member of staff was ever signed in on it."""
    code = code_of(signed_in(service).post("/en/desk/tablet"))
    client = Client()
    assert client.post("/en/tablet/", {"code": code}).status_code == 302
    return client


def begin(device: Client) -> None:
    assert device.post("/en/tablet/")["Location"].endswith("/tell/how")


def write(device: Client, narrative: str = WORDS) -> None:
    begin(device)
    for slug, typed in (
        ("how", {"how": "anonymous"}),
        ("category", {"category": "attitude"}),
        ("who", {"unit": "east-gate", "who": ""}),
        ("what", {"narrative": narrative}),
    ):
        assert device.post(f"/en/tell/{slug}", typed).status_code == 302, slug


def send(device: Client, time) -> str:
    """Without script: the page's token after its wait. Gives the receipt page."""
    page = device.get("/en/tell/check").content.decode()
    proof = re.search(r'name="proof" value="([^"]+)"', page) or re.search(
        r'data-token="([^"]+)"', page
    )
    assert proof is not None
    time.passes(seconds=30)
    assert device.post("/en/tell/check", {"proof": proof[1]}).status_code == 302
    return words(device.get("/en/tell/receipt"))


def test_opened_on_the_desks_own_screen_it_signs_the_desk_out(service, time):
    client = signed_in(service)
    client.post("/en/desk/tablet", {"here": "1"})
    assert SESSION_KEY not in client.session
    for page in ("/en/desk/", "/en/desk/intake", "/en/", "/en/m/", "/en/account/login/", "/x"):
        assert client.get(page)["Location"].endswith("/tablet/"), page


def test_a_sign_in_that_comes_back_to_a_tablet_is_ended(service, time, device):
    again = signed_in(service, "chief")
    device.cookies["sessionid"] = again.cookies["sessionid"].value
    device.get("/en/tablet/")
    assert SESSION_KEY not in again.session
    assert again.get("/en/desk/").status_code == 302


def test_a_code_opens_one_tablet_once_and_not_for_long(service, time):
    desk = signed_in(service)
    code = code_of(desk.post("/en/desk/tablet"))
    first, second, late = Client(), Client(), Client()
    assert first.post("/en/tablet/", {"code": code}).status_code == 302
    assert tablet.COOKIE in first.cookies
    assert second.post("/en/tablet/", {"code": code}).status_code == 422
    other = code_of(desk.post("/en/desk/tablet"))
    time.passes(seconds=CODE_LASTS.total_seconds() + 1)
    assert late.post("/en/tablet/", {"code": other}).status_code == 422


def test_codes_cannot_be_tried_through(service, time):
    code = code_of(signed_in(service).post("/en/desk/tablet"))
    stranger = Client()
    for n in range(WRONG.most):
        assert stranger.post("/en/tablet/", {"code": f"{n:08d}"}).status_code == 422
    assert stranger.post("/en/tablet/", {"code": code}).status_code == 429
    time.passes(minutes=1, seconds=1)
    assert stranger.post("/en/tablet/", {"code": code}).status_code == 302


def test_a_forged_or_old_cookie_makes_no_tablet(service, time, device):
    value = device.cookies[tablet.COOKIE].value
    forged = Client()
    forged.cookies[tablet.COOKIE] = value[:-1] + ("A" if value[-1] != "A" else "B")
    assert forged.get("/en/m/").status_code == 200
    time.passes(hours=12, seconds=1)
    assert device.get("/en/m/").status_code == 200


def test_the_unit_where_it_stands_is_named_already_and_told_to_be_kept_away(device):
    begin(device)
    assert re.search(r'value="east-gate"\s+selected', device.get("/en/tell/who").content.decode())


def test_before_it_begins_it_says_who_handles_and_who_does_not(device):
    page = device.get("/en/tablet/").content.decode()
    assert "east-gate is handled by <b>east</b>" in page
    assert "east-gate neither handles nor sees it" in page


def test_a_complaint_goes_all_the_way_and_its_unit_is_kept_away(service, time, device):
    write(device)
    page = send(device, time)
    code = re.search(r"\d{4} \d{4} \d{4} \d{4} \d{4}", page)
    assert code is not None
    holder = ledger.holder_of(code[0].replace(" ", ""))
    about = {p.unit_id for p in ledger.parties(holder.matter_id) if p.role.value == "accused"}
    assert about == {service.units["east-gate"]}
    ref = ledger.matter(holder.matter_id).ref
    assert signed_in(service, "chief").get(f"/en/desk/m/{ref}/").status_code == 403


def test_finishing_leaves_nothing_for_the_next_person(time, device):
    write(device)
    send(device, time)
    old = device.cookies["hy_draft"].value
    assert device.post("/en/tell/receipt")["Location"].endswith("/tablet/?cleared=1")
    assert not Draft.objects.filter(digest=draft_digest(old)).exists()
    for page in ("tell/how", "tell/what", "tell/check", "tell/receipt"):
        answer = device.get(f"/en/{page}", follow=True)
        assert WORDS not in answer.content.decode()
        assert "receipt-code" not in answer.content.decode()
    begin(device)
    assert device.cookies["hy_draft"].value != old
    assert WORDS not in device.get("/en/tell/what").content.decode()


def test_wiping_halfway_takes_words_and_files_with_it(device):
    write(device)
    token = device.cookies["hy_draft"].value
    photo = BytesIO(picture("PNG"))
    photo.name = "a.png"
    device.post("/en/tell/what", {"narrative": WORDS, "files": photo})
    assert files.files_of_draft(draft_digest(token))
    device.post("/en/tablet/clear")
    assert not files.files_of_draft(draft_digest(token))
    assert not Draft.objects.filter(digest=draft_digest(token)).exists()


def test_who_walks_away_is_forgotten_by_the_server_too(time, device):
    write(device)
    time.passes(minutes=23)
    assert device.get("/en/tell/what")["Location"].endswith("/tablet/")
    assert device.get("/en/tell/check")["Location"].endswith("/tablet/")


def test_who_goes_on_typing_is_not(time, device):
    write(device)
    for _ in range(4):
        time.passes(minutes=15)
        assert device.get("/en/tablet/here").status_code == 204
    assert WORDS in device.get("/en/tell/what").content.decode()


def test_no_page_of_it_is_stored_or_leads_away(time, device):
    seen = [device.get("/en/tablet/")]
    write(device)
    seen += [device.get(f"/en/tell/{s}") for s in ("how", "category", "who", "what", "check")]
    send(device, time)
    seen.append(device.get("/en/tell/receipt"))
    for answer in seen:
        assert "no-store" in answer["Cache-Control"]
        links = set(re.findall(r'<a [^>]*?href="([^"#]+)', answer.content.decode()))
        away = {u for u in links if not re.match(r"(/en|/zh-hant)?/(tell|tablet)/", u)}
        assert away == set(), answer.request["PATH_INFO"]


def test_without_script_each_page_has_its_time_and_says_so(device):
    begin(device)
    page = device.get("/en/tell/how").content.decode()
    assert re.search(
        r'<noscript>\s*<meta http-equiv="refresh"\s+content="1200; url=/en/tablet/clear"', page
    )
    assert "is wiped at 10:20" in page


def test_staff_end_it_with_their_password_and_are_not_signed_in_by_that(service, device):
    open_account(username="gus", password=PASSWORD, officer_id=service.officers["gus"])
    write(device)
    wrong = device.post("/en/tablet/end", {"username": "gus", "password": "no"})
    assert wrong.status_code == 422
    assert device.get("/en/m/")["Location"].endswith("/tablet/")
    right = device.post("/en/tablet/end", {"username": "gus", "password": PASSWORD})
    assert right["Location"].endswith("/account/login/")
    assert SESSION_KEY not in device.session
    assert device.get("/en/m/").status_code == 200
    assert WORDS not in device.get("/en/tell/what").content.decode()


def test_passwords_cannot_be_tried_through_on_a_tablet(service, time, device):
    open_account(username="gus", password=PASSWORD, officer_id=service.officers["gus"])
    for n in range(ENDS.most):
        answer = device.post("/en/tablet/end", {"username": "gus", "password": f"no{n}"})
        assert answer.status_code == 422
    right = {"username": "gus", "password": PASSWORD}
    assert device.post("/en/tablet/end", right).status_code == 429
    time.passes(minutes=6)
    assert device.post("/en/tablet/end", right).status_code == 302


def test_an_ordinary_browser_is_no_tablet(db, service, time):
    ordinary = Client()
    assert ordinary.get("/en/tablet/").status_code == 200
    assert ordinary.get("/en/tablet/here").status_code == 403
    assert "hy-tablet" not in ordinary.get("/en/tell/how").content.decode()
