"""Queueing of what a person or a desk is to be told, in the transaction of the event.

Telling is evidenced by: the person's page opened with the code, a receipt page shown, or mail accepted by the
recipient's own server (shown as accepted, not confirmed, and undone by a bounce). Who left no channel is told by
posting on their page, and the rule says so.
"""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from huiying.core import lateness
from huiying.core.kinds import EventSpec, Fact, PartyRole, SeatRole, new_id
from huiying.core.ledger import events as ledger_events
from huiying.core.ledger.book import Book
from huiying.core.ledger.entries import Entry, PartyRow, standing
from huiying.core.notices.models import Channel, Notice, State
from huiying.core.people import queries as people
from huiying.core.people.queries import PersonRow
from huiying.core.rows import row

# Facts every event of telling has: the channel, whether the person's side confirmed it,
# and whether only the service's own word stands for it (counted in public figures).
TOLD_FACTS: dict[str, type] = {"channel": str, "confirmed": bool, "word_alone": bool}


def told_facts(channel: str, *, confirmed: bool, word_alone: bool = False) -> dict[str, Fact]:
    return {"channel": channel, "confirmed": confirmed, "word_alone": word_alone}


def tell(
    book: Book,
    *,
    party: PartyRow,
    template: str,
    about: Entry,
    tells: EventSpec | None = None,
    tells_facts: Mapping[str, Fact] | None = None,
    person: PersonRow | None = None,
    held_back: bool = False,
    in_writing: bool = False,
) -> None:
    """Queue a message to a party by each channel they left; with none left, it is posted and counts at once.

    `in_writing`: an address for letters is a channel as well, and what is posted waits until a letter is on record or
    they open their page. `tells` is the event that evidence of delivery will bring about. `person` saves a query where
    it is at hand. `held_back`: no message leaves by itself, nor does posting count: it waits on the page until
    somebody tells it.
    """
    if party.person_id is None:
        return
    told = person or people.person(party.person_id)
    extra = dict(tells_facts or {})
    kind = tells.kind if tells else ""
    book.batch.add(_notice(book, party, told, Channel.PORTAL, template, about, kind, extra))
    if held_back:
        return
    if told.by_email:
        book.batch.add(_notice(book, party, told, Channel.EMAIL, template, about, kind, extra))
    elif not told.by_phone and not (in_writing and told.by_letter) and tells is not None:
        record_telling(book, spec=tells, about=about.id, extra=extra, channel=Channel.POSTING)


def _notice(
    book: Book,
    party: PartyRow,
    person: PersonRow,
    channel: Channel,
    template: str,
    about: Entry,
    tells: str,
    tells_facts: dict[str, Fact],
) -> Notice:
    return row(
        Notice,
        id=new_id(book.at),
        matter_id=book.matter.pk,
        party_id=party.id,
        person_id=person.id,
        channel=channel,
        template=template,
        language=person.language,
        about=about.id,
        tells=tells,
        tells_facts=tells_facts,
        state=State.WAITING,
        created_at=book.at,
        next_attempt_at=book.at if channel is Channel.EMAIL else None,
    )


def tell_on_page(
    book: Book,
    *,
    party: PartyRow,
    template: str,
    about: Entry,
    person: PersonRow | None = None,
) -> None:
    """A line on the person's page alone, such as that their address no longer takes mail."""
    if party.person_id is not None:
        told = person or people.person(party.person_id)
        book.batch.add(_notice(book, party, told, Channel.PORTAL, template, about, "", {}))


def tell_by_mail(
    book: Book,
    *,
    party: PartyRow,
    template: str,
    about: Entry,
    person: PersonRow | None = None,
) -> None:
    """A message to the address alone, such as the link to a new code: it never waits on the person's page."""
    if party.person_id is not None:
        told = person or people.person(party.person_id)
        book.batch.add(_notice(book, party, told, Channel.EMAIL, template, about, "", {}))


def tell_desk(book: Book, *, unit: int | None, role: SeatRole, template: str, about: Entry) -> None:
    """A line on the desk of those who hold a role in a unit."""
    book.batch.add(
        row(
            Notice,
            id=new_id(book.at),
            matter_id=book.matter.pk,
            unit_id=unit,
            role=role.value,
            channel=Channel.DESK,
            template=template,
            about=about.id,
            state=State.WAITING,
            created_at=book.at,
        )
    )


