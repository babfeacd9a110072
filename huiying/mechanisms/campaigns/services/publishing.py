"""What the public is told of a campaign: the plan before it begins, each area's visits ahead, what came of it."""

import uuid
from datetime import datetime

from huiying.core.kinds import N_, Actor
from huiying.mechanisms.campaigns import events
from huiying.mechanisms.campaigns.choices import NOTICES
from huiying.mechanisms.campaigns.rules import Move, NotAChoice
from huiying.mechanisms.campaigns.services import planning
from huiying.mechanisms.campaigns.services.shape import (
    area_of,
    chosen,
    local_day,
    moving,
    read,
    said,
)


def publish_plan(*, matter_id: uuid.UUID, by: Actor, at: datetime) -> None:
    """From now on everybody can read it. Raises access.Denied, rules.IllegalMove, rules.NotAChoice."""
    with moving(matter_id=matter_id, move=Move.PUBLISH, by=by, at=at) as book:
        stand = read(book)
        if stand.begins <= local_day(at).isoformat():
            raise NotAChoice(N_("The first day is here already. Change the days, then publish."))
        book.record(events.PUBLISHED, {"ends": stand.ends})


def announce_area(*, matter_id: uuid.UUID, area: str, way: str, by: Actor, at: datetime) -> None:
    """People of an area know when somebody comes. Raises access.Denied, rules.IllegalMove, rules.NotAChoice."""
    chosen(way, NOTICES, N_("Choose how it was made known."))
    with moving(matter_id=matter_id, move=Move.ANNOUNCE, by=by, at=at) as book:
        code = area_of(book, area).code
        book.record(events.ANNOUNCED, {"area": code, "way": way})


def finish_campaign(*, matter_id: uuid.UUID, by: Actor, at: datetime) -> None:
    """The visits are over. What people raised goes on. Raises access.Denied, rules.IllegalMove."""
    with moving(matter_id=matter_id, move=Move.FINISH, by=by, at=at) as book:
        book.record(events.FINISHED)
        planning.end_goers(book)


def publish_results(
    *, matter_id: uuid.UUID, heard: str, done: str, by: Actor, at: datetime
) -> None:
    """What people said and what came of it, in words. Raises access.Denied, rules.IllegalMove, shape.WordsNeeded."""
    words = {
        "heard": said(heard, N_("Write what you heard. Name nobody.")),
        "done": said(done, N_("Write what came of it, and what did not.")),
    }
    with moving(matter_id=matter_id, move=Move.REPORT, by=by, at=at) as book:
        book.record(events.RESULTS, texts=words)


def call_off(*, matter_id: uuid.UUID, reason: str, by: Actor, at: datetime) -> None:
    """Nobody goes after all. Raises access.Denied, rules.IllegalMove, shape.WordsNeeded."""
    why = said(reason, N_("Say why nobody comes. It is published."))
    with moving(matter_id=matter_id, move=Move.CALL_OFF, by=by, at=at) as book:
        for area in read(book).areas:
            if area.announced is None and not area.begun:
                planning.take_out(book, area.code, why)
        book.record(events.CALLED_OFF, texts={"reason": why})
        planning.end_goers(book)
