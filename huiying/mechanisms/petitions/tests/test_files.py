"""Photos and papers come with the public form, and scanned letters with the desk's: the matter's once it is sent."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from huiying.core.files.models import File
from huiying.core.files.queries import files_of
from huiying.core.files.tests.samples import picture
from huiying.core.ledger.models import Matter
from huiying.core.web.proof import ProofForm
from huiying.mechanisms.petitions.tests.pages import signed_in, text
from huiying.mechanisms.petitions.tests.support import Service

WHAT = {"narrative": "院墙被拆，请求恢复。", "request": "", "unit": "east-gate"}
WHO = {"name": "林小满", "address": "东区和平路1号", "phone": "", "email": ""}


@pytest.fixture(autouse=True)
def _no_work(monkeypatch: pytest.MonkeyPatch) -> None:
    """The proof of work has tests of its own."""
    monkeypatch.setattr("huiying.core.web.proof.verify", lambda *a, **k: "work")
    monkeypatch.setattr(ProofForm.base_fields["proof"], "required", False)


def photo(name: str = "院墙.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, picture("PNG"), content_type="image/png")


def what(client: Client, **given: Any) -> Any:
    return client.post(reverse("petition_step", args=["what"]), {**WHAT, **given})


def test_a_photo_comes_with_the_petition_and_is_its_own(service: Service):
    client = Client()
    assert what(client, files=photo()).status_code == 302
    client.post(reverse("petition_step", args=["who"]), WHO)
    assert "院墙.png" in text(client.get(reverse("petition_check")))
    client.post(reverse("petition_check"), {"proof": "x"})
    [matter] = Matter.objects.all()
    [file] = files_of(matter.pk)
    assert file.name == "院墙.png"


def test_what_is_no_photo_is_not_taken_and_what_was_typed_stays(service: Service):
    client = Client()
    answer = what(client, files=SimpleUploadedFile("a.exe", b"MZ\x90\x00"))
    assert answer.status_code == 422
    assert "院墙被拆" in text(answer)
    assert File.objects.count() == 0


def test_a_file_is_taken_out_again(service: Service):
    client = Client()
    what(client, files=photo())
    [file] = File.objects.all()
    page = what(client, drop_file=str(file.pk))
    assert page.status_code == 200
    assert "院墙.png" not in text(page)
    assert File.objects.count() == 0


def test_of_another_browser_a_file_is_not_taken_out(service: Service):
    what(Client(), files=photo())
    [file] = File.objects.all()
    what(Client(), drop_file=str(file.pk))
    assert File.objects.count() == 1


def desk_form(client: Client, **given: Any) -> dict[str, Any]:
    page = text(client.get(reverse("petition_intake")))
    hidden = dict(re.findall(r'type="hidden" name="(key|draft)" value="([^"]+)"', page))
    return {
        "channel": "letter", "narrative": "来信：院墙被拆。", "unit": "east-gate", "handover": "none",
        **hidden, **given,
    }  # fmt: skip


def test_a_letter_is_scanned_at_the_desk(service: Service, later: None):
    desk = signed_in(service, "alice")
    sent = desk.post(reverse("petition_intake"), desk_form(desk, files=photo("来信.png")))
    assert sent.status_code == 302
    [matter] = Matter.objects.all()
    assert [f.name for f in files_of(matter.pk)] == ["来信.png"]


def test_at_the_desk_a_file_stays_while_something_else_is_put_right(service: Service, later: None):
    desk = signed_in(service, "alice")
    filled = desk_form(desk, narrative="", files=photo("来信.png"))
    wrong = desk.post(reverse("petition_intake"), filled)
    assert wrong.status_code == 422
    assert "来信.png" in text(wrong)
    del filled["files"]
    right = desk.post(reverse("petition_intake"), filled | {"narrative": "院墙被拆。"})
    assert right.status_code == 302
    [matter] = Matter.objects.all()
    assert len(files_of(matter.pk)) == 1
