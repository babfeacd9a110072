"""A case and a request as pages read them: the common page of the matter, and how it stands."""

import uuid
from dataclasses import dataclass

from django.conf import settings

from huiying.core.access.among import among
from huiying.core.disclosure.queries import Released, released
from huiying.core.duties import histories
from huiying.core.duties.histories import Line
from huiying.core.duties.matters import HolderPage, MatterPage
from huiying.core.kinds import Act, Actor, PartyRole
from huiying.core.ledger import queries as ledger
from huiying.core.ledger.entries import Entry, PartyRow
from huiying.core.ledger.entries import standing as standing_lines
from huiying.core.notices.telling import Waiting, untold
from huiying.core.people import safe
from huiying.core.people.safe import SafePlan
from huiying.mechanisms.cases import events, of_remedies, requests, rules
from huiying.mechanisms.cases.crimes import Crime, crime, main_kind
from huiying.mechanisms.cases.models import Case, Request
from huiying.mechanisms.cases.rules import Move
from huiying.mechanisms.cases.standing import Member, Stage, Standing
from huiying.mechanisms.cases.support_services import Help, for_case


@dataclass(frozen=True, kw_only=True, slots=True)
class CasePage(MatterPage):
    """A case as staff may see it. `untold`: what waits to be told to somebody, for who tells it by mouth."""

    standing: Standing
    untold: tuple[Waiting, ...]
    # What the gate released and was not told yet, or not to all because it was not time for everybody.
    released: tuple[Released, ...]
    crime: Crime | None
    help: tuple[Help, ...]

    def members(self) -> list[Member]:
        """Its people, in the order in which they came."""
        return [m for m in self.standing.members.values() if m.role and not m.left]


@dataclass(frozen=True, kw_only=True, slots=True)
class OwnCasePage(HolderPage):
    """A case as one of its people sees it."""

    standing: Standing
    # The stage as far as this person was told.
    shown: Stage
    moves: frozenset[Move]
    crime: Crime | None
    help: tuple[Help, ...]

    @property
    def speaks_for(self) -> frozenset[str]:
        """This person, and those whose rights they exercise."""
        own = str(self.party_id)
        others = (m.party for m in self.standing.members.values() if m.rights_with == own)
        return frozenset({own, *others})

    @property
    def requests(self) -> dict[str, str]:
        """Matters by which this person, and nobody else, had the decision looked at again."""
        own = str(self.party_id)
        return {
            e.kind: str(e.facts["matter"])
            for e in self.history
            if e.kind in self.standing.remedies and e.facts.get("party") == own
        }

    @property
    def looked_at_again(self) -> bool:
        """Whether a request of theirs waits for its decision."""
        asked = [uuid.UUID(matter) for matter in self.requests.values()]
        stands = self.shown is Stage.NOT_OPENED
        return stands and Request.objects.filter(pk__in=asked, decided=False).exists()

    @property
    def member(self) -> Member:
        return self.standing.member(str(self.party_id))


def case_of(page: MatterPage) -> CasePage:
    standing = rules.read(page.history)
    waits = Act.WORK in page.acts
    return CasePage(
        **page.values(),
        standing=standing,
        untold=tuple(untold(matter_id=page.matter.id, told=standing.told)) if waits else (),
        released=tuple(
            line
            for line in released(page.history)
            if line.id not in standing.said_lines or line.id in standing.later
        ),
        crime=crime(standing.crime),
        help=_help(standing),
    )


def own_case_of(page: HolderPage) -> OwnCasePage:
    standing = rules.read(page.history)
    told = {about for _, about, party in standing.told if party == str(page.party_id)}
    known = [e for e in page.history if not _only_when_told(e.kind) or str(e.id) in told]
    return OwnCasePage(
        **page.values(),
        standing=standing,
        shown=rules.read(known).stage,
        moves=rules.own_moves(standing, str(page.party_id)),
        crime=crime(standing.crime),
        help=_help(standing),
    )


def _only_when_told(kind: str) -> bool:
    return kind in events.BY_KIND and events.BY_KIND[kind].when_told


def kind_of_case(matter_id: uuid.UUID) -> str:
    """The kind that sentences are cleared for, of a case or of what is asked against a refusal; else empty."""
    asked = Request.objects.filter(pk=matter_id).values_list("case_id", flat=True).first()
    found = Case.objects.filter(pk=asked or matter_id).values_list("crime", flat=True).first()
    return main_kind(found) if found else ""


