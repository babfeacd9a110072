"""The first page: the promise in large, the ways in, and other ways than this site."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from huiying.core.units import queries as units
from huiying.core.units.queries import UnitRow
from huiying.core.web.guards import public_page
from huiying.core.web.lists import Way
from huiying.core.web.site import address
from huiying.mechanisms.complaints.panel import first_promises
from huiying.mechanisms.openness.panel import answered_in_time
from huiying.pages import lists


@public_page
def home(request: HttpRequest) -> HttpResponse:
    context = {
        "promises": first_promises(),
        "top": _top(),
        "kept": answered_in_time(),
        "ways": [_way(one, url) for one in lists.ways() if (url := address(one.url))],
    }
    return render(request, "pages/home.html", context)


def _top() -> UnitRow | None:
    """The service itself: where a letter goes."""
    rows = [r for r in units.tree().values() if not r.closed and r.parent_id is None]
    return next((r for r in rows if not r.is_outside and r.address), None)


def _way(way: Way, url: str) -> dict[str, str]:
    return {
        "url": url,
        "icon": way.icon,
        "title": gettext(way.title),
        "text": gettext(way.text),
        "go": gettext(way.go),
    }
