"""What goes past the unit that handles to the seat that oversees it."""

import uuid
from datetime import datetime

from huiying.core.duties.services import acting
from huiying.core.kinds import Act, Actor
from huiying.mechanisms.complaints.services.routing import tell_oversight


def report_to_oversight(
    *, matter_id: uuid.UUID, event_id: uuid.UUID, template: str, by: Actor, at: datetime
) -> None:
    """Put a line on the desk of oversight about an event. Raises access.Denied."""
    with acting(matter_id=matter_id, act=Act.OVERSEE, by=by, at=at) as book:
        about = next(e for e in book.history if e.id == event_id)
        tell_oversight(book, template, about)
