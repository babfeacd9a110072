"""Times are offered; the person picks, moves, asks for others, or would rather hear from us in another way (N2)."""

from datetime import UTC, datetime

import pytest

from huiying.core.kinds import Act, IllegalMove, NotAChoice, PartyRole, WordsNeeded
from huiying.core.ledger import queries as ledger
from huiying.mechanisms.visits import choices
from huiying.mechanisms.visits.models import Visit
from huiying.mechanisms.visits.services import arranging
from huiying.mechanisms.visits.tests.support import Case, Service, agreed, days, offered, planned


def way(case: Case, chosen: str, day: float = 4) -> None:
    arranging.choose_way(way=chosen, by=case.holder, at=case.service.at + days(day))


def test_the_person_picks_one_of_three_times(case: Case, service: Service):
    offered(case)
    arranging.pick_time(option=2, by=case.holder, at=service.at + days(3))
    meeting = case.standing().meeting
    assert meeting is not None
    assert (meeting.way, meeting.due_on) == ("home", "2026-03-10")
    assert case.last("visit.agreed")["by_person"] is True
    assert case.duty("agency.visit-agreed").due_at == datetime(2026, 3, 10, 16, tzinfo=UTC)


def test_nobody_picks_a_time_that_was_not_offered(case: Case, service: Service):
    with pytest.raises(IllegalMove, match="not on offer"):
        arranging.pick_time(option=1, by=case.holder, at=service.at + days(3))
    offered(case)
    with pytest.raises(NotAChoice, match="one of the times"):
        arranging.pick_time(option=4, by=case.holder, at=service.at + days(3))
    with pytest.raises(IllegalMove, match="not on offer"):
        arranging.pick_time(option=1, by=case.holder, at=service.at + days(30))


def test_who_goes_sees_the_matter_until_the_visit_is_over(case: Case):
    assert Act.SEE not in case.acts("dora")
    agreed(case)
    assert case.acts("dora") == {Act.SEE, Act.SEE_PERSON, Act.VISIT}
    way(case, "phone")
    assert case.acts("dora") == frozenset()


def test_another_way_is_all_that_is_kept_of_a_no(case: Case):
    offered(case)
    before = set(case.kinds())
    way(case, "letter")
    assert set(case.kinds()) - before == {"visit.way-set"}
    assert case.last("visit.way-set") == {"party": str(case.party_id), "way": "letter"}
    assert case.standing().offer is None


def test_choosing_a_way_looks_the_same_whether_a_visit_was_offered_or_not(case: Case):
    way(case, "letter", day=1)
    first = case.last("visit.way-set")
    arranging.choose_way(way="home", by=case.holder, at=case.service.at + days(2))
    offered(case, day=3)
    way(case, "letter", day=4)
    assert case.last("visit.way-set") == first


def test_the_rows_count_nothing_about_a_person(case: Case):
    agreed(case)
    way(case, "portal")
    names = {f.name for f in Visit._meta.get_fields()}
    assert not {name for name in names if "declin" in name or "refus" in name or "count" in name}
    assert Visit.objects.filter(ahead=True).count() == 0


def test_a_visit_agreed_and_given_up_is_owed_no_more(case: Case):
    agreed(case)
    way(case, "phone")
    assert case.duty("agency.visit-agreed").state == "void"


def test_who_chose_another_way_is_not_asked_for_their_home_again(case: Case):
    way(case, "phone", day=1)
    with pytest.raises(IllegalMove, match="theirs to ask for"):
        offered(case)
    offered(case, way="phone")
    way(case, "home")
    offered(case, day=5)


def test_none_of_the_times_suits(case: Case, service: Service):
    offered(case)
    with pytest.raises(WordsNeeded):
        arranging.ask_for_times(wish=" ", by=case.holder, at=service.at + days(3))
    arranging.ask_for_times(wish="周末上午都可以。", by=case.holder, at=service.at + days(3))
    assert case.duty("agency.visit-times-offered").state == "open"
    offered(case, day=4)
    assert case.duty("agency.visit-times-offered").state == "met"


def test_moved_by_word_of_mouth_the_new_day_counts(case: Case, service: Service):
    agreed(case)
    arranging.move_visit(
        matter_id=case.matter_id,
        party_id=case.party_id,
        begins=datetime(2026, 3, 20, 11, tzinfo=UTC),
        by=service.actor("dora"),
        at=service.at + days(4),
    )
    assert case.duty("agency.visit-agreed").due_at == datetime(2026, 3, 20, 16, tzinfo=UTC)
    row = Visit.objects.get()
    assert (row.due_on.isoformat(), row.ahead) == ("2026-03-20", True)


def test_called_off_by_us_new_times_are_owed(case: Case, service: Service):
    agreed(case)
    arranging.call_off(
        matter_id=case.matter_id,
        party_id=case.party_id,
        cause="illness",
        by=service.actor("carl"),
        at=service.at + days(4),
    )
    assert case.duty("agency.visit-offered-anew").state == "open"
    assert case.duty("agency.visit-agreed").state == "void"
    offered(case, day=5)
    assert case.duty("agency.visit-offered-anew").state == "met"


def test_a_pick_by_word_of_mouth_says_so(case: Case, service: Service):
    offered(case)
    arranging.record_pick(
        matter_id=case.matter_id,
        party_id=case.party_id,
        option=1,
        by=service.actor("carl"),
        at=service.at + days(3),
    )
    assert case.last("visit.agreed")["by_person"] is False


def test_an_offer_names_who_comes_and_lies_ahead(case: Case, service: Service):
    def offer(begins: datetime, officers: tuple[int, ...]) -> None:
        arranging.offer_visit(
            matter_id=case.matter_id,
            offer=arranging.Offer(
                party_id=case.party_id, way="home", begins=(begins,), officers=officers
            ),
            by=service.actor("carl"),
            at=service.at,
        )

    with pytest.raises(NotAChoice, match="which one or two officers"):
        offer(service.at + days(2), ())
    with pytest.raises(NotAChoice, match="which one or two officers"):
        offer(service.at + days(2), (987654,))
    with pytest.raises(NotAChoice, match="That time is over"):
        offer(service.at - days(1), service.pair("dora"))
    with pytest.raises(NotAChoice, match="too far ahead"):
        offer(service.at + days(200), service.pair("dora"))


def test_the_word_is_new_each_time_and_sealed(case: Case):
    planned(case)
    agreed(case)
    event = case.history()[-1]
    agreed_event = next(e for e in case.history() if e.kind == "visit.agreed")
    assert "word" in agreed_event.texts
    assert not any("word" in str(v) for v in agreed_event.facts.values())
    assert event.kind in {"visit.agreed", "visit.made"}


def test_ways_at_a_time_are_ways():
    assert set(choices.WAYS) > choices.AT_A_TIME


def test_leaving_again_ends_the_officers_role_as_a_row(case: Case):
    agreed(case)
    way(case, "letter")
    held = [p for p in ledger.parties(case.matter_id) if p.role is PartyRole.VISITING]
    assert len(held) == 2
    assert all(p.until is not None for p in held)
