"""Views of libraries that are large: loaded when somebody first asks for them, not when the process starts."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.utils.module_loading import import_string

View = Callable[..., HttpResponseBase]


@lru_cache
def _loaded(path: str) -> View:
    view: View = import_string(path)
    return view


def later(path: str, *, guard: str) -> View:
    """The view at `path`; `guard` says whose page it is, as the guards do."""

    def view(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return _loaded(path)(request, *args, **kwargs)

    view.guard = guard  # type: ignore[attr-defined]
    return view
