"""Clients of the API: a token each, shown once, kept as an HMAC."""

import secrets
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
