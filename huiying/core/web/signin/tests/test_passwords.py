"""A password is not made of names of the house: by its page, and wherever Django's validators are asked."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.urls import reverse

from huiying.core.web.signin.tests import people
from huiying.core.web.signin.tests.people import browser, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(db, settings):
    settings.HUIYING_REQUIRE_SECOND_FACTOR = False
    return people.build()


@pytest.mark.parametrize(
    "password",
    ["qinghedistrict1", "Qinghe-District-26", "清河分局清河分局清河分局", "QH-01-QH-01-QH-01", "policepolice123",
     "Huiying-Police-2026", "huiying-demo-2026", "云浦市公安局云浦市公安局", "柳渡派出所110110110",
     "pass_word_PASSWORD"],
)  # fmt: skip
def test_names_of_the_house_with_a_little_besides_are_none(staff, password: str):
    with pytest.raises(ValidationError) as refused:
        validate_password(password)
    assert "password_of_the_house" in {error.code for error in refused.value.error_list}


@pytest.mark.parametrize(
    "password",
    [people.PASSWORD, "a-long-passphrase", "紫藤架下的铁皮桶和半张回执", "Qinghe-seven-blue-herons",
     "policy of small steps"],
)  # fmt: skip
def test_words_of_ones_own_are_taken_whatever_stands_beside_them(staff, password: str):
    validate_password(password)


def test_nor_of_ones_own_name_or_number(staff):
    account = staff.account("wang")
    validate_password("wang-wang-wang-1")
    number = account.officer.number
    for password in (f"{number}-{number}-1", f"{number}{number}"):
        with pytest.raises(ValidationError) as refused:
            validate_password(password, account)
        assert "password_of_the_house" in {error.code for error in refused.value.error_list}


def test_the_page_says_why(staff):
    client = browser()
    sign_in(client, "wang")
    new = "Qinghe-District-26"
    given = {"oldpassword": people.PASSWORD, "password1": new, "password2": new}
    answer = client.post(reverse("account_change_password"), given)
    assert "去掉" in answer.content.decode()
    assert staff.account("wang").check_password(people.PASSWORD)


@pytest.mark.parametrize("password", ["kurz-und-gut", "半张回执铁皮桶半张回执铁"])
def test_twelve_characters_are_enough_and_eleven_are_not(staff, password: str):
    assert len(password) == 12
    validate_password(password)
    with pytest.raises(ValidationError):
        validate_password(password[:-1])
