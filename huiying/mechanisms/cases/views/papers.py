"""Papers that a station files anyway, printed with what is known; names are written in by hand: nobody looks."""

from datetime import datetime

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from huiying.core.access import doors
from huiying.core.duties.matters import matter_page
from huiying.core.kinds import Act
from huiying.core.ledger import queries as ledger
from huiying.core.units import queries as units
from huiying.core.web import dates
from huiying.core.web.guards import ActorRequest, staff_page
from huiying.core.web.reach_words import paper_warnings
from huiying.mechanisms.cases import papers
from huiying.mechanisms.cases.events import KIND
from huiying.mechanisms.cases.queries import CasePage, case_of
from huiying.mechanisms.cases.views.matter_panel import papers_of, title_of


@staff_page()
def paper(request: ActorRequest, ref: str, slug: str) -> HttpResponse:
    """One paper of the list, filled in. The wording is data (data/papers.toml), which a service replaces."""
    matter = ledger.matter_by_ref(ref)
    common = matter_page(matter_id=matter.id, by=request.actor, at=request.at)
    if Act.WORK not in common.acts:
        raise doors.Denied(Act.WORK.value)
    found = papers.paper(slug, get_language() or "")
    if found is None or matter.kind != KIND:
        raise Http404
    page = case_of(common)
    if slug not in papers_of(page.standing):
        # It says something that was not decided on the case as it stands.
        raise Http404
    context = {
        "paper": found.filled(_known(page, request)),
        "ref": page.matter.ref,
        "warnings": paper_warnings(page, request.actor, request.at, "case_paper"),
    }
    return render(request, "cases/paper.html", context)


def _known(page: CasePage, request: ActorRequest) -> dict[str, str]:
    """What a paper may be filled with: nothing of a person."""
    stand = page.standing
    unit = page.matter.handling_unit
    refusal = next((n for n in page.lines if stand.refusal and n.id == stand.refusal.id), None)
    return {
        "unit": units.unit(unit).name if unit else "",
        "number": stand.number or page.matter.ref,
        "case": title_of(stand),
        "reported": _day(page.matter.opened_at),
        "opened": _day(stand.opened.occurred_at) if stand.opened else "",
        "reason": refusal.word("reason") if refusal else "",
        "remedy": refusal.word("remedy") if refusal else "",
        "today": _day(request.at),
    }


def _day(at: datetime) -> str:
    """As papers write it: in Chinese without blanks."""
    day = dates.day(dates.local(at).date())
    return day if (get_language() or "").startswith("en") else day.replace(" ", "")
