"""Pure types that every storey may import: who acts, which act, which kind of event, who may see it."""

import secrets
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

Fact = str | bool | int


def N_(message: str) -> str:
    """Mark a sentence for translation where Django must not be imported."""
    return message


class Declined(ValueError):
    """Something that is not done; `sentence` (a msgid, filled from `params`) says why and what to do instead."""

    def __init__(self, sentence: str, **params: str | int) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.params = params


class IllegalMove(Declined):
    """An act that the standing of a matter does not allow."""


class WordsNeeded(Declined):
    """Something has to be said in words, and nothing was."""


class NotAChoice(Declined):
    """A value that is none of the choices offered."""


def new_id(at: datetime) -> uuid.UUID:
    """A UUID of version 7 (RFC 9562 5.7): ordered by `at`, so that indexes grow at one end."""
    millis = int(at.timestamp() * 1000)
    value = (millis & ((1 << 48) - 1)) << 80 | secrets.randbits(80)
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    return uuid.UUID(int=value)


class SeatRole(StrEnum):
    """What a posting lets an officer do in the unit (interface: staff roles)."""

    DESK = "desk"
    COMPLAINTS = "complaints"
    CASES = "cases"
    LEGAL = "legal"
    HEAD = "head"
    SUPERVISOR = "supervisor"
    OVERSIGHT = "oversight"
    RESPONSE = "response"
    ADMIN = "admin"


class ActorKind(StrEnum):
    STAFF = "staff"
    HOLDER = "holder"
    CLIENT = "client"
    SYSTEM = "system"


@dataclass(frozen=True, kw_only=True, slots=True)
class Seat:
    """A posting in force: the unit, its place in the tree (`/1/4/9/`) and the role held there."""

    unit_id: int
    unit_path: str
    role: SeatRole


@dataclass(frozen=True, kw_only=True, slots=True)
class Actor:
    """Who acts: staff in postings, the holder of a receipt code, a client of the API, or the system by name.

    `at` is the instant at which the postings are in force; rights that end by themselves are asked of it.
    """

    kind: ActorKind
    name: str
    officer_id: int | None = None
    seats: tuple[Seat, ...] = ()
    matter_id: uuid.UUID | None = None
    party_id: uuid.UUID | None = None
    unit_id: int | None = None
    at: datetime | None = None

    def roles(self) -> frozenset[SeatRole]:
        return frozenset(seat.role for seat in self.seats)

    def seat(self, *roles: SeatRole) -> Seat | None:
        """The first seat with one of the roles."""
        return next((seat for seat in self.seats if seat.role in roles), None)


def system(name: str) -> Actor:
    return Actor(kind=ActorKind.SYSTEM, name=name)


class Origin(StrEnum):
    """Where an event was first written: here, or in an older register."""

    LIVE = "live"
    IMPORTED = "imported"


class Audience(StrEnum):
    """Who may see that an event happened. Each kind of event names its own."""

    PUBLIC = "public"
    PERSON = "person"
    HANDLER = "handler"
    SUPERVISOR = "supervisor"
    OVERSIGHT = "oversight"
    # The unit above, where somebody is dissatisfied with the one in charge.
    ABOVE = "above"


STAFF_SIDE = frozenset({Audience.HANDLER, Audience.SUPERVISOR, Audience.OVERSIGHT})
EVERYBODY = frozenset({Audience.PERSON}) | STAFF_SIDE


@dataclass(frozen=True, kw_only=True, slots=True)
class EventSpec:
    """One kind of event: its facts, the sealed texts it may carry, who sees it, and its sentences.

    `told` is the sentence for the person, `written` the one for staff; both are msgids (marked with N_)
    whose %(name)s places are filled from facts through `labels`, and in `told` through `told_labels` first, where the
    one who reads it is the one it speaks of. `text_labels` name its texts where the shared words
    (duties.histories) don't fit; `for_staff` are the texts that no person of the matter reads. `when_told`: one of the
    people sees it once it was told to them, and not because it happened.
    """

    kind: str
    facts: Mapping[str, type] = field(default_factory=dict)
    texts: tuple[str, ...] = ()
    seen_by: frozenset[Audience] = EVERYBODY
    written: str = ""
    told: str = ""
    labels: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    told_labels: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    text_labels: Mapping[str, str] = field(default_factory=dict)
    for_staff: frozenset[str] = frozenset()
    when_told: bool = False


