"""The outside body's key is made, given and used without the service ever having it."""

import base64
import json
import uuid
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from huiying.config import doctor, secrets
from huiying.config.commands.keys import keys
from huiying.core import clock
from huiying.core.files import blobs
from huiying.core.people import boxes
from huiying.core.units.models import Level
from huiying.core.units.services import open_unit

PASS = "银杏九弄\n"


def made(folder: Path, *more: str, typed: str = PASS * 2) -> tuple[Path, str]:
    """A key file, and the line for the service."""
    to = folder / "key.json"
    done = CliRunner().invoke(keys, ["outside", "new", "--to", str(to), *more], input=typed)
    assert done.exit_code == 0, done.output
    [entry] = [line.strip() for line in done.stderr.splitlines() if line.startswith("  o")]
    return to, entry


def bundle(folder: Path, entry: str, **more: dict[str, str]) -> Path:
    held = {"text:1": {"text": "局长的侄子"}, "contact:2": {"name": "司徒", "phone": "139"}, **more}
    key = boxes.public_key(entry)
    rows = []
    for place, what in held.items():
        box = boxes.close(json.dumps(what).encode(), key=key, place=place)
        content = "/there" if place.startswith("file:") else ""
        rows.append(
            {"place": place, "key": key.name, "head": place, "label": "", "content": content,
             "box": base64.b64encode(box).decode()}
        )  # fmt: skip
    path = folder / "2603-A.sealed.json"
    path.write_text(json.dumps({"format": boxes.BUNDLE_FORMAT, "boxes": rows}))
    return path


def opened(path: Path, key: Path, typed: str = PASS):
    return CliRunner().invoke(keys, ["outside", "open", str(path), "--key", str(key)], input=typed)


def test_a_key_is_made_locked_and_for_its_holder_alone(tmp_path: Path):
    key, entry = made(tmp_path)
    assert key.stat().st_mode & 0o077 == 0
    assert boxes.is_locked(key.read_text())
    assert boxes.public_key(entry).name == "o1"
    again = CliRunner().invoke(keys, ["outside", "new", "--to", str(key)], input=PASS * 2)
    assert again.exit_code == 1
    assert "nothing was written over" in again.output


def test_without_a_place_it_is_shown_once():
    done = CliRunner().invoke(keys, ["outside", "new", "--no-passphrase", "--name", "o7"])
    assert boxes.read_key_file(done.stdout)
    assert "o7:" in done.stderr
    assert CliRunner().invoke(keys, ["outside", "new", "--name", "o:7"]).exit_code == 2


def test_words_contact_and_files_open_on_a_machine_of_ones_own(tmp_path: Path, settings: Any):
    settings.HUIYING_FILES = tmp_path / "disk"
    key, entry = made(tmp_path)
    file_id = uuid.uuid4()
    written = blobs.write([b"evidence" * 200_000], place=blobs.place_for(file_id, "outside-1"))
    assert written is not None
    held = {
        "name": "../../etc/账本.png", "place": written.place,
        "key": base64.b64encode(written.key).decode(),
    }  # fmt: skip
    path = bundle(tmp_path, entry, **{f"file:{file_id}": held})
    asked = opened(path, key)
    assert asked.exit_code == 0, asked.output
    assert f"put it here as {file_id}.sealed" in asked.stdout
    (settings.HUIYING_FILES / written.place).rename(tmp_path / f"{file_id}.sealed")
    done = opened(path, key)
    assert done.exit_code == 0, done.output
    for said in ("局长的侄子", "name: 司徒", "phone: 139"):
        assert said in done.stdout
    assert (tmp_path / "账本.png").read_bytes() == b"evidence" * 200_000


def test_what_does_not_open_is_said(tmp_path: Path):
    key, entry = made(tmp_path)
    path = bundle(tmp_path, entry)
    assert "not the passphrase" in opened(path, key, "falsch\n").output
    other = tmp_path / "other"
    other.mkdir()
    other_key, _ = made(other, "--name", "o2")
    wrong = opened(path, other_key)
    assert wrong.exit_code == 1
    assert "key o1" in wrong.stdout
    assert "局长的侄子" not in wrong.stdout
    path.write_text("{}")
    assert "is not what a matter's page gives" in opened(path, key).output


def test_the_service_is_given_the_public_line_alone(tmp_path: Path, monkeypatch: Any):
    monkeypatch.setenv("HUIYING_HOME", str(tmp_path))
    _, entry = made(tmp_path)
    done = CliRunner().invoke(keys, ["outside", "use", entry])
    assert done.exit_code == 0, done.output
    assert secrets.kept(tmp_path, secrets.OUTSIDE) == entry
    assert CliRunner().invoke(keys, ["outside", "use", "o1:AAAA"]).exit_code == 1
    assert secrets.kept(tmp_path, secrets.OUTSIDE) == entry


@pytest.mark.django_db
def test_doctor_asks_for_the_key_where_somebody_outside_decides(settings: Any):
    def levels() -> list[str]:
        return [found.weight.value for found in doctor.outside_body(clock.now())]

    entry = boxes.new_key_file(name="o1", passphrase="")[1].entry()
    assert levels() == []
    settings.HUIYING_OUTSIDE_KEY = entry
    assert levels() == ["warning"]
    settings.HUIYING_OUTSIDE_KEY = ""
    open_unit(
        code="out", zh="外", en="Out", level=Level.OUTSIDE, opened_on=clock.now().date(),
        complaints_office=True,
    )  # fmt: skip
    assert levels() == ["UNSAFE"]
    settings.HUIYING_OUTSIDE_KEY = "o1:nonsense"
    assert levels() == ["UNSAFE"]
    settings.HUIYING_OUTSIDE_KEY = entry
    assert levels() == []
