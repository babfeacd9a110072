"""Files added on the matter's page: taken in by content before the act, and kept when the form comes back."""

import uuid
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from huiying.core.files import queries as files
from huiying.core.files import services
from huiying.core.files.queries import FileRow
from huiying.core.kinds import ActorKind
from huiying.core.web.guards import ActorRequest


@dataclass(kw_only=True, slots=True)
class Taken:
    """Files that came with a form, the ones taken in a try before among them; and a sentence for each that can't be."""

    ids: list[uuid.UUID] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def take(request: ActorRequest, matter_id: uuid.UUID) -> Taken:
    taken = Taken(ids=_before(request, matter_id))
    for given in request.FILES.getlist("files"):
        try:
            found = services.receive_file(
                chunks=given.chunks(),
                name=given.name or "",
                by=request.actor,
                at=request.at,
                matter_id=matter_id,
            )
        except services.FileRefused as refusal:
            taken.problems.append(f"{given.name}: {_(refusal.sentence) % dict(refusal.params)}")
        else:
            taken.ids.append(found)
    return taken


def _before(request: ActorRequest, matter_id: uuid.UUID) -> list[uuid.UUID]:
    """Files that the form named as taken: only ones of this matter, from its page, that belong to no event yet."""
    named = set(request.POST.getlist("taken"))
    return [f.id for f in _loose(matter_id) if str(f.id) in named]


def _loose(matter_id: uuid.UUID) -> list[FileRow]:
    return [
        f
        for f in files.files_of(matter_id)
        if f.event_id is None and f.uploaded_by_kind == ActorKind.HOLDER.value
    ]


def rows_of(matter_id: uuid.UUID, ids: list[uuid.UUID]) -> list[FileRow]:
    return [f for f in _loose(matter_id) if f.id in ids] if ids else []
