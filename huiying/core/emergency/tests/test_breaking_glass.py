"""Reading in an emergency: one matter, with a reason, for half an hour; told at once; never against a conflict."""

import uuid
from datetime import timedelta

import pytest

from huiying.core.access import doors
from huiying.core.access.models import Unusual
from huiying.core.access.unusual import Kind
from huiying.core.emergency import queries, services
from huiying.core.emergency.models import Emergency
from huiying.core.emergency.services import NothingOpened, break_glass, judge
from huiying.core.kinds import Act, Actor, IllegalMove, SeatRole, WordsNeeded
from huiying.core.ledger import queries as ledger
from huiying.core.notices.models import Notice
from huiying.core.units.services import post_officer
from huiying.mechanisms.complaints.tests.support import Case, Service, build, days, file

WHY = "她来电话说人就在门外。"
READ = {Act.SEE, Act.SEE_PERSON}


@pytest.fixture
def service(db: None) -> Service:
    return build()


def actor(service: Service, who: str, later: timedelta = timedelta(0)) -> Actor:
    """As a request has it: with the instant at which it acts."""
    return doors.at_instant(service.actor(who), service.at + later)


def acts(service: Service, case: Case, who: str, later: timedelta = timedelta(0)) -> set[Act]:
    parties = ledger.parties(case.matter_id)
    return set(doors.acts_on(actor(service, who, later), parties, case.matter_id))


def opened(service: Service, case: Case, who: str = "wanda", reason: str = WHY) -> uuid.UUID:
    ref = ledger.matter(case.matter_id).ref
    return break_glass(ref=ref, reason=reason, by=actor(service, who), at=service.at)


def test_it_opens_one_matter_to_read_and_nothing_can_be_done_in_it(service: Service):
    case, other = file(service), file(service)
    assert acts(service, case, "wanda") == set()
    assert opened(service, case) == case.matter_id
    assert acts(service, case, "wanda") == READ
    assert acts(service, other, "wanda") == set()


def test_it_ends_by_itself_after_half_an_hour(service: Service):
    case = file(service)
    opened(service, case)
    assert acts(service, case, "wanda", timedelta(minutes=29, seconds=59)) == READ
    assert acts(service, case, "wanda", timedelta(minutes=30)) == set()


def test_how_long_it_lasts_is_a_setting(service: Service, settings):
    settings.HUIYING_BREAK_GLASS_MINUTES = 5
    case = file(service)
    opened(service, case)
    assert acts(service, case, "wanda", timedelta(minutes=4)) == READ
    assert acts(service, case, "wanda", timedelta(minutes=5)) == set()


def test_it_is_on_no_list(service: Service):
    case = file(service)
    opened(service, case)
    by = actor(service, "wanda")
    assert case.matter_id not in {pk for _, pk in ledger.newest(doors.visible(by), 100)}


def test_it_is_for_whoever_opened_it_alone(service: Service):
    case = file(service)
    opened(service, case)
    assert acts(service, case, "gus") == set()


def test_a_reason_in_words_is_needed(service: Service):
    case = file(service)
    with pytest.raises(WordsNeeded):
        opened(service, case, reason="  ")
    assert not Emergency.objects.exists()


@pytest.mark.parametrize("who", ["accused", "chief"])
def test_who_is_complained_of_opens_nothing_and_hears_what_a_wrong_reference_is_told(
    service: Service, who: str
):
    case = file(service, officers=("accused",))
    with pytest.raises(NothingOpened) as refused:
        opened(service, case, who)
    with pytest.raises(NothingOpened) as absent:
        break_glass(ref="2601-0000-0000", reason=WHY, by=actor(service, who), at=service.at)
    assert refused.value.sentence == absent.value.sentence
    assert acts(service, case, who) == set()
    assert "emergency.opened" not in case.kinds()


def test_that_they_tried_is_a_question_for_oversight(service: Service):
    case = file(service, officers=("accused",))
    with pytest.raises(NothingOpened):
        opened(service, case, "accused")
    [row] = Unusual.objects.all()
    assert (row.kind, row.officer_id) == (Kind.TRIED, service.officers["accused"])


def test_who_lately_served_with_somebody_complained_of_opens_nothing(service: Service):
    case = file(service, officers=("accused",))
    post_officer(
        officer_id=service.officers["wanda"],
        unit_id=service.units["east-gate"],
        role=SeatRole.DESK,
        since=service.at - days(60),
        until=service.at - days(20),
    )
    with pytest.raises(NothingOpened):
        opened(service, case)


