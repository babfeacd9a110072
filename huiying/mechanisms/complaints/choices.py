"""The choices that facts of a complaint are made of, each with its words."""

from huiying.core.in_hand import RECUSALS as ALL_RECUSALS
from huiying.core.kinds import N_

CHANNELS = {
    "web": N_("on this site"),
    "110": N_("by the 110 line"),
    "telephone": N_("by telephone"),
    "letter": N_("by letter"),
    "walk-in": N_("in person"),
    "forwarded": N_("forwarded by another body"),
    "visit": N_("on a visit of ours"),
    "api": N_("from another system"),
    "import": N_("from an older register"),
}
CLASSES = {
    "suggestion": N_("a suggestion (art. 29)"),
    "accusation": N_("an accusation of misconduct (art. 30)"),
    "remedy-elsewhere": N_("a matter with its own legal remedy (art. 31(1) to (5))"),
    "claim": N_("a claim (art. 31(6))"),
    "compensation": N_("a claim for state compensation"),
    "crime": N_("a crime by an officer"),
}
FINDINGS = {
    "upheld": N_("upheld"),
    "partly": N_("partly upheld"),
    "not-upheld": N_("not upheld"),
    "unfounded": N_("unfounded"),
    "no-finding": N_("no finding could be made"),
}
GROUNDS = {
    "not-police": N_("another body answers for this"),
    "own-procedure": N_("the law gives this its own procedure"),
    "answered-before": N_("the same facts were answered before, finally"),
    "withdrawn-elsewhere": N_("it is being handled by a court or another body"),
}
# Why an officer steps aside; of every kind of matter, but for whose relative it is.
RECUSALS = {code: said for code, said in ALL_RECUSALS.items() if code != "relative-of-petitioner"}
CAUSES = {
    "jurisdiction": N_("another unit answers for it"),
    "conflict": N_("so that nobody judges their own case"),
    "competence": N_("another unit knows the matter"),
}
CONTACTS = {
    "telephone": N_("by telephone"),
    "in-person": N_("in person"),
    "letter": N_("by letter"),
    "e-mail": N_("by e-mail"),
}
GOES_ON = {
    "person": N_("you decided so"),
    "pressed": N_("a withdrawal under pressure does not count"),
}
ANSWERS = {
    "satisfied": N_("satisfied"),
    "fair": N_("so-so"),
    "dissatisfied": N_("dissatisfied"),
    "unsure": N_("can't say"),
}
REFERRALS = {
    "death-or-injury": N_("death or serious injury"),
    "serious": N_("a serious allegation on the list of the law"),
    "other": N_("another ground of the law"),
    "directed": N_("at the Director General's notice"),
}
