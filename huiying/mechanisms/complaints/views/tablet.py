"""The private tablet: a person at the counter writes alone. Nobody signed in is behind them, nothing stays behind.

A desk opens it on its own screen, which signs the desk out, or with a code typed once on another device. Each person
begins with nothing of the one before; what they wrote is wiped when they finish, say so, or walk away.
"""

import secrets
from datetime import datetime, timedelta
from typing import Any

from allauth.account.adapter import get_adapter
from django.contrib.auth import logout
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from huiying.core.kinds import Act
from huiying.core.people import services as people
from huiying.core.people.queries import staff_actor
from huiying.core.units import queries as units
from huiying.core.units.queries import UnitRow
from huiying.core.web import dates, flood, problems, tablet, visitor
from huiying.core.web import draft_files as uploads
from huiying.core.web.guards import ActorRequest, public_page, staff_page
from huiying.mechanisms.complaints.services.filing import route
from huiying.mechanisms.complaints.views import drafts

PURPOSE = "tablet code"
CODE_LASTS = timedelta(minutes=10)
DIGITS = 8
# All wrong codes together: at this pace one in a hundred million is not met by trying.
WRONG = flood.Budget(name="tablet.wrong-code", most=10, lasts=timedelta(minutes=1))
# Passwords typed to end it, on all tablets together: no way around the limits of the sign-in page.
ENDS = flood.Budget(name="tablet.end", most=5, lasts=timedelta(minutes=5))


@staff_page(Act.REGISTER)
@require_http_methods(["GET", "POST"])
def prepare(request: ActorRequest) -> HttpResponse:
    """Staff: on this screen, which signs them out, or a code for another device."""
    unit = units.unit(request.actor.seats[0].unit_id)
    context: dict[str, Any] = {
        "unit": unit.name,
        "url": request.build_absolute_uri(reverse("tablet")),
        "hours": int(tablet.LASTS.total_seconds() // 3600),
    }
    if request.method == "POST" and "here" in request.POST:
        logout(request)
        response = redirect("tablet")
        drafts.drop(request, response)
        tablet.lock(response, unit.code, request.at)
        response["Clear-Site-Data"] = '"cache"'
        return response
    if request.method == "POST":
        code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}"
        data: dict[str, object] = {"unit": unit.code}
        people.keep_draft(token=code, purpose=PURPOSE, data=data, at=request.at, lasts=CODE_LASTS)
        context |= {"code": code, "until": _clock(request.at + CODE_LASTS)}
    return render(request, "complaints/tablet_prepare.html", context)


def _clock(at: datetime) -> str:
    return f"{dates.local(at):%H:%M}"


@public_page
@require_http_methods(["GET", "POST"])
def welcome(request: HttpRequest) -> HttpResponse:
    """On a tablet: before anybody has begun. On any other device: where the code is typed."""
    at = visitor.at(request)
    unit = tablet.unit_of(request)
    if unit is None:
        return _take_code(request, at)
    if request.method == "POST":
        return _begin(request, unit, at)
    if drafts.open_draft(request, at):
        return redirect("tell_check")
    context = {
        "unit": unit.name,
        "deciding": units.unit(route((unit.id,), (), at)).name,
        "cleared": "cleared" in request.GET,
    }
    return page(request, "complaints/tablet_welcome.html", context)


def _take_code(request: HttpRequest, at: datetime) -> HttpResponse:
    wrong = ""
    if request.method == "POST":
        if flood.exhausted(WRONG, at):
            return problems.too_many(request, int(WRONG.lasts.total_seconds()))
        typed = "".join(c for c in request.POST.get("code", "") if c.isdecimal())[:DIGITS]
        kept = people.open_draft(token=typed, purpose=PURPOSE, at=at)
        if kept:
            people.drop_draft(token=typed)
            response = redirect("tablet")
            drafts.drop(request, response)
            tablet.lock(response, str(kept["unit"]), at)
            logout(request)
            return response
        flood.count(WRONG, at)
        wrong = gettext("This code opens nothing: it is mistyped, used or over. Get a new one.")
    return render(
        request, "complaints/tablet_code.html", {"wrong": wrong}, status=422 if wrong else 200
    )


