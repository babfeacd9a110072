"""People who come to a case after it was reported: a further victim, a relative, somebody who acts for another."""

import uuid
from dataclasses import dataclass, field
from datetime import datetime

from huiying.core.kinds import N_, Actor, ActorKind, Fact, PartyRole
from huiying.core.ledger import services as ledger
from huiying.core.ledger.book import Book
from huiying.core.ledger.entries import Entry, PartyRow
from huiying.core.ledger.handing import Handover
from huiying.core.ledger.specs import specs
from huiying.core.notices.passing_on import pass_on
from huiying.core.notices.telling import post_what_waits, tell_on_page
from huiying.core.people.queries import PersonRow, person, person_row
from huiying.core.people.services import Contact, new_person
from huiying.mechanisms.cases import choices, events, of_people, owing, rules
from huiying.mechanisms.cases.rules import Declined, Move
from huiying.mechanisms.cases.services.registering import Handing, give_code
from huiying.mechanisms.cases.services.shape import NotAChoice, moving, person_of, read
from huiying.mechanisms.cases.services.telling import desk, row_of, tell_member

# They stand next to somebody who is on the case already.
_BESIDE = owing.BESIDE | owing.INSTEAD


class MayNotAct(Declined):
    """Whoever is a suspect, or lives with one, exercises nobody's rights."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Joining:
    """A person who joins. `beside`: next to whom; `no_suspect`: it was asked, and they are none and live with none."""

    role: PartyRole
    contact: Contact = field(default_factory=Contact)
    language: str = "zh-hans"
    beside: uuid.UUID | None = None
    no_suspect: bool = False
    handing: Handing = field(default_factory=Handing)


def join_person(*, matter_id: uuid.UUID, joining: Joining, by: Actor, at: datetime) -> uuid.UUID:
    """Add a person with a code of their own; gives their party. A relative is told nothing, and has no code, until
    the victim, alone, has agreed.

    Raises access.Denied, IllegalMove, NotAChoice, MayNotAct, ledger.services.SlipUnknown.
    """
    if joining.role.value not in choices.ROLES:
        raise NotAChoice(N_("Choose what they are to the case."))
    if joining.role in owing.INSTEAD and not joining.no_suspect:
        raise MayNotAct(
            N_(
                "Ask first: whoever is a suspect in this case, or lives with one, can't act for "
                "anybody in it. Find another relative or an appropriate adult."
            )
        )
    with moving(matter_id=matter_id, move=Move.JOIN, by=by, at=at) as book:
        beside = _beside(book, joining)
        kept = new_person(
            contact=joining.contact,
            language=joining.language,
            at=at,
            lookup=bool(joining.contact.name and joining.contact.phone),
        )
        # Saved now: what waited for somebody before them names them.
        kept.save(force_insert=True)
        confirmed = joining.role is not PartyRole.FAMILY
        party = book.add_party(joining.role, person=kept.pk)
        facts: dict[str, Fact] = {
            "party": str(party.id),
            "role": joining.role.value,
            "beside": str(beside.id) if beside else "",
            "reported": False,
            "confirmed": confirmed,
            "no_suspect": joining.no_suspect,
        }
        joined = book.record(of_people.JOINED, facts)
        if beside is not None and joining.role in owing.INSTEAD:
            cause = "guardian" if joining.role is PartyRole.GUARDIAN else "death"
            passed: dict[str, Fact] = {
                "party": str(beside.id), "to": str(party.id), "cause": cause
            }  # fmt: skip
            book.record(of_people.RIGHTS_PASSED, passed)
            pass_on(book, of=_before(book, beside), to=party, person=person_row(kept))
        if confirmed:
            _let_in(book, party, joining.handing, joined, person_row(kept))
        elif beside is not None:
            tell_on_page(book, party=beside, template="person.proposed", about=joined)
        return party.id


def _beside(book: Book, joining: Joining) -> PartyRow | None:
    if joining.role not in _BESIDE:
        return None
    if joining.beside is None:
        raise NotAChoice(N_("Choose whose relative they are, or for whom they act."))
    found = person_of(book, joining.beside)
    if found.role in _BESIDE:
        raise NotAChoice(N_("Choose somebody who was harmed, or who reported it."))
    return found


def _before(book: Book, of: PartyRow) -> list[uuid.UUID]:
    """The person themselves, and whoever exercised their rights before: what waited for them is for who does now."""
    passed = (e for e in book.history if e.kind == of_people.RIGHTS_PASSED.kind)
    names = {str(e.facts["to"]) for e in passed if e.facts["party"] == str(of.id)} | {str(of.id)}
    return [p.id for p in book.parties if str(p.id) in names]


def _let_in(book: Book, party: PartyRow, handing: Handing, about: Entry, person: PersonRow) -> None:
    """A code of their own, and how the case stands now."""
    give_code(book, party, handing, about=about, tells=of_people.ADMITTED, person=person)
    member = read(book).member(str(party.id))
    standing = read(book)
    if not owing.hears(standing, member, owing.HARMED):
        return
    news = standing.refusal if standing.stage is rules.Stage.NOT_OPENED else standing.opened
    if standing.ended is not None:
        news = standing.ended
    if news is not None:
        about_now = next(e for e in book.history if e.id == news.id)
        tell_member(
            book,
            member=member,
            template="case.status",
            about=about_now,
            tells=events.STATUS_TOLD,
            person=person,
        )


# --- the victim's own word --------------------------------------------------------------------------


def answer_for_contact(
    *, matter_id: uuid.UUID, party_id: uuid.UUID, agrees: bool, by: Actor, at: datetime
) -> None:
    """The victim says whether a relative may hear of the case: on their own page, or to an officer of another unit
    who spoke with them alone. Nobody of the unit that has the case can say it for them.

    Raises access.Denied, IllegalMove, NotAChoice.
    """
    own_word = by.kind is ActorKind.HOLDER
    move = Move.CONFIRM if own_word else Move.CONFIRM_APART
    with moving(matter_id=matter_id, move=move, by=by, at=at) as book:
        standing = read(book)
        member = standing.member(str(party_id))
        if member.party not in rules.unconfirmed(standing):
            raise NotAChoice(N_("Nobody is waiting for that word."))
        if own_word and member.beside != str(by.party_id):
            raise NotAChoice(N_("That is for somebody else to say."))
        facts: dict[str, Fact] = {
            "party": member.party,
            "by": "page" if own_word else "apart",
            "victim": member.beside,
        }
        if not agrees:
            book.record(of_people.DECLINED, facts)
            return
        confirmed = book.record(of_people.CONFIRMED, facts)
        party = row_of(book, member.party)
        if party.person_id is None:
            return
        row = person(party.person_id)
        how = Handover.SENT if row.by_email else Handover.NONE
        _let_in(book, party, Handing(how=how), confirmed, row)
        if how is Handover.NONE:
            desk(book, "person.confirmed", confirmed)


def end_person(
    *, matter_id: uuid.UUID, party_id: uuid.UUID, cause: str, by: Actor, at: datetime
) -> None:
    """Somebody is no longer told about the case; their code opens nothing any more. Raises access.Denied."""
    with moving(matter_id=matter_id, move=Move.PERSON, by=by, at=at) as book:
        ended(book, person_of(book, party_id), cause)


def ended(book: Book, party: PartyRow, cause: str) -> None:
    post_what_waits(book, party=party, specs=specs(), word_alone=False)
    book.record(of_people.LEFT_OUT, {"party": str(party.id), "cause": cause})
    ledger.end_codes(party_id=party.id, at=book.at)


def hand_over_code(
    *, matter_id: uuid.UUID, party_id: uuid.UUID, slip: str, by: Actor, at: datetime
) -> None:
    """A slip from the unit's pad for somebody who has no code yet. Raises access.Denied, SlipUnknown."""
    with moving(matter_id=matter_id, move=Move.HAND_OVER, by=by, at=at) as book:
        party = person_of(book, party_id)
        member = read(book).member(str(party.id))
        if not member.confirmed or member.left:
            raise NotAChoice(N_("This person is told nothing about the case."))
        joined = next(
            e
            for e in reversed(book.history)
            if e.kind == of_people.JOINED.kind and e.facts["party"] == member.party
        )
        first = member.reported
        about = book.history[0] if first else joined
        tells = events.ACKNOWLEDGED if first else of_people.ADMITTED
        give_code(book, party, Handing(how=Handover.SLIP, slip=slip), about=about, tells=tells)
