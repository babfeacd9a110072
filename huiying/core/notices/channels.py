"""What a channel must be able to do to carry a notice: mail today, short messages and letters tomorrow."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from huiying.core.notices.claims import Claim
from huiying.core.notices.models import Channel
from huiying.core.people.services import Contact


class Verdict(StrEnum):
    # The recipient's own server has it: telling is evidenced, though not confirmed.
    ACCEPTED = "accepted"
    # A server of ours has it and will pass it on: no evidence yet.
    RELAYED = "relayed"
    REFUSED = "refused-for-ever"
    TRY_AGAIN = "try-again"
    # It was on its way when the line broke: nobody can know.
    UNSURE = "unsure"
    # Another worker took the notice over; nothing was handed over.
    LOST = "lost"


@dataclass(frozen=True, kw_only=True, slots=True)
class Handed:
    """`detail` is a code of `reasons` with figures: never an address, never the other side's words."""

    verdict: Verdict
    detail: str = ""
    # The channel itself is out of order: the rest of the batch would meet the same.
    channel_down: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Message:
    subject: str
    text: str
    language: str


class Sender(Protocol):
    """One channel. Kept for a batch, so that a connection can serve several messages, then closed."""

    @property
    def channel(self) -> Channel: ...

    def address_in(self, contact: Contact) -> str:
        """Where this channel would reach them; empty where it cannot."""
        ...

    def hand_over(
        self,
        notice: Claim,
        address: str,
        message: Message,
        *,
        point_of_no_return: Callable[[], bool],
    ) -> Handed:
        """Call `point_of_no_return` once, right before the message leaves; if it says False, send nothing."""
        ...

    def close(self) -> None: ...
