"""Papers that a station files: filled in without a name, and none that says what was not decided."""

from collections.abc import Callable
from typing import Any

import pytest

from huiying.core.access.looks import looks_at
from huiying.core.kinds import PartyRole
from huiying.core.people.safe import SafePlan
from huiying.mechanisms.cases.services import deciding, wishing
from huiying.mechanisms.cases.tests.conftest import Browser
from huiying.mechanisms.cases.tests.support import (
    BY_MAIL,
    Case,
    Service,
    accepted,
    days,
    opened,
    report,
    who,
)
from huiying.mechanisms.cases.tests.test_not_opening import refuse
from huiying.mechanisms.cases.tests.test_pages import home, ref

Enter = Callable[..., Browser]


@pytest.mark.parametrize("slug", ["receipt", "opening", "service"])
@pytest.mark.parametrize("language", ["", "/en"])
def test_papers_print_without_a_name(service: Service, desk: Enter, slug: str, language: str):
    case = opened(service)
    page = desk("cai", day=2).text(f"{language}/desk/cases/{ref(case)}/paper/{slug}")
    assert "林小满" not in page
    assert "{" not in page.partition("<article")[2].partition("</article>")[0]
    assert desk("lei").get(f"/desk/cases/{ref(case)}/paper/{slug}").status_code == 403


def test_no_paper_says_what_was_not_decided(service: Service, desk: Enter, settings: Any):
    def offered(case: Case) -> set[str]:
        page = desk("cai", day=3).text(f"/desk/m/{ref(case)}/")
        slugs = ("receipt", "opening", "refusal", "acknowledgement", "service")
        return {slug for slug in slugs if f"/paper/{slug}" in page}

    new, open_, refused = report(service), opened(service), accepted(service)
    refuse(service, refused)
    assert offered(new) == {"service"}
    assert offered(open_) == {"receipt", "opening", "service"}
    assert offered(refused) == {"receipt", "refusal", "service"}
    assert desk("cai", day=3).get(f"/desk/cases/{ref(open_)}/paper/refusal").status_code == 404
    settings.HUIYING_JURISDICTION = "ew"
    assert offered(open_) == {"acknowledgement", "service"}


@pytest.mark.parametrize("slug", ["opening", "service"])
def test_a_paper_warns_of_whom_it_must_not_reach_by_letter(
    service: Service, desk: Enter, slug: str
):
    case = opened(service, who(), who(PartyRole.VICTIM, BY_MAIL))
    url = f"/en/desk/cases/{ref(case)}/paper/{slug}"
    assert "Never this way" not in desk("cai", day=2).text(url)
    wishing.set_safe_contact(
        matter_id=case.matter_id,
        party_id=case.parties[1],
        plan=SafePlan(never=("letter", "phone"), spoken_word="桂花"),
        by=service.actor("cai"),
        at=service.at + days(1),
    )
    page = desk("cai", day=2).text(url)
    assert "Victim 2: no letters" in page
    assert "no calls" not in page
    assert "桂花" not in page
    paper = page.partition("<article")[2].partition("</article>")[0]
    assert "no letters" not in paper
    assert looks_at(case.matter_id)


# --- for each of its people --------------------------------------------------------------------------


def test_a_victim_elsewhere_sees_the_number_and_no_promise_about_what_has_ended(
    service: Service, desk: Enter, person: Enter, settings: Any
):
    settings.HUIYING_JURISDICTION = "ew"
    case = opened(service, number="WX-2026-11")
    browser = person(2)
    url = home(browser, case)
    assert "WX-2026-11" in browser.text(url)
    assert "public-order" not in desk("cai", day=2).text(
        f"/en/desk/m/{ref(report(service))}/open-case"
    )
    deciding.do_not_investigate(
        matter_id=case.matter_id,
        reason="No line of enquiry is left.",
        by=service.actor("cai"),
        at=service.at + days(3),
    )
    assert case.duty("agency-ew.case-progress").state == "void"
