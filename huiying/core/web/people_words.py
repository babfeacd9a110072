"""How pages call the people of a matter: by what they are to it, never by name."""

import uuid
from collections import Counter
from collections.abc import Iterable

from django.utils.translation import gettext

from huiying.core.duties.matters import PersonLine
from huiying.core.kinds import N_, PartyRole

PEOPLE_WORDS: dict[PartyRole, str] = {
    PartyRole.COMPLAINANT: N_("Complainant"),
    PartyRole.PETITIONER: N_("Petitioner"),
    PartyRole.VICTIM: N_("Victim"),
    PartyRole.INJURED: N_("Injured person"),
    PartyRole.ACCUSER: N_("Accuser"),
    PartyRole.REPORTER: N_("Person who reported it"),
    PartyRole.FAMILY: N_("Family"),
    PartyRole.REPRESENTATIVE: N_("Representative"),
    PartyRole.GUARDIAN: N_("Guardian"),
    PartyRole.SUCCESSOR: N_("Successor"),
    PartyRole.HOUSEHOLD: N_("Who raised it"),
}
# Who of the service has which part in a matter, in the order of the page.
PARTY_WORDS: dict[PartyRole, str] = {
    PartyRole.ACCUSED: N_("It is about"),
    PartyRole.REGISTERED: N_("Registered by"),
    PartyRole.DECIDING: N_("Decided by"),
    PartyRole.HANDLING: N_("Handled by"),
    PartyRole.INVESTIGATING: N_("Investigated by"),
    PartyRole.ASSIGNED: N_("In the hands of"),
    PartyRole.ANSWERABLE: N_("Answers for it"),
    PartyRole.VISITING: N_("Visited by"),
    PartyRole.REVIEWING: N_("Reviewed by"),
    PartyRole.ASKING: N_("View asked by"),
    PartyRole.CLEARING: N_("Second person asked of"),
    PartyRole.APPROVING: N_("Asked to approve from outside"),
    # Not who sees to it above (RECOVERING): that somebody is dissatisfied is nothing for the unit it is about.
    PartyRole.RECUSED: N_("Stepped aside"),
    PartyRole.EXCEPTED: N_("Handles it by exception"),
}


def person_words(people: Iterable[PersonLine]) -> dict[uuid.UUID, str]:
    """What each is called; with a number where there are several of a kind."""
    listed = list(people)
    several = Counter(one.role for one in listed)
    seen: Counter[PartyRole] = Counter()
    found: dict[uuid.UUID, str] = {}
    for one in listed:
        seen[one.role] += 1
        found[one.id] = gettext(PEOPLE_WORDS[one.role])
        if several[one.role] > 1:
            found[one.id] = gettext("%(who)s %(number)d") % {
                "who": found[one.id],
                "number": seen[one.role],
            }
    return found