def tell_own_desk(book: Book, *, template: str, about: Entry) -> None:
    """A line on the desk of those who work on it in the unit in charge."""
    role = SeatRole.COMPLAINTS if book.matter.investigating_unit_id is None else SeatRole.CASES
    tell_desk(book, unit=book.matter.in_charge_id, role=role, template=template, about=about)


def page_opened(
    book: Book, *, party: PartyRow, specs: Mapping[str, EventSpec], at: datetime
) -> int:
    """The person's page was opened with the code: what waits there is told, with evidence. Gives how many.

    One event a kind and subject: a second notice of the same telling that mail had already evidenced adds none.
    """
    waiting = Notice.objects.filter(
        matter_id=book.matter.pk, party_id=party.id, channel=Channel.PORTAL, state=State.WAITING
    )
    rows = list(waiting.order_by("created_at", "id"))
    for notice in rows:
        notice.state, notice.done_at = State.DELIVERED, at
        if notice.tells in specs:
            told = record_telling(
                book,
                spec=specs[notice.tells],
                about=notice.about,
                extra=notice.tells_facts,
                channel=Channel.PORTAL,
                confirmed=True,
            )
            notice.evidence = told.id if told else None
    Notice.objects.bulk_update(rows, ["state", "done_at", "evidence"])
    return len(rows)


def something_waits(*, matter_id: uuid.UUID, party_id: uuid.UUID) -> bool:
    """Whether the person's page holds something that they have not opened yet."""
    return Notice.objects.filter(
        matter_id=matter_id, party_id=party_id, channel=Channel.PORTAL, state=State.WAITING
    ).exists()


def record_telling(
    book: Book,
    *,
    spec: EventSpec,
    about: uuid.UUID,
    extra: Mapping[str, Fact],
    channel: str,
    confirmed: bool = False,
    word_alone: bool = False,
    occurred_at: datetime | None = None,
) -> Entry | None:
    """Record that somebody was told, unless an event that stands says so already."""
    facts = dict(extra)
    if "about" in spec.facts:
        facts.setdefault("about", str(about))
    if _told(book, spec, about, facts):
        return None
    if "everyone" in spec.facts:
        facts["everyone"] = reaches_everyone(
            book, spec.kind, about, str(facts.get("party", "")), of=int(facts.get("of", 0))
        )
    how = told_facts(str(channel), confirmed=confirmed, word_alone=word_alone)
    told = book.record(spec, facts | how, occurred_at=occurred_at)
    if spec is lateness.TOLD:
        _explained_with_it(book, told, facts, how)
    return told


def _explained_with_it(
    book: Book, told: Entry, facts: Mapping[str, Fact], how: Mapping[str, Fact]
) -> None:
    """Several late steps explained at once were one message: who got it was told of each."""
    extra = {name: facts[name] for name in ("party", "of") if name in facts}
    for other in standing(book.history):
        if other.kind == lateness.EXPLAINED.kind and other.facts.get("with") == facts["about"]:
            record_telling(
                book,
                spec=lateness.TOLD,
                about=other.id,
                extra=extra | {"duty": str(other.facts["duty"])},
                channel=str(how["channel"]),
                confirmed=bool(how["confirmed"]),
                word_alone=bool(how["word_alone"]),
                occurred_at=told.occurred_at,
            )


def told_with_it(book: Book, told: Entry) -> list[Entry]:
    """What was told by the same message as a telling that is taken back: of several late steps explained at once."""
    about, party = told.facts.get("about"), told.facts.get("party")
    lines = standing(book.history)
    others = {str(e.id) for e in lines if e.facts.get("with") == about}
    return [
        line
        for line in lines
        if line.kind == told.kind == lateness.TOLD.kind
        and line.facts.get("about") in others
        and line.facts.get("party") == party
    ]


def reaches_everyone(book: Book, kind: str, about: uuid.UUID, party: str, *, of: int = 0) -> bool:
    """Whether, with this one told, each to whom it was owed has been: what is owed to several is met with the last.

    Owed it are as many as `of` says, where it was counted when it was queued; else those of the same role who were
    there when it happened and have not left.
    """
    told = {
        str(e.facts.get("party", ""))
        for e in standing(book.history)
        if e.kind == kind and e.facts.get("about") == str(about)
    }
    if of:
        return len(told | {party}) >= of
    role = next((p.role for p in book.parties if str(p.id) == party), PartyRole.COMPLAINANT)
    subject = next((e for e in book.history if e.id == about), None)
    owed = {
        str(p.id)
        for p in book.owed(role)
        if subject is None or p.since <= max(subject.entered_at, subject.recorded_at)
    }
    return owed <= told | {party}


