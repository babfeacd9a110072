"""Files as people and attackers send them, made on the spot."""

import io
import struct
import zlib

import pikepdf
from PIL import Image

MARK = b"secret-of-the-sender"


def picture(kind="JPEG", size=(60, 40), mode="RGB", **options):
    out = io.BytesIO()
    Image.effect_noise(size, 40).convert(mode).save(out, kind, **options)
    return out.getvalue()


def photograph_with_place():
    """A JPEG that knows where it was taken, lies on its side and carries a comment."""
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by 90 degrees
    exif[0x010F] = MARK.decode()
    place = exif.get_ifd(0x8825)
    place.update({1: "N", 2: (25.0, 2.0, 11.0), 3: "E", 4: (102.0, 42.0, 31.0)})
    return picture(exif=exif, comment=MARK)


def png(width, height, *, rows=b""):
    """A PNG that claims a size of its own; by default without a single row of pixels."""

    def chunk(name, body):
        return (
            struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = chunk(b"IDAT", rows or zlib.compress(b""))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + body + chunk(b"IEND", b"")


def png_bomb(side):
    """A few kilobytes that unpack to three bytes for each of side × side pixels."""
    packer = zlib.compressobj(9)
    row = bytes(side * 3 + 1)
    rows = b"".join(packer.compress(row) for _ in range(side)) + packer.flush()
    return png(side, side, rows=rows)


def armed_pdf(*, password=None):
    """A PDF with everything that may act: scripts, a launch, a form post, media, an attached file."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(200, 200)).obj
    script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert('script-runs')")
    launch = pikepdf.Dictionary(S=pikepdf.Name.Launch, F="cmd-launches.exe")
    link = pikepdf.Dictionary(S=pikepdf.Name.URI, URI="http://tracker.example/who")
    home = pikepdf.Dictionary(S=pikepdf.Name.GoTo, D=pikepdf.Array([page, pikepdf.Name.Fit]))
    page.AA = pikepdf.Dictionary(O=script)
    field = pdf.make_indirect(_note("Widget", AA=pikepdf.Dictionary(K=pdf.make_indirect(script))))
    page.Annots = pdf.make_indirect(
        pikepdf.Array(
            [
                _note("Link", A=pdf.make_indirect(launch)),
                _note("Link", A=link),
                _note("Link", A=home),
                field,
                _note("RichMedia", Contents="media-plays"),
                _note("FileAttachment", FS=pikepdf.Dictionary(F="attached.exe")),
            ]
        )
    )
    pdf.attachments["attached.exe"] = b"MZ-attached-program"
    pdf.Root.OpenAction = pdf.make_indirect(script)
    pdf.Root.AA = pikepdf.Dictionary(WC=launch)
    pdf.Root.Names.JavaScript = pikepdf.Dictionary(
        Names=pikepdf.Array(["run", pdf.make_indirect(script)])
    )
    pdf.Root.AcroForm = pikepdf.Dictionary(XFA="xfa-form", Fields=pikepdf.Array([field]))
    pdf.docinfo["/Author"] = MARK.decode()
    with pdf.open_metadata() as metadata:
        metadata["dc:creator"] = [MARK.decode()]
    photograph = pikepdf.Stream(pdf, photograph_with_place())
    photograph.update(
        pikepdf.Dictionary(
            Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=60, Height=40,
            ColorSpace=pikepdf.Name.DeviceRGB, BitsPerComponent=8, Filter=pikepdf.Name.DCTDecode,
        )
    )  # fmt: skip
    page.Resources = pikepdf.Dictionary(
        XObject=pikepdf.Dictionary(Im0=pdf.make_indirect(photograph))
    )
    page.Contents = pikepdf.Stream(pdf, b"q 200 0 0 200 0 0 cm /Im0 Do Q")
    out = io.BytesIO()
    pdf.save(
        out, encryption=pikepdf.Encryption(user=password, owner=password) if password else False
    )
    return out.getvalue()


def _note(kind, **more):
    rect = pikepdf.Array([0, 0, 50, 50])
    return pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name(f"/{kind}"), Rect=rect, **more
    )


def box(name, body):
    return struct.pack(">I", len(body) + 8) + name + body


def film(brand=b"isom"):
    """An MP4 whose notes hold the place it was taken."""
    notes = box(b"udta", box(b"\xa9xyz", b"+25.0364+102.7086/" + MARK))
    track = box(b"trak", box(b"tkhd", bytes(84)) + box(b"meta", MARK))
    moov = box(b"moov", box(b"mvhd", bytes(100)) + track + notes)
    return box(b"ftyp", brand + bytes(4) + brand) + box(b"mdat", b"frames of the film") + moov


def recording():
    """A WAV with a note beside the sound."""
    body = b"WAVE" + _part(b"fmt ", bytes(16)) + _part(b"LIST", b"INFO" + MARK)
    body += _part(b"data", b"sound of the sea")
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _part(name, body):
    return name + struct.pack("<I", len(body)) + body


def song(*, tagged=True):
    """Two frames of MPEG 1 layer III at 128 kbit/s, 44.1 kHz: 417 bytes each."""
    frames = (b"\xff\xfb\x90\x00" + bytes(413)) * 2
    tag = b"ID3\x04\x00\x00" + bytes((0, 0, 0, len(MARK))) + MARK
    return tag + frames + b"TAG" + MARK.ljust(125) if tagged else frames
