"""Property of a case: listed, found, given back with a signature or evidence, or kept with a reason its owner reads."""

import uuid
from datetime import datetime

from huiying.core.kinds import N_, Actor, EventSpec, Fact
from huiying.core.ledger.book import Book
from huiying.core.ledger.entries import Entry
from huiying.mechanisms.cases import choices, events, of_property, owing
from huiying.mechanisms.cases.rules import Move
from huiying.mechanisms.cases.services.shape import (
    NotAChoice,
    chosen,
    moving,
    person_of,
    read,
    said,
    texts,
)
from huiying.mechanisms.cases.services.telling import tell_member
from huiying.mechanisms.cases.standing import Standing
from huiying.mechanisms.cases.things import Thing, Where

MOST_DAYS = 30


def list_property(
    *,
    matter_id: uuid.UUID,
    how: str,
    what: str,
    by: Actor,
    at: datetime,
    owner: uuid.UUID | None = None,
) -> str:
    """List a thing; gives its number in the case. Its owner sees it on their page, in these words.

    Raises access.Denied, NotAChoice, WordsNeeded.
    """
    chosen(how, choices.PROPERTY_HOW, N_("Choose what it has to do with the case."))
    words = {"what": said(what, N_("Say what it is, so that its owner knows it."))}
    with moving(matter_id=matter_id, move=Move.LIST_PROPERTY, by=by, at=at) as book:
        standing = read(book)
        item = str(len(standing.things) + 1)
        facts: dict[str, Fact] = {
            "item": item,
            "how": how,
            "party": str(person_of(book, owner).id) if owner else "",
            "regime": standing.regime,
        }
        listed = book.record(of_property.LISTED, facts, words)
        tell_owner(book, item, listed)
        return item


# What happens to a thing, from where, and the sentence where it can't.
_STEPS: dict[str, tuple[EventSpec, frozenset[Where], str]] = {
    "found": (
        of_property.FOUND,
        frozenset({Where.MISSING}),
        N_("Only what is missing can be found."),
    ),
    "unrelated": (
        of_property.UNRELATED,
        frozenset({Where.HELD}),
        N_("Only what we hold can be given back."),
    ),
    "returnable": (
        of_property.RETURNABLE,
        frozenset({Where.HELD}),
        N_("Only what we hold can be given back."),
    ),
    "owner-unknown": (
        of_property.OWNER_UNKNOWN,
        frozenset({Where.HELD, Where.RETURNABLE}),
        N_("Only what we hold can be announced."),
    ),
    "seizure-ended": (
        of_property.SEIZURE_ENDED,
        frozenset({Where.HELD}),
        N_("Only what we hold is seized."),
    ),
}
STEPS: dict[str, str] = {
    "found": N_("It was found"),
    "unrelated": N_("It has nothing to do with the case"),
    "returnable": N_("It can be given back"),
    "owner-unknown": N_("Nobody knows whose it is; it is announced publicly"),
    "seizure-ended": N_("The seizure ended"),
}


def move_property(*, matter_id: uuid.UUID, item: str, step: str, by: Actor, at: datetime) -> None:
    """A thing was found, or can be given back. Raises access.Denied, NotAChoice."""
    if step not in _STEPS:
        raise NotAChoice(N_("Choose what happened to it."))
    with moving(matter_id=matter_id, move=Move.PROPERTY, by=by, at=at) as book:
        moved(book, item, step)


def moved(book: Book, item: str, step: str, *, occurred_at: datetime | None = None) -> None:
    """Record a step of a thing, which its owner is told. Raises NotAChoice."""
    spec, places, sentence = _STEPS[step]
    thing = _thing(read(book), item)
    if thing.where not in places:
        raise NotAChoice(sentence)
    done = book.record(spec, _facts(read(book), thing), occurred_at=occurred_at)
    tell_owner(book, item, done)


def return_property(
    *, matter_id: uuid.UUID, item: str, evidence: str, by: Actor, at: datetime
) -> None:
    """Given back, with what shows it (criminal rules 234: the list is signed). Raises access.Denied, NotAChoice."""
    chosen(evidence, choices.RETURN_EVIDENCE, N_("Choose what shows that it was given back."))
    with moving(matter_id=matter_id, move=Move.PROPERTY, by=by, at=at) as book:
        returned(book, item, evidence)


def returned(book: Book, item: str, evidence: str, *, occurred_at: datetime | None = None) -> None:
    """Record that a thing is back with its owner, who is told. Raises NotAChoice."""
    thing = _thing(read(book), item)
    if thing.where in {Where.RETURNED, Where.MISSING}:
        raise NotAChoice(N_("Only what we hold can be given back."))
    facts = _facts(read(book), thing) | {"evidence": evidence}
    done = book.record(of_property.RETURNED, facts, occurred_at=occurred_at)
    tell_owner(book, item, done)


def keep_property(
    *, matter_id: uuid.UUID, item: str, ground: str, reason: str, by: Actor, at: datetime
) -> None:
    """It can't be given back yet: ground, and reason in words. Raises access.Denied, NotAChoice, WordsNeeded."""
    chosen(ground, choices.KEPT, N_("Choose why it can't be given back yet."))
    words = {"reason": said(reason, N_("Say why, in words that its owner understands."))}
    with moving(matter_id=matter_id, move=Move.PROPERTY, by=by, at=at) as book:
        thing = _thing(read(book), item)
        if thing.where in {Where.RETURNED, Where.MISSING}:
            raise NotAChoice(N_("Only what we hold can be kept."))
        facts = _facts(read(book), thing) | {"ground": ground}
        tell_owner(book, item, book.record(of_property.KEPT, facts, words))


def extend_seizure(
    *, matter_id: uuid.UUID, item: str, days: int, reason: str, by: Actor, at: datetime
) -> None:
    """Kept longer, with a head's approval (administrative rules 112). Raises access.Denied, NotAChoice, WordsNeeded."""
    words = texts(reason=said(reason, N_("Say why, in words that its owner understands.")))
    if not 1 <= days <= MOST_DAYS:
        raise NotAChoice(N_("Ask for 1 to %(most)s days."), most=MOST_DAYS)
    with moving(matter_id=matter_id, move=Move.EXTEND_SEIZURE, by=by, at=at) as book:
        thing = _thing(read(book), item)
        if thing.where is not Where.HELD:
            raise NotAChoice(N_("Only what we hold is seized."))
        facts = _facts(read(book), thing) | {"amount": days, "approved": True, "reason_given": True}
        tell_owner(book, item, book.record(of_property.SEIZURE_EXTENDED, facts, words))


def _facts(standing: Standing, thing: Thing) -> dict[str, Fact]:
    return {"item": thing.item, "party": thing.party, "regime": standing.regime}


def _thing(standing: Standing, item: str) -> Thing:
    if item not in standing.things:
        raise NotAChoice(N_("Choose a thing from the list."))
    return standing.things[item]


def tell_owner(book: Book, item: str, about: Entry) -> None:
    """The owner, or whoever exercises their rights, and nobody else."""
    standing = read(book)
    owner = standing.things[item].party
    if not owner:
        return
    member = standing.member(owner)
    if member.rights_with:
        member = standing.member(member.rights_with)
    if member.role and not member.left and owing.words_for(standing, member.party):
        tell_member(
            book,
            member=member,
            template="property",
            about=about,
            tells=events.PROPERTY_TOLD,
            facts={"item": item},
        )
