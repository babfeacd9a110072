"""A case follows the records system it is from: what is new there is recorded here, each event once, with its own time.

The source says how things stand; what is owed for it, and to whom, is found out here. Sent again, nothing is twice.
"""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from huiying.core.duties.services import acting, opening
from huiying.core.kinds import N_, Act, Actor, Declined, Fact, PartyRole, system
from huiying.core.ledger.book import Book
from huiying.core.ledger.handing import Handover
from huiying.core.units import queries as units
from huiying.mechanisms.cases import choices, events, of_property, rules
from huiying.mechanisms.cases.models import Case, Taken
from huiying.mechanisms.cases.rules import Move
from huiying.mechanisms.cases.sent import Happened, Mistake, Someone, State, check
from huiying.mechanisms.cases.services import belongings, deciding, going_on
from huiying.mechanisms.cases.services.registering import (
    Bringing,
    Report,
    add_units,
    bring_in,
    facts_of,
)
from huiying.mechanisms.cases.services.shape import NotAChoice, chosen, keep_index, read, said
from huiying.mechanisms.cases.services.source_changes import follow_kind, follow_unit
from huiying.mechanisms.cases.standing import Stage

MOST_ITEM = 20


@dataclass(frozen=True, kw_only=True, slots=True)
class Kept:
    """What came of it: how many events were new, and how many were known."""

    matter_id: uuid.UUID
    ref: str
    stage: str
    created: bool
    taken: int
    known: int


@transaction.atomic
def keep_in_step(*, state: State, source: str, at: datetime) -> Kept:
    """Bring a case in line with its source. All of it is taken, or nothing. Raises Mistake."""
    by = system(f"source:{source}"[:60])
    unit = units.unit_by_code(state.unit)
    if unit is None or unit.closed:
        raise Mistake("unit", N_("There is no unit with this code."))
    check(state, at)
    found = Case.objects.select_related("matter").filter(source=source, number=state.number).first()
    if found is None:
        return _new(state, source, unit.id, by, at)
    with acting(matter_id=found.matter_id, act=Act.WORK, by=by, at=at) as book:
        follow_kind(book, state.crime)
        follow_unit(book, unit.id)
        taken, known = _bring_up(book, state, source)
        keep_index(book)
        return _kept(book, created=False, taken=taken, known=known)


def _new(state: State, source: str, unit: int, by: Actor, at: datetime) -> Kept:
    with opening(
        kind=events.KIND,
        by=by,
        at=at,
        opened_at=state.reported_at,
        source_key=f"case:{source}:{state.number}"[:120],
    ) as book:
        report = Report(
            crime=state.crime, channel="system", regime=state.regime, number=state.number
        )
        facts = facts_of(report, source)
        if state.month_only:
            facts["month_only"] = True
        reported = book.record(events.REPORTED, facts, occurred_at=state.reported_at)
        add_units(book, unit, reported)
        taken, known = _bring_up(book, state, source)
        keep_index(book)
        return _kept(book, created=True, taken=taken, known=known)


def _kept(book: Book, *, created: bool, taken: int, known: int) -> Kept:
    return Kept(
        matter_id=book.matter.pk,
        ref=book.matter.ref,
        stage=read(book).stage.value,
        created=created,
        taken=taken,
        known=known,
    )


def _bring_up(book: Book, state: State, source: str) -> tuple[int, int]:
    """People first, so that what is new is told to them; then what happened, in the order of time."""
    ids = [*(p.id for p in state.people), *(e.id for e in state.happened)]
    keys = {id_: key_of(source, state.number, id_) for id_ in ids}
    known = set(Taken.objects.filter(pk__in=keys.values()).values_list("pk", flat=True))
    _hand(book, state.handler)
    for person in state.people:
        if keys[person.id] not in known:
            _bring_person(book, person)
            _remember(book, keys[person.id])
    fresh = [one for one in state.happened if keys[one.id] not in known]
    for one in sorted(fresh, key=lambda one: one.at):
        take(book, one)
        _remember(book, keys[one.id])
    return len(fresh), len(state.happened) - len(fresh)


def key_of(source: str, number: str, id_: str) -> str:
    return f"{source}\n{number}\n{id_}"[:200]


