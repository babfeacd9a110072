"""A district with two stations, and staff who sign in to it as people do: by the pages."""

import time
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from huiying.core import clock
from huiying.core.kinds import SeatRole
from huiying.core.people.services import open_account
from huiying.core.units import services as units
from huiying.core.units.models import Level

PASSWORD = "correct-horse-battery"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0"
PHONE = "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0 Mobile Safari/537.36"


@dataclass(kw_only=True)
class Staff:
    units: dict[str, int] = field(default_factory=dict)
    officers: dict[str, int] = field(default_factory=dict)
    postings: dict[str, int] = field(default_factory=dict)

    def account(self, name: str) -> Any:
        return get_user_model().objects.get(username=name)


def build(at: datetime | None = None) -> Staff:
    """wang at the desk of Liudu, zhao heads it, admin administers the district."""
    at = at or clock.now()
    made = Staff()
    opened = date(2020, 1, 1)
    made.units["QH"] = units.open_unit(
        code="QH", zh="清河分局", en="Qinghe District", level=Level.COUNTY, opened_on=opened,
        complaints_office=True,
    )  # fmt: skip
    for code, zh, en in (("QH-01", "柳渡派出所", "Liudu"), ("QH-02", "东湖派出所", "Donghu")):
        made.units[code] = units.open_unit(
            code=code, zh=zh, en=en, level=Level.STATION, opened_on=opened, parent=made.units["QH"]
        )
    for name, unit, role, number in (
        ("wang", "QH-01", SeatRole.DESK, "000101"),
        ("zhao", "QH-01", SeatRole.HEAD, "000102"),
        ("admin", "QH", SeatRole.ADMIN, "000103"),
        ("chief", "QH", SeatRole.ADMIN, "000104"),
    ):
        made.officers[name] = units.add_officer(number=number, zh=name)
        made.postings[name] = units.post_officer(
            officer_id=made.officers[name], unit_id=made.units[unit], role=role, since=at
        )
        open_account(
            username=name, password=PASSWORD, officer_id=made.officers[name],
            email=f"{name}@police.example",
        )  # fmt: skip
    return made


def browser(agent: str = FIREFOX, address: str = "10.1.2.3") -> Client:
    return Client(HTTP_USER_AGENT=agent, REMOTE_ADDR=address)


def sign_in(client: Client, name: str, password: str = PASSWORD, **more: Any) -> Any:
    return client.post(reverse("account_login"), {"login": name, "password": password, **more})


def inside(client: Client) -> bool:
    """Whether the desk opens."""
    return client.get(reverse("desk")).status_code == 200


def set_up_app(client: Client) -> str:
    """Set up an authenticator app by its page; gives its secret."""
    page = client.get(reverse("mfa_activate_totp"))
    secret = str(page.context["form"].secret)
    done = client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})
    assert done.status_code == 302, done.content.decode()
    return secret


def code_of(secret: str, steps: int = 0) -> str:
    """What the app shows, or showed so many half minutes ago."""
    counter = int(time.time()) // 30 + steps  # noqa: TID251 - the app has the machine's clock
    return format_hotp_value(hotp_value(secret, counter))


def recovery_codes(client: Client) -> list[str]:
    page = client.get(reverse("mfa_view_recovery_codes"))
    return [code.replace(" ", "") for code in page.context["codes"]]
