"""Lives of a complaint, drawn at random and lived through the services; what the rules decline does not happen."""

from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta

from hypothesis import strategies as st

from huiying.core.access.doors import Denied
from huiying.core.duties.models import Duty
from huiying.core.duties.services import sweep
from huiying.core.ledger import queries as ledger
from huiying.mechanisms.complaints import events
from huiying.mechanisms.complaints.rules import Declined
from huiying.mechanisms.complaints.services import (
    annulling,
    answering,
    conversing,
    extending,
    following,
    handling,
    reviewing,
    transferring,
    withdrawing,
)
from huiying.mechanisms.complaints.tests.support import Case, Service

Step = Callable[[Service, Case, datetime], object]


def _by(service: Service, case: Case, name: str, at: datetime) -> dict:
    return {"matter_id": case.matter_id, "by": service.actor(name, at), "at": at}


def _reply(service: Service, case: Case, at: datetime) -> None:
    asked = [e for e in ledger.history(case.matter_id) if e.kind == "question.asked"]
    for question in asked[-1:]:
        following.reply_question(question_id=question.id, text="上午。", by=case.holder, at=at)


def _annul(service: Service, case: Case, at: datetime) -> None:
    wrong = [e for e in ledger.history(case.matter_id) if e.by_kind == "staff"]
    for event in wrong[-1:]:
        proposal = annulling.propose_annulment(
            event_id=event.id, reason="记错了。", **_by(service, case, "alice", at)
        )
        annulling.confirm_annulment(
            proposal_id=proposal, reason="记错了。", **_by(service, case, "edith", at)
        )


STEPS: dict[str, Step] = {
    "sweep": lambda s, c, at: sweep(now=at),
    "look": lambda s, c, at: following.open_page(by=c.holder, at=at),
    "accept": lambda s, c, at: handling.accept_complaint(**_by(s, c, "alice", at)),
    "class": lambda s, c, at: handling.class_complaint(
        class_="accusation", **_by(s, c, "alice", at)
    ),
    "refuse": lambda s, c, at: handling.refuse_complaint(
        ground=sorted(events.GROUNDS)[0],
        reason="不归公安管。",
        remedy="请找住建局。",
        **_by(s, c, "edith", at),
    ),
    "ask": lambda s, c, at: conversing.ask_complainant(
        question="您记得是几点吗？", **_by(s, c, "alice", at)
    ),
    "reply": _reply,
    "write": lambda s, c, at: following.write_message(text="有消息吗？", by=c.holder, at=at),
    "progress": lambda s, c, at: conversing.tell_progress(
        text="在看录像。", **_by(s, c, "alice", at)
    ),
    "ask for longer": lambda s, c, at: extending.ask_extension(
        days=30, reason="录像多。", **_by(s, c, "alice", at)
    ),
    "allow longer": lambda s, c, at: extending.decide_extension(
        granted=True, reason="录像多。", **_by(s, c, "edith", at)
    ),
    "transfer": lambda s, c, at: transferring.transfer_complaint(
        to_unit=s.units["city"],
        cause=sorted(events.CAUSES)[0],
        reason="市局来办。",
        **_by(s, c, "alice", at),
    ),
    "answer": lambda s, c, at: answering.answer_complaint(
        finding="upheld",
        answer="属实。",
        reasons="看了录像。",
        why_late="录像来晚了，让您久等。",
        **_by(s, c, "alice", at),
    ),
    "disagree": lambda s, c, at: reviewing.disagree(
        reason="没有说清。", matter_id=c.matter_id, by=c.holder, at=at
    ),
    "review": lambda s, c, at: reviewing.start_review(**_by(s, c, "clara", at)),
    "withdraw": lambda s, c, at: withdrawing.ask_withdrawal(
        matter_id=c.matter_id, reason="", by=c.holder, at=at
    ),
    "reopen": lambda s, c, at: handling.reopen_complaint(
        reason="有新录像。", **_by(s, c, "alice", at)
    ),
    "annul": _annul,
}
# How long until the next step: minutes to months, often close to an edge.
GAPS = st.sampled_from([0, 1, 7, 24, 24 * 3, 24 * 7, 24 * 15, 24 * 30, 24 * 61, 24 * 200])
LIVES = st.lists(st.tuples(st.sampled_from(sorted(STEPS)), GAPS), min_size=1, max_size=9)


def live(service: Service, case: Case, steps: list[tuple[str, int]], since: datetime) -> datetime:
    at = since
    for name, hours in steps:
        at += timedelta(hours=hours, minutes=1)
        try:
            STEPS[name](service, case, at)
        except (Declined, Denied):
            continue
    return at


def ladder(case: Case) -> Counter[tuple[str, str]]:
    """How often each step of each duty is on record."""
    up = [e for e in ledger.history(case.matter_id) if e.kind == "duty.escalated"]
    return Counter((str(e.facts["duty"]), str(e.facts["to"])) for e in up)


def rows(case: Case) -> list[Duty]:
    return list(Duty.objects.filter(matter_id=case.matter_id).order_by("key"))