def take_into(book: Book, state: State, source: str, seen: set[str]) -> list[str]:
    """Record what is new of an imported case, each event for itself; gives the sentences of those that don't fit how
    the case stands. `seen`: keys of what this run has taken and not written yet."""
    declined: list[str] = []
    keys = {one.id: key_of(source, state.number, one.id) for one in state.happened}
    known = set(Taken.objects.filter(pk__in=keys.values()).values_list("pk", flat=True))
    for one in state.happened:
        if keys[one.id] in known | seen:
            continue
        try:
            take(book, one)
        except Declined as wrong:
            declined.append(wrong.sentence)
        # What did not fit is not tried again with every run: it was said, and the source can put it right.
        seen.add(keys[one.id])
        _remember(book, keys[one.id])
    return declined


def _remember(book: Book, key: str) -> None:
    book.batch.add(Taken(key=key, matter_id=book.matter.pk, at=book.at))


def _hand(book: Book, number: str) -> None:
    """Who has it in hand there has it here, where the officer is known and posted in the unit."""
    officer = units.officer_by_number(number) if number else None
    held = book.party(PartyRole.ASSIGNED)
    if officer is None or (held is not None and held.officer_id == officer.id):
        return
    if book.matter.in_charge_id in units.units_of(officer.id, book.at):
        assigned = book.record(events.ASSIGNED, {"officer": officer.id})
        book.replace_party(PartyRole.ASSIGNED, event=assigned, officer=officer.id)


def _bring_person(book: Book, someone: Someone) -> None:
    handover = Handover.SENT if someone.contact.email else Handover.NONE
    person = Bringing(
        role=PartyRole(someone.role),
        contact=someone.contact,
        language=someone.reads,
        reported=someone.role in {"reporter", "accuser"},
        handover=handover,
    )
    bring_in(book, person, book.history[0])


def take(book: Book, one: Happened) -> None:
    """Record one event of the source. Raises Mistake."""
    where = f"events/{one.id}"
    if one.at > book.at:
        raise Mistake(f"{where}/at", N_("This lies in the future."))
    kind = KINDS.get(one.kind)
    if kind is None:
        raise Mistake(f"{where}/kind", N_("There is no kind of event with this name."))
    move, record = kind
    try:
        if not _comes_late(book, one):
            rules.decide(move, read(book))
        record(book, one)
    except Mistake:
        raise
    except Declined as declined:
        raise Mistake(where, declined.sentence, **declined.params) from None


def _comes_late(book: Book, one: Happened) -> bool:
    """An acceptance that is sent after what it led to: it is put on record, and changes nothing."""
    standing = read(book)
    return (
        one.kind == "accepted"
        and standing.stage in {Stage.OPEN, Stage.NOT_OPENED, Stage.PROSECUTED}
        and not standing.accepted
    )


# --- what a source can say ---------------------------------------------------------------------------


def _value(one: Happened, name: str, table: Mapping[str, str], sentence: str) -> str:
    return chosen(one.values.get(name, ""), table, sentence)


def _accepted(book: Book, one: Happened) -> None:
    regime = _value(one, "regime", choices.REGIMES, N_("Choose which kind of procedure it is."))
    deciding.accepted(book, regime, agency=False, occurred_at=one.at)


def _opened(book: Book, one: Happened) -> None:
    given = one.values.get("regime", "") or read(book).regime
    regime = chosen(given, choices.REGIMES, N_("Choose which kind of procedure it is."))
    deciding.opened(book, regime, one.at)


def _not_opened(book: Book, one: Happened) -> None:
    ground = _value(
        one, "ground", choices.GROUNDS, N_("Choose the ground on which no case is opened.")
    )
    words = {
        name: said(one.values.get(name, ""), N_("A refusal says why, and what can be done."))
        for name in ("reason", "remedy")
    }
    deciding.not_opened(book, ground, words, agency=False, occurred_at=one.at)


def _not_investigated(book: Book, one: Happened) -> None:
    deciding.not_investigated(book, _why(one), occurred_at=one.at)


