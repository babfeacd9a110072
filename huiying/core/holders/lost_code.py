"""A lost code: who left a name and a way to reach them gets a new one by that way, and by no other."""

import hmac
import unicodedata
import uuid
from datetime import datetime

from django.db import transaction

from huiying.core.access import second_word
from huiying.core.access.looks import log_look
from huiying.core.duties.services import acting
from huiying.core.holders.talking import desk_role
from huiying.core.kinds import PEOPLE, Act, PartyRole, SeatRole, system
from huiying.core.ledger import queries as ledger
from huiying.core.ledger import services as ledger_services
from huiying.core.ledger.entries import PartyRow
from huiying.core.ledger.queries import Holder
from huiying.core.notices.renewing import TEMPLATE, Renewal
from huiying.core.notices.telling import tell_by_mail, tell_desk
from huiying.core.people import queries as people
from huiying.core.people.services import open_contact

_ASKED = system("lost code")


def ask_new_code(*, name: str, phone: str, at: datetime) -> None:
    """Find the matters of people who left this name and number; each is answered by the way that was left.

    Nothing tells the caller whether there is one: a name and a number are no secret.
    """
    for person_id in people.by_phone(phone):
        party = ledger.party_of_person(person_id)
        if party is None or party.role not in PEOPLE:
            continue
        with transaction.atomic():
            log_look(
                by=_ASKED, at=at, what="contact", page="matter_lost", matter_id=party.matter_id
            )
            if same_name(open_contact(person_id).name, name):
                _send(party, person_id, at)


def same_name(known: str, typed: str) -> bool:
    """Blanks, width and case do not matter."""
    one, other = _folded(known), _folded(typed)
    return bool(one) and hmac.compare_digest(one.encode(), other.encode())


def _folded(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).casefold().split())


def _send(party: PartyRow, person_id: uuid.UUID, at: datetime) -> None:
    """By e-mail a link; who left a telephone alone is rung by the centre that asks for views, never by the handler."""
    with acting(matter_id=party.matter_id, act=Act.FOLLOW, by=_ASKED, at=at) as book:
        about = book.history[0]
        if people.person(person_id).by_email:
            tell_by_mail(book, party=party, template=TEMPLATE, about=about)
            return
        asking = book.party(PartyRole.ASKING)
        unit = asking.unit_id if asking else None
        role = SeatRole.RESPONSE if asking else desk_role(book)
        tell_desk(
            book,
            unit=unit or book.matter.in_charge_id,
            role=role,
            template="code-lost",
            about=about,
        )


@transaction.atomic
def renew(*, renewal: Renewal, at: datetime) -> tuple[Holder, str]:
    """A new code for whoever opened the link; the old ones of that person open nothing any more.

    A second word goes with them: it may be what was lost.
    """
    second_word.drop_word(party_id=renewal.party_id)
    code = ledger_services.issue_code(
        matter_id=renewal.matter_id, party_id=renewal.party_id, at=at, provisional=False
    )
    holder = ledger.holder_of(code)
    if holder is None:
        raise LookupError("a code that was just issued is not there")
    return holder, code
