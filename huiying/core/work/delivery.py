"""Handing notices over and recording what that evidences. `work` alone turns a delivery into an event and a sync."""

import logging
import time
import uuid
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta

from django.db import OperationalError, transaction
from django.utils.timezone import get_current_timezone

from huiying.core.access.looks import log_look
from huiying.core.duties.services import acting
from huiying.core.holders.talking import desk_role
from huiying.core.kinds import Act, EventSpec, system
from huiying.core.ledger import events as ledger_events
from huiying.core.ledger.book import Book
from huiying.core.ledger.entries import Entry
from huiying.core.notices import claims, reasons, renewing
from huiying.core.notices.channels import Handed, Message, Sender, Verdict
from huiying.core.notices.claims import Claim
from huiying.core.notices.models import Channel, Notice, State
from huiying.core.notices.returned import give_up_address, give_up_unwanted
from huiying.core.notices.stopping import stop_token
from huiying.core.notices.telling import record_telling, tell_desk
from huiying.core.notices.words import compose
from huiying.core.people import barring, safe, sealing
from huiying.core.people.services import Contact, open_contact

log = logging.getLogger("huiying.work")

MAIL = system("mail")
# A notice that waited this long is not sent if its like was read on the person's page meanwhile.
STALE = timedelta(days=1)
_TRIES = 4


def deliver(
    at: datetime, limit: int, *, senders: Sequence[Sender], specs: Mapping[str, EventSpec]
) -> int:
    """Hand over up to `limit` notices that are due; gives how many were taken in hand.

    With no sender (mail is off) everything waits without error: `queries.oldest_waiting` shows it to `doctor`.
    """
    now = _running(at)
    done = claims.bury(at=at, limit=limit)
    by_channel = {sender.channel: sender for sender in senders}
    if not by_channel:
        return done
    try:
        while done < limit:
            taken = claims.claim(at=now(), channels=list(by_channel))
            if taken is None:
                break
            done += 1
            handed = _hand_over(taken, by_channel[taken.channel], specs, now)
            if handed is not None and handed.channel_down:
                by_channel.pop(taken.channel)
            if not by_channel:
                break
    finally:
        for sender in senders:
            sender.close()
    return done


def _running(at: datetime) -> Callable[[], datetime]:
    """`at`, going on from here: what a slow server took at 10:04 is not told at 10:00."""
    begun = time.monotonic()
    return lambda: at + timedelta(seconds=int(time.monotonic() - begun))


def _hand_over(
    taken: Claim, sender: Sender, specs: Mapping[str, EventSpec], now: Callable[[], datetime]
) -> Handed | None:
    contact = _contact(taken, now)
    plan = safe.plan_of(taken.person_id) if taken.person_id else None
    if contact is None or (plan is not None and not _is_safe(taken, plan, now())):
        return None
    address = sender.address_in(contact)
    if address and barring.is_barred(address):
        # On whatever matter, by whomever: the row looks as if the person had stopped mail by its link.
        _surely(lambda: _unwanted(taken, specs, now()))
        return None
    if not address:
        claims.finish(taken, state=State.STOPPED, at=now(), error=reasons.NO_ADDRESS)
        return None
    handed = sender.hand_over(
        taken,
        address,
        _message(taken, neutral=plan is not None and plan.neutral),
        point_of_no_return=lambda: claims.begin_handing(taken, at=now()),
    )
    _surely(lambda: _write_down(taken, handed, specs, now()))
    return handed


def _is_safe(taken: Claim, plan: safe.SafePlan, at: datetime) -> bool:
    """Whether the person may be reached by this channel and at this hour; else it is stopped, or waits for the hour."""
    if plan.forbids(taken.channel.value):
        claims.finish(taken, state=State.STOPPED, at=at, error=reasons.UNSAFE)
        return False
    hour = plan.next_hour(at, get_current_timezone())
    if hour > at:
        claims.put_off(taken, until=hour)
        return False
    return True


def _message(taken: Claim, *, neutral: bool) -> Message:
    renews = taken.template == renewing.TEMPLATE
    return compose(
        language=taken.language,
        stop_token=stop_token(taken.id),
        renewal=renewing.renewal_token(taken.id) if renews else "",
        neutral=neutral,
    )


