"""What the person does so that nobody else opens their page: a second word, and closing it altogether."""

from datetime import datetime

from django.db import transaction

from huiying.core.access import doors, second_word
from huiying.core.holders.own_data import person_of
from huiying.core.kinds import N_, Act, Actor, Declined
from huiying.core.ledger import services as ledger_services
from huiying.core.people import queries as people


class WordDeclined(Declined):
    """A second word that is too short, or not the one that is set."""


class NoWayBack(Declined):
    """Nobody could let the person in again."""


def set_word(*, new: str, by: Actor, at: datetime, now: str = "") -> None:
    """Set, change, or with nothing new take away the second word. Raises access.Denied, WordDeclined."""
    person_of(by)
    if by.party_id is None:
        raise doors.Denied(Act.FOLLOW.value)
    if not new and second_word.word_of(by.party_id) is None:
        return
    if new and len(second_word.folded(new)) < second_word.SHORTEST:
        raise WordDeclined(N_("This is too short. Take four characters or more."))
    # In no transaction, so that a wrong word stays counted: whoever finds the page open guesses no better there.
    if not second_word.lets_in(party_id=by.party_id, typed=now, at=at):
        raise WordDeclined(
            N_(
                "This is not the word that is set. If you lost it, ask for a new code: it goes with it."
            )
        )
    if new:
        second_word.keep_word(party_id=by.party_id, word=new, at=at)
    else:
        second_word.drop_word(party_id=by.party_id)


@transaction.atomic
def close_page(*, by: Actor, at: datetime) -> None:
    """No code opens the page any more, until the person is known again by name and telephone.

    Raises access.Denied, NoWayBack.
    """
    found = people.can_ask_again(person_of(by))
    if by.party_id is None or not found:
        raise NoWayBack(
            N_(
                "You left no name and telephone number, so nobody could let you in again. Replace the code instead."
            )
        )
    ledger_services.end_codes(party_id=by.party_id, at=at)
