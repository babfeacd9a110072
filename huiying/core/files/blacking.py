"""Parts of a picture or a PDF are painted over in its clean copy, in the cleaner's cage."""

import json
import shutil
import sys
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from huiying.core.files.cleaning import SENTENCES, Limits, Refusal, caged
from huiying.core.files.models import File, State
from huiying.core.files.queries import NotServed, open_served
from huiying.core.files.signatures import FileKind
from huiying.core.kinds import N_, Declined

_PROGRAM = Path(__file__).with_name("blacker.py")
_PICTURES = frozenset({FileKind.JPEG, FileKind.PNG, FileKind.WEBP, FileKind.GIF})
MOST_RECTANGLES = 400
MOST_BYTES = 30 * 1024 * 1024


class CannotPaint(Declined):
    """No picture of it can be made; the sentence says why."""


class NoCleanCopy(CannotPaint):
    """Not a file of this matter, or there is no clean copy of it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Rectangle:
    """On a page (from 1), in thousandths of its width and height from the upper left corner."""

    page: int
    x: int
    y: int
    width: int
    height: int

    def fits(self) -> bool:
        inside = self.x >= 0 and self.y >= 0 and self.x + self.width <= 1000
        return (
            inside
            and self.y + self.height <= 1000
            and self.width > 0
            and self.height > 0
            and self.page > 0
        )


def can_be_painted(kind: FileKind) -> bool:
    return kind in _PICTURES or (kind is FileKind.PDF and drawer() is not None)


def drawer() -> str | None:
    """The program that draws pages of a PDF; None where poppler is not installed."""
    return shutil.which("pdftoppm")


def pages_of(file_id: uuid.UUID, *, matter_id: uuid.UUID) -> int:
    """Raises CannotPaint."""
    return int(_run("count", file_id, matter_id, 0))


def page_of(file_id: uuid.UUID, number: int, *, matter_id: uuid.UUID) -> bytes:
    """A page as PNG. Raises CannotPaint."""
    return _run("page", file_id, matter_id, number)


def blacked_file(
    file_id: uuid.UUID, *, matter_id: uuid.UUID, rectangles: Sequence[Rectangle]
) -> tuple[str, bytes]:
    """The kind of the copy (png, pdf) and its bytes. Raises CannotPaint."""
    if len(rectangles) > MOST_RECTANGLES or not all(r.fits() for r in rectangles):
        raise CannotPaint(N_("A rectangle lies outside the page, or there are too many."))
    count = pages_of(file_id, matter_id=matter_id)
    if any(r.page > count for r in rectangles):
        raise CannotPaint(N_("There is no such page."))
    spec = [[r.page, r.x, r.y, r.width, r.height] for r in rectangles]
    made = _run("black", file_id, matter_id, spec)
    if len(made) > MOST_BYTES:
        raise CannotPaint(SENTENCES[Refusal.TOO_HEAVY])
    return ("pdf" if made.startswith(b"%PDF") else "png"), made


def pages_of_copy(made: bytes) -> int:
    """How many pages a copy in PDF has. Raises CannotPaint."""
    return int(_paint("count", FileKind.PDF, [made], 0))


def page_of_copy(made: bytes, number: int) -> bytes:
    """A page of a copy in PDF as PNG, as whoever releases it reads it. Raises CannotPaint."""
    return _paint("page", FileKind.PDF, [made], number)


def _run(mode: str, file_id: uuid.UUID, matter_id: uuid.UUID, spec: object) -> bytes:
    file = File.objects.filter(pk=file_id, matter_id=matter_id, state=State.CLEAN).first()
    if file is None:
        raise NoCleanCopy(N_("There is no clean copy of this file."))
    try:
        chunks: Iterable[bytes] = open_served(file_id).chunks
    except NotServed as error:
        raise NoCleanCopy(N_("There is no clean copy of this file.")) from error
    return _paint(mode, FileKind(file.kind), chunks, spec)


def _paint(mode: str, kind: FileKind, chunks: Iterable[bytes], spec: object) -> bytes:
    tool = drawer()
    if kind is FileKind.PDF and tool is None:
        raise CannotPaint(
            N_(
                "Pages of a PDF can't be drawn on this machine: poppler (pdftoppm) is not installed. Print it, black "
                "it out and photograph it, or ask the administrator."
            )
        )
    if not can_be_painted(kind):
        raise CannotPaint(N_("Parts can be blacked out in pictures, PDF and text alone."))
    limits = Limits(cpu_seconds=60)
    # The clean copy of a GIF is a PNG.
    named = "pdf" if kind is FileKind.PDF else "picture"
    numbers = (limits.memory_bytes, limits.cpu_seconds, limits.output_bytes, limits.pixels)
    command = [
        sys.executable, "-I", str(_PROGRAM), mode, named, *(str(n) for n in numbers),
        tool or "", json.dumps(spec),
    ]  # fmt: skip
    made = caged(command, chunks, limits=limits)
    if isinstance(made, Refusal):
        raise CannotPaint(SENTENCES[made])
    return made
