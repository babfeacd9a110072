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
from huiying.core.web import draft_cookie, flood, problems, tablet, visitor
from huiying.core.web import tablet_screen as screen
from huiying.core.web.guards import ActorRequest, public_page, staff_page
from huiying.mechanisms.complaints.services.filing import route

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
        screen.wipe(request)
        screen.forget(response)
        tablet.lock(response, unit.code, request.at)
        response["Clear-Site-Data"] = '"cache"'
        return response
    if request.method == "POST":
        code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}"
        data: dict[str, object] = {"unit": unit.code}
        people.keep_draft(token=code, purpose=PURPOSE, data=data, at=request.at, lasts=CODE_LASTS)
        context |= {"code": code, "until": screen.clock(request.at + CODE_LASTS)}
    return render(request, "complaints/tablet_prepare.html", context)


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
    for form in _forms():
        if screen.open_draft(request, form, at):
            return redirect(form.check)
    context = {
        "forms": _forms(),
        "unit": unit.name,
        "deciding": units.unit(route((unit.id,), (), at)).name,
        "cleared": "cleared" in request.GET,
    }
    return screen.page(request, "complaints/tablet_welcome.html", context, begun=False)


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
            screen.wipe(request)
            screen.forget(response)
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
    forms = _forms()
    form = next((one for one in forms if one.slug in request.POST), forms[0])
    screen.wipe(request)
    response = redirect(*form.first)
    screen.forget(response)
    token, life = people.new_draft_token(), tablet.DRAFT_LASTS
    people.keep_draft(
        token=token, purpose=form.purpose, data=form.draft(unit.code), at=at, lasts=life
    )
    draft_cookie.give(response, form.cookie, token, life)
    return response


def _forms() -> list[tablet.Form]:
    return [form for form in tablet.forms() if form.here()]


@public_page
@require_http_methods(["GET", "POST"])
def clear(request: HttpRequest) -> HttpResponse:
    """Wipe what was written and begin anew. By GET too: a page without script can only be refreshed."""
    if tablet.unit_of(request) is None:
        return redirect("tell_start")
    return screen.cleared(request)


@public_page
@require_GET
def here(request: HttpRequest) -> HttpResponse:
    """Somebody is typing: the page's script says so, and the draft lives on."""
    if tablet.unit_of(request) is None:
        return HttpResponse(status=403)
    screen.touch(request)
    return HttpResponse(status=204)


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
            response = screen.cleared(request)
            response["Location"] = reverse("account_login")
            tablet.unlock(response)
            return response
        wrong = wrong or gettext("Name and password do not belong together.")
    template = "complaints/tablet_end.html"
    return screen.page(request, template, {"wrong": wrong}, 422 if wrong else 200)
