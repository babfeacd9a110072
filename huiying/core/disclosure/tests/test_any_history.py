"""Whatever happens at the gate, in whatever order: no words that were not released are ever read, the second person is
never the first, and no line is lost."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from huiying.core.access.doors import Denied
from huiying.core.disclosure import queries
from huiying.core.disclosure.choices import HOLDS_BACK, Decision
from huiying.core.disclosure.rules import Proposal
from huiying.core.disclosure.services.again import ask_again
from huiying.core.disclosure.services.asking import ask_gate
from huiying.core.disclosure.services.deciding import decide_line
from huiying.core.disclosure.services.existence import approve_existence, end_existence
from huiying.core.disclosure.services.seconding import ask_second, second_decides
from huiying.core.disclosure.services.supervising import supervise_withholding
from huiying.core.duties.services import acting, rebuild, sweep
from huiying.core.kinds import Act, Declined, system
from huiying.core.ledger import events as ledger_events
from huiying.core.ledger import queries as ledger
from huiying.core.ledger.entries import standing
from huiying.mechanisms.complaints.tests import support
from huiying.mechanisms.complaints.tests.support import Case, Service

# One step: what, by whom, on which of the lines, by how many hours later, with which choice.
STEPS = st.lists(
    st.tuples(
        st.sampled_from(
            ["ask", "decide", "second", "route", "again", "approve", "end", "supervise", "annul"]
        ),
        st.sampled_from(["alice", "edith", "leo", "lena", "sven", "outsider", "hugo"]),
        st.integers(0, 2),
        st.sampled_from([0, 1, 7, 30, 24 * 9]),
        st.sampled_from(list(Decision)),
        st.booleans(),
    ),
    min_size=3,
    max_size=14,
)
Step = tuple[str, str, int, int, Decision, bool]


@dataclass(kw_only=True)
class Life:
    """One matter, and the lines that were asked on it so far."""

    service: Service
    case: Case
    lines: list[str]

    def step(self, step: Step, at: datetime) -> object:
        deed, who, place, _, decision, yes = step
        given: dict[str, Any] = {
            "matter_id": self.case.matter_id,
            "by": self.service.actor(who, at),
            "at": at,
        }
        if deed == "ask":
            self.lines += ask_gate(lines=["问这一项。"], **given)
            return None
        if deed == "end":
            return end_existence(at, 9)
        if deed == "annul":
            _annul(self.case, at)
            return None
        line = self.lines[place % len(self.lines)]
        deeds: dict[str, Callable[[], object]] = {
            "decide": lambda: decide_line(
                line=line, proposal=_proposal(decision, sensitive=yes, at=at), **given
            ),
            "second": lambda: second_decides(line=line, agreed=yes, reason="不同意。", **given),
            "route": lambda: ask_second(line=line, to_unit=self.service.units["city"], **given),
            "again": lambda: ask_again(line=line, **given),
            "approve": lambda: approve_existence(line=line, approved=yes, reason="理由。", **given),
            "supervise": lambda: supervise_withholding(
                line=line, stands=yes, reason="看过。", **given
            ),
        }
        return deeds[deed]()


def live(service: Service, case: Case, steps: list[Step]) -> datetime:
    at = service.at + timedelta(hours=1)
    life = Life(service=service, case=case, lines=[])
    for step in steps:
        at += timedelta(hours=step[3], minutes=1)
        try:
            life.step(step, at)
            event(step[0])
        except (Declined, Denied):
            continue
    while sweep(now=at):
        pass
    return at


def _proposal(decision: Decision, *, sensitive: bool, at: datetime) -> Proposal:
    day = at.date() + timedelta(days=5)
    return Proposal(
        decision=decision.value, said=f"{at:%H:%M} 的话。", ground="safety", ground_words="理由。",
        sensitive=sensitive, ask_again_on=day, until=day,
    )  # fmt: skip


def _annul(case: Case, at: datetime) -> None:
    """The last thing that happened at the gate was entered by mistake."""
    done = [e for e in standing(ledger.history(case.matter_id)) if e.kind.startswith("gate.")]
    with acting(matter_id=case.matter_id, act=Act.ANNUL, by=system("test"), at=at) as book:
        for wrong in done[-1:]:
            book.record(
                ledger_events.ANNULLED,
                {"event": str(wrong.id), "kind": wrong.kind, "opened_duty": False},
            )


@pytest.mark.slow
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=STEPS)
def test_whatever_happens_at_the_gate(service: Service, steps: list[Step]):
    with transaction.atomic():
        case = support.file(service)
        at = live(service, case, [("ask", "alice", 0, 0, Decision.TOLD, True), *steps])
        history = ledger.history(case.matter_id)
        nothing_unreleased_is_read(history)
        the_second_is_somebody_else(history)
        nothing_is_lost(history)
        assert rebuild(matter_ids=[case.matter_id], now=at) == 0
        transaction.set_rollback(True)


def nothing_unreleased_is_read(history) -> None:
    """In words of its own: of each text that may be said, the last decision on its line is that of the text, and after
    it came a release, and nothing that takes it back."""
    events_now = standing(history)
    for one in queries.released(history):
        own = [e for e in events_now if e.facts.get("line") == one.id]
        decided = [e for e in own if e.kind == "gate.decided"][-1]
        after = {e.kind for e in own[own.index(decided) + 1 :]}
        assert decided.texts["said"] == str(one.text_id)
        assert "gate.released" in after
        assert not after & {"gate.refused", "gate.reopened", "existence.asked"}
        assert decided.facts["decision"] in {Decision.TOLD.value, Decision.PART.value}
        event("something is said")


def the_second_is_somebody_else(history) -> None:
    events_now = standing(history)
    first: dict[str, tuple[int | None, bool]] = {}
    for e in events_now:
        line = str(e.facts.get("line", ""))
        if e.kind == "gate.decided":
            two = e.facts["decision"] in HOLDS_BACK or e.facts.get("sensitive") is True
            first[line] = (e.by_officer, two)
        elif e.kind in {"gate.released", "gate.held"} and line in first:
            decider, two = first[line]
            assert e.by_officer is not None
            assert not two or e.by_officer != decider
            event("a second person agreed" if two else "released by one")


def nothing_is_lost(history) -> None:
    """Each line ever asked is there; each that a second person agreed to hold back is shown until it is released."""
    events_now = standing(history)
    lines = queries.gate(history).lines
    assert set(lines) == {e.facts["line"] for e in events_now if e.kind == "gate.asked"}
    shown = {w.id for w in queries.withheld(history)}
    for line in lines:
        own = [e for e in events_now if e.facts.get("line") == line]
        held = [n for n, e in enumerate(own) if e.kind == "gate.held"]
        freed = [n for n, e in enumerate(own) if e.kind == "gate.released" and _whole(own, n)]
        assert (line in shown) == bool(held and (not freed or freed[-1] < held[-1]))


def _whole(own, place: int) -> bool:
    decided = [e for e in own[:place] if e.kind == "gate.decided"]
    return bool(decided) and decided[-1].facts["decision"] == Decision.TOLD.value
