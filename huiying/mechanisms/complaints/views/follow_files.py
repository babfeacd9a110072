"""Files added on the matter's page: taken in by content before the act, and kept when the form comes back."""

import uuid
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from huiying.core.files import queries as files
from huiying.core.files import services
from huiying.core.files.queries import FileRow
from huiying.core.kinds import ActorKind
from huiying.core.web.guards import ActorRequest
from huiying.mechanisms.complaints.queries import CitizenPage


@dataclass(kw_only=True, slots=True)
class Taken:
    """Files that came with a form, the ones taken in a try before among them; and a sentence for each that can't be."""

    ids: list[uuid.UUID] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def take(request: ActorRequest, page: CitizenPage) -> Taken:
    taken = Taken(ids=_before(request, page))
    for given in request.FILES.getlist("files"):
        try:
            found = services.receive_file(
                chunks=given.chunks(),
                name=given.name or "",
                by=request.actor,
                at=request.at,
                matter_id=page.matter.id,
            )
        except services.FileRefused as refusal:
            taken.problems.append(f"{given.name}: {_(refusal.sentence) % dict(refusal.params)}")
        else:
            taken.ids.append(found)
    return taken


def _before(request: ActorRequest, page: CitizenPage) -> list[uuid.UUID]:
    """Files that the form named as taken: only ones of this matter, from its page, that belong to no event yet."""
    named = set(request.POST.getlist("taken"))
    return [f.id for f in _loose(page) if str(f.id) in named]


def _loose(page: CitizenPage) -> list[FileRow]:
    return [
        f
        for f in files.files_of(page.matter.id)
        if f.event_id is None and f.uploaded_by_kind == ActorKind.HOLDER.value
    ]


def rows_of(page: CitizenPage, ids: list[uuid.UUID]) -> list[FileRow]:
    return [f for f in _loose(page) if f.id in ids] if ids else []
