"""What is said both ways while a complaint of the demonstration is handled."""

import io
import uuid
from datetime import timedelta

from PIL import Image, ImageDraw

from huiying.config.demo import coming_in, words
from huiying.config.demo.world import ZONE, Case
from huiying.core.files.services import receive_file
from huiying.core.kinds import Actor, PartyRole, SeatRole
from huiying.core.ledger import queries as ledger
from huiying.core.ledger.entries import standing as standing_lines
from huiying.core.units import queries as units
from huiying.core.units.models import Level
from huiying.mechanisms.complaints import rules
from huiying.mechanisms.complaints.services import assigning, conversing, following, joining
from huiying.mechanisms.complaints.standing import Stage, Standing


def standing(case: Case) -> Standing:
    return rules.read(standing_lines(ledger.history(case.matter_id)))


def worker(case: Case) -> Actor:
    """Who has it in hand: the officer it is assigned to, else one of the unit whose turn it is."""
    parties = [p for p in ledger.parties(case.matter_id) if p.until is None]
    held = next((p for p in parties if p.role is PartyRole.ASSIGNED), None)
    if held is not None and held.officer_id is not None:
        return assigning.officer_actor(held.officer_id, case.at)
    if standing(case).stage is Stage.REVIEWING:
        return case.world.staff(case.unit(PartyRole.REVIEWING), SeatRole.COMPLAINTS, case.hand)
    unit = case.unit()
    at_station = units.unit(unit).level == Level.STATION
    return case.world.staff(
        unit, SeatRole.HEAD if at_station else SeatRole.COMPLAINTS, 0 if at_station else case.hand
    )


def say(case: Case, name: str) -> str:
    return words.pick(case.draw, name, english=case.english)


def tell_by_mouth(case: Case, *kinds: str) -> None:
    """The person is called and told; only the service's own word stands for it."""
    conversing.record_contact_made(
        matter_id=case.matter_id,
        channel="telephone",
        by=worker(case),
        at=case.at,
        note=say(case, "contact"),
        tells=kinds,
    )


def call(case: Case) -> None:
    """The first call: sometimes nobody answers, and somebody tries again."""
    if case.chance(0.15):
        conversing.record_contact_failed(
            matter_id=case.matter_id,
            channel="telephone",
            by=worker(case),
            at=case.at,
            note=say(case, "failed"),
        )
        case.then(call, 0.3, 2)
        return
    tell_by_mouth(case)


def progress(case: Case) -> None:
    conversing.tell_progress(
        matter_id=case.matter_id, text=say(case, "progress"), by=worker(case), at=case.at
    )
    case.then(coming_in.look_up, 0.3, 6, desk=False)


def ask(case: Case) -> None:
    if not case.code:
        return
    conversing.ask_complainant(
        matter_id=case.matter_id, question=say(case, "question"), by=worker(case), at=case.at
    )
    if case.chance(0.8):
        case.then(reply, 0.5, 5, desk=False)


def reply(case: Case) -> None:
    coming_in.look_up(case)
    waiting = standing(case).open_questions
    if case.holder is not None and waiting:
        following.reply_question(
            question_id=waiting[0].id, text=say(case, "reply"), by=case.holder, at=case.at
        )


def message(case: Case) -> None:
    if case.holder is None:
        return
    following.write_message(text=say(case, "message"), by=case.holder, at=case.at)
    if case.chance(0.92):
        case.then(answer_message, 0.1, 1.5 if case.chance(0.85) else 8)


def answer_message(case: Case) -> None:
    waiting = standing(case).open_messages
    if waiting:
        conversing.answer_message(
            matter_id=case.matter_id,
            message_id=waiting[0].id,
            text=say(case, "message_answer"),
            by=worker(case),
            at=case.at,
        )
        case.then(coming_in.look_up, 0.1, 3, desk=False)


def promise(case: Case) -> None:
    """A promise with a day; most are kept in time, some late, some never."""
    due = (case.at + timedelta(days=case.draw.randint(4, 20))).astimezone(ZONE).date()
    conversing.promise_service(
        matter_id=case.matter_id,
        text=say(case, "promise"),
        due_on=due.isoformat(),
        by=worker(case),
        at=case.at,
    )
    if case.chance(0.85):
        case.then(keep_promise, 2, 18)


def keep_promise(case: Case) -> None:
    waiting = standing(case).open_promises
    if waiting:
        conversing.keep_promise(
            matter_id=case.matter_id,
            promise_id=waiting[0].id,
            text=say(case, "kept"),
            by=worker(case),
            at=case.at,
        )


def join(case: Case) -> None:
    """Somebody else brings the same matter, on the page of the first."""
    if case.holder is not None:
        joining.join_complaint(
            matter_id=case.matter_id,
            joining=joining.Joining(narrative=say(case, "join")),
            by=case.holder,
            at=case.at,
        )


def add_photograph(case: Case) -> None:
    if case.holder is None:
        return
    made: uuid.UUID = receive_file(
        chunks=[_photograph(case)],
        name=case.draw.choice(["现场.jpg", "单据.jpg", "IMG_0021.jpg"]),
        by=case.holder,
        at=case.at,
        matter_id=case.matter_id,
    )
    following.add_files(file_ids=[made], by=case.holder, at=case.at)


def _photograph(case: Case) -> bytes:
    """A drawn street in the evening: sky, houses with lit windows, a pavement."""
    draw = case.draw
    picture = Image.new("RGB", (480, 320), (44, 58, 84))
    brush = ImageDraw.Draw(picture)
    left = 0
    while left < 480:
        width, top = draw.randint(50, 110), draw.randint(60, 170)
        brush.rectangle((left, top, left + width, 250), fill=(70 + draw.randint(0, 40), 66, 72))
        for x in range(left + 8, left + width - 10, 20):
            for y in range(top + 10, 235, 26):
                lit = draw.random() < 0.4
                brush.rectangle(
                    (x, y, x + 9, y + 13), fill=(236, 202, 120) if lit else (52, 50, 58)
                )
        left += width + draw.randint(2, 12)
    brush.rectangle((0, 250, 480, 320), fill=(96, 92, 88))
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=80)
    return out.getvalue()
