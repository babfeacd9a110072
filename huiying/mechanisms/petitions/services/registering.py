"""A petition comes in: by the public form, at a desk, by letter, from another body. One transaction, one batch."""

import hashlib
import uuid
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from django.db import IntegrityError, transaction

from huiying.core.access import conflict, doors
from huiying.core.duties.planning import packs_in_force
from huiying.core.duties.services import acting, opening
from huiying.core.files import services as files
from huiying.core.kinds import N_, Act, Actor, ActorKind, Fact, PartyRole, system
from huiying.core.ledger import queries as ledger_queries
from huiying.core.ledger.book import Book
from huiying.core.ledger.handing import make_slips
from huiying.core.notices.receipts import hand_over
from huiying.core.notices.renewing import TEMPLATE
from huiying.core.notices.telling import tell_by_mail
from huiying.core.people.services import Contact, new_person
from huiying.core.search import services as search
from huiying.core.units import queries as units
from huiying.mechanisms.petitions import events, rules
from huiying.mechanisms.petitions.choices import CHANNELS, CLASSES
from huiying.mechanisms.petitions.models import Petition
from huiying.mechanisms.petitions.services import levels
from huiying.mechanisms.petitions.services.shape import (
    chosen,
    handed_over,
    keep_index,
    read,
    said,
    texts,
)

# A sending is known again so long, so that a line that broke files nothing twice.
_KNOWN_FOR = timedelta(days=2)
_RECEIPT = system("receipt")


class Handover(StrEnum):
    """How the receipt code reaches the person."""

    SHOWN = "shown"  # on the person's own screen; no member of staff sees it
    SLIP = "slip"  # a sealed slip that is handed over; the first look-up replaces the code
    LINK = "link"  # by e-mail: a link with which the person alone fetches the code
    NONE = "none"  # nobody can be reached, or no paper is wanted


@dataclass(frozen=True, kw_only=True, slots=True)
class Petitioning:
    """What somebody asks, in their own words. Only `narrative` is needed."""

    narrative: str
    request: str = ""
    subject: str = ""
    channel: str = "portal"
    # The unit whose work it is about, where the person names one.
    about_unit: int | None = None
    contact: Contact = field(default_factory=Contact)
    language: str = "zh-hans"
    forwarded_by: str = ""
    forwarded_ref: str = ""
    handover: Handover = Handover.SHOWN
    slip: str = ""
    # Where the class is plain, it is classed and taken up on the spot, and the written notice handed over.
    class_: str = ""
    path: str = ""
    files_of: bytes | None = None
    # Reads the names of those files, until they are the matter's.
    files_token: str = ""
    occurred_at: datetime | None = None
    key: str = ""
    # The number that another body has for it: under it there is one, for ever (services.forwarding).
    source_key: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Registered:
    """What came of it. `code` is in clear, for the person's eyes or for the slip alone."""

    matter_id: uuid.UUID
    ref: str
    code: str
    unit: int
    serial: str = ""
    again: bool = False


def register_petition(*, petition: Petitioning, by: Actor, at: datetime) -> Registered:
    """Open a matter for a petition. Sent twice under one key, it is filed once (`again`).

    Raises access.Denied, rules.Declined, ledger.services.SlipUnknown.
    """
    if by.kind is not ActorKind.SYSTEM:
        doors.require_general(by, Act.REGISTER)
    if not takes_petitions():
        raise rules.Declined(
            N_(
                "This service takes no petitions: the law here does not have them. Complain instead."
            )
        )
    _check(petition)
    try:
        with transaction.atomic():
            with opening(
                kind=events.KIND,
                by=by,
                at=at,
                opened_at=petition.occurred_at,
                source_key=petition.source_key or None,
            ) as book:
                registered = _write(book, petition)
            if petition.handover is Handover.LINK:
                _send_link(registered.matter_id, at)
        return registered
    except IntegrityError:
        matter = _known(petition)
        if matter is None:
            raise
        return Registered(
            matter_id=matter.id, ref=matter.ref, code="", unit=matter.handling_unit or 0, again=True
        )


def _known(petition: Petitioning) -> ledger_queries.MatterRow | None:
    """What was registered before under the same number, or by the same sending."""
    if petition.source_key:
        return ledger_queries.matter_of_source(petition.source_key)
    known = Petition.objects.filter(sent_as=_sent_as(petition)).first() if petition.key else None
    return ledger_queries.matter(known.pk) if known else None


def takes_petitions() -> bool:
    """Whether the law here knows petitions: a kind without a rule pack has no matters."""
    return bool(packs_in_force(events.KIND))


