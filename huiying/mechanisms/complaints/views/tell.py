"""The public form: one thing a page, works without script, keeps what was typed."""

import hashlib
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from huiying.core import clock
from huiying.core.kinds import Actor, ActorKind, system
from huiying.core.ledger import codes
from huiying.core.people.services import Contact
from huiying.core.units import queries as units
from huiying.core.web.guards import public_page
from huiying.mechanisms.complaints import categories
from huiying.mechanisms.complaints.forms import CategoryForm, HowForm, WhatForm, WhoForm
from huiying.mechanisms.complaints.services.filing import Filing, file_complaint, route
from huiying.mechanisms.complaints.services.receipt import show_receipt
from huiying.mechanisms.complaints.views import drafts, uploads
from huiying.mechanisms.complaints.views.proof import ProofForm


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    slug: str
    form: Callable[..., forms.Form]
    title: str


STEPS = (
    Step(slug="how", form=HowForm, title="how"),
    Step(slug="category", form=CategoryForm, title="category"),
    Step(slug="who", form=WhoForm, title="who"),
    Step(slug="what", form=WhatForm, title="what"),
)
TOTAL = len(STEPS) + 1


@public_page
def start(request: HttpRequest) -> HttpResponse:
    """What you will get, before anything is asked."""
    resumed = bool(drafts.open_draft(request, clock.now()).get("typed"))
    return render(request, "complaints/tell_start.html", {"resumed": resumed, "first": STEPS[0].slug})


@public_page
def step(request: HttpRequest, slug: str) -> HttpResponse:
    at = clock.now()
    place = next((n for n, s in enumerate(STEPS) if s.slug == slug), None)
    if place is None:
        return redirect("tell_start")
    draft = _open(request, at)
    typed: dict[str, Any] = draft.setdefault("typed", {})
    form = STEPS[place].form(request.POST or None, initial=_initial(typed.get(slug, {})))
    problems: list[str] = []
    if request.method == "POST":
        typed[slug] = _plain(request.POST, form)
        if slug == "what":
            problems = uploads.take(request, draft, at)
        if form.is_valid() and not problems:
            response: HttpResponse = redirect(_next(request, place))
            drafts.keep(request, response, draft, at)
            return response
    context = {
        "form": form,
        "slug": slug,
        "number": place + 1,
        "total": TOTAL,
        "back": STEPS[place - 1].slug if place else "",
        "problems": problems,
        "files": uploads.rows(draft) if slug == "what" else [],
    }
    page = render(request, f"complaints/tell_{slug}.html", context, status=422 if form.errors or problems else 200)
    if request.method == "POST":
        drafts.keep(request, page, draft, at)
    return page


def _open(request: HttpRequest, at: datetime) -> dict[str, Any]:
    """The draft in hand; one that was already sent is not gone on with."""
    draft = drafts.open_draft(request, at)
    return {} if "receipt" in draft else draft


def _next(request: HttpRequest, place: int) -> str:
    if request.POST.get("then") == "check":
        return "tell_check"
    if place + 1 < len(STEPS):
        from django.urls import reverse

        return reverse("tell_step", args=[STEPS[place + 1].slug])
    return "tell_check"


def _plain(post: Any, form: forms.Form) -> dict[str, str]:
    """What was typed, right or wrong, so that it comes back as it was."""
    names = [n for n in post if n not in {"csrfmiddlewaretoken", "then"}]
    return {n: str(post.get(n, ""))[:25_000] for n in names}


def _initial(typed: dict[str, str]) -> dict[str, Any]:
    return dict(typed)


# --- check and send ------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True, slots=True)
class Typed:
    """The whole form, read again from what was typed; `first_gap` names the step that needs a look."""

    data: dict[str, Any]
    first_gap: str


def read_typed(draft: dict[str, Any]) -> Typed:
    data: dict[str, Any] = {}
    gap = ""
    for one in STEPS:
        form = one.form(draft.get("typed", {}).get(one.slug, {}))
        if form.is_valid():
            data.update(form.cleaned_data)
        elif not gap:
            gap = one.slug
    return Typed(data=data, first_gap=gap)


