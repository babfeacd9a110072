"""Clients of the API: a token each, shown once, kept as an HMAC."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from huiying.core.access.models import Client
from huiying.core.kinds import Actor, ActorKind
from huiying.core.people import sealing


def _digest(token: str) -> bytes:
    return sealing.keyed_hash(token.encode(), purpose="access.client")


def add_client(*, name: str, unit_id: int, channel: str, at: datetime) -> str:
    """Let another system in; gives its token, which is not kept."""
    token = "hy_" + secrets.token_urlsafe(32)
    Client.objects.create(
        name=name, digest=_digest(token), unit_id=unit_id, channel=channel, created_at=at
    )
    return token


def revoke_client(*, name: str, at: datetime) -> None:
    Client.objects.filter(name=name, revoked_at__isnull=True).update(revoked_at=at)


def client_of(token: str) -> tuple[Actor, str] | None:
    """The actor and channel a token stands for."""
    found = Client.objects.filter(digest=_digest(token), revoked_at__isnull=True).first()
    if found is None:
        return None
    return Actor(kind=ActorKind.CLIENT, name=found.name, unit_id=found.unit_id), found.channel


@dataclass(frozen=True, kw_only=True, slots=True)
class ClientRow:
    name: str
    unit_id: int
    channel: str
    created_at: datetime
    revoked: bool


def clients() -> list[ClientRow]:
    """Other systems that were let in, those of now first."""
    rows = Client.objects.order_by("revoked_at", "name")
    found = [
        ClientRow(
            name=c.name,
            unit_id=c.unit_id,
            channel=c.channel,
            created_at=c.created_at,
            revoked=c.revoked_at is not None,
        )
        for c in rows
    ]
    return sorted(found, key=lambda c: (c.revoked, c.name))
