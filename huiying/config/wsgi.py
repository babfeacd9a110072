"""The WSGI application for gunicorn, waitress or another server."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "huiying.config.settings")
application = get_wsgi_application()

# Read before a server forks its workers: pages, rules and what they import are then shared by all, not read by each at
# its first request. Frozen, the collector leaves these pages untouched, so that they stay shared.
_ = get_resolver().url_patterns
gc.collect()
gc.freeze()
# A page makes several times the 700 objects after which the collector looks for rings, and leaves few: measured on
# intake, looking so often was a twentieth of its processor time.
gc.set_threshold(20_000)
