"""A matter at the gate: a complaint that the county bureau East handles, and who may be asked there."""

import uuid
from datetime import UTC, date, datetime, timedelta

from huiying.core.disclosure import queries
from huiying.core.disclosure.rules import Proposal
from huiying.core.disclosure.services.asking import ask_gate
from huiying.core.disclosure.services.deciding import decide_line
from huiying.core.disclosure.services.seconding import second_decides
from huiying.core.disclosure.standing import GateLine, State
from huiying.core.kinds import SeatRole
from huiying.core.ledger import queries as ledger
from huiying.core.people.services import open_texts
from huiying.core.units.models import Level
from huiying.core.units.services import add_officer, open_unit, post_officer
from huiying.mechanisms.complaints.tests import support
from huiying.mechanisms.complaints.tests.support import Case, Service

# Monday 2 March 2026.
AGAIN = date(2026, 3, 20)
LINES = ("调取了三处录像。", "录像在哪里。", "还没有查清是谁。")
# Legal officers: two of the county in an office of their own, one of the city; an overseer outside.
LEGAL = (("leo", "east-legal"), ("lin", "east-legal"), ("lena", "city"))


def build() -> Service:
    service = support.build()
    service.units["east-legal"] = open_unit(
        code="east-legal", zh="法制大队", en="Legal office", level=Level.OFFICE,
        opened_on=date(2025, 1, 1), parent=service.units["east"],
    )  # fmt: skip
    for number, (name, unit) in enumerate(LEGAL, start=100):
        post(service, name, unit, SeatRole.LEGAL, number)
    return service


def post(service: Service, name: str, unit: str, role: SeatRole, number: int) -> None:
    officer = add_officer(number=f"{number:06d}", zh=name, en=name.title())
    service.officers[name] = officer
    since = datetime(2025, 1, 1, tzinfo=UTC)
    post_officer(officer_id=officer, unit_id=service.units[unit], role=role, since=since)


def asked(service: Service, case: Case, *lines: str, **given: object) -> list[str]:
    return ask_gate(
        matter_id=case.matter_id,
        lines=lines or LINES[:1],
        by=service.actor("alice"),
        at=service.at + timedelta(hours=1),
        **given,  # type: ignore[arg-type]
    )


def decide(
    service: Service,
    case: Case,
    line: str,
    decision: str = "told",
    *,
    who: str = "alice",
    at: datetime | None = None,
    to_unit: int | None = None,
    **given: object,
) -> State:
    """With all that such a decision needs, unless the test says otherwise."""
    needs: dict[str, object] = {}
    if decision in {"told", "part"}:
        needs["said"] = "我们调取了三处录像。"
    if decision != "told":
        needs |= {"ground": "investigation", "ground_words": "会暴露侦查方向。"}
    if decision in {"part", "withheld"}:
        needs["ask_again_on"] = AGAIN
    if decision == "existence":
        needs |= {"until": date(2026, 3, 9), "outside": to_unit}
    moment = at or service.at + timedelta(hours=2)
    return decide_line(
        matter_id=case.matter_id,
        line=line,
        proposal=Proposal(decision=decision, **(needs | given)),  # type: ignore[arg-type]
        by=service.actor(who, moment),
        at=moment,
        to_unit=to_unit,
    )


def second(
    service: Service, case: Case, line: str, *, agreed: bool = True, who: str = "leo",
    at: datetime | None = None,
) -> None:  # fmt: skip
    moment = at or service.at + timedelta(hours=3)
    second_decides(
        matter_id=case.matter_id, line=line, agreed=agreed, reason="" if agreed else "可以说。",
        by=service.actor(who, moment), at=moment,
    )  # fmt: skip


def held(service: Service, case: Case, decision: str = "withheld", **given: object) -> str:
    """A line that is held back, or in part, with a second person's agreement."""
    [line] = asked(service, case)
    decide(service, case, line, decision, **given)  # type: ignore[arg-type]
    second(service, case, line)
    return line


def stands(case: Case, line: str) -> GateLine:
    return queries.gate(ledger.history(case.matter_id)).lines[line]


def said(case: Case, party: uuid.UUID | None = None) -> list[str]:
    """The words that may be said now."""
    ids = [r.text_id for r in queries.released(ledger.history(case.matter_id), party=party)]
    texts = open_texts(ids)
    return [texts[pk] or "" for pk in ids]
