"""Somebody raises something: on a visit, by another way they were offered, on this site. One transaction, one batch.

What is kept is which campaign it was and whose areas; neither the area nor the door (mission N1).
"""

import hashlib
import uuid
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from django.db import IntegrityError, transaction

from huiying.core.access import conflict, doors
from huiying.core.duties.services import acting, opening
from huiying.core.kinds import N_, Act, Actor, ActorKind, Fact, PartyRole, system
from huiying.core.ledger import queries as ledger_queries
from huiying.core.ledger.book import Book
from huiying.core.ledger.entries import Entry
from huiying.core.ledger.handing import make_slips
from huiying.core.ledger.services import SlipUnknown
from huiying.core.notices.receipts import hand_over
from huiying.core.notices.renewing import TEMPLATE
from huiying.core.notices.telling import tell_by_mail
from huiying.core.people.services import Contact, new_person
from huiying.core.rows import row
from huiying.core.search import services as search
from huiying.core.units import queries as units
from huiying.mechanisms.campaigns import raised_events as events
from huiying.mechanisms.campaigns.choices import CHANNELS, COMPLAINT, WHAT
from huiying.mechanisms.campaigns.models import Campaign, Raised
from huiying.mechanisms.campaigns.queries_door import HANDED_IN_FOR, went
from huiying.mechanisms.campaigns.rules import NotAChoice
from huiying.mechanisms.campaigns.services.shape import (
    chosen,
    read_raised,
    said,
    tell_the_desk,
    texts,
)

# A sending is known again so long, so that a line that broke keeps nothing twice: longer than a device keeps what was
# written without network, from when it was written.
_KNOWN_FOR = HANDED_IN_FOR + timedelta(days=3)
_RECEIPT = system("receipt")


class Handover(StrEnum):
    """How the receipt code reaches the person."""

    SHOWN = "shown"  # on the person's own screen; no member of staff sees it
    SLIP = "slip"  # a sealed slip that is handed over; the first look-up replaces the code
    LINK = "link"  # by e-mail: a link with which the person alone fetches the code
    NONE = "none"  # nobody wants paper, and nobody can be written to


@dataclass(frozen=True, kw_only=True, slots=True)
class Raising:
    """What somebody raises, in their own words. A contact is kept with their consent alone."""

    what: str
    narrative: str
    unit: int
    wish: str = ""
    campaign: uuid.UUID | None = None
    channel: str = "visit"
    consent: bool = False
    contact: Contact = field(default_factory=Contact)
    language: str = "zh-hans"
    handover: Handover = Handover.SHOWN
    slip: str = ""
    occurred_at: datetime | None = None
    key: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Kept:
    """What came of it. `code` is in clear, for the person's eyes or for the slip alone."""

    matter_id: uuid.UUID
    ref: str
    code: str
    unit: int
    serial: str = ""
    again: bool = False


def raise_matter(*, raising: Raising, by: Actor, at: datetime) -> Kept:
    """Open a matter for what was raised. Sent twice under one key, it is kept once (`again`).

    Raises access.Denied, rules.NotAChoice, shape.WordsNeeded, ledger.services.SlipUnknown.
    """
    _may(raising, by, at)
    _check(raising)
    # Asked first: the slip of one that came before is used up.
    if (known := _known(raising)) is not None:
        return known
    try:
        with transaction.atomic():
            with opening(kind=events.KIND, by=by, at=at, opened_at=raising.occurred_at) as book:
                kept = _write(book, raising)
            if raising.handover is Handover.LINK:
                _send_link(kept.matter_id, at)
        return kept
    except (IntegrityError, SlipUnknown):
        # The same was sent at the same time, and was the quicker one.
        if (known := _known(raising)) is None:
            raise
        return known


def _known(raising: Raising) -> Kept | None:
    """What came before under the same key."""
    known = Raised.objects.filter(sent_as=_sent_as(raising)).first() if raising.key else None
    if known is None:
        return None
    matter = ledger_queries.matter(known.pk)
    return Kept(
        matter_id=matter.id, ref=matter.ref, code="", unit=matter.handling_unit or 0, again=True
    )


@transaction.atomic
def raise_with_slip(*, raising: Raising, by: Actor, at: datetime) -> Kept:
    """The same with a sealed slip made for this one matter: its code is for the print alone."""
    _may(raising, by, at)
    ((serial, code),) = make_slips(by=by, count=1, at=at)
    with_slip = replace(raising, handover=Handover.SLIP, slip=serial)
    kept = raise_matter(raising=with_slip, by=by, at=at)
    if kept.again:
        transaction.set_rollback(True)
        return kept
    return replace(kept, code=code, serial=serial)


