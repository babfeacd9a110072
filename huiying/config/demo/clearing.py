"""The demonstration's gate: sentences of its legal officers, and a complaint of which something is held back."""

from datetime import datetime, timedelta

from huiying.config.demo.world import ZONE, World
from huiying.core.disclosure.rules import Proposal
from huiying.core.disclosure.sentences import of_units
from huiying.core.disclosure.services.asking import ask_gate
from huiying.core.disclosure.services.deciding import decide_lines
from huiying.core.disclosure.services.seconding import second_decides
from huiying.core.disclosure.services.using import use_sentence
from huiying.core.disclosure.services.writing import approve_sentence, take_up_starting
from huiying.core.kinds import PartyRole, SeatRole
from huiying.core.ledger import queries as ledger

_LINES = (
    ("已调取窗口和大厅的录像，问过当天值班的人。", "我们调取了窗口和大厅的录像，也问了当天值班的人。"),
    ("另一名群众的证言。", ""),
    ("还没有核实完的一处时间。", ""),
)  # fmt: skip


def clear_sentences(world: World, at: datetime) -> None:
    """The city's legal officers took up the starting set; one wrote, another approved."""
    first, second = (world.staff(world.bureau, SeatRole.LEGAL, n) for n in (0, 1))
    take_up_starting(by=first, at=at)
    for sentence in of_units([world.bureau]):
        approve_sentence(sentence_id=sentence.id, by=second, at=at)


def hold_back(world: World, now: datetime) -> None:
    """At the newest complaint of a district: a sentence, a line told, one held back, one with the second."""
    district = world.districts[0]
    by = world.staff(district, SeatRole.COMPLAINTS)
    ids = ledger.held_by(district, [PartyRole.HANDLING])
    complaints = [m for m in ledger.matters(ids).values() if m.kind == "complaint"]
    newest = max(complaints, key=lambda m: m.opened_at, default=None)
    if newest is None:
        return
    told, held, waits = ask_gate(
        matter_id=newest.id, lines=[line for line, _ in _LINES], by=by, at=now, source="办理记录"
    )
    day = (now + timedelta(days=14)).astimezone(ZONE).date()
    not_now = Proposal(decision="withheld", ground="other-person", ask_again_on=day)
    decide_lines(
        matter_id=newest.id,
        proposals={told: Proposal(decision="told", said=_LINES[0][1]), held: not_now},
        by=by,
        at=now,
    )
    second = world.staff(district, SeatRole.LEGAL)
    second_decides(matter_id=newest.id, line=held, agreed=True, by=second, at=now)
    later = Proposal(decision="withheld", ground="unconfirmed", ask_again_on=day)
    decide_lines(matter_id=newest.id, proposals={waits: later}, by=by, at=now)
    in_hand = next(s for s in of_units([world.bureau]) if s.code == "in-hand")
    use_sentence(matter_id=newest.id, sentence_id=in_hand.id, by=by, at=now)
