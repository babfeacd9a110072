"""Every kind of event by name: of the core and of each mechanism, as the list in `config` has them."""

from collections.abc import Callable
from functools import cache

from django.conf import settings
from django.utils.module_loading import import_string

from huiying.core.kinds import EventSpec


@cache
def specs() -> dict[str, EventSpec]:
    """For readers of a history, which any mechanism may have written to."""
    listed: Callable[[], dict[str, EventSpec]] = import_string(settings.HUIYING_EVENT_SPECS)
    return listed()
