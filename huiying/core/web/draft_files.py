"""Files that come with the public form: taken by content, sealed, tied to the draft until it is sent."""

import uuid
from contextlib import suppress
from datetime import datetime

from django.http import HttpRequest
from django.utils.translation import gettext as _

from huiying.core.files import queries as files
from huiying.core.files import services
from huiying.core.files.queries import FileRow
from huiying.core.people.services import draft_digest


def take(request: HttpRequest, token: str, at: datetime) -> list[str]:
    """Take in what was chosen; gives a sentence for each file that can't be taken."""
    problems: list[str] = []
    digest = draft_digest(token)
    for given in request.FILES.getlist("files"):
        try:
            services.receive_file(
                chunks=given.chunks(),
                name=given.name or "",
                by=None,
                at=at,
                draft=digest,
                token=token,
            )
        except services.FileRefused as refusal:
            problems.append(f"{given.name}: {_(refusal.sentence) % dict(refusal.params)}")
    return problems


def drop(request: HttpRequest, token: str) -> None:
    """Take a file out again; one that is not there is out already."""
    with suppress(ValueError):
        remove(uuid.UUID(request.POST["drop_file"]), token)


def remove(file_id: uuid.UUID, token: str) -> None:
    with suppress(services.UnknownFile):
        services.remove_unsent(file_id=file_id, draft=draft_digest(token))


def rows(token: str) -> list[FileRow]:
    return files.files_of_draft(draft_digest(token), token) if token else []
