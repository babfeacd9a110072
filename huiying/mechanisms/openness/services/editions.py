"""The archive: figures of a period that is over, kept as they stood, so that nobody rewrites them later unseen."""

import hashlib
import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from huiying.core.web import dates
from huiying.mechanisms.openness import queries, rules
from huiying.mechanisms.openness.models import Edition
from huiying.mechanisms.openness.queries import Table, UnitFigures

# By then what fell due in the period was entered; what is entered later shows as a difference.
AFTER = timedelta(days=30)
_NUMBERS = ("number", "of", "value", "low", "high")


def take_editions(at: datetime) -> int:
    """Keep each period that ended long enough ago and is not kept yet. Gives how many."""
    today = dates.local(at).date()
    due = [p for p in queries.periods() if rules.last_day(p) + AFTER <= today]
    kept = set(Edition.objects.filter(period__in=due).values_list("period", flat=True))
    made = [_edition(period, at) for period in due if period not in kept]
    Edition.objects.bulk_create(made)
    return len(made)


def _edition(period: str, at: datetime) -> Edition:
    content = json.dumps(
        {
            "period": period,
            "taken_at": at.isoformat(),
            "figures": list(_lines(queries.table(period))),
        },
        ensure_ascii=False,
        separators=(",", ":"),
    )
    digest = hashlib.sha256(content.encode()).hexdigest()
    return Edition(period=period, taken_at=at, content=content, sha256=digest)


def _lines(table: Table) -> Iterator[dict[str, Any]]:
    """All of the whole service; of a unit only how it kept its duties. What people did (disagreed, withdrew) is few in
    a unit, and an edition beside today's figures would tell by how many it grew."""
    for measure in table.whole.figures:
        yield _line("", table.whole, measure)
    for unit in table.units:
        for measure in unit.figures:
            known = rules.BY_CODE.get(measure)
            if unit.unit is not None and known is not None and not known.strict:
                yield _line(unit.unit.code, unit, measure)


def _line(code: str, unit: UnitFigures, measure: str) -> dict[str, Any]:
    figure = unit.get(measure)
    line = {"unit": code, "measure": measure, "shown": figure.shown}
    numbers = {name: getattr(figure, name) for name in _NUMBERS}
    return line | {k: round(v, 4) for k, v in numbers.items() if v is not None}
