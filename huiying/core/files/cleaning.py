"""Runs the cleaner on one file: a process of its own, limited, killed when it takes too long."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO

from huiying.core.files.signatures import FileKind
from huiying.core.kinds import N_

_PROGRAM = Path(__file__).with_name("cleaner.py")
_REFUSED = 3
_READ = 1024 * 1024


class Refusal(StrEnum):
    """Why no safe copy could be made. The original stays sealed all the same."""

    BROKEN = "broken"
    LOCKED = "locked"
    TOO_MANY_PIXELS = "too-many-pixels"
    TOO_HEAVY = "too-heavy"
    INFECTED = "infected"
    # No fault of the file: it was sealed for the outside body before or after a copy was made.
    OUTSIDE = "outside"


SENTENCES: dict[Refusal, str] = {
    Refusal.BROKEN: N_(
        "This file is damaged or cut short. Open it on your device; if it opens, send it again."
    ),
    Refusal.LOCKED: N_("This document is locked with a password. Send a copy without one."),
    Refusal.TOO_MANY_PIXELS: N_(
        "This picture has more dots than we can open. Send a smaller copy or a screenshot of it."
    ),
    Refusal.INFECTED: N_(
        "A virus scanner warns of this file, so nobody here opens it. Send a picture or a printout of what it shows."
    ),
    Refusal.OUTSIDE: N_("This file is sealed for the outside body. It alone opens it."),
    Refusal.TOO_HEAVY: N_(
        "This file could not be opened safely. Send a picture of what it shows, or a new PDF."
    ),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Limits:
    """What one file may cost. Pictures need about eight bytes a pixel while being turned upright."""

    memory_bytes: int = 1536 * 1024 * 1024
    cpu_seconds: int = 40
    wall_seconds: int = 120
    output_bytes: int = 256 * 1024 * 1024
    pixels: int = 80_000_000


class CleanerMissing(RuntimeError):
    """The cleaner could not be started at all: no fault of the file, to be tried again."""


@contextmanager
def cleaned(
    chunks: Iterable[bytes], *, kind: FileKind, limits: Limits | None = None
) -> Iterator[Iterator[bytes] | Refusal]:
    """The clean copy in chunks, or why there is none. Raises CleanerMissing.

    Neither the original nor the copy touches a disk in the clear: both lie in memory files.
    """
    with ExitStack() as stack:
        given = stack.enter_context(_memory_file())
        made = stack.enter_context(_memory_file())
        for chunk in chunks:
            given.write(chunk)
        given.seek(0)
        refusal = _run(given, made, kind, limits or Limits())
        yield refusal if refusal is not None else _chunks(made)


def caged(command: Sequence[str], chunks: Iterable[bytes], *, limits: Limits) -> bytes | Refusal:
    """What a program of ours that confines itself makes of some bytes, or why nothing. Raises CleanerMissing."""
    with _memory_file() as given, _memory_file() as made:
        for chunk in chunks:
            given.write(chunk)
        given.seek(0)
        refusal = _spawn(command, given, made, limits)
        return refusal if refusal is not None else b"".join(_chunks(made))


def _run(given: BinaryIO, made: BinaryIO, kind: FileKind, limits: Limits) -> Refusal | None:
    numbers = (limits.memory_bytes, limits.cpu_seconds, limits.output_bytes, limits.pixels)
    command = [sys.executable, "-I", str(_PROGRAM), kind.value, *(str(n) for n in numbers)]
    return _spawn(command, given, made, limits)


def _spawn(
    command: Sequence[str], given: BinaryIO, made: BinaryIO, limits: Limits
) -> Refusal | None:
    try:
        done = subprocess.run(  # noqa: S603 - our own program, no word of the file among its arguments
            command,
            stdin=given,
            stdout=made,
            stderr=subprocess.PIPE,
            timeout=limits.wall_seconds,
            env={"LANG": "C.UTF-8"},
            cwd="/",
            start_new_session=True,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return Refusal.TOO_HEAVY
    except OSError as error:
        raise CleanerMissing(str(error)) from error
    if done.returncode == 0:
        return None
    if done.returncode == _REFUSED and done.stderr.decode() in list(Refusal):
        return Refusal(done.stderr.decode())
    # Killed by a limit, or a parser that crashed: either way nobody should open this file.
    return Refusal.TOO_HEAVY


def _chunks(made: BinaryIO) -> Iterator[bytes]:
    made.seek(0)
    while chunk := made.read(_READ):
        yield chunk


@contextmanager
def _memory_file() -> Iterator[BinaryIO]:
    if hasattr(os, "memfd_create"):
        with os.fdopen(os.memfd_create("huiying"), "w+b", buffering=0) as file:
            yield file
    else:
        with tempfile.TemporaryFile(buffering=0) as file:
            yield file
