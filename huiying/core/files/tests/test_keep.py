"""Keeping: drafts, erasure, leases, altered disks, and a power cut at any moment."""

import os
import signal
import subprocess
import sys
import threading
import time
import uuid
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection, transaction

from huiying.core.files import blobs, queries, services, work
from huiying.core.files.cleaning import Refusal
from huiying.core.files.models import File
from huiying.core.files.tests import samples
from huiying.core.files.tests.conftest import AT, LATER
from huiying.core.people.sealing import CannotOpen

pytestmark = pytest.mark.django_db
DRAFT = b"d" * 32


# --- drafts ----------------------------------------------------------------------------------


def test_a_draft_that_is_sent_brings_its_files_along(send, matter):
    first, second = send(b"one text", draft=DRAFT), send(b"two texts", draft=DRAFT)
    event = uuid.uuid4()
    assert services.claim_drafts(draft=DRAFT, matter_id=matter, event_id=event) == 2
    brought = {(row.id, row.event_id) for row in queries.files_of(matter)}
    assert brought == {(first, event), (second, event)}
    assert queries.files_of_draft(DRAFT) == []


def test_one_draft_cannot_touch_the_file_of_another(send):
    mine = send(b"one text", draft=DRAFT)
    with pytest.raises(services.UnknownFile):
        services.remove_unsent(file_id=mine, draft=b"e" * 32)
    assert len(queries.files_of_draft(DRAFT)) == 1


def test_a_file_taken_out_of_a_draft_is_gone(send, on_disk, django_capture_on_commit_callbacks):
    mine = send(b"one text", draft=DRAFT)
    with django_capture_on_commit_callbacks(execute=True):
        services.remove_unsent(file_id=mine, draft=DRAFT)
    assert on_disk() == []
    assert not File.objects.exists()


def test_drafts_never_sent_leave_nothing_after_a_day(
    send, on_disk, django_capture_on_commit_callbacks
):
    send(b"one text", draft=DRAFT)
    kept = send(b"a sent text")
    with django_capture_on_commit_callbacks(execute=True):
        assert services.erase_unsent(at=AT + timedelta(hours=23)) == 0
        assert services.erase_unsent(at=AT + timedelta(hours=25)) == 1
    assert [row.pk for row in File.objects.all()] == [kept]
    assert len(on_disk()) == 1


def test_files_taken_in_for_a_matter_are_tied_to_their_event_once(send, matter):
    file_id, event = send(b"one text"), uuid.uuid4()
    assert services.tie_to_event(file_ids=[file_id], event_id=event) == 1
    assert services.tie_to_event(file_ids=[file_id], event_id=uuid.uuid4()) == 0
    assert queries.files_of(matter)[0].event_id == event


# --- erasure ---------------------------------------------------------------------------------


def test_erasing_leaves_a_row_that_says_nothing(
    cleaned, on_disk, matter, django_capture_on_commit_callbacks
):
    row, _ = cleaned(samples.picture(), "wang.jpg")
    assert len(on_disk()) == 2
    with django_capture_on_commit_callbacks(execute=True):
        services.erase_file(file_id=row.id, at=LATER)
    assert on_disk() == []
    (left,) = queries.files_of(matter)
    assert (left.name, left.state) == ("", "erased")
    file = File.objects.get()
    assert (file.original_key, file.served_key, file.sha256) == (None, None, "")
    for opening in (queries.open_served, queries.open_original):
        with pytest.raises(queries.NotServed):
            opening(row.id)


def test_an_erasure_that_is_rolled_back_loses_nothing(send, on_disk):
    file_id = send(samples.picture())
    with transaction.atomic():
        services.erase_file(file_id=file_id, at=LATER)
        transaction.set_rollback(True)
    assert len(on_disk()) == 1
    assert b"".join(queries.open_original(file_id).chunks)


def test_a_file_erased_while_it_is_being_cleaned_stays_erased(send, on_disk, monkeypatch):
    file_id = send(samples.picture())
    claim = work._claim(file_id, LATER)
    services.erase_file(file_id=file_id, at=LATER)
    monkeypatch.setattr(work, "_claim", lambda *_: claim)
    assert services.clean_waiting(at=LATER, limit=5) == 0
    assert work._clean_one(file_id, LATER, None) is False
    assert File.objects.get().state == "erased"
    assert [place for place in on_disk() if "served" in place] == []


# --- work ------------------------------------------------------------------------------------


def test_a_killed_workers_file_comes_back_after_its_lease(send):
    file_id = send(samples.picture())
    assert work._claim(file_id, LATER) is not None
    assert services.clean_waiting(at=LATER, limit=5) == 0
    assert services.clean_waiting(at=LATER + work.LEASE, limit=5) == 1
    assert queries.file_row(file_id).can_be_opened


def test_a_file_that_kills_its_worker_three_times_is_given_up(send):
    file_id = send(samples.picture())
    at = LATER
    for _ in range(work.MOST_ATTEMPTS):
        assert work._claim(file_id, at) is not None
        at += work.LEASE
    assert services.clean_waiting(at=at, limit=5) == 1
    row = queries.file_row(file_id)
    assert (row.state, queries.waiting(at=at + work.LEASE)) == ("refused", 0)


