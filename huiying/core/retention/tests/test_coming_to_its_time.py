"""When a matter's time is up: long after the last thing that happened, never while somebody waits, never while held."""

from datetime import timedelta
from pathlib import Path

import pytest

from huiying.core.access import doors
from huiying.core.kinds import IllegalMove, WordsNeeded
from huiying.core.retention import queries
from huiying.core.retention.holds import NotADay, ask_erasure, lift_hold, place_hold
from huiying.core.retention.models import Keeping
from huiying.core.retention.tests.ending import UP, actor, read_all
from huiying.mechanisms.complaints.services.handling import refuse_complaint
from huiying.mechanisms.complaints.tests.support import (
    Case,
    Service,
    accepted,
    answered,
    build,
    days,
    file,
)


@pytest.fixture
def service(db: None) -> Service:
    return build()


def due(service: Service, later: timedelta = UP, who: str = "olga") -> list:
    at = service.at + later
    read_all(at)
    return [row.id for row in queries.to_dispose(by=actor(service, who, at), at=at)]


def test_five_years_after_the_last_thing_that_happened_its_time_is_up(service: Service):
    case = answered(service)
    assert due(service, days(5 * 365)) == []
    assert due(service) == [case.matter_id]


def test_while_somebody_waits_for_an_answer_it_never_is(service: Service):
    file(service)
    accepted(service)
    assert due(service, days(40 * 365)) == []


def test_a_small_thing_left_undone_keeps_nothing_from_its_end(service: Service):
    from huiying.core.duties.models import OPEN, Duty

    case = answered(service)
    assert Duty.objects.filter(OPEN, matter_id=case.matter_id).exists()
    assert due(service) == [case.matter_id]


def test_what_was_refused_comes_to_its_end_too(service: Service):
    case = file(service)
    refuse_complaint(
        matter_id=case.matter_id, ground="not-police", reason="归别的部门管。", remedy="请找城管。",
        by=service.actor("alice"), at=service.at + days(1),
    )  # fmt: skip
    assert due(service) == [case.matter_id]


def test_something_new_begins_the_term_again(service: Service):
    from huiying.mechanisms.complaints.services.following import write_message

    case = answered(service)
    assert due(service) == [case.matter_id]
    later = service.at + days(4 * 365)
    write_message(text="还想补充一句。", by=case.holder, at=later)
    assert due(service) == []
    assert due(service, days(9.2 * 365)) == [case.matter_id]


def test_only_those_who_may_dispose_of_it_see_it_there(service: Service):
    case = answered(service)
    for who in ("olga", "sven"):
        assert due(service, who=who) == [case.matter_id]
    for who in ("alice", "edith", "hugo", "wanda", "chief", "adam"):
        assert due(service, who=who) == []


def test_a_supervisor_over_the_accused_disposes_of_nothing_about_them(service: Service):
    """The outside body decides about the city; its own supervisor may not make it disappear."""
    answered(service)
    outside = file(service, about=("city",))
    refuse_complaint(
        matter_id=outside.matter_id, ground="not-police", reason="不归公安管。", remedy="请找别处。",
        by=service.actor("outsider"), at=service.at + days(1),
    )  # fmt: skip
    assert outside.matter_id not in due(service)
    assert outside.matter_id not in due(service, who="sven")


def test_the_index_made_anew_is_the_same(service: Service):
    answered(service)
    file(service)
    due(service)
    before = list(Keeping.objects.order_by("pk").values_list())
    Keeping.objects.all().delete()
    due(service)
    assert list(Keeping.objects.order_by("pk").values_list()) == before


def test_another_schedule_is_read_for_all(service: Service, settings, tmp_path: Path):
    case = answered(service)
    assert due(service, days(100)) == []
    path = tmp_path / "ours.toml"
    path.write_text(
        'version = "ours-1"\nstandard = { en = "Order 7", zh = "第七号令" }\n[[term]]\nid = "ours.c"\n'
        'kind = "complaint"\nmonths = 2\nbecause = { en = "So long.", zh = "这么久。" }\n',
        "utf-8",
    )
    settings.HUIYING_KEEPING = str(path)
    assert due(service, days(100)) == [case.matter_id]


# --- kept longer -----------------------------------------------------------------------------------------


def hold(service: Service, case: Case, until: timedelta, who: str = "olga", at: timedelta = UP):
    now = service.at + at
    return place_hold(
        matter_id=case.matter_id, until=(service.at + until).date(), reason="有人起诉了。",
        by=actor(service, who, now), at=now,
    )  # fmt: skip


def test_a_hold_keeps_it_until_its_day_and_no_longer(service: Service):
    case = answered(service)
    hold(service, case, UP + days(60))
    assert due(service) == []
    assert due(service, UP + days(60)) == []
    assert due(service, UP + days(61)) == [case.matter_id]


def test_a_hold_is_lifted_with_a_reason(service: Service):
    case = answered(service)
    hold(service, case, UP + days(60))
    now = service.at + UP + days(1)
    with pytest.raises(WordsNeeded):
        lift_hold(matter_id=case.matter_id, reason=" ", by=actor(service, "olga", now), at=now)
    lift_hold(matter_id=case.matter_id, reason="官司完了。", by=actor(service, "olga", now), at=now)
    assert due(service, UP + days(1)) == [case.matter_id]
    with pytest.raises(IllegalMove):
        lift_hold(matter_id=case.matter_id, reason="再来。", by=actor(service, "olga", now), at=now)


@pytest.mark.parametrize("until", [days(0), days(-3), days(365 * 6)])
def test_a_day_that_is_over_or_too_far_is_declined(service: Service, until: timedelta):
    case = answered(service)
    with pytest.raises(NotADay):
        hold(service, case, UP + until)


def test_who_may_not_hold_it_does_not(service: Service):
    case = answered(service)
    for who in ("alice", "hugo", "wanda", "chief", "adam"):
        with pytest.raises(doors.Denied):
            hold(service, case, UP + days(10), who)


def test_the_person_reads_who_holds_it_and_why(service: Service):
    from huiying.mechanisms.complaints.queries import citizen_page

    case = answered(service)
    hold(service, case, UP + days(60))
    page = citizen_page(by=case.holder, at=service.at + UP)
    [line] = [one for one in page.lines if one.kind == "hold.placed"]
    assert [words.text for words in line.words] == ["有人起诉了。"]
    assert "2031" in line.sentence


# --- the person's wish ------------------------------------------------------------------------------------


def test_a_wish_for_an_earlier_end_is_answered_with_the_day_and_changes_nothing(service: Service):
    case = answered(service)
    at = service.at + days(30)
    said = ask_erasure(by=case.holder, at=at)
    assert said.facts["answer"] == "later"
    assert said.facts["up_on"] == "2031-03-12"
    assert said.facts["term"] == "agency.keep-complaints"
    assert ask_erasure(by=case.holder, at=at + days(1)).id == said.id
    assert due(service, days(5 * 365)) == []
    assert due(service) == [case.matter_id]


def test_while_an_answer_is_owed_the_wish_is_answered_with_that(service: Service):
    case = accepted(service)
    assert ask_erasure(by=case.holder, at=service.at + days(2)).facts["answer"] == "owed"


def test_once_the_time_is_up_or_it_is_held_the_wish_is_answered_so(service: Service):
    case = answered(service)
    at = service.at + UP
    assert ask_erasure(by=case.holder, at=at).facts["answer"] == "up"
    hold(service, case, UP + days(9))
    assert ask_erasure(by=case.holder, at=at).facts["answer"] == "held"
