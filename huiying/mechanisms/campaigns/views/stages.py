"""How a campaign, and something raised, stand, in words for the desk and for people."""

from huiying.core.kinds import N_
from huiying.core.web.rows import Tone
from huiying.mechanisms.campaigns.raised_standing import Stage as RaisedStage
from huiying.mechanisms.campaigns.standing import Stage

STAGES: dict[Stage, tuple[Tone, str]] = {
    Stage.DRAFT: (Tone.LINE, N_("Being planned")),
    Stage.PUBLISHED: (Tone.DUE, N_("Plan published")),
    Stage.FINISHED: (Tone.SOON, N_("Visits over, results to come")),
    Stage.REPORTED: (Tone.KEPT, N_("Results published")),
    Stage.CALLED_OFF: (Tone.LINE, N_("Called off")),
}
RAISED_STAGES: dict[RaisedStage, tuple[Tone, str]] = {
    RaisedStage.RECEIVED: (Tone.DUE, N_("Received")),
    RaisedStage.IN_HAND: (Tone.DUE, N_("An officer looks into it")),
    RaisedStage.ANSWERED: (Tone.KEPT, N_("Answered")),
    RaisedStage.REVIEWING: (Tone.HELD, N_("The unit above looks at it")),
    RaisedStage.REVIEWED: (Tone.KEPT, N_("Answered by the unit above")),
    RaisedStage.PASSED: (Tone.LINE, N_("Goes on as a complaint")),
    RaisedStage.OUTSIDE: (Tone.LINE, N_("Passed on to another body")),
}
NEXT: dict[RaisedStage, str] = {
    RaisedStage.RECEIVED: N_("We say who looks into it. The dates stand below."),
    RaisedStage.IN_HAND: N_("Somebody looks into it and answers you in words."),
    RaisedStage.ANSWERED: N_(
        "Read our answer. If you do not agree, the unit above looks at it, and not whoever answered you."
    ),
    RaisedStage.REVIEWING: N_("The unit above looks at it and writes to you."),
    RaisedStage.REVIEWED: N_("The unit above has looked at it. Read below what it says."),
    RaisedStage.PASSED: N_(
        "It goes on as a complaint that nobody in the unit sees. Collect its receipt below; you follow it with "
        "that code."
    ),
    RaisedStage.OUTSIDE: N_(
        "Another body answers this. Which, and how to reach it, stands below. If you think it is ours, say so."
    ),
}