def no_longer_everyone(book: Book, annulled: Entry, specs: Mapping[str, EventSpec]) -> None:
    """A telling was taken back: the later one that counted as the last does so no more, and is recorded anew."""
    lines = standing(book.history)
    if "about" not in annulled.facts:
        return
    for last in lines:
        same = last.kind == annulled.kind and last.facts.get("about") == annulled.facts["about"]
        if same and last.facts.get("everyone") and last.kind in specs:
            book.record(
                ledger_events.ANNULLED,
                {"event": str(last.id), "kind": last.kind, "opened_duty": False},
            )
            book.record(
                specs[last.kind],
                {**last.facts, "everyone": False},
                occurred_at=last.occurred_at,
            )


def post_what_waits(
    book: Book, *, party: PartyRow, specs: Mapping[str, EventSpec], word_alone: bool = True
) -> int:
    """What waits on a party's page counts as posted there; gives how much.

    For who can't be reached (the rule says after how many tries, and only our word stands for those), for who left,
    and for who has no channel left: their page stays open to them.
    """
    waiting = Notice.objects.filter(
        matter_id=book.matter.pk, party_id=party.id, channel=Channel.PORTAL, state=State.WAITING
    )
    posted = 0
    for notice in waiting.exclude(tells="").order_by("created_at", "id"):
        if notice.tells in specs:
            told = record_telling(
                book,
                spec=specs[notice.tells],
                about=notice.about,
                extra=notice.tells_facts,
                channel=Channel.POSTING,
                word_alone=word_alone,
            )
            posted += told is not None
    return posted


def mouth_told(
    book: Book,
    *,
    party: PartyRow,
    notices: Iterable[uuid.UUID],
    specs: Mapping[str, EventSpec],
    channel: str,
    occurred_at: datetime | None = None,
) -> int:
    """Some of what waits on a party's page was told by word of mouth; gives how much. It still waits to be read there,
    and what is on its way by mail is stopped by nobody: it says no more than that there is a message."""
    waiting = Notice.objects.filter(
        pk__in=list(notices),
        matter_id=book.matter.pk,
        party_id=party.id,
        channel=Channel.PORTAL,
        state=State.WAITING,
    )
    told = 0
    for notice in waiting.order_by("created_at", "id"):
        if notice.tells in specs:
            recorded = record_telling(
                book,
                spec=specs[notice.tells],
                about=notice.about,
                extra=notice.tells_facts,
                channel=channel,
                word_alone=True,
                occurred_at=occurred_at,
            )
            told += recorded is not None
    return told


@dataclass(frozen=True, kw_only=True, slots=True)
class Waiting:
    """What waits to be told to somebody: for who tells it by word of mouth."""

    id: uuid.UUID
    party_id: uuid.UUID
    tells: str
    about: uuid.UUID
    created_at: datetime


def untold(*, matter_id: uuid.UUID, told: Iterable[tuple[str, str, str]]) -> list[Waiting]:
    """What waits on the pages of a matter's people and is owed to them, the oldest first. `told`: kind, what it was
    about and to whom, of the tellings that stand."""
    known = set(told)
    rows = Notice.objects.filter(
        matter_id=matter_id, channel=Channel.PORTAL, state=State.WAITING
    ).exclude(tells="")
    return [
        Waiting(id=n.pk, party_id=n.party_id, tells=n.tells, about=n.about, created_at=n.created_at)
        for n in rows.order_by("created_at", "id")
        if n.party_id is not None and (n.tells, str(n.about), str(n.party_id)) not in known
    ]


def _told(book: Book, spec: EventSpec, about: uuid.UUID, facts: Mapping[str, Fact]) -> bool:
    """Whether this was told: by the fact `about`, or, for kinds without it, by a telling after what it tells of.

    What else is told the same way (to whom, of which part) has to agree as well. A bounced telling was annulled and
    does not stand.
    """
    subject = next((e.sequence for e in book.history if e.id == about), 0)
    named = "about" in spec.facts
    return any(
        e.kind == spec.kind
        and (named or e.sequence > subject)
        and all(e.facts.get(name) == value for name, value in facts.items())
        for e in standing(book.history)
    )
