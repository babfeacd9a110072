"""A case through the real services, on dates in the local time of its service."""

import uuid
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from huiying.core.duties.models import Duty
from huiying.mechanisms.cases.services import deciding
from huiying.mechanisms.cases.services.registering import Bringing, Report, report_case
from huiying.mechanisms.cases.tests.support import Case, Service, who


def at(text: str, zone: str = "Asia/Shanghai") -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


def reported(service: Service, when: str, *people: Bringing, **more: Any) -> Case:
    given: dict[str, Any] = {"crime": "fraud", "people": people or (who(reported=True),), **more}
    made = report_case(report=Report(**given), by=service.actor("dan"), at=at(when))
    return Case(matter_id=made.matter_id, parties=made.parties)


def accept(service: Service, case: Case, when: str, regime: str = "criminal") -> None:
    deciding.accept_case(
        matter_id=case.matter_id, regime=regime, by=service.actor("cai"), at=at(when)
    )


def refuse(service: Service, case: Case, when: str) -> None:
    deciding.do_not_open(
        matter_id=case.matter_id,
        ground="civil",
        reason="属于合同纠纷。",
        remedy="可以在七日内申请复议。",
        by=service.actor("cai"),
        at=at(when),
    )


def open_up(service: Service, case: Case, when: str, regime: str = "criminal") -> None:
    deciding.open_case(
        matter_id=case.matter_id, regime=regime, by=service.actor("cai"), at=at(when)
    )


def due(duty: Duty, zone: str = "Asia/Shanghai") -> str:
    assert duty.due_at is not None
    return duty.due_at.astimezone(ZoneInfo(zone)).isoformat()[:16]


def duty(matter_id: uuid.UUID, rule: str) -> Duty:
    return Duty.objects.filter(matter_id=matter_id, rule=rule).latest("opened_at", "n")


def none_of(matter_id: uuid.UUID, rule: str) -> bool:
    return not Duty.objects.filter(matter_id=matter_id, rule=rule).exists()
