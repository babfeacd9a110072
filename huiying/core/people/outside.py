"""What is sealed for the outside body alone: words, contact data and files of complaints about the leadership.

The running server closes these boxes and cannot open one: it has the public key alone (`HUIYING_OUTSIDE_KEY`). Neither
the words nor anything made of them stays: no text under the ring, no salt, no index, no digest.
"""

import base64
import json
import uuid
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime

from django.conf import settings

from huiying.core.kinds import new_id
from huiying.core.people import boxes
from huiying.core.people.boxes import PublicKey
from huiying.core.people.models import Box, Person, SealedText
from huiying.core.people.services import Contact, new_person
from huiying.proofs.commitment import commit, new_salt

TEXT, CONTACT, FILE = "text", "contact", "file"


def configured() -> bool:
    """Whether this installation was given the public key of the outside body."""
    return bool(settings.HUIYING_OUTSIDE_KEY)


def key() -> PublicKey:
    """Raises boxes.NoKey: nothing is taken in that would only seem to be sealed."""
    return boxes.public_key(settings.HUIYING_OUTSIDE_KEY)


def place_of(what: str, box_id: uuid.UUID) -> str:
    """What a box is closed for, so that none is put in the place of another."""
    return f"{what}:{box_id}"


def new_box(what: str, box_id: uuid.UUID, held: dict[str, str], *, matter_id: uuid.UUID) -> Box:
    """A box, not yet saved. Its id is that of the text, the person or the file it stands for."""
    plain = json.dumps(held, ensure_ascii=False).encode()
    return Box(
        id=box_id,
        matter_id=matter_id,
        what=what,
        sealed=boxes.close(plain, key=key(), place=place_of(what, box_id)),
    )


def boxed_text(text: str, *, matter_id: uuid.UUID, at: datetime) -> tuple[SealedText, Box]:
    """A text of which the database has a commitment alone. Its salt is in the box: without it no guess can be tried."""
    text_id, salt = new_id(at), new_salt()
    row = SealedText(
        id=text_id, sealed=None, salt=None, commitment=commit(salt, text.encode()), created_at=at
    )
    held = {"text": text, "salt": base64.b64encode(salt).decode()}
    return row, new_box(TEXT, text_id, held, matter_id=matter_id)


def boxed_person(
    *, contact: Contact, language: str, at: datetime, matter_id: uuid.UUID
) -> tuple[Person, Box]:
    """Somebody who is known to the outside body alone; the service knows no way to reach them but their page."""
    person = new_person(contact=Contact(), language=language, at=at, lookup=False)
    held = {name: value for name, value in asdict(contact).items() if value}
    return person, new_box(CONTACT, person.pk, held, matter_id=matter_id)


@dataclass(frozen=True, kw_only=True, slots=True)
class BoxRow:
    id: uuid.UUID
    what: str
    key_name: str
    sealed: bytes

    @property
    def place(self) -> str:
        return place_of(self.what, self.id)


def boxes_of(matter_id: uuid.UUID) -> list[BoxRow]:
    """All boxes of a matter. Whoever calls this has passed `access`."""
    found = Box.objects.filter(matter_id=matter_id).order_by("id")
    return [
        BoxRow(
            id=b.pk, what=b.what, key_name=boxes.closed_for(bytes(b.sealed)), sealed=bytes(b.sealed)
        )
        for b in found
    ]


def sealed_matter(matter_id: uuid.UUID) -> bool:
    """Whether what people bring to a matter is sealed for the outside body: who brought it is, from the first."""
    return Box.objects.filter(matter_id=matter_id, what=CONTACT).exists()


def boxed(ids: Iterable[uuid.UUID]) -> set[uuid.UUID]:
    """Which of these texts, persons or files are sealed for the outside body."""
    return set(Box.objects.filter(pk__in=list(ids)).values_list("pk", flat=True))


def forget(ids: Iterable[uuid.UUID]) -> int:
    """Erase boxes with what they stand for; gives how many."""
    return Box.objects.filter(pk__in=list(ids)).delete()[0]
