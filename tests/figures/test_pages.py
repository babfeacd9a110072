"""Who may open which page, and that its totals are those of what the reader may see."""

import pytest
from django.test import Client

from huiying.core.duties.services import sweep
from huiying.core.units import queries as unit_queries
from huiying.mechanisms.complaints.tests.support import Service, answered, days, file
from huiying.mechanisms.openness import queries
from huiying.mechanisms.openness.models import NoReceipt
from huiying.mechanisms.openness.services import reporting
from huiying.mechanisms.openness.services.refreshing import refresh_now
from tests.figures.conftest import SignIn

STAFF_PAGES = ("/watch/", "/oversight/", "/administration/", "/administration/units",
               "/administration/people", "/administration/clients")  # fmt: skip
PUBLIC_PAGES = (
    "/figures/",
    "/figures/imported/",
    "/rules/",
    "/no-receipt",
    "/figures/data.csv",
    "/figures/data.json",
)
MAY = {
    "edith": {"/watch/"},
    "sven": {"/watch/"},
    "olga": {"/oversight/"},
    "adam": {p for p in STAFF_PAGES if p.startswith("/administration")},
    "alice": set(),
    "dora": set(),
}


@pytest.mark.parametrize("name", MAY)
def test_each_page_is_for_its_role_alone(service: Service, sign_in: SignIn, name: str):
    client = sign_in(name)
    opened = {path for path in STAFF_PAGES if client.get(path).status_code == 200}
    assert opened == MAY[name]


@pytest.mark.parametrize("path", STAFF_PAGES)
def test_a_stranger_is_asked_to_sign_in(db: None, path: str):
    assert Client().get(path).status_code == 302


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize("path", PUBLIC_PAGES)
def test_everybody_may_read_what_is_public(service: Service, path: str, prefix: str):
    assert Client().get(prefix + path).status_code == 200


def test_figures_are_read_in_few_queries(service: Service, django_assert_max_num_queries):
    for _ in range(12):
        answered(service)
    refresh_now(service.at + days(60))
    client = Client()
    client.get("/figures/")
    with django_assert_max_num_queries(5):
        client.get("/figures/")


def test_a_supervisor_counts_what_they_may_see(service: Service, sign_in: SignIn):
    for _ in range(3):
        file(service, about=("east-gate",))
    file(service, about=("west-gate",))
    while sweep(now=service.at + days(1)):
        pass
    east = sign_in("edith").get("/watch/").context
    city = sign_in("sven").get("/watch/").context
    assert [line.name for line in east["lines"]] == ["east"]
    assert {line.name for line in city["lines"]} == {"city", "east", "west"}
    whole = next(line for line in city["lines"] if line.name == "city")
    assert whole.open == sum(n.open for n in city["lines"] if n.name != "city")


def test_what_a_unit_is_accused_of_is_not_in_its_heads_totals(service: Service, sign_in: SignIn):
    file(service, about=("east",))
    file(service, about=("east-gate",))
    while sweep(now=service.at + days(1)):
        pass
    east = sign_in("edith").get("/watch/").context["lines"]
    alone = east[0].open
    assert sum(line.open for line in east) == alone
    assert sign_in("sven").get("/watch/").context["lines"][0].open > alone


def test_a_unit_of_another_branch_opens_for_nobody(service: Service, sign_in: SignIn):
    file(service, about=("west-gate",))
    client = sign_in("edith")
    assert client.get("/watch/west/").status_code == 403
    assert client.get("/watch/east/").status_code == 200


def test_a_report_without_receipt_reaches_oversight_and_never_the_unit(
    service: Service, sign_in: SignIn
):
    reporting.report_no_receipt(
        unit_id=service.units["east-gate"],
        happened_on=service.at.date(),
        words="窗口不给回执。",
        contact="",
        at=service.at,
    )
    olga = sign_in("olga")
    assert "窗口不给回执。" in olga.get("/oversight/").content.decode()
    for name in ("chief", "edith", "sven"):
        client = sign_in(name)
        for path in ("/watch/", "/desk/", "/oversight/"):
            assert "窗口不给回执。" not in client.get(path).content.decode()
    report = NoReceipt.objects.get()
    assert olga.post(f"/oversight/report/{report.pk}").status_code == 302
    assert queries.no_receipt_reports()[0].done


def test_a_report_without_receipt_keeps_what_was_typed(service: Service):
    page = Client().post("/en/no-receipt", {"words": "Nobody gave me a receipt."})
    assert page.status_code == 422
    assert "Nobody gave me a receipt." in page.content.decode()
    assert "Choose the station or office where you were." in page.content.decode()


def test_the_gap_between_two_books_is_published(service: Service):
    for _ in range(12):
        file(service, channel="110")
    reporting.enter_count(
        day=service.at.date(), channel="110", count=30, unit_id=service.units["east"],
        by=service.actor("edith"), at=service.at,
    )  # fmt: skip
    refresh_now(service.at + days(1))
    gap = queries.table("2026").gaps["110"]
    assert (gap.of, gap.number) == (30, 12)
    assert ">18<" in Client().get("/figures/").content.decode().replace("\n", "")


def test_counts_are_entered_by_those_who_may(service: Service, sign_in: SignIn):
    typed = {"day_year": "2026", "day_month": "3", "day_day": "2", "channel": "110", "count": "7"}
    assert sign_in("rita").post("/counts/", typed).status_code == 302
    assert sign_in("alice").post("/counts/", typed).status_code == 403


def test_each_rule_has_a_page(service: Service):
    client = Client()
    assert client.get("/rules/agency.answer/").status_code == 200
    assert client.get("/en/rules/cn.petition-opinion/").status_code == 200
    assert client.get("/rules/no-such-rule/").status_code == 404


def test_a_unit_that_owes_closes_with_a_successor_only(service: Service, sign_in: SignIn):
    file(service)
    client = sign_in("adam")
    typed = {"do": "close", "close-unit": str(service.units["east"]), "close-successor": ""}
    assert client.post("/administration/units", typed).status_code == 422
    typed["close-successor"] = str(service.units["city"])
    assert client.post("/administration/units", typed).status_code == 302


def test_a_token_is_shown_once(service: Service, sign_in: SignIn):
    client = sign_in("adam")
    typed = {
        "do": "add",
        "add-name": "dispatch",
        "add-unit": str(service.units["city"]),
        "add-channel": "110",
    }
    assert "hy_" in client.post("/administration/clients", typed).content.decode()
    assert "hy_" not in client.get("/administration/clients").content.decode()
    assert (
        client.post(
            "/administration/clients", {"do": "revoke", "revoke-name": "dispatch"}
        ).status_code
        == 302
    )


def test_the_clock_moves_in_the_demonstration_only(service: Service, sign_in: SignIn):
    assert sign_in("adam").post("/administration/clock", {"step": "1d"}).status_code == 404


def test_a_renamed_unit_is_named_anew(service: Service, sign_in: SignIn):
    client = sign_in("adam")
    typed = {
        "do": "rename",
        "rename-unit": str(service.units["west"]),
        "rename-zh": "新西",
        "rename-en": "New West",
    }
    assert client.post("/administration/units", typed).status_code == 302
    assert "新西" in client.get("/administration/units").content.decode()
    assert unit_queries.unit(service.units["west"]).en == "New West"
