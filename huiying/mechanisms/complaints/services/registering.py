"""A desk takes a complaint in, and hands the receipt over without ever seeing its code."""

import uuid
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction

from huiying.core.access import doors
from huiying.core.duties.services import acting
from huiying.core.kinds import N_, Act, Actor, ActorKind, Fact, PartyRole, system
from huiying.core.ledger.book import Book
from huiying.core.ledger.entries import Entry, PartyRow
from huiying.core.ledger.handing import hand_over, make_slips
from huiying.core.notices.renewing import TEMPLATE
from huiying.core.notices.telling import tell_by_mail, told_facts
from huiying.mechanisms.complaints import events
from huiying.mechanisms.complaints.rules import Declined
from huiying.mechanisms.complaints.services.filing import Filed, Filing, Handover, file_complaint
from huiying.mechanisms.complaints.services.shape import complainant, keep_index

_RECEIPT = system("receipt")


class NoSlipNeeded(Declined):
    """The person has a code, or the slip can't be used."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Registered:
    """`serial` and `code` only where a sealed slip is to be printed now: the code is for the print alone."""

    filed: Filed
    serial: str = ""
    code: str = ""


@transaction.atomic
def register_at_desk(
    *, filing: Filing, by: Actor, at: datetime, print_slip: bool = False
) -> Registered:
    """File what somebody brought. With `print_slip` a slip is made for this one complaint; with the handover "sent"
    a link goes to the e-mail address, by which the person alone fetches the code.

    Raises access.Denied, filing.SameKeyOtherBody, filing.UnknownCategory, ledger.services.SlipUnknown.
    """
    serial = code = ""
    if print_slip:
        ((serial, code),) = print_slips(by=by, count=1, at=at)
        filing = replace(filing, handover=Handover.SLIP, slip=serial)
    by_link = filing.handover is Handover.SENT
    if by_link:
        filing = replace(filing, handover=Handover.NONE)
    filed = file_complaint(filing=filing, by=by, at=at)
    if filed.again:
        # It was taken in before, with its own receipt: the fresh slip is not made.
        transaction.set_rollback(True)
        return Registered(filed=filed)
    if by_link:
        _send_link(filed.matter_id, at)
    return Registered(filed=filed, serial=serial, code=code)


def print_slips(*, by: Actor, count: int, at: datetime) -> list[tuple[str, str]]:
    """Slips of the actor's own unit: (serial number, code), the code kept as HMAC alone. Raises access.Denied."""
    doors.require_general(by, Act.REGISTER)
    return make_slips(by=by, count=count, at=at)


def hand_over_slip(
    *,
    matter_id: uuid.UUID,
    slip: str,
    by: Actor,
    at: datetime,
    party_id: uuid.UUID | None = None,
) -> None:
    """A slip is handed over later, to a person who left without a receipt. Its code is not seen by staff.

    Raises access.Denied, NoSlipNeeded, ledger.services.SlipUnknown.
    """
    if by.kind is not ActorKind.STAFF or not by.seats:
        raise doors.Denied(Act.WORK.value)
    with acting(matter_id=matter_id, act=Act.WORK, by=by, at=at) as book:
        party = complainant(book, party_id)
        begun = _came_in(book, party)
        if _has_receipt(book, party):
            raise NoSlipNeeded(
                N_(
                    "The person has a receipt. If the code is lost, they ask for a new one themselves."
                )
            )
        hand_over(book, party=party, handover=Handover.SLIP, slip=slip)
        facts: dict[str, Fact] = {"about": str(begun.id), "party": str(party.id)}
        handed = told_facts("slip", confirmed=False, word_alone=True)
        first = begun.kind == events.RECEIVED.kind
        book.record(events.ACKNOWLEDGED if first else events.JOIN_ACKNOWLEDGED, handed | facts)
        keep_index(book)


def _came_in(book: Book, party: PartyRow) -> Entry:
    """The event by which this complainant came to the matter."""
    joined = (e for e in book.history if e.kind == events.JOINED.kind)
    return next((e for e in joined if e.facts.get("party") == str(party.id)), book.history[0])


def _has_receipt(book: Book, party: PartyRow) -> bool:
    return any(
        e.kind in {events.ACKNOWLEDGED.kind, events.JOIN_ACKNOWLEDGED.kind}
        and e.facts.get("party", str(party.id)) == str(party.id)
        and e.facts.get("channel") in {"receipt", "slip", "portal"}
        for e in book.history
    )


def _send_link(matter_id: uuid.UUID, at: datetime) -> None:
    with acting(matter_id=matter_id, act=Act.FOLLOW, by=_RECEIPT, at=at) as book:
        for party in book.parties_in(PartyRole.COMPLAINANT):
            tell_by_mail(book, party=party, template=TEMPLATE, about=book.history[0])
