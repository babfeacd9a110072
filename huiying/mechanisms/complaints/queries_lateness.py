"""How many missed steps of units were explained to the people who waited: counts alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from huiying.core.duties.models import Duty
from huiying.core.ledger import events as ledger_events
from huiying.mechanisms.complaints import events
from huiying.rulepacks import loader


@dataclass(frozen=True, kw_only=True, slots=True)
class Explained:
    """Missed steps since an instant, and how many of them the person was told the reason of, with an apology."""

    missed: int
    told: int


def explained(unit_ids: Sequence[int], since: datetime) -> Explained:
    found = Duty.objects.filter(
        rule__in=_rules(), unit_id__in=list(unit_ids), opened_at__gte=since
    ).aggregate(missed=Count("pk"), told=Count("pk", filter=Q(met_at__isnull=False)))
    return Explained(missed=found["missed"], told=found["told"])


def _rules() -> list[str]:
    """The rules by which a miss is to be explained, of every pack."""
    return [
        rule.id
        for pack in loader.packs().values()
        for rule in pack.pack.rules
        if rule.trigger.kind == ledger_events.ESCALATED.kind
        and any(when.kind == events.LATENESS_TOLD.kind for when in rule.met_by)
    ]
