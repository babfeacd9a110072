"""What is the person's own: who looked at it and who opened their page, and a copy of all that is held on them."""

from dataclasses import dataclass
from itertools import groupby

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from huiying.core.access import looks
from huiying.core.access.looks import LookRow
from huiying.core.access.openings import OpeningRow, Way
from huiying.core.disclosure.covert import delays
from huiying.core.duties.matters import holder_page as holder_page_of
from huiying.core.files.queries import FileRow
from huiying.core.holders import own_data
from huiying.core.holders.own_copy import Held, copy
from huiying.core.kinds import N_, ActorKind, SeatRole
from huiying.core.retention import queries as retention
from huiying.core.units import queries as units
from huiying.core.web import dates, person_rows, rows
from huiying.core.web.guards import ActorRequest, holder_page
from huiying.core.web.site import ROLE_NAMES
from huiying.pages.kinds import kind_page
from huiying.pages.views.matter_own import panels_of, telling_of

_WAYS = {
    Way.CODE: N_("the receipt code"),
    Way.SLIP: N_("the code on the slip"),
    Way.LINK: N_("the link in an e-mail"),
}


@holder_page
@require_safe
def looked(request: ActorRequest, handle: str) -> HttpResponse:
    """Who looked at the matter, unit and role, never who by name; and each opening of the person's own page."""
    page = holder_page_of(by=request.actor, at=request.at)
    context = {
        "handle": handle,
        "looks": looks_together(
            looks.looks_at(page.matter.id, delayed=delays(page.history, request.at))
        ),
        "word": own_data.second_word_of(request.actor),
        "openings": [opening_line(row) for row in own_data.openings(request.actor)],
    }
    return render(request, "pages/matter/looked.html", context)


@dataclass(frozen=True, kw_only=True, slots=True)
class Looks:
    """Looks of one minute that say the same: pages of one paper are each a look."""

    when: str
    unit: str
    role: str
    what: str
    reason: str
    times: int


def looks_together(found: list[LookRow]) -> list[Looks]:
    """None is left out: those that would read alike are one line, with how many they are."""
    return [
        Looks(when=when, unit=unit, role=role, what=what, reason=reason, times=len(list(same)))
        for (when, unit, role, what, reason), same in groupby(found, key=look_line)
    ]


def look_heads() -> list[rows.Head]:
    return [
        rows.Head(label=gettext("When")),
        rows.Head(label=gettext("Unit")),
        rows.Head(label=gettext("Role")),
        rows.Head(label=gettext("What was looked at")),
        rows.Head(label=gettext("Reason given")),
    ]


def look_line(row: LookRow) -> list[str]:
    known = row.role in set(SeatRole)
    return [
        dates.moment(row.at),
        units.unit(row.unit_id).name if row.unit_id else gettext("This service"),
        gettext(ROLE_NAMES[SeatRole(row.role)])
        if known
        else gettext("Program: to send you a message"),
        _what(row.what),
        row.reason,
    ]


def _what(code: str) -> str:
    return {
        "contact": gettext("how to reach you"),
        "words": gettext("what you wrote"),
        "file": gettext("a file"),
        "search": gettext("a search that found it"),
        "emergency": gettext("the reason of an emergency"),
    }.get(code, code)


def opening_line(row: OpeningRow) -> dict[str, str]:
    device = f"{row.device} ({row.network})" if row.network else row.device
    return {"when": dates.moment(row.at), "device": device, "way": gettext(_WAYS[row.way])}


@holder_page
@require_safe
def held(request: ActorRequest, handle: str) -> HttpResponse:
    """All that is held on the person, to read and to print."""
    all_of_it = _held(request)
    page = all_of_it.page
    opened = panels_of(kind_page(page.matter.kind), page)
    brought = page.lines[0].id if page.lines else None
    context = {
        "handle": handle,
        "at": request.at,
        "ref": page.matter.ref,
        "title": gettext("All we hold on you"),
        "reached": all_of_it.reached,
        "barred": all_of_it.barred,
        "language": dict(settings.LANGUAGES).get(all_of_it.language, all_of_it.language),
        "words": [
            {"at": line.at, "label": words.label, "text": words.text}
            for line in page.lines
            if line.id == brought or line.by_kind == ActorKind.HOLDER.value
            for words in line.words
        ],
        "file_heads": file_heads(),
        "files": [file_line(f) for f in page.files],
        "steps": person_rows.timeline(page, request.at, telling_of(opened, "")),
        "messages": person_rows.messages(page, handle),
        "look_heads": look_heads(),
        "looks": [look_line(row) for row in all_of_it.looks],
        "openings": [opening_line(row) for row in all_of_it.openings],
        "word": all_of_it.word,
    }
    return render(request, "pages/matter/held.html", context)


def file_heads() -> list[rows.Head]:
    return [
        rows.Head(label=gettext("File")),
        rows.Head(label=gettext("Size"), number=True),
        rows.Head(label=gettext("Added")),
    ]


def file_line(file: FileRow) -> list[str]:
    return [
        file.name or (gettext("Sealed") if file.refusal else gettext("Erased")),
        str(filesizeformat(file.size)),
        dates.moment(file.created_at),
    ]


def _held(request: ActorRequest) -> Held:
    by = request.actor
    page = holder_page_of(by=by, at=request.at)
    opened = panels_of(kind_page(page.matter.kind), page)
    return Held(
        page=page,
        of_kind={name: value for panel, own in opened for name, value in panel.held(own).items()},
        reached=own_data.reach(by),
        barred=own_data.barred(by),
        kept=retention.of_matter(page.matter.id, lang=""),
        language=own_data.ways_open(by).language,
        looks=looks.looks_at(page.matter.id, delayed=delays(page.history, request.at)),
        openings=own_data.openings(by),
        word=own_data.second_word_of(by),
    )


@holder_page
@require_safe
def data(request: ActorRequest, handle: str) -> HttpResponse:
    """The same, for a machine to read."""
    all_of_it = _held(request)
    response = JsonResponse(
        copy(all_of_it, request.at), json_dumps_params={"ensure_ascii": False, "indent": 2}
    )
    response["Content-Disposition"] = f'attachment; filename="{all_of_it.page.matter.ref}.json"'
    return response
