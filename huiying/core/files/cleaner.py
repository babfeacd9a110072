"""The program that touches hostile bytes: a process of its own with little memory, time and rights.

Run by path with `python -I cleaner.py KIND LIMITS…`, original on standard input, clean copy on
standard output; both are files, so that a parser may seek. Ends with 0, or with 3 and one of the
words in REASONS on standard error. Anything else is a crash, which the caller takes for *too heavy*.

It imports neither Django nor the rest of the house: nothing worth stealing is in this process.
"""

import ctypes
import io
import os
import resource
import struct
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, BinaryIO

if TYPE_CHECKING:
    from PIL import Image as Picture

REASONS = ("broken", "locked", "too-many-pixels", "too-heavy")


class Refused(Exception):
    """The file can't be made safe; the argument is one of REASONS."""


# --- the cage --------------------------------------------------------------------------------


def confine(*, memory: int, seconds: int, output: int) -> None:
    """Limits that the kernel keeps. The two at the end are best effort: some containers forbid them."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_FSIZE, (output, output))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if not sys.platform.startswith("linux"):
        return
    kernel = ctypes.CDLL(None, use_errno=True)
    kernel.prctl(38, 1, 0, 0, 0)  # PR_SET_NO_NEW_PRIVS
    kernel.unshare(0x10000000 | 0x40000000)  # CLONE_NEWUSER | CLONE_NEWNET: no network but its own


# --- pictures --------------------------------------------------------------------------------


def picture(data: bytes, out: BinaryIO, kind: str, most_pixels: int) -> None:
    """Decode and encode anew: what is not picture (EXIF, GPS, comments, appended files) is gone."""
    from PIL import Image, ImageOps, UnidentifiedImageError

    Image.MAX_IMAGE_PIXELS = most_pixels
    try:
        with Image.open(io.BytesIO(data), formats=(kind,)) as image:
            if image.width * image.height > most_pixels:
                raise Refused("too-many-pixels")
            image.load()
            seen = ImageOps.exif_transpose(image)
            _plain(seen).save(out, "PNG" if kind == "GIF" else kind, **_encoding(kind))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise Refused("too-many-pixels") from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, struct.error) as error:
        raise Refused("broken") from error


def _plain(image: "Picture.Image") -> "Picture.Image":
    """The pixels alone, in a mode that every encoder here takes."""
    from PIL import Image

    clear = image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info
    mode = "RGBA" if clear else "L" if image.mode in ("1", "L") else "RGB"
    if image.mode in ("I;16", "I;16B", "I"):
        image, mode = image.convert("I").point(lambda value: value / 256).convert("L"), "L"
    pixels = image.convert(mode)
    bare = Image.new(mode, pixels.size)
    bare.paste(pixels)
    return bare


def _encoding(kind: str) -> dict[str, int | bool]:
    return {"JPEG": {"quality": 90, "optimize": True}, "WEBP": {"quality": 90}}.get(kind, {})


# --- PDF -------------------------------------------------------------------------------------

# What a document may do when opened or clicked: go to a page of itself. Nothing else.
_HARMLESS = ("/GoTo", "/Named")
_ACTIONS = (
    "/JavaScript", "/Launch", "/SubmitForm", "/ResetForm", "/ImportData", "/GoToR", "/GoToE",
    "/URI", "/Rendition", "/Movie", "/Sound", "/RichMediaExecute", "/GoTo3DView", "/Hide",
    "/Thread", "/SetOCGState", "/Trans", "/GoToDp",
)  # fmt: skip
_NEVER = (
    "/AA", "/JS", "/JavaScript", "/EmbeddedFiles", "/EF", "/RF", "/AF", "/XFA", "/Collection",
    "/RichMediaContent", "/RichMediaSettings", "/Metadata", "/PieceInfo", "/URI", "/Perms",
    "/Threads", "/Renditions",
)  # fmt: skip
_EMBEDDING = ("/FileAttachment", "/RichMedia", "/Movie", "/Sound", "/Screen", "/3D")


def document(data: bytes, out: BinaryIO) -> None:
    """A PDF without scripts, actions, attached files, media, and without its author's name."""
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(data), suppress_warnings=True) as pdf:
            if not pdf.pages:
                raise Refused("broken")
            # Whether it unlocks without a password or not, the copy is readable by everybody.
            for thing in pdf.objects:
                _disarm(thing, 0)
            _disarm(pdf.Root, 0)
            if "/Info" in pdf.trailer:
                del pdf.trailer["/Info"]
            pdf.remove_unreferenced_resources()
            pdf.save(out, encryption=False)
    except pikepdf.PasswordError as error:
        raise Refused("locked") from error
    except (pikepdf.PdfError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise Refused("broken") from error


def _disarm(thing: Any, depth: int) -> None:
    """Disarm what is written directly inside an object; whatever it only points to has its turn."""
    import pikepdf

    if depth > 100:
        raise Refused("broken")
    if isinstance(thing, pikepdf.Array):
        inner: list[Any] = list(thing)
    elif isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        _disarm_dictionary(thing)
        if isinstance(thing, pikepdf.Stream):
            _bare_photograph(thing)
        inner = [thing[key] for key in thing.keys()]  # noqa: SIM118 - not a Python dictionary
    else:
        return
    for value in inner:
        if isinstance(value, pikepdf.Object) and not value.is_indirect:
            _disarm(value, depth + 1)


def _disarm_dictionary(thing: Any) -> None:
    for key in _NEVER:
        if key in thing:
            del thing[key]
    for key in ("/OpenAction", "/A", "/PA", "/Next"):
        if key in thing and _acts(thing[key]):
            del thing[key]
    if _name(thing, "/S") in _ACTIONS and _name(thing, "/Type") != "/StructElem":
        # Whatever still points to this action finds an empty one.
        for key in [k for k in thing.keys() if k not in ("/Length", "/Filter", "/DecodeParms")]:  # noqa: SIM118
            del thing[key]
    if "/Annots" in thing:
        _drop_embedding(thing)


def _acts(value: Any) -> bool:
    """Whether a value is an action other than going to a page of the document."""
    import pikepdf

    if isinstance(value, pikepdf.Array):
        # The opening view may be written as a place ([page /Fit]); actions in a row as dictionaries.
        return any(isinstance(v, pikepdf.Dictionary) and "/S" in v and _acts(v) for v in value)
    if not isinstance(value, pikepdf.Dictionary):
        return False
    return "/S" in value and _name(value, "/S") not in _HARMLESS


def _drop_embedding(page: Any) -> None:
    import pikepdf

    notes = page["/Annots"]
    if isinstance(notes, pikepdf.Array):
        kept = [n for n in notes if _name(n, "/Subtype") not in _EMBEDDING]
        page["/Annots"] = pikepdf.Array(kept)


def _name(thing: Any, key: str) -> str:
    import pikepdf

    if not isinstance(thing, pikepdf.Dictionary | pikepdf.Stream) or key not in thing:
        return ""
    value = thing[key]
    return str(value) if isinstance(value, pikepdf.Name) else ""


def _bare_photograph(stream: Any) -> None:
    """A photograph laid into a PDF keeps its EXIF, and with it the place where it was taken."""
    import pikepdf

    if stream.get("/Filter") == pikepdf.Name.DCTDecode:
        raw = stream.read_raw_bytes()
        bare = without_segments(raw)
        if bare != raw:
            stream.write(
                bare, filter=pikepdf.Name.DCTDecode, decode_parms=stream.get("/DecodeParms")
            )


def without_segments(jpeg: bytes) -> bytes:
    """A JPEG without its APP1 (EXIF, XMP), APP13 (IPTC) and comment segments: ISO/IEC 10918-1 B.1."""
    if jpeg[:2] != b"\xff\xd8":
        return jpeg
    kept, at = [jpeg[:2]], 2
    while jpeg[at : at + 1] == b"\xff" and jpeg[at + 1 : at + 2] not in (b"", b"\xda", b"\xd9"):
        end = at + 2 + int.from_bytes(jpeg[at + 2 : at + 4])
        if jpeg[at + 1] not in (0xE1, 0xED, 0xFE):
            kept.append(jpeg[at:end])
        at = end
    return b"".join([*kept, jpeg[at:]])


# --- sound and moving pictures: not decoded, but their notes on place and maker are blanked -----

# Boxes that hold other boxes, and boxes that hold notes (ISO/IEC 14496-12; `©xyz` is the position).
_HOLDERS = (b"moov", b"trak", b"mdia", b"minf", b"moof", b"traf")
_NOTES = (b"udta", b"meta", b"uuid")


def boxes(data: bytes, out: BinaryIO) -> None:
    """MP4, QuickTime, M4A: the notes become free space of the same length, so that no offset moves."""
    work = bytearray(data)
    if not _blank(work, 0, len(work), 0) or b"moov" not in work:
        raise Refused("broken")
    out.write(work)


def _blank(work: bytearray, at: int, end: int, depth: int) -> bool:
    """Blank the notes between two offsets; False: the boxes do not fill the space exactly."""
    while at < end:
        if end - at < 8:
            # QuickTime ends a list with four zero bytes.
            return not any(work[at:end])
        size, head = int.from_bytes(work[at : at + 4]), 8
        if size == 1:
            size, head = int.from_bytes(work[at + 8 : at + 16]), 16
        elif size == 0:
            size = end - at
        if size < head or at + size > end:
            return False
        name = bytes(work[at + 4 : at + 8])
        if name in _NOTES:
            work[at + 4 : at + 8] = b"free"
            work[at + head : at + size] = bytes(size - head)
        elif name in _HOLDERS and (depth > 8 or not _blank(work, at + head, at + size, depth + 1)):
            return False
        at += size
    return True


def mpeg_audio(data: bytes, out: BinaryIO) -> None:
    """MP3 without its ID3 tags (pictures, comments, files)."""
    start, end = 0, len(data)
    while data[start : start + 3] == b"ID3" and len(data) >= start + 10:
        size = 0
        for byte in data[start + 6 : start + 10]:
            size = size << 7 | byte & 0x7F
        start += 10 + size + (10 if data[start + 5] & 0x10 else 0)
    if data[max(start, end - 128) :][:3] == b"TAG":
        end -= 128
    # After the tags the sound begins, perhaps behind padding.
    while start < end and data[start] == 0:
        start += 1
    if start >= end or data[start] != 0xFF:
        raise Refused("broken")
    out.write(data[start:end])


def wave(data: bytes, out: BinaryIO) -> None:
    """WAV with its format and sound alone."""
    kept, at = [], 12
    while at + 8 <= len(data):
        size = int.from_bytes(data[at + 4 : at + 8], "little")
        chunk = data[at : at + 8 + min(size, len(data) - at - 8)]
        if chunk[:4] in (b"fmt ", b"data", b"fact"):
            body = chunk[8:]
            head = chunk[:4] + len(body).to_bytes(4, "little")
            kept.append(head + body + bytes(len(body) % 2))
        at += 8 + size + size % 2
    if {k[:4] for k in kept} < {b"fmt ", b"data"}:
        raise Refused("broken")
    body = b"WAVE" + b"".join(kept)
    out.write(b"RIFF" + len(body).to_bytes(4, "little") + body)


def speech(data: bytes, out: BinaryIO) -> None:
    """AMR has a magic number and frames, and no room for notes."""
    out.write(data)


def text(data: bytes, out: BinaryIO) -> None:
    """Text in UTF-8, whatever it came in."""
    names = ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "gb18030")
    for name in names:
        try:
            said = data.decode(name)
        except UnicodeDecodeError:
            continue
        if any(ord(c) < 32 and c not in "\t\n\r\f" for c in said):
            break
        out.write(said.encode())
        return
    raise Refused("broken")


# --- the door --------------------------------------------------------------------------------


def clean(kind: str, data: bytes, out: BinaryIO, most_pixels: int) -> None:
    if kind in ("jpeg", "png", "webp", "gif"):
        picture(data, out, kind.upper(), most_pixels)
        return
    ways: dict[str, Callable[[bytes, BinaryIO], None]] = {
        "pdf": document, "mp4": boxes, "mov": boxes, "m4a": boxes, "mp3": mpeg_audio,
        "wav": wave, "amr": speech, "text": text,
    }  # fmt: skip
    ways[kind](data, out)


def main(arguments: list[str]) -> int:
    kind, memory, seconds, output, most_pixels = arguments
    confine(memory=int(memory), seconds=int(seconds), output=int(output))
    made = io.BytesIO()
    try:
        with os.fdopen(0, "rb") as given:
            clean(kind, given.read(), made, int(most_pixels))
        with os.fdopen(1, "wb") as out:
            out.write(made.getbuffer())
    except Refused as refused:
        reason = str(refused)
    except MemoryError:
        reason = "too-heavy"
    else:
        return 0
    os.write(2, reason.encode())
    return 3


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
