"""Two persons: one proposes what has come to its time, another decides, and neither does both."""

import pytest

from huiying.core.access import doors
from huiying.core.kinds import IllegalMove
from huiying.core.people.models import SealedText
from huiying.core.retention import disposing, queries
from huiying.core.retention.disposing import NothingToDispose, SamePerson
from huiying.core.retention.erasing import erase_approved
from huiying.core.retention.holds import lift_hold, place_hold
from huiying.core.retention.models import Batch, Line
from huiying.core.retention.tests.ending import UP, actor, approved, read_all, second_overseer
from huiying.mechanisms.complaints.services.following import write_message
from huiying.mechanisms.complaints.tests.support import Case, Service, answered, build, days, file


@pytest.fixture
def service(db: None) -> Service:
    made = build()
    second_overseer(made)
    return made


def proposed(service: Service, *cases: Case, who: str = "olga"):
    at = service.at + UP
    read_all(at)
    return disposing.propose(
        matter_ids=[case.matter_id for case in cases], by=actor(service, who, at), at=at
    )


def decided(service: Service, batch, who: str, approve: bool = True) -> None:
    at = service.at + UP
    disposing.decide(batch_id=batch, approve=approve, by=actor(service, who, at), at=at)


def words_left(case: Case) -> int:
    from huiying.core.ledger.queries import history

    ids = [text for line in history(case.matter_id) for text in line.texts.values()]
    return SealedText.objects.filter(pk__in=ids, sealed__isnull=False).count()


def test_the_first_person_does_not_decide(service: Service):
    case = answered(service)
    batch = proposed(service, case)
    with pytest.raises(SamePerson):
        decided(service, batch, "olga")
    erase_approved(service.at + UP, 10)
    assert words_left(case)


def test_a_second_person_agrees_and_it_is_erased(service: Service):
    case = answered(service)
    batch = proposed(service, case)
    decided(service, batch, "otto")
    assert erase_approved(service.at + UP, 10) == 1
    assert words_left(case) == 0
    assert Batch.objects.get(pk=batch).finished_at is not None
    with pytest.raises(IllegalMove):
        decided(service, batch, "sven")


def test_a_second_person_says_no_and_nothing_is_erased_and_it_can_be_proposed_again(service):
    case = answered(service)
    decided(service, proposed(service, case), "sven", approve=False)
    assert erase_approved(service.at + UP, 10) == 0
    assert words_left(case)
    decided(service, proposed(service, case), "otto")


@pytest.mark.parametrize("who", ["alice", "hugo", "edith", "wanda", "adam", "rita"])
def test_others_neither_propose_nor_decide(service: Service, who: str):
    case = answered(service)
    with pytest.raises((doors.Denied, NothingToDispose)):
        proposed(service, case, who=who)
    batch = proposed(service, case)
    with pytest.raises(doors.Denied):
        decided(service, batch, who)


def test_what_has_not_come_to_its_time_is_not_proposed(service: Service):
    young, open_ = answered(service, at=None), file(service)
    at = service.at + days(100)
    read_all(at)
    with pytest.raises(NothingToDispose):
        disposing.propose(
            matter_ids=[young.matter_id, open_.matter_id], by=actor(service, "olga", at), at=at
        )


def test_what_is_proposed_is_on_no_list_any_more(service: Service):
    case = answered(service)
    proposed(service, case)
    at = service.at + UP
    assert queries.to_dispose(by=actor(service, "sven", at), at=at) == []
    with pytest.raises(NothingToDispose):
        proposed(service, case)


def test_a_hold_or_a_new_word_after_the_decision_leaves_it_out(service: Service):
    held, spoken, plain = answered(service), answered(service), answered(service)
    at = service.at + UP
    approved(service, held, spoken, plain, at=at)
    place_hold(
        matter_id=held.matter_id, until=(at + days(9)).date(), reason="有人起诉了。",
        by=actor(service, "olga", at), at=at,
    )  # fmt: skip
    write_message(text="还想说一句。", by=spoken.holder, at=at)
    while erase_approved(at, 10):
        pass
    assert {line.matter_id: line.left_out for line in Line.objects.all()} == {
        held.matter_id: "held",
        spoken.matter_id: "not-up",
        plain.matter_id: "",
    }
    assert words_left(held)
    assert words_left(spoken)
    assert not words_left(plain)


def test_a_batch_shows_who_proposed_it_and_to_its_branch_alone(service: Service):
    case = answered(service)
    proposed(service, case)
    at = service.at + UP
    [row] = queries.batches(by=actor(service, "otto", at))
    assert (row.proposed_by, row.mine, row.matters, len(row.refs)) == ("olga", False, 1, 1)
    assert queries.batches(by=actor(service, "wanda", at)) == []


def test_a_hold_or_a_message_counts_at_once_though_work_has_not_read_it_yet(service: Service):
    held, written, free = answered(service), answered(service), answered(service)
    at = service.at + UP
    read_all(at)
    olga = actor(service, "olga", at)
    place_hold(
        matter_id=held.matter_id, until=(at + days(400)).date(), reason="法院调卷", by=olga, at=at
    )
    listed = {row.id for row in queries.to_dispose(by=olga, at=at)}
    assert listed == {written.matter_id, free.matter_id}
    write_message(text="还有一张照片", by=written.holder, at=at)
    batch = disposing.propose(
        matter_ids=[case.matter_id for case in (held, written, free)], by=olga, at=at
    )
    assert {line.matter_id for line in Line.objects.filter(batch_id=batch)} == {free.matter_id}
    lift_hold(matter_id=held.matter_id, reason="已结束", by=olga, at=at)
    assert held.matter_id in {row.id for row in queries.to_dispose(by=olga, at=at)}
