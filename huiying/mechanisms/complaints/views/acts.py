"""One act on a complaint: its own address, its own form. What is declined is said there, nothing typed is lost."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods

from huiying.core.access import doors
from huiying.core.access.looks import log_look
from huiying.core.duties.queries import DutyRow
from huiying.core.kinds import Act, Actor
from huiying.core.ledger import queries as ledger
from huiying.core.ledger.services import SlipUnknown
from huiying.core.web import problems
from huiying.core.web.guards import ActorRequest, staff_page
from huiying.core.web.rows import Link
from huiying.mechanisms.complaints import ready, rules
from huiying.mechanisms.complaints.forms_staff import ActForm, Scene
from huiying.mechanisms.complaints.queries import ComplaintPage, complaint_page
from huiying.mechanisms.complaints.views.acts_shape import DeskAct, Doing
from huiying.mechanisms.complaints.views.acts_table import ACTS, BY_SLUG
from huiying.mechanisms.complaints.views.acts_ways import WAYS
from huiying.rulepacks import loader


def open_page(request: ActorRequest, ref: str, page_name: str) -> ComplaintPage:
    """The complaint as this officer may see it; that its words were opened is logged. Raises access.Denied."""
    matter = ledger.matter_by_ref(ref)
    page = complaint_page(matter_id=matter.id, by=request.actor, at=request.at)
    if page.opened_words:
        log_look(by=request.actor, at=request.at, what="words", page=page_name, matter_id=matter.id)
    return page


@staff_page()
@require_http_methods(["GET", "POST"])
def act(request: ActorRequest, ref: str, slug: str) -> HttpResponse:
    wanted = BY_SLUG.get(slug)
    if wanted is None:
        raise ledger.NoSuchMatter(slug)
    page = open_page(request, ref, "staff_act")
    scene = Scene(page=page, by=request.actor, at=request.at)
    if page.acts.isdisjoint(rules.acts_for(wanted.move, page.standing.stage)):
        raise doors.Denied(wanted.move.value)
    if request.method == "POST" and "insert" not in request.POST:
        return _do(request, wanted, scene)
    if wanted.move not in page.moves:
        return _closed(request, wanted, scene)
    return _show(request, wanted, scene, _blank(request, wanted, scene))


def _closed(request: HttpRequest, wanted: DeskAct, scene: Scene) -> HttpResponse:
    """Why this act is not open now, instead of a form that could not be sent."""
    sentence = ""
    try:
        rules.decide(wanted.move, scene.page.standing)
    except rules.IllegalMove as illegal:
        sentence = gettext(illegal.sentence) % illegal.params
    return problems.conflict(
        request,
        sentence,
        actions=(
            Link(
                label=gettext("Back to the complaint"),
                url=reverse("staff_matter", args=[scene.page.matter.ref]),
            ),
        ),
    )


def _blank(request: HttpRequest, wanted: DeskAct, scene: Scene) -> ActForm:
    """The form as it opens; with `insert`, what was typed so far with a ready answer put in."""
    code = request.POST.get("insert", "")
    chosen = next((r for r in ready.sentences(get_language() or "") if r.code == code), None)
    kept = {k: v for k, v in request.POST.items() if k not in {"insert", "csrfmiddlewaretoken"}}
    if chosen is not None:
        kept |= {
            "finding": chosen.finding,
            "answer": chosen.answer,
            "reasons": chosen.reasons,
            "remedy": chosen.remedy,
        }
    return wanted.form(scene=scene, initial=kept)


def _do(request: ActorRequest, wanted: DeskAct, scene: Scene) -> HttpResponse:
    form = wanted.form(request.POST, scene=scene)
    if not form.is_valid():
        return _show(request, wanted, scene, form, status=422)
    if status := _overtaken(form, scene) or _try(wanted, scene, form):
        return _show(request, wanted, scene, form, status=status)
    done = gettext("Done: %(act)s.") % {"act": gettext(wanted.title)}
    request.session["act_done"] = done
    # Who stepped aside, or passed it on, may see it no more.
    still = doors.allowed(
        request.actor, Act.SEE, ledger.parties(scene.page.matter.id), scene.page.matter.id
    )
    if not still:
        request.session["desk_said"] = [done]
        return redirect("desk")
    return redirect("staff_matter", scene.page.matter.ref)


def _overtaken(form: ActForm, scene: Scene) -> int:
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


def _try(wanted: DeskAct, scene: Scene, form: ActForm) -> int:
    """Do it; 0 when it is done, else the status of the answer, with the sentence on the form."""
    doing = Doing(page=scene.page, data=form.cleaned_data, by=scene.by, at=scene.at)
    try:
        wanted.do(doing)
    except rules.IllegalMove as illegal:
        form.add_error(None, gettext(illegal.sentence) % illegal.params)
        return 409
    except rules.Declined as declined:
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
    request: HttpRequest, wanted: DeskAct, scene: Scene, form: ActForm, status: int = 200
) -> HttpResponse:
    fragment = bool(getattr(request, "htmx", False)) and request.method == "GET"
    context = {
        "act": wanted,
        "title": gettext(wanted.title),
        "lead": gettext(wanted.lead) if wanted.lead else "",
        "button": gettext(wanted.button),
        "form": form,
        "ref": scene.page.matter.ref,
        "action": reverse("staff_act", args=[scene.page.matter.ref, wanted.slug]),
        "back": reverse("staff_matter", args=[scene.page.matter.ref]),
        "ready": ready.sentences(get_language() or "") if wanted.ready else (),
        "narrative": narrative(scene.page),
    }
    template = "complaints/staff_act_form.html" if fragment else "complaints/staff_act.html"
    return render(request, template, context, status=status)


def narrative(page: ComplaintPage) -> str:
    """What the person wrote first; empty for whoever may not read it."""
    return next(
        (w.text or "" for line in page.lines for w in line.words if w.name == "narrative"), ""
    )


# --- the menu ----------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True, slots=True)
class MenuAct:
    slug: str
    title: str
    icon: str
    url: str


@dataclass(frozen=True, kw_only=True, slots=True)
class MenuGroup:
    title: str
    acts: tuple[MenuAct, ...]


def next_act(page: ComplaintPage, by: Actor) -> DeskAct | None:
    """What the earliest open duty of the reader's units asks for, as far as it can be done now."""
    mine = {seat.unit_id for seat in by.seats}
    owed = [d for d in page.duties if _is_owed(d) and d.unit_id in mine]
    for duty in owed:
        if found := _way(duty, page):
            return found
    return None


