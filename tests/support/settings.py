"""The product's own settings, for tests: a home of its own, fixed secrets, a chosen database.

pytest-django reads settings before a conftest can see the options, so `--db` is read here.
"""

# ruff: noqa: F403, F405 - the point of this module is to be that one, changed in a few places.

import atexit
import os
import shutil
import sys
import tempfile
from base64 import b64encode
from pathlib import Path


def _asked_for() -> str:
    for place, argument in enumerate(sys.argv):
        if argument.startswith("--db="):
            return argument.removeprefix("--db=")
        if argument == "--db" and place + 1 < len(sys.argv):
            return sys.argv[place + 1]
    return os.environ.get("HUIYING_TEST_DB", "sqlite")


def _own_folder() -> Path:
    """In memory where the machine has such a place: what is tested is not the disk."""
    if first := os.environ.get("HUIYING_TEST_ROOT"):
        # One of pytest's workers: the first process clears up after all of them.
        return Path(tempfile.mkdtemp(dir=first))
    shm = Path("/dev/shm")
    place = shm if os.access(shm, os.W_OK) else None
    folder = Path(tempfile.mkdtemp(prefix="huiying-test-", dir=place))
    os.environ["HUIYING_TEST_ROOT"] = str(folder)
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


TEST_DATABASE = os.environ["HUIYING_TEST_DB"] = _asked_for()
TEST_HOME = _own_folder()
# Named by the first process, so that pytest's workers use its cluster.
TEST_CLUSTER = Path(os.environ.setdefault("HUIYING_TEST_CLUSTER", str(TEST_HOME / "cluster")))

for _name in [name for name in os.environ if name.startswith(("HUIYING_", "EMAIL_", "DATABASE_"))]:
    if not _name.startswith("HUIYING_TEST_") and _name not in {"HUIYING_HTTPS", "HUIYING_HOSTS"}:
        del os.environ[_name]
os.environ["HUIYING_HOME"] = str(TEST_HOME)
os.environ["HUIYING_SECRET_KEY"] = "for-tests-only-" + "x" * 50
os.environ["HUIYING_KEYS"] = "t1:" + b64encode(bytes(range(32))).decode()
os.environ["HUIYING_INDEX_KEY"] = b64encode(bytes(range(32, 64))).decode()

(TEST_HOME / "static").mkdir()

from huiying.config.settings import *  # noqa: E402

if TEST_DATABASE == "postgres":
    DATABASES["default"] = {
        "ENGINE": "huiying.core.postgres",
        "NAME": "postgres",
        "USER": "huiying",
        "HOST": str(TEST_CLUSTER / "socket"),
        "CONN_MAX_AGE": 0,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"prepare_threshold": 5},
        "TEST": {"NAME": "test_huiying"},
    }
else:
    DATABASES["default"]["NAME"] = str(TEST_HOME / "huiying.sqlite3")
    # A file, as in real use: write-ahead log, locks and several threads are part of what is tested.
    DATABASES["default"]["TEST"] = {"NAME": str(TEST_HOME / "test.sqlite3")}
    # One that was made before, for who starts pytest a hundred times (scripts/guards_out.py), with --reuse-db.
    if _template := os.environ.get("HUIYING_TEST_TEMPLATE"):
        shutil.copyfile(_template, TEST_HOME / "test.sqlite3")
    _options = DATABASES["default"]["OPTIONS"]
    _options["init_command"] = _options["init_command"].replace(
        "synchronous=FULL", "synchronous=OFF"
    )

# Argon2 is slow by design; a test signs in hundreds of times.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", *PASSWORD_HASHERS]

# As in the demonstration: whoever tests signing in switches it on (huiying/core/web/signin/tests).
HUIYING_REQUIRE_SECOND_FACTOR = False
