"""One act on a matter: its own address, its own form. What is declined is said there, nothing typed is lost."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext

from huiying.core.access import doors
from huiying.core.access.looks import log_look
from huiying.core.duties.matters import MatterPage, matter_page
from huiying.core.kinds import Act, Declined, IllegalMove
from huiying.core.ledger import queries as ledger
from huiying.core.ledger.services import SlipUnknown
from huiying.core.web import acts, problems
from huiying.core.web.acts import Desk, DeskAct, Doing, Open
from huiying.core.web.acts_forms import ActForm, Scene
from huiying.core.web.guards import ActorRequest
from huiying.core.web.rows import Link


def open_page(request: ActorRequest, ref: str, page_name: str) -> MatterPage:
    """The matter as this officer may see it; that its words were opened is logged. Raises access.Denied."""
    matter = ledger.matter_by_ref(ref)
    page = matter_page(matter_id=matter.id, by=request.actor, at=request.at)
    if page.opened_words:
        log_look(by=request.actor, at=request.at, what="words", page=page_name, matter_id=matter.id)
    return page


def act(
    request: ActorRequest, page: MatterPage, desks: Iterable[Desk[Any]], slug: str
) -> HttpResponse:
    """The page of one act, or what comes of it. Raises access.Denied, ledger.NoSuchMatter where no act is called so."""
    found = acts.find(acts.before(desks, page), slug)
    if found is None:
        raise ledger.NoSuchMatter(slug)
    desk, wanted = found
    closed = desk.closed(wanted)
    scene: Scene[Any] = Scene(page=desk.page, by=request.actor, at=request.at)
    if request.method == "POST" and "insert" not in request.POST:
        return _do(request, desk, wanted, scene)
    if closed is not None:
        return _closed(request, closed, page)
    return _show(request, desk, wanted, _blank(request, desk, wanted, scene))


def _closed(request: HttpRequest, sentence: str, page: MatterPage) -> HttpResponse:
    """Why this act is not open now, instead of a form that could not be sent."""
    back = Link(
        label=gettext("Back to the matter"), url=reverse("staff_matter", args=[page.matter.ref])
    )
    return problems.conflict(request, sentence, actions=(back,))


def _blank(
    request: HttpRequest, desk: Open[Any], wanted: DeskAct[Any], scene: Scene[Any]
) -> ActForm[Any]:
    """The form as it opens; with `insert`, what was typed so far with a ready answer put in."""
    code = request.POST.get("insert", "")
    chosen = next((r for r in desk.desk.ready(wanted) if r.code == code), None)
    kept = {k: v for k, v in request.POST.items() if k not in {"insert", "csrfmiddlewaretoken"}}
    if chosen is not None:
        kept |= dict(chosen.fills)
    return wanted.form(scene=scene, initial=kept)


def _do(
    request: ActorRequest, desk: Open[Any], wanted: DeskAct[Any], scene: Scene[Any]
) -> HttpResponse:
    form = wanted.form(request.POST, scene=scene)
    if not form.is_valid():
        return _show(request, desk, wanted, form, status=422)
    if status := _overtaken(form, scene) or _try(wanted, scene, form):
        return _show(request, desk, wanted, form, status=status)
    done = gettext("Done: %(act)s.") % {"act": gettext(wanted.title)}
    request.session["act_done"] = done
    matter = scene.page.matter
    # Who stepped aside, or passed it on, may see it no more.
    if doors.allowed(request.actor, Act.SEE, ledger.parties(matter.id), matter.id):
        return redirect("staff_matter", matter.ref)
    request.session["desk_said"] = [done]
    return redirect("desk")


def _overtaken(form: ActForm[Any], scene: Scene[Any]) -> int:
    """Somebody wrote something while this form was open: it is shown first, then decided again."""
    seen = form.cleaned_data.get("seen")
    fresh = scene.page.lines[seen:] if isinstance(seen, int) and seen >= 0 else ()
    if not fresh:
        return 0
    news = "; ".join(line.sentence for line in fresh)
    form.add_error(
        None,
        gettext(
            "Meanwhile this was added: %(news)s. What you typed is kept. Read it, then send again."
        )
        % {"news": news},
    )
    form.data = form.data.copy()  # type: ignore[attr-defined]
    form.data["seen"] = str(len(scene.page.lines))  # type: ignore[index]
    return 409


def _try(wanted: DeskAct[Any], scene: Scene[Any], form: ActForm[Any]) -> int:
    """Do it; 0 when it is done, else the status of the answer, with the sentence on the form."""
    doing: Doing[Any] = Doing(page=scene.page, data=form.cleaned_data, by=scene.by, at=scene.at)
    try:
        wanted.do(doing)
    except IllegalMove as illegal:
        form.add_error(None, gettext(illegal.sentence) % illegal.params)
        return 409
    except Declined as declined:
        form.add_error(None, gettext(declined.sentence) % declined.params)
        return 422
    except SlipUnknown:
        form.add_error(
            "slip", gettext("No unused slip of this number belongs to your unit. Check the stub.")
        )
        return 422
    except doors.Denied:
        form.add_error(
            None, gettext("This is for somebody else to do: another role, or a second person.")
        )
        return 403
    return 0


def _show(
    request: HttpRequest,
    desk: Open[Any],
    wanted: DeskAct[Any],
    form: ActForm[Any],
    status: int = 200,
) -> HttpResponse:
    fragment = bool(getattr(request, "htmx", False)) and request.method == "GET"
    ref = desk.page.matter.ref
    context = {
        "act": wanted,
        "title": gettext(wanted.title),
        "lead": gettext(wanted.lead) if wanted.lead else "",
        "button": gettext(wanted.button),
        "form": form,
        "ref": ref,
        "action": reverse("staff_act", args=[ref, wanted.slug]),
        "back": reverse("staff_matter", args=[ref]),
        "ready": desk.desk.ready(wanted) if wanted.ready else (),
        "narrative": narrative(desk.page),
    }
    template = "web/acts/fragment.html" if fragment else "web/acts/page.html"
    return render(request, template, context, status=status)


def narrative(page: MatterPage) -> str:
    """What the person wrote first; empty for whoever may not read it."""
    return next((n.word("narrative") for n in page.lines if n.word("narrative")), "")
