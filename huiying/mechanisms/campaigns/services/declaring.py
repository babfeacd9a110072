"""A campaign is declared: what for, between which days, what is asked, and how people are asked first."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from huiying.core.access import doors
from huiying.core.duties.services import opening
from huiying.core.kinds import N_, Act, Actor, Fact, PartyRole, SeatRole
from huiying.mechanisms.campaigns import events, rules
from huiying.mechanisms.campaigns.asked import questions
from huiying.mechanisms.campaigns.rules import Move
from huiying.mechanisms.campaigns.services.shape import (
    NotAChoice,
    keep_index,
    local_day,
    moving,
    read,
    said,
    texts,
)

LEADERS = (SeatRole.HEAD, SeatRole.SUPERVISOR)


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """What a campaign is: its words are the service's own, and are published."""

    title: str
    purpose: str
    begins: date
    ends: date
    # What people read beforehand: when, where, who comes, which other way there is.
    notice: str
    asks: tuple[str, ...] = ()
    questions: str = ""

    def facts(self) -> dict[str, Fact]:
        """Raises NotAChoice."""
        if any(code not in questions() for code in self.asks):
            raise NotAChoice(N_("Choose questions from the list."))
        return {
            "begins": self.begins.isoformat(),
            "ends": self.ends.isoformat(),
            "publish_by": rules.day_before(self.begins),
            "asks": ",".join(self.asks),
        }

    def words(self) -> dict[str, str]:
        """Raises WordsNeeded."""
        return {
            "title": said(self.title, N_("Write what the campaign is called.")),
            "purpose": said(self.purpose, N_("Write what the campaign is for.")),
            "notice": said(
                self.notice,
                N_(
                    "Write what people read beforehand: who comes, when, and which other way there is."
                ),
            ),
        } | texts(questions=self.questions)


@dataclass(frozen=True, kw_only=True, slots=True)
class Declared:
    matter_id: uuid.UUID
    ref: str


def declare_campaign(*, plan: Plan, by: Actor, at: datetime) -> Declared:
    """Declare a campaign of the unit that one leads. Raises access.Denied, rules.NotAChoice, shape.WordsNeeded."""
    doors.require_general(by, Act.SUPERVISE)
    seat = by.seat(*LEADERS)
    if seat is None:
        raise doors.Denied(Act.SUPERVISE.value)
    facts, words = plan.facts(), plan.words()
    rules.check_period(plan.begins, plan.ends, local_day(at))
    with opening(kind=events.KIND, by=by, at=at) as book:
        declared = book.record(events.DECLARED, facts, words)
        book.add_party(
            PartyRole.REGISTERED, event=declared, unit=seat.unit_id, officer=by.officer_id
        )
        book.add_party(PartyRole.HANDLING, event=declared, unit=seat.unit_id)
        keep_index(book)
        return Declared(matter_id=book.matter.pk, ref=book.matter.ref)


def change_plan(*, matter_id: uuid.UUID, plan: Plan, by: Actor, at: datetime) -> None:
    """Another version of the plan; the earlier one stays in the history.

    Raises access.Denied, rules.IllegalMove, rules.NotAChoice, shape.WordsNeeded.
    """
    facts, words = plan.facts(), plan.words()
    with moving(matter_id=matter_id, move=Move.CHANGE, by=by, at=at) as book:
        rules.check_change(read(book), plan.begins, plan.ends, local_day(at))
        book.record(events.CHANGED, facts, words)
