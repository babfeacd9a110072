"""Sessions as Django keeps them in the database, read by a statement that is composed once: each page begins so."""

from datetime import UTC, datetime
from typing import Any

from django.contrib.sessions.backends.db import SessionStore as Store
from django.contrib.sessions.models import Session

from huiying.core import clock
from huiying.core.composed import Composed

_HELD = Composed(
    lambda key, now: Session.objects.filter(session_key=key, expire_date__gt=now).values_list(
        "session_data"
    )
)


class SessionStore(Store):
    def load(self) -> dict[str, Any]:
        # Django wrote the end of a session by the machine's time.
        now = datetime.fromtimestamp(clock.machine_seconds(), UTC)
        for (data,) in _HELD.ask(self.session_key, now):
            found: dict[str, Any] = self.decode(data)
            return found
        self._session_key = None
        return {}
