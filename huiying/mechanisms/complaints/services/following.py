"""What the complainant says of how their complaint was handled, on their own page.

What everybody can do on theirs is in core/holders, and is reached from here as well.
"""

from collections.abc import Mapping
from datetime import datetime

from huiying.core.holders.coming_in import Opened as Opened
from huiying.core.holders.coming_in import actor_of as actor_of
from huiying.core.holders.coming_in import keep_code as keep_code
from huiying.core.holders.coming_in import look_up as look_up
from huiying.core.holders.coming_in import open_page as open_page
from huiying.core.holders.coming_in import replace_code as replace_code
from huiying.core.holders.kind_rules import own
from huiying.core.holders.talking import add_files as add_files
from huiying.core.holders.talking import change_contacts as change_contacts
from huiying.core.holders.talking import reply_question as reply_question
from huiying.core.holders.talking import write_message as write_message
from huiying.core.kinds import N_, Actor, Fact
from huiying.mechanisms.complaints import events
from huiying.mechanisms.complaints.rules import VIEW_NOT_OPEN, IllegalMove, Move
from huiying.mechanisms.complaints.services.shape import (
    chosen,
    complainant,
    moving,
    read,
    said,
    texts,
)


def give_view(*, answers: Mapping[str, str], by: Actor, at: datetime, words: str = "") -> None:
    """The four dimensions, when somebody else than the handling unit asked. The handling unit never sees it.

    Raises access.Denied, rules.IllegalMove, shape.NotAChoice.
    """
    facts = view_facts(answers)
    with moving(matter_id=own(by)[0], move=Move.GIVE_VIEW, by=by, at=at) as book:
        party = str(complainant(book).id)
        if party in read(book).views_given:
            raise IllegalMove(VIEW_NOT_OPEN)
        facts |= {"party": party, "channel": "portal"}
        book.record(events.SATISFACTION_GIVEN, facts, texts(words=words))


def view_facts(answers: Mapping[str, str]) -> dict[str, Fact]:
    """Raises NotAChoice where a dimension is missing or an answer is none of the choices."""
    return {
        view: chosen(
            answers.get(view, ""),
            events.ANSWERS,
            N_("Choose an answer to each of the four questions."),
        )
        for view in events.VIEWS
    }


def report_pressure(*, text: str, by: Actor, at: datetime) -> None:
    """Somebody pressed the person: oversight learns of it, the handling unit does not."""
    words = said(text, N_("Write what happened. Nobody in the unit will read it."))
    with moving(matter_id=own(by)[0], move=Move.REPORT_PRESSURE, by=by, at=at) as book:
        book.record(
            events.PRESSURE_REPORTED, {"party": str(complainant(book).id)}, {"words": words}
        )
