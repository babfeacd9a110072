"""The pages of a case: intake with a sealed slip, the desk, and what each of the people sees of it."""

import re
import uuid
from collections.abc import Callable

import pytest
from django.http import HttpResponse

from huiying.core.access.looks import looks_at
from huiying.core.kinds import PartyRole
from huiying.core.ledger import queries as ledger
from huiying.core.ledger import services as ledger_services
from huiying.core.people.safe import SafePlan
from huiying.core.people.services import Contact
from huiying.mechanisms.cases.services import belongings, going_on, joining, wishing
from huiying.mechanisms.cases.services.joining import Joining
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
from huiying.mechanisms.cases.views.desk_acts import ACTS

pytestmark = pytest.mark.django_db
Enter = Callable[..., Browser]
CODE = re.compile(r"\d{4} \d{4} \d{4} \d{4} \d{4}")


def ref(case: Case) -> str:
    return ledger.matter(case.matter_id).ref


def home(browser: Browser, case: Case, place: int = 0) -> str:
    """Type the code of one of the people; gives the address of their page."""
    return home_of(browser, case.matter_id, case.parties[place])


def home_of(browser: Browser, matter_id: uuid.UUID, party: uuid.UUID) -> str:
    code = ledger_services.issue_code(
        matter_id=matter_id, party_id=party, at=browser.at, provisional=False
    )
    answer = browser.post("/en/m/", {"code": code})
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"])


# --- taken in ----------------------------------------------------------------------------------------


def typed(**given: str) -> dict[str, str]:
    return {
        "crime": "burglary",
        "role": "victim",
        "name": "林小满",
        "phone": "13800000000",
        "channel": "walk-in",
        "language": "zh-hans",
        "handover": "print",
        **given,
    }


def test_a_report_is_taken_in_and_the_slip_opens_the_case(
    service: Service, desk: Enter, person: Enter
):
    dan = desk("dan")
    unit = str(service.units["east-gate"])
    assert dan.post("/en/desk/cases/new", typed(unit=unit))["Location"].endswith("/done")
    done = dan.text("/en/desk/cases/new/done")
    assert not CODE.search(done)
    slip = dan.post("/en/desk/cases/new/slip").content.decode()
    code = CODE.search(slip)
    assert code is not None
    assert dan.post("/en/desk/cases/new/slip").status_code == 302
    lin = person()
    answer = lin.post("/en/m/", {"code": code[0]})
    assert "new" in answer.content.decode() or answer.status_code == 302


def test_what_is_missing_is_said_and_what_was_typed_is_kept(service: Service, desk: Enter):
    dan = desk("dan")
    unit = str(service.units["east-gate"])
    answer = dan.post("/en/desk/cases/new", typed(unit=unit, crime="", summary="门被撬开"))
    assert answer.status_code == 422
    assert "门被撬开" in answer.content.decode()
    answer = dan.post("/en/desk/cases/new", typed(unit=unit, handover="slip", slip="NONE-1"))
    assert answer.status_code == 422


def test_of_some_kinds_the_desk_is_reminded_to_ask_for_safety(service: Service, desk: Enter):
    dan = desk("dan")
    unit = str(service.units["east-gate"])
    dan.post("/en/desk/cases/new", typed(unit=unit, crime="domestic-violence"))
    assert "reach you safely" in dan.text("/en/desk/cases/new/done")


@pytest.mark.parametrize(("name", "opens"), [("dan", False), ("cai", True)])
def test_the_way_on_to_the_case_is_there_for_who_may_go_it(
    service: Service, desk: Enter, name: str, opens: bool
):
    officer = desk(name)
    unit = str(service.units["east-gate"])
    officer.post("/en/desk/cases/new", typed(unit=unit, crime="domestic-violence"))
    done = officer.text("/en/desk/cases/new/done")
    assert ("To the case" in done) is opens
    assert ("Your seat does not open cases" in done) is not opens


# --- at the desk -------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["cai", "cen", "hong", "su", "sven", "olga", "fa"])
def test_who_has_it_and_who_stands_above_sees_the_case(service: Service, desk: Enter, name: str):
    case = opened(service)
    assert desk(name).get(f"/desk/m/{ref(case)}/").status_code == 200


@pytest.mark.parametrize("name", ["dan", "lei", "wei", "alice", "rita", "adam", "outsider"])
def test_nobody_else_does(service: Service, desk: Enter, name: str):
    case = opened(service)
    assert desk(name).get(f"/desk/m/{ref(case)}/").status_code == 403