def _help(standing: Standing) -> tuple[Help, ...]:
    found = crime(standing.crime)
    return tuple(
        for_case(
            jurisdiction=settings.HUIYING_JURISDICTION,
            crime=standing.crime,
            group=found.group if found else "",
        )
    )


# No number of a records system is said by more sources than this.
_MOST_SOURCES = 20


def by_number(*, number: str, by: Actor) -> list[str]:
    """References of cases with this number that the reader may see. Whether there is another one is not told."""
    wanted = number.strip()
    if not wanted:
        return []
    found = dict(
        Case.objects.filter(number=wanted).values_list("pk", "matter__ref")[:_MOST_SOURCES]
    )
    seen = among(by, found)
    return sorted(ref for pk, ref in found.items() if pk in seen)


# --- reconsideration and review ----------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True, slots=True)
class RequestPage(MatterPage):
    """A request as who decides it sees it. `contested`: what was decided before, with its reasons, the latest first:
    whoever looks again has to know what at. `untold`: what waits to be delivered."""

    standing: requests.Standing
    case_ref: str
    crime: Crime | None
    contested: tuple[Line, ...]
    untold: tuple[Waiting, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class OwnRequestPage(HolderPage):
    standing: requests.Standing
    moves: frozenset[requests.Move]


def request_of(page: MatterPage) -> RequestPage:
    standing = requests.read(page.history)
    case = uuid.UUID(standing.case)
    history = ledger.history(case)
    kind = Case.objects.filter(pk=case).values_list("crime", flat=True).first()
    told = requests.told(page.history)
    return RequestPage(
        **page.values(),
        standing=standing,
        case_ref=ledger.matter(case).ref,
        crime=crime(kind or ""),
        contested=_contested(page, standing, history),
        untold=tuple(untold(matter_id=page.matter.id, told=told)) if Act.WORK in page.acts else (),
    )


def _contested(
    page: MatterPage, standing: requests.Standing, history: list[Entry]
) -> tuple[Line, ...]:
    """The decision on the case that stood when it was asked about, and of a review the one on the reconsideration."""
    asked = standing.received.occurred_at if standing.received else page.matter.opened_at
    found = [e for e in history if e.kind == events.NOT_OPENED.kind and e.occurred_at <= asked][-1:]
    if standing.kind == events.REVIEW:
        before = rules.read(standing_lines(history)).remedies
        earlier = before.get(of_remedies.RECONSIDERATION_REQUESTED.kind)
        lines = ledger.history(uuid.UUID(earlier)) if earlier else []
        found += [e for e in lines if e.kind == of_remedies.RECONSIDERATION_DECIDED.kind]
    return histories.for_staff(found[::-1], acts=page.acts).lines


def own_request_of(page: HolderPage) -> OwnRequestPage:
    standing = requests.read(page.history)
    return OwnRequestPage(
        **page.values(),
        standing=standing,
        moves=requests.open_moves(standing, {Act.FOLLOW}),
    )


# --- what a person's form begins with ----------------------------------------------------------------


def own_plan(by: Actor) -> SafePlan | None:
    """The holder's own plan for safe contact, for their own eyes."""
    own = _own_party(by)
    return safe.plan_of(own.person_id) if own is not None and own.person_id else None


def waiting_for_word(by: Actor) -> list[str]:
    """Parties of relatives about whom the holder, and nobody else, has to say a word."""
    if by.matter_id is None:
        return []
    standing = rules.read(standing_lines(ledger.history(by.matter_id)))
    asked = rules.unconfirmed(standing)
    return [p for p in asked if standing.member(p).beside == str(by.party_id)]


def _own_party(by: Actor) -> PartyRow | None:
    if by.matter_id is None:
        return None
    return next((p for p in ledger.parties(by.matter_id) if p.id == by.party_id), None)


def request_of_holder(*, by: Actor, matter_id: uuid.UUID) -> uuid.UUID | None:
    """The applicant's party on a request that this holder, and nobody else, made from their own matter."""
    if by.matter_id is None:
        return None
    asked = standing_lines(ledger.history(by.matter_id))
    kinds = {k.requested.kind for k in requests.KINDS.values()}
    mine = any(
        e.kind in kinds
        and e.facts.get("matter") == str(matter_id)
        and e.facts.get("party") == str(by.party_id)
        for e in asked
    )
    if not mine:
        return None
    accusers = (p for p in ledger.parties(matter_id) if p.role is PartyRole.ACCUSER)
    return next((p.id for p in accusers if p.until is None), None)
