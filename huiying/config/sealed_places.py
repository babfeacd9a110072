"""Every place where sealed values lie: the one list that rotation works on and that a test compares with the models."""

import uuid
from functools import partial

from huiying.core.access.signin.resealing import FactorSecrets
from huiying.core.files import names
from huiying.core.ledger import triggers
from huiying.core.people.rotating import Column, Place


def _of(kind: str) -> "partial[str]":
    return partial(_named, kind)


def _named(kind: str, key: "uuid.UUID | bytes") -> str:
    return f"{kind}:{key.hex() if isinstance(key, bytes) else key}"


PLACES: tuple[Place, ...] = (
    Column(model="people.Person", column="sealed", aad=_of("people.person")),
    Column(model="people.SealedText", column="sealed", aad=_of("people.text")),
    Column(model="people.Draft", column="sealed", aad=_of("people.draft")),
    Column(model="people.Person", column="safe", aad=_of("people.safe")),
    Column(model="people.Barred", column="sealed", aad=_of("people.barred")),
    Column(model="files.File", column="name", aad=names.sealed_as),
    # The content of a file is under a key of its own; what is sealed under the ring is that key.
    Column(
        model="files.File",
        column="original_key",
        aad=names.key_sealed_as,
        aad_from="original",
    ),
    Column(model="files.File", column="served_key", aad=names.key_sealed_as, aad_from="served"),
    Column(model="redaction.Copy", column="sealed", aad=_of("redaction.copy")),
    Column(model="redaction.Copy", column="why_sealed", aad=_of("redaction.why")),
    Column(
        model="access.Look",
        column="reason_sealed",
        aad=_of("access.look"),
        lifted=partial(triggers.lifted, "access_look"),
    ),
    FactorSecrets(),
)

# Columns of bytes that hold nothing sealed, each with what it holds.
NOT_SEALED = {
    "people.Person.phone_index": "keyed hash of a number",
    "people.Barred.digest": "keyed hash of a number or address",
    "people.Barred.owner": "keyed hash of who barred it",
    "people.Box.sealed": "sealed with the outside body's public key: only it can seal this anew",
    "people.SealedText.salt": "salt of a commitment",
    "people.SealedText.commitment": "commitment to the words",
    "people.Draft.digest": "keyed hash of a cookie",
    "files.File.draft": "keyed hash of a cookie",
    "access.Client.digest": "keyed hash of a token",
    "access.Word.digest": "keyed hash of a second secret word",
    "ledger.Event.salt": "salt of a commitment",
    "ledger.Event.commitment": "commitment to the event",
    "ledger.Code.digest": "keyed hash of a receipt code",
    "ledger.Slip.digest": "keyed hash of a slip's code",
    "signin.Device.digest": "keyed hash of a cookie",
    "complaints.Arrival.digest": "keyed hash of a filing",
    "visits.Draft.digest": "keyed hash of a form filled in at a door",
}

# The modules that seal, so that a new one is looked at here.
SEALING_MODULES = frozenset(
    {
        "huiying/core/people/services.py",
        "huiying/core/people/barring.py",
        "huiying/core/people/rotating.py",
        "huiying/core/people/safe.py",
        "huiying/core/files/services.py",
        "huiying/core/redaction/services.py",
        "huiying/core/files/work.py",
        "huiying/core/access/looks.py",
        "huiying/core/access/signin/factors.py",
        "huiying/core/access/signin/resealing.py",
        "huiying/core/web/signin/adapters.py",
        # Seals nothing, to have the library's tables made before the processes part.
        "huiying/config/warming.py",
    }
)
