"""A folder into which a records system puts files: each is taken once, what is wrong in it is listed beside it.

A file is written under another ending and renamed when it is whole. Each case is a transaction of its own and known by
its events, so that whoever is stopped half-way takes nothing twice.
"""

import csv
import logging
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext

from huiying.core.registers.report import harmless
from huiying.mechanisms.cases import feeds
from huiying.mechanisms.cases.feeds import Bad
from huiying.mechanisms.cases.sent import Mistake, State
from huiying.mechanisms.cases.services.keeping_in_step import keep_in_step

log = logging.getLogger("huiying.cases")
DONE = "done"
_READERS = {".json": feeds.read_json, ".csv": feeds.read_csv}


def take_folder(at: datetime, limit: int = 5) -> int:
    """Take some files, the oldest name first; gives how many. Without a folder set there is nothing to do."""
    folder = settings.HUIYING_CASES_FOLDER
    if not folder or not Path(folder).is_dir():
        return 0
    waiting = sorted(
        p for p in Path(folder).iterdir() if p.suffix.lower() in _READERS and p.is_file()
    )
    for path in waiting[:limit]:
        _take(path, at)
    return len(waiting[:limit])


def _take(path: Path, at: datetime) -> None:
    bad = list(_each(path, at))
    done = path.parent / DONE
    done.mkdir(exist_ok=True)
    stamp = f"{at:%Y%m%d-%H%M%S}-{path.name}"
    if bad:
        _report(done / f"{stamp}.not-taken.csv", bad)
        log.warning("%s: %d cases were not taken", path.name, len(bad))
    path.replace(done / stamp)


def _each(path: Path, at: datetime) -> Iterator[Bad]:
    """What could not be taken; the rest was."""
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError:
        yield Bad(where="", number="", sentence="The file is not in UTF-8.")
        return
    for one in _READERS[path.suffix.lower()](text):
        if isinstance(one, State):
            try:
                keep_in_step(state=one, source=settings.HUIYING_CASES_SOURCE, at=at)
            except Mistake as mistake:
                words = gettext(mistake.sentence) % mistake.params
                yield Bad(where=mistake.where, number=one.number, sentence=words)
        else:
            yield one


def _report(path: Path, bad: list[Bad]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow([gettext("Number of the case"), gettext("Where"), gettext("Reason")])
        for one in bad:
            cells = (one.number, one.where, gettext(one.sentence))
            writer.writerow([harmless(cell) for cell in cells])
