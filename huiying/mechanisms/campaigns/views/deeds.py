"""What whoever raised something does on their page, besides what everybody can on theirs."""

import uuid

from huiying.core.kinds import N_, IllegalMove
from huiying.core.web.deeds import Deed, Deeds, Typed
from huiying.core.web.guards import ActorRequest
from huiying.mechanisms.campaigns import rules
from huiying.mechanisms.campaigns.forms_raised import DisagreeForm
from huiying.mechanisms.campaigns.queries import RaisedOwn, own_raised_of
from huiying.mechanisms.campaigns.rules import RaisedMove
from huiying.mechanisms.campaigns.services import reviewing


def _disagree(request: ActorRequest, matter_id: uuid.UUID, typed: Typed) -> None:
    reviewing.disagree(reason=typed["reason"], by=request.actor, at=request.at)


_TABLE: tuple[Deed[RaisedOwn], ...] = (
    Deed(
        slug="disagree-raised",
        move=RaisedMove.DISAGREE,
        ask=N_("I do not agree: let the unit above look at it"),
        invite=N_("You do not agree? The unit above looks at it and writes to you."),
        prominent=True,
        form=DisagreeForm,
        run=_disagree,
        title=N_("You do not agree"),
        button=N_("Send it to the unit above"),
        done=N_("The unit above looks at it and writes to you."),
        back="next",
    ),
)


def _closed(page: RaisedOwn, deed: Deed[RaisedOwn]) -> str | None:
    move = RaisedMove(deed.move)
    if move in page.moves:
        return None
    try:
        rules.decide_raised(move, page.standing)
    except IllegalMove as illegal:
        return illegal.sentence
    return rules.RAISED_MOVES[move][2]


DEEDS = Deeds(deeds=_TABLE, read=own_raised_of, closed=_closed)
