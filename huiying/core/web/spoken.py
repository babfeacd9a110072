"""Speaking instead of writing: which pages may use the microphone, and what stands where words would."""

from django.http import HttpResponse, QueryDict
from django.utils.translation import gettext

from huiying.core.files.signatures import FileKind
from huiying.core.kinds import N_
from huiying.core.web import draft_files
from huiying.core.web.middleware import permissions

SOUNDS = frozenset({FileKind.WAV, FileKind.M4A, FileKind.MP3, FileKind.AMR})
# Stands for the words of whoever spoke them, in their language.
IN_THE_RECORDING = N_("Said in the recording that is attached.")


def words(given: QueryDict, token: str, name: str = "narrative") -> QueryDict:
    """The form as it was sent; where nothing was written but a recording came with it, that says so in the box."""
    if name not in given or str(given[name]).strip() or not _spoke(token):
        return given
    filled = given.copy()
    filled[name] = gettext(IN_THE_RECORDING)
    return filled


def _spoke(token: str) -> bool:
    return any(file.kind in SOUNDS for file in draft_files.rows(token))


def may_record(page: HttpResponse) -> HttpResponse:
    """This page alone may ask for the microphone; every other one is told that it may not."""
    page["Permissions-Policy"] = permissions(microphone="(self)")
    return page
