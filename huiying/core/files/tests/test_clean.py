"""Cleaning: the copy shows what the original showed, and holds nothing else."""

import io

import pikepdf
import pytest
from PIL import Image

from huiying.core.files import queries
from huiying.core.files.cleaning import SENTENCES, Limits, Refusal
from huiying.core.files.tests import samples

pytestmark = pytest.mark.django_db


def test_a_photograph_loses_its_place_and_stands_upright(cleaned):
    sent = samples.photograph_with_place()
    assert Image.open(io.BytesIO(sent)).getexif().get_ifd(0x8825)[2] == (25.0, 2.0, 11.0)
    row, copy = cleaned(sent, "a.jpg")
    picture = Image.open(io.BytesIO(copy))
    assert dict(picture.getexif()) == {}
    assert "comment" not in picture.info
    assert samples.MARK not in copy
    assert picture.size == (40, 60)
    assert row.size == len(copy)


@pytest.mark.parametrize(
    ("kind", "mode"),
    [
        ("PNG", "RGBA"), ("PNG", "P"), ("PNG", "1"), ("PNG", "LA"), ("PNG", "I;16"),
        ("JPEG", "CMYK"), ("JPEG", "L"), ("WEBP", "RGBA"), ("GIF", "P"),
    ],
)  # fmt: skip
def test_pictures_of_every_mode_come_through(cleaned, kind, mode):
    out = io.BytesIO()
    Image.new(mode, (30, 20), 1 if mode in ("1", "P", "L", "I;16") else None).save(out, kind)
    _, copy = cleaned(out.getvalue())
    assert Image.open(io.BytesIO(copy)).size == (30, 20)


def test_what_is_appended_to_a_picture_is_gone(cleaned):
    """A picture that is a program, a page and an archive at the same time."""
    tail = b"PK\x03\x04<script>alert('polyglot')</script>" + samples.MARK
    for kind in ("PNG", "JPEG", "GIF"):
        _, copy = cleaned(samples.picture(kind, mode="L") + tail)
        assert b"polyglot" not in copy
        assert samples.MARK not in copy


def test_a_picture_called_pdf_goes_out_as_a_picture(cleaned):
    row, _ = cleaned(samples.picture("PNG"), "scan.pdf")
    download = queries.open_served(row.id)
    assert (download.name, download.content_type) == ("scan.png", "image/png")


def test_a_download_can_only_be_a_download(cleaned):
    row, copy = cleaned(samples.picture(), "现场 照片.jpg")
    headers = queries.open_served(row.id).headers
    assert headers["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert headers["Content-Length"] == str(len(copy))


def refusal(cleaned, content, limits=None):
    row, copy = cleaned(content, limits=limits)
    assert copy is None
    assert row.state == "refused"
    assert row.refusal
    return next(code for code, sentence in SENTENCES.items() if sentence == row.refusal)


def test_a_picture_of_absurd_size_is_refused_unopened(cleaned):
    assert refusal(cleaned, samples.png(60_000, 60_000)) is Refusal.TOO_MANY_PIXELS


def test_a_bomb_within_the_allowed_size_hits_the_wall_of_memory(cleaned):
    tight = Limits(memory_bytes=200 * 1024 * 1024)
    assert refusal(cleaned, samples.png_bomb(8000), tight) is Refusal.TOO_HEAVY


def test_a_file_that_takes_for_ever_is_stopped(cleaned):
    bomb = samples.png_bomb(8000)
    assert refusal(cleaned, bomb, Limits(cpu_seconds=1)) is Refusal.TOO_HEAVY
    assert refusal(cleaned, bomb, Limits(wall_seconds=1)) is Refusal.TOO_HEAVY


def test_a_copy_that_grows_without_end_is_stopped(cleaned):
    assert refusal(cleaned, samples.picture(), Limits(output_bytes=100)) is Refusal.TOO_HEAVY


def test_a_picture_cut_short_is_refused(cleaned):
    assert refusal(cleaned, samples.picture("PNG", size=(300, 300))[:2000]) is Refusal.BROKEN
    assert refusal(cleaned, b"\xff\xd8\xff" + bytes(500)) is Refusal.BROKEN


def everything_in(pdf_bytes):
    """All that a PDF says, with every stream unpacked."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf_bytes)) as pdf:
        pdf.save(
            out,
            qdf=True,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
            stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
        )
    return out.getvalue()


ARMED = [
    b"script-runs", b"/JavaScript", b"/JS", b"cmd-launches", b"/Launch", b"tracker.example",
    b"/OpenAction", b"/AA", b"attached", b"/EmbeddedFile", b"/RichMedia", b"xfa-form",
    b"/FileAttachment", samples.MARK, b"Exif",
]  # fmt: skip


def test_a_document_is_disarmed(cleaned):
    sent = samples.armed_pdf()
    before = everything_in(sent)
    assert [word for word in ARMED if word not in before] == []
    _, copy = cleaned(sent, "letter.pdf")
    after = everything_in(copy)
    assert [word for word in ARMED if word in after] == []
    with pikepdf.open(io.BytesIO(copy)) as pdf:
        kinds = [str(note.Subtype) for note in pdf.pages[0].Annots]
        assert kinds == ["/Link", "/Link", "/Link", "/Widget"]
        # A jump within the document is harmless and stays.
        acts = [note.A for note in pdf.pages[0].Annots if "/A" in note]
        assert [str(act.S) for act in acts if "/S" in act] == ["/GoTo"]
        picture = pdf.pages[0].Resources.XObject.Im0.read_raw_bytes()
        assert Image.open(io.BytesIO(picture)).size == (60, 40)


def test_a_document_under_a_password_is_refused_with_what_to_do(cleaned):
    assert refusal(cleaned, samples.armed_pdf(password="open")) is Refusal.LOCKED


def test_a_damaged_document_is_refused(cleaned):
    assert refusal(cleaned, b"%PDF-1.7\nnothing follows") is Refusal.BROKEN


@pytest.mark.parametrize("brand", [b"isom", b"qt  ", b"M4A "])
def test_a_film_loses_its_place_and_keeps_its_frames(cleaned, brand):
    sent = samples.film(brand)
    _, copy = cleaned(sent)
    assert samples.MARK not in copy
    assert b"+25.0364" not in copy
    assert len(copy) == len(sent)
    assert copy.index(b"frames of the film") == sent.index(b"frames of the film")


def test_a_film_cut_short_is_refused(cleaned):
    assert refusal(cleaned, samples.film()[:-10]) is Refusal.BROKEN


def test_sound_loses_its_notes(cleaned):
    _, copy = cleaned(samples.recording())
    assert samples.MARK not in copy
    assert copy.endswith(b"sound of the sea")
    _, copy = cleaned(samples.song())
    assert copy == samples.song(tagged=False)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_text_goes_out_as_utf_8(cleaned, encoding):
    _, copy = cleaned("他说：“等着”。\r\n".encode(encoding), "聊天.txt")
    assert copy.decode() == "他说：“等着”。\r\n"
