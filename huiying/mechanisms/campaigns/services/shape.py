"""The shape of every act on a campaign and on something raised: access, lock, decide, write, record, index."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime

from django.utils import timezone

from huiying.core.access import doors
from huiying.core.duties.services import acting
from huiying.core.duties.wording import chosen as chosen
from huiying.core.duties.wording import said as said
from huiying.core.duties.wording import texts as texts
from huiying.core.kinds import N_, Actor, ActorKind, EventSpec, Fact, PartyRole, SeatRole
from huiying.core.kinds import NotAChoice as NotAChoice
from huiying.core.kinds import WordsNeeded as WordsNeeded
from huiying.core.ledger.book import Book
from huiying.core.ledger.entries import Entry, PartyRow
from huiying.core.ledger.entries import standing as standing_lines
from huiying.core.notices.each import tell_role
from huiying.core.notices.telling import tell_desk
from huiying.core.rows import row
from huiying.mechanisms.campaigns import events, raised_events, raised_standing, rules, standing
from huiying.mechanisms.campaigns.models import Campaign, Raised


def local_day(at: datetime) -> date:
    """The day it is where the service is."""
    return timezone.localtime(at).date()


# --- a campaign --------------------------------------------------------------------------------------


@contextmanager
def moving(*, matter_id: uuid.UUID, move: rules.Move, by: Actor, at: datetime) -> Iterator[Book]:
    """Open a campaign for one act, which `rules.MOVES` ties to stages and to acts of access.

    Raises access.Denied, rules.IllegalMove.
    """
    with acting(matter_id=matter_id, act=rules.MOVES[move][1], by=by, at=at) as book:
        if book.matter.kind != events.KIND:
            raise doors.Denied(move.value)
        rules.decide(move, read(book))
        yield book
        keep_index(book)


def read(book: Book) -> standing.Standing:
    return standing.read(standing_lines(book.history))


def area_of(book: Book, code: str) -> standing.Area:
    """Raises shape.NotAChoice."""
    found = read(book).area(code)
    if found is None:
        raise NotAChoice(N_("Choose one of the areas."))
    return found


def keep_index(book: Book) -> None:
    """Bring the campaign's row in line with its history."""
    stand = read(book)
    values = {
        "stage": stand.stage.value,
        "begins": date.fromisoformat(stand.begins),
        "ends": date.fromisoformat(stand.ends),
        "published_at": stand.published.occurred_at if stand.published else None,
    }
    if book.new:
        unit = unit_holding(book, PartyRole.HANDLING)
        book.batch.add(row(Campaign, matter_id=book.matter.pk, unit_id=unit, **values))
    else:
        Campaign.objects.filter(pk=book.matter.pk).update(**values)


def unit_holding(book: Book, role: PartyRole) -> int | None:
    held = book.party(role)
    return held.unit_id if held else None


# --- something raised --------------------------------------------------------------------------------


@contextmanager
def raised_moving(
    *, matter_id: uuid.UUID, move: rules.RaisedMove, by: Actor, at: datetime
) -> Iterator[Book]:
    """The same for something raised (`rules.RAISED_MOVES`). Raises access.Denied, rules.IllegalMove."""
    with acting(matter_id=matter_id, act=rules.RAISED_MOVES[move][1], by=by, at=at) as book:
        if book.matter.kind != raised_events.KIND:
            raise doors.Denied(move.value)
        rules.decide_raised(move, read_raised(book))
        yield book
        keep_raised(book)


def read_raised(book: Book) -> raised_standing.Standing:
    return raised_standing.read(standing_lines(book.history))


def own_matter(by: Actor) -> uuid.UUID:
    """The matter of whoever acts with a code. Raises access.Denied."""
    if by.kind is not ActorKind.HOLDER or by.matter_id is None or by.party_id is None:
        raise doors.Denied("follow")
    return by.matter_id


def handling_unit(book: Book) -> int:
    found = unit_holding(book, PartyRole.HANDLING)
    if found is None:
        raise LookupError("nobody handles this matter")
    return found


def unit_at_work(book: Book) -> int:
    """The unit whose desk has it: the one that looks again while it does, else the one that handles."""
    reviewing = unit_holding(book, PartyRole.REVIEWING)
    if read_raised(book).stage is raised_standing.Stage.REVIEWING and reviewing is not None:
        return reviewing
    return handling_unit(book)


def who_raised(book: Book) -> list[PartyRow]:
    return book.owed(PartyRole.HOUSEHOLD)


def tell_who_raised(
    book: Book, *, template: str, about: Entry, tells: EventSpec | None = None, **facts: Fact
) -> None:
    tell_role(book, PartyRole.HOUSEHOLD, template=template, about=about, tells=tells, **facts)


def tell_the_desk(book: Book, unit: int | None, template: str, about: Entry) -> None:
    """Stations have a head, bureaus a complaints office: whoever is there reads it."""
    for role in (SeatRole.HEAD, SeatRole.COMPLAINTS):
        tell_desk(book, unit=unit, role=role, template=template, about=about)


def keep_raised(book: Book) -> None:
    """Bring the row of something raised in line with its history."""
    stand = read_raised(book)
    answered = stand.answer.occurred_at if stand.answer else None
    Raised.objects.filter(pk=book.matter.pk).update(stage=stand.stage.value, answered_at=answered)
