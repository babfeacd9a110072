"""What the desk did to reach a petitioner: the receipt handed over later, a paper by letter or by hand, a call.

The law owes most of it in writing (信访工作条例 23, 32, 34 to 36): to who left an address it goes on paper.
"""

import uuid
from collections.abc import Iterable
from datetime import datetime

from huiying.core.kinds import N_, Actor, Fact, PartyRole
from huiying.core.ledger.book import Book
from huiying.core.ledger.entries import Entry, PartyRow
from huiying.core.ledger.entries import standing as standing_lines
from huiying.core.ledger.handing import Handover, hand_over
from huiying.core.ledger.specs import specs
from huiying.core.notices.telling import Waiting, mouth_told, told_facts
from huiying.core.people import queries as people
from huiying.core.people import safe
from huiying.mechanisms.petitions import events, rules
from huiying.mechanisms.petitions.choices import REACHED
from huiying.mechanisms.petitions.queries import waits_to_be_told, without_receipt
from huiying.mechanisms.petitions.rules import Move
from huiying.mechanisms.petitions.services.shape import NotAChoice, chosen, moving, petitioner

# Of `choices.REACHED`, the ways that a plan for safe contact may forbid.
_WAYS = {"letter": "letter", "telephone": "phone"}


def hand_over_receipt(
    *,
    matter_id: uuid.UUID,
    slip: str,
    by: Actor,
    at: datetime,
    party_id: uuid.UUID | None = None,
) -> None:
    """A slip of the unit's pad, by hand or by post, to somebody who has no receipt. Nobody of staff sees its code.

    Raises access.Denied, rules.IllegalMove, ledger.services.SlipUnknown.
    """
    with moving(matter_id=matter_id, move=Move.HAND_OVER, by=by, at=at) as book:
        party = petitioner(book, party_id)
        if str(party.id) not in without_receipt(standing_lines(book.history), _ids(book)):
            raise rules.IllegalMove(HAS_RECEIPT)
        hand_over(book, party=party, handover=Handover.SLIP, slip=slip)
        joined = next((e for e in book.history if _joined(e, str(party.id))), None)
        facts: dict[str, Fact] = {
            "about": str((joined or book.history[0]).id),
            "party": str(party.id),
        }
        book.record(
            events.JOIN_ACKNOWLEDGED if joined else events.ACKNOWLEDGED,
            told_facts("slip", confirmed=False, word_alone=True) | facts,
        )


HAS_RECEIPT = N_(
    "The person has a receipt. If the code is lost, they ask for a new one themselves."
)


def record_told(
    *,
    matter_id: uuid.UUID,
    notices: Iterable[uuid.UUID],
    channel: str,
    by: Actor,
    at: datetime,
    occurred_at: datetime | None = None,
) -> None:
    """Some of what waited reached a petitioner: by letter, into their hands, or by telephone. Our own word stands for
    it, and figures count it so.

    Raises access.Denied, rules.IllegalMove, shape.NotAChoice, safe.NotSafely.
    """
    chosen(channel, REACHED, N_("Choose how it reached them."))
    wanted = set(notices)
    with moving(matter_id=matter_id, move=Move.TELL, by=by, at=at) as book:
        waiting = waits_to_be_told(matter_id, standing_lines(book.history))
        found = [n for n in waiting if n.id in wanted]
        if not found or len(found) < len(wanted):
            raise NotAChoice(N_("Some of this was told already. Look at the page again."))
        for party_id in dict.fromkeys(n.party_id for n in found):
            mine = [n for n in found if n.party_id == party_id]
            party = petitioner(book, party_id)
            _may_be_told_so(party, mine, channel, occurred_at or at)
            mouth_told(
                book, party=party, notices=[n.id for n in mine], specs=specs(), channel=channel,
                occurred_at=occurred_at,
            )  # fmt: skip


def _may_be_told_so(
    party: PartyRow, waiting: Iterable[Waiting], channel: str, when: datetime
) -> None:
    way = _WAYS.get(channel, "")
    safe.require_safely(person_id=party.person_id, way=way, at=when)
    by_letter = party.person_id is not None and people.person(party.person_id).by_letter
    if channel == "telephone" and by_letter and any(n.tells in _WRITTEN for n in waiting):
        raise NotAChoice(
            N_("This is owed in writing, and they left an address: send it there, or hand it over.")
        )
    if any(when < n.created_at for n in waiting):
        raise NotAChoice(N_("The contact lies before what it is said to have told."))


def _ids(book: Book) -> list[str]:
    return [str(p.id) for p in book.parties_in(PartyRole.PETITIONER)]


def _joined(entry: Entry, party: str) -> bool:
    return entry.kind == events.JOINED.kind and entry.facts.get("party") == party


_WRITTEN = frozenset(
    spec.kind
    for spec in (
        events.ACCEPTANCE_TOLD,
        events.DIRECTION_TOLD,
        events.REFUSAL_TOLD,
        events.MOVE_TOLD,
        events.ANSWER_TOLD,
        events.REVIEW_TOLD,
        events.FINAL_TOLD,
        events.MEETING_TOLD,
        events.HEARING_TOLD,
    )
)
