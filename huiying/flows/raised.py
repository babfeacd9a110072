"""What else somebody raises on a return visit becomes a matter of its own (mission V2), once; the code is theirs."""

import uuid
from datetime import datetime

from huiying.core.kinds import Actor
from huiying.core.ledger.entries import Entry
from huiying.core.people.services import Contact
from huiying.mechanisms.campaigns.choices import COMPLAINT
from huiying.mechanisms.campaigns.services.raising import Handover as Receipt
from huiying.mechanisms.campaigns.services.raising import Raising, raise_matter
from huiying.mechanisms.complaints.services.filing import Filing, Handover, file_complaint
from huiying.mechanisms.visits.services.raising import RaisedIssue, issue, link_raised


def raised_on_visit(event: Entry, by: Actor, at: datetime) -> None:
    """A hardship, a hazard, a suggestion is answered by the unit in charge of the visits, as one of a campaign is.

    Of a complaint that unit is the one complained of: it neither handles nor sees it.
    """
    found = issue(matter_id=event.matter_id, event_id=event.id)
    if found is None:
        return
    opened = _complaint if found.kind == COMPLAINT else _raised
    matter = opened(found, event, by, at)
    link_raised(matter_id=event.matter_id, event_id=event.id, opened=matter, by=by, at=at)


def _raised(found: RaisedIssue, event: Entry, by: Actor, at: datetime) -> uuid.UUID:
    raising = Raising(
        what=found.kind,
        narrative=found.text,
        unit=found.unit,
        channel="visit",
        consent=found.contact != Contact(),
        contact=found.contact,
        language=found.language,
        # The code waits on the page of the visit, for them alone.
        handover=Receipt.NONE,
        occurred_at=event.occurred_at,
        key=f"visit:{event.id}",
    )
    return raise_matter(raising=raising, by=by, at=at).matter_id


def _complaint(found: RaisedIssue, event: Entry, by: Actor, at: datetime) -> uuid.UUID:
    filing = Filing(
        narrative=found.text,
        category="unsure",
        channel="visit",
        about_units=(found.unit,),
        contact=found.contact,
        language=found.language,
        handover=Handover.SENT,
        occurred_at=event.occurred_at,
        key=f"visit:{event.id}",
    )
    return file_complaint(filing=filing, by=by, at=at).matter_id
