"""Every setting that the program reads from its environment is in docs/operating.md, and nothing else is."""

import re
from pathlib import Path

from huiying.config import secrets, settings

ROOT = Path(settings.__file__).resolve().parents[2]
GUIDE = (ROOT / "docs" / "operating.md").read_text("utf-8")


def _read() -> set[str]:
    source = Path(settings.__file__).read_text("utf-8")
    named = re.findall(r"env\.\w+\(\s*\"([A-Z_]+)\"", source)
    named += re.findall(r"secrets\.one\(\"([A-Z_]+)\"", source)
    return {*named, *secrets.NAMES}


def test_every_setting_is_in_the_guide():
    assert len(_read()) > 30
    missing = {name for name in _read() if f"`{name}`" not in GUIDE}
    assert missing == set()


def test_the_guide_names_no_setting_that_is_not_read():
    named = set(re.findall(r"`((?:HUIYING|EMAIL|DATABASE)_[A-Z_]+)`", GUIDE))
    assert named - {"EMAIL_URL"} <= _read() | {"HUIYING_HOME"}
