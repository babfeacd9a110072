"""An import is killed (SIGKILL) on the way: what was written is whole; run again, it takes the rest, nothing twice."""

from pathlib import Path

import pytest

from tests.faults.conftest import WORK, Installation, until

pytestmark = pytest.mark.slow

MAP = """
name = "An invented register"
source = "old"
key = "No"
[plausible]
from = 2015-01-01
until = 2021-12-31
[received]
column = "In"
formats = ["%Y-%m-%d"]
precision = "day"
zone = "Asia/Shanghai"
[channel]
column = "How"
[channel.fold]
telephone = ["Tel"]
"""
ROWS = 2300


def runs(pid: str) -> bool:
    """Whether a process does something still; ended and not taken leave of, it is a Z."""
    stat = Path(f"/proc/{pid}/stat")
    return stat.exists() and stat.read_text().rpartition(")")[2].split()[0] != "Z"


def helpers(of: int) -> list[str]:
    """Processes that a process started."""
    return Path(f"/proc/{of}/task/{of}/children").read_text().split()


@pytest.mark.timeout(300)
def test_killed_between_batches_it_is_run_again(installation: Installation):
    file, layout = installation.home / "register.csv", installation.home / "map.toml"
    lines = [f"{n},2019-{n % 12 + 1:02}-{n % 28 + 1:02},Tel" for n in range(ROWS)]
    file.write_text("\n".join(["No,In,How", *lines]) + "\n", "utf-8")
    layout.write_text(MAP, "utf-8")
    command = ("-c", WORK, "import", "complaints", str(file), "--map", str(layout))

    process = installation.start(*command)
    assert process.stderr is not None
    said = ""
    while "1,000" not in said:
        piece = process.stderr.read(1)
        assert piece, said
        said += piece
    left = helpers(process.pid)
    installation.kill(process)
    # Whom it had started sees that nobody asks any more.
    until(lambda: not any(runs(pid) for pid in left))

    again = installation.start(*command)
    out, err = again.communicate(timeout=200)
    assert again.returncode == 0, out + err
    counts = {
        line.split(None, 1)[1]: line.split(None, 1)[0]
        for line in out.splitlines()
        if "imported" in line
    }
    now = int(counts["imported now"].replace(",", ""))
    before = int(counts["imported before"].replace(",", ""))
    assert now + before == ROWS
    assert before >= 1000
    assert before % 1000 == 0, "half a batch was written"
