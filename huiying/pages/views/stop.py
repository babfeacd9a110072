"""Where the link at the end of each e-mail leads: no more e-mail, asked once, without a code."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_http_methods

from huiying.core import clock
from huiying.core.notices.stopping import notice_of, stop_mail
from huiying.core.web.guards import public_page


@public_page
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Asks first: programs that look at links in mail must not stop anything."""
    known = notice_of(token) is not None
    if known and request.method == "POST":
        stop_mail(token=token, at=clock.now())
        return HttpResponseRedirect(f"{request.path}?stopped")
    page = {"known": known, "stopped": known and "stopped" in request.GET}
    response = render(request, "pages/stop_mail.html", page, status=200 if known else 404)
    add_never_cache_headers(response)
    return response