def forget_old_sendings(at: datetime) -> int:
    """Keys by which a sending is known again serve for a week."""
    old = Raised.objects.filter(sent_as__isnull=False, received_at__lt=at - _KNOWN_FOR)
    return old.update(sent_as=None)


def _may(raising: Raising, by: Actor, at: datetime) -> None:
    """Whoever goes in a campaign writes down what was raised on it; else the person does, by the public form.

    Raises access.Denied.
    """
    if by.kind is ActorKind.SYSTEM:
        return
    if raising.campaign is None:
        raise doors.Denied(Act.VISIT.value)
    if not went(ledger_queries.parties(raising.campaign), raising.campaign, by, at):
        raise doors.Denied(Act.VISIT.value)


def _check(raising: Raising) -> None:
    chosen(raising.what, WHAT, N_("Choose what it is."))
    chosen(raising.channel, CHANNELS, N_("Choose how it was raised."))
    said(raising.narrative, N_("Write what was raised, in their own words."))
    if raising.unit not in units.tree():
        raise NotAChoice(N_("Choose a unit that exists."))
    if not raising.consent and raising.contact != Contact():
        raise NotAChoice(
            N_("Ask first whether we may keep how to reach them. Without a yes nothing is kept.")
        )


def _write(book: Book, raising: Raising) -> Kept:
    contact = raising.contact
    person = new_person(
        contact=contact,
        language=raising.language,
        at=book.at,
        lookup=bool(contact.name and contact.phone),
    )
    book.batch.add(person)
    received = book.record(
        events.RECEIVED,
        _facts(raising),
        texts(narrative=raising.narrative, wish=raising.wish),
        occurred_at=raising.occurred_at,
    )
    owner = book.add_party(PartyRole.HOUSEHOLD, event=received, person=person.pk)
    unit = _add_units(book, raising, received)
    code = hand_over(
        book,
        owner=owner,
        person=person,
        slip=raising.slip if raising.handover is Handover.SLIP else None,
        shown=raising.handover is Handover.SHOWN,
        template="raised-received",
        acknowledges=events.ACKNOWLEDGED,
    )
    search.queue_entry(book, received)
    book.batch.add(_index(book, raising, received))
    if raising.what != COMPLAINT:
        tell_the_desk(book, unit, "raised", received)
    return Kept(matter_id=book.matter.pk, ref=book.matter.ref, code=code, unit=unit)


def _facts(raising: Raising) -> dict[str, Fact]:
    contact = raising.contact
    return {
        "what": raising.what,
        "channel": raising.channel,
        "campaign": str(raising.campaign or ""),
        "consent": raising.consent,
        "contactable": bool(contact.phone or contact.email or contact.address),
    }


def _add_units(book: Book, raising: Raising, received: Entry) -> int:
    """The unit in whose areas it was raised answers it; a complaint about the police leaves that unit at once."""
    unit = raising.unit
    if raising.what == COMPLAINT:
        unit = conflict.deciding_unit(accused=[raising.unit])
        book.add_party(PartyRole.ACCUSED, event=received, unit=raising.unit)
        book.add_party(PartyRole.DECIDING, event=received, unit=unit)
    book.add_party(
        PartyRole.REGISTERED, event=received, unit=raising.unit, officer=book.by.officer_id
    )
    book.add_party(PartyRole.HANDLING, event=received, unit=unit)
    return unit


def _send_link(matter_id: uuid.UUID, at: datetime) -> None:
    """By mail, a link with which the person alone fetches the code."""
    with acting(matter_id=matter_id, act=Act.FOLLOW, by=_RECEIPT, at=at) as book:
        for party in book.parties_in(PartyRole.HOUSEHOLD):
            tell_by_mail(book, party=party, template=TEMPLATE, about=book.history[0])


def _index(book: Book, raising: Raising, received: Entry) -> Raised:
    return row(
        Raised,
        matter_id=book.matter.pk,
        campaign_id=raising.campaign,
        what=raising.what,
        stage=read_raised(book).stage.value,
        unit_id=raising.unit,
        received_at=received.occurred_at,
        sent_as=_sent_as(raising),
    )


def _sent_as(raising: Raising) -> str | None:
    return hashlib.sha256(raising.key.encode()).hexdigest() if raising.key else None


def runs(campaign: uuid.UUID) -> bool:
    """Whether people can raise something in a campaign: its plan is published and its results are not."""
    return Campaign.objects.filter(pk=campaign, stage__in=("published", "finished")).exists()
