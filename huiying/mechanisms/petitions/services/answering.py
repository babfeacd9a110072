"""The written opinion (信访工作条例 32): what was asked, the facts and reasons, supported or not, its basis in law."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from huiying.core.kinds import N_, Actor, Fact
from huiying.mechanisms.petitions import events, rules
from huiying.mechanisms.petitions.choices import SUPPORTS
from huiying.mechanisms.petitions.rules import Move
from huiying.mechanisms.petitions.services.shape import (
    moving,
    read,
    said,
    tell_petitioners,
    texts,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Opinion:
    """What a written opinion sets out, of a first handling or of a review."""

    finding: str
    request: str
    facts: str
    reasons: str
    opinion: str
    basis: str
    remedy: str = ""

    def words(self) -> dict[str, str]:
        """Raises shape.WordsNeeded."""
        return {
            "request": said(self.request, N_("Write what the petitioner asks.")),
            "facts": said(self.facts, N_("Write the facts: what was looked at and found.")),
            "reasons": said(self.reasons, N_("Write the reasons.")),
            "opinion": said(self.opinion, N_("Write the opinion: the result first.")),
            "basis": said(self.basis, N_("Name the law, regulation or rule it rests on.")),
        } | texts(remedy=self.remedy)

    def facts_of(self) -> dict[str, Fact]:
        return {"finding": self.finding, "supported": self.finding in SUPPORTS}


def answer_petition(*, matter_id: uuid.UUID, opinion: Opinion, by: Actor, at: datetime) -> None:
    """Give the written opinion. It counts as delivered once it has reached the petitioner.

    Raises access.Denied, rules.IllegalMove, rules.NotAChoice, shape.WordsNeeded.
    """
    words = opinion.words()
    with moving(matter_id=matter_id, move=Move.ANSWER, by=by, at=at) as book:
        rules.check_finding(read(book), opinion.finding)
        answered = book.record(events.ANSWERED, opinion.facts_of(), words)
        tell_petitioners(
            book, template="petition-answered", about=answered, tells=events.ANSWER_TOLD
        )
