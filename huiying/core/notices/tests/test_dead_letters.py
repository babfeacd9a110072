"""What an administrator sees of dead letters, and does with them."""

from datetime import timedelta
from typing import Any

import pytest

from huiying.core.access.doors import Denied
from huiying.core.kinds import Actor, ActorKind, Seat, SeatRole
from huiying.core.notices import claims, queries, reasons, services
from huiying.core.notices.models import Channel, Notice, State
from tests.support.answered import MONDAY, Answered, make_answered, make_unit

LATER = MONDAY + timedelta(minutes=1)


def seated(role: SeatRole) -> Actor:
    seat = Seat(unit_id=1, unit_path="/1/", role=role)
    return Actor(kind=ActorKind.STAFF, name="a", officer_id=1, seats=(seat,))


ADMIN = seated(SeatRole.ADMIN)


@pytest.fixture
def one(db: Any) -> Answered:
    return make_answered(make_unit())


def die(one: Answered, state: State, error: str) -> None:
    Notice.objects.filter(pk=one.mail).update(**claims.ended(state=state, at=LATER, error=error))


def test_a_dead_letter_shows_why_and_nobody(one):
    die(one, State.FAILED, "refused 550 5.1.1")
    [letter] = queries.dead_letters()
    assert (letter.id, letter.state, letter.figures) == (one.mail, "failed", "550 5.1.1")
    assert letter.why == reasons.SENTENCES[reasons.REFUSED]
    assert "example.org" not in repr(letter)
    assert str(one.matter) not in repr(letter)
    assert queries.count_dead() == 1


def test_a_dead_letter_is_sent_again_by_hand_with_all_its_attempts(one):
    die(one, State.UNSURE, reasons.UNSURE)
    assert claims.claim(at=LATER + timedelta(days=9), channels=[Channel.EMAIL]) is None
    services.retry_notice(notice_id=one.mail, by=ADMIN, at=LATER)
    taken = claims.claim(at=LATER, channels=[Channel.EMAIL])
    assert taken is not None
    assert (taken.id, taken.attempts) == (one.mail, 1)
    assert queries.dead_letters() == []


def test_only_an_administrator_sends_again_or_stops(one):
    die(one, State.FAILED, reasons.NO_SERVER)
    for act in (services.retry_notice, services.stop_notice):
        with pytest.raises(Denied):
            act(notice_id=one.mail, by=seated(SeatRole.HEAD), at=LATER)
    with pytest.raises(Denied):
        services.retry_failed(by=seated(SeatRole.SUPERVISOR), at=LATER)
    assert queries.count_dead() == 1


def test_what_still_waits_or_went_out_is_not_sent_again(one):
    with pytest.raises(services.NothingToRetry):
        services.retry_notice(notice_id=one.mail, by=ADMIN, at=LATER)
    die(one, State.ACCEPTED, "")
    with pytest.raises(services.NothingToRetry):
        services.retry_notice(notice_id=one.mail, by=ADMIN, at=LATER)
    with pytest.raises(services.NothingToRetry):
        services.retry_notice(notice_id=one.portal, by=ADMIN, at=LATER)


@pytest.mark.parametrize(
    ("state", "error", "again"),
    [
        (State.FAILED, "no-server", 1),
        (State.FAILED, "sign-in 535 5.7.8", 1),
        (State.FAILED, "refused 550 5.1.1", 0),
        (State.BOUNCED, "bounced 5.1.1", 0),
        (State.UNSURE, "unsure", 0),
    ],
)
def test_in_bulk_only_what_failed_on_our_side_goes_again(one, state, error, again):
    die(one, state, error)
    assert services.retry_failed(by=ADMIN, at=LATER) == again


def test_a_stopped_notice_is_off_the_list_for_good(one):
    die(one, State.FAILED, reasons.NO_SERVER)
    services.stop_notice(notice_id=one.mail, by=ADMIN, at=LATER)
    assert queries.dead_letters() == []
    with pytest.raises(services.NothingToRetry):
        services.retry_notice(notice_id=one.mail, by=ADMIN, at=LATER)


def test_what_waits_is_counted_and_dated(one):
    left = queries.waiting(at=LATER)
    assert (left.count, left.due, left.oldest) == (1, 1, MONDAY)
    counted = {(t.channel, t.state): t.count for t in queries.tallies()}
    assert counted == {("email", "waiting"): 1, ("portal", "waiting"): 1}


def test_the_waits_double_and_last_four_and_a_half_days_in_all():
    waits = [claims.wait(n) for n in range(1, claims.ATTEMPTS)]
    assert all(timedelta(seconds=48) <= waits[0] <= timedelta(seconds=73) for _ in range(20))
    assert max(waits) <= claims.LONGEST_WAIT * 1.21
    assert timedelta(days=3) < sum(waits, timedelta()) < timedelta(days=6)


def test_a_notice_that_kills_its_worker_each_time_is_given_up(one):
    at = LATER
    for _ in range(claims.ATTEMPTS):
        assert claims.bury(at=at, limit=10) == 0
        assert claims.claim(at=at, channels=[Channel.EMAIL]) is not None
        at += claims.LEASE
    assert claims.bury(at=at, limit=10) == 1
    [letter] = queries.dead_letters()
    assert letter.why == reasons.SENTENCES[reasons.WORN]
