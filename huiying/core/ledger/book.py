"""A matter opened for writing: the only writer of events and parties.

A book is used inside one transaction (duties.acting opens it): rows are collected and inserted together at the end.
"""

import uuid
from collections.abc import Mapping
from datetime import UTC, datetime

from huiying.core.kinds import Actor, ActorKind, EventSpec, Fact, Origin, PartyRole, new_id
from huiying.core.ledger.batch import Batch
from huiying.core.ledger.entries import Entry, PartyRow, left_parties, party_row
from huiying.core.ledger.models import Code, Event, Matter, Party
from huiying.core.people.models import SealedText
from huiying.core.people.outside import boxed_text
from huiying.core.people.services import new_text
from huiying.core.rows import row
from huiying.proofs.commitment import canonical, commit, new_salt

# Who acts as staff or with a code is known by a number, and never by a name in the ledger.
_NAMELESS = (ActorKind.STAFF, ActorKind.HOLDER)


class WrongFacts(ValueError):
    """An event was given facts or texts its kind does not have. A mistake in the program, never of a person."""


class Book:
    """Reads and writes one matter. `history` holds what was there and what was added, in order."""

    def __init__(
        self,
        *,
        matter: Matter,
        history: list[Entry],
        parties: list[PartyRow],
        by: Actor,
        at: datetime,
    ):
        self.matter = matter
        self.history = history
        self.parties = parties
        self.by = by
        self.at = at
        self.batch = Batch()
        self.fresh: list[Entry] = []
        self.new = False

    # --- reading -----------------------------------------------------------------------------------

    def party(self, *roles: PartyRole) -> PartyRow | None:
        """Who holds one of the roles now; the latest where there are several."""
        found = self.parties_in(*roles)
        return found[-1] if found else None

    def parties_in(self, *roles: PartyRole) -> list[PartyRow]:
        return [p for p in self.parties if p.role in roles and p.until is None]

    def owed(self, role: PartyRole) -> list[PartyRow]:
        """Those in a role to whom something is owed: without who left the matter."""
        held = self.parties_in(role)
        if len(held) < 2:
            return held
        left = left_parties(self.history)
        return [p for p in held if str(p.id) not in left]

    @property
    def for_outside(self) -> bool:
        """Whether what people say here is sealed for the outside body alone: its first event says so, for ever."""
        return bool(self.history) and bool(self.history[0].facts.get("sealed"))

    # --- writing -----------------------------------------------------------------------------------

    def record(
        self,
        spec: EventSpec,
        facts: Mapping[str, Fact] | None = None,
        texts: Mapping[str, str] | None = None,
        *,
        occurred_at: datetime | None = None,
        recorded_at: datetime | None = None,
        by: Actor | None = None,
    ) -> Entry:
        """Add an event. `texts` are in clear and are sealed here; `occurred_at` is never later than now.

        On a matter that is sealed for the outside body, all that people say goes into boxes: what brought it, and what
        is not written by staff later. Raises WrongFacts where the facts are not those of the kind.
        """
        who = by or self.by
        facts = dict(facts or {})
        _check(spec, facts, texts or {})
        boxed = bool(facts.get("sealed")) if not self.history else self.for_outside
        boxed = boxed and (not self.history or who.kind is not ActorKind.STAFF)
        sealed = self._sealed(texts or {}, boxed=boxed)
        written = recorded_at or self.at
        # One spelling of an instant, as the database gives it back: the commitment is made of it.
        written = written.astimezone(UTC)
        happened = min(occurred_at or written, written).astimezone(UTC)
        self.matter.last_sequence += 1
        added = Entry(
            id=new_id(self.at),
            matter_id=self.matter.id,
            sequence=self.matter.last_sequence,
            kind=spec.kind,
            occurred_at=happened,
            recorded_at=written,
            entered_at=self.at.astimezone(UTC),
            origin=self.matter.origin,
            by_kind=who.kind.value,
            by_name="" if who.kind in _NAMELESS else who.name,
            by_officer=who.officer_id,
            by_unit=_unit_of(who),
            facts=facts,
            texts={name: str(text.pk) for name, text in sealed.items()},
        )
        sums = {name: bytes(t.commitment or b"") for name, t in sealed.items()}
        self.batch.add(*sealed.values(), _event(added, self.matter.region, sums))
        self.history.append(added)
        self.fresh.append(added)
        return added

    def _sealed(self, texts: Mapping[str, str], *, boxed: bool) -> dict[str, SealedText]:
        found: dict[str, SealedText] = {}
        for name, text in texts.items():
            if text and boxed:
                found[name], box = boxed_text(text, matter_id=self.matter.pk, at=self.at)
                self.batch.add(box)
            elif text:
                found[name] = new_text(text, at=self.at)
        return found

    def _next_party_id(self) -> uuid.UUID:
        """Behind all who are there: those who come in the same instant stand in the order in which they were named."""
        made = new_id(self.at)
        same = [p.id for p in self.parties if p.id.int >> 80 == made.int >> 80]
        return made if not same or made > max(same) else uuid.UUID(int=max(same).int + 1)

    def add_party(
        self,
        role: PartyRole,
        *,
        event: Entry | None = None,
        person: uuid.UUID | None = None,
        unit: int | None = None,
        officer: int | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
    ) -> PartyRow:
        """`until` is given for a role that ends by itself: it is on no list of those in force."""
        added = row(
            Party,
            id=self._next_party_id(),
            matter_id=self.matter.pk,
            role=role.value,
            person_id=person,
            unit_id=unit,
            officer_id=officer,
            since=since or self.at,
            until=until,
            event_id=event.id if event else None,
        )
        self.batch.add(added)
        if role is PartyRole.HANDLING:
            self.matter.handling_unit_id = unit
        elif role is PartyRole.INVESTIGATING:
            self.matter.investigating_unit_id = unit
        self.parties.append(party_row(added))
        return self.parties[-1]

    def end_party(self, party: PartyRow) -> None:
        """The role ends now; the row stays. A row added in this same book is ended in the batch."""
        for added in self.batch.rows_of(Party):
            if added.pk == party.id:
                added.until = self.at
        Party.objects.filter(pk=party.id).update(until=self.at)
        at = self.parties.index(party)
        self.parties[at] = PartyRow(
            id=party.id,
            matter_id=party.matter_id,
            role=party.role,
            person_id=party.person_id,
            unit_id=party.unit_id,
            officer_id=party.officer_id,
            since=party.since,
            until=self.at,
        )

    def replace_party(
        self, role: PartyRole, *, event: Entry, unit: int | None = None, officer: int | None = None
    ) -> PartyRow:
        """End whoever holds the role and give it to another."""
        for held in self.parties_in(role):
            self.end_party(held)
        return self.add_party(role, event=event, unit=unit, officer=officer)

    def add_code(self, *, party: PartyRow, digest: bytes, provisional: bool) -> None:
        self.batch.add(
            row(
                Code,
                id=new_id(self.at),
                matter_id=self.matter.pk,
                party_id=party.id,
                digest=digest,
                issued_at=self.at,
                provisional=provisional,
            )
        )

    def flush(self, *, last: bool = False) -> None:
        """Insert what was collected; a matter that was there before gets its indexes updated. `last`: as of a batch."""
        if not self.new and self.fresh:
            Matter.objects.filter(pk=self.matter.pk).update(
                last_sequence=self.matter.last_sequence,
                handling_unit_id=self.matter.handling_unit_id,
                investigating_unit_id=self.matter.investigating_unit_id,
                packs=self.matter.packs,
            )
        self.batch.flush(last=last)


