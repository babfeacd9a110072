"""Papers that go to the petitioner, filled in and ready to print; the person's name is opened for them and logged."""

from datetime import date, datetime

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext

from huiying.core.access import doors
from huiying.core.access.looks import log_look
from huiying.core.duties.histories import TEXT_LABELS, Line, last_of
from huiying.core.kinds import Act, PartyRole
from huiying.core.ledger import queries as ledger
from huiying.core.people.services import open_contact
from huiying.core.units import queries as units
from huiying.core.web import acts_page, dates, rows
from huiying.core.web.guards import ActorRequest, staff_page
from huiying.core.web.reach_words import paper_warnings
from huiying.mechanisms.petitions import choices, events
from huiying.mechanisms.petitions.papers import Paper, papers
from huiying.mechanisms.petitions.queries import PetitionPage, petition_of
from huiying.mechanisms.petitions.standing import Stage

_OF: dict[str, str] = {
    "notice": events.ACCEPTED.kind,
    "opinion": events.ANSWERED.kind,
    "review": events.REVIEW_DECIDED.kind,
    "final": events.FINAL_DECIDED.kind,
    "direction": events.DIRECTED.kind,
    "not-taken": events.REFUSED.kind,
    "moved": events.MOVED.kind,
    "minutes": events.HEARING_ENDED.kind,
}


def open_papers(page: PetitionPage) -> list[Paper]:
    """The papers there is something to print of."""
    standing = page.standing
    known = papers(standing.class_)
    there = {
        "notice": standing.stage.value != "received" and standing.class_ in choices.ANSWERED_HERE,
        "opinion": standing.answer is not None,
        "review": standing.review is not None,
        "final": standing.final is not None,
        "direction": standing.stage is Stage.DIRECTED,
        "not-taken": standing.stage is Stage.REFUSED,
        "moved": standing.moved is not None,
        "minutes": last_of(page.lines, events.HEARING_ENDED.kind) is not None,
    }
    return [known[code] for code, is_there in there.items() if is_there]


@staff_page()
def paper(request: ActorRequest, ref: str, code: str) -> HttpResponse:
    """One paper of a petition. Raises access.Denied, Http404 where there is nothing of the kind to print."""
    common = acts_page.open_page(request, ref, f"paper {code}")
    if Act.SEE_PERSON not in common.acts:
        raise doors.Denied(Act.SEE_PERSON.value)
    page = petition_of(common) if common.matter.kind == events.KIND else None
    line = last_of(page.lines, _OF[code]) if page and code in _OF else None
    if page is None or line is None:
        raise Http404(code)
    found = papers(page.standing.class_)[code]
    # A paper of the law of the place, in its language, whatever the page is read in.
    with translation.override("zh-hans"):
        copies = [
            {
                "number": _filled(found.number, fills),
                "opening": _filled(found.opening, fills),
                "closing": _filled(found.closing, fills),
            }
            for fills in _fills(request, page, line)
        ]
        facts = _facts(line)
    context = {
        "title": found.title,
        "copies": copies,
        "facts": facts,
        "ref": ref,
        "warnings": paper_warnings(page, request.actor, request.at, "petition_paper"),
    }
    return render(request, "petitions/paper.html", context)


_LABELS = {**TEXT_LABELS, **choices.TEXTS}


def _facts(line: Line) -> list[rows.Fact]:
    facts = [
        rows.Fact(label=gettext(_LABELS[w.name]), value=w.text or "") for w in line.words if w.text
    ]
    if ground := str(line.facts.get("ground", "")):
        facts.insert(0, rows.Fact(label=gettext("Ground"), value=gettext(choices.GROUNDS[ground])))
    if cause := str(line.facts.get("cause", "")):
        why = gettext(choices.CAUSES[cause])
        facts.insert(0, rows.Fact(label=gettext("Why it was passed on"), value=why))
    if there := units.tree().get(int(line.facts.get("to_unit", 0))):
        facts.insert(0, rows.Fact(label=gettext("Who has it now"), value=there.name))
    if due := str(line.facts.get("due_on", "")):
        day = dates.day_week(date.fromisoformat(due))
        facts.append(rows.Fact(label=gettext("Your last day"), value=day))
    if finding := str(line.facts.get("finding", "")):
        value = gettext(choices.FINDINGS[finding])
        facts.insert(0, rows.Fact(label=gettext("Finding"), value=value))
    return facts


def _fills(request: ActorRequest, page: PetitionPage, line: Line) -> list[dict[str, str]]:
    """One paper for each petitioner who has not left: none of them reads the name of another."""
    parties = [
        p
        for p in ledger.parties(page.matter.id)
        if p.role is PartyRole.PETITIONER
        and p.until is None
        and str(p.id) not in page.standing.left
    ]
    names = [open_contact(p.person_id).name for p in parties if p.person_id]
    log_look(
        by=request.actor,
        at=request.at,
        what="contact",
        page="petition_paper",
        matter_id=page.matter.id,
    )
    unit = line.by_unit if line.by_unit is not None else page.matter.handling_unit
    same = {
        "ref": page.matter.ref,
        "unit": units.unit(unit).name if unit else "",
        "received": _day(page.matter.opened_at),
        "day": _day(line.at),
        "today": _day(request.at),
    }
    return [same | {"name": name or gettext("Petitioner")} for name in names or [""]]


def _day(at: datetime) -> str:
    """As papers write it: without blanks."""
    return dates.day(dates.local(at)).replace(" ", "")


def _filled(words: str, fills: dict[str, str]) -> str:
    for name, value in fills.items():
        words = words.replace(f"{{{name}}}", value)
    return words