def _contact(taken: Claim, now: Callable[[], datetime]) -> Contact | None:
    """The contact data, opened here and held by nobody; None where the notice needs no sending any more."""
    if taken.person_id is None:
        claims.finish(taken, state=State.STOPPED, at=now(), error=reasons.NO_ADDRESS)
        return None
    if now() - taken.created_at > STALE and _read_already(taken):
        claims.finish(taken, state=State.STOPPED, at=now(), error=reasons.READ_ALREADY)
        return None
    try:
        contact = open_contact(taken.person_id)
    except sealing.CannotOpen:
        claims.try_again(taken, at=now(), error=reasons.SEALED)
        return None
    # No person looked, but each opening counts.
    with transaction.atomic():
        log_look(
            by=MAIL,
            at=now(),
            what="contact",
            page=f"work.{taken.channel.value}",
            matter_id=taken.matter_id,
        )
    if contact.empty():
        claims.finish(taken, state=State.STOPPED, at=now(), error=reasons.ERASED)
        return None
    return contact


def _read_already(taken: Claim) -> bool:
    return Notice.objects.filter(
        matter_id=taken.matter_id,
        party_id=taken.party_id,
        about=taken.about,
        channel=Channel.PORTAL,
        state=State.DELIVERED,
    ).exists()


# --- what came of it -------------------------------------------------------------------------------------


def _write_down(taken: Claim, handed: Handed, specs: Mapping[str, EventSpec], at: datetime) -> None:
    match handed.verdict:
        case Verdict.ACCEPTED:
            _accepted(taken, specs, at)
        case Verdict.RELAYED:
            claims.finish(taken, state=State.RELAYED, at=at)
        case Verdict.REFUSED:
            _refused(taken, handed.detail, specs, at)
        case Verdict.TRY_AGAIN:
            claims.try_again(taken, at=at, error=handed.detail)
        case Verdict.UNSURE:
            claims.finish(taken, state=State.UNSURE, at=at, error=handed.detail)
        case Verdict.LOST:
            log.info("notice %s was taken over by another worker", taken.id)


def _accepted(taken: Claim, specs: Mapping[str, EventSpec], at: datetime) -> None:
    with acting(matter_id=taken.matter_id, act=Act.WORK, by=MAIL, at=at) as book:
        if claims.finish(taken, state=State.ACCEPTED, at=at):
            bring_about(book, taken.id, specs)


def bring_about(book: Book, notice_id: uuid.UUID, specs: Mapping[str, EventSpec]) -> None:
    """Record the event of telling that an accepted notice evidences, and tie the two together."""
    notice = Notice.objects.get(pk=notice_id)
    spec = specs.get(notice.tells)
    if spec is None:
        return
    told = record_telling(
        book, spec=spec, about=notice.about, extra=notice.tells_facts, channel=notice.channel
    )
    if told is not None:
        Notice.objects.filter(pk=notice_id).update(evidence=told.id)


def _refused(taken: Claim, error: str, specs: Mapping[str, EventSpec], at: datetime) -> None:
    with acting(matter_id=taken.matter_id, act=Act.WORK, by=MAIL, at=at) as book:
        if claims.finish(taken, state=State.FAILED, at=at, error=error):
            event = came_back(book, notice_id=taken.id, channel=taken.channel)
            notice = Notice.objects.get(pk=taken.id)
            give_up_address(book, notice=notice, about=event, error=error, specs=specs)


def _unwanted(taken: Claim, specs: Mapping[str, EventSpec], at: datetime) -> None:
    with acting(matter_id=taken.matter_id, act=Act.WORK, by=MAIL, at=at) as book:
        if claims.finish(taken, state=State.STOPPED, at=at, error=reasons.UNWANTED):
            give_up_unwanted(book, notice=Notice.objects.get(pk=taken.id), specs=specs)


def came_back(book: Book, *, notice_id: uuid.UUID, channel: str) -> Entry:
    """The person was not reached: a line in the history, and one on the desk of those who can reach them otherwise."""
    event = book.record(
        ledger_events.TELLING_BOUNCED, {"notice": str(notice_id), "channel": str(channel)}
    )
    tell_desk(
        book,
        unit=book.matter.in_charge_id,
        role=desk_role(book),
        template="telling.bounced",
        about=event,
    )
    return event


def _surely(write: Callable[[], None]) -> None:
    """What a server answered must not be lost to a moment's trouble of the database: it could not be asked again."""
    for tried in range(1, _TRIES + 1):
        try:
            return write()
        except OperationalError:
            if tried == _TRIES:
                raise
            log.warning("the outcome could not be written, try %d", tried, exc_info=True)
            time.sleep(0.2 * 4**tried)