def _begin(request: HttpRequest, unit: UnitRow, at: datetime) -> HttpResponse:
    """A fresh draft under a fresh cookie; the unit where the tablet stands is named already."""
    _wipe(request)
    response = redirect("tell_step", "how")
    data: dict[str, object] = {"typed": {"who": {"unit": unit.code}}}
    drafts.keep(people.new_draft_token(), response, data, at, tablet.DRAFT_LASTS)
    return response


@public_page
@require_http_methods(["GET", "POST"])
def clear(request: HttpRequest) -> HttpResponse:
    """Wipe what was written and begin anew. By GET too: a page without script can only be refreshed."""
    if tablet.unit_of(request) is None:
        return redirect("tell_start")
    return cleared(request)


def cleared(request: HttpRequest) -> HttpResponse:
    _wipe(request)
    request.session.flush()
    response = redirect(f"{reverse('tablet')}?cleared=1")
    response.delete_cookie(drafts.COOKIE)
    response["Clear-Site-Data"] = '"cache", "storage"'
    return response


def _wipe(request: HttpRequest) -> None:
    token = drafts.token_of(request)
    if not token:
        return
    for file in uploads.rows(token):
        uploads.remove(file.id, token)
    people.drop_draft(token=token)


@public_page
@require_GET
def here(request: HttpRequest) -> HttpResponse:
    """Somebody is typing: the page's script says so, and the draft lives on."""
    if tablet.unit_of(request) is None:
        return HttpResponse(status=403)
    touch(request)
    return HttpResponse(status=204)


def touch(request: HttpRequest) -> None:
    if token := drafts.token_of(request):
        people.extend_draft(token=token, at=visitor.at(request), lasts=tablet.DRAFT_LASTS)


@public_page
@require_http_methods(["GET", "POST"])
def end(request: HttpRequest) -> HttpResponse:
    """Staff end it with their name and password. That opens no session: it only makes the screen ordinary again."""
    if tablet.unit_of(request) is None:
        return redirect("tablet")
    wrong = ""
    if request.method == "POST":
        if not flood.count(ENDS, visitor.at(request)):
            return problems.too_many(request, int(ENDS.lasts.total_seconds()))
        try:
            user = get_adapter(request).authenticate(
                request,
                username=request.POST.get("username", "")[:150],
                password=request.POST.get("password", "")[:500],
            )
        except ValidationError as error:
            user, wrong = None, " ".join(error.messages)
        if user is not None and staff_actor(user, visitor.at(request)):
            response = cleared(request)
            response["Location"] = reverse("account_login")
            tablet.unlock(response)
            return response
        wrong = wrong or gettext("Name and password do not belong together.")
    return page(request, "complaints/tablet_end.html", {"wrong": wrong}, 422 if wrong else 200)


def page(
    request: HttpRequest, template: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    """A page of the public form; on a tablet in the shell without a way out, its time begun anew."""
    unit = tablet.unit_of(request)
    if unit is None:
        return render(request, template, context, status=status)
    touch(request)
    at = visitor.at(request)
    shell = {
        "inner": template,
        "tablet": unit.name,
        "begun": template not in _NOT_BEGUN,
        "page_seconds": int(tablet.PAGE_LASTS.total_seconds()),
        "until": _clock(at + tablet.PAGE_LASTS),
        "warn_seconds": int(tablet.WARN_AFTER.total_seconds()),
        "wipe_seconds": int(tablet.WIPE_AFTER.total_seconds()),
    }
    return render(request, "complaints/tablet.html", {**context, **shell}, status=status)


_NOT_BEGUN = frozenset({"complaints/tablet_welcome.html"})
