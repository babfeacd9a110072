"""What lies under a rectangle is gone from the copy: from its pixels, its text, its bytes and its streams."""

import io
import shutil
import subprocess
import uuid
from datetime import UTC, datetime
from typing import Any

import pikepdf
import pytest
from PIL import Image

from huiying.core.files import blacking
from huiying.core.files.blacking import CannotPaint, Rectangle, blacked_file, page_of, pages_of
from huiying.core.files.queries import open_original
from huiying.core.files.services import receive_file
from huiying.core.files.work import clean_waiting
from huiying.core.kinds import system
from huiying.core.people import sealing

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
SECRET, KEPT = "Ouyang Chenghong 13917530846", "Liudu station, 1 March"
pytestmark = pytest.mark.django_db(transaction=True)
needs_poppler = pytest.mark.skipif(shutil.which("pdftoppm") is None, reason="no poppler")


def a_pdf(pages: int = 2) -> bytes:
    """Each page with a line to keep at its top and a secret below; the secret in a note, a form and the title too."""
    pdf = pikepdf.new()
    for _ in range(pages):
        page = pdf.add_blank_page(page_size=(600, 800))
        page.obj.Resources = pikepdf.Dictionary(
            Font=pikepdf.Dictionary(
                F1=pikepdf.Dictionary(
                    Type=pikepdf.Name.Font,
                    Subtype=pikepdf.Name.Type1,
                    BaseFont=pikepdf.Name.Helvetica,
                )
            )
        )
        said = f"BT /F1 20 Tf 50 700 Td ({KEPT}) Tj ET BT /F1 20 Tf 50 300 Td ({SECRET}) Tj ET"
        page.obj.Contents = pdf.make_stream(said.encode())
        note = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.Text,
            Rect=[50, 290, 80, 320],
            Contents=SECRET,
        )
        page.obj.Annots = pikepdf.Array([pdf.make_indirect(note)])
    pdf.docinfo["/Title"] = SECRET
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


def taken_in(content: bytes, matter: Any, name: str = "a.pdf") -> uuid.UUID:
    made = receive_file(
        chunks=[content], name=name, by=system("test"), at=AT, matter_id=matter.matter_id
    )
    assert clean_waiting(at=AT, limit=5) == 1
    return made


@pytest.fixture
def matter(transactional_db: None) -> Any:
    from huiying.mechanisms.complaints.tests import support

    sealing.forget_keys()
    return support.file(support.build())


# The lower part of a page, where the secret stands.
LOW = tuple(Rectangle(page=n, x=0, y=550, width=1000, height=150) for n in (1, 2))


