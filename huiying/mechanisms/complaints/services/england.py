"""Acts that the law of England and Wales asks for (SI 2020/2): reg. 4, 30, 34(6), 39, 40 and 41."""

import uuid
from datetime import datetime

from huiying.core.duties.models import Duty
from huiying.core.duties.services import acting
from huiying.core.kinds import N_, Act, Actor, Fact, SeatRole, system
from huiying.core.ledger.entries import standing as standing_lines
from huiying.core.notices.models import Notice
from huiying.core.notices.telling import tell_desk
from huiying.mechanisms.complaints import events, rules
from huiying.mechanisms.complaints.rules import Move
from huiying.mechanisms.complaints.services.routing import handling_unit, tell_oversight
from huiying.mechanisms.complaints.services.shape import (
    chosen,
    complainant,
    moving,
    read,
    said,
    tell_complainants,
    tell_one,
    texts,
)
from huiying.mechanisms.complaints.services.withdrawing import (
    let_go,
    undo_withdrawal,
)

_REPLY_RULE = "ew.withdrawal-reply"
_PROPOSER = system("no reply")
_TEMPLATE = "withdrawal-deemed"


class TooEarly(rules.Declined):
    """The person's time to reply is not over."""


# --- withdrawal without a signed notice: reg. 39 ------------------------------------------------------


def hear_withdrawal(
    *,
    matter_id: uuid.UUID,
    wants: bool,
    by: Actor,
    at: datetime,
    note: str = "",
    party_id: uuid.UUID | None = None,
) -> None:
    """The person replied to the letter. Who does not want to withdraw goes on; who does is still spoken with alone.

    Raises access.Denied, rules.IllegalMove.
    """
    with moving(matter_id=matter_id, move=Move.HEAR_WITHDRAWAL, by=by, at=at) as book:
        one = rules.with_letter(read(book), str(party_id) if party_id else "")
        party = complainant(book, uuid.UUID(one.party))
        facts: dict[str, Fact] = {"wants": wants, "party": one.party}
        book.record(events.WITHDRAWAL_ANSWERED, facts, texts(note=note))
        if not wants:
            undone = undo_withdrawal(book, "person", one.party)
            tell_one(book, party=party, template="goes-on", about=undone)


def propose_deemed(at: datetime, limit: int = 200) -> int:
    """Tell the head of the unit, once, that a letter stayed without reply for its 28 days. For the worker.

    Nothing ends by itself: reg. 39(4) lets it be treated as withdrawn, and a person decides that.
    """
    lapsed = Duty.objects.filter(rule=_REPLY_RULE, state="lapsed").exclude(
        matter_id__in=Notice.objects.filter(template=_TEMPLATE).values("matter_id")
    )
    ids = list(dict.fromkeys(lapsed.order_by("due_at").values_list("matter_id", flat=True)[:limit]))
    done = 0
    for matter_id in ids:
        with acting(matter_id=matter_id, act=Act.WORK, by=_PROPOSER, at=at) as book:
            letters = [one.letter for one in read(book).leaving if one.letter is not None]
            unit = handling_unit(book)
            about = next((e for e in book.history if letters and e.id == letters[0].id), None)
            if about is not None:
                tell_desk(book, unit=unit, role=SeatRole.HEAD, template=_TEMPLATE, about=about)
                done += 1
    return done


def deem_withdrawn(
    *, matter_id: uuid.UUID, by: Actor, at: datetime, party_id: uuid.UUID | None = None
) -> None:
    """Treat it as withdrawn: no reply in 28 days. The person is told, and can take it up again at any time.

    Raises access.Denied, rules.IllegalMove, TooEarly.
    """
    with moving(matter_id=matter_id, move=Move.DEEM_WITHDRAWN, by=by, at=at) as book:
        one = rules.with_letter(read(book), str(party_id) if party_id else "")
        letter = str(one.letter.id) if one.letter else ""
        right = Duty.objects.filter(matter_id=matter_id, rule=_REPLY_RULE, trigger=letter).first()
        if right is None or right.due_at is None or at < right.due_at:
            raise TooEarly(
                N_("The complainant has 28 days from the letter to reply. Wait for them.")
            )
        deemed = book.record(events.WITHDRAWAL_DEEMED, {"party": one.party})
        party = complainant(book, uuid.UUID(one.party))
        tell_one(book, party=party, template="withdrawn", about=deemed)
        let_go(book, one, deemed=True)


# --- meetings: reg. 34(6) -----------------------------------------------------------------------------


def hold_meeting(
    *,
    matter_id: uuid.UUID,
    by: Actor,
    at: datetime,
    note: str = "",
    occurred_at: datetime | None = None,
    party_id: uuid.UUID | None = None,
) -> None:
    """A meeting was held with the person: its record is owed. Raises access.Denied, rules.IllegalMove."""
    with moving(matter_id=matter_id, move=Move.MEET, by=by, at=at) as book:
        party = str(complainant(book, party_id).id)
        book.record(
            events.MEETING_HELD, {"party": party}, texts(note=note), occurred_at=occurred_at
        )


def record_meeting(*, matter_id: uuid.UUID, text: str, by: Actor, at: datetime) -> None:
    """Send the written record, with how the concerns will be met.

    Raises access.Denied, rules.IllegalMove, shape.WordsNeeded.
    """
    words = said(text, N_("Write what was said, and how the concerns will be met."))
    with moving(matter_id=matter_id, move=Move.RECORD_MEETING, by=by, at=at) as book:
        sent = book.record(events.MEETING_RECORDED, texts={"text": words})
        tell_complainants(book, template="meeting", about=sent)


