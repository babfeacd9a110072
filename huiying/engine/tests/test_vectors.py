"""The vectors: dates reckoned by hand from the cited rules, and what the command says of them."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from huiying.engine import conformance
from huiying.engine.conformance import VectorFile

VECTORS = Path(__file__).parent / "vectors"
FILES = sorted(VECTORS.glob("duties-*.json"))
VERDICTS = {
    verdict.vector: verdict for path in FILES for verdict in VectorFile.read(path).verdicts()
}


@pytest.mark.parametrize("vector", VERDICTS)
def test_the_engine_agrees_with_what_was_reckoned(vector):
    assert VERDICTS[vector].differences == ()


def test_every_topic_is_there():
    topics = {json.loads(path.read_text(encoding="utf-8"))["topic"] for path in FILES}
    assert topics == {
        "facts", "lifecycle", "packs", "pauses-extensions", "repeat-escalate", "terms",
    }  # fmt: skip


def test_the_command_counts_what_passed():
    command = [sys.executable, "-m", "huiying.engine.conformance", *map(str, FILES)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.stdout == f"{len(VERDICTS)} passed, 0 failed\n"
    assert done.returncode == 0


def _changed(tmp_path, change):
    table = json.loads((VECTORS / "duties-lifecycle.json").read_text(encoding="utf-8"))
    table["vectors"] = table["vectors"][:2]
    change(table["vectors"][0])
    path = tmp_path / "changed.json"
    path.write_text(json.dumps(table), encoding="utf-8")
    return path


def _said(capsys, path, *more):
    status = conformance.main([str(path), "--calendars", str(VECTORS / "calendars"), *more])
    return status, capsys.readouterr().out.splitlines()


KEY = "cn.non-filing-notice/e1/1"


def _duties(vector, place):
    return vector["at"][place]["expect"]["duties"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda v: _duties(v, 1)[KEY].update(state="met"), "state: expected met, got open"),
        (lambda v: _duties(v, 0).clear(), "is there, but not expected"),
        (lambda v: _duties(v, 0).update({"x/e1/1": {}}), "x/e1/1 is missing"),
        (lambda v: _duties(v, 0)[KEY].update(mood="fine"), "mood: there is no such field"),
        (lambda v: _duties(v, 0)[KEY].update(n=True), "n: expected True, got 1"),
        (lambda v: _duties(v, 0)[KEY].update(due_at="soon"), "due_at: expected soon"),
        (lambda v: v.update(check="mood"), "check 'mood' is not understood"),
        (lambda v: v.update(rules=["nobody"]), "there is no rule 'nobody'"),
        (lambda v: v.update(calendar="mars"), "mars.json"),
    ],
)
def test_the_command_prints_each_difference_and_fails(tmp_path, capsys, change, said):
    status, lines = _said(capsys, _changed(tmp_path, change))
    assert status == 1
    assert said in "\n".join(lines[:-1])
    assert lines[-1] == "1 passed, 1 failed"


def test_a_file_that_cannot_be_read_is_a_failure(tmp_path, capsys):
    status, lines = _said(capsys, tmp_path / "nothing.json")
    assert status == 1
    assert lines[-1] == "0 passed, 1 failed"


def test_a_file_without_vectors_has_not_passed(tmp_path, capsys):
    path = tmp_path / "other.json"
    path.write_text('{"topic": "terms"}', encoding="utf-8")
    status, said = _said(capsys, path)
    assert status == 1
    assert said == [f"{path}: there are no vectors in this file", "0 passed, 1 failed"]


def test_a_vector_that_breaks_something_stops_no_other(tmp_path, capsys):
    def circle(vector):
        vector["rules"] = [{"like": {"like": "nobody"}}]

    path = _changed(tmp_path, circle)
    table = json.loads(path.read_text(encoding="utf-8"))
    table["rules"]["round"] = {"like": "round"}
    table["vectors"] = [
        "no table",
        {**table["vectors"][0], "rules": ["round"]},
        *table["vectors"],
    ]
    path.write_text(json.dumps(table), encoding="utf-8")
    status, said = _said(capsys, path)
    assert status == 1
    assert any("RecursionError" in line for line in said)
    assert said[-1] == "1 passed, 3 failed"
