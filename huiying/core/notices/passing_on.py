"""What waited for one person of a matter is for another: whoever exercises their rights from now on."""

import uuid
from collections.abc import Iterable
from datetime import datetime

from huiying.core.ledger.book import Book
from huiying.core.ledger.entries import PartyRow
from huiying.core.notices import reasons
from huiying.core.notices.claims import ended
from huiying.core.notices.models import Channel, Notice, State
from huiying.core.people.queries import PersonRow


def pass_on(book: Book, *, of: Iterable[uuid.UUID], to: PartyRow, person: PersonRow) -> int:
    """What waits on the pages of some parties waits on the page of another now; gives how much. Nobody is told of it
    twice: a telling names the one who was told."""
    waiting = Notice.objects.filter(
        matter_id=book.matter.pk,
        party_id__in=list(of),
        channel=Channel.PORTAL,
        state=State.WAITING,
    ).exclude(tells="")
    rows = list(waiting)
    for notice in rows:
        notice.party_id, notice.person_id = to.id, person.id
        notice.language = person.language
        if "party" in notice.tells_facts:
            notice.tells_facts = {**notice.tells_facts, "party": str(to.id)}
    Notice.objects.bulk_update(rows, ["party_id", "person_id", "language", "tells_facts"])
    return len(rows)


def stop_messages(*, matter_id: uuid.UUID, party_id: uuid.UUID, at: datetime) -> int:
    """Nothing more leaves for somebody who must not hear of the matter; what waits on the page waits for another."""
    sendable = Notice.objects.filter(
        matter_id=matter_id,
        party_id=party_id,
        channel__in=(Channel.EMAIL, Channel.SMS, Channel.LETTER),
        state__in=(State.WAITING, State.FAILED),
    )
    return sendable.update(**ended(state=State.STOPPED, at=at, error=reasons.BY_HAND))
