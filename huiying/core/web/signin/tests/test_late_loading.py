"""What only passkeys and single sign-on need is loaded when somebody uses them."""

import os
import subprocess
import sys

LOOK = """
import sys
from huiying.config import ready
ready.ensure_secrets()
ready.start_django()
from django.urls import resolve, reverse
resolve(reverse("account_login"))
from huiying.core.web.signin import adapters, forms, middleware, stages, views
print([name for name in ("fido2", "requests", "jwt", "oauthlib") if name in sys.modules])
"""


def test_a_process_that_nobody_signs_in_to_by_them_does_not_load_them(tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", LOOK],
        env={
            **os.environ,
            "HUIYING_HOME": str(tmp_path),
            "DJANGO_SETTINGS_MODULE": "huiying.config.settings",
        },
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.stdout.strip() == "[]", done.stderr
