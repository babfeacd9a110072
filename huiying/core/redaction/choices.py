"""To whom a copy is given, why it may be given, and why a part of it is taken out. Codes with their words."""

from huiying.core.kinds import N_

# A role or a body, never a name.
RECIPIENTS: dict[str, str] = {
    "person": N_("the person themselves"),
    "lawyer": N_("a lawyer of the person"),
    "court": N_("a court"),
    "prosecutor": N_("the procuratorate"),
    "supervision": N_("a supervising body"),
    "reconsideration": N_("the reconsideration body"),
    "authority": N_("another authority"),
    "other-party": N_("another party of the matter"),
    "applicant": N_("somebody who asked for information"),
    "research": N_("a researcher"),
}
BASES: dict[str, str] = {
    "law": N_("a law orders it"),
    "order": N_("a court or procuratorate asked for it"),
    "own-data": N_("the person asked for what is held on them"),
    "open-information": N_("somebody asked for open information"),
    "supervision": N_("it is needed to supervise us"),
    "claim": N_("it is needed for a legal claim"),
    "agreed": N_("the person agreed"),
}
GROUNDS: dict[str, str] = {
    "privacy": N_("somebody else's privacy"),
    "child": N_("a child is concerned"),
    "source": N_("it would show who told us"),
    "investigation": N_("it would harm an investigation"),
    "safety": N_("it would put somebody in danger"),
    "secret": N_("a secret protected by law"),
    "irrelevant": N_("it has nothing to do with what was asked for"),
}
