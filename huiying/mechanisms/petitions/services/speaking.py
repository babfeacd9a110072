"""Who speaks for several petitioners: chosen by them, agreed by the one with their own code, five at most (art. 20(3)).

The others see of them what they wrote for that, and nothing else; nobody learns of anybody who did not agree.
"""

import uuid
from datetime import datetime

from huiying.core.kinds import N_, Actor, Fact
from huiying.mechanisms.petitions import events
from huiying.mechanisms.petitions.rules import Move
from huiying.mechanisms.petitions.services.shape import (
    NotAChoice,
    moving,
    own_matter,
    petitioner,
    read,
    said,
    tell_one,
    tell_petitioners,
    tell_the_desk,
    unit_at_work,
)


def choose_speaker(*, matter_id: uuid.UUID, party_id: uuid.UUID, by: Actor, at: datetime) -> None:
    """The desk writes down whom the petitioners chose; that one is asked on their own page.

    Raises access.Denied, rules.IllegalMove, shape.NotAChoice.
    """
    with moving(matter_id=matter_id, move=Move.CHOOSE_SPEAKER, by=by, at=at) as book:
        party, stand = petitioner(book, party_id), read(book)
        if str(party.id) in stand.asked_to_speak or str(party.id) in stand.speakers:
            raise NotAChoice(N_("This petitioner was asked already, or speaks for all."))
        asked = book.record(events.REPRESENTATIVE_ASKED, {"party": str(party.id)})
        tell_one(book, party=party, template="petition-speak", about=asked)


def agree_to_speak(*, called: str, by: Actor, at: datetime) -> None:
    """The one who was asked agrees, and writes what the others see of them.

    Raises access.Denied, rules.IllegalMove, shape.WordsNeeded.
    """
    words = said(called, N_("Write the name under which the others see you."))
    with moving(matter_id=own_matter(by), move=Move.SPEAK, by=by, at=at) as book:
        party = petitioner(book)
        agreed = book.record(
            events.REPRESENTATIVE_AGREED, {"party": str(party.id)}, {"called": words}
        )
        tell_petitioners(book, template="petition-speaker", about=agreed)
        tell_the_desk(book, unit_at_work(book), "petition-speaker", agreed)


def decline_to_speak(*, by: Actor, at: datetime) -> None:
    """They would rather not; nobody asks why. Raises access.Denied, rules.IllegalMove."""
    with moving(matter_id=own_matter(by), move=Move.SPEAK, by=by, at=at) as book:
        facts: dict[str, Fact] = {"party": str(petitioner(book).id), "cause": "declined"}
        ended = book.record(events.REPRESENTATIVE_ENDED, facts)
        tell_the_desk(book, unit_at_work(book), "petition-speaker-ended", ended)


def stop_speaking(*, by: Actor, at: datetime) -> None:
    """Who spoke for all does so no more. Raises access.Denied, rules.IllegalMove."""
    with moving(matter_id=own_matter(by), move=Move.STOP_SPEAKING, by=by, at=at) as book:
        facts: dict[str, Fact] = {"party": str(petitioner(book).id), "cause": "stepped-down"}
        ended = book.record(events.REPRESENTATIVE_ENDED, facts)
        tell_petitioners(book, template="petition-speaker", about=ended)
        tell_the_desk(book, unit_at_work(book), "petition-speaker-ended", ended)


def end_speaker(*, matter_id: uuid.UUID, party_id: uuid.UUID, by: Actor, at: datetime) -> None:
    """The petitioners chose anew. Raises access.Denied, rules.IllegalMove, shape.NotAChoice."""
    with moving(matter_id=matter_id, move=Move.END_SPEAKER, by=by, at=at) as book:
        party, stand = petitioner(book, party_id), read(book)
        if str(party.id) not in {*stand.asked_to_speak, *stand.speakers}:
            raise NotAChoice(N_("This petitioner does not speak for all."))
        facts: dict[str, Fact] = {"party": str(party.id), "cause": "group"}
        ended = book.record(events.REPRESENTATIVE_ENDED, facts)
        tell_one(book, party=party, template="petition-speaker", about=ended)
