"""What administrators may do to somebody's keys: with a second person, kept, and told to the account holder."""

import pytest
from allauth.mfa.models import Authenticator
from click.testing import CliRunner
from django.urls import reverse

from huiying.config.commands.users import users
from huiying.core.access.signin.models import Remark, SignIn
from huiying.core.people.services import set_active
from huiying.core.web.signin.tests import people
from huiying.core.web.signin.tests.people import PASSWORD, browser, inside, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(db, settings):
    settings.HUIYING_REQUIRE_SECOND_FACTOR = True
    return people.build()


def run(*arguments: str, typed: str = "") -> tuple[int, str]:
    done = CliRunner().invoke(users, [*arguments], input=typed)
    return done.exit_code, done.output


def reset(*more: str, typed: str = f"{PASSWORD}\n{PASSWORD}\n") -> tuple[int, str]:
    command = ("reset-second-factor", "wang", "--reason", "lost", "--password-stdin", *more)
    return run(*command, typed=typed)


def with_factor(staff):
    client = browser()
    sign_in(client, "wang")
    people.set_up_app(client)
    assert inside(client)
    return client


def test_two_administrators_take_it_off_and_the_holder_is_told(staff):
    client = with_factor(staff)
    code, output = reset("--by", "admin", "--agreed-by", "chief")
    assert code == 0, output
    assert Authenticator.objects.count() == 0
    assert not inside(client), "its sign-ins are over"
    sign_in(client, "wang")
    assert client.get(reverse("desk"))["Location"] == reverse("mfa_index")
    row = Remark.objects.get(what="factor-reset")
    assert (row.by, row.agreed_by, row.reason) == ("admin", "chief", "lost")
    assert row.mail_at is not None
    people.set_up_app(client)
    page = client.get(reverse("signin_mine")).content.decode()
    assert "由 admin 办理，chief 同意。原因：设备丢失或损坏。" in page
    [told] = run("keys", "wang")[1].splitlines()
    assert all(
        said in told
        for said in ("factors taken off", "by admin", "agreed by chief", "lost or broken")
    )


@pytest.mark.parametrize(
    ("more", "typed"),
    [
        (("--by", "admin"), f"{PASSWORD}\n"),
        (("--by", "admin", "--alone"), f"{PASSWORD}\n"),
        (("--by", "admin", "--agreed-by", "admin"), f"{PASSWORD}\n{PASSWORD}\n"),
        (("--by", "admin", "--agreed-by", "zhao"), f"{PASSWORD}\n{PASSWORD}\n"),
        (("--by", "wang", "--agreed-by", "chief"), f"{PASSWORD}\n{PASSWORD}\n"),
        (("--by", "admin", "--agreed-by", "chief"), f"{PASSWORD}\nnot-hers\n"),
    ],
)
def test_otherwise_nothing_happens(staff, more, typed):
    client = with_factor(staff)
    code, output = reset(*more, typed=typed)
    assert code == 1, output
    assert inside(client)
    assert not Remark.objects.filter(what="factor-reset").exists()


def test_where_there_is_no_second_administrator_one_may_and_it_is_kept(staff):
    with_factor(staff)
    set_active(username="chief", active=False)
    code, output = reset("--by", "admin", "--alone", typed=f"{PASSWORD}\n")
    assert code == 0, output
    assert Remark.objects.get(what="factor-reset").agreed_by == ""


def test_a_new_password_by_the_machine_ends_the_sign_ins_and_is_told(staff):
    client = with_factor(staff)
    code, output = run("password", "wang", "--password-stdin", typed="three brown kettles\n")
    assert code == 0, output
    assert not inside(client)
    assert Remark.objects.filter(what="password-by-admin").count() == 1


def test_all_sign_ins_of_somebody_can_be_ended(staff):
    client = with_factor(staff)
    assert "1 sign-in ended" in run("sign-out", "wang")[1]
    assert not inside(client)
    assert SignIn.objects.get(account__username="wang").ended_by == "admin"


# --- dangerous pages ---------------------------------------------------------------------------------------


@pytest.fixture
def stale(staff, settings):
    """An administrator who signed in a while ago."""
    settings.HUIYING_REQUIRE_SECOND_FACTOR = False
    client = browser()
    sign_in(client, "admin")
    session = client.session
    for record in session["account_authentication_methods"]:
        record["at"] -= 3600
    session.save()
    return client


def test_giving_a_role_asks_again_and_then_goes_on_with_what_was_sent(staff, stale):
    sent = {
        "do": "post", "post-number": "000777", "post-name": "新人",
        "post-unit": str(staff.units["QH-02"]), "post-role": "desk",
    }  # fmt: skip
    page = reverse("administer_people")
    assert stale.get(page).status_code == 200, "looking is free"
    asked = stale.post(page, sent)
    assert asked["Location"].startswith(reverse("account_reauthenticate"))
    from huiying.core.units import queries as units

    assert units.officer_by_number("000777") is None
    wrong = stale.post(asked["Location"], {"password": "no", "next": page})
    assert wrong.status_code == 200
    assert units.officer_by_number("000777") is None
    done = stale.post(asked["Location"], {"password": PASSWORD, "next": page})
    assert done.status_code == 302
    assert units.officer_by_number("000777") is not None


@pytest.mark.parametrize("name", ["administer_people", "administer_clients", "signin_end_others"])
def test_roles_keys_and_revoking_ask_again(staff, stale, name):
    asked = stale.post(reverse(name), {"do": "x"})
    assert asked["Location"].startswith(reverse("account_reauthenticate"))


def test_guessing_the_password_at_an_open_screen_ends_after_ten(staff, stale):
    for _ in range(10):
        stale.post(reverse("account_reauthenticate"), {"password": "guess"})
    refused = stale.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    assert refused.status_code == 200
    assert "这次登录里错得太多了" in refused.content.decode()