def words_of(pdf: bytes) -> str:
    done = subprocess.run(
        ["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True
    )  # fmt: skip
    return done.stdout.decode()


def everything_in(pdf: bytes) -> bytes:
    """All bytes, and each stream decompressed."""
    found = [pdf]
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        for one in opened.objects:
            if isinstance(one, pikepdf.Stream):
                try:
                    found.append(one.read_bytes())
                except pikepdf.PdfError:
                    found.append(one.read_raw_bytes())
            found.append(repr(one).encode())
    return b"\n".join(found)


@needs_poppler
def test_a_pdf_is_made_anew_of_pictures_and_holds_no_word(matter: Any):
    original = a_pdf()
    assert SECRET in words_of(original)
    assert SECRET.encode() in everything_in(original)
    file_id = taken_in(original, matter)
    assert pages_of(file_id, matter_id=matter.matter_id) == 2
    kind, made = blacked_file(file_id, matter_id=matter.matter_id, rectangles=LOW)
    assert kind == "pdf"
    assert words_of(made).strip() == ""
    whole = everything_in(made)
    for said in (SECRET, KEPT, "Ouyang", "13917530846"):
        for spelling in (said.encode(), said.encode("utf-16-be"), said.encode().hex().encode()):
            assert spelling not in whole
    with pikepdf.open(io.BytesIO(made)) as opened:
        assert len(opened.pages) == 2
        assert not any("/Font" in str(page.get("/Resources")) for page in opened.pages)
        assert not any("/Annots" in page for page in opened.pages)


def darkest(grey: Image.Image) -> int:
    return min(grey.tobytes())


def lightest(grey: Image.Image) -> int:
    return max(grey.tobytes())


@needs_poppler
def test_the_rectangle_is_black_and_the_rest_is_as_it_was(matter: Any):
    file_id = taken_in(a_pdf(1), matter)
    before = Image.open(io.BytesIO(page_of(file_id, 1, matter_id=matter.matter_id))).convert("L")
    _, made = blacked_file(file_id, matter_id=matter.matter_id, rectangles=LOW[:1])
    drawn = subprocess.run(
        ["pdftoppm", "-png", "-r", "120", "-singlefile", "-"],
        input=made, capture_output=True, check=True,
    )  # fmt: skip
    after = Image.open(io.BytesIO(drawn.stdout)).convert("L").resize(before.size)
    low = (5, before.height * 56 // 100, before.width - 5, before.height * 69 // 100)
    assert darkest(before.crop(low)) < 100
    assert lightest(before.crop(low)) == 255
    assert lightest(after.crop(low)) < 40
    top = (0, 0, before.width, before.height // 3)
    assert darkest(after.crop(top)) < 100
    assert lightest(after.crop(top)) > 240


def a_photograph() -> bytes:
    """White on the left; on the right a pattern to be hidden. With a thumbnail and a place in its notes."""
    image = Image.new("RGB", (400, 200), "white")
    for x in range(200, 400):
        for y in range(200):
            image.putpixel((x, y), ((x * 7) % 256, (y * 5) % 256, (x * y) % 256))
    exif = Image.Exif()
    exif[0x010E] = SECRET
    exif[0x8825] = {1: "N", 2: (31.0, 12.0, 0.0)}
    out = io.BytesIO()
    image.save(out, "JPEG", quality=95, exif=exif)
    return out.getvalue()


def test_a_picture_is_black_where_it_was_painted_and_carries_no_notes(matter: Any):
    original = a_photograph()
    assert SECRET.encode() in original
    file_id = taken_in(original, matter, "a.jpg")
    box = [Rectangle(page=1, x=480, y=0, width=520, height=1000)]
    kind, made = blacked_file(file_id, matter_id=matter.matter_id, rectangles=box)
    assert kind == "png"
    image = Image.open(io.BytesIO(made))
    assert image.mode == "RGB"
    assert image.info == {}
    assert image.crop((192, 0, 400, 200)).getextrema() == ((0, 0),) * 3
    assert image.crop((0, 0, 180, 200)).getextrema()[0][0] > 240
    assert SECRET.encode() not in made
    assert not [n for n in range(0, len(original) - 32, 16) if original[n : n + 32] in made]
    # The original is as it was.
    assert b"".join(open_original(file_id).chunks) == original


@pytest.mark.parametrize(
    "box",
    [
        Rectangle(page=2, x=0, y=0, width=10, height=10),
        Rectangle(page=1, x=0, y=0, width=0, height=10),
        Rectangle(page=1, x=995, y=0, width=10, height=10),
        Rectangle(page=1, x=-1, y=0, width=10, height=10),
        Rectangle(page=0, x=0, y=0, width=10, height=10),
    ],
)
def test_a_rectangle_outside_the_page_makes_no_copy(matter: Any, box: Rectangle):
    file_id = taken_in(a_photograph(), matter, "a.jpg")
    with pytest.raises(CannotPaint):
        blacked_file(file_id, matter_id=matter.matter_id, rectangles=[box])


def test_the_smallest_rectangle_still_covers_a_dot(matter: Any):
    file_id = taken_in(a_photograph(), matter, "a.jpg")
    box = [Rectangle(page=1, x=0, y=0, width=1, height=1)]
    _, made = blacked_file(file_id, matter_id=matter.matter_id, rectangles=box)
    assert Image.open(io.BytesIO(made)).getpixel((0, 0)) == (0, 0, 0)


def test_without_poppler_a_pdf_is_not_pretended_to_be_blacked(matter: Any, monkeypatch: Any):
    file_id = taken_in(a_pdf(), matter)
    monkeypatch.setattr(blacking, "drawer", lambda: None)
    with pytest.raises(CannotPaint) as declined:
        blacked_file(file_id, matter_id=matter.matter_id, rectangles=LOW)
    assert "poppler" in declined.value.sentence


def test_a_file_of_another_matter_or_of_another_kind_is_none(matter: Any):
    file_id = taken_in(a_photograph(), matter, "a.jpg")
    text = taken_in("只有文字".encode(), matter, "a.txt")
    for which, of in ((file_id, uuid.uuid4()), (text, matter.matter_id)):
        with pytest.raises(CannotPaint):
            pages_of(which, matter_id=of)


@needs_poppler
def test_more_pages_than_anybody_blacks_out_are_refused(matter: Any):
    file_id = taken_in(a_pdf(61), matter)
    with pytest.raises(CannotPaint):
        pages_of(file_id, matter_id=matter.matter_id)


@needs_poppler
def test_a_page_of_absurd_size_hits_the_wall_and_makes_no_copy(matter: Any):
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(14400, 14400))
    out = io.BytesIO()
    pdf.save(out)
    file_id = taken_in(out.getvalue(), matter)
    with pytest.raises(CannotPaint):
        page_of(file_id, 1, matter_id=matter.matter_id)


@needs_poppler
def test_what_lies_outside_a_page_or_under_a_hidden_layer_does_not_come_back(matter: Any):
    """Cropped away is not gone in a PDF; drawn anew, it is."""
    pdf = pikepdf.open(io.BytesIO(a_pdf(1)))
    pdf.pages[0].obj.CropBox = [0, 400, 600, 800]
    out = io.BytesIO()
    pdf.save(out)
    file_id = taken_in(out.getvalue(), matter)
    box = [Rectangle(page=1, x=0, y=0, width=1, height=1)]
    _, made = blacked_file(file_id, matter_id=matter.matter_id, rectangles=box)
    assert SECRET.encode() not in everything_in(made)
    assert words_of(made).strip() == ""