def test_who_is_named_as_complained_of_while_it_runs_loses_it_that_minute(service: Service):
    from huiying.mechanisms.complaints.services.handling import identify_accused

    case = file(service)
    opened(service, case)
    identify_accused(
        matter_id=case.matter_id,
        officer_id=service.officers["wanda"],
        by=service.actor("alice"),
        at=service.at,
    )
    assert acts(service, case, "wanda") == set()


@pytest.mark.parametrize("who", ["rita", "adam", "olga"])
def test_other_roles_have_no_emergency(service: Service, who: str):
    case = file(service)
    with pytest.raises(doors.Denied):
        opened(service, case, who)


def test_who_may_read_it_anyway_opens_nothing_and_nothing_is_recorded(service: Service):
    case = file(service)
    assert opened(service, case, "alice") == case.matter_id
    assert "emergency.opened" not in case.kinds()
    assert not Emergency.objects.exists()


def test_who_may_see_the_course_alone_opens_the_words(service: Service):
    case = file(service)
    assert acts(service, case, "hugo") & READ == {Act.SEE}
    opened(service, case, "hugo")
    assert acts(service, case, "hugo") >= READ


def test_oversight_has_a_line_on_its_desk_at_once(service: Service):
    case = file(service)
    opened(service, case)
    lines = Notice.objects.filter(matter_id=case.matter_id, template=services.TEMPLATE)
    assert {line.role for line in lines} == {SeatRole.OVERSIGHT.value}


def test_oversight_reads_who_why_and_how_often_they_looked_and_says_whether_it_was_needed(
    service: Service,
):
    from huiying.core.access.looks import log_look

    case = file(service)
    opened(service, case)
    log_look(by=actor(service, "wanda"), at=service.at + timedelta(minutes=1), what="contact",
             page="test", matter_id=case.matter_id)  # fmt: skip
    log_look(by=actor(service, "wanda"), at=service.at + timedelta(minutes=31), what="contact",
             page="test", matter_id=case.matter_id)  # fmt: skip
    olga, at = actor(service, "olga"), service.at + timedelta(hours=1)
    units = doors.oversees(olga)
    [row] = queries.to_judge(by=olga, unit_ids=units, at=at, page="test")
    assert (row.officer, row.reason, row.looks) == ("wanda", WHY, 1)
    judge(emergency_id=row.id, needed=False, by=olga, at=at)
    assert queries.to_judge(by=olga, unit_ids=units, at=at, page="test") == []
    assert case.last("emergency.judged") == {"about": str(row.id), "needed": False}
    with pytest.raises(IllegalMove):
        judge(emergency_id=row.id, needed=True, by=olga, at=at)


def test_nobody_judges_who_does_not_oversee_it(service: Service):
    case = file(service)
    opened(service, case)
    [row] = Emergency.objects.all()
    for who in ("wanda", "alice", "hugo", "adam"):
        with pytest.raises(doors.Denied):
            judge(emergency_id=row.pk, needed=True, by=actor(service, who), at=service.at)


def test_nobody_judges_their_own_though_they_oversee_by_now(service: Service):
    case = file(service)
    opened(service, case)
    [row] = Emergency.objects.all()
    post_officer(
        officer_id=service.officers["wanda"], unit_id=service.units["city"], role=SeatRole.OVERSIGHT,
        since=service.at,
    )  # fmt: skip
    wanda, olga = actor(service, "wanda"), actor(service, "olga")
    assert doors.oversees(wanda) == doors.oversees(olga)
    with pytest.raises(doors.Denied):
        judge(emergency_id=row.pk, needed=True, by=wanda, at=service.at)
    judge(emergency_id=row.pk, needed=True, by=olga, at=service.at)


def test_the_person_reads_it_on_their_page_with_the_reason(service: Service):
    from huiying.mechanisms.complaints.queries import citizen_page

    case = file(service)
    opened(service, case)
    page = citizen_page(by=case.holder, at=service.at)
    [line] = [one for one in page.lines if one.kind == "emergency.opened"]
    assert [words.text for words in line.words] == [WHY]


def test_the_ledger_still_verifies_and_holds_no_word_of_the_reason(service: Service):
    from huiying.core.ledger.checking import altered_events

    case = file(service)
    opened(service, case)
    assert altered_events(case.matter_id) == []
    [line] = [e for e in ledger.history(case.matter_id) if e.kind == "emergency.opened"]
    assert line.facts == {"minutes": 30, "role": "complaints"}
    assert line.by_officer == service.officers["wanda"]