def _unit_of(actor: Actor) -> int | None:
    if actor.unit_id is not None:
        return actor.unit_id
    return actor.seats[0].unit_id if actor.seats else None


def _check(spec: EventSpec, facts: Mapping[str, Fact], texts: Mapping[str, str]) -> None:
    unknown = [name for name in facts if name not in spec.facts]
    wrong = [
        name for name in facts if name in spec.facts and type(facts[name]) is not spec.facts[name]
    ]
    loose = [name for name in texts if name not in spec.texts]
    if unknown or wrong or loose:
        raise WrongFacts(
            f"{spec.kind}: unknown {unknown}, wrong type {wrong}, unknown texts {loose}"
        )


def _event(line: Entry, region: str, texts: Mapping[str, bytes]) -> Event:
    """The row of a line, committed to."""
    salt = new_salt()
    return row(
        Event,
        id=line.id,
        matter_id=line.matter_id,
        sequence=line.sequence,
        kind=line.kind,
        occurred_at=line.occurred_at,
        recorded_at=line.recorded_at,
        entered_at=line.entered_at,
        origin=line.origin,
        region=region,
        by_kind=line.by_kind,
        by_name=line.by_name,
        by_officer_id=line.by_officer,
        by_unit_id=line.by_unit,
        facts=line.facts,
        texts=line.texts,
        salt=salt,
        commitment=commit(salt, canonical(body(line, region, texts))),
    )


def body(line: Entry, region: str, texts: Mapping[str, bytes]) -> dict[str, object]:
    """What an event commits to. Texts enter as commitments to their words (not to the sealed bytes, which change
    when keys do), each with a salt of its own that goes when the text is erased."""
    return {
        "id": str(line.id),
        "matter": str(line.matter_id),
        "sequence": line.sequence,
        "kind": line.kind,
        "occurred_at": line.occurred_at.isoformat(),
        "recorded_at": line.recorded_at.isoformat(),
        "entered_at": line.entered_at.isoformat(),
        "origin": line.origin,
        "by_kind": line.by_kind,
        "by_name": line.by_name,
        "by_officer": line.by_officer,
        "by_unit": line.by_unit,
        "region": region,
        "facts": dict(line.facts),
        "texts": {name: value.hex() for name, value in texts.items()},
    }


def new_book(
    *,
    kind: str,
    packs: list[list[str]],
    region: str,
    by: Actor,
    at: datetime,
    opened_at: datetime | None = None,
    origin: Origin = Origin.LIVE,
    source_key: str | None = None,
    batch: Batch | None = None,
) -> Book:
    """A book for a matter that does not exist yet; `flush` brings it into being. `batch` is shared by many."""
    matter_id = new_id(at)
    matter = row(
        Matter,
        id=matter_id,
        ref=_ref(matter_id, opened_at or at),
        kind=kind,
        region=region,
        origin=origin.value,
        opened_at=opened_at or at,
        packs=packs,
        source_key=source_key,
    )
    book = Book(matter=matter, history=[], parties=[], by=by, at=at)
    book.new = True
    book.batch = batch or book.batch
    book.batch.add(matter)
    return book


# Crockford's base 32: no letter that can be taken for a digit. 40 random bits a month: 10^5 matters a month
# meet with a chance of 0.5 %, and then the unique index refuses and the act is tried again.
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def _ref(matter_id: uuid.UUID, at: datetime) -> str:
    bits = matter_id.int & ((1 << 40) - 1)
    text = "".join(_ALPHABET[bits >> shift & 31] for shift in range(35, -5, -5))
    return f"{at:%y%m}-{text[:4]}-{text[4:]}"
