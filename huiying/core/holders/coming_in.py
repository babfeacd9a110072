"""The way in with a receipt code, and what comes of opening the page."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from huiying.core.access import second_word
from huiying.core.duties.services import acting
from huiying.core.holders.kind_rules import own, rules_of
from huiying.core.kinds import PEOPLE, Act, Actor, ActorKind
from huiying.core.ledger import queries as ledger
from huiying.core.ledger import services as ledger_services
from huiying.core.ledger.queries import Holder
from huiying.core.ledger.specs import specs
from huiying.core.notices.telling import page_opened, something_waits

# A slip opens the matter this long after it was first looked up, unless its new code is kept before (docs/decisions,
# 0011): whoever finds a slip later finds nothing.
SLIP_LASTS = timedelta(days=3)


@dataclass(frozen=True, kw_only=True, slots=True)
class Opened:
    """A code was right. `new_code` is to be shown to the person, once: it replaces one that staff had in hand."""

    holder: Holder
    actor: Actor
    new_code: str = ""
    # When a slip had been looked up before: by this person, or by somebody else who held it.
    looked_up_before: datetime | None = None


def actor_of(holder: Holder) -> Actor:
    return Actor(
        kind=ActorKind.HOLDER, name="", matter_id=holder.matter_id, party_id=holder.party_id
    )


@transaction.atomic
def look_up(*, typed: str, at: datetime, word: str = "") -> Opened | None:
    """Whom a typed code speaks for, with the second word where one was set; None for any wrong code or word.

    A provisional code gives a new one each time, until one of them is kept, or its days are over.
    """
    holder = ledger.holder_of(typed)
    if holder is not None and _slip_over(holder, at):
        holder = None
    party = holder.party_id if holder else None
    if not second_word.lets_in(party_id=party, typed=word, at=at) or holder is None:
        return None
    if not holder.provisional:
        ledger_services.mark_code_used(code_id=holder.code_id, at=at)
        return Opened(holder=holder, actor=actor_of(holder))
    code = ledger_services.replace_code(code_id=holder.code_id, at=at)
    fresh = ledger.holder_of(code)
    if fresh is None:
        raise LookupError("a code that was just issued is not there")
    return Opened(
        holder=fresh, actor=actor_of(fresh), new_code=code, looked_up_before=holder.first_used_at
    )


def _slip_over(holder: Holder, at: datetime) -> bool:
    since = holder.first_used_at
    return holder.provisional and since is not None and at >= since + SLIP_LASTS


def keep_code(*, by: Actor, at: datetime) -> None:
    """The person has written the new code down: from now on the slip opens nothing. Raises access.Denied."""
    ledger_services.keep_code(party_id=own(by)[1], at=at)


def replace_code(*, by: Actor, at: datetime) -> str:
    """A new code for the person; the old one opens nothing any more. Raises access.Denied."""
    matter_id, party_id = own(by)
    return ledger_services.issue_code(
        matter_id=matter_id, party_id=party_id, at=at, provisional=False
    )


def open_page(*, by: Actor, at: datetime) -> int:
    """The person opened their page: what waited there is told, with evidence. Gives how many things that were."""
    matter_id, party_id = own(by)
    if not something_waits(matter_id=matter_id, party_id=party_id):
        return 0
    with acting(matter_id=matter_id, act=Act.FOLLOW, by=by, at=at) as book:
        party = next(p for p in book.parties_in(*PEOPLE) if p.id == party_id)
        told = page_opened(book, party=party, specs=specs(), at=at)
        rules_of(book.matter.kind).follows(book)
        return told