def _about(data: dict[str, Any]) -> tuple[int, ...]:
    row = units.unit_by_code(str(data.get("unit", "")))
    return (row.id,) if row else ()


@public_page
def check(request: HttpRequest) -> HttpResponse:
    """Everything once more, who will handle it, and sending."""
    at = clock.now()
    draft = drafts.open_draft(request, at)
    if "receipt" in draft:
        return redirect("tell_receipt")
    typed = read_typed(draft)
    if typed.first_gap:
        return redirect("tell_step", typed.first_gap)
    form = ProofForm(request.POST or None, request=request, at=at)
    if request.method == "POST" and form.is_valid():
        return _send(request, draft, typed.data, at)
    deciding = units.unit(route(_about(typed.data), (), at))
    context = {
        "form": form,
        "typed": typed.data,
        "category": categories.tree()[typed.data["category"]].name(get_language() or ""),
        "about": units.unit(_about(typed.data)[0]).name if _about(typed.data) else "",
        "deciding": deciding.name,
        "files": uploads.rows(draft),
        "number": TOTAL,
        "total": TOTAL,
    }
    return render(request, "complaints/tell_check.html", context, status=422 if form.errors else 200)


def _send(request: HttpRequest, draft: dict[str, Any], data: dict[str, Any], at: datetime) -> HttpResponse:
    token = drafts.token_of(request)
    filed = file_complaint(
        filing=_filing(data, key=hashlib.sha256(token.encode()).hexdigest(), draft=draft),
        by=system("public form"),
        at=at,
    )
    response = redirect("tell_receipt")
    if not filed.again:
        uploads.attach(draft, filed.matter_id, at)
        receipt = {"code": filed.code, "matter": str(filed.matter_id), "ref": filed.ref}
        drafts.keep(request, response, {"receipt": receipt}, at)
    return response


def _filing(data: dict[str, Any], *, key: str, draft: dict[str, Any]) -> Filing:
    happened: date | None = data.get("happened_on")
    anonymous = data["how"] == "anonymous"
    return Filing(
        narrative=data["narrative"],
        category=data["category"],
        wish=data["wish"],
        who=data["who"],
        place=data["place"],
        about_units=_about(data),
        happened_on=happened.isoformat() if happened else "",
        contact=Contact(
            name="" if anonymous else data["name"], phone=data["phone"], email=data["email"]
        ),
        language=get_language() or "zh-hans",
        key=f"draft:{key}",
    )


# --- the receipt ---------------------------------------------------------------------------------------


@public_page
def receipt(request: HttpRequest) -> HttpResponse:
    """The code, on the person's own screen; showing it is the evidence that they have it.

    It can be shown again in this browser until the person says they kept it, or the draft's day is over.
    """
    at = clock.now()
    draft = drafts.open_draft(request, at)
    shown: dict[str, str] | None = draft.get("receipt")
    if not shown:
        return redirect("matter_lookup")
    if request.method == "POST":
        response: HttpResponse = redirect("matter_lookup")
        drafts.drop(request, response)
        return response
    matter_id = uuid.UUID(shown["matter"])
    if not draft.get("seen"):
        show_receipt(matter_id=matter_id, by=_holder(matter_id), at=at)
    page = render(
        request,
        "complaints/tell_receipt.html",
        {
            "code": codes.grouped(shown["code"]),
            "ref": shown["ref"],
            "title": _("Your receipt"),
            "promises": uploads.promises(matter_id, at),
        },
    )
    if not draft.get("seen"):
        drafts.keep(request, page, {**draft, "seen": True}, at)
    page["Cache-Control"] = "no-store"
    return page


def _holder(matter_id: uuid.UUID) -> Actor:
    return Actor(kind=ActorKind.HOLDER, name="", matter_id=matter_id)
