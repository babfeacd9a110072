"""The program that paints over parts of a picture or a PDF: in the cleaner's cage, on a copy that was cleaned before.

Run by path with `python -I blacker.py MODE KIND LIMITS… TOOL SPEC`, the copy on standard input, the answer on standard
output. MODE is `count` (of pages), `page` (SPEC: its number; a PNG) or `black` (SPEC: rectangles; a PNG or a PDF).
Ends as the cleaner does.

A PDF is drawn page by page (pdftoppm, TOOL, which inherits the cage) and made anew of these pictures alone: no text, no
font, no object of the given file is in the new one. Pixels under a rectangle are black before anything is encoded.
"""

import importlib.util
import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PIL import Image as Picture

_SPEC = importlib.util.spec_from_file_location("cleaner", Path(__file__).with_name("cleaner.py"))
assert _SPEC is not None
assert _SPEC.loader is not None
_CLEANER = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(_CLEANER)

Refused: type[Exception] = _CLEANER.Refused
MOST_PAGES = 60
DOTS_AN_INCH = 120


def pages(kind: str, data: bytes) -> int:
    if kind != "pdf":
        return 1
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(data), suppress_warnings=True) as pdf:
            found = len(pdf.pages)
    except (pikepdf.PdfError, ValueError) as error:
        raise Refused("broken") from error
    if not 1 <= found <= MOST_PAGES:
        raise Refused("too-heavy")
    return found


def drawn(kind: str, data: bytes, number: int, tool: str, most: int) -> "Picture.Image":
    """One page as pixels."""
    from PIL import Image, UnidentifiedImageError

    Image.MAX_IMAGE_PIXELS = most
    least = 1
    if kind == "pdf":
        least = _dots(data, number) // 2
        if least * 2 > most:
            raise Refused("too-many-pixels")
        data = _page(data, number, tool)
    try:
        with Image.open(io.BytesIO(data), formats=("PNG", "JPEG", "WEBP")) as image:
            if image.width * image.height > most:
                raise Refused("too-many-pixels")
            if image.width * image.height < least:
                # What poppler gives where it has no room left: a page of one dot.
                raise Refused("too-heavy")
            image.load()
            return image.convert("RGB")
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise Refused("broken") from error


def _dots(data: bytes, number: int) -> int:
    """How many dots a page has at this resolution."""
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(data), suppress_warnings=True) as pdf:
            left, low, right, high = (float(edge) for edge in pdf.pages[number - 1].cropbox)
    except (pikepdf.PdfError, ValueError, IndexError, TypeError) as error:
        raise Refused("broken") from error
    return int(abs((right - left) * (high - low)) * (DOTS_AN_INCH / 72) ** 2)


def _page(data: bytes, number: int, tool: str) -> bytes:
    """Drawn by poppler: text, notes and forms as one sees them, what lies outside the page not at all."""
    wanted = [
        tool,
        "-png",
        "-r",
        str(DOTS_AN_INCH),
        "-f",
        str(number),
        "-l",
        str(number),
        "-singlefile",
        "-",
    ]
    done = subprocess.run(wanted, input=data, capture_output=True, timeout=60, check=False)  # noqa: S603 - an absolute path of ours, numbers
    if done.returncode or not done.stdout:
        raise Refused("broken")
    return done.stdout


def painted(image: "Picture.Image", rectangles: list[list[int]]) -> "Picture.Image":
    """Black where a rectangle touches, in thousandths of width and height; rounded outwards. New pixels, no notes."""
    from PIL import Image, ImageDraw

    bare = Image.new("RGB", image.size)
    bare.paste(image)
    draw = ImageDraw.Draw(bare)
    for x, y, width, height in rectangles:
        left, top = x * image.width // 1000, y * image.height // 1000
        right = -(-(x + width) * image.width // 1000)
        bottom = -(-(y + height) * image.height // 1000)
        draw.rectangle((left, top, max(right, left + 1) - 1, max(bottom, top + 1) - 1), fill=0)
    return bare


def blacked(kind: str, data: bytes, tool: str, most: int, rectangles: list[list[int]]) -> bytes:
    of_page: dict[int, list[list[int]]] = {}
    for page, *box in rectangles:
        of_page.setdefault(page, []).append(box)
    count = pages(kind, data)
    made = [
        painted(drawn(kind, data, number, tool, most), of_page.get(number, []))
        for number in range(1, count + 1)
    ]
    out = io.BytesIO()
    if kind == "pdf":
        first, *others = made
        first.save(out, "PDF", save_all=True, append_images=others, resolution=DOTS_AN_INCH)
    else:
        made[0].save(out, "PNG")
    return out.getvalue()


def run(mode: str, kind: str, data: bytes, tool: str, most: int, spec: Any) -> bytes:
    if mode == "count":
        return str(pages(kind, data)).encode()
    if mode == "page":
        out = io.BytesIO()
        drawn(kind, data, int(spec), tool, most).save(out, "PNG")
        return out.getvalue()
    return blacked(kind, data, tool, most, spec)


def main(arguments: list[str]) -> int:
    mode, kind, memory, seconds, output, most, tool, spec = arguments
    _CLEANER.confine(memory=int(memory), seconds=int(seconds), output=int(output))
    try:
        with os.fdopen(0, "rb") as given:
            made = run(mode, kind, given.read(), tool, int(most), json.loads(spec))
        with os.fdopen(1, "wb") as out:
            out.write(made)
    except Refused as refused:
        reason = str(refused)
    except (MemoryError, subprocess.TimeoutExpired):
        reason = "too-heavy"
    else:
        return 0
    os.write(2, reason.encode())
    return 3


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
