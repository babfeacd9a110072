"""A file is what its content says, whatever its name."""

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from huiying.core.files.signatures import HEAD_BYTES, FileKind, NotTaken, sniff
from huiying.core.files.tests import samples


def office_file():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("[Content_Types].xml", "<Types/>")
        packed.writestr("word/document.xml", "<w/>")
    return out.getvalue()


def packed_file():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("photo.jpg", "x")
    return out.getvalue()


TAKEN = {
    "jpeg": samples.picture("JPEG"),
    "png": samples.picture("PNG"),
    "webp": samples.picture("WEBP"),
    "gif": samples.picture("GIF", mode="P"),
    "pdf": b"%PDF-1.7\n",
    "mp4": samples.film(),
    "mov": samples.film(b"qt  "),
    "m4a": samples.film(b"M4A "),
    "mp3": samples.song(),
    "wav": samples.recording(),
    "amr": b"#!AMR\n\x3c",
    "text": "他说：“等着”。".encode(),
}
REFUSED = [
    (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", NotTaken.WEB),
    (b"\xef\xbb\xbf  <!DOCTYPE html><p>hello", NotTaken.WEB),
    (b"GIF89 is how I begin <script>alert(1)</script>", NotTaken.WEB),
    ("<html>".encode("utf-16"), NotTaken.WEB),
    (office_file(), NotTaken.OFFICE),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), NotTaken.OFFICE),
    (packed_file(), NotTaken.ARCHIVE),
    (samples.film(b"heic"), NotTaken.HEIC),
    (b"MZ\x90\x00", NotTaken.PROGRAM),
    (b"#!/bin/sh\nrm -rf /", NotTaken.PROGRAM),
    (b"\xff\xfb\x90\x00" + bytes(1000), NotTaken.UNKNOWN),
    (bytes(4000), NotTaken.UNKNOWN),
    (b"BM" + bytes(60), NotTaken.UNKNOWN),
]


@pytest.mark.parametrize("kind", FileKind)
def test_every_kind_that_is_taken_is_known_by_its_content(kind):
    assert sniff(TAKEN[kind.value][:HEAD_BYTES]) is kind


@pytest.mark.parametrize(("content", "why"), REFUSED)
def test_what_is_refused_is_known_for_what_it_is(content, why):
    assert sniff(content[:HEAD_BYTES]) is why


def test_sound_without_tags_is_known_by_two_frames():
    assert sniff(samples.song(tagged=False)) is FileKind.MP3


def test_a_character_cut_in_two_by_the_end_of_the_head_is_still_text():
    for start in range(4):
        said = ("x" * start + "字" * HEAD_BYTES).encode("gb18030")
        assert sniff(said[:HEAD_BYTES]) is FileKind.TEXT


@settings(deadline=None)
@given(st.binary(max_size=300), st.sampled_from([v[:12] for v in TAKEN.values()]))
def test_any_bytes_get_an_answer(content, start):
    assert isinstance(sniff(content), FileKind | NotTaken)
    assert isinstance(sniff(start + content), FileKind | NotTaken)
