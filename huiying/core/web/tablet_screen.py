"""What every page of a public form does on a tablet: the shell without a way out, its time begun anew, its wiping."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from huiying.core.people import services as people
from huiying.core.web import dates, rows, tablet, visitor
from huiying.core.web import draft_files as uploads


def page(
    request: HttpRequest,
    template: str,
    context: dict[str, Any],
    status: int = 200,
    *,
    begun: bool = True,
) -> HttpResponse:
    """A page of a public form; on a tablet in the shell. `begun`: somebody has begun to write."""
    unit = tablet.unit_of(request)
    if unit is None:
        return render(request, template, context, status=status)
    touch(request)
    shell = {
        "inner": template,
        "tablet": unit.name,
        "begun": begun,
        "page_seconds": int(tablet.PAGE_LASTS.total_seconds()),
        "until": clock(visitor.at(request) + tablet.PAGE_LASTS),
        "warn_seconds": int(tablet.WARN_AFTER.total_seconds()),
        "wipe_seconds": int(tablet.WIPE_AFTER.total_seconds()),
    }
    return render(request, "web/tablet/shell.html", {**context, **shell}, status=status)


def promises(request: HttpRequest, found: list[rows.Promise]) -> list[rows.Promise]:
    """What is owed next, for the receipt. On a tablet no rule leads away from the page."""
    if tablet.unit_of(request) is None:
        return found
    return [replace(p, rule=replace(p.rule, url="")) if p.rule else p for p in found]


def clock(at: datetime) -> str:
    return f"{dates.local(at):%H:%M}"


def lasts(request: HttpRequest) -> timedelta:
    """How long a draft outlives the last touch."""
    return tablet.DRAFT_LASTS if tablet.unit_of(request) else people.DRAFT_LIFE


def touch(request: HttpRequest) -> None:
    """Somebody is there: what they wrote lives on."""
    for token in _tokens(request):
        people.extend_draft(token=token, at=visitor.at(request), lasts=tablet.DRAFT_LASTS)


def wipe(request: HttpRequest) -> None:
    """Words and files of whoever wrote last, in whichever form."""
    for token in _tokens(request):
        for file in uploads.rows(token):
            uploads.remove(file.id, token)
        people.drop_draft(token=token)


def cleared(request: HttpRequest) -> HttpResponse:
    """Everything is wiped, and the screen waits for the next person."""
    wipe(request)
    request.session.flush()
    response = redirect(f"{reverse('tablet')}?cleared=1")
    forget(response)
    response["Clear-Site-Data"] = '"cache", "storage"'
    return response


def forget(response: HttpResponse) -> None:
    """The browser finds no draft any more."""
    for form in tablet.forms():
        response.delete_cookie(form.cookie)


def open_draft(request: HttpRequest, form: tablet.Form, at: datetime) -> dict[str, Any]:
    token = request.COOKIES.get(form.cookie, "")
    return people.open_draft(token=token, purpose=form.purpose, at=at) if token else {}


def _tokens(request: HttpRequest) -> list[str]:
    found = [request.COOKIES.get(form.cookie, "") for form in tablet.forms()]
    return [token for token in found if token]
