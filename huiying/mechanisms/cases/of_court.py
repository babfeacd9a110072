"""Kinds of event after a case left the police, and where none is investigated (Victims' Code, rights 6, 8 and 9)."""

from huiying.core.kinds import N_, EventSpec

NO_INVESTIGATION = EventSpec(
    kind="no-investigation.decided",
    when_told=True,
    facts={"owed": bool, "enhanced": bool},
    texts=("reason",),
    written=N_("Decided that it will not be investigated"),
    told=N_("It will not be investigated"),
)
HEARING_LISTED = EventSpec(
    kind="hearing.listed",
    when_told=True,
    facts={"owed": bool, "enhanced": bool, "on": str},
    texts=("place",),
    written=N_("The court set a hearing for %(on)s"),
    told=N_("The court set a hearing for %(on)s"),
)
BAIL_OUTCOME = EventSpec(
    kind="bail.decided",
    when_told=True,
    facts={"owed": bool, "enhanced": bool},
    texts=("text",),
    written=N_("The court decided about bail"),
    told=N_("The court decided about bail"),
)
WITNESS_NEEDED = EventSpec(
    kind="witness.needed",
    when_told=True,
    facts={"owed": bool, "enhanced": bool, "needed": bool},
    written=N_("The prosecutor said whether evidence has to be given"),
    told=N_("The prosecutor said whether you have to give evidence"),
)
COURT_OUTCOME = EventSpec(
    kind="outcome.reached",
    when_told=True,
    facts={"owed": bool, "enhanced": bool},
    texts=("text",),
    written=N_("The court decided"),
    told=N_("The court decided"),
)
OF_COURT = (NO_INVESTIGATION, HEARING_LISTED, BAIL_OUTCOME, WITNESS_NEEDED, COURT_OUTCOME)
