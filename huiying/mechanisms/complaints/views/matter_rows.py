"""How a complaint stands, in words for the complainant."""

from django.utils.translation import gettext

from huiying.core.kinds import N_
from huiying.core.web import rows
from huiying.mechanisms.complaints.queries import CitizenPage
from huiying.mechanisms.complaints.standing import Stage

STAGES: dict[Stage, tuple[rows.Tone, str]] = {
    Stage.RECEIVED: (rows.Tone.DUE, N_("Received")),
    Stage.ACCEPTED: (rows.Tone.DUE, N_("Being looked into")),
    Stage.ANSWERED: (rows.Tone.KEPT, N_("Answered")),
    Stage.REVIEWING: (rows.Tone.HELD, N_("Another unit is looking at it again")),
    Stage.REVIEWED: (rows.Tone.KEPT, N_("Review decided")),
    Stage.REFUSED: (rows.Tone.LINE, N_("Not taken up")),
    Stage.WITHDRAWING: (rows.Tone.SOON, N_("You asked to withdraw")),
    Stage.WITHDRAWN: (rows.Tone.LINE, N_("Withdrawn")),
    Stage.OUTSIDE: (rows.Tone.LINE, N_("Passed on to another body")),
}
NEXT: dict[Stage, str] = {
    Stage.RECEIVED: N_("We read it, decide whether we take it up, and tell you which and why."),
    Stage.ACCEPTED: N_(
        "We look into it: records, recordings, and what the officer says. Then we write you the answer and why."
    ),
    Stage.ANSWERED: N_(
        "If you agree with the answer you need do nothing. If you do not, say so: another unit looks at it again."
    ),
    Stage.REVIEWING: N_(
        "A unit that had nothing to do with the answer looks at everything again and writes to you."
    ),
    Stage.REVIEWED: N_(
        "This was our last word on it. The doors outside the service stay open to you; they stand below."
    ),
    Stage.REFUSED: N_(
        "Read why, and who can help instead. If you do not agree, say so: another unit looks at it again."
    ),
    Stage.WITHDRAWING: N_(
        "Another unit speaks with you alone first. Nothing ends before that, nor before a week to think it over."
    ),
    Stage.WITHDRAWN: N_(
        "We do nothing more on it. You can take it up again here, and nothing is lost."
    ),
    Stage.OUTSIDE: N_(
        "Another body answers you now. What we owed you until then stays here to read."
    ),
}


def stage_tag(page: CitizenPage) -> rows.Tag:
    tone, words = STAGES[page.stage]
    return rows.Tag(tone=tone, text=gettext(words))
