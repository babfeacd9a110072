"""Forms filled in at a door: written up once however often they are sent; two of one visit wait for somebody."""

import uuid
from datetime import datetime
from typing import Any

import pytest

from huiying.core.access.doors import Denied
from huiying.core.kinds import IllegalMove, WordsNeeded
from huiying.core.people.models import SealedText
from huiying.mechanisms.visits.models import Draft, Visit
from huiying.mechanisms.visits.services import arranging, doorstep, going
from huiying.mechanisms.visits.services.doorstep import Filled, State
from huiying.mechanisms.visits.tests.support import Case, Service, agreed, days, form, visited

FIRST, SECOND = uuid.uuid4(), uuid.uuid4()


def filled(case: Case, draft: uuid.UUID = FIRST, said: str = "", **changed: Any) -> Filled:
    views = dict.fromkeys(("acceptance", "investigation", "attitude"), "not-spoken")
    given: dict[str, Any] = {
        "draft_id": draft,
        "filled_at": case.service.at + days(7.2),
        "outcome": "made",
        "typed": {"words_result": said},
        "visit": form(
            case,
            views=views | {"result": "something" if said else "not-spoken"},
            words={"result": said},
            occurred_at=case.service.at + days(7.2),
        ),
    }
    return Filled(**(given | changed))


def send(case: Case, one: Filled, by: str = "dora", day: float = 7.5) -> State:
    return doorstep.receive(
        visit_id=Visit.objects.get().pk,
        filled=one,
        by=case.service.actor(by),
        at=case.service.at + days(day),
    )


def test_a_form_is_written_up_once_however_often_it_is_sent(case: Case):
    agreed(case)
    assert send(case, filled(case)) is State.WRITTEN
    assert send(case, filled(case), day=7.6) is State.KNOWN
    assert case.kinds().count("visit.made") == 1
    made = next(e for e in case.history() if e.kind == "visit.made")
    assert (made.occurred_at, made.recorded_at) == (
        case.service.at + days(7.2),
        case.service.at + days(7.5),
    )


def test_the_same_number_with_other_words_is_refused(case: Case):
    agreed(case)
    send(case, filled(case))
    with pytest.raises(IllegalMove, match="with other words"):
        send(case, filled(case, said="还没破？"))


def test_two_forms_of_one_visit_are_both_kept_and_nothing_is_mixed(case: Case):
    agreed(case)
    send(case, filled(case, said="第一份。"))
    assert send(case, filled(case, SECOND, "第二份。"), by="gus", day=8) is State.CONFLICT
    assert send(case, filled(case, SECOND, "第二份。"), by="gus", day=8.1) is State.CONFLICT
    assert case.kinds().count("visit.made") == 1
    assert case.kinds().count("visit.versions-met") == 1
    [waiting] = doorstep.typed_in(visit_id=Visit.objects.get().pk)
    assert (waiting.draft_id, waiting.typed) == (SECOND, {"words_result": "第二份。"})


def test_what_was_written_at_the_desk_meanwhile_is_a_version_too(case: Case):
    agreed(case)
    visited(case, by="carl", day=7.3)
    assert send(case, filled(case, SECOND)) is State.CONFLICT


def choose(
    case: Case, other: Filled | None, by: str = "carl", reason: str = "两人核对过。"
) -> None:
    doorstep.choose_version(
        visit_id=Visit.objects.get().pk,
        draft_id=SECOND,
        other=other,
        reason=reason,
        by=case.service.actor(by),
        at=case.service.at + days(9),
    )


def test_a_person_chooses_and_the_other_stays_visible_as_put_right(case: Case):
    agreed(case)
    promise = going.Promised(text="调录像", due_on="2026-03-20")
    first = filled(case, visit=form(case, promises=(promise,)))
    send(case, first)
    other = filled(case, SECOND, "第二份。")
    send(case, other, by="gus", day=8)
    with pytest.raises(WordsNeeded):
        choose(case, other, reason="")
    choose(case, other)
    kinds = case.kinds()
    assert (kinds.count("visit.made"), kinds.count("event.annulled")) == (2, 2)
    assert case.standing().open_promises == ()
    with pytest.raises(IllegalMove, match="chose already"):
        choose(case, None)


def test_what_is_on_record_may_stand_and_the_other_is_erased(case: Case):
    agreed(case)
    send(case, filled(case))
    send(case, filled(case, SECOND, "第二份。"), by="gus", day=8)
    text = Draft.objects.get(pk=SECOND).text_id
    choose(case, None)
    assert text is not None
    assert SealedText.objects.get(pk=text).sealed is None
    assert case.kinds().count("event.annulled") == 0
    assert case.last("visit.version-chosen")["first"] is True


