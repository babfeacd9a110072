"""What a file is, told by its content and never by its name, and which kinds are taken.

Taken are the kinds that people make with a phone or a scanner and that can be cleaned or are only
ever downloaded. Refused with a sentence of their own, because people do send them:

office files     they can hold programs, links that call home and other files, and no small tool
                 removes all of it; a PDF says the same and can be cleaned
HEIC, AVIF       pictures that most offices cannot open and that cannot be re-encoded here
web pages, SVG   text that runs in a browser
archives         nobody can see what is in them without unpacking it
programs         never

A signature is a claim, not a proof: what passes here is re-encoded or stripped before it is served.
"""

from dataclasses import dataclass
from enum import StrEnum

from huiying.core.kinds import N_

# Enough for every signature here, the longest being two MPEG audio frames.
HEAD_BYTES = 8192


class FileKind(StrEnum):
    JPEG = "jpeg"
    PNG = "png"
    WEBP = "webp"
    GIF = "gif"
    PDF = "pdf"
    MP4 = "mp4"
    MOV = "mov"
    M4A = "m4a"
    MP3 = "mp3"
    WAV = "wav"
    AMR = "amr"
    TEXT = "text"


@dataclass(frozen=True, kw_only=True, slots=True)
class Served:
    """How the cleaned copy of a kind goes out: ending of its name, type for the browser, words."""

    ending: str
    content_type: str
    label: str


SERVED: dict[FileKind, Served] = {
    FileKind.JPEG: Served(ending="jpg", content_type="image/jpeg", label=N_("picture")),
    FileKind.PNG: Served(ending="png", content_type="image/png", label=N_("picture")),
    FileKind.WEBP: Served(ending="webp", content_type="image/webp", label=N_("picture")),
    # A moving picture is served as its first frame; the original keeps the rest.
    FileKind.GIF: Served(ending="png", content_type="image/png", label=N_("picture")),
    FileKind.PDF: Served(ending="pdf", content_type="application/pdf", label=N_("PDF document")),
    FileKind.MP4: Served(ending="mp4", content_type="video/mp4", label=N_("video")),
    FileKind.MOV: Served(ending="mov", content_type="video/quicktime", label=N_("video")),
    FileKind.M4A: Served(ending="m4a", content_type="audio/mp4", label=N_("sound recording")),
    FileKind.MP3: Served(ending="mp3", content_type="audio/mpeg", label=N_("sound recording")),
    FileKind.WAV: Served(ending="wav", content_type="audio/wav", label=N_("sound recording")),
    FileKind.AMR: Served(ending="amr", content_type="audio/amr", label=N_("sound recording")),
    FileKind.TEXT: Served(ending="txt", content_type="text/plain; charset=utf-8", label=N_("text")),
}

# For the `accept` of a file input: a hint to the chooser, checked by nobody.
ACCEPT = ".jpg,.jpeg,.png,.webp,.gif,.pdf,.mp4,.mov,.m4a,.mp3,.wav,.amr,.txt,image/jpeg,video/mp4"


class NotTaken(StrEnum):
    """A kind that is recognised and refused."""

    OFFICE = "office"
    HEIC = "heic"
    WEB = "web"
    ARCHIVE = "archive"
    PROGRAM = "program"
    UNKNOWN = "unknown"


