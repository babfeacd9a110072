"""What goes out as a table runs nothing in a spreadsheet; what goes out as mail carries no header of others."""

import csv
import io
import uuid
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from huiying.core.notices import reasons
from huiying.core.notices.channels import Message, Verdict
from huiying.core.notices.claims import Claim
from huiying.core.notices.mail import Mail, letter
from huiying.core.notices.models import Channel
from huiying.core.units.models import Level
from huiying.core.units.services import open_unit
from huiying.mechanisms.complaints.tests import support
from huiying.mechanisms.openness.services.refreshing import refresh_now
from tests.support import smtp

FORMULAS = [
    '=HYPERLINK("http://evil.example","x")', "+1+cmd|' /C calc'!A0", "-2+3", "@SUM(1)", "\t=1", "\r=1", "＝1+1",
    "＠SUM(1)", " =1",
]  # fmt: skip


def rows(client: Client, path: str) -> list[dict[str, str]]:
    answer = client.get(path)
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"].startswith("attachment")
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"), newline="")))


def test_no_name_of_a_unit_is_a_formula(service: support.Service):
    for n, name in enumerate(FORMULAS):
        opened = date(2025, 1, 1)
        open_unit(code=f"X{n}", zh=name, en=name, level=Level.COUNTY, opened_on=opened,
                  parent=service.units["city"])  # fmt: skip
    for _ in range(12):
        support.file(service, at=service.at)
    refresh_now(service.at + timedelta(days=1))
    found = rows(Client(), reverse("figures_csv"))
    names = {row["name"] for row in found}
    assert {f"'{name}" for name in FORMULAS} <= names
    cells = [cell for row in found for name, cell in row.items() if name in ("unit", "name")]
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in cells)


@pytest.mark.django_db
def test_the_name_of_the_file_is_not_of_the_visitors_making():
    answer = Client().get(reverse("figures_csv"), {"period": '2026"; filename="x.exe\r\nX-Evil: 1'})
    assert "exe" not in answer["Content-Disposition"]
    assert "X-Evil" not in answer


# --- mail ----------------------------------------------------------------------------------------

INJECTED = [
    "a@example.org\r\nBcc: b@example.org", "a@example.org\nBcc: b@example.org", "a@example.org, b@example.org",
    "a@example.org;b@example.org", "<a@example.org> SIZE=1", "a@example.org\x00", '"a\r\nBcc: x"@example.org',
    "a@exa\u2028mple.org", "@", "a@b\r\n.\r\nMAIL FROM:<x@example.org>",
]  # fmt: skip
MESSAGE = Message(subject="您有一条新消息", text="x", language="zh-hans")


def claim(service: support.Service) -> Claim:
    return Claim(
        id=uuid.uuid4(), fence=1, attempts=0, matter_id=uuid.uuid4(), party_id=None, person_id=None,
        channel=Channel.EMAIL, template="x", language="zh-hans", about=uuid.uuid4(),
        created_at=service.at, claimed_at=service.at,
    )  # fmt: skip


@pytest.mark.parametrize("address", INJECTED)
def test_an_address_that_carries_more_than_itself_is_not_written_to(
    service, mail: smtp.Sink, address: str
):
    sender = Mail()
    handed = sender.hand_over(claim(service), address, MESSAGE, point_of_no_return=lambda: True)
    sender.close()
    assert (handed.verdict, handed.detail) == (Verdict.REFUSED, reasons.BAD_ADDRESS)
    assert mail.messages == []


@pytest.mark.parametrize("address", [a for a in INJECTED if "\n" in a])
def test_no_form_takes_such_an_address(service: support.Service, address: str):
    typed = {"how": "named", "name": "林", "email": address}
    answer = Client().post(reverse("tell_step", kwargs={"slug": "how"}), typed)
    assert answer.status_code == 422


def test_a_subject_of_two_lines_makes_no_letter(service: support.Service):
    evil = Message(subject="x\r\nBcc: b@example.org", text="x", language="zh-hans")
    with pytest.raises(ValueError, match="linefeed"):
        letter(claim(service), "a@example.org", evil)


def test_words_that_look_like_the_end_of_a_mail_do_not_end_it(service, mail: smtp.Sink):
    evil = Message(subject="x", text="a\r\n.\r\nMAIL FROM:<x@example.org>\r\n", language="zh-hans")
    sender = Mail()
    sender.hand_over(claim(service), "a@example.org", evil, point_of_no_return=lambda: True)
    sender.close()
    [one] = mail.messages
    assert "MAIL FROM" in one.get_content()
