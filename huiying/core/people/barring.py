"""Ways that a person must never be reached by: barred by them in one matter, and by number wherever it occurs.

A number is found by a keyed hash alone. A row says neither whose it is nor of which matter: its owner is a keyed hash
too, so that no query leads from a number to a person, or from one of their matters to another (N1). Whoever asks gets
yes or no, the same whether the number was barred on the matter in hand, on another one, or by somebody else.
"""

import json
import unicodedata
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction

from huiying.core.kinds import N_, Declined, NotAChoice
from huiying.core.people import sealing
from huiying.core.people.models import Barred, Person
from huiying.core.people.services import Contact

# How many of its last digits tell a number: country and area codes before them are written in many ways.
# Two numbers that end alike are taken for one: rather one unused too many than one rung that must not be.
TELLING_DIGITS = 8
FEWEST_DIGITS = 5
MOST = 10


class TooMany(Declined):
    """A person bars more ways than anybody has."""


@dataclass(frozen=True, kw_only=True, slots=True)
class BarredRow:
    """One way that a person barred, in clear for their own eyes."""

    id: uuid.UUID
    way: str


def is_way(text: str) -> bool:
    """Whether there is a telephone number or an e-mail address in it."""
    return way_index(text) is not None


def way_index(text: str) -> bytes | None:
    """The blind index of a telephone number or an e-mail address; None where it is neither."""
    folded = unicodedata.normalize("NFKC", text).strip().casefold()
    if "@" in folded:
        return sealing.keyed_hash(folded.encode(), purpose="people.barred.email")
    digits = "".join(c for c in folded if c.isdecimal())
    if len(digits) < FEWEST_DIGITS:
        return None
    return sealing.keyed_hash(digits[-TELLING_DIGITS:].encode(), purpose="people.barred.phone")


@transaction.atomic
def bar(*, person_id: uuid.UUID, ways: Iterable[str], at: datetime) -> int:
    """Bar ways in the name of a person, who alone lifts it again; gives how many were not barred by them before.

    Raises NotAChoice for what is neither a number nor an address, TooMany.
    """
    known = {bytes(row.digest) for row in _of(person_id)}
    fresh: dict[bytes, str] = {}
    for way in filter(str.strip, ways):
        index = way_index(way)
        if index is None:
            raise NotAChoice(N_("Write a telephone number or an e-mail address."))
        if index not in known:
            fresh[index] = way.strip()
    if len(known) + len(fresh) > MOST:
        raise TooMany(
            N_("That is more than we can keep to. Take away one that you no longer need.")
        )
    Barred.objects.bulk_create([_row(person_id, index, way, at) for index, way in fresh.items()])
    return len(fresh)


@transaction.atomic
def lift(*, person_id: uuid.UUID, ways: Iterable[str] = (), ids: Iterable[uuid.UUID] = ()) -> int:
    """A person allows again what they barred themselves; gives how many. What another barred stays barred."""
    wanted, chosen = {way_index(way) for way in ways}, set(ids)
    mine = [r.pk for r in _of(person_id) if bytes(r.digest) in wanted or r.pk in chosen]
    return Barred.objects.filter(pk__in=mine).delete()[0]


def barred_by(person_id: uuid.UUID) -> list[BarredRow]:
    """What a person barred, for their own page."""
    return [
        BarredRow(id=row.pk, way=_opened(row)["way"])
        for row in sorted(_of(person_id), key=lambda r: (r.created_on, r.pk))
    ]


def is_barred(way: str) -> bool:
    """Whether somebody barred this number or address, on whatever matter. Asked before each use of it."""
    index = way_index(way)
    return index is not None and Barred.objects.filter(digest=index).exists()


def usable(contact: Contact) -> Contact:
    """The contact data without what is barred: what a member of staff, or a channel, may be shown and use."""
    indexes = {name: way_index(getattr(contact, name)) for name in ("phone", "email")}
    asked = [index for index in indexes.values() if index is not None]
    found = {
        bytes(d) for d in Barred.objects.filter(digest__in=asked).values_list("digest", flat=True)
    }
    return replace(contact, **{name: "" for name, index in indexes.items() if index in found})


def forget(person_id: uuid.UUID) -> int:
    """What a person barred ends with the data on them; gives how many."""
    return Barred.objects.filter(owner=_owner(person_id)).delete()[0]


def forget_erased(*, limit: int) -> int:
    """Rows whose owner's data was erased go as well, by whatever way it was erased. The owner is in the seal alone."""
    owners = {row.pk: uuid.UUID(_opened(row)["person"]) for row in Barred.objects.iterator()}
    living = set(
        Person.objects.filter(pk__in=set(owners.values()), erased_at__isnull=True).values_list(
            "pk", flat=True
        )
    )
    over = [key for key, person in owners.items() if person not in living][:limit]
    return Barred.objects.filter(pk__in=over).delete()[0]


def _of(person_id: uuid.UUID) -> list[Barred]:
    return list(Barred.objects.filter(owner=_owner(person_id)))


def _owner(person_id: uuid.UUID) -> bytes:
    return sealing.keyed_hash(person_id.bytes, purpose="people.barred.owner")


def _row(person_id: uuid.UUID, index: bytes, way: str, at: datetime) -> Barred:
    # By chance and with the day alone: the instant would lead to the event of the matter that set it.
    row_id = uuid.uuid4()
    plain = json.dumps({"way": way, "person": str(person_id)}).encode()
    return Barred(
        id=row_id,
        digest=index,
        owner=_owner(person_id),
        sealed=sealing.seal(plain, aad=f"people.barred:{row_id}"),
        created_on=at.date(),
    )


def _opened(row: Barred) -> dict[str, str]:
    found: dict[str, str] = json.loads(sealing.unseal(row.sealed, aad=f"people.barred:{row.pk}"))
    return found
