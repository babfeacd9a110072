"""A plan for safe contact holds on each matter that came out of this one for the same person, whenever it was set."""

import uuid

from huiying.core.kinds import PEOPLE
from huiying.core.ledger import queries as ledger
from huiying.core.ledger.entries import Entry, standing
from huiying.core.people.safe import plan_of, set_plan
from huiying.mechanisms.cases import of_remedies
from huiying.mechanisms.visits import events as visits

# Each names the matter that was opened, and the person for whom.
_OPENED = frozenset(
    {
        visits.ISSUE_OPENED.kind,
        of_remedies.RECONSIDERATION_REQUESTED.kind,
        of_remedies.REVIEW_REQUESTED.kind,
    }
)


def safe_there_too(event: Entry) -> None:
    """The person is a row of their own there, with the same telephone: without this it would go on ringing.

    A plan that is lifted is lifted there by themselves alone. Raises IllegalMove where the other matter is sealed.
    """
    party = str(event.facts["party"])
    here = next(p for p in ledger.parties(event.matter_id) if str(p.id) == party)
    plan = plan_of(here.person_id) if here.person_id is not None else None
    if plan is None:
        return
    for line in standing(ledger.history(event.matter_id)):
        if line.kind in _OPENED and line.facts.get("party") == party and line.facts.get("matter"):
            for other in ledger.parties(uuid.UUID(str(line.facts["matter"]))):
                if other.role in PEOPLE and other.until is None and other.person_id is not None:
                    set_plan(person_id=other.person_id, plan=plan)
