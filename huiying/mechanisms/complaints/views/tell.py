"""The public form: one thing a page, works without script, keeps what was typed."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext as _

from huiying.core.access import conflict
from huiying.core.files.queries import FileRow
from huiying.core.kinds import N_, Actor, ActorKind, system
from huiying.core.people import outside
from huiying.core.people.services import Contact, draft_digest, new_draft_token
from huiying.core.units import queries as units
from huiying.core.web import dates, flood, pace, public_parts, rows, spoken, visitor
from huiying.core.web import draft_files as uploads
from huiying.core.web import tablet as private
from huiying.core.web import tablet_screen as screen
from huiying.core.web.duty_words import next_promises
from huiying.core.web.frames import framed
from huiying.core.web.guards import public_page
from huiying.core.web.proof import Challenge, NoProof, ProofForm, challenge, paid
from huiying.mechanisms.complaints import events
from huiying.mechanisms.complaints.forms import (
    CategoryForm,
    HowForm,
    WhatForm,
    WhoForm,
    category_name,
)
from huiying.mechanisms.complaints.panel import first_promises
from huiying.mechanisms.complaints.services.filing import (
    Filed,
    Filing,
    ProofSpent,
    file_complaint,
    route,
    sealed_for,
)
from huiying.mechanisms.complaints.services.receipt import show_receipt
from huiying.mechanisms.complaints.views import drafts


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    slug: str
    form: Callable[..., forms.Form]
    title: str


STEPS = (
    Step(slug="how", form=HowForm, title=N_("How do you want to bring this?")),
    Step(slug="category", form=CategoryForm, title=N_("What is it mainly about?")),
    Step(slug="who", form=WhoForm, title=N_("Who is it about?")),
    Step(slug="what", form=WhatForm, title=N_("What happened?")),
)
TOTAL = len(STEPS) + 1


@public_page
def start(request: HttpRequest) -> HttpResponse:
    """What you will get, before anything is asked."""
    if private.unit_of(request):
        return redirect("tablet")
    at = visitor.at(request)
    if request.method == "POST":
        begun_anew: HttpResponse = redirect("tell_start")
        drafts.drop(request, begun_anew)
        return begun_anew
    context = {
        "resumed": bool(drafts.open_draft(request, at).get("typed")),
        "first": STEPS[0].slug,
        "promises": first_promises(),
    }
    return screen.page(request, "complaints/tell_start.html", context)


@public_page
def step(request: HttpRequest, slug: str) -> HttpResponse:
    at = visitor.at(request)
    place = next((n for n, s in enumerate(STEPS) if s.slug == slug), None)
    if place is None:
        return redirect("tell_start")
    token = drafts.token_of(request) or new_draft_token()
    draft = _open(request, at)
    if not draft and private.unit_of(request):
        return redirect("tablet")
    typed: dict[str, Any] = draft.setdefault("typed", {})
    if request.method != "POST":
        form = STEPS[place].form(initial=typed.get(slug, {}))
        page = _show(request, place, form, token, draft, [])
        if typed:  # what was typed before stands in it, on a screen that may be shared
            page["Cache-Control"] = "no-store"
        return page
    problems = uploads.take(request, token, at) if request.FILES else []
    form = STEPS[place].form(spoken.words(request.POST, token))
    typed[slug] = _plain(request, form)
    draft["files"] = bool(draft.get("files") or request.FILES)
    draft.get("right", {}).pop(slug, None)
    if "drop_file" in request.POST:
        uploads.drop(request, token)
    elif form.is_valid() and not problems:
        draft.setdefault("right", {})[slug] = drafts.right(form, typed[slug])
        response: HttpResponse = redirect(_next(request, place))
        drafts.keep(token, response, draft, at, screen.lasts(request))
        return response
    page = _show(request, place, form, token, draft, problems)
    drafts.keep(token, page, draft, at, screen.lasts(request))
    return page


def _show(
    request: HttpRequest,
    place: int,
    form: forms.Form,
    token: str,
    draft: dict[str, Any],
    problems: list[str],
) -> HttpResponse:
    one = STEPS[place]
    context = {
        "form": form,
        "title": _(one.title),
        "number": place + 1,
        "total": TOTAL,
        "back": STEPS[place - 1].slug if place else "",
        "problems": problems,
        "files": uploads.rows(token) if one.slug == "what" else [],
        "sealed_for": _sealed_for(draft, visitor.at(request)) if one.slug == "what" else "",
        "returning": all(s.slug in draft.get("typed", {}) for s in STEPS),
    }
    wrong = bool(form.is_bound and form.errors) or bool(problems)
    template = f"complaints/tell_{one.slug}.html"
    return spoken.may_record(screen.page(request, template, context, 422 if wrong else 200))


def _open(request: HttpRequest, at: datetime) -> dict[str, Any]:
    """The draft in hand; one that was already sent is not gone on with."""
    draft = drafts.open_draft(request, at)
    return {} if "receipt" in draft else draft


def _next(request: HttpRequest, place: int) -> str:
    if request.POST.get("then") == "check" or place + 1 == len(STEPS):
        return reverse("tell_check")
    return reverse("tell_step", args=[STEPS[place + 1].slug])


def _plain(request: HttpRequest, form: forms.Form) -> dict[str, str]:
    """What was typed, right or wrong, so that it comes back as it was; what the page does not ask for is not kept."""
    parts = tuple(f"{name}_" for name in form.fields)  # a day has three boxes
    asked = [name for name in request.POST if name in form.fields or name.startswith(parts)]
    return {name: str(request.POST[name])[:25_000] for name in asked[:40]}


# --- check and send ------------------------------------------------------------------------------------


def first_gap(draft: dict[str, Any]) -> str:
    """The first step that is not answered yet, or not rightly."""
    return next((one.slug for one in STEPS if one.slug not in draft.get("right", {})), "")


def answered(draft: dict[str, Any]) -> dict[str, Any]:
    """What the steps found right, in one; each of them has found something right (`first_gap`)."""
    found: dict[str, Any] = {}
    for one in STEPS:
        found |= draft["typed"][one.slug] | draft["right"][one.slug]
    return found


def _about(data: dict[str, Any]) -> tuple[int, ...]:
    """The unit that was chosen, and the heads of the tree where it is about the leadership."""
    row = units.unit_by_code(str(data.get("unit", "")))
    chosen = (row.id,) if row else ()
    return (*chosen, *conflict.highest_units()) if data.get("leaders") else chosen


def _sealed_for(draft: dict[str, Any], at: datetime) -> str:
    """The name of the outside body, where what is typed will be sealed for it alone; else empty."""
    if "who" not in draft.get("right", {}) or not outside.configured():
        return ""
    who = draft["typed"]["who"] | draft["right"]["who"]
    if not _about(who):
        return ""
    deciding = route(_about(who), (), at)
    return units.unit(deciding).name if sealed_for(deciding) else ""


@public_page
def check(request: HttpRequest) -> HttpResponse:
    """Everything once more, who will handle it, and sending."""
    at = visitor.at(request)
    draft = drafts.open_draft(request, at)
    if "receipt" in draft:
        return redirect("tell_receipt")
    if not draft and private.unit_of(request):
        return redirect("tablet")
    if gap := first_gap(draft):
        return redirect("tell_step", gap)
    data = answered(draft)
    bits = pace.bits(events.KIND, at)
    form: ProofForm | None = None
    if request.method == "POST":
        try:
            proof = _paid(request, at, bits)
        except NoProof as error:
            form = ProofForm(request.POST, at=at, spend=_spent_when_filed, bits=bits, refused=error)
        else:
            return _send(request, draft, proof.id, at)
    about = _about(data)
    files = uploads.rows(drafts.token_of(request)) if draft.get("files") else []
    own = {
        "answers": public_parts.answers(answers_of(data, files)),
        "about": units.unit(about[0]).name if about else "",
        "deciding": units.unit(route(about, (), at)).name,
        "sealed_for": _sealed_for(draft, at),
        "work": _work(form, at, bits),
    }
    page = _check_page(request, form, own)
    page["Cache-Control"] = "no-store"
    return page


def _paid(request: HttpRequest, at: datetime, bits: int | None) -> Challenge:
    """The challenge whose answer came with the page. Raises NoProof."""
    return paid(
        request.POST.get("proof", ""),
        at,
        spend=_spent_when_filed,
        may_wait=lambda: flood.count(pace.waited(events.KIND), at),
        least=bits or 0,
    )


def _work(form: ProofForm | None, at: datetime, bits: int | None) -> str:
    if form is None:
        return public_parts.fresh_work(challenge(at, bits=bits))
    form.full_clean()  # a challenge that is too old is replaced when the form is judged
    return public_parts.work_of(form["proof"])


def _check_page(request: HttpRequest, form: ProofForm | None, own: dict[str, str]) -> HttpResponse:
    same = {"number": TOTAL, "total": TOTAL}
    template = "complaints/tell_check.html"
    if form is not None or private.unit_of(request):
        context = {"form": form, **same, **own}
        return screen.page(request, template, context, 200 if form is None else 422)
    return framed(request, template, same=same, own=own)


def answers_of(data: dict[str, Any], files: list[FileRow]) -> list[rows.Answer]:
    """The summary, each line with the way back to its question."""
    contact = " · ".join(x for x in (data["name"], data["phone"], data["email"]) if x)
    about = _about(data)
    happened = date.fromisoformat(data["happened_on"]) if data["happened_on"] else None
    answers = (
        dict(HowForm.base_fields["how"].choices)[data["how"]],  # type: ignore[attr-defined]
        contact or gettext("On this site, with your code"),
        category_name(data["category"]),
        units.unit(about[0]).name if about else gettext("Not named"),
        data["who"] or gettext("Not named"),
        data["narrative"],
        dates.day(happened) if happened else gettext("Not said"),
        data["place"] or gettext("Not said"),
        data["wish"] or gettext("Not said"),
        "\n".join(f.name for f in files) or gettext("None"),
    )
    return [
        rows.Answer(question=question, answer=str(answer), change_url=back)
        for (question, back), answer in zip(_questions(get_language()), answers, strict=True)
    ]


@lru_cache(maxsize=8)
def _questions(_language: str | None) -> tuple[tuple[str, str], ...]:
    """What was asked, in a language, and where each can be answered anew."""
    asked = (
        ("how", gettext("How")),
        ("how", gettext("How to reach you")),
        ("category", gettext("About")),
        ("who", gettext("Unit")),
        ("who", gettext("Officers")),
        ("what", gettext("What happened")),
        ("what", gettext("When")),
        ("what", gettext("Where")),
        ("what", gettext("What would help")),
        ("what", gettext("Files")),
    )
    return tuple((question, reverse("tell_step", args=[step])) for step, question in asked)


def _send(request: HttpRequest, draft: dict[str, Any], proof_id: str, at: datetime) -> HttpResponse:
    token = drafts.token_of(request)

    def receipt(filed: Filed) -> tuple[str, list[object]]:
        shown = {"code": filed.code, "matter": str(filed.matter_id), "ref": filed.ref}
        return drafts.receipt_statement(token, shown, at, screen.lasts(request))

    try:
        file_complaint(
            filing=_filing(draft, token, proof_id),
            by=system("public form"),
            at=at,
            also=receipt,
        )
    except ProofSpent:
        return redirect("tell_check")
    return redirect(_receipt_address(get_language()))


@lru_cache(maxsize=8)
def _receipt_address(_language: str | None) -> str:
    return reverse("tell_receipt")


def _spent_when_filed(proof_id: str, until: datetime) -> bool:
    """The filing itself spends the proof, in its own transaction (Filing.spends)."""
    return True


def _filing(draft: dict[str, Any], token: str, proof_id: str) -> Filing:
    data = answered(draft)
    digest = draft_digest(token)
    return Filing(
        narrative=data["narrative"],
        category=data["category"],
        wish=data["wish"],
        who=data["who"],
        place=data["place"],
        about_units=_about(data),
        happened_on=data["happened_on"],
        contact=Contact(
            name="" if data["how"] == "anonymous" else data["name"],
            phone=data["phone"],
            email=data["email"],
        ),
        language=get_language() or settings.LANGUAGE_CODE,
        files_of=digest if draft.get("files") else None,
        files_token=token,
        key=f"draft:{digest.hex()}",
        spends=proof_id,
    )


# --- the receipt ---------------------------------------------------------------------------------------


@public_page
def receipt(request: HttpRequest) -> HttpResponse:
    """The code, on the person's own screen; showing it is the evidence that they have it.

    It can be shown again in this browser until the person says they kept it, or the draft's day is over.
    """
    at = visitor.at(request)
    draft = drafts.open_draft(request, at)
    shown: dict[str, str] | None = draft.get("receipt")
    if not shown:
        return redirect("matter_lookup")
    if request.method == "POST" and private.unit_of(request):
        return screen.cleared(request)
    if request.method == "POST":
        response: HttpResponse = redirect("matter_lookup")
        drafts.drop(request, response)
        return response
    matter_id = uuid.UUID(shown["matter"])
    if not draft.get("seen"):
        holder = Actor(kind=ActorKind.HOLDER, name="", matter_id=matter_id)
        show_receipt(matter_id=matter_id, by=holder, at=at)
    url = request.build_absolute_uri(reverse("matter_lookup"))
    context = {
        "receipt": rows.Receipt(
            title=gettext("Receipt"),
            code=shown["code"],
            look_up_url=url,
            lines=(
                dates.moment(at),
                gettext("Reference for staff: %(ref)s") % {"ref": shown["ref"]},
            ),
        ),
        "promises": screen.promises(request, next_promises(matter_id, at)),
        "sealed": outside.sealed_matter(matter_id),
    }
    page = screen.page(request, "complaints/tell_receipt.html", context)
    if not draft.get("seen"):
        seen = {**draft, "seen": True}
        drafts.keep(drafts.token_of(request), page, seen, at, screen.lasts(request))
    page["Cache-Control"] = "no-store"
    return page
