"""To whom something is owed: the engine's words, and the roles of people that each of them means."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache

from django.conf import settings
from django.utils.module_loading import import_string

from huiying.core.kinds import N_, PEOPLE, PartyRole
from huiying.core.ledger.entries import Entry, PartyRow

# Whoever speaks for the harmed one, or comes after them, is owed what they are owed.
_FOR_THE_HARMED = frozenset(
    {
        PartyRole.FAMILY,
        PartyRole.REPRESENTATIVE,
        PartyRole.GUARDIAN,
        PartyRole.SUCCESSOR,
    }
)
OWED_TO: dict[str, frozenset[PartyRole]] = {
    # Whoever the matter is about, of whatever kind it is.
    "person": PEOPLE,
    "complainant": frozenset({PartyRole.COMPLAINANT}),
    "petitioner": frozenset({PartyRole.PETITIONER}),
    "victim": frozenset({PartyRole.VICTIM}) | _FOR_THE_HARMED,
    "injured": frozenset({PartyRole.INJURED}) | _FOR_THE_HARMED,
    "accuser": frozenset({PartyRole.ACCUSER}),
    "applicant": frozenset({PartyRole.ACCUSER, PartyRole.VICTIM}),
    "reporter": frozenset({PartyRole.REPORTER}),
    "case-people": PEOPLE - {PartyRole.COMPLAINANT, PartyRole.PETITIONER, PartyRole.HOUSEHOLD},
    "household": frozenset({PartyRole.HOUSEHOLD}),
    # Whoever is visited, on a matter of any kind; the fact `party` says which of them.
    "visited": PEOPLE,
}
# How the desk reads them, people and bodies: a role and never a name.
WORDS: dict[str, str] = {
    "person": N_("the person"),
    "handling-unit": N_("unit in charge"),
    "complainant": N_("complainant"),
    "petitioner": N_("petitioner"),
    "victim": N_("victim"),
    "injured": N_("injured person"),
    "accuser": N_("accuser"),
    "applicant": N_("applicant"),
    "reporter": N_("person who reported it"),
    "case-people": N_("people of the case"),
    "household": N_("household"),
    "visited": N_("person visited"),
    "forwarder": N_("body that forwarded it"),
    "agency": N_("agency that sent the case"),
    "procuratorate": N_("procuratorate"),
    "officer": N_("officer complained of"),
    "public": N_("public"),
    "oversight": N_("oversight"),
    "reviewing-unit": N_("reviewing unit"),
}


def is_owed(owed_to: str, role: PartyRole) -> bool:
    """Whether one of this role is meant by the word."""
    return role in OWED_TO.get(owed_to, frozenset())


WordsOf = Callable[[Sequence[Entry], str], frozenset[str]]


@cache
def _table() -> Mapping[str, WordsOf]:
    listed: Callable[[], Mapping[str, WordsOf]] = import_string(settings.HUIYING_OWED_WORDS)
    return listed()


def is_owed_to(kind: str, own: PartyRow, history: Sequence[Entry]) -> Callable[[str], bool]:
    """Whether a word means this one of the people: by role, unless the kind of matter says more of it than that.

    `history` is what stands.
    """
    words_of = _table().get(kind)
    if words_of is None:
        return lambda word: is_owed(word, own.role)
    words = words_of(history, str(own.id))
    return lambda word: word in words


def to_people(owed_to: str) -> bool:
    """Whether a person of the matter is meant, and not a body or an officer."""
    return owed_to in OWED_TO