# --- suspension: reg. 40 and 41 -----------------------------------------------------------------------


def suspend_complaint(*, matter_id: uuid.UUID, reason: str, by: Actor, at: datetime) -> None:
    """Wait while criminal proceedings would be prejudiced; the clocks that the rules name stand still.

    Raises access.Denied, rules.IllegalMove, shape.WordsNeeded.
    """
    why = said(reason, N_("Say which proceedings would suffer, and why. The complainant reads it."))
    with moving(matter_id=matter_id, move=Move.SUSPEND, by=by, at=at) as book:
        suspended = book.record(events.SUSPENDED, texts={"reason": why})
        tell_complainants(book, template="suspended", about=suspended)


def end_suspension(*, matter_id: uuid.UUID, by: Actor, at: datetime) -> None:
    """The proceedings are over: the person is asked next how to go on. Raises access.Denied, rules.IllegalMove."""
    with moving(matter_id=matter_id, move=Move.END_SUSPENSION, by=by, at=at) as book:
        ended = book.record(events.SUSPENSION_ENDED)
        tell_complainants(book, template="suspension-ended", about=ended)


def send_resumption_letter(*, matter_id: uuid.UUID, channel: str, by: Actor, at: datetime) -> None:
    """Write to the person how they wish to proceed. Raises access.Denied, rules.IllegalMove, shape.NotAChoice."""
    chosen(channel, events.CONTACTS, N_("Choose how the letter was sent."))
    with moving(matter_id=matter_id, move=Move.RESUMPTION_LETTER, by=by, at=at) as book:
        sent = book.record(events.RESUMPTION_LETTER_SENT, {"channel": channel})
        tell_complainants(book, template="resumption", about=sent)


def hear_resumption(
    *, matter_id: uuid.UUID, wants: bool, by: Actor, at: datetime, note: str = ""
) -> None:
    """What the person said. Who does not want it to go on withdraws like anybody else, on their page.

    Raises access.Denied, rules.IllegalMove.
    """
    with moving(matter_id=matter_id, move=Move.HEAR_RESUMPTION, by=by, at=at) as book:
        book.record(events.RESUMPTION_ANSWERED, {"wants": wants}, texts(note=note))


# --- referral: reg. 4 ---------------------------------------------------------------------------------


def require_referral(
    *, matter_id: uuid.UUID, cause: str, reason: str, by: Actor, at: datetime
) -> None:
    """It became clear that it has to be referred, or the Director General asked for it.

    Raises access.Denied, rules.IllegalMove, shape.NotAChoice, shape.WordsNeeded.
    """
    chosen(cause, events.REFERRALS, N_("Choose why it has to be referred."))
    why = said(reason, N_("Say what makes it so."))
    with moving(matter_id=matter_id, move=Move.REQUIRE_REFERRAL, by=by, at=at) as book:
        if cause == "directed":
            clear = book.record(events.REFERRAL_DIRECTED, texts={"reason": why})
        else:
            clear = book.record(events.REFERRAL_REQUIRED, {"cause": cause}, {"reason": why})
        tell_complainants(book, template="referral", about=clear)


def refer(*, matter_id: uuid.UUID, channel: str, by: Actor, at: datetime, note: str = "") -> None:
    """It was sent to the IOPC. Raises access.Denied, rules.IllegalMove, shape.NotAChoice."""
    chosen(channel, events.CONTACTS, N_("Choose how it was sent."))
    with moving(matter_id=matter_id, move=Move.REFER, by=by, at=at) as book:
        made = book.record(events.REFERRAL_MADE, {"channel": channel}, texts(note=note))
        tell_oversight(book, "referral", made)
        tell_complainants(book, template="referral-made", about=made)


# --- recommendations of the review: reg. 30 -----------------------------------------------------------


def recommend(*, matter_id: uuid.UUID, text: str, by: Actor, at: datetime) -> None:
    """The reviewing unit recommends something to the one that handled it. Raises access.Denied,
    rules.IllegalMove, shape.WordsNeeded."""
    words = said(text, N_("Write what you recommend."))
    with moving(matter_id=matter_id, move=Move.RECOMMEND, by=by, at=at) as book:
        made = book.record(events.RECOMMENDATION_MADE, texts={"text": words})
        unit = handling_unit(book)
        tell_desk(book, unit=unit, role=SeatRole.COMPLAINTS, template="recommendation", about=made)
        tell_complainants(book, template="recommendation", about=made)


def answer_recommendation(*, matter_id: uuid.UUID, text: str, by: Actor, at: datetime) -> None:
    """The written response. Raises access.Denied, rules.IllegalMove, shape.WordsNeeded."""
    words = said(text, N_("Write what will be done about it, or why not."))
    with moving(matter_id=matter_id, move=Move.ANSWER_RECOMMENDATION, by=by, at=at) as book:
        book.record(events.RECOMMENDATION_ANSWERED, texts={"text": words})


def copy_recommendation(*, matter_id: uuid.UUID, by: Actor, at: datetime) -> None:
    """Both texts go to the person; they count once they have reached them. Raises access.Denied, rules.IllegalMove."""
    with moving(matter_id=matter_id, move=Move.COPY_RECOMMENDATION, by=by, at=at) as book:
        answered = next(
            e
            for e in reversed(standing_lines(book.history))
            if e.kind == events.RECOMMENDATION_ANSWERED.kind
        )
        tell_complainants(
            book, template="recommendation", about=answered, tells=events.RECOMMENDATION_COPIED
        )
