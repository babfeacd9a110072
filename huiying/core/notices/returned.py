"""An address that returned our mail for good is used no more on its matter: another channel or posting takes over."""

import uuid
from collections.abc import Mapping

from huiying.core.kinds import EventSpec
from huiying.core.ledger.book import Book
from huiying.core.ledger.entries import Entry
from huiying.core.notices import reasons
from huiying.core.notices.claims import ended
from huiying.core.notices.models import Channel, Notice, State
from huiying.core.notices.telling import post_what_waits, tell_on_page
from huiying.core.people import queries as people
from huiying.core.people.services import no_more_mail

TEMPLATE = "mail-returned"


def give_up_address(
    book: Book, *, notice: Notice, about: Entry, error: str, specs: Mapping[str, EventSpec]
) -> bool:
    """Send nothing more to it; say so on the person's page. Who left no telephone is told by posting from now on.

    Gives whether the failure was one of the address.
    """
    if notice.person_id is None or not reasons.dead_address(error):
        return False
    _no_more(book, notice.person_id, reasons.RETURNED)
    party = next((p for p in book.parties if p.id == notice.party_id), None)
    if party is not None:
        tell_on_page(book, party=party, template=TEMPLATE, about=about)
    _otherwise(book, notice, specs)
    return True


def give_up_unwanted(book: Book, *, notice: Notice, specs: Mapping[str, EventSpec]) -> None:
    """Mail to the address is not wanted: nothing more is sent to it on this matter, and nothing is said about it."""
    if notice.person_id is not None:
        _no_more(book, notice.person_id, reasons.UNWANTED)
        _otherwise(book, notice, specs)


def _no_more(book: Book, person_id: uuid.UUID, error: str) -> None:
    no_more_mail(person_id=person_id)
    Notice.objects.filter(person_id=person_id, channel=Channel.EMAIL, state=State.WAITING).update(
        **ended(state=State.STOPPED, at=book.at, error=error)
    )


def _otherwise(book: Book, notice: Notice, specs: Mapping[str, EventSpec]) -> None:
    """Who left no telephone is told by posting on their page."""
    party = next((p for p in book.parties if p.id == notice.party_id), None)
    if party is None or notice.person_id is None:
        return
    if not people.person(notice.person_id).by_phone:
        post_what_waits(book, party=party, specs=specs, word_alone=False)


def returned(person_id: uuid.UUID) -> bool:
    """Whether the address a person left returned our mail, and they have given no other since."""
    if people.person(person_id).by_email:
        return False
    failed = Notice.objects.filter(
        person_id=person_id, channel=Channel.EMAIL, state__in=[State.BOUNCED, State.FAILED]
    )
    return any(reasons.dead_address(error) for error in failed.values_list("error", flat=True))