@pytest.mark.parametrize("slug", [act.slug for act in ACTS])
def test_every_act_has_a_page_or_says_why_not(service: Service, desk: Enter, slug: str):
    case = opened(service, who(), who(PartyRole.REPORTER))
    belongings.list_property(
        matter_id=case.matter_id,
        how="stolen",
        what="自行车",
        owner=case.parties[0],
        by=service.actor("cai"),
        at=service.at + days(1),
    )
    for name in ("cai", "hong"):
        answer = desk(name, day=2).get(f"/en/desk/m/{ref(case)}/{slug}")
        assert answer.status_code in {200, 403, 404, 409}, (name, answer.status_code)


def test_a_case_goes_from_accepted_to_opened_through_the_page(service: Service, desk: Enter):
    case = report(service)
    cai = desk("cai", day=1)
    here = f"/en/desk/m/{ref(case)}/"
    assert "accept-case" in cai.text(here)
    assert cai.post(f"{here}accept-case", {"regime": "criminal"}).status_code == 302
    assert cai.post(f"{here}open-case", {"regime": "criminal"}).status_code == 302
    assert case.row().stage == "open"
    assert "Waits to be told" in cai.text(here)


def test_telling_by_telephone_takes_one_form(service: Service, desk: Enter):
    case = opened(service)
    cai = desk("cai", day=2)
    here = f"/en/desk/m/{ref(case)}/reached"
    boxes = re.findall(r'name="tells"\s+value="([^"]+)"', cai.text(here)) or re.findall(
        r'value="([0-9a-f-]{36})"', cai.text(here)
    )
    assert cai.post(here, {"channel": "phone", "tells": boxes}).status_code == 302
    assert case.last("opening.told")["word_alone"] is True


def test_many_people_are_counted_and_not_listed(service: Service, desk: Enter):
    case = opened(service, *(who() for _ in range(9)), crime="fraud")
    page = desk("cai", day=2).text(f"/en/desk/m/{ref(case)}/")
    assert "Victim 9" not in page


def test_of_many_one_look_opens_one(service: Service, desk: Enter):
    case = opened(
        service, *(who(contact=Contact(name=f"受害人{n}")) for n in range(9)), crime="fraud"
    )
    cai = desk("cai", day=2)
    here = f"/en/desk/m/{ref(case)}/person"
    assert cai.post(here, {"reason": "回电话"}).status_code == 422
    shown = cai.post(here, {"reason": "回电话", "of": str(case.parties[4])}).content.decode()
    assert "受害人4" in shown
    assert "受害人5" not in shown
    assert cai.post(here, {"reason": "回电话", "of": str(uuid.uuid4())}).status_code == 422


def test_the_page_says_that_there_is_a_safe_plan_and_not_what_it_is(service: Service, desk: Enter):
    case = opened(service)
    wishing.set_safe_contact(
        matter_id=case.matter_id,
        party_id=case.parties[0],
        plan=SafePlan(never=("phone", "sms"), spoken_word="桂花"),
        by=service.actor("cai"),
        at=service.at + days(1),
    )
    cai = desk("cai", day=2)
    page = cai.text(f"/en/desk/m/{ref(case)}/")
    assert "has a plan for safe contact" in page
    assert "桂花" not in page
    contact = cai.post(f"/en/desk/m/{ref(case)}/person", {"reason": "回电话"}).content.decode()
    assert "桂花" in contact
    assert "13800000000" not in contact
    assert looks_at(case.matter_id)


def test_the_victim_reads_what_was_told_to_them(service: Service, person: Enter):
    case = opened(service)
    lin = person(day=2)
    page = lin.text(home(lin, case))
    assert "Your case: Burglary" in page
    assert "Under investigation" in page
    assert case.last("opening.told")["confirmed"] is True


def test_a_measure_that_was_not_told_stands_nowhere_on_their_page(service: Service, person: Enter):
    case = opened(service)
    going_on.take_measure(
        matter_id=case.matter_id,
        measure="arrest",
        by=service.actor("cai"),
        at=service.at + days(2),
    )
    lin = person(day=3)
    page = lin.text(home(lin, case))
    assert "arrested" not in page
    assert "measure" not in page.lower()


def test_a_mere_reporter_sees_neither_opening_nor_suspect(service: Service, person: Enter):
    case = opened(service, who(PartyRole.REPORTER), who())
    going_on.find_suspect(
        matter_id=case.matter_id, how="caught", by=service.actor("cai"), at=service.at + days(2)
    )
    neighbour = person(day=3)
    page = neighbour.text(home(neighbour, case))
    assert "caught" not in page
    assert "A case was opened" not in page
    assert "Under investigation" not in page


def test_nobody_learns_of_another(service: Service, person: Enter):
    case = opened(service, who(), who(contact=BY_MAIL), crime="fraud")
    belongings.list_property(
        matter_id=case.matter_id,
        how="seized",
        what="银行卡尾号7788",
        owner=case.parties[1],
        by=service.actor("cai"),
        at=service.at + days(2),
    )
    first, second = person(day=3), person(day=3)
    assert "7788" not in first.text(home(first, case, 0))
    page = second.text(home(second, case, 1))
    assert "7788" in page
    assert "Victim 1" not in page
    assert str(case.parties[0]) not in page


