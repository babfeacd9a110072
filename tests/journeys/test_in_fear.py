"""Somebody in fear says how they can be reached; for months all that reaches out tries, and nothing does otherwise."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from huiying.core import clock
from huiying.core.kinds import SeatRole
from huiying.core.ledger import queries as ledger
from huiying.core.notices.models import Notice
from huiying.core.people.safe import SafePlan, set_plan
from huiying.core.units.services import post_officer
from huiying.mechanisms.cases.services import deciding
from huiying.mechanisms.cases.tests import support
from tests.journeys.test_stories import Story
from tests.support.smtp import Sink
from tests.support.stories import Calendar, Desk, Home

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(240)]
PHONE, MAIL = "13800000000", "su@example.org"
# Nothing but a call between nine and eleven, with a word that says who it is.
PLAN: dict[str, str | bool | list[str]] = {
    "never": ["email", "sms", "letter", "home"],
    "from_hour": "9",
    "to_hour": "11",
    "spoken_word": "桂花开了",
}


@pytest.fixture
def calendar(
    transactional_db: None, tmp_path: Path, mail: Sink, settings: Any
) -> Iterator[Calendar]:
    settings.HUIYING_MAIL_FINAL_FOR = ["*"]
    settings.DEFAULT_FROM_EMAIL = "post@yunpu.example"
    clock.use_offset_file(tmp_path / "clock")
    yield Calendar()
    clock.use_offset_file(None)


@pytest.fixture
def service(calendar: Calendar) -> support.Service:
    made = support.build()
    made.at = clock.now()
    # In this small city cai goes to doors as well.
    post_officer(
        officer_id=made.officers["cai"], unit_id=made.units["east-gate"], role=SeatRole.DESK,
        since=clock.now() - timedelta(days=9),
    )  # fmt: skip
    return made


@pytest.fixture
def desk(chromium: "Browser", site: str, service: support.Service) -> Iterator[Desk]:
    made = Desk(chromium, site, service.officers)
    yield made
    made.close()


@pytest.fixture
def home(chromium: "Browser", site: str) -> Iterator[Home]:
    made = Home(chromium, site)
    yield made
    made.close()


def rings(desk: Desk, name: str, ref: str) -> str:
    """What the telephone at the desk shows."""
    desk.enter(name, f"/desk/cases/{ref}/call")
    desk.send()
    return desk.text()


def looks_up(desk: Desk, name: str, ref: str) -> str:
    """What the page with how to reach the person shows."""
    desk.enter(name, f"/desk/m/{ref}/person")
    desk.page.locator("[name=reason]").fill("要联系本人")
    desk.send()
    return desk.text()


def test_who_is_in_fear_is_reached_in_the_one_way_they_gave_and_no_other(
    calendar: Calendar, service: support.Service, desk: Desk, home: Home, mail: Sink
):
    calendar.go_to_hour(14)
    case = Story(desk, home, crime="domestic-violence", name="苏婉", email=MAIL)
    home.do("safe", **PLAN)
    desk.act("cai", case.ref, "accept-case", regime="administrative")
    calendar.go_to_hour(20, days=1)
    desk.act("cai", case.ref, "open-case", regime="administrative")
    desk.act("cai", case.ref, "plan-visits", cause="unsolved", weeks="4")
    # In the evening: no number anywhere, for nobody.
    for shown in (rings(desk, "cai", case.ref), looks_up(desk, "cai", case.ref)):
        assert PHONE not in shown
        assert MAIL not in shown
    _forbidden(calendar, desk, case)
    # In the morning, at her hour: the word first, then the number, and what waits is told.
    calendar.go_to_hour(9, days=1)
    shown = rings(desk, "cai", case.ref)
    assert shown.index("桂花开了") < shown.index(PHONE)
    assert MAIL not in shown
    desk.fill(outcome="reached")
    desk.send("main form [data-send]")
    assert case.last("opening.told")["channel"] == "phone"
    # Months go by; what falls due falls due, what is retried is retried, at every hour of the day.
    for hour in (0, 3, 6, 8, 11, 13, 16, 18, 21, 23) * 5:
        calendar.go_to_hour(hour, days=1)
    assert mail.messages == []
    assert not Notice.objects.filter(matter_id=case.matter, channel__in=["email", "sms"]).exists()
    reached = [
        e for e in ledger.history(case.matter)
        if e.kind in {"reach.made", "reach.failed", "visit.attempted", "visit.agreed", "visit.made"}
    ]  # fmt: skip
    assert [(e.kind, e.facts["channel"]) for e in reached] == [("reach.made", "phone")]


# This way never; at this hour not; nobody at a door that was not opened to them.
WHY = ("绝不能用这种方式联系", "其他时间都不行", "上门要先得到本人同意")


def _refused(said: str) -> None:
    """For safety's sake, and not because something else was missing."""
    assert any(why in said for why in WHY), said


