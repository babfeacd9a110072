"""One's own sign-ins: seen, ended, told of; over the minute a posting is."""

from datetime import timedelta

import pytest
from django.urls import reverse

from huiying.core import clock
from huiying.core.access.signin import remarks
from huiying.core.access.signin.models import Device, Remark, SignIn
from huiying.core.access.signin.tidying import tidy
from huiying.core.kinds import SeatRole
from huiying.core.people.services import set_active
from huiying.core.units import services as units
from huiying.core.web.signin.tests import people
from huiying.core.web.signin.tests.people import FIREFOX, PHONE, browser, inside, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(db, settings):
    settings.HUIYING_NETWORKS = ["10.0.0.0/8=清河网", "10.1.0.0/16=QH"]
    return people.build()


def shown(client) -> str:
    return client.get(reverse("signin_mine")).content.decode()


# --- the life of a posting -------------------------------------------------------------------------------------


def test_an_officer_who_moves_loses_the_old_unit_that_minute(staff):
    client = browser()
    sign_in(client, "zhao")
    assert client.get(reverse("watch_unit", args=["QH-01"])).status_code == 200
    units.end_posting(posting_id=staff.postings["zhao"], at=clock.now())
    answer = client.get(reverse("watch_unit", args=["QH-01"]))
    assert reverse("account_login") in answer["Location"]
    assert "您的任职有变动" in client.get(reverse("account_login")).content.decode()
    units.post_officer(
        officer_id=staff.officers["zhao"], unit_id=staff.units["QH-02"], role=SeatRole.HEAD,
        since=clock.now(),
    )  # fmt: skip
    sign_in(client, "zhao")
    assert client.get(reverse("watch_unit", args=["QH-01"])).status_code == 403
    assert client.get(reverse("watch_unit", args=["QH-02"])).status_code == 200


def test_what_is_sent_after_the_move_does_nothing(staff):
    client = browser()
    sign_in(client, "admin")
    units.end_posting(posting_id=staff.postings["admin"], at=clock.now())
    answer = client.post(
        reverse("administer_people"),
        {"do": "end", "end-posting": str(staff.postings["zhao"])},
    )
    assert reverse("account_login") in answer["Location"]
    other = browser()
    sign_in(other, "zhao")
    assert inside(other)


