"""Where the service has a virus scanner, nothing is opened that it warns of, and nothing while it is silent."""

import socketserver
import threading
from collections.abc import Iterator

import pytest

from huiying.config import doctor_files
from huiying.core.files import queries, services
from huiying.core.files.models import File
from huiying.core.files.tests.conftest import AT, LATER
from huiying.core.files.tests.samples import MARK, picture
from huiying.core.files.work import LEASE

EICAR = b"a harmless sentence that the scanner of this test takes for a virus: " + MARK


class Clamd(socketserver.StreamRequestHandler):
    """As clamd speaks: zINSTREAM, pieces with their length before them, an empty one at the end."""

    def handle(self) -> None:
        command = b""
        while not command.endswith(b"\0"):
            command += self.rfile.read(1)
        if command == b"zPING\0":
            self.wfile.write(b"PONG\0")
            return
        heard = b""
        while size := int.from_bytes(self.rfile.read(4), "big"):
            heard += self.rfile.read(size)
        self.wfile.write(b"stream: Test FOUND\0" if MARK in heard else b"stream: OK\0")


@pytest.fixture
def clamd(settings, tmp_path) -> Iterator[None]:
    path = str(tmp_path / "clamd")
    settings.HUIYING_SCANNER = f"clamd://{path}"
    with socketserver.ThreadingUnixStreamServer(path, Clamd) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield
        server.shutdown()


def test_what_the_scanner_has_nothing_against_is_cleaned_and_opened(clamd, cleaned):
    row, copy = cleaned(picture())
    assert row.can_be_opened
    assert copy


def test_what_it_warns_of_is_opened_by_nobody_and_says_why(clamd, cleaned):
    row, copy = cleaned(EICAR)
    assert copy is None
    assert "virus" in row.refusal
    with pytest.raises(queries.NotServed):
        queries.open_served(row.id)


def test_while_it_is_silent_files_wait_and_lose_nothing(settings, send, tmp_path):
    settings.HUIYING_SCANNER = f"clamd://{tmp_path}/nobody"
    file_id = send(picture())
    for turn in range(5):
        services.clean_waiting(at=LATER + turn * 2 * LEASE, limit=10)
    waits = queries.file_row(file_id)
    assert not waits.can_be_opened
    assert not waits.refusal
    assert File.objects.get(pk=file_id).attempts == 0
    assert len(list(doctor_files.scanner(AT))) == 1
    settings.HUIYING_SCANNER = ""
    services.clean_waiting(at=LATER + 20 * LEASE, limit=10)
    assert queries.file_row(file_id).can_be_opened


def test_the_doctor_is_content_where_it_answers(clamd):
    assert list(doctor_files.scanner(AT)) == []
