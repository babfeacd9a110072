"""The public form of a petition: one thing a page, works without script, keeps what was typed for a day."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext

from huiying.core.files.queries import FileRow
from huiying.core.kinds import N_, Actor, ActorKind, Declined, system
from huiying.core.people import services as people
from huiying.core.units import queries as units
from huiying.core.web import dates, draft_files, flood, pace, rows, spoken, visitor
from huiying.core.web import tablet as private
from huiying.core.web import tablet_screen as screen
from huiying.core.web.duty_words import next_promises
from huiying.core.web.guards import ActorRequest, holder_page, public_page
from huiying.core.web.proof import ProofForm
from huiying.mechanisms.petitions import events
from huiying.mechanisms.petitions.forms_raise import WhatForm, WhoForm, contact_of, unit_id_of
from huiying.mechanisms.petitions.services import levels, passing, registering
from huiying.mechanisms.petitions.services.receipt import show_receipt
from huiying.mechanisms.petitions.services.registering import Petitioning
from huiying.mechanisms.petitions.views import drafts


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    slug: str
    form: Callable[..., forms.Form]
    title: str


STEPS = (
    Step(slug="what", form=WhatForm, title=N_("What do you ask, and why?")),
    Step(slug="who", form=WhoForm, title=N_("Who asks, and how do we reach you?")),
)
TOTAL = len(STEPS) + 1
FILES_WITH = "what"


@public_page
def start(request: HttpRequest) -> HttpResponse:
    """What a petition is, what comes of it, and what is better brought another way."""
    at = visitor.at(request)
    if private.unit_of(request):
        return redirect("tablet")
    if request.method == "POST":
        anew: HttpResponse = redirect("petition_start")
        anew.delete_cookie(drafts.COOKIE)
        return anew
    context = {
        "resumed": bool(drafts.open_draft(request, at).get("typed")),
        "first": STEPS[0].slug,
        "known": registering.takes_petitions(),
    }
    return render(request, "petitions/start.html", context)


@public_page
def step(request: HttpRequest, slug: str) -> HttpResponse:
    at = visitor.at(request)
    place = next((n for n, one in enumerate(STEPS) if one.slug == slug), None)
    draft = drafts.open_draft(request, at)
    if place is None or "receipt" in draft or not registering.takes_petitions():
        return redirect("petition_start")
    if not draft and private.unit_of(request):
        return redirect("tablet")
    token = drafts.token_of(request) or people.new_draft_token()
    typed: dict[str, Any] = draft.setdefault("typed", {})
    if request.method != "POST":
        return _show(request, place, STEPS[place].form(initial=typed.get(slug, {})), token, [])
    problems = draft_files.take(request, token, at) if request.FILES else []
    form = STEPS[place].form(spoken.words(request.POST, token))
    typed[slug] = {n: str(request.POST.get(n, ""))[:25_000] for n in form.fields}
    draft["files"] = bool(draft.get("files") or request.FILES)
    right: dict[str, Any] = draft.setdefault("right", {})
    right.pop(slug, None)
    if "drop_file" in request.POST:
        draft_files.drop(request, token)
    elif form.is_valid() and not problems:
        right[slug] = {n: str(v or "") for n, v in form.cleaned_data.items()}
        following = STEPS[place + 1].slug if place + 1 < len(STEPS) else ""
        url = reverse("petition_step", args=[following]) if following else reverse("petition_check")
        onwards: HttpResponse = redirect(url)
        drafts.keep(token, onwards, draft, at, screen.lasts(request))
        return onwards
    answer = _show(request, place, form, token, problems)
    drafts.keep(token, answer, draft, at, screen.lasts(request))
    return answer


def _show(
    request: HttpRequest, place: int, form: forms.Form, token: str, problems: list[str]
) -> HttpResponse:
    back = reverse("petition_step", args=[STEPS[place - 1].slug]) if place else ""
    takes_files = STEPS[place].slug == FILES_WITH
    context = {
        "form": form,
        "title": gettext(STEPS[place].title),
        "number": place + 1,
        "total": TOTAL,
        "back": back or ("" if private.unit_of(request) else reverse("petition_start")),
        "takes_files": takes_files,
        "files": draft_files.rows(token) if takes_files else [],
        "problems": problems,
    }
    wrong = bool(form.is_bound and form.errors) or bool(problems)
    page = screen.page(request, "petitions/step.html", context, 422 if wrong else 200)
    answer = spoken.may_record(page)
    answer["Cache-Control"] = "no-store"
    return answer


@public_page
def check(request: HttpRequest) -> HttpResponse:
    """Everything once more, which office answers for it, and sending."""
    at = visitor.at(request)
    draft = drafts.open_draft(request, at)
    if "receipt" in draft:
        return redirect("petition_receipt")
    if not draft and private.unit_of(request):
        return redirect("tablet")
    right = draft.get("right", {})
    gap = next((one.slug for one in STEPS if one.slug not in right), "")
    if gap:
        return redirect("petition_step", gap)
    data = {name: value for one in STEPS for name, value in right[one.slug].items()}
    form = ProofForm(
        request.POST or None,
        at=at,
        spend=flood.spend,
        may_wait=lambda: flood.count(pace.waited(events.KIND), at),
        bits=pace.bits(events.KIND, at),
    )
    if request.method == "POST" and form.is_valid():
        return _send(request, draft, data, form, at)
    about = unit_id_of(data["unit"])
    office = levels.answering_office(about) if about else levels.first_office()
    context = {
        "form": form,
        "answers": _answers(data, _files(request, draft)),
        "office": units.unit(office).name,
        "number": TOTAL,
        "total": TOTAL,
        "back": reverse("petition_step", args=[STEPS[-1].slug]),
    }
    wrong = form.is_bound and form.errors
    answer = screen.page(request, "petitions/check.html", context, 422 if wrong else 200)
    answer["Cache-Control"] = "no-store"
    return answer


def _files(request: HttpRequest, draft: dict[str, Any]) -> list[FileRow]:
    return draft_files.rows(drafts.token_of(request)) if draft.get("files") else []


def _answers(data: dict[str, Any], files: list[FileRow]) -> list[rows.Answer]:
    about = unit_id_of(data["unit"])
    contact = " · ".join(data[n] for n in ("phone", "email", "address") if data[n])
    said = [
        ("what", gettext("What happened, and why"), data["narrative"]),
        ("what", gettext("What you ask for"), data["request"] or gettext("Not said")),
        ("what", gettext("Unit"), units.unit(about).name if about else gettext("Not named")),
        ("what", gettext("Files"), "\n".join(f.name for f in files) or gettext("None")),
        ("who", gettext("Name"), data["name"] or gettext("Without a name")),
        (
            "who",
            gettext("How to reach you"),
            contact or gettext("On this site, with your code"),
        ),
    ]
    return [
        rows.Answer(question=q, answer=a, change_url=reverse("petition_step", args=[slug]))
        for slug, q, a in said
    ]


def _send(
    request: HttpRequest, draft: dict[str, Any], data: dict[str, Any], form: ProofForm, at: datetime
) -> HttpResponse:
    token = drafts.token_of(request)
    petition = Petitioning(
        narrative=data["narrative"],
        request=data["request"],
        channel="portal",
        about_unit=unit_id_of(data["unit"]),
        contact=contact_of(data),
        language=get_language() or settings.LANGUAGE_CODE,
        key=f"draft:{people.draft_digest(token).hex()}",
        files_of=people.draft_digest(token) if draft.get("files") else None,
        files_token=token,
    )
    try:
        made = registering.register_petition(petition=petition, by=system("public form"), at=at)
    except Declined as declined:
        form.add_error(None, gettext(declined.sentence) % declined.params)
        answers = _answers(data, _files(request, draft))
        context = {"form": form, "answers": answers, "number": TOTAL, "total": TOTAL}
        return screen.page(request, "petitions/check.html", context, 422)
    answer: HttpResponse = redirect("petition_receipt")
    if not made.again:
        shown = {"code": made.code, "matter": str(made.matter_id), "ref": made.ref}
        drafts.keep(token, answer, {"receipt": shown}, at, screen.lasts(request))
    return answer


@public_page
def receipt(request: HttpRequest) -> HttpResponse:
    """The code, on the person's own screen; showing it is the evidence that they have it."""
    at = visitor.at(request)
    shown: dict[str, str] | None = drafts.open_draft(request, at).get("receipt")
    if not shown:
        return redirect("matter_lookup")
    if request.method == "POST" and private.unit_of(request):
        return screen.cleared(request)
    if request.method == "POST":
        people.drop_draft(token=drafts.token_of(request))
        kept: HttpResponse = redirect("matter_lookup")
        kept.delete_cookie(drafts.COOKIE)
        return kept
    matter_id = uuid.UUID(shown["matter"])
    holder = Actor(kind=ActorKind.HOLDER, name="", matter_id=matter_id)
    show_receipt(matter_id=matter_id, by=holder, at=at)
    return receipt_page(
        request,
        title=gettext("We have it. This is your receipt"),
        code=shown["code"],
        lines=(
            dates.moment(at),
            gettext("Reference for staff: %(ref)s") % {"ref": shown["ref"]},
        ),
        promises=screen.promises(request, next_promises(matter_id, at)),
        again=True,
    )


@holder_page
def fetch_receipt(request: ActorRequest, handle: str) -> HttpResponse:
    """The receipt of the complaint that an accusation became, once, on the petitioner's own screen."""
    if request.method != "POST":
        return redirect("matter", handle)
    try:
        code = passing.fetch_receipt(by=request.actor, at=request.at)
    except Declined:
        return redirect("matter", handle)
    return receipt_page(
        request,
        title=gettext("This is the receipt of your complaint"),
        code=code,
        lines=(dates.moment(request.at),),
        promises=[],
        again=False,
    )


def receipt_page(
    request: HttpRequest,
    *,
    title: str,
    code: str,
    lines: tuple[str, ...],
    promises: list[rows.Promise],
    again: bool,
) -> HttpResponse:
    """A receipt on the screen of the person whose it is, and in no store."""
    url = request.build_absolute_uri(reverse("matter_lookup"))
    context = {
        "title": title,
        "receipt": rows.Receipt(title=gettext("Receipt"), code=code, look_up_url=url, lines=lines),
        "promises": promises,
        "again": again,
    }
    answer = screen.page(request, "petitions/receipt.html", context)
    answer["Cache-Control"] = "no-store"
    return answer
