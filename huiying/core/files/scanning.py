"""A virus scanner of the service's own, where it has one: each file is shown to it before it is cleaned.

What is served is made anew of pictures and documents and stripped of all that acts, whether or not anybody scans. Sound
and film are passed on as they are, and a service may be ordered to scan. The scanner is clamd or whatever speaks its
INSTREAM: the bytes go to it over a socket, from memory, and nothing is sent elsewhere.
"""

import socket
from collections.abc import Iterable
from contextlib import closing
from urllib.parse import urlsplit

from django.conf import settings

_SECONDS = 60
_PORT = 3310
_MOST = 1024 * 1024


class ScannerMissing(RuntimeError):
    """The scanner gave no verdict: no fault of the file, which waits until there is one."""


def harmless(chunks: Iterable[bytes]) -> bool:
    """Whether the scanner has nothing against it; True where the service has none. Raises ScannerMissing."""
    if not settings.HUIYING_SCANNER:
        return True
    verdict = _asked(b"zINSTREAM\0", chunks)
    if verdict.endswith(b" OK"):
        return True
    if verdict.endswith(b" FOUND"):
        return False
    raise ScannerMissing("the scanner gave no verdict")


def answers() -> bool:
    """Whether the scanner is there, for `huiying doctor`."""
    try:
        return _asked(b"zPING\0", ()) == b"PONG"
    except ScannerMissing:
        return False


def _asked(command: bytes, chunks: Iterable[bytes]) -> bytes:
    try:
        with closing(_line()) as line:
            line.sendall(command)
            for chunk in chunks:
                for start in range(0, len(chunk), _MOST):
                    part = chunk[start : start + _MOST]
                    line.sendall(len(part).to_bytes(4, "big") + part)
            if command.startswith(b"zINSTREAM"):
                line.sendall(bytes(4))
            return _heard(line)
    except OSError as error:
        raise ScannerMissing(type(error).__name__) from error


def _line() -> socket.socket:
    place = urlsplit(settings.HUIYING_SCANNER)
    if place.hostname:
        return socket.create_connection((place.hostname, place.port or _PORT), timeout=_SECONDS)
    line = socket.socket(socket.AF_UNIX)
    line.settimeout(_SECONDS)
    try:
        line.connect(place.path)
    except OSError:
        line.close()
        raise
    return line


def _heard(line: socket.socket) -> bytes:
    """Up to the NUL that ends an answer; a name of what was found is not kept."""
    heard = b""
    while b"\0" not in heard and len(heard) < 4096 and (more := line.recv(1024)):
        heard += more
    return heard.partition(b"\0")[0].strip()
