"""Body-worn video and call audio are secured before they are overwritten; that none exists is put on record too."""

import uuid
from datetime import datetime

from huiying.core.kinds import N_, Actor
from huiying.mechanisms.complaints import events
from huiying.mechanisms.complaints.rules import Move
from huiying.mechanisms.complaints.services.shape import NotAChoice, moving, texts


def record_preserved(
    *,
    matter_id: uuid.UUID,
    by: Actor,
    at: datetime,
    body_worn: bool = False,
    call_audio: bool = False,
    cctv: bool = False,
    none_exists: bool = False,
    note: str = "",
) -> None:
    """Say which recordings are secured, or that there are none. Raises access.Denied, shape.NotAChoice."""
    some = body_worn or call_audio or cctv
    if some == none_exists:
        raise NotAChoice(N_("Choose the recordings that were secured, or say that none exists."))
    with moving(matter_id=matter_id, move=Move.PRESERVE, by=by, at=at) as book:
        book.record(
            events.PRESERVED,
            {
                "body_worn": body_worn,
                "call_audio": call_audio,
                "cctv": cctv,
                "none_exists": none_exists,
            },
            texts(note=note),
        )