@pytest.mark.parametrize("name", ["lake", "edith", "rita", "olga"])
def test_who_has_no_part_in_it_hands_nothing_in(case: Case, name: str):
    agreed(case)
    with pytest.raises(Denied):
        send(case, filled(case), by=name)


def test_who_went_hands_in_what_they_wrote_though_the_visit_is_over(case: Case):
    agreed(case)
    send(case, filled(case), by="dora")
    assert case.acts("gus") == frozenset()
    assert send(case, filled(case, SECOND, "x"), by="gus", day=8) is State.CONFLICT


def test_who_is_complained_of_since_hands_nothing_in(case: Case):
    agreed(case)
    case.complained_of("dora", day=6)
    with pytest.raises(Denied):
        send(case, filled(case), by="dora")


def test_nobody_was_there_is_an_attempt_and_a_second_form_waits(case: Case):
    agreed(case)
    gone = filled(case, outcome="nobody", visit=None, typed={"outcome": "nobody"})
    assert send(case, gone) is State.WRITTEN
    assert case.last("visit.attempted")["way"] == "home"
    assert not Visit.objects.get().ahead
    assert send(case, filled(case, SECOND), by="gus", day=8) is State.CONFLICT


def test_a_visit_tried_in_vain_is_ahead_again_once_it_is_moved(case: Case, service: Service):
    agreed(case)
    send(case, filled(case, outcome="nobody", visit=None, typed={"outcome": "nobody"}))
    arranging.move_visit(
        matter_id=case.matter_id,
        party_id=case.party_id,
        begins=service.at + days(10),
        by=service.actor("carl"),
        at=service.at + days(8),
    )
    assert Visit.objects.get().ahead
    seen = filled(case, SECOND, "这次谈了。", filled_at=service.at + days(10.1))
    assert send(case, seen, by="gus", day=10.2) is State.WRITTEN


def test_not_now_leaves_the_way_they_chose_and_nothing_else(case: Case):
    agreed(case)
    before = set(case.kinds())
    rather = filled(case, outcome="another-way", visit=None, way="phone", typed={"way": "phone"})
    assert send(case, rather) is State.WRITTEN
    assert set(case.kinds()) - before - {"duty.escalated"} == {"visit.way-set"}


def test_a_visit_given_up_meanwhile_waits_for_somebody(case: Case, service: Service):
    agreed(case)
    arranging.choose_way(way="letter", by=case.holder, at=service.at + days(6))
    assert send(case, filled(case)) is State.CONFLICT


def test_what_the_person_chose_meanwhile_stands_whichever_version_does(
    case: Case, service: Service
):
    agreed(case)
    arranging.choose_way(way="letter", by=case.holder, at=service.at + days(7.3))
    other = filled(case, SECOND, "门口谈的。")
    assert send(case, other) is State.CONFLICT
    choose(case, other)
    assert case.last("visit.made")["agreed"] == str(Visit.objects.get().pk)
    assert "event.annulled" not in case.kinds()
    assert case.standing().way == "letter"


def test_a_visit_that_was_called_off_and_took_place_all_the_same_can_be_chosen(
    case: Case, service: Service
):
    agreed(case)
    arranging.call_off(
        matter_id=case.matter_id,
        party_id=case.party_id,
        cause="weather",
        by=service.actor("carl"),
        at=service.at + days(7.1),
    )
    other = filled(case, SECOND, "还是见了面。")
    assert send(case, other) is State.CONFLICT
    choose(case, other)
    assert case.kinds().count("visit.made") == 1


def test_another_way_written_at_the_door_gives_way_to_the_version_that_is_chosen(case: Case):
    agreed(case)
    send(case, filled(case, outcome="another-way", visit=None, way="phone", typed={"way": "phone"}))
    other = filled(case, SECOND, "谈过了。")
    assert send(case, other, by="gus", day=8) is State.CONFLICT
    choose(case, other)
    assert case.kinds().count("event.annulled") == 1
    assert case.standing().way == ""


def test_a_clock_that_is_ahead_counts_as_now(case: Case):
    agreed(case)
    late: datetime = case.service.at + days(30)
    send(case, filled(case, filled_at=late, visit=form(case, occurred_at=late)))
    assert Draft.objects.get().filled_at == case.service.at + days(7.5)