def test_safe_contact_is_set_on_ones_own_page(service: Service, person: Enter):
    case = opened(service, crime="domestic-violence")
    lin = person(day=2)
    here = home(lin, case)
    assert lin.get(f"{here}safe").status_code == 200
    plan = {"never": ["email", "home"], "from_hour": "9", "to_hour": "16", "neutral": "on"}
    assert lin.post(f"{here}safe", plan).status_code == 302
    assert case.standing().member(str(case.parties[0])).safe
    assert lin.post(f"{here}safe", plan | {"from_hour": "20"}).status_code == 422


def test_a_wish_is_set_on_ones_own_page(service: Service, person: Enter):
    case = opened(service)
    lin = person(day=2)
    here = home(lin, case)
    assert lin.post(f"{here}wish", {"topics": ["court"], "weeks": "4"}).status_code == 302
    assert case.last("wish.set")["topics"] == "court"


def test_the_victim_says_no_to_a_relative_on_their_own_page(service: Service, person: Enter):
    case = opened(service)
    brother = joining.join_person(
        matter_id=case.matter_id,
        joining=Joining(role=PartyRole.FAMILY, beside=case.parties[0]),
        by=service.actor("cai"),
        at=service.at + days(1),
    )
    lin = person(day=2)
    here = home(lin, case)
    assert "Only you decide it" in lin.text(here)
    answer = lin.post(f"{here}contact-word", {"agrees": "no", "party": str(brother)})
    assert answer.status_code == 302
    assert case.standing().member(str(brother)).left


def test_an_accuser_asks_again_and_follows_it_with_the_code_of_the_case(
    service: Service, person: Enter, desk: Enter
):
    case = accepted(service, who(PartyRole.ACCUSER))
    refuse(service, case)
    lin = person(day=3)
    here = home(lin, case)
    page = lin.text(here)
    assert "属于合同纠纷" in page
    assert "Ask for reconsideration" in page
    assert lin.post(f"{here}reconsider", {"reason": "这是诈骗。"}).status_code == 302
    matter = case.standing().remedies["reconsideration.requested"]
    there = lin.get(f"{here}request/{matter}")
    assert there.status_code == 302
    assert "Reconsideration of a decision" in lin.text(there["Location"])
    alice = desk("alice", day=5)
    number = ledger.matter(uuid.UUID(matter)).ref
    words = {"reversed": "yes", "answer": "撤销。", "reasons": "有犯罪事实。"}
    assert alice.post(f"/en/desk/m/{number}/decide-request", words).status_code == 302
    later = person(day=6)
    here = home(later, case)
    assert "Under investigation" in later.text(here)
    assert "Reversed" in later.text(later.get(f"{here}request/{matter}")["Location"])


def test_nobody_else_of_the_case_follows_that_request(service: Service, person: Enter):
    case = accepted(service, who(PartyRole.ACCUSER), who(PartyRole.REPORTER))
    refuse(service, case)
    lin, other = person(day=3), person(day=3)
    lin.post(f"{home(lin, case)}reconsider", {"reason": "这是诈骗。"})
    matter = case.standing().remedies["reconsideration.requested"]
    answer = other.get(f"{home(other, case, 1)}request/{matter}")
    assert answer.status_code == 403
    assert lin.get(f"{home(lin, case)}request/{uuid.uuid4()}").status_code == 403


def test_what_the_gate_released_is_told_once_and_in_its_own_words(
    service: Service, desk: Enter, person: Enter
):
    case = opened(service)
    cai = desk("cai", day=2)
    here = f"/en/desk/m/{ref(case)}/"
    assert "Tell how it stands" in cai.text(here)
    answer = cai.get(f"{here}tell-released")
    assert answer.status_code == 200
    assert cai.post(f"{here}tell-released", {}).status_code == 422
    assert cai.post(f"{here}tell-released", {"lines": ["made-up"]}).status_code == 422
    assert "case-progress.written" not in case.kinds()


def test_the_name_of_the_page_in_a_browsers_history_tells_nothing_of_the_matter(
    service: Service, person: Enter
):
    case = opened(service)
    browser = person()
    here = home(browser, case)
    lookup = title(browser.get("/en/m/"))
    page = browser.get(here)
    assert "Burglary" in page.content.decode()
    assert title(page) == title(browser.get(f"{here}letter")) == lookup


def title(answer: HttpResponse) -> str:
    found = re.search(r"<title>(.*?)</title>", answer.content.decode(), re.S)
    assert found
    return " ".join(found[1].split())
