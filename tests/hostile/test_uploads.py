"""What comes in by the gigabyte fills no disk, leaves no name behind, and gets a sentence."""

import os
from typing import Any

import pytest
from django.conf import settings as configured
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory
from django.urls import reverse

from huiying.core.files.models import File
from huiying.core.files.tests.samples import picture
from huiying.mechanisms.complaints.tests import support

STEP = "what"
BIG = 3 * 1024 * 1024  # more than is kept in memory


def step() -> str:
    return reverse("tell_step", kwargs={"slug": STEP})


def named(content: bytes, name: str = "a.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="image/png")


def test_what_comes_in_has_no_name_on_the_disk_while_it_is_taken(
    rf: RequestFactory, settings: Any, tmp_path
):
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    request = rf.post("/", {"files": named(b"\x89PNG" + bytes(BIG))})
    taken = request.FILES["files"]
    assert taken.size == BIG + 4
    assert os.listdir(tmp_path) == [], "a power cut would leave it there to be read"
    assert b"".join(taken.chunks()) == b"\x89PNG" + bytes(BIG)
    taken.close()


def test_of_a_file_that_is_too_large_no_more_is_kept_than_tells_it_so(
    rf: RequestFactory, settings: Any
):
    settings.HUIYING_FILE_BYTES = 1000
    settings.HUIYING_FILES_PER_MATTER = 10_000
    taken = rf.post("/", {"files": named(bytes(BIG))}).FILES["files"]
    assert os.fstat(taken.fileno()).st_size == 1001
    taken.close()


def test_it_gets_a_sentence_and_the_words_stay(service: support.Service, settings: Any):
    settings.HUIYING_FILE_BYTES = 1024 * 1024
    answer = Client().post(
        f"/en{step()}", {"narrative": "窗口没有人。", "files": named(picture("PNG") + bytes(BIG))}
    )
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "larger than 1 MB" in page
    assert "窗口没有人。" in page
    assert File.objects.count() == 0


def test_more_than_all_files_together_is_not_even_read(
    service: support.Service, settings: Any, tmp_path
):
    settings.HUIYING_FILE_BYTES, settings.HUIYING_FILES_PER_MATTER = 1000, 1
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100_000
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    assert Client().post(step(), {"files": named(bytes(BIG))}).status_code == 400
    forged = Client(enforce_csrf_checks=True).post(step(), {"files": named(bytes(BIG))})
    assert forged.status_code == 403
    assert os.listdir(tmp_path) == []


def test_a_thousand_fields_or_files_are_refused(service: support.Service):
    many = {f"f{n}": "x" for n in range(configured.DATA_UPLOAD_MAX_NUMBER_FIELDS + 5)}
    assert Client().post(step(), many).status_code == 400
    files = {
        "files": [
            named(b"x", f"{n}.txt") for n in range(configured.DATA_UPLOAD_MAX_NUMBER_FILES + 5)
        ]
    }
    assert Client().post(step(), files).status_code == 400


def test_many_megabytes_of_words_are_refused(service: support.Service):
    assert configured.DATA_UPLOAD_MAX_MEMORY_SIZE <= 5 * 1024 * 1024
    assert Client().post(step(), {"narrative": "x" * 6_000_000}).status_code == 400


def test_what_no_page_asks_for_is_not_kept_in_a_draft(service: support.Service):
    client = Client()
    stuffed = {"narrative": "", **{f"x{n}": "y" * 1000 for n in range(500)}}
    client.post(step(), stuffed)
    from huiying.core.people.models import Draft

    assert len(bytes(Draft.objects.get().sealed)) < 10_000


@pytest.mark.parametrize(
    "content",
    [
        b"<svg onload=alert(1)>",
        b"<!doctype html><script>1</script>",
        b"PK\x03\x04",
        b"MZ\x90",
        b"\x1f\x8b\x08",
    ],
    ids=["svg", "html", "zip", "program", "gzip"],
)
def test_a_page_a_bomb_or_a_program_called_picture_is_refused(
    service: support.Service, content: bytes
):
    answer = Client().post(step(), {"narrative": "x", "files": named(content + b" " * 100)})
    assert answer.status_code == 422
    assert File.objects.count() == 0


def test_the_guard_stands_in_the_settings():
    assert "huiying.core.web.uploads.NamelessFiles" in configured.FILE_UPLOAD_HANDLERS
    assert not any("TemporaryFile" in name for name in configured.FILE_UPLOAD_HANDLERS)
    assert issubclass(RequestDataTooBig, Exception)