def _why(one: Happened) -> dict[str, str]:
    return {"reason": said(one.values.get("reason", ""), N_("Say why: the person reads it."))}


def _with(spec: str, tells: str, **tables: Mapping[str, str]) -> Callable[[Book, Happened], None]:
    """An event that needs choices, and tells who is owed it."""

    def record(book: Book, one: Happened) -> None:
        facts: dict[str, Fact] = {
            name: _value(one, name, table, N_("Choose from the values that are listed."))
            for name, table in tables.items()
        }
        known = events.BY_KIND[spec]
        words = {n: one.values[n] for n in known.texts if one.values.get(n)}
        if "reason" in known.texts and book.matter.packs:
            # What is told to somebody says why; of the past nobody is told.
            words |= _why(one)
        going_on.happened(book, known, events.BY_KIND[tells], facts, words, occurred_at=one.at)

    return record


def _measure(book: Book, one: Happened) -> None:
    """Told only where an officer decided that: from a system it is put on record."""
    measure = _value(one, "measure", choices.MEASURES, N_("Choose the measure."))
    facts: dict[str, Fact] = {
        "measure": measure,
        "owed": False,
        "enhanced": read(book).enhanced,
    }
    book.record(events.MEASURE_TAKEN, facts, occurred_at=one.at)


def _listed(book: Book, one: Happened) -> None:
    how = _value(one, "how", choices.PROPERTY_HOW, N_("Choose what it has to do with the case."))
    what = said(one.values.get("what", ""), N_("Say what it is, so that its owner knows it."))
    harmed = [m.party for m in read(book).members.values() if m.role in {"victim", "injured"}]
    item = one.values.get("item", "") or str(len(read(book).things) + 1)
    if item in read(book).things or len(item) > MOST_ITEM:
        raise NotAChoice(N_("Each thing of a case has a number of its own, of 1 to 20 characters."))
    facts: dict[str, Fact] = {
        "item": item,
        "how": how,
        "party": harmed[0] if len(harmed) == 1 else "",
        "regime": read(book).regime,
    }
    listed = book.record(of_property.LISTED, facts, {"what": what}, occurred_at=one.at)
    belongings.tell_owner(book, str(facts["item"]), listed)


def _thing(step: str) -> Callable[[Book, Happened], None]:
    return lambda book, one: belongings.moved(
        book, one.values.get("item", ""), step, occurred_at=one.at
    )


def _returned(book: Book, one: Happened) -> None:
    evidence = _value(
        one, "evidence", choices.RETURN_EVIDENCE, N_("Choose what shows that it was given back.")
    )
    belongings.returned(book, one.values.get("item", ""), evidence, occurred_at=one.at)


KINDS: dict[str, tuple[Move, Callable[[Book, Happened], None]]] = {
    "accepted": (Move.ACCEPT, _accepted),
    "opened": (Move.OPEN, _opened),
    "not-opened": (Move.DO_NOT_OPEN, _not_opened),
    "no-investigation": (Move.NO_INVESTIGATION, _not_investigated),
    "measure": (Move.MEASURE, _measure),
    "suspect-found": (Move.FOUND, _with("suspect.found", "solved.told", how=choices.FOUND)),
    "sent-for-prosecution": (Move.SEND, _with("case.sent-for-prosecution", "prosecution.told")),
    "withdrawn": (Move.WITHDRAW, _with("case.withdrawn", "case-withdrawal.told")),
    "concluded": (
        Move.CONCLUDE,
        _with("case.concluded", "conclusion.told", how=choices.CONCLUSIONS),
    ),
    "penalty-decided": (
        Move.PENALTY,
        _with("penalty.decided", "penalty.told", decision=choices.PENALTIES),
    ),
    "limit-reached": (
        Move.LIMIT,
        _with("limit.reached", "limit.explained", offender=choices.OFFENDERS),
    ),
    "court-outcome": (Move.COURT, _with("outcome.reached", "court-outcome.told")),
    "property-listed": (Move.LIST_PROPERTY, _listed),
    "property-found": (Move.PROPERTY, _thing("found")),
    "property-returnable": (Move.PROPERTY, _thing("returnable")),
    "property-returned": (Move.PROPERTY, _returned),
}
