"""How long what the person said is kept, and by which term; a wish for an earlier end, and what is answered."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods

from huiying.core.access import doors
from huiying.core.holders import own_data
from huiying.core.kinds import Act
from huiying.core.retention import holds, queries
from huiying.core.retention.schedule import schedule
from huiying.core.web import dates
from huiying.core.web.guards import ActorRequest, holder_page


@holder_page
@require_http_methods(["GET", "HEAD", "POST"])
def kept(request: ActorRequest, handle: str) -> HttpResponse:
    by = request.actor
    own_data.person_of(by)
    if by.matter_id is None:
        raise doors.Denied(Act.FOLLOW.value)
    if request.method == "POST":
        holds.ask_erasure(by=by, at=request.at)
        return redirect(f"{reverse('matter_kept', args=[handle])}?asked")
    lang = get_language() or ""
    found = queries.of_matter(by.matter_id, lang=lang)
    context = {
        "handle": handle,
        "asked": "asked" in request.GET,
        "answer": _answer(found, request),
        "because": found.because,
        "term": found.term,
        "standard": schedule().named(lang),
        "erased": found.kept.erased,
    }
    return render(request, "pages/matter/kept.html", context)


def _answer(found: queries.MatterKept, request: ActorRequest) -> str:
    kept_ = found.kept
    if kept_.erased:
        return gettext("Your words, your name and your files were erased. Dates and codes stay.")
    if kept_.up_on is None:
        return gettext("No term is set for this kind of matter yet. It is kept until there is one.")
    if found.owed:
        return gettext("We still owe you an answer. Until you have it, we keep what you told us.")
    today = dates.local(request.at).date()
    if kept_.held_until is not None and kept_.held_until >= max(today, kept_.up_on):
        return gettext("It is kept until %(day)s. Why stands on your page.") % {
            "day": dates.day(kept_.held_until)
        }
    if kept_.up_on > today:
        return gettext("We keep it until %(day)s, unless something new happens.") % {
            "day": dates.day(kept_.up_on)
        }
    return gettext(
        "The time is up. Two persons of the service decide that it is erased; that is due now."
    )
