"""How a petition stands, in words for the desk and for the petitioner."""

from huiying.core.kinds import N_
from huiying.core.web.rows import Tone
from huiying.mechanisms.petitions.standing import Stage

STAGES: dict[Stage, tuple[Tone, str]] = {
    Stage.RECEIVED: (Tone.DUE, N_("Received")),
    Stage.ACCEPTED: (Tone.DUE, N_("Being handled")),
    Stage.ANSWERED: (Tone.KEPT, N_("Written opinion given")),
    Stage.REVIEWING: (Tone.HELD, N_("Under review by the next level")),
    Stage.REVIEWED: (Tone.KEPT, N_("Review decided")),
    Stage.FINAL_REVIEWING: (Tone.HELD, N_("Under final review")),
    Stage.FINAL: (Tone.KEPT, N_("Decided at the last level")),
    Stage.DIRECTED: (Tone.LINE, N_("Has a procedure of its own")),
    Stage.REFUSED: (Tone.LINE, N_("Not taken up")),
    Stage.PASSED: (Tone.LINE, N_("Goes on as a complaint")),
    Stage.OUTSIDE: (Tone.LINE, N_("Passed on to another body")),
    Stage.SETTLED: (Tone.KEPT, N_("Settled, as the petitioner says")),
    Stage.WITHDRAWN: (Tone.LINE, N_("Withdrawn")),
    Stage.ENDED: (Tone.LINE, N_("Ended at the last level, not called settled")),
}
# As who said so reads it.
OWN_WORDS: dict[Stage, str] = {Stage.SETTLED: N_("Settled, as you say")}
SUGGESTION_ANSWERED = N_(
    "This is what we make of your suggestion, and why. If something in it is wrong, write to us here."
)
HEARING = N_(
    "A hearing is being held. The time for the final review stands still until it ends, and then runs on (art. 36(2))."
)
NEXT: dict[Stage, str] = {
    Stage.RECEIVED: N_("We say what it is in law, and tell you in writing how it is handled."),
    Stage.ACCEPTED: N_(
        "We hear you, look into it, and give you a written opinion with facts, reasons and the law it rests on."
    ),
    Stage.ANSWERED: N_(
        "If you do not accept the opinion, ask the next level to look again. The last day for that stands below."
    ),
    Stage.REVIEWING: N_("The level above looks at everything again and writes to you."),
    Stage.REVIEWED: N_(
        "If you do not accept the reply, ask for a final review, one level further up. The last day stands below."
    ),
    Stage.FINAL_REVIEWING: N_("The last level looks at everything again and writes to you."),
    Stage.FINAL: N_(
        "The last level has decided. Somebody from a unit that did not decide explains it to you."
    ),
    Stage.DIRECTED: N_(
        "The law has a procedure of its own for this. Use it in time: the day and the place stand below."
    ),
    Stage.REFUSED: N_("Read why, and what you can do instead."),
    Stage.PASSED: N_(
        "It goes on as a complaint that nobody accused sees. Collect its receipt below; you follow it with that code."
    ),
    Stage.OUTSIDE: N_("Another body answers you now. What we owed you until then stays here."),
    Stage.SETTLED: N_("You said that it is settled. You can say at any time that it is not."),
    Stage.WITHDRAWN: N_("You withdrew it. You can take it up again at any time, where it stood."),
    Stage.ENDED: N_(
        "The last level has decided and it was explained to you. That is not the same as settled, "
        "and we do not call it so."
    ),
}
