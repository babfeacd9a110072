"""What became of a file: the list of what was not taken, and the counts."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from huiying.core.registers.report import Report as Report
from huiying.core.registers.report import harmless as harmless
from huiying.core.registers.sentences import Lost, Refused
from huiying.mechanisms.complaints.importing.convert import HistoricComplaint


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