def test_a_worker_whose_lease_ran_out_does_not_overwrite_the_next_one(send):
    file_id = send(samples.picture())
    slow = work._claim(file_id, LATER)
    assert services.clean_waiting(at=LATER + work.LEASE, limit=5) == 1
    assert slow is not None
    assert not work._refuse(slow, Refusal.TOO_HEAVY)
    assert queries.file_row(file_id).can_be_opened


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_clean_each_file_once(send):
    for _ in range(4):
        send(b"some text")
    done = []

    def worker():
        try:
            done.append(services.clean_waiting(at=LATER, limit=10))
        finally:
            connection.close()

    workers = [threading.Thread(target=worker) for _ in range(2)]
    for thread in workers:
        thread.start()
    for thread in workers:
        thread.join()
    assert sum(done) == 4
    assert set(File.objects.values_list("state", "attempts")) == {("clean", 1)}


@pytest.mark.django_db(transaction=True)
def test_two_uploads_at_once_cannot_both_be_the_last(send, settings, matter):
    settings.HUIYING_FILES_PER_MATTER = 3
    refused = []

    def upload():
        try:
            send(b"some text")
        except services.TooMany:
            refused.append(1)
        finally:
            connection.close()

    uploads = [threading.Thread(target=upload) for _ in range(6)]
    for thread in uploads:
        thread.start()
    for thread in uploads:
        thread.join()
    assert (len(queries.files_of(matter)), len(refused)) == (3, 3)


# --- the disk --------------------------------------------------------------------------------


def alterations(whole):
    yield "a bit turned", whole[:200] + bytes((whole[200] ^ 1,)) + whole[201:]
    yield "the end cut off", whole[:-1]
    yield "the last chunk left out", whole[: 4 + 4 + 1024 * 1024 + 16]
    yield "something added", whole + b"x"
    yield "nothing left", b""


def test_an_altered_disk_is_noticed(folder):
    written = blobs.write([os.urandom(1_500_000)], place="ab/cd/one")
    path = folder / "ab/cd/one"
    whole = path.read_bytes()
    for _, altered in alterations(whole):
        path.write_bytes(altered)
        with pytest.raises(CannotOpen):
            list(blobs.read(place="ab/cd/one", key=written.key))
    path.write_bytes(whole)
    path.rename(folder / "ab/cd/two")
    with pytest.raises(CannotOpen):
        list(blobs.read(place="ab/cd/two", key=written.key))
    with pytest.raises(blobs.BlobMissing):
        list(blobs.read(place="ab/cd/one", key=written.key))


@pytest.mark.parametrize("size", [0, 1, 1024 * 1024, 1024 * 1024 + 1, 3 * 1024 * 1024])
def test_every_size_comes_back_whole(size):
    content = os.urandom(size)
    written = blobs.write([content[:7], content[7:]], place="ab/cd/one")
    assert b"".join(blobs.read(place="ab/cd/one", key=written.key)) == content
    assert written.size == size


def test_bytes_that_no_row_knows_are_swept_after_a_day(send, folder, on_disk):
    file_id = send(samples.picture())
    mine = on_disk()
    blobs.write([b"rolled back"], place="ab/cd/orphan")
    (folder / "ab/cd/half.12.part").write_bytes(b"half")
    assert services.sweep_orphans() == 0
    for place in on_disk():
        os.utime(folder / place, (1, 1))
    assert services.sweep_orphans() == 2
    assert on_disk() == mine
    assert b"".join(queries.open_original(file_id).chunks)


WRITER = """
import sys
from django.conf import settings
settings.configure(HUIYING_FILES=sys.argv[1])
from huiying.core.files import blobs
number = 0
while True:
    written = blobs.write((bytes([number % 256]) * 50_000 for _ in range(40)),
                          place=f"ab/cd/{number}")
    print(number, written.key.hex(), flush=True)
    number += 1
"""


def test_a_writer_killed_at_any_moment_leaves_whole_blobs_only(folder):
    """kill -9 at ten different moments: each blob under its final name opens, each told one is there."""
    for moment in range(10):
        home = folder / str(moment)
        with subprocess.Popen(
            [sys.executable, "-c", WRITER, str(home)],
            stdout=subprocess.PIPE,
            text=True,
            cwd=Path(__file__).parents[4],
        ) as writer:
            told = [writer.stdout.readline()]
            time.sleep(0.005 * moment)
            os.kill(writer.pid, signal.SIGKILL)
            told += writer.stdout.readlines()
        check_blobs(home, [line.split() for line in told if line.endswith("\n")])


def check_blobs(home, told):
    assert told
    there = {p.name for p in (home / "ab/cd").iterdir() if not p.name.endswith(blobs.PART)}
    assert {number for number, _ in told} <= there
    # The last one may be whole without its key being told.
    assert len(there) <= len(told) + 1
    for name in there:
        size = (home / "ab/cd" / name).stat().st_size
        assert size == (home / "ab/cd/0").stat().st_size
