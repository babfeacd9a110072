"""Asked again: may it be told now. On the day that was set, the rule's duty says so to the desk."""

import uuid
from datetime import datetime

from huiying.core.disclosure.rules import Move
from huiying.core.disclosure.services.existence import expire
from huiying.core.disclosure.services.shape import moving, reopen, somebody
from huiying.core.disclosure.standing import State
from huiying.core.kinds import Actor


def ask_again(*, matter_id: uuid.UUID, line: str, by: Actor, at: datetime) -> None:
    """What was released is not said any more until it is decided; what was held back stays so. Where even its
    existence was withheld, that ends and the person is told. Raises access.Denied, IllegalMove."""
    somebody(by)
    with moving(matter_id=matter_id, line=line, move=Move.AGAIN, by=by, at=at) as (book, found):
        if found.state is State.EXISTENCE:
            expire(book, found)
        else:
            reopen(book, found)