def test_a_posting_that_runs_out_by_itself_ends_the_sign_in_too(staff, monkeypatch):
    units.post_officer(
        officer_id=staff.officers["wang"], unit_id=staff.units["QH-02"], role=SeatRole.DESK,
        since=clock.now(), until=clock.now() + timedelta(minutes=1),
    )  # fmt: skip
    client = browser()
    sign_in(client, "wang")
    assert inside(client)
    later = clock.now() + timedelta(minutes=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert not inside(client)


def test_suspension_and_a_lost_role_end_it_as_well(staff):
    for name in ("wang", "zhao"):
        client = browser()
        sign_in(client, name)
        assert inside(client)
        units.begin_absence(officer_id=staff.officers[name], cause="suspended", at=clock.now())
        assert not inside(client)
    ended = SignIn.objects.filter(ended_by="posting")
    assert ended.count() == 2


def test_a_closed_account_is_out_at_once(staff):
    client = browser()
    sign_in(client, "wang")
    set_active(username="wang", active=False)
    assert not inside(client)
    assert sign_in(browser(), "wang").status_code in {302, 422}
    assert not inside(client)


# --- the list --------------------------------------------------------------------------------------------------


def test_devices_are_called_as_people_call_them_and_networks_by_their_names(staff):
    client = browser(FIREFOX, "10.1.2.3")
    sign_in(client, "wang")
    sign_in(browser(PHONE, "203.0.113.9"), "wang")
    page = shown(client)
    assert "Windows 上的 Firefox" in page
    assert "Android 上的 Chrome" in page
    assert "清河分局的网络" in page
    assert "不是本局的网络" in page
    assert "柳渡派出所" in page
    assert "203.0.113" not in page


def test_no_address_is_stored(staff):
    client = browser(FIREFOX, "203.0.113.9")
    sign_in(client, "wang")
    rows = [*SignIn.objects.values(), *Device.objects.values(), *Remark.objects.values()]
    assert rows
    assert "203.0.113" not in str(rows)
    assert "Mozilla" not in str(rows)
    assert client.cookies["huiying_device"].value not in str(rows)


def test_one_that_is_not_mine_is_ended_there_and_then(staff):
    own, lost = browser(), browser(PHONE)
    sign_in(own, "wang")
    sign_in(lost, "wang")
    row = SignIn.objects.get(system="android")
    assert own.post(reverse("signin_end", args=[row.pk])).status_code == 302
    assert not inside(lost)
    assert inside(own)


def test_what_is_open_can_be_ended_though_others_are_over(staff):
    own, lost = browser(), browser(PHONE)
    sign_in(own, "wang")
    own.post(reverse("account_logout"))
    sign_in(own, "wang")
    sign_in(lost, "wang")
    page = shown(own)
    row = SignIn.objects.get(system="android")
    assert reverse("signin_end", args=[row.pk]) in page
    assert "到时自动结束" not in page.partition("已结束")[0]


def test_all_others_are_ended_together(staff):
    own, others = browser(), [browser(PHONE), browser(PHONE)]
    for client in (own, *others):
        sign_in(client, "wang")
    own.post(reverse("signin_end_others"))
    assert [inside(c) for c in (own, *others)] == [True, False, False]


def test_somebody_elses_sign_in_cannot_be_ended(staff):
    victim, other = browser(), browser()
    sign_in(victim, "zhao")
    sign_in(other, "wang")
    row = SignIn.objects.get(account__username="zhao")
    other.post(reverse("signin_end", args=[row.pk]))
    assert inside(victim)


def test_signing_out_ends_the_row_and_the_cookie_opens_nothing_again(staff):
    client = browser()
    sign_in(client, "wang")
    kept = client.cookies["sessionid"].value
    client.post(reverse("account_logout"))
    assert SignIn.objects.get().ended_by == "signed-out"
    client.cookies["sessionid"] = kept
    assert not inside(client)


def test_a_changed_password_ends_the_others(staff):
    own, other = browser(), browser(PHONE)
    sign_in(own, "wang")
    sign_in(other, "wang")
    new = "new-battery-new-staple"
    done = own.post(
        reverse("account_change_password"),
        {"oldpassword": people.PASSWORD, "password1": new, "password2": new},
    )
    assert done.status_code == 302
    assert inside(own)
    # Their rows say so at once, whether or not the other browser comes back; Django would only forget its cookie.
    assert set(SignIn.objects.values_list("ended_by", flat=True)) == {"", "revoked"}
    assert not inside(other)


# --- told ------------------------------------------------------------------------------------------------------


def test_a_new_device_is_told_on_the_page_and_by_mail(staff, mail):
    known = browser()
    sign_in(known, "wang")
    assert "还没有" in shown(known), "the first device ever is no news"
    sign_in(browser(PHONE), "wang")
    page = shown(known)
    assert "有人在一台从未用过的设备上登录了您的账号。" in page
    assert "Android 上的 Chrome" in page
    assert remarks.mail_waiting(clock.now() + timedelta(seconds=1), 10) == 1
    assert remarks.mail_waiting(clock.now() + timedelta(seconds=1), 10) == 0
    letter = mail.messages[0]
    assert letter["To"] == "wang@police.example"
    assert "从未用过的设备" in letter.get_content()
    assert "http" not in letter.get_content()


def test_every_page_says_that_there_is_news_until_it_was_read(staff):
    known = browser()
    sign_in(known, "wang")
    news = "您的登录有新情况"
    assert news not in known.get(reverse("desk")).content.decode()
    sign_in(browser(PHONE), "wang")
    assert news in known.get(reverse("desk")).content.decode()
    shown(known)
    assert news not in known.get(reverse("desk")).content.decode()


def test_what_is_kept_of_sign_ins_goes_when_its_time_is_up(staff):
    sign_in(browser(), "wang")
    sign_in(browser(), "zhao")
    SignIn.objects.filter(account__username="wang").update(ended_at=clock.now())
    assert tidy(clock.now() + timedelta(days=179), 100) == 2, "the two sessions that ran out"
    assert tidy(clock.now() + timedelta(days=181), 100) == 2, "the two devices"
    assert SignIn.objects.count() == 2
    assert tidy(clock.now() + timedelta(days=366), 100) == 2
    assert SignIn.objects.count() == 0


def test_a_known_device_is_not_told_of_again(staff):
    client = browser()
    for _ in range(3):
        sign_in(client, "wang")
        client.post(reverse("account_logout"))
    assert Remark.objects.count() == 0


def test_mail_that_is_not_taken_is_tried_again_and_given_up_in_the_end(staff, mail):
    sign_in(browser(), "wang")
    sign_in(browser(PHONE), "wang")
    mail.refuse_messages()
    at = clock.now()
    for turn in range(remarks.MAIL_ATTEMPTS + 2):
        remarks.mail_waiting(at + timedelta(hours=turn + 1), 10)
    assert Remark.objects.get().mail_at is None
    assert Remark.objects.get().attempts == remarks.MAIL_ATTEMPTS
    assert mail.messages == []
