"""What is sealed for the outside body: handed out as it lies here, and opened on its own machine or in its browser.

The key never comes here: the page's script opens the boxes where the officer sits, `huiying keys outside open` on any
machine without a network.
"""

import base64
import json
import uuid

from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from huiying.core.access import doors
from huiying.core.access.looks import log_look
from huiying.core.duties.histories import label_of, say
from huiying.core.files import queries as files
from huiying.core.kinds import Act
from huiying.core.ledger import queries as ledger
from huiying.core.ledger.queries import MatterRow
from huiying.core.ledger.specs import specs
from huiying.core.people import outside
from huiying.core.people.boxes import BUNDLE_FORMAT
from huiying.core.web import dates
from huiying.core.web.guards import ActorRequest, staff_page


@staff_page()
def sealed(request: ActorRequest, ref: str) -> HttpResponse:
    """Where the officer gives the key to their own browser."""
    matter = _matter(request, ref, "staff_sealed")
    return render(request, "complaints/staff_sealed.html", {"ref": matter.ref})


@staff_page()
def bundle(request: ActorRequest, ref: str) -> HttpResponse:
    """Every box of the matter, with what it stands for: for the script, and to take to another machine."""
    matter = _matter(request, ref, "staff_sealed_bundle")
    held = {
        "format": BUNDLE_FORMAT,
        "reference": matter.ref,
        "made_at": request.at.isoformat(),
        "boxes": _boxes(matter),
    }
    answer = HttpResponse(
        json.dumps(held, ensure_ascii=False, indent=1), content_type="application/json"
    )
    answer["Content-Disposition"] = f'attachment; filename="{matter.ref}.sealed.json"'
    return answer


@staff_page()
def file(request: ActorRequest, ref: str, file_id: uuid.UUID) -> HttpResponseBase:
    """A sealed file as it lies on the disk; its key is in its box."""
    matter = _matter(request, ref, "staff_sealed_file")
    row = files.file_row(file_id)
    if row is None or row.matter_id != matter.id:
        raise Http404
    try:
        found = files.open_boxed(file_id)
    except files.NotServed:
        raise Http404 from None
    return StreamingHttpResponse(found.chunks, headers=dict(found.headers))


def _matter(request: ActorRequest, ref: str, page: str) -> MatterRow:
    """The matter, where it is sealed and the actor may read it; the look is kept.

    Raises Denied, NoSuchMatter, and Http404 to who may read it where nothing is sealed.
    """
    found = ledger.matter_by_ref(ref)
    parties = ledger.parties(found.id)
    for act in (Act.SEE, Act.SEE_PERSON):
        doors.require(request.actor, act, parties, found.id)
    if not outside.sealed_matter(found.id):
        raise Http404
    log_look(by=request.actor, at=request.at, what="words", page=page, matter_id=found.id)
    return found


def _boxes(matter: MatterRow) -> list[dict[str, object]]:
    labels: dict[str, tuple[str, str]] = {}
    for event in ledger.history(matter.id):
        for name, text_id in event.texts.items():
            spec = specs()[event.kind]
            head = f"{dates.day(dates.local(event.occurred_at))} {say(spec.written, event)}"
            labels[text_id] = (head, label_of(spec, name))
    return [
        _box(matter, row, *labels.get(str(row.id), ("", ""))) for row in outside.boxes_of(matter.id)
    ]


def _names() -> dict[str, str]:
    """What each part of how to reach somebody is called."""
    return {
        "name": gettext("Name"),
        "phone": gettext("Telephone"),
        "email": gettext("E-mail"),
        "address": gettext("Address"),
        "wishes": gettext("Wishes"),
        "helper": gettext("Helper (not a contact)"),
    }


def _box(matter: MatterRow, row: outside.BoxRow, head: str, label: str) -> dict[str, object]:
    kinds = {outside.CONTACT: gettext("How to reach them"), outside.FILE: gettext("File")}
    return {
        "place": row.place,
        "key": row.key_name,
        "head": head or kinds.get(row.what, ""),
        "label": label,
        "names": _names() if row.what == outside.CONTACT else {},
        "box": base64.b64encode(row.sealed).decode(),
        "content": reverse("staff_sealed_file", args=[matter.ref, row.id])
        if row.what == outside.FILE
        else "",
    }