class PartyRole(StrEnum):
    """Who is who on a matter. `access` and the engine's words are answered from these rows."""

    COMPLAINANT = "complainant"
    PETITIONER = "petitioner"
    VICTIM = "victim"
    INJURED = "injured"
    ACCUSER = "accuser"
    REPORTER = "reporter"
    FAMILY = "family"
    REPRESENTATIVE = "representative"
    GUARDIAN = "guardian"
    SUCCESSOR = "successor"
    HOUSEHOLD = "household"
    FORWARDER = "forwarder"
    ACCUSED = "accused"
    REGISTERED = "registered"
    DECIDING = "deciding"
    HANDLING = "handling"
    INVESTIGATING = "investigating"
    ASSIGNED = "assigned"
    VISITING = "visiting"
    ANSWERABLE = "answerable"
    REVIEWING = "reviewing"
    ASKING = "asking"
    RECOVERING = "recovering"
    CLEARING = "clearing"
    APPROVING = "approving"
    RECUSED = "recused"
    EXCEPTED = "excepted"
    EMERGENCY = "emergency"


# The people of a matter, to whom answers are owed and who hold its codes; all other roles are of the service.
PEOPLE = frozenset(
    {
        PartyRole.COMPLAINANT,
        PartyRole.PETITIONER,
        PartyRole.VICTIM,
        PartyRole.INJURED,
        PartyRole.ACCUSER,
        PartyRole.REPORTER,
        PartyRole.FAMILY,
        PartyRole.REPRESENTATIVE,
        PartyRole.GUARDIAN,
        PartyRole.SUCCESSOR,
        PartyRole.HOUSEHOLD,
    }
)
# Of a unit that has a matter in hand: complaints and petitions are handled, cases investigated.
IN_CHARGE = frozenset({PartyRole.HANDLING, PartyRole.INVESTIGATING})


class Act(StrEnum):
    """What one can be allowed to do. A table in `access` says who may."""

    REGISTER = "register"
    SEE = "see"
    SEE_PERSON = "see-person"
    WORK = "work"
    RELEASE = "release"
    SECOND_RELEASE = "second-release"
    APPROVE_EXISTENCE = "approve-existence"
    CLEAR = "clear"
    VISIT = "visit"
    ASSIGN = "assign"
    APPROVE = "approve"
    REVIEW = "review"
    SPEAK_APART = "speak-apart"
    ASK_VIEW = "ask-view"
    RECOVER = "recover"
    ANNUL = "annul"
    SECOND_ANNUL = "second-annul"
    OVERSEE = "oversee"
    SUPERVISE = "supervise"
    ADMINISTER = "administer"
    FOLLOW = "follow"
    RECUSE = "recuse"
    EXCEPT = "except"
    EMERGENCY = "emergency"
    HOLD = "hold"
    DISPOSE = "dispose"
    SECOND_DISPOSE = "second-dispose"


class Line(Protocol):
    """A line of a matter's history as pure rules read it."""

    @property
    def id(self) -> uuid.UUID: ...
    @property
    def kind(self) -> str: ...
    @property
    def occurred_at(self) -> datetime: ...
    @property
    def recorded_at(self) -> datetime: ...
    @property
    def by_kind(self) -> str: ...
    @property
    def by_officer(self) -> int | None: ...
    @property
    def by_unit(self) -> int | None: ...
    @property
    def facts(self) -> Mapping[str, Fact]: ...
    @property
    def texts(self) -> Mapping[str, str]: ...
