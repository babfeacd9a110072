"""Each opening of a person's own page: a row nobody can change, for their eyes alone."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from huiying.core.access.models import Opening
from huiying.core.access.signin import sessions
from huiying.core.access.signin.devices import Whence
from huiying.core.kinds import new_id


class Way(StrEnum):
    """By what somebody came into a person's own page."""

    CODE = "code"
    SLIP = "slip"
    LINK = "link"


def log_opening(*, party_id: uuid.UUID, way: Way, where: Whence, at: datetime) -> None:
    """Somebody was let in. Of where from as little is kept as of a sign-in: never an address."""
    Opening.objects.create(
        id=new_id(at),
        at=at,
        party_id=party_id,
        way=way.value,
        browser=where.browser,
        system=where.system,
        network=where.network,
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class OpeningRow:
    """`network` is empty where it was not one of the service's own."""

    at: datetime
    way: Way
    device: str
    network: str


def openings_of(party_id: uuid.UUID) -> list[OpeningRow]:
    """The newest first."""
    rows = Opening.objects.filter(party_id=party_id).order_by("-at", "-id")
    return [
        OpeningRow(
            at=r.at,
            way=Way(r.way),
            device=sessions.device_words(r.browser, r.system),
            network=sessions.network_words(r.network) if r.network else "",
        )
        for r in rows[:200]
    ]
