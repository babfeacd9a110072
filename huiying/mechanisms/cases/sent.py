"""What a records system sends of a case, and whether it can be at all. Pure but for the list of languages."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from huiying.core.kinds import N_, Declined, PartyRole
from huiying.core.people.services import Contact
from huiying.mechanisms.cases import choices
from huiying.mechanisms.cases.crimes import crime

MOST_CHARACTERS = 60
# What stands before the id of a person, so that it is never that of an event.
OF_PERSON = "person:"
# Who can come with a case: relatives, guardians and successors join beside somebody, at the desk.
ROLES = frozenset({PartyRole.VICTIM, PartyRole.INJURED, PartyRole.ACCUSER, PartyRole.REPORTER})


class Mistake(Declined):
    """Something in what the source sent can't be. `where` says which part."""

    def __init__(self, where: str, sentence: str, **params: str | int) -> None:
        super().__init__(sentence, **params)
        self.where = where


@dataclass(frozen=True, kw_only=True, slots=True)
class Happened:
    """An event of the source: its id there, what, when, and what its kind needs besides."""

    id: str
    kind: str
    at: datetime
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class Someone:
    """A person whom the source knows, so that they can be told: nothing else of them is taken. Without a language they
    are written to in the one of the place."""

    id: str
    role: str = "victim"
    contact: Contact = field(default_factory=Contact)
    language: str = ""

    @property
    def reads(self) -> str:
        return self.language or settings.LANGUAGE_CODE


@dataclass(frozen=True, kw_only=True, slots=True)
class State:
    """A case as its source has it now."""

    number: str
    unit: str
    crime: str
    reported_at: datetime
    regime: str = ""
    handler: str = ""
    month_only: bool = False
    people: tuple[Someone, ...] = ()
    happened: tuple[Happened, ...] = ()


def check(state: State, at: datetime) -> None:
    """Raises Mistake for what can't be, however the case stands."""
    if not 0 < len(state.number) <= MOST_CHARACTERS:
        raise Mistake("number", N_("A number has 1 to %(most)s characters."), most=MOST_CHARACTERS)
    if crime(state.crime) is None:
        raise Mistake("crime", N_("There is no kind of case with this code."))
    if state.regime and state.regime not in choices.REGIMES:
        raise Mistake("regime", N_("Choose which kind of procedure it is."))
    if state.reported_at > at:
        raise Mistake("reported_at", N_("This lies in the future."))
    for person in state.people:
        _check_person(person, f"people/{person.id}")
    _check_ids([p.id for p in state.people] + [e.id for e in state.happened])


def _check_person(person: Someone, where: str) -> None:
    if person.role not in {role.value for role in ROLES}:
        raise Mistake(f"{where}/role", N_("Choose what they are to the case."))
    if person.reads not in dict(settings.LANGUAGES):
        raise Mistake(f"{where}/language", N_("There is no such language here."))
    if person.contact.email:
        try:
            validate_email(person.contact.email)
        except ValidationError:
            raise Mistake(f"{where}/email", N_("This is not an e-mail address.")) from None


def _check_ids(ids: list[str]) -> None:
    """An id says whether something was taken before: two of one case can't have the same."""
    for id_ in ids:
        if not 0 < len(id_) <= MOST_CHARACTERS + len(OF_PERSON):
            raise Mistake("id", N_("An id has 1 to %(most)s characters."), most=MOST_CHARACTERS)
    for id_ in _twice(ids):
        raise Mistake(f"id/{id_}", N_("Two of one case have the same id."))


def _twice(ids: Iterable[str]) -> Iterator[str]:
    seen: set[str] = set()
    for id_ in ids:
        if id_ in seen:
            yield id_
        seen.add(id_)
