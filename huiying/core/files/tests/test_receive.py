"""Taking in: what is refused says why, and nothing of it stays."""

from pathlib import Path

import pytest

from huiying.core.files import queries, services
from huiying.core.files.models import File
from huiying.core.files.tests import samples
from huiying.core.files.tests.conftest import AT

pytestmark = pytest.mark.django_db


@pytest.fixture
def refused(send, on_disk):
    def refusing(error, content, **where):
        before = on_disk()
        with pytest.raises(error) as caught:
            send(content, "photo.jpg", **where)
        assert on_disk() == before
        return caught.value

    return refusing


def test_a_picture_waits_sealed_until_it_is_clean(send, matter, folder):
    content = samples.photograph_with_place()
    send(content, "现场.jpg")
    (row,) = queries.files_of(matter)
    assert (row.name, row.state, row.can_be_opened) == ("现场.jpg", "waiting", False)
    kept = b"".join(p.read_bytes() for p in folder.rglob("*") if p.is_file())
    assert samples.MARK not in kept
    assert content[:64] not in kept
    with pytest.raises(queries.NotServed):
        queries.open_served(row.id)


def test_the_original_comes_back_byte_for_byte(send):
    content = samples.photograph_with_place() + bytes(3_000_000)
    file_id = send(content)
    original = queries.open_original(file_id)
    assert b"".join(original.chunks) == content
    assert original.content_type == "application/octet-stream"


def test_a_web_page_called_photo_is_refused(refused):
    error = refused(services.KindNotAllowed, b"<html><script>alert(1)</script></html>")
    assert "screenshot" in error.sentence


def test_an_empty_file_is_refused(refused):
    assert "empty" in refused(services.Broken, b"").sentence


def test_a_picture_cut_short_by_the_network_is_refused(refused):
    refused(services.Broken, samples.picture("WEBP")[:-100])


def test_a_file_over_the_limit_is_refused_while_it_still_comes(settings, matter):
    settings.HUIYING_FILE_BYTES = 1024 * 1024
    taken = []

    def endless():
        while True:
            taken.append(1)
            yield b"\xff\xd8\xff" + bytes(100_000)

    with pytest.raises(services.TooLarge) as caught:
        services.receive_file(chunks=endless(), name="a.jpg", by=None, at=AT, matter_id=matter)
    assert len(taken) == 11
    assert caught.value.sentence % caught.value.params == (
        "This file is larger than 1 MB. Send a shorter part or a smaller copy."
    )


def test_the_eleventh_file_is_one_too_many(send, refused):
    for _ in range(10):
        send(b"some text")
    assert "%(most)s" in refused(services.TooMany, b"some text").sentence


def test_an_erased_file_makes_room(send, matter):
    first, *_ = [send(b"some text") for _ in range(10)]
    services.erase_file(file_id=first, at=AT)
    send(b"one more text")
    assert len(queries.files_of(matter)) == 11


def test_unsent_files_have_a_room_of_their_own(settings, refused, send):
    settings.HUIYING_FILE_BYTES = 1000
    settings.HUIYING_UNSENT_FILE_BYTES = 2500
    for draft in (b"a" * 32, b"b" * 32):
        send(b"x" * 900, draft=draft)
    refused(services.NoRoom, b"x" * 900, draft=b"c" * 32)
    send(b"a matter is not held up by drafts")


def test_an_upload_that_breaks_off_leaves_nothing(matter, on_disk):
    def broken():
        yield samples.picture()
        raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        services.receive_file(chunks=broken(), name="a.jpg", by=None, at=AT, matter_id=matter)
    assert on_disk() == []
    assert not File.objects.exists()


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("C:\\Users\\li\\photo.JPG", "photo.JPG"),
        ("../../etc/passwd.jpeg", "passwd.jpeg"),
        ("holiday\u202egpj.exe", "holidaygpj.jpg"),
        ("evil.html", "evil.jpg"),
        ("\r\nSet-Cookie: a=b", "Set-Cookie: a=b.jpg"),
        ("", "file.jpg"),
        ("长" * 300 + ".jpg", "长" * 116 + ".jpg"),
    ],
)
def test_a_name_is_made_harmless_and_honest(send, matter, sent, shown):
    send(samples.picture(), sent)
    assert [row.name for row in queries.files_of(matter)] == [shown]


def test_the_name_lies_sealed_in_the_database(send):
    send(samples.picture(), "complaint-about-wang.jpg")
    assert b"wang" not in bytes(File.objects.get().name or b"")


def test_a_file_belongs_to_a_matter_or_to_a_draft_never_both(matter):
    with pytest.raises(ValueError, match="matter or to a draft"):
        services.receive_file(
            chunks=[b"x"], name="", by=None, at=AT, matter_id=matter, draft=b"d" * 32
        )


def test_no_place_leads_out_of_the_folder(send, folder):
    send(samples.picture(), "../../../outside.jpg")
    assert all(folder in Path(p).parents for p in folder.rglob("*"))
