"""The choices an event of a case may hold, with the words they are shown by."""

from huiying.core.kinds import N_

# Places whose law has public-order cases beside criminal ones: elsewhere nobody is asked which.
PUBLIC_ORDER_IN = frozenset({"cn"})
REGIMES: dict[str, str] = {
    "criminal": N_("criminal case"),
    "administrative": N_("public-order case"),
    "unknown": N_("not yet known which kind of case"),
}
CHANNELS: dict[str, str] = {
    "walk-in": N_("at a counter"),
    "telephone": N_("by telephone"),
    "emergency": N_("by the emergency number"),
    "scene": N_("to officers on the spot"),
    "letter": N_("by letter"),
    "e-mail": N_("by e-mail"),
    "fax": N_("by fax"),
    "forwarded": N_("forwarded by another body"),
    "system": N_("from the records system"),
}
# Why it goes to another unit.
CAUSES: dict[str, str] = {
    "jurisdiction": N_("it happened in another unit's area"),
    "changed-jurisdiction": N_("another unit was named to take it"),
    "speciality": N_("a specialised unit takes such cases"),
    "conflict": N_("somebody in this unit is involved in it"),
}
GROUNDS: dict[str, str] = {
    "no-crime": N_("there are no facts of a crime"),
    "minor": N_("it is clearly minor and no criminal responsibility is needed"),
    "no-offence": N_("it is no offence against public order"),
    "not-pursuable": N_("the law does not allow it to be pursued"),
    "civil": N_("it is a civil dispute"),
}
MEASURES: dict[str, str] = {
    "summoned": N_("a suspect was summoned"),
    "arrest": N_("a suspect was arrested"),
    "detained": N_("a suspect was detained"),
    "interview-under-caution": N_("a suspect was interviewed under caution"),
    "released": N_("a suspect was released without charge"),
    "bail": N_("a suspect was released on bail"),
    "bail-changed": N_("the conditions of bail were changed or ended"),
}
# "Solved" is the agency's own event and no term of the rules: it says suspect, and never offender.
FOUND: dict[str, str] = {
    "identified": N_("a suspect has been identified"),
    "caught": N_("a suspect has been caught"),
    "sent-for-prosecution": N_("a suspect has been sent for prosecution"),
}
CONCLUSIONS: dict[str, str] = {
    "decided": N_("a decision was made"),
    "mediated": N_("it was settled by mediation"),
    "prosecution": N_("it is with the prosecutor"),
    "suspended": N_("nothing more can be done for now"),
    "not-pursuable": N_("the law does not allow it to be pursued"),
    "judged": N_("a court has decided"),
    "other-unit": N_("another unit concluded it"),
}
PENALTIES: dict[str, str] = {
    "penalty": N_("a penalty was decided"),
    "none": N_("it was decided that there is no penalty"),
}
OFFENDERS: dict[str, str] = {
    "unknown": N_("nobody is known yet who did it"),
    "fled": N_("the suspect has fled"),
    "known": N_("a suspect is known"),
}
REVERSED_BY: dict[str, str] = {
    "reconsideration": N_("a reconsideration"),
    "review": N_("the review by the level above"),
    "prosecutor": N_("the prosecutor"),
}
CHARGES: dict[str, str] = {
    "dropped": N_("the charge was dropped"),
    "altered": N_("the charge was changed"),
}
ASKED: dict[str, str] = {
    "non-filing": N_("why it was not opened"),
    "no-decision": N_("why nothing was decided in time"),
    "opened": N_("why it was opened"),
}
# How a person of the case was reached, or not.
WAYS: dict[str, str] = {
    "phone": N_("by telephone"),
    "in-person": N_("in person"),
    "home": N_("at home"),
    "station": N_("at the station"),
    "letter": N_("by letter"),
    "video": N_("by video call"),
}
HOURS: dict[str, str] = {
    "morning": N_("in the morning"),
    "afternoon": N_("in the afternoon"),
    "evening": N_("in the evening"),
}
# How it was made sure on the telephone that it was they.
IDENTITY: dict[str, str] = {
    "word": N_("the agreed word was said, and they knew it"),
    "answers": N_("they knew what only they can know of it"),
    "called-back": N_("they rang the published number"),
}
# Channels that a safe-contact plan can forbid for ever.
NEVER: dict[str, str] = {
    "email": N_("e-mail"),
    "phone": N_("telephone calls"),
    "sms": N_("text messages"),
    "letter": N_("letters"),
    "home": N_("visits at home"),
}
# What a person wishes to be told.
TOPICS: dict[str, str] = {
    "decisions": N_("decisions on the case"),
    "suspect": N_("that a suspect was found, and measures"),
    "progress": N_("how it goes on"),
    "court": N_("prosecutor and court"),
    "property": N_("my property"),
}
RIGHTS_PASS: dict[str, str] = {
    "guardian": N_("a guardian or appropriate adult exercises them"),
    "eighteen": N_("the eighteenth birthday"),
    "death": N_("a successor exercises them"),
    "conflict": N_("who exercised them so far is concerned in the case"),
}
CONFIRMED: dict[str, str] = {
    "page": N_("on the victim's own page"),
    "apart": N_("spoken with alone by an officer of another unit"),
}
ROLES: dict[str, str] = {
    "victim": N_("victim"),
    "injured": N_("injured person"),
    "accuser": N_("accuser"),
    "reporter": N_("person who reported it"),
    "family": N_("family member"),
    "representative": N_("representative"),
    "guardian": N_("guardian or appropriate adult"),
    "successor": N_("successor of somebody who died"),
}
PROPERTY_HOW: dict[str, str] = {
    "stolen": N_("stolen or lost"),
    "seized": N_("taken as evidence"),
    "found": N_("found"),
}
RETURN_EVIDENCE: dict[str, str] = {
    "signature": N_("signed for by the owner"),
    "agent": N_("signed for by somebody the owner sent"),
    "photo": N_("photograph of the handing over"),
}
KEPT: dict[str, str] = {
    "evidence": N_("it is still needed as evidence"),
    "disputed": N_("it is disputed whose it is"),
    "others": N_("giving it back now would harm somebody else"),
    "court": N_("the court decides on it"),
}

FILING: dict[str, str] = {
    "leads": N_("leads have to be checked"),
    "complex": N_("it is major or complex"),
}
RECEIPT: dict[str, str] = {
    "declined": N_("the receipt was declined"),
    "unreachable": N_("the person could not be reached"),
}
FORMATS: dict[str, str] = {
    "": N_("as usual"),
    "large-print": N_("in large print"),
    "easy": N_("in easy language"),
    "spoken": N_("read aloud"),
    "braille": N_("in Braille"),
}
