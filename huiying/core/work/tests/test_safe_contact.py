"""A channel that somebody forbade is never used, nor an hour outside those they gave."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from huiying.core.notices import reasons
from huiying.core.notices.models import State
from huiying.core.people.safe import SafePlan, set_plan
from tests.support.answered import MONDAY

# Monday 10:00 in Shanghai is an hour after MONDAY's own; the plan begins at six in the evening.
ZONE = ZoneInfo("Asia/Shanghai")
EVENING = SafePlan(from_hour=18, to_hour=20)


def test_a_forbidden_channel_is_never_used_however_often_it_is_tried(outbox, mail):
    one = outbox.answered()
    set_plan(person_id=one.person, plan=SafePlan(never=("email",)))
    for day in range(30):
        outbox.send(MONDAY + timedelta(days=day, hours=day % 24))
    assert mail.messages == []
    row = outbox.row(one.mail)
    assert (row.state, row.error) == (State.STOPPED, reasons.UNSAFE)


def test_outside_the_hours_they_gave_it_waits_and_goes_out_within_them(outbox, mail):
    one = outbox.answered()
    set_plan(person_id=one.person, plan=EVENING)
    due = outbox.row(one.mail).next_attempt_at
    outbox.send(due)
    assert mail.messages == []
    waiting = outbox.row(one.mail)
    assert (waiting.state, waiting.attempts) == (State.WAITING, 0)
    assert waiting.next_attempt_at.hour == 10  # six in the evening in Shanghai
    outbox.send(waiting.next_attempt_at)
    assert len(mail.messages) == 1


def test_at_every_quarter_of_an_hour_nothing_leaves_outside_the_plan(outbox, mail):
    one = outbox.answered()
    set_plan(person_id=one.person, plan=EVENING)
    for quarter in range(96):
        at = MONDAY + timedelta(minutes=15 * quarter)
        outbox.send(at)
        if not EVENING.allows_hour(at, ZONE):
            assert len(mail.messages) == (1 if outbox.row(one.mail).state == "accepted" else 0)
    assert len(mail.messages) == 1


def test_a_neutral_message_has_no_word_of_codes_police_or_how_to_stop(outbox, mail):
    one = outbox.answered()
    set_plan(person_id=one.person, plan=SafePlan())
    outbox.send()
    [message] = mail.messages
    text = message.get_content()
    assert message["Subject"] == "您有一条新消息"
    assert "/m/" in text
    for word in ("查询码", "回执", "公安", "投诉", "/stop/"):
        assert word not in text
