"""What pages of forms at a door share: a shell that is the same for all, a worker that keeps it, what is sent back.

A mechanism gives each its address below one another, so that the worker looks after the shell and nothing else
(docs/decisions/0017).
"""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.templatetags.static import static
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from huiying.core.kinds import Declined, IllegalMove
from huiying.core.web.guards import ActorRequest, public_page, staff_page

_WORKER = Path(__file__).parent / "static" / "web" / "door-worker.js"
_LONGEST = 200_000


class MomentField(forms.Field):
    """The officer's own time, of the device; none where it has no clock, or one that says nothing."""

    widget = forms.HiddenInput

    def __init__(self) -> None:
        super().__init__(required=False)

    def to_python(self, value: Any) -> datetime | None:
        try:
            found = datetime.fromisoformat(str(value or ""))
        except ValueError:
            return None
        if found.tzinfo is None:
            raise forms.ValidationError(_("This is not a day and hour. Check it."))
        return found


def moment_of(found: datetime | None, at: datetime) -> datetime:
    """A clock that is ahead, or no time at all, counts as now."""
    return at if found is None else min(found, at)


@public_page
@require_GET
def worker(request: HttpRequest) -> HttpResponse:
    """Served below the address that it looks after; nobody's data, so a device may fetch it signed out too."""
    return HttpResponse(_WORKER.read_bytes(), content_type="text/javascript; charset=utf-8")


def manifest(name: str, here: str) -> JsonResponse:
    return JsonResponse(
        {
            "name": name,
            "short_name": name,
            "start_url": here,
            "scope": here,
            "display": "standalone",
            "background_color": "#fbf8f2",
            "theme_color": "#073b43",
            "icons": [{"src": static("web/mark.svg"), "sizes": "any", "type": "image/svg+xml"}],
        },
        content_type="application/manifest+json",
    )


@staff_page()
@require_GET
def hello(request: ActorRequest) -> HttpResponse:
    """Whether there is network and a sign-in, and what a form is sent with."""
    return JsonResponse({"token": get_token(request)})


def read_sent(request: HttpRequest) -> tuple[dict[str, str], dict[str, Any]] | None:
    """What a form is of, and what was typed in it (`told` is a list); None where it is no form."""
    if len(request.body) > _LONGEST:
        return None
    try:
        sent = json.loads(request.body)
        of = {str(name): str(value) for name, value in sent.items() if name != "form"}
        typed = {
            str(k): listed(v) if isinstance(v, list) else str(v) for k, v in sent["form"].items()
        }
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    return of, typed


def listed(value: Any) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list) else []


def no_form() -> JsonResponse:
    return JsonResponse({"words": gettext("This is not a form.")}, status=400)


def incomplete(form: forms.Form) -> JsonResponse:
    """What is missing or wrong, each with the label of its field."""
    wrong = [
        f"{form.fields[n].label if n in form.fields else ''}: {e[0]}"
        for n, e in form.errors.items()
    ]
    return JsonResponse({"words": gettext("Something is missing."), "wrong": wrong}, status=422)


def declined(given: Declined) -> JsonResponse:
    words = gettext(given.sentence) % given.params
    status = 409 if isinstance(given, IllegalMove) else 422
    return JsonResponse({"words": words, "wrong": []}, status=status)
