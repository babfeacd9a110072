"""Who exercises somebody's rights: a guardian until they are eighteen, a successor of the dead, never a suspect."""

import uuid
from datetime import date, datetime

from django.utils.timezone import get_current_timezone

from huiying.core.duties.services import acting
from huiying.core.kinds import N_, Act, Actor, Fact, PartyRole, system
from huiying.core.ledger import services as ledger
from huiying.core.ledger.book import Book
from huiying.core.ledger.entries import Entry
from huiying.core.notices.passing_on import pass_on, stop_messages
from huiying.core.people.queries import person
from huiying.mechanisms.cases import of_people, owing, rules
from huiying.mechanisms.cases.models import Case
from huiying.mechanisms.cases.rules import Move
from huiying.mechanisms.cases.services.joining import ended
from huiying.mechanisms.cases.services.shape import NotAChoice, keep_index, moving, person_of, read
from huiying.mechanisms.cases.services.telling import desk, row_of

CALENDAR = system("calendar")
# Nobody exercises the rights for now: what is owed waits for whoever is found.
VACANT = "vacant"


def note_child(
    *, matter_id: uuid.UUID, party_id: uuid.UUID, eighteen_on: date, by: Actor, at: datetime
) -> None:
    """This person is a child: until that day somebody else exercises their rights. No birthday is kept.

    Raises access.Denied, NotAChoice.
    """
    today = at.astimezone(get_current_timezone()).date()
    if not today < eighteen_on <= today.replace(year=today.year + 18, day=min(today.day, 28)):
        raise NotAChoice(N_("Enter the day on which they come of age: it lies ahead."))
    with moving(matter_id=matter_id, move=Move.PERSON, by=by, at=at) as book:
        party = person_of(book, party_id)
        facts: dict[str, Fact] = {"party": str(party.id), "eighteen_on": eighteen_on.isoformat()}
        child = book.record(of_people.CHILD, facts)
        if not read(book).member(str(party.id)).rights_with:
            _pass(book, str(party.id), VACANT, "guardian")
            desk(book, "guardian.needed", child)


def note_death(*, matter_id: uuid.UUID, party_id: uuid.UUID, by: Actor, at: datetime) -> None:
    """This person died: a successor exercises their rights, once one is found. Raises access.Denied."""
    with moving(matter_id=matter_id, move=Move.RIGHTS, by=by, at=at) as book:
        party = person_of(book, party_id)
        ledger.end_codes(party_id=party.id, at=at)
        stop_messages(matter_id=matter_id, party_id=party.id, at=at)
        passed = _pass(book, str(party.id), VACANT, "death")
        desk(book, "successor.needed", passed)


def let_rights_be_exercised(
    *, matter_id: uuid.UUID, party_id: uuid.UUID, by_party: uuid.UUID, by: Actor, at: datetime
) -> None:
    """Somebody who acts on this case for another acts for this person too: they were asked, and are no suspect.

    Raises access.Denied, NotAChoice.
    """
    with moving(matter_id=matter_id, move=Move.RIGHTS, by=by, at=at) as book:
        party, other = person_of(book, party_id), person_of(book, by_party)
        member = read(book).member(str(other.id))
        if other.role not in owing.INSTEAD or member.left or other.person_id is None:
            raise NotAChoice(N_("Choose a guardian or successor who is on the case."))
        cause = "guardian" if other.role is PartyRole.GUARDIAN else "death"
        _pass(book, str(party.id), str(other.id), cause)
        pass_on(book, of=[party.id], to=other, person=person(other.person_id))


def bar_from_acting(*, matter_id: uuid.UUID, party_id: uuid.UUID, by: Actor, at: datetime) -> None:
    """It came out that whoever acts for somebody is concerned in the case: from this minute they do not, and their
    code opens nothing. Another one has to be found.

    Raises access.Denied, NotAChoice.
    """
    with moving(matter_id=matter_id, move=Move.RIGHTS, by=by, at=at) as book:
        party = person_of(book, party_id)
        acted_for = _acted_for(book, str(party.id))
        if not acted_for:
            raise NotAChoice(N_("This person acts for nobody."))
        for other in acted_for:
            passed = _pass(book, other, VACANT, "conflict")
            desk(book, "guardian.needed", passed)
        book.record(of_people.LEFT_OUT, {"party": str(party.id), "cause": "conflict"})
        ledger.end_codes(party_id=party.id, at=at)
        stop_messages(matter_id=matter_id, party_id=party.id, at=at)


def _acted_for(book: Book, party: str) -> list[str]:
    return [m.party for m in read(book).members.values() if m.rights_with == party]


def _pass(book: Book, of: str, to: str, cause: str) -> Entry:
    return book.record(of_people.RIGHTS_PASSED, {"party": of, "to": to, "cause": cause})


# --- birthdays ---------------------------------------------------------------------------------------


def let_come_of_age(at: datetime, limit: int = 100) -> int:
    """Rights pass to who came of age today or before; gives how many. Whoever acted for them hears no more of it."""
    today = at.astimezone(get_current_timezone()).date()
    due = Case.objects.filter(of_age_on__lte=today).order_by("of_age_on", "pk")
    return sum(_come_of_age(pk, at, today) for pk in list(due.values_list("pk", flat=True)[:limit]))


def _come_of_age(matter_id: uuid.UUID, at: datetime, today: date) -> int:
    with acting(matter_id=matter_id, act=Act.WORK, by=CALENDAR, at=at) as book:
        passed = 0
        for party in rules.of_age(read(book), today):
            guardian = read(book).member(party).rights_with
            event = _pass(book, party, party, "eighteen")
            if guardian != VACANT and not owing.acts_instead(
                read(book).members, read(book).member(guardian)
            ):
                ended(book, row_of(book, guardian), "eighteen")
            # They need a code of their own, if they have none.
            desk(book, "came-of-age", event)
            passed += 1
        keep_index(book)
        return passed
