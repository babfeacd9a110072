"""How a case stands is told: only what was decided and released at the gate, in the words that were released."""

import uuid
from collections.abc import Iterable, Sequence
from datetime import datetime

from huiying.core.disclosure.queries import Released, released
from huiying.core.kinds import N_, Actor, Fact
from huiying.core.ledger import events as ledger_events
from huiying.core.ledger.book import Book
from huiying.core.ledger.entries import Entry
from huiying.core.ledger.entries import standing as standing_lines
from huiying.core.notices.telling import no_longer_everyone, record_telling
from huiying.core.people.services import open_texts
from huiying.mechanisms.cases import events, owing
from huiying.mechanisms.cases.rules import Move
from huiying.mechanisms.cases.services.shape import NotAChoice, moving, read
from huiying.mechanisms.cases.services.telling import owed, tell_member, tell_members
from huiying.mechanisms.cases.standing import Member

_CHOOSE = N_("Choose what is told. Only what was released can be.")
_TEMPLATE = "case-progress"


def tell_released(
    *,
    matter_id: uuid.UUID,
    lines: Iterable[str],
    by: Actor,
    at: datetime,
    to: uuid.UUID | None = None,
    at_once: bool = False,
) -> None:
    """Tell lines that the gate released, each once: to whom it was asked for, else to all who are owed it.

    Who wished to hear less often is told when their time comes: the line stays open for them. `to`: who is on the
    telephone and hears it now. `at_once`: it can't wait for anybody. Told before anybody's time, it is told to all.
    Raises access.Denied, IllegalMove, NotAChoice.
    """
    wanted = set(lines)
    if not wanted:
        raise NotAChoice(_CHOOSE)
    with moving(matter_id=matter_id, move=Move.PROGRESS, by=by, at=at) as book:
        found = [n for n in released(book.history) if n.id in wanted]
        if len(found) < len(wanted):
            raise NotAChoice(_CHOOSE)
        clear = open_texts([line.text_id for line in found])
        for line in found:
            words = clear.get(line.text_id) or ""
            if line.party:
                _tell_one(book, line, words)
            else:
                _tell_all(book, line, words, str(to or ""), at_once)


def told_on_visit(
    *,
    matter_id: uuid.UUID,
    party_id: uuid.UUID,
    lines: Iterable[str],
    channel: str,
    by: Actor,
    at: datetime,
    occurred_at: datetime,
) -> None:
    """What an officer told somebody on a visit is told, by our word alone; it stays open for the others of the case.

    Raises access.Denied, IllegalMove.
    """
    wanted, party = set(lines), str(party_id)
    with moving(matter_id=matter_id, move=Move.PROGRESS, by=by, at=at) as book:
        if not owing.words_for(read(book), party):
            return
        found = [n for n in released(book.history, party=party_id) if n.id in wanted]
        clear = open_texts([line.text_id for line in found])
        for line in found:
            standing = read(book)
            again = line.id in standing.said_lines
            left = standing.later.get(line.id, frozenset())
            if again and party not in left:
                continue
            hear = owing.addressees(standing, events.PROGRESS_TOLD.kind)
            others = [m.party for m in hear if m.party != party and (not again or m.party in left)]
            later = "" if line.party else ",".join(others)
            words = clear.get(line.text_id) or ""
            written = _written(book, line, words, later, occurred_at=occurred_at)
            of = len(hear) if line.party else _of(hear, [standing.member(party)], later)
            record_telling(
                book,
                spec=events.PROGRESS_TOLD,
                about=written.id,
                extra={"party": party, "of": of or 1},
                channel=channel,
                word_alone=True,
                occurred_at=occurred_at,
            )


def not_told_on_visit(
    *,
    matter_id: uuid.UUID,
    party_id: uuid.UUID,
    lines: Iterable[str],
    reason: str,
    by: Actor,
    at: datetime,
    occurred_at: datetime,
) -> None:
    """The visit on which these lines counted as told was put right: it did not tell them, so they are owed again.

    Raises access.Denied, IllegalMove.
    """
    gone, party = set(lines), str(party_id)
    with moving(matter_id=matter_id, move=Move.PROGRESS, by=by, at=at) as book:
        written = {
            str(e.id): e
            for e in standing_lines(book.history)
            if e.kind == events.PROGRESS_WRITTEN.kind and e.facts.get("line") in gone
        }
        for told in _told_then(book, party, occurred_at):
            if (wrote := written.get(str(told.facts["about"]))) is not None:
                _annul(book, told, reason)
                no_longer_everyone(book, told, events.BY_KIND)
                if not any(_tells(e, wrote) for e in standing_lines(book.history)):
                    _annul(book, wrote, reason)
                _owed_again(book, str(wrote.facts["line"]), party)


