"""Reads of files: plain rows for pages, bytes for downloads. Access is the caller's to check first."""

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db.models import Q, QuerySet
from django.utils.http import content_disposition_header

from huiying.core.files import blobs, names
from huiying.core.files.cleaning import SENTENCES, Refusal
from huiying.core.files.models import File, State
from huiying.core.files.signatures import SERVED, FileKind
from huiying.core.people import sealing


class NotServed(LookupError):
    """No such file, or no clean copy of it (yet, any more, or ever)."""


@dataclass(frozen=True, kw_only=True, slots=True)
class FileRow:
    """A file as a page shows it.

    name       as it will be downloaded; empty once erased
    label      a msgid: picture, video, PDF document, …
    size       bytes of the copy that is served, or of the original while there is none
    refusal    a msgid that says why there is no copy; empty otherwise
    """

    id: uuid.UUID
    matter_id: uuid.UUID | None
    event_id: uuid.UUID | None
    name: str
    kind: FileKind
    label: str
    size: int
    state: State
    refusal: str
    created_at: datetime
    uploaded_by_kind: str

    @property
    def can_be_opened(self) -> bool:
        return self.state is State.CLEAN


@dataclass(frozen=True, kw_only=True, slots=True)
class Download:
    """What a view streams, and the headers that keep it a download whatever is in it."""

    name: str
    size: int
    content_type: str
    headers: Mapping[str, str]
    chunks: Iterator[bytes]


def files_of(matter_id: uuid.UUID) -> list[FileRow]:
    """The files of a matter in the order they came, erased ones too."""
    return _rows(Q(matter_id=matter_id))


def files_of_draft(draft: bytes, token: str = "") -> list[FileRow]:
    """The files of a draft that is not sent yet, by its digest; with its token their names as well."""
    return _rows(Q(draft=draft), token)


def file_row(file_id: uuid.UUID) -> FileRow | None:
    """One file, from which a caller learns whose matter to ask `access` about."""
    return next(iter(_rows(Q(pk=file_id))), None)


def waiting(*, at: datetime) -> int:
    """How many files wait to be cleaned and are due, for the administrator's page."""
    return File.objects.filter(state=State.WAITING, next_attempt_at__lte=at).count()


def open_served(file_id: uuid.UUID) -> Download:
    """The clean copy, as a download. Raises NotServed."""
    file = File.objects.filter(pk=file_id, state=State.CLEAN).first()
    if file is None or file.served_key is None:
        raise NotServed(str(file_id))
    kind = FileKind(file.kind)
    return _download(
        name=names.outgoing(_name(file), kind),
        size=file.served_size,
        content_type=SERVED[kind].content_type,
        place=file.served,
        sealed_key=bytes(file.served_key),
    )


def open_original(file_id: uuid.UUID) -> Download:
    """The evidence, byte for byte as it came: may harm whoever opens it. Raises NotServed."""
    file = File.objects.filter(pk=file_id).first()
    if file is None or file.original_key is None:
        raise NotServed(str(file_id))
    return _download(
        name=f"{names.outgoing(_name(file), FileKind(file.kind))}.original",
        size=file.size,
        content_type="application/octet-stream",
        place=file.original,
        sealed_key=bytes(file.original_key),
    )


def open_boxed(file_id: uuid.UUID) -> Download:
    """The bytes of a file that is sealed for the outside body, as they lie on the disk. Raises NotServed."""
    file = File.objects.filter(pk=file_id, refusal=Refusal.OUTSIDE.value).first()
    path = blobs.root() / file.original if file is not None and file.original else None
    if path is None or not path.is_file():
        raise NotServed(str(file_id))
    return Download(
        name=f"{file_id}.sealed",
        size=path.stat().st_size,
        content_type="application/octet-stream",
        headers=_headers(f"{file_id}.sealed", "application/octet-stream", path.stat().st_size),
        chunks=_raw(path),
    )


def _raw(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(1024 * 1024):
            yield chunk


def _rows(where: Q, token: str = "") -> list[FileRow]:
    found: QuerySet[File] = File.objects.filter(where).order_by("created_at", "id")
    return [_row(file, token) for file in found]


def _row(file: File, token: str = "") -> FileRow:
    kind, name = FileKind(file.kind), _name(file, token)
    return FileRow(
        id=file.pk,
        matter_id=file.matter_id,
        event_id=file.event_id,
        name=names.outgoing(name, kind) if name else "",
        kind=kind,
        label=SERVED[kind].label,
        size=file.served_size or file.size,
        state=State(file.state),
        refusal=SENTENCES[Refusal(file.refusal)] if file.refusal else "",
        created_at=file.created_at,
        uploaded_by_kind=file.uploaded_by_kind,
    )


def _name(file: File, token: str = "") -> str:
    if file.name is None:
        return ""
    return names.shown(sealing.unseal(file.name, aad=names.sealed_as(file.pk)), token)


def _download(
    *, name: str, size: int, content_type: str, place: str, sealed_key: bytes
) -> Download:
    key = sealing.unseal(sealed_key, aad=names.key_sealed_as(place))
    return Download(
        name=name,
        size=size,
        content_type=content_type,
        headers=_headers(name, content_type, size),
        chunks=blobs.read(place=place, key=key),
    )


def _headers(name: str, content_type: str, size: int) -> dict[str, str]:
    return {
        "Content-Type": content_type,
        "Content-Length": str(size),
        "Content-Disposition": content_disposition_header(True, name) or "attachment",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cache-Control": "private, no-store",
    }
