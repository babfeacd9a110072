"""Writes of files: take in, tie to a matter, erase.

The bytes go to the disk first, whole and synced, then the row is written: a row never points at
half a file. Bytes without a row (a transaction rolled back, a machine switched off) are swept.
"""

import base64
import shutil
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q, Sum

from huiying.core.files import blobs, names
from huiying.core.files.cleaning import Refusal
from huiying.core.files.models import File, State
from huiying.core.files.signatures import HEAD_BYTES, FileKind, NotTaken, cut_short, sniff
from huiying.core.files.work import clean_waiting as clean_waiting  # also a write of files
from huiying.core.kinds import N_, Actor, ActorKind, new_id
from huiying.core.ledger import services as ledger
from huiying.core.people import outside, sealing
from huiying.core.people.models import Draft

# As long as the draft itself (people.services.DRAFT_LIFE).
UNSENT_LIFE = timedelta(days=1)
# Less free room than this on the disk, and the database beside the files is in danger.
_FREE_BYTES = 512 * 1024 * 1024


class FileRefused(ValueError):
    """A file that is not taken. `sentence` (a msgid, filled from `params`) says why and what to do."""

    def __init__(self, sentence: str, params: Mapping[str, str | int] | None = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.params = params or {}


class TooLarge(FileRefused):
    """More bytes than one file may have."""


class TooMany(FileRefused):
    """More files than one matter may have."""


class KindNotAllowed(FileRefused):
    """By its content, not by its name, this is no kind of file that we take."""


class Broken(FileRefused):
    """An empty file, or one that says itself that its end is missing."""


class NoRoom(FileRefused):
    """The room set aside for files that were not sent yet is full, or the disk nearly is."""


class UnknownFile(LookupError):
    """No such file, or not in this draft."""


_NOT_TAKEN: dict[NotTaken, str] = {
    NotTaken.OFFICE: N_(
        "We can't take Word, Excel or similar files. Save it as PDF and send that."
    ),
    NotTaken.HEIC: N_(
        "This picture is in HEIC or AVIF format, which many offices can't open. "
        "Send it as JPEG; a screenshot of the picture will do."
    ),
    NotTaken.WEB: N_("We can't take web pages or SVG. Send a screenshot or a PDF of it."),
    NotTaken.ARCHIVE: N_("We can't take packed files such as ZIP. Send the files one by one."),
    NotTaken.PROGRAM: N_("This is a program. We take pictures, PDF, video, sound and plain text."),
    NotTaken.UNKNOWN: N_(
        "We can't tell what kind of file this is. We take pictures (JPEG, PNG, WebP, GIF), PDF, "
        "video (MP4, MOV), sound (MP3, M4A, WAV, AMR) and plain text."
    ),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class _Home:
    """Where a file belongs: to a matter, or to a draft not sent yet."""

    matter_id: uuid.UUID | None
    draft: bytes | None

    def rows(self) -> Q:
        mine = Q(draft=self.draft) if self.matter_id is None else Q(matter_id=self.matter_id)
        return mine & ~Q(state=State.ERASED)

    def lock(self) -> None:
        """So that two uploads at once can't both be the last one."""
        if self.matter_id is not None:
            ledger.lock_matter(self.matter_id)
        else:
            Draft.objects.select_for_update().filter(digest=self.draft).first()


def receive_file(
    *,
    chunks: Iterable[bytes],
    name: str,
    by: Actor | None,
    at: datetime,
    matter_id: uuid.UUID | None = None,
    draft: bytes | None = None,
    event_id: uuid.UUID | None = None,
    token: str = "",
) -> uuid.UUID:
    """Take in one file for a matter, or for a draft (by its digest; `token` is the draft's own). Access is the
    caller's to check.

    Raises TooMany, NoRoom, TooLarge, KindNotAllowed, Broken. It may be called inside a transaction,
    but better before one: writing 50 MB takes longer than anybody should wait for a lock.
    """
    if (matter_id is None) == (draft is None):
        raise ValueError("a file belongs to a matter or to a draft")
    home = _Home(matter_id=matter_id, draft=draft)
    _check_room(home)
    file_id = new_id(at)
    watched = _Watched(chunks)
    written = blobs.write(
        watched, place=blobs.place_for(file_id, "original"), most=settings.HUIYING_FILE_BYTES
    )
    if written is None:
        raise TooLarge(
            N_("This file is larger than %(most)s MB. Send a shorter part or a smaller copy."),
            {"most": settings.HUIYING_FILE_BYTES // (1024 * 1024)},
        )
    try:
        kind = _kind(watched.head, written.size)
        with transaction.atomic():
            home.lock()
            _check_count(home)
            boxed = matter_id if _for_outside(matter_id, by) else None
            held = names.held("" if boxed else name, token)
            _insert(file_id, home, written, kind, held, by, at, event_id)
            if boxed is not None:
                _seal_anew(File.objects.get(pk=file_id), boxed, names.folded(name))
    except BaseException:
        blobs.remove(written.place)
        raise
    return file_id


def claim_drafts(
    *, draft: bytes, matter_id: uuid.UUID, event_id: uuid.UUID | None, token: str = ""
) -> int:
    """The draft was sent: its files belong to the matter now, and their names are read without its token. In the
    intake's transaction. How many."""
    for file in File.objects.filter(draft=draft) if token else ():
        aad = names.sealed_as(file.pk)
        name = names.shown(sealing.unseal(file.name or b"", aad=aad), token)
        File.objects.filter(pk=file.pk).update(name=sealing.seal(name.encode(), aad=aad))
    return File.objects.filter(draft=draft).update(
        draft=None, matter_id=matter_id, event_id=event_id
    )


def tie_to_event(*, file_ids: Iterable[uuid.UUID], event_id: uuid.UUID) -> int:
    """Say with which event files came that were taken in for a matter. Gives how many."""
    return File.objects.filter(pk__in=list(file_ids), event_id__isnull=True).update(
        event_id=event_id
    )


def seal_for_outside(*, draft: bytes, token: str, matter_id: uuid.UUID) -> int:
    """The files of a draft are sealed anew for the outside body alone, each under a key that only its box holds; the
    copies under keys of ours, name and digest go. In the intake's transaction. Gives how many."""
    rows = list(File.objects.select_for_update().filter(draft=draft))
    for file in rows:
        name = sealing.unseal(file.name or b"", aad=names.sealed_as(file.pk))
        _seal_anew(file, matter_id, names.shown(name, token))
    return len(rows)


def _seal_anew(file: File, matter_id: uuid.UUID, name: str) -> None:
    key = sealing.unseal(file.original_key or b"", aad=names.key_sealed_as(file.original))
    plain = blobs.read(place=file.original, key=key)
    place = blobs.place_for(file.pk, f"outside-{uuid.uuid4().hex[:8]}")
    written = blobs.write(plain, place=place)
    assert written is not None  # no limit was given
    held = {
        "name": names.outgoing(name, FileKind(file.kind)),
        "place": written.place,
        "key": base64.b64encode(written.key).decode(),
        "sha256": written.sha256,
    }
    outside.new_box(outside.FILE, file.pk, held, matter_id=matter_id).save(force_insert=True)
    _remove_after_commit(file)
    file.original, file.served, file.sha256 = written.place, "", ""
    file.name = file.original_key = file.served_key = None
    file.state, file.refusal, file.served_size = State.REFUSED, Refusal.OUTSIDE.value, 0
    file.next_attempt_at = file.lease_until = None
    file.save()


@transaction.atomic
def remove_unsent(*, file_id: uuid.UUID, draft: bytes) -> None:
    """The person takes a file out of their draft again. Raises UnknownFile."""
    file = File.objects.select_for_update().filter(pk=file_id, draft=draft).first()
    if file is None:
        raise UnknownFile(str(file_id))
    _drop(file)


@transaction.atomic
def erase_file(*, file_id: uuid.UUID, at: datetime) -> None:
    """Erase content, name and digest; the row stays, so that the history tells a file was here.

    The keys go with the row, so that copies of the disk are of no use either. Raises UnknownFile.
    """
    file = File.objects.select_for_update().filter(pk=file_id).first()
    if file is None:
        raise UnknownFile(str(file_id))
    _remove_after_commit(file)
    outside.forget([file.pk])
    file.name = file.original_key = file.served_key = None
    file.original = file.served = file.sha256 = ""
    file.state, file.erased_at = State.ERASED, file.erased_at or at
    file.next_attempt_at = file.lease_until = None
    file.save()


def ids_of(matter_id: uuid.UUID) -> list[uuid.UUID]:
    """Files of a matter whose content is still there."""
    rows = File.objects.filter(matter_id=matter_id).exclude(state=State.ERASED)
    return list(rows.order_by("created_at").values_list("pk", flat=True))


def erase_unsent(*, at: datetime, limit: int = 200) -> int:
    """Drafts that were never sent leave nothing behind after a day. Gives how many files went."""
    old = File.objects.filter(draft__isnull=False, created_at__lt=at - UNSENT_LIFE)
    gone = 0
    for file_id in list(old.order_by("created_at").values_list("pk", flat=True)[:limit]):
        with transaction.atomic():
            file = File.objects.select_for_update().filter(pk=file_id, draft__isnull=False).first()
            if file is not None:
                _drop(file)
                gone += 1
    return gone


def sweep_orphans() -> int:
    """Remove bytes that no row knows: half-written parts and blobs of rolled-back transactions.

    Only what lies for a day by the disk's own clock, since an upload may be under way. How many.
    """
    before = blobs.disk_time() - UNSENT_LIFE.total_seconds()
    old = [place for place, changed in blobs.everything() if changed < before]
    gone = 0
    for start in range(0, len(old), 500):
        batch = old[start : start + 500]
        known = set(File.objects.filter(original__in=batch).values_list("original", flat=True))
        known |= set(File.objects.filter(served__in=batch).values_list("served", flat=True))
        for place in batch:
            if place not in known:
                blobs.remove(place)
                gone += 1
    return gone


def _for_outside(matter_id: uuid.UUID | None, by: Actor | None) -> bool:
    """Whether a file is for the outside body alone: on a matter that is sealed for it, from anybody but staff."""
    from_staff = by is not None and by.kind is ActorKind.STAFF
    return matter_id is not None and not from_staff and outside.sealed_matter(matter_id)


class _Watched:
    """Passes chunks on and keeps the beginning, from which the kind is told."""

    def __init__(self, chunks: Iterable[bytes]) -> None:
        self._chunks = chunks
        self.head = b""

    def __iter__(self) -> Iterator[bytes]:
        for chunk in self._chunks:
            if len(self.head) < HEAD_BYTES:
                self.head += chunk[: HEAD_BYTES - len(self.head)]
            yield chunk


def _kind(head: bytes, size: int) -> FileKind:
    if not size:
        raise Broken(N_("This file is empty. Choose the file again."))
    kind = sniff(head)
    if isinstance(kind, NotTaken):
        raise KindNotAllowed(_NOT_TAKEN[kind])
    if cut_short(kind, head, size):
        raise Broken(N_("The end of this file is missing. Send it again."))
    return kind


def _check_room(home: _Home) -> None:
    _check_count(home)
    full = NoRoom(
        N_("We can't take more files at the moment. Send your text now and add the files later.")
    )
    blobs.root().mkdir(parents=True, exist_ok=True)
    if shutil.disk_usage(blobs.root()).free < _FREE_BYTES + settings.HUIYING_FILE_BYTES:
        raise full
    if home.draft is not None:
        unsent = File.objects.filter(draft__isnull=False).aggregate(total=Sum("size"))["total"] or 0
        if unsent + settings.HUIYING_FILE_BYTES > settings.HUIYING_UNSENT_FILE_BYTES:
            raise full


def _check_count(home: _Home) -> None:
    most = settings.HUIYING_FILES_PER_MATTER
    if File.objects.filter(home.rows()).count() >= most:
        raise TooMany(
            N_(
                "There are %(most)s files already, the most we can take. Remove one to add another."
            ),
            {"most": most},
        )


def _insert(
    file_id: uuid.UUID,
    home: _Home,
    written: blobs.Written,
    kind: FileKind,
    name: bytes,
    by: Actor | None,
    at: datetime,
    event_id: uuid.UUID | None,
) -> None:
    File.objects.create(
        id=file_id,
        matter_id=home.matter_id,
        draft=home.draft,
        event_id=event_id,
        uploaded_by_kind=by.kind.value if by else "",
        uploaded_by=_who(by),
        name=sealing.seal(name, aad=names.sealed_as(file_id)),
        kind=kind.value,
        size=written.size,
        sha256=written.sha256,
        created_at=at,
        original=written.place,
        original_key=sealing.seal(written.key, aad=names.key_sealed_as(written.place)),
        next_attempt_at=at,
    )


def _who(by: Actor | None) -> str:
    """An id, or the name of a program; never the name of a person."""
    if by is None:
        return ""
    if by.kind is ActorKind.STAFF:
        return str(by.officer_id or "")
    return str(by.party_id or "") if by.kind is ActorKind.HOLDER else by.name[:60]


def _drop(file: File) -> None:
    _remove_after_commit(file)
    file.delete()


def _remove_after_commit(file: File) -> None:
    for place in filter(None, (file.original, file.served)):
        transaction.on_commit(_remover(place))


def _remover(place: str) -> Callable[[], None]:
    return lambda: blobs.remove(place)