def _told_then(book: Book, party: str, occurred_at: datetime) -> list[Entry]:
    return [
        e
        for e in standing_lines(book.history)
        if e.kind == events.PROGRESS_TOLD.kind
        and e.facts.get("party") == party
        and e.facts.get("word_alone")
        and e.occurred_at == occurred_at
    ]


def _tells(line: Entry, written: Entry) -> bool:
    about = line.facts.get("about") == str(written.id)
    return about and line.kind == events.PROGRESS_TOLD.kind


def _annul(book: Book, wrong: Entry, reason: str) -> None:
    book.record(
        ledger_events.ANNULLED,
        {"event": str(wrong.id), "kind": wrong.kind, "opened_duty": False},
        {"reason": reason} if reason else {},
    )


def _owed_again(book: Book, line_id: str, party: str) -> None:
    """Where the others heard it meanwhile, nothing would bring it to this person any more: it goes to them now."""
    standing = read(book)
    if line_id not in standing.said_lines or party in standing.later.get(line_id, ()):
        return
    line = next((n for n in released(book.history) if n.id == line_id), None)
    if line is None or not owing.words_for(standing, party):
        return
    words = open_texts([line.text_id]).get(line.text_id) or ""
    later = ",".join(standing.later.get(line_id, ()))
    tell_members(
        book,
        [standing.member(party)],
        template=_TEMPLATE,
        about=_written(book, line, words, later),
        tells=events.PROGRESS_TOLD,
        of=_of(
            owing.addressees(standing, events.PROGRESS_TOLD.kind), [standing.member(party)], later
        )
        or 1,
    )


def _tell_all(book: Book, line: Released, words: str, to: str, at_once: bool) -> None:
    standing = read(book)
    hear = owing.addressees(standing, events.PROGRESS_TOLD.kind)
    again = line.id in standing.said_lines
    left = [m for m in hear if not again or m.party in standing.later.get(line.id, ())]
    now = [m for m in left if at_once or m.party == to or owing.is_time(m, book.at)]
    if again and not now:
        raise NotAChoice(_CHOOSE)
    now = now or left
    later = ",".join(m.party for m in left if m not in now)
    written = _written(book, line, words, later)
    tell_members(
        book,
        now,
        template=_TEMPLATE,
        about=written,
        tells=events.PROGRESS_TOLD,
        of=_of(hear, now, later),
    )


def _of(hear: Sequence[Member], now: Sequence[Member], later: str) -> int:
    """How many have to hear of this writing before what is owed to all at the usual interval is met: those who hear it
    now, once nobody of the usual interval is left; else never by this one."""
    usual = {m.party for m in hear if not m.weeks}
    left = usual.intersection(later.split(","))
    if usual and (left or usual.isdisjoint(m.party for m in now)):
        return len(hear)
    return len(now)


def _tell_one(book: Book, line: Released, words: str) -> None:
    if line.id in read(book).said_lines:
        raise NotAChoice(_CHOOSE)
    written = _written(book, line, words)
    member = read(book).member(line.party)
    if owing.words_for(read(book), member.party):
        tell_member(
            book,
            member=member,
            template=_TEMPLATE,
            about=written,
            tells=events.PROGRESS_TOLD,
            of=len(owing.addressees(read(book), events.PROGRESS_TOLD.kind)) or 1,
        )


def _written(
    book: Book,
    line: Released,
    words: str,
    later: str = "",
    *,
    occurred_at: datetime | None = None,
) -> Entry:
    facts: dict[str, Fact] = {
        "gated": True,
        "line": line.id,
        "owed": owed(book, events.PROGRESS_TOLD),
        "later": later,
    }
    return book.record(events.PROGRESS_WRITTEN, facts, {"text": words}, occurred_at=occurred_at)
