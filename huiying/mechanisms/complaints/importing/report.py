"""What became of a file: the list of what was not taken, and the counts."""

import csv
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TextIO

from huiying.core.kinds import N_
from huiying.mechanisms.complaints.importing.convert import HistoricComplaint
from huiying.mechanisms.complaints.importing.sentences import Lost, Refused

LOST = {
    Lost.ROW: N_("The row was not taken"),
    Lost.COMPLAINT: N_("The complaint was not taken"),
    Lost.VALUE: N_("The value was left out"),
}
_HEADER = (N_("Row"), N_("Column"), N_("Value"), N_("Reason"), N_("What became of it"), N_("Key"))
# A spreadsheet runs a cell that begins so.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def harmless(value: str) -> str:
    """A value that no spreadsheet takes for a formula."""
    return f"'{value}" if value.startswith(_FORMULA) else value


class Report:
    """Writes what was not taken, as it comes; UTF-8 with a mark, so that spreadsheets read Chinese."""

    def __init__(self, stream: TextIO, translate: Callable[[str], str] = str) -> None:
        self._translate = translate
        stream.write("\ufeff")
        self._writer = csv.writer(stream)
        self._writer.writerow([translate(name) for name in _HEADER])

    def add(self, refused: Refused) -> None:
        told = refused.reason.said(self._translate)
        cells = (
            refused.column,
            refused.value,
            told,
            self._translate(LOST[refused.lost]),
            refused.key,
        )
        self._writer.writerow([refused.row, *map(harmless, cells)])


@dataclass(kw_only=True)
class Summary:
    """Counts of a run. `reasons`: how often each (column, reason) was given."""

    complaints: int = 0
    allegations: int = 0
    rows: int = 0
    open: int = 0
    lost: Counter[Lost] = field(default_factory=Counter)
    lost_keys: set[str] = field(default_factory=set)
    reasons: Counter[tuple[str, str]] = field(default_factory=Counter)
    channels: Counter[str] = field(default_factory=Counter)
    outcomes: Counter[str] = field(default_factory=Counter)

    def add(self, item: HistoricComplaint | Refused) -> None:
        if isinstance(item, Refused):
            self.lost[item.lost] += 1
            self.reasons[item.column, item.reason.text] += 1
            if item.lost is Lost.COMPLAINT:
                self.lost_keys.add(item.key)
            return
        self.complaints += 1
        self.allegations += len(item.allegations)
        self.rows += len(item.source_rows)
        self.open += item.closed is None
        self.channels[item.channel] += 1
        self.outcomes[item.outcome] += 1


def taken(
    items: Iterable[HistoricComplaint | Refused], summary: Summary, report: Report | None = None
) -> Iterator[HistoricComplaint]:
    """The complaints, while what was not taken is reported and everything is counted."""
    for item in items:
        summary.add(item)
        if isinstance(item, HistoricComplaint):
            yield item
        elif report is not None:
            report.add(item)