_STARTS: tuple[tuple[bytes, FileKind | NotTaken], ...] = (
    (b"\xff\xd8\xff", FileKind.JPEG),
    (b"\x89PNG\r\n\x1a\n", FileKind.PNG),
    (b"GIF87a", FileKind.GIF),
    (b"GIF89a", FileKind.GIF),
    (b"%PDF-", FileKind.PDF),
    (b"ID3", FileKind.MP3),
    (b"#!AMR\n", FileKind.AMR),
    (b"#!AMR-WB\n", FileKind.AMR),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", NotTaken.OFFICE),
    (b"{\\rtf", NotTaken.OFFICE),
    (b"PK\x03\x04", NotTaken.ARCHIVE),
    (b"PK\x05\x06", NotTaken.ARCHIVE),
    (b"Rar!\x1a\x07", NotTaken.ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", NotTaken.ARCHIVE),
    (b"\x1f\x8b", NotTaken.ARCHIVE),
    (b"MZ", NotTaken.PROGRAM),
    (b"\x7fELF", NotTaken.PROGRAM),
    (b"#!", NotTaken.PROGRAM),
)
_RIFF = {b"WEBP": FileKind.WEBP, b"WAVE": FileKind.WAV}
_HEIC = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1", b"avif", b"avis")
_AUDIO = (b"M4A ", b"M4B ")
_VIDEO = (b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"MSNV", b"M4V ")
_VIDEO_FAMILIES = (b"3gp", b"3g2")
_WEB = (b"<html", b"<script", b"<svg", b"<!doctype", b"<?xml", b"<?php", b"<body", b"<iframe")


def sniff(head: bytes) -> FileKind | NotTaken:
    """The kind of a file from its first HEAD_BYTES bytes (or the whole, if shorter)."""
    for start, kind in _STARTS:
        if head.startswith(start):
            return _in_archive(head) if kind is NotTaken.ARCHIVE else kind
    if head.startswith(b"RIFF"):
        return _RIFF.get(head[8:12], NotTaken.UNKNOWN)
    if head[4:8] == b"ftyp":
        return _by_brand(head[8:12])
    if _two_mpeg_frames(head):
        return FileKind.MP3
    return _text(head)


def cut_short(kind: FileKind, head: bytes, size: int) -> bool:
    """Whether the file says itself that more should follow (an upload that broke off)."""
    if kind in (FileKind.WEBP, FileKind.WAV):
        said = int.from_bytes(head[4:8], "little")
        # Recorders that stream cannot know the length and write zero or all ones.
        return said not in (0, 0xFFFFFFFF) and said + 8 > size
    return False


def _in_archive(head: bytes) -> NotTaken:
    """Word, Excel and OpenDocument files are zip archives that name their parts in the clear."""
    marks = (b"[Content_Types].xml", b"_rels/", b"word/", b"xl/", b"ppt/", b"opendocument")
    return NotTaken.OFFICE if any(mark in head for mark in marks) else NotTaken.ARCHIVE


def _by_brand(brand: bytes) -> FileKind | NotTaken:
    if brand in _HEIC:
        return NotTaken.HEIC
    if brand in _AUDIO:
        return FileKind.M4A
    if brand == b"qt  ":
        return FileKind.MOV
    if brand in _VIDEO or brand[:3] in _VIDEO_FAMILIES:
        return FileKind.MP4
    return NotTaken.UNKNOWN


# Layer III bit rates in kbit/s and sampling rates in Hz: ISO/IEC 11172-3 2.4.2.3, 13818-3 2.4.2.3.
_RATES_1 = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 0)
_RATES_2 = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160, 0)
_SAMPLING = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}


def _two_mpeg_frames(head: bytes) -> bool:
    """Eleven set bits alone are no signature: a second frame must follow where the first ends."""
    length = _mpeg_frame(head[:4])
    return length > 0 and _mpeg_frame(head[length : length + 4]) > 0


def _mpeg_frame(header: bytes) -> int:
    """The length of a layer III frame in bytes; 0: not the header of one."""
    if len(header) < 4 or header[0] != 0xFF or header[1] & 0xE6 != 0xE2:
        return 0
    sampling = _SAMPLING.get(header[1] >> 3 & 3, ())
    at = header[2] >> 2 & 3
    first = header[1] >> 3 & 3 == 3
    rate = (_RATES_1 if first else _RATES_2)[header[2] >> 4]
    if not rate or at >= len(sampling):
        return 0
    return (144 if first else 72) * rate * 1000 // sampling[at] + (header[2] >> 1 & 1)


def _text(head: bytes) -> FileKind | NotTaken:
    if not head.strip() or not _readable(head):
        return NotTaken.UNKNOWN
    low = head.lower().replace(b"\x00", b"")
    if low.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"<") or any(m in low for m in _WEB):
        return NotTaken.WEB
    return FileKind.TEXT


def _readable(head: bytes) -> bool:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _decodes(head, "utf-16")
    # Bytes below a space that no text file holds.
    if any(byte < 32 and byte not in b"\t\n\r\x0c" for byte in head) or 127 in head:
        return False
    return _decodes(head, "utf-8") or _decodes(head, "gb18030")


def _decodes(head: bytes, encoding: str) -> bool:
    """Whether it decodes, allowing for a character cut in two by the end of the head."""
    for cut in range(4 if len(head) >= HEAD_BYTES else 1):
        try:
            head[: len(head) - cut].decode(encoding)
        except UnicodeDecodeError:
            continue
        return True
    return False
