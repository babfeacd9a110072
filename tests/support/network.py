"""Nothing in the suite speaks to another machine."""

import ipaddress
import socket
from typing import Any


class NoNetwork(AssertionError):
    """A test tried to leave this machine."""


_connect = socket.socket.connect
_connect_ex = socket.socket.connect_ex


def _check(family: int, address: Any) -> None:
    if family not in (socket.AF_INET, socket.AF_INET6):
        return
    host = str(address[0])
    if host in {"localhost", ""}:
        return
    try:
        near = ipaddress.ip_address(host.split("%")[0]).is_loopback
    except ValueError:
        near = False
    if not near:
        raise NoNetwork(f"a test tried to reach {address!r}")


def _guarded_connect(self: socket.socket, address: Any) -> None:
    _check(self.family, address)
    _connect(self, address)


def _guarded_connect_ex(self: socket.socket, address: Any) -> int:
    _check(self.family, address)
    return _connect_ex(self, address)


def block() -> None:
    socket.socket.connect = _guarded_connect  # type: ignore[method-assign, assignment]
    socket.socket.connect_ex = _guarded_connect_ex  # type: ignore[method-assign, assignment]
