"""Writes of people: accounts of staff, sealed contact data, sealed texts, drafts."""

import hmac
import json
import secrets
import uuid
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import connection, transaction

from huiying.core.kinds import new_id
from huiying.core.people import safe, sealing
from huiying.core.people.models import Account, Box, Draft, Person, SealedText
from huiying.core.rows import row
from huiying.proofs.commitment import commit, new_salt

DRAFT_LIFE = timedelta(days=1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Contact:
    """How to reach somebody. All may be empty: no name is needed to complain."""

    name: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    wishes: str = ""
    helper: str = ""

    def empty(self) -> bool:
        return not (self.name or self.phone or self.email or self.address)


def new_person(*, contact: Contact, language: str, at: datetime, lookup: bool) -> Person:
    """A person's row, sealed and not yet saved. `lookup` keeps a blind index of the phone (lost-code path)."""
    person_id = new_id(at)
    return row(
        Person,
        id=person_id,
        sealed=sealing.seal(json.dumps(asdict(contact)).encode(), aad=f"people.person:{person_id}"),
        phone_index=sealing.phone_index(contact.phone) if lookup and contact.phone else None,
        language=language,
        by_email=bool(contact.email),
        by_phone=bool(contact.phone),
        by_letter=bool(contact.address),
        created_at=at,
    )


def open_contact(person_id: uuid.UUID) -> Contact:
    """The contact data in clear. Whoever calls this has passed `access` and logged the look."""
    person = Person.objects.get(pk=person_id)
    if person.sealed is None:
        return Contact()
    plain = sealing.unseal(person.sealed, aad=f"people.person:{person.pk}")
    return Contact(**json.loads(plain))


def change_contact(*, person_id: uuid.UUID, contact: Contact, lookup: bool) -> None:
    """Other contact data; what their plan for safe contact forbids stays forbidden. Raises kinds.IllegalMove."""
    safe.require_ours(person_id)
    by_email, by_phone, by_letter = safe.usable(asdict(contact), safe.plan_of(person_id))
    Person.objects.filter(pk=person_id, erased_at__isnull=True).update(
        sealed=sealing.seal(json.dumps(asdict(contact)).encode(), aad=f"people.person:{person_id}"),
        phone_index=sealing.phone_index(contact.phone) if lookup and contact.phone else None,
        by_email=by_email,
        by_phone=by_phone,
        by_letter=by_letter,
    )


def no_more_mail(*, person_id: uuid.UUID) -> None:
    """The person wants no e-mail: none is queued from now on. The sealed address stays as it is."""
    Person.objects.filter(pk=person_id).update(by_email=False)


def new_text(text: str, *, at: datetime) -> SealedText:
    """A sealed text, not yet saved."""
    text_id, salt = new_id(at), new_salt()
    return row(
        SealedText,
        id=text_id,
        sealed=sealing.seal(text.encode(), aad=f"people.text:{text_id}"),
        salt=salt,
        commitment=commit(salt, text.encode()),
        created_at=at,
    )


def open_texts(ids: list[uuid.UUID]) -> dict[uuid.UUID, str | None]:
    """Texts in clear by id; None for one that was erased. Whoever calls this has passed `access`."""
    found = SealedText.objects.filter(pk__in=ids)
    return {
        t.pk: None
        if t.sealed is None
        else sealing.unseal(t.sealed, aad=f"people.text:{t.pk}").decode()
        for t in found
    }


def erase_text(*, text_id: uuid.UUID, at: datetime) -> None:
    erase_texts([text_id], at=at)


def erase_texts(text_ids: Iterable[uuid.UUID], *, at: datetime) -> int:
    """The words, their salts and the outside body's boxes go, the commitments stay; gives how many there were."""
    ids = list(text_ids)
    found = SealedText.objects.filter(pk__in=ids, erased_at__isnull=True)
    Box.objects.filter(pk__in=ids).delete()
    return found.update(sealed=None, salt=None, erased_at=at)


def erase_people(person_ids: Iterable[uuid.UUID], *, at: datetime) -> int:
    """Names and contact data go, and what they were found by; gives how many people's there were."""
    ids = list(person_ids)
    found = Person.objects.filter(pk__in=ids, erased_at__isnull=True)
    Box.objects.filter(pk__in=ids).delete()
    return found.update(
        sealed=None,
        safe=None,
        phone_index=None,
        by_email=False,
        by_phone=False,
        by_letter=False,
        erased_at=at,
    )


# --- drafts ----------------------------------------------------------------------------------------


def draft_digest(token: str) -> bytes:
    """What a draft is found by; files uploaded to it hang on the same."""
    return sealing.keyed_hash(token.encode(), purpose="people.draft")


def sealed_draft(token: str, digest: bytes, data: dict[str, object]) -> bytes:
    """What the row of a draft holds. Chinese as it is: spelled as numbers it is twice as long and slow to read."""
    plain = json.dumps(data, ensure_ascii=False).encode("utf-8", "surrogatepass")
    return sealing.seal(under_token(token, plain), aad=f"people.draft:{digest.hex()}")


def under_token(token: str, plain: bytes) -> bytes:
    """Sealed under a key that only the browser's cookie gives: once a draft was dropped, what is left of it on a disk
    opens to nobody, whatever keys they have. The ring's seal lies around it."""
    nonce = secrets.token_bytes(12)
    return nonce + _token_key(token).encrypt(nonce, plain, b"people.draft")


def from_token(token: str, held: bytes) -> bytes | None:
    """None: this is not the token, or nothing that was sealed under one."""
    try:
        return _token_key(token).decrypt(held[:12], held[12:], b"people.draft")
    except (InvalidTag, ValueError):
        return None


def _token_key(token: str) -> AESGCM:
    """The token is 24 random bytes, so that one step of HMAC makes a key of it (NIST SP 800-108r1)."""
    return AESGCM(hmac.digest(token.encode(), b"huiying/people.draft.content", "sha256"))


def new_draft_token() -> str:
    return secrets.token_urlsafe(24)


def keep_draft(
    *,
    token: str,
    purpose: str,
    data: dict[str, object],
    at: datetime,
    lasts: timedelta = DRAFT_LIFE,
) -> None:
    """Keep what was typed; replaces what the token held."""
    digest = draft_digest(token)
    Draft.objects.update_or_create(
        digest=digest,
        defaults={
            "purpose": purpose,
            "sealed": sealed_draft(token, digest, data),
            "expires_at": at + lasts,
        },
    )


def extend_draft(*, token: str, at: datetime, lasts: timedelta) -> None:
    """Somebody is still at it: a draft that is not over yet begins its time anew."""
    Draft.objects.filter(digest=draft_digest(token), expires_at__gt=at).update(
        expires_at=at + lasts
    )


def draft_replacement(
    *, token: str, data: dict[str, object], at: datetime, lasts: timedelta = DRAFT_LIFE
) -> tuple[str, list[object]]:
    """The statement that puts something else in a draft that is there, to be sent with others (hot path)."""
    digest = draft_digest(token)
    sealed = sealed_draft(token, digest, data)
    sql = f"UPDATE {Draft._meta.db_table} SET sealed = %s, expires_at = %s WHERE digest = %s"  # noqa: S608 - our own name
    return sql, [sealed, at + lasts, digest]


def open_draft(*, token: str, purpose: str, at: datetime) -> dict[str, object]:
    """What the token holds; empty where there is nothing, or nothing any more."""
    digest = draft_digest(token)
    sealed = _sealed_draft(digest, purpose, at)
    if sealed is None:
        return {}
    held = sealing.unseal(sealed, aad=f"people.draft:{digest.hex()}")
    # None: written before drafts were sealed under their tokens. It is as if its day were over.
    plain = from_token(token, held)
    if plain is None:
        return {}
    data: dict[str, object] = json.loads(plain.decode("utf-8", "surrogatepass"))
    return data


_FIND_DRAFT = (
    "SELECT sealed FROM people_draft WHERE digest = {} AND purpose = {} AND expires_at > {}"
)


_FIND_DRAFT_NUMBERED = _FIND_DRAFT.format("$1", "$2", "$3")


def _sealed_draft(digest: bytes, purpose: str, at: datetime) -> bytes | None:
    """Read twice in each filing, so by hand: the ORM takes longer to build this query than the server to answer it."""
    link: Any = connection
    if link.vendor == "postgresql":
        values = [b"\\x" + digest.hex().encode(), purpose.encode(), at.isoformat().encode()]
        found = link.at_once(_FIND_DRAFT_NUMBERED, values, binary=True)
        return found[0][0] if found else None
    with link.cursor() as cursor:
        moment = link.ops.adapt_datetimefield_value(at)
        cursor.execute(_FIND_DRAFT.format("%s", "%s", "%s"), [digest, purpose, moment])
        kept = cursor.fetchone()
    return kept[0] if kept else None


def drop_draft(*, token: str) -> None:
    Draft.objects.filter(digest=draft_digest(token)).delete()


def erase_old_drafts(*, at: datetime) -> int:
    return Draft.objects.filter(expires_at__lte=at).delete()[0]


# --- staff accounts --------------------------------------------------------------------------------


@transaction.atomic
def open_account(*, username: str, password: str, officer_id: int | None, email: str = "") -> int:
    account = Account(username=username, officer_id=officer_id, email=email)
    account.set_password(password)
    account.save()
    return account.pk


def set_password(*, username: str, password: str) -> None:
    account = Account.objects.get(username=username)
    account.set_password(password)
    account.save(update_fields=["password"])


def set_active(*, username: str, active: bool) -> None:
    Account.objects.filter(username=username).update(is_active=active)
