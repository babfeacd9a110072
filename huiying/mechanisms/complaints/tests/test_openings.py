"""Each opening of a person's own page is listed there, by device and never by address; a strange one ends the code."""

import pytest

from huiying.core.access.models import Opening
from huiying.mechanisms.complaints.tests.support import Service, days, file
from huiying.mechanisms.complaints.tests.test_looking_up import slip_of
from huiying.mechanisms.complaints.tests.visiting import Visitor, words

PHONE = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/141.0 Mobile Safari/537.36"
OFFICE = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0"


@pytest.fixture
def visitor(service: Service) -> Visitor:
    made = Visitor(service.at + days(1))
    made.client.defaults["HTTP_USER_AGENT"] = PHONE
    return made


def test_each_opening_is_listed_by_day_and_device(service: Service, visitor: Visitor):
    case = file(service)
    visitor.open(case)
    other = Visitor(service.at + days(2))
    other.client.defaults["HTTP_USER_AGENT"] = OFFICE
    other.open(case)
    listed = words(visitor.get(f"{visitor.home}looks"))
    assert listed.index("Firefox on Windows") < listed.index("Chrome on Android")
    assert listed.count("the receipt code") == 2


def test_walking_through_the_page_is_one_opening(service: Service, visitor: Visitor):
    visitor.open(file(service))
    visitor.page()
    visitor.get(f"{visitor.home}letter")
    assert Opening.objects.count() == 1


def test_a_wrong_code_opens_nothing_and_is_no_opening(service: Service, visitor: Visitor):
    file(service)
    visitor.look_up("1234")
    assert not Opening.objects.exists()


def test_no_address_is_kept_but_the_service_s_own_network_by_its_name(
    service: Service, visitor: Visitor, settings
):
    settings.HUIYING_NETWORKS = ["203.0.113.0/24=east-lake counter"]
    case = file(service)
    visitor.client.defaults["REMOTE_ADDR"] = "203.0.113.77"
    visitor.open(case)
    assert "network of east-lake counter" in words(visitor.get(f"{visitor.home}looks"))
    assert "203.0.113" not in str(list(Opening.objects.values()))


def test_a_slip_is_said_to_be_one(service: Service, visitor: Visitor):
    shown_at = visitor.look_up(slip_of(service))["Location"]
    visitor.home = visitor.post(shown_at)["Location"]
    assert "the code on the slip" in words(visitor.get(f"{visitor.home}looks"))


def test_openings_of_one_matter_are_not_shown_on_another(service: Service, visitor: Visitor):
    mine, other = file(service), file(service)
    visitor.open(mine)
    stranger = Visitor(service.at + days(1))
    stranger.client.defaults["HTTP_USER_AGENT"] = OFFICE
    stranger.open(other)
    assert "Firefox on Windows" not in words(visitor.get(f"{visitor.home}looks"))


def test_from_the_list_the_code_can_be_ended(service: Service, visitor: Visitor):
    case = file(service)
    thief = Visitor(visitor.at)
    thief.open(case)
    visitor.open(case)
    page = visitor.get(f"{visitor.home}looks").content.decode()
    assert f'href="{visitor.home}new-code"' in page
    visitor.act("new-code")
    assert thief.get(thief.home)["Location"] == "/en/m/"
