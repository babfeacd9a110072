"""What the doctor asks of the parts that files pass through."""

from datetime import datetime

from django.conf import settings

from huiying.config.findings import Findings, unsafe
from huiying.core.kinds import N_


def scanner(at: datetime) -> Findings:
    from huiying.core.files import scanning

    if settings.HUIYING_SCANNER and not scanning.answers():
        yield unsafe(
            N_(
                "The virus scanner does not answer: files that people send wait and nobody can open them."
            ),
            N_(
                "Start it, or correct HUIYING_SCANNER; its StreamMaxLength is to be HUIYING_FILE_BYTES or more."
            ),
        )
