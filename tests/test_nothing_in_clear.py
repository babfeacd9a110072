"""Somebody steals the database, and the folder beside it: no name, number, word or picture of a person is in it."""

import json
import subprocess
from base64 import b64encode
from pathlib import Path

import pytest
import time_machine
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse

from huiying.config.work import kinds
from huiying.core import clock
from huiying.core.access.looks import log_look
from huiying.core.files.tests.samples import picture
from huiying.core.ledger.models import Matter
from huiying.core.web import proof
from huiying.core.work.loop import run_once
from huiying.mechanisms.complaints.models import Complaint
from huiying.mechanisms.complaints.services import conversing, handling
from huiying.mechanisms.complaints.tests import support

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

NAME = "欧阳澄泓"
PHONE = "13917530846"
EMAIL = "ouyang.chenghong@example.org"
NARRATIVE = "紫藤架下的值班民警撕了我的材料，还说明天不用来了。"
WHO = "戴眼镜的高个子民警"
PLACE = "桂花巷十七号门前"
WISH = "请当面道歉并补发回执"
FILE_NAME = "紫藤架的照片.png"
PLANTED = (NAME, PHONE, EMAIL, NARRATIVE, WHO, PLACE, WISH, FILE_NAME, "撕了我的材料", "桂花巷")


def spellings(text: str) -> list[bytes]:
    """As it could lie in a file: plain, as JSON escapes, as hex, as base64 at each of its three offsets."""
    raw = text.encode()
    found = [raw, text.encode("utf-16-le"), text.encode("utf-16-be"), text.encode("gb18030")]
    found += [json.dumps(text)[1:-1].encode(), raw.hex().encode(), raw.hex().upper().encode()]
    found += [b64encode(b"\0" * skip + raw)[4:-4] for skip in range(3) if len(raw) > 8]
    return found


def file_by_the_public_form(service: support.Service) -> str:
    """Each page of it, with a photograph, as a browser without script sends it; gives the code."""
    client = Client(headers={"host": "localhost"})
    upload = SimpleUploadedFile(FILE_NAME, picture("PNG"), content_type="image/png")
    steps = {
        "how": {"how": "named", "name": NAME, "phone": PHONE, "email": EMAIL},
        "category": {"category": "attitude"},
        "who": {"unit": "east-gate", "who": WHO},
        "what": {"narrative": NARRATIVE, "place": PLACE, "wish": WISH, "files": upload},
    }
    for slug, typed in steps.items():
        answer = client.post(reverse("tell_step", kwargs={"slug": slug}), typed)
        assert answer.status_code == 302, answer.content.decode()
    page = client.get(reverse("tell_check")).context["form"]
    with time_machine.travel(clock.now() + proof.WAIT * 2, tick=False):
        sent = client.post(reverse("tell_check"), {"proof": page.current.token})
        assert sent.status_code == 302, sent.content.decode()
        receipt = client.get(reverse("tell_receipt"))
    code = str(receipt.context["receipt"].code)
    assert len(code) == 20
    return code


def handled_once_over(service: support.Service) -> None:
    """What stands in the house after the worker went over it and staff wrote to the person."""
    matter = Matter.objects.get()
    at = clock.now() + proof.WAIT * 3
    assert -1 not in run_once(at, kinds()).values()
    by = service.actor("alice", at)
    handling.accept_complaint(matter_id=matter.pk, by=by, at=at)
    conversing.ask_complainant(matter_id=matter.pk, question=f"{NAME}，在{PLACE}？", by=by, at=at)
    log_look(by=by, at=at, what="contact", page="x", matter_id=matter.pk, reason=f"给{NAME}回电话")


def stolen(folder: Path) -> dict[str, bytes]:
    """The whole database as bytes, and each file of the folder."""
    taken = {str(p): p.read_bytes() for p in settings.HUIYING_FILES.rglob("*") if p.is_file()}
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("CHECKPOINT")
        name, host = connection.settings_dict["NAME"], connection.settings_dict["HOST"]
        dump = subprocess.run(
            ["pg_dump", "-h", host, "-U", "huiying", name], capture_output=True, check=True
        )
        taken["dump"] = dump.stdout
        return taken
    path = Path(str(connection.settings_dict["NAME"]))
    for one in path.parent.glob(f"{path.name}*"):
        taken[one.name] = one.read_bytes()
    return taken


def test_a_stolen_database_holds_nothing_of_what_a_person_said(tmp_path: Path):
    service = support.build()
    code = file_by_the_public_form(service)
    handled_once_over(service)
    assert Complaint.objects.get().identified
    taken = stolen(tmp_path)
    whole = b"".join(taken.values())
    # The ways to look do find what is there in clear, so that finding nothing says something.
    assert any(s in whole for s in spellings("complaint.received"))
    assert len(whole) > 100_000
    for text in (*PLANTED, code):
        for spelling in spellings(text):
            assert spelling not in whole, (text, [n for n, b in taken.items() if spelling in b])
    assert picture("PNG")[40:120] not in whole
