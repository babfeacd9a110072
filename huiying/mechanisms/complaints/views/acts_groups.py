"""The headings under which the acts on a complaint stand."""

from huiying.core.kinds import N_

DECIDE, TALK, OFFICER, PASS_ON, PUT_RIGHT = (
    N_("Decide"),
    N_("Talk with the complainant"),
    N_("The officer complained of"),
    N_("Pass on"),
    N_("Put right"),
)