def _forbidden(calendar: Calendar, desk: Desk, case: Story) -> None:
    """Every other way, tried at the desk in the evening: each is refused, and leaves nothing on record."""
    before = case.kinds()
    for way in ("phone", "letter", "home", "video"):
        for slug in ("reached", "not-reached"):
            _refused(desk.tries("cai", case.ref, slug, channel=way))
    evening = (calendar.today + timedelta(days=3)).strftime("%Y-%m-%dT19:00")
    morning = (calendar.today + timedelta(days=3)).strftime("%Y-%m-%dT09:00")
    for way, when in (("home", morning), ("phone", evening)):
        _refused(desk.tries("cai", case.ref, "offer-visit", way=way, option_1=when))
    for way in ("home", "phone", "letter"):
        _refused(desk.tries("cai", case.ref, "write-up-visit", way=way))
        _refused(desk.tries("cai", case.ref, "visit-attempt", way=way))
    _refused(
        desk.tries(
            "cai", case.ref, "write-up-visit", way="station", next_way="home", next_at=morning
        )
    )
    assert case.kinds() == before


def test_a_visit_agreed_before_is_not_gone_to_once_it_is_forbidden(
    calendar: Calendar, service: support.Service, desk: Desk, home: Home
):
    case = Story(desk, home, crime="burglary", name="苏婉")
    desk.act("cai", case.ref, "accept-case", regime="criminal")
    desk.act("cai", case.ref, "open-case", regime="criminal")
    when = (calendar.today + timedelta(days=2)).strftime("%Y-%m-%dT10:00")
    desk.act(
        "cai", case.ref, "offer-visit", way="home", option_1=when, place="青禾路 8 号",
        officer_1=str(service.officers["cai"]),
    )  # fmt: skip
    home.do("visit-time", option="1")
    calendar.go(days=1)
    home.do("safe", **PLAN)
    desk.enter("cai", "/desk/visits/")
    desk.page.locator("main a[href*='/desk/visits/']", has_text=case.ref).first.click()
    desk.page.wait_for_load_state()
    assert "不要去" in desk.text()
    assert "青禾路 8 号" not in desk.text()
    taken = desk.page.evaluate(
        """async () => {
            const hello = await (await fetch('/desk/visits/door/hello')).json();
            const answer = await fetch('/desk/visits/door/take', {
                method: 'POST', headers: {'X-CSRFToken': hello.token},
            });
            return await answer.text();
        }"""
    )
    assert case.ref not in taken


def test_a_message_that_was_being_retried_stops_with_the_minute_it_is_forbidden(
    calendar: Calendar, service: support.Service, mail: Sink
):
    """The mail server is down at first: what waits to be sent again is never sent."""
    mail.refuse_messages()
    case = support.report(service, support.who(contact=support.BY_MAIL), at=clock.now())
    deciding.accept_case(
        matter_id=case.matter_id, regime="criminal", by=service.actor("cai"), at=clock.now()
    )
    calendar.go(hours=2)
    waiting = Notice.objects.filter(matter_id=case.matter_id, channel="email", state="waiting")
    assert waiting.exists()
    [person] = [p.person_id for p in ledger.parties(case.matter_id) if p.person_id]
    assert person is not None
    set_plan(person_id=person, plan=SafePlan(never=("email",)))
    mail.accept()
    for _ in range(30):
        calendar.go(days=1, hours=1)
    assert mail.messages == []
    assert not waiting.exists()
