"""Pages for what went wrong: what happened, and what to do now. Nobody is blamed, nothing typed is lost."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext

from huiying.core.web import site
from huiying.core.web.rows import Link


@dataclass(frozen=True, kw_only=True)
class Problem:
    status: int
    title: str
    lines: tuple[str, ...]
    actions: tuple[Link, ...] = ()


def page(request: HttpRequest, problem: Problem) -> HttpResponse:
    actions = problem.actions or (Link(label=gettext("To the start page"), url=site.site().home),)
    context = {"title": problem.title, "lines": problem.lines, "actions": actions}
    return render(request, "web/error_page.html", context, status=problem.status)


# Other systems read these addresses: they get a problem document (RFC 9457), never a page.
API = "/api/"
_PROBLEM = "application/problem+json"


def for_systems(request: HttpRequest) -> bool:
    return request.path_info.startswith(API)


def document(status: int, title: str, detail: str) -> JsonResponse:
    """In English: whoever writes the other system reads it."""
    body = {"type": "about:blank", "title": title, "status": status, "detail": detail, "errors": []}
    return JsonResponse(body, status=status, content_type=_PROBLEM)


def bad_request(request: HttpRequest) -> HttpResponse:
    return page(
        request,
        Problem(
            status=400,
            title=gettext("We could not read that"),
            lines=(gettext("Something in the address or in what was sent is not as it should be. "
                           "Go back, check it and send again."),),
        ),
    )  # fmt: skip


def forbidden(request: HttpRequest, reason: str = "") -> HttpResponse:
    """No title, no count, no name: whoever is excluded learns nothing."""
    default = gettext("It may concern you or your unit, or it belongs to somebody else. "
                      "Nothing of it is shown.")  # fmt: skip
    return page(
        request,
        Problem(status=403, title=gettext("You may not see this"), lines=(reason or default,)),
    )


def not_found(request: HttpRequest) -> HttpResponse:
    return page(
        request,
        Problem(
            status=404,
            title=gettext("There is no such page"),
            lines=(gettext("The address may be mistyped, or the page has moved. "
                           "If you are looking for your matter, look it up with your receipt code."),),
        ),
    )  # fmt: skip


def conflict(request: HttpRequest, *lines: str, actions: tuple[Link, ...] = ()) -> HttpResponse:
    return page(
        request,
        Problem(
            status=409,
            title=gettext("Somebody else was faster"),
            lines=lines or (gettext("This changed while you were at it. Your text is kept below or on the page "
                                    "before. Look at the new state, then decide again."),),
            actions=actions,
        ),
    )  # fmt: skip


def gone(request: HttpRequest, *lines: str) -> HttpResponse:
    return page(
        request,
        Problem(
            status=410,
            title=gettext("This is no longer kept"),
            lines=lines or (gettext("Its time was up, so it was deleted. "
                                    "The public log still proves that it existed."),),
        ),
    )  # fmt: skip


def too_many(request: HttpRequest, seconds: int) -> HttpResponse:
    response = page(
        request,
        Problem(
            status=429,
            title=gettext("Please wait a little"),
            lines=(
                gettext("Too much came from here in a short time. Try again in %(count)d seconds.")
                % {"count": seconds},
                gettext("It keeps others from guessing codes. If it is urgent, ring us."),
            ),
        ),
    )
    response.headers["Retry-After"] = str(seconds)
    return response
