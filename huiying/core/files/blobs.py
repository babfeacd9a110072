"""Sealed bytes on disk. A blob is whole under its name or not there at all, whenever the power goes.

Each blob is encrypted under a key of its own (AES-256-GCM); the key lies, sealed under the key ring,
in the database row. Erasing the key erases the content, in old copies of the disk too.

Format: `HYB1`, then chunks of at most 1 MiB of plain text, each a 4-byte length and its ciphertext
with tag. The nonce counts the chunks and marks the last one (the STREAM construction of Hoang V. T.
et al. 2015, CRYPTO), so that chunks cannot be moved, left out or cut off unseen; a counter is safe
since no key seals two blobs.
"""

import hashlib
import os
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from huiying.core.people.sealing import CannotOpen

_MAGIC = b"HYB1"
_CHUNK = 1024 * 1024
_TAG = 16
PART = ".part"


class BlobMissing(LookupError):
    """The database knows a blob that is not on the disk (a copy restored in part)."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Written:
    """A blob that is safely on the disk: its place below the folder of files, key, size, digest."""

    place: str
    key: bytes
    size: int
    sha256: str


def root() -> Path:
    return Path(settings.HUIYING_FILES)


def place_for(file_id: uuid.UUID, which: str) -> str:
    """`ab/cd/<name>`, by the last digits, which are random (the first ones tell the time)."""
    end = file_id.hex[-4:]
    return f"{end[:2]}/{end[2:]}/{file_id}.{which}"


def write(chunks: Iterable[bytes], *, place: str, most: int | None = None) -> Written | None:
    """Seal the chunks under a new key. None: more than `most` bytes came, nothing is kept."""
    final = root() / place
    _make_folder(final.parent)
    part = final.with_name(f"{final.name}.{os.urandom(4).hex()}{PART}")
    key, digest, size = AESGCM.generate_key(256), hashlib.sha256(), 0
    try:
        with part.open("xb") as out:
            os.chmod(part, 0o600)
            out.write(_MAGIC)
            writer = _Writer(out, key, place)
            for chunk in chunks:
                size += len(chunk)
                if most is not None and size > most:
                    return None
                digest.update(chunk)
                writer.add(chunk)
            writer.end()
            out.flush()
            os.fsync(out.fileno())
        part.rename(final)
        _sync_folder(final.parent)
    finally:
        part.unlink(missing_ok=True)
    return Written(place=place, key=key, size=size, sha256=digest.hexdigest())


def read(*, place: str, key: bytes) -> Iterator[bytes]:
    """The plain chunks, each checked before it is given. Raises CannotOpen, BlobMissing."""
    return read_at(root() / place, place=place, key=key)


def read_at(path: Path, *, place: str, key: bytes) -> Iterator[bytes]:
    """The same of a blob that was carried elsewhere. Raises CannotOpen, BlobMissing."""
    try:
        file = path.open("rb")
    except FileNotFoundError as error:
        raise BlobMissing(place) from error
    with file:
        if file.read(4) != _MAGIC:
            raise CannotOpen("not a sealed file")
        cipher, number, last = AESGCM(key), 0, False
        length = file.read(4)
        while not last:
            sealed = file.read(min(int.from_bytes(length), _CHUNK + _TAG))
            length = file.read(4)
            last = not length
            try:
                yield cipher.decrypt(_nonce(number, last=last), sealed, place.encode())
            except InvalidTag as error:
                raise CannotOpen("the file was altered, cut short or moved") from error
            number += 1


def remove(place: str) -> None:
    (root() / place).unlink(missing_ok=True)


def everything() -> Iterator[tuple[str, float]]:
    """Place and time of last change of whatever lies in the folder, blobs and parts."""
    base = root()
    for path in base.glob("??/??/*"):
        try:
            yield path.relative_to(base).as_posix(), path.stat().st_mtime
        except FileNotFoundError:
            continue


def disk_time() -> float:
    """The instant by the clock that dates the files, which is not the demonstration's."""
    marker = root() / "swept"
    marker.parent.mkdir(parents=True, exist_ok=True)
    marker.touch()
    return marker.stat().st_mtime


class _Writer:
    """Cuts what comes into chunks of one size, so that a reader's memory is bounded."""

    def __init__(self, out: BinaryIO, key: bytes, place: str) -> None:
        self._out, self._cipher, self._place = out, AESGCM(key), place.encode()
        self._held, self._number = bytearray(), 0

    def add(self, chunk: bytes) -> None:
        self._held += chunk
        while len(self._held) > _CHUNK:
            self._seal(bytes(self._held[:_CHUNK]), last=False)
            del self._held[:_CHUNK]

    def end(self) -> None:
        self._seal(bytes(self._held), last=True)

    def _seal(self, plain: bytes, *, last: bool) -> None:
        sealed = self._cipher.encrypt(_nonce(self._number, last=last), plain, self._place)
        self._out.write(len(sealed).to_bytes(4) + sealed)
        self._number += 1


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11) + bytes((last,))


def _make_folder(folder: Path) -> None:
    """Make the folder and see that its name survives a power cut too."""
    if folder.is_dir():
        return
    _make_folder(folder.parent)
    folder.mkdir(mode=0o700, exist_ok=True)
    _sync_folder(folder.parent)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