def _is_owed(duty: DutyRow) -> bool:
    return not duty.ended and duty.lead and duty.nature == "answer"


def _way(duty: DutyRow, page: ComplaintPage) -> DeskAct | None:
    kinds = [when.kind for when in loader.rule(duty.rule).met_by]
    for kind in kinds:
        for slug in WAYS.get(kind, ()):
            if BY_SLUG[slug].move in page.moves:
                return BY_SLUG[slug]
    return None


def menu(page: ComplaintPage, leave_out: Iterable[str] = ()) -> list[MenuGroup]:
    """The acts that are open to the reader now, grouped."""
    away, known = set(leave_out), known_kinds(page)
    groups: dict[str, list[MenuAct]] = {}
    for one in ACTS:
        if (
            one.move in page.moves
            and one.slug not in away
            and (not one.known or one.known in known)
        ):
            groups.setdefault(one.group, []).append(entry(page, one))
    return [MenuGroup(title=gettext(t), acts=tuple(acts)) for t, acts in groups.items()]


def known_kinds(page: ComplaintPage) -> set[str]:
    """Kinds of event that a rule of the complaint's packs waits for."""
    packs = [loader.pack(pack_id, version).pack for pack_id, version in page.matter.packs]
    return {when.kind for p in packs for rule in p.rules for when in (*rule.met_by, *rule.void_by)}


def entry(page: ComplaintPage, one: DeskAct) -> MenuAct:
    return MenuAct(
        slug=one.slug,
        title=gettext(one.title),
        icon=one.icon,
        url=reverse("staff_act", args=[page.matter.ref, one.slug]),
    )
