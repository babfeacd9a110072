"""The choices that facts of a petition are made of, each with its words (信访工作条例 29 to 33)."""

from huiying.core.in_hand import RECUSALS as ALL_RECUSALS
from huiying.core.kinds import N_

CHANNELS = {
    "letter": N_("by letter"),
    "visit": N_("in person"),
    "telephone": N_("by telephone"),
    "portal": N_("on this site"),
    "forwarded": N_("forwarded by another body"),
}
SUGGESTION, ACCUSATION, CLAIM = "suggestion", "accusation", "claim"
# Art. 31(1) to (5): what has a procedure of its own goes there, with that procedure's dates.
REMEDIES = tuple(f"legal-remedy-{number}" for number in range(1, 6))
CLASSES = {
    SUGGESTION: N_("a suggestion (art. 29)"),
    ACCUSATION: N_("an accusation (art. 30)"),
    "legal-remedy-1": N_("a matter for a court, a prosecutor or a police procedure (art. 31(1))"),
    "legal-remedy-2": N_("a matter for arbitration (art. 31(2))"),
    "legal-remedy-3": N_("a matter for an appeal inside the Party (art. 31(3))"),
    "legal-remedy-4": N_("a matter for an administrative procedure (art. 31(4))"),
    "legal-remedy-5": N_("a request that a legal duty be done (art. 31(5))"),
    CLAIM: N_("a claim (art. 31(6))"),
}
# What is accepted and answered in writing as a petition; everything else goes where it belongs.
ANSWERED_HERE = frozenset({CLAIM, SUGGESTION})
FINDINGS = {
    "supported": N_("supported (art. 32(1))"),
    "explained": N_("reasonable, but without a basis in law: explained (art. 32(2))"),
    "not-supported": N_("not supported (art. 32(3))"),
    "adopted": N_("adopted"),
    "partly-adopted": N_("adopted in part"),
    "not-adopted": N_("not adopted"),
}
FINDINGS_OF = {
    CLAIM: ("supported", "explained", "not-supported"),
    SUGGESTION: ("adopted", "partly-adopted", "not-adopted"),
}
SUPPORTS = frozenset({"supported", "adopted", "partly-adopted"})
GROUNDS = {
    "final-before": N_("the same facts and reasons were decided at the last level (art. 36(3))"),
    "in-hand": N_("the unit below is still within its time for the same matter (art. 19(3))"),
}
CAUSES = {
    "competence": N_("another unit answers for it"),
    "outside": N_("another body answers for it"),
    "conflict": N_("so that nobody judges their own case"),
    "objection": N_("the body that forwarded it took it back"),
    "decided": N_("the level above both decided which unit answers for it (art. 24)"),
}
# What a desk chooses from; the rest follows from what happened.
CAUSES_CHOSEN = ("competence", "outside", "conflict")
# Of these, the unit that received it does not send it back.
CAUSES_FINAL = frozenset({"conflict", "decided"})
MARKS = {
    "major": N_("major"),
    "difficult": N_("difficult"),
    "long-unsettled": N_("long unsettled"),
}
LED = frozenset({"major", "difficult"})
LONG = "long-unsettled"
UNMARKINGS = {
    "decided": N_("no longer needed"),
    "expired": N_("its date is over"),
    "contested": N_("the level above agreed with the petitioner"),
    "ended": N_("the matter is over"),
}
FORMS = {
    "meeting": N_("a meeting"),
    "hearing": N_("a hearing"),
    "mediation": N_("a mediation"),
}
WAYS = {
    "telephone": N_("by telephone"),
    "letter": N_("by letter"),
    "station": N_("at the station"),
    "portal": N_("on this site"),
}
# How what is owed reached a petitioner, where no page and no mail shows it.
REACHED = {
    "letter": N_("by letter, and the post's proof or their signature is with us"),
    "in-person": N_("handed over to them"),
    "telephone": N_("by telephone"),
}
# Why an officer steps aside; of every kind of matter, but for whose relative it is.
RECUSALS = {code: said for code, said in ALL_RECUSALS.items() if code != "relative-of-complainant"}
# Several who ask the same choose who speaks for them: five at most (信访工作条例 20(3)).
MOST_REPRESENTATIVES = 5
SPEAKS_NO_MORE = {
    "declined": N_("they would rather not"),
    "stepped-down": N_("they stepped down"),
    "group": N_("the petitioners chose anew"),
}
SPEAKS_NO_MORE_TOLD = SPEAKS_NO_MORE | {
    "declined": N_("you would rather not"),
    "stepped-down": N_("you stepped down"),
}
# Why a petition goes on that somebody had withdrawn.
GOES_ON = {
    "person": N_("you decided so"),
    "pressed": N_("a withdrawal under pressure does not count"),
}
SETTLERS = {
    "person": N_("the petitioner says so"),
    "last-level": N_("the last level has decided and explained"),
}
# Of several, each said so for themselves.
SETTLERS_TOLD = SETTLERS | {"person": N_("you say that it is settled")}

# What the sealed texts of a petition are called where they are read.
TEXTS = {
    "request": N_("What is asked"),
    "facts": N_("Facts"),
    "opinion": N_("Opinion"),
    "basis": N_("Basis in law"),
    "path": N_("How it is handled"),
    "procedure": N_("Which procedure"),
    "where": N_("At which place"),
    "record": N_("What was said and agreed"),
    "asked": N_("What was asked"),
    "done": N_("What was done"),
    "remains": N_("What remains"),
    "explains": N_("Who explains it"),
    "explanation": N_("Explanation"),
    "called": N_("What the others see"),
}
