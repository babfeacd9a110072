"""Help beside the police is offered with the news, and somebody is put in touch with it where they want that."""

import uuid
from collections.abc import Iterable
from datetime import datetime

from huiying.core.kinds import N_, Actor
from huiying.mechanisms.cases import of_people
from huiying.mechanisms.cases.rules import Move
from huiying.mechanisms.cases.services.shape import NotAChoice, moving, person_of
from huiying.mechanisms.cases.support_services import services


def offer_support(
    *, matter_id: uuid.UUID, party_id: uuid.UUID, which: Iterable[str], by: Actor, at: datetime
) -> None:
    """Tell somebody who can help. Their page lists the same at any time. Raises access.Denied, NotAChoice."""
    offered = sorted(set(which))
    if not offered or any(code not in services() for code in offered):
        raise NotAChoice(N_("Choose from the list who can help."))
    with moving(matter_id=matter_id, move=Move.SUPPORT, by=by, at=at) as book:
        party = str(person_of(book, party_id).id)
        book.record(of_people.SUPPORT_OFFERED, {"party": party, "services": ",".join(offered)})


def refer_to_support(
    *, matter_id: uuid.UUID, party_id: uuid.UUID, service: str, by: Actor, at: datetime
) -> None:
    """Put somebody in touch with a service, who agreed to it. Raises access.Denied, NotAChoice."""
    if service not in services():
        raise NotAChoice(N_("Choose from the list who can help."))
    with moving(matter_id=matter_id, move=Move.SUPPORT, by=by, at=at) as book:
        party = str(person_of(book, party_id).id)
        book.record(of_people.SUPPORT_REFERRED, {"party": party, "service": service})
