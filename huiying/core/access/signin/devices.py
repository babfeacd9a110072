"""Devices somebody has signed in from before, and what they are called. Known by a cookie, kept as a keyed hash."""

import ipaddress
import secrets
import uuid
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from huiying.core.access.signin.models import Device
from huiying.core.kinds import new_id
from huiying.core.people import sealing

COOKIE = "huiying_device"
COOKIE_SECONDS = 180 * 24 * 3600

# What a browser says of itself, the most particular first: nearly all of them say Chrome and Safari too.
_BROWSERS = (
    ("MicroMessenger", "wechat"), ("QQBrowser", "qq"), ("UCBrowser", "uc"), ("Edg", "edge"),
    ("OPR", "opera"), ("Firefox", "firefox"), ("FxiOS", "firefox"), ("CriOS", "chrome"),
    ("Chrom", "chrome"), ("Safari", "safari"),
)  # fmt: skip
_SYSTEMS = (
    ("HarmonyOS", "harmony"), ("OpenHarmony", "harmony"), ("Android", "android"),
    ("iPhone", "iphone"), ("iPad", "ipad"), ("Windows", "windows"), ("Mac OS", "mac"),
    ("CrOS", "chromeos"), ("Linux", "linux"),
)  # fmt: skip


@dataclass(frozen=True, kw_only=True, slots=True)
class Whence:
    """Where a request comes from, as coarsely as it is kept."""

    browser: str = ""
    system: str = ""
    network: str = ""


def whence(*, agent: str, address: str) -> Whence:
    return Whence(
        browser=next((code for sign, code in _BROWSERS if sign in agent), ""),
        system=next((code for sign, code in _SYSTEMS if sign in agent), ""),
        network=_network(address),
    )


def _network(address: str) -> str:
    """The name that HUIYING_NETWORKS (`10.1.0.0/16=QH`) has for it; the narrowest wins. The address is not kept."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return ""
    nets = []
    for entry in settings.HUIYING_NETWORKS:
        span, _equals, name = entry.partition("=")
        try:
            net = ipaddress.ip_network(span.strip(), strict=False)
        except ValueError:
            # `huiying doctor` says so.
            continue
        if found in net:
            nets.append((net.prefixlen, name.strip()))
    return max(nets)[1][:40] if nets else ""


def new_token() -> str:
    return secrets.token_urlsafe(24)


def _digest(token: str) -> bytes:
    return sealing.keyed_hash(token.encode(), purpose="signin.device")


def known(*, account_id: int, token: str) -> uuid.UUID | None:
    """The device behind a cookie, if this account was signed in from it before."""
    if not token:
        return None
    rows = Device.objects.filter(account_id=account_id, digest=_digest(token))
    return rows.values_list("pk", flat=True).first()


def known_by_name(*, username: str, token: str) -> uuid.UUID | None:
    if not token:
        return None
    rows = Device.objects.filter(
        account__username=username, account__is_active=True, digest=_digest(token)
    )
    return rows.values_list("pk", flat=True).first()


def remember(*, account_id: int, token: str, where: Whence, at: datetime) -> bool:
    """Keep the device; whether it is new to this account."""
    _device, made = Device.objects.update_or_create(
        account_id=account_id,
        digest=_digest(token),
        defaults={"browser": where.browser, "system": where.system, "last_at": at},
        create_defaults={
            "id": new_id(at),
            "browser": where.browser,
            "system": where.system,
            "first_at": at,
            "last_at": at,
        },
    )
    return made


def first_ever(*, account_id: int) -> bool:
    return not Device.objects.filter(account_id=account_id).exists()


def forget_all(*, account_id: int) -> None:
    Device.objects.filter(account_id=account_id).delete()
