"""Who would rather speak than write sends a recording, and need write nothing."""

import io
import wave

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from huiying.mechanisms.complaints.tests import support

pytestmark = pytest.mark.django_db


def recording() -> SimpleUploadedFile:
    out = io.BytesIO()
    with wave.open(out, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(16_000)
        sound.writeframes(bytes(32_000))
    return SimpleUploadedFile("recording-1.wav", out.getvalue(), "audio/wav")


@pytest.fixture
def at_the_words(client: Client) -> str:
    """Somebody who has come as far as the page that asks what happened; gives its address."""
    support.build()
    for slug, typed in (
        ("how", {"how": "anonymous"}),
        ("category", {"category": "attitude"}),
        ("who", {}),
    ):
        assert client.post(reverse("tell_step", args=[slug]), typed).status_code == 302
    return reverse("tell_step", args=["what"])


def test_a_recording_stands_for_words(client: Client, at_the_words: str):
    sent = client.post(at_the_words, {"narrative": "", "files": recording()})
    assert sent["Location"] == reverse("tell_check")
    page = client.get(sent["Location"]).content.decode()
    assert "内容见所附录音。" in page
    assert "recording-1.wav" in page


def test_neither_words_nor_recording_is_asked_for_again(client: Client, at_the_words: str):
    picture = SimpleUploadedFile("a.txt", "一张纸条".encode())
    assert client.post(at_the_words, {"narrative": " ", "files": picture}).status_code == 422


def test_words_stay_what_they_are_beside_a_recording(client: Client, at_the_words: str):
    sent = client.post(at_the_words, {"narrative": "窗口不收材料。", "files": recording()})
    page = client.get(sent["Location"]).content.decode()
    assert "窗口不收材料。" in page
    assert "内容见所附录音。" not in page


def test_a_recording_taken_out_again_stands_for_nothing(client: Client, at_the_words: str):
    client.post(at_the_words, {"narrative": "", "files": recording()})
    page = client.get(at_the_words).content.decode()
    file_id = page.partition('name="drop_file" value="')[2].partition('"')[0]
    client.post(at_the_words, {"narrative": "", "drop_file": file_id})
    assert client.get(reverse("tell_check"))["Location"] == at_the_words
    assert client.post(at_the_words, {"narrative": ""}).status_code == 422


def test_only_the_pages_where_one_speaks_may_use_the_microphone(client: Client, at_the_words: str):
    assert "microphone=(self)" in client.get(at_the_words)["Permissions-Policy"]
    assert "microphone=()" in client.get("/")["Permissions-Policy"]
    assert "camera=()" in client.get(at_the_words)["Permissions-Policy"]
