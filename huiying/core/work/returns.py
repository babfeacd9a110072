"""What mail servers say later: it came back, or it arrived after all."""

import uuid
from collections.abc import Mapping
from datetime import datetime

from huiying.core.duties.models import Duty
from huiying.core.duties.services import acting
from huiying.core.kinds import Act, EventSpec
from huiying.core.ledger import events as ledger_events
from huiying.core.ledger.book import Book
from huiying.core.ledger.entries import Entry, standing
from huiying.core.notices import claims, reasons
from huiying.core.notices.models import Channel, Notice, State
from huiying.core.notices.reports import Fate, Report
from huiying.core.notices.returned import give_up_address
from huiying.core.notices.telling import (
    no_longer_everyone,
    record_telling,
    tell_on_page,
    told_with_it,
)
from huiying.core.work.delivery import MAIL, bring_about, came_back

# From these a bounce changes something; what failed, bounced or was stopped before stays as it is.
_OUT = frozenset({State.HANDING, State.UNSURE, State.RELAYED, State.ACCEPTED})
# From these a report of success does: a permanent failure is never overwritten by it.
_OPEN = frozenset({State.HANDING, State.UNSURE, State.RELAYED})


class NoSuchNotice(LookupError):
    """There is no notice of this id."""


def take_report(report: Report, *, specs: Mapping[str, EventSpec], at: datetime) -> bool:
    """Apply a delivery report; gives whether it changed anything. Raises NoSuchNotice."""
    if report.fate is Fate.FAILED:
        return mail_bounced(notice_id=report.notice_id, specs=specs, at=at, status=report.status)
    if report.fate is Fate.ARRIVED:
        return mail_arrived(notice_id=report.notice_id, specs=specs, at=at)
    return False


def mail_bounced(
    *, notice_id: uuid.UUID, specs: Mapping[str, EventSpec], at: datetime, status: str = ""
) -> bool:
    """It came back: the telling it stood for is annulled, so the duty opens again. Raises NoSuchNotice.

    What the person read on their page before is still told, from when they read it.
    """
    with acting(matter_id=_matter_of(notice_id), act=Act.WORK, by=MAIL, at=at) as book:
        notice = Notice.objects.select_for_update().get(pk=notice_id)
        if notice.state not in _OUT:
            return False
        error = reasons.reason(reasons.BOUNCED, status)
        Notice.objects.filter(pk=notice_id).update(
            **claims.ended(state=State.BOUNCED, at=at, error=error), fence=notice.fence + 1
        )
        event = came_back(book, notice_id=notice_id, channel=notice.channel)
        if notice.evidence is not None:
            _annul(book, notice, specs)
            _told_otherwise(book, notice, specs)
        give_up_address(book, notice=notice, about=event, error=error, specs=specs)
    return True


def _annul(book: Book, notice: Notice, specs: Mapping[str, EventSpec]) -> None:
    """What opened a duty and is taken back is told to the person, on their page: their mail does not reach them."""
    wrong = next((e for e in standing(book.history) if e.id == notice.evidence), None)
    if wrong is None:
        return
    for one in (wrong, *told_with_it(book, wrong)):
        _take_back(book, one, notice, specs)


def _take_back(book: Book, wrong: Entry, notice: Notice, specs: Mapping[str, EventSpec]) -> None:
    opened = Duty.objects.filter(matter_id=book.matter.pk, trigger=str(wrong.id)).exists()
    annulment = book.record(
        ledger_events.ANNULLED,
        {"event": str(wrong.id), "kind": wrong.kind, "opened_duty": opened},
    )
    no_longer_everyone(book, wrong, specs)
    for party in book.parties:
        if opened and party.id == notice.party_id:
            tell_on_page(book, party=party, template=ledger_events.ANNULLED.kind, about=annulment)


def _told_otherwise(book: Book, notice: Notice, specs: Mapping[str, EventSpec]) -> None:
    """The page may have been opened while the mail was believed; or another mail on the same was accepted."""
    spec = specs.get(notice.tells)
    if spec is None:
        return
    same = Notice.objects.filter(
        matter_id=notice.matter_id, about=notice.about, tells=notice.tells, evidence__isnull=True
    )
    proofs = same.filter(channel=Channel.PORTAL, state=State.DELIVERED) | same.filter(
        channel=Channel.EMAIL, state=State.ACCEPTED
    )
    for proof in proofs.order_by("done_at"):
        told = record_telling(
            book,
            spec=spec,
            about=proof.about,
            extra=proof.tells_facts,
            channel=proof.channel,
            confirmed=proof.channel == Channel.PORTAL,
            occurred_at=proof.done_at,
        )
        if told is not None:
            Notice.objects.filter(pk=proof.pk).update(evidence=told.id)


def mail_arrived(*, notice_id: uuid.UUID, specs: Mapping[str, EventSpec], at: datetime) -> bool:
    """The recipient's own server has it: from now on that is evidence. Raises NoSuchNotice."""
    with acting(matter_id=_matter_of(notice_id), act=Act.WORK, by=MAIL, at=at) as book:
        notice = Notice.objects.select_for_update().get(pk=notice_id)
        if notice.state not in _OPEN:
            return False
        Notice.objects.filter(pk=notice_id).update(
            **claims.ended(state=State.ACCEPTED, at=at), fence=notice.fence + 1
        )
        bring_about(book, notice_id, specs)
    return True


def _matter_of(notice_id: uuid.UUID) -> uuid.UUID:
    found = Notice.objects.filter(pk=notice_id, channel=Channel.EMAIL).values_list(
        "matter_id", flat=True
    )
    if not found:
        raise NoSuchNotice(str(notice_id))
    return found[0]
