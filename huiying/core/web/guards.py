"""Who stands behind a request. A page is staff's, a code holder's, or everybody's; there is no fourth kind."""

import secrets
import uuid
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.cache import add_never_cache_headers

from huiying.core import clock
from huiying.core.access import doors
from huiying.core.kinds import Act, Actor, ActorKind
from huiying.core.ledger import queries as ledger
from huiying.core.ledger.queries import Holder
from huiying.core.web import visitor

P = ParamSpec("P")


class ActorRequest(HttpRequest):
    """A request whose actor is known; `at` is the instant it counts for."""

    actor: Actor
    at: datetime


View = Callable[Concatenate[ActorRequest, P], HttpResponseBase]
Page = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def staff_page(act: Act | None = None) -> Callable[[View[P]], Page[P]]:
    """Signed-in staff with a posting in force, and (where an act is named) with a seat that may do it somewhere.

    A denied act on a matter, raised further in, becomes the same page as a matter that does not exist.
    """

    def wrap(view: View[P]) -> Page[P]:
        @wraps(view)
        def guarded(request: Any, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            at, actor = visitor.at(request), visitor.staff(request)
            if actor is None:
                return redirect_to_login(request.get_full_path())
            if not actor.seats or (act is not None and not doors.may(actor, act)):
                raise PermissionDenied
            request.actor, request.at = actor, at
            return _answer(request, lambda: view(request, *args, **kwargs))

        guarded.guard = f"staff:{act.value if act else ''}"  # type: ignore[attr-defined]
        return cast(Page[P], guarded)

    return wrap


def _answer(request: HttpRequest, view: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    try:
        response = view()
    except (doors.Denied, ledger.NoSuchMatter):
        response = render(request, "web/not_for_you.html", status=403)
    add_never_cache_headers(response)
    return response


def public_page(view: Page[P]) -> Page[P]:
    """Says aloud that everybody may open it; a URL with neither guard fails a test."""
    view.guard = "public"  # type: ignore[attr-defined]
    return view


# --- holders of a receipt code --------------------------------------------------------------------------
# The code is posted, never in an address. What the address has is a handle of this browser session only.

_HANDLES = "handles"


def open_handle(request: HttpRequest, holder: Holder) -> str:
    """Let this browser session follow a matter; gives the handle for the address."""
    handles: dict[str, list[str]] = request.session.get(_HANDLES, {})
    handle = secrets.token_urlsafe(9)
    handles[handle] = [str(holder.matter_id), str(holder.party_id), str(holder.code_id)]
    request.session[_HANDLES] = dict(list(handles.items())[-5:])
    request.session.set_expiry(2 * 3600)
    return handle


def open_beside(
    request: HttpRequest, handle: str, matter_id: uuid.UUID, party_id: uuid.UUID
) -> str:
    """Let who follows one matter follow another that they opened from it, for as long as the same code is in force."""
    code = uuid.UUID(request.session[_HANDLES][handle][2])
    beside = Holder(
        code_id=code, matter_id=matter_id, party_id=party_id, person_id=None, provisional=False
    )
    return open_handle(request, beside)


def close_handle(request: HttpRequest, handle: str) -> None:
    handles = request.session.get(_HANDLES, {})
    handles.pop(handle, None)
    request.session[_HANDLES] = handles


def holder_of_handle(request: HttpRequest, handle: str) -> Actor | None:
    """The holder behind a handle; None once the code was replaced or the session is over."""
    found = request.session.get(_HANDLES, {}).get(handle)
    if not found or not ledger.code_in_force(uuid.UUID(found[2])):
        return None
    return Actor(
        kind=ActorKind.HOLDER, name="", matter_id=uuid.UUID(found[0]), party_id=uuid.UUID(found[1])
    )


def holder_page(view: View[P]) -> Page[P]:
    """A page of the person's own matter: `handle` is the first argument of its address."""

    @wraps(view)
    def guarded(request: Any, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        actor = holder_of_handle(request, str(kwargs["handle"]))
        if actor is None:
            return redirect("matter_lookup")
        request.actor, request.at = actor, clock.now()
        return _answer(request, lambda: view(request, *args, **kwargs))

    guarded.guard = "holder"  # type: ignore[attr-defined]
    return cast(Page[P], guarded)