@transaction.atomic
def register_with_slip(*, petition: Petitioning, by: Actor, at: datetime) -> Registered:
    """The same at a desk, with a sealed slip made for this one petition: its code is for the print alone."""
    doors.require_general(by, Act.REGISTER)
    ((serial, code),) = make_slips(by=by, count=1, at=at)
    given = {name: getattr(petition, name) for name in Petitioning.__slots__}
    made = register_petition(
        petition=Petitioning(**given | {"handover": Handover.SLIP, "slip": serial}), by=by, at=at
    )
    if made.again:
        transaction.set_rollback(True)
        return made
    return Registered(
        matter_id=made.matter_id, ref=made.ref, code=code, unit=made.unit, serial=serial
    )


def forget_old_sendings(at: datetime) -> int:
    """Keys by which a sending is known again serve for two days."""
    old = Petition.objects.filter(sent_as__isnull=False, received_at__lt=at - _KNOWN_FOR)
    return old.update(sent_as=None)


def _check(petition: Petitioning) -> None:
    said(petition.narrative, N_("Write what happened and what you ask."))
    chosen(petition.channel, CHANNELS, N_("Choose how it came in."))
    if petition.channel == "forwarded":
        said(petition.forwarded_by, N_("Say which body forwarded it."))
    if petition.class_:
        chosen(petition.class_, CLASSES, N_("Choose one of the classes."))
    if petition.about_unit is not None and petition.about_unit not in units.tree():
        raise rules.NotAChoice(N_("Choose a unit that exists."))


def _write(book: Book, petition: Petitioning) -> Registered:
    person = new_person(
        contact=petition.contact,
        language=petition.language,
        at=book.at,
        lookup=bool(petition.contact.name and petition.contact.phone),
    )
    book.batch.add(person)
    received = book.record(
        events.RECEIVED,
        _facts(petition),
        texts(
            narrative=petition.narrative,
            subject=petition.subject,
            request=petition.request,
            source="\n".join(p for p in (petition.forwarded_by, petition.forwarded_ref) if p),
        ),
        occurred_at=petition.occurred_at,
    )
    owner = book.add_party(PartyRole.PETITIONER, event=received, person=person.pk)
    unit = _add_units(book, petition)
    code = hand_over(
        book,
        owner=owner,
        person=person,
        slip=petition.slip if petition.handover is Handover.SLIP else None,
        shown=petition.handover is Handover.SHOWN,
        template="petition-received",
        acknowledges=events.ACKNOWLEDGED,
        in_writing=True,
    )
    search.queue_entry(book, received)
    if petition.files_of is not None:
        files.claim_drafts(
            draft=petition.files_of,
            matter_id=book.matter.pk,
            event_id=received.id,
            token=petition.files_token,
        )
    _on_the_spot(book, petition)
    keep_index(book, _sent_as(petition))
    return Registered(matter_id=book.matter.pk, ref=book.matter.ref, code=code, unit=unit)


def _facts(petition: Petitioning) -> dict[str, Fact]:
    contact = petition.contact
    return {
        "channel": petition.channel,
        "identified": bool(contact.name),
        "contactable": bool(contact.phone or contact.email or contact.address),
        "forwarded": petition.channel == "forwarded",
    }


def _add_units(book: Book, petition: Petitioning) -> int:
    """The office that answers for it handles it; whoever took it in owes the written notice."""
    first = book.history[0]
    registering = book.by.seats[0].unit_id if book.by.seats else book.by.unit_id
    about = petition.about_unit if petition.about_unit is not None else registering
    unit = levels.answering_office(about) if about is not None else levels.first_office()
    book.add_party(
        PartyRole.REGISTERED,
        event=first,
        unit=registering if registering is not None else unit,
        officer=book.by.officer_id,
    )
    book.add_party(PartyRole.HANDLING, event=first, unit=unit)
    asking = conflict.asking_unit(handling=unit)
    if asking is not None:
        book.add_party(PartyRole.ASKING, event=first, unit=asking)
    return unit


def _send_link(matter_id: uuid.UUID, at: datetime) -> None:
    """By mail, a link with which the person alone fetches the code."""
    with acting(matter_id=matter_id, act=Act.FOLLOW, by=_RECEIPT, at=at) as book:
        for party in book.parties_in(PartyRole.PETITIONER):
            tell_by_mail(book, party=party, template=TEMPLATE, about=book.history[0])


def _on_the_spot(book: Book, petition: Petitioning) -> None:
    """Art. 23(2): where it can be told on the spot, it is told on the spot, in writing."""
    if not petition.class_:
        return
    book.record(events.CLASSED, {"class": petition.class_})
    try:
        rules.decide(rules.Move.ACCEPT, read(book))
    except rules.IllegalMove:
        return
    if petition.path.strip():
        accepted = book.record(events.ACCEPTED, texts=texts(path=petition.path))
        handed_over(book, spec=events.ACCEPTANCE_TOLD, about=accepted)


def _sent_as(petition: Petitioning) -> str | None:
    return hashlib.sha256(petition.key.encode()).hexdigest() if petition.key else None
