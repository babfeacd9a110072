"""docs/law.md and law.zh.md say what the packs say."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[4]


def test_the_tables_of_the_law_pages_are_those_of_the_packs() -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "scripts" / "make_law_tables.py"), "--check"],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
