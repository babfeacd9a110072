"""What is counted, and where one matter counts. Pure: facts and duties of a matter in, its parts out.

A share without its base says nothing, and a base that a unit can shrink is no base: who withdrew, was refused or
was moved elsewhere stays in the number received and is counted beside it.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache
from typing import Protocol

from huiying.core.kinds import N_, Line
from huiying.mechanisms.openness import events
from huiying.mechanisms.openness.measures import BY_CODE as BY_CODE
from huiying.mechanisms.openness.measures import CLUSTERED as CLUSTERED
from huiying.mechanisms.openness.measures import COLUMNS as COLUMNS
from huiying.mechanisms.openness.measures import EVERY as EVERY
from huiying.mechanisms.openness.measures import GUARDED as GUARDED
from huiying.mechanisms.openness.measures import MEASURES as MEASURES
from huiying.mechanisms.openness.measures import OWED_COLUMNS as OWED_COLUMNS
from huiying.mechanisms.openness.measures import OWN as OWN
from huiying.mechanisms.openness.measures import VISIT as VISIT
from huiying.mechanisms.openness.measures import VISIT_PACKS as VISIT_PACKS
from huiying.mechanisms.openness.measures import Form as Form
from huiying.mechanisms.openness.measures import Label as Label
from huiying.mechanisms.openness.measures import Measure as Measure
from huiying.mechanisms.openness.measures import column as column
from huiying.rulepacks import loader

DEFAULT_LIMIT = 90


class DutyLike(Protocol):
    @property
    def rule(self) -> str: ...
    @property
    def nature(self) -> str: ...
    @property
    def basis(self) -> str: ...
    @property
    def unit_id(self) -> int | None: ...
    @property
    def opened_at(self) -> datetime: ...
    @property
    def due_at(self) -> datetime | None: ...
    @property
    def state(self) -> str: ...
    @property
    def ended(self) -> bool: ...
    @property
    def void_at(self) -> datetime | None: ...
    @property
    def breached(self) -> bool: ...
    @property
    def lead(self) -> bool: ...
    @property
    def provisional(self) -> bool: ...
    @property
    def problem(self) -> tuple[str, str] | None: ...


@dataclass(frozen=True, kw_only=True, slots=True)
class Known:
    """What is known of one matter. `lines` are those that stand; `annulments` the entries put right; `duties` those
    owed to people, since a body or an officer that is owed something is no promise to the public."""

    kind: str
    imported: bool
    opened_at: datetime
    first_unit: int | None
    unit: int | None
    lines: Sequence[Line]
    annulments: Sequence[Line]
    duties: Sequence[DutyLike]


@dataclass(frozen=True, kw_only=True, slots=True)
class Wait:
    """`days` from coming in to the answer (`answered`) or to leaving unanswered; neither: still waiting `since`."""

    since: date
    days: int | None
    answered: bool


@dataclass(kw_only=True, slots=True)
class Part:
    """What one matter adds to the figures of one unit in one period. No unit: the whole service."""

    period: str
    unit: int | None
    counts: Counter[str] = field(default_factory=Counter)
    wait: Wait | None = None


@cache
def answers(rule_id: str) -> bool:
    """Whether a rule is about the answer itself: only telling the outcome meets it."""
    try:
        rule = loader.rule(rule_id)
    except loader.UnknownRule:
        return False
    kinds = {when.kind for when in rule.met_by}
    return kinds == {events.OUTCOME_TOLD} and rule.trigger.kind != events.ANSWERED


@cache
def _stopping(rule_id: str) -> frozenset[str]:
    """Kinds of event that stop the clock of a rule about the answer."""
    if not answers(rule_id):
        return frozenset()
    return frozenset(pause.starts.kind for pause in loader.rule(rule_id).pauses)


@cache
def kinds_read() -> tuple[str, ...]:
    """Kinds of event that can change a figure: our own, and whatever a rule names."""
    named = {kind for each in loader.loaded_rules().values() for kind in each.rule.kinds}
    return tuple(sorted(named | set(events.READ)))


def year_of(period: str) -> str:
    return period.partition("-")[0]


def last_day(period: str) -> date:
    """Of a year, or of a quarter of one."""
    year, _dash, quarter = period.partition("-Q")
    ends = int(quarter) * 3 if quarter else 12
    return date(int(year) + ends // 12, ends % 12 + 1, 1) - timedelta(days=1)


def periods_of(day: date, *, imported: bool = False) -> tuple[str, ...]:
    """The periods a day falls in: its quarter and its year. An imported register is shown as a whole."""
    if imported:
        return ("all",)
    return f"{day.year}-Q{(day.month + 2) // 3}", str(day.year)


Chain = Callable[[int | None], Sequence[int | None]]


def parts(
    known: Known, *, at: datetime, day_of: Callable[[datetime], date], chain: Chain
) -> list[Part]:
    """All that a matter adds, as at an instant. `chain` gives a unit and all above it, up to the whole (None)."""
    found: dict[tuple[str, int | None], Part] = {}

    def add(when: date, unit: int | None, **counts: int) -> list[Part]:
        touched = []
        for period in periods_of(when, imported=known.imported):
            for above in chain(unit):
                part = found.setdefault((period, above), Part(period=period, unit=above))
                part.counts.update(counts)
                touched.append(part)
        return touched

    if known.kind == events.KIND:
        came = next(
            (e.occurred_at for e in known.lines if e.kind == events.RECEIVED), known.opened_at
        )
        wait = _wait(known, came, day_of)
        for part in add(day_of(came), known.first_unit, **_fate(known)):
            part.wait = wait
    if not known.imported:
        for duty in _counting(known.duties):
            _add_duty(duty, at, day_of, add)
        _add_acts(known, day_of, add)
    return list(found.values())


def _add_acts(known: Known, day_of: Callable[[datetime], date], add: Callable[..., object]) -> None:
    """Tellings, with those on our word alone; exceptions, emergencies; entries put right, and what that took away."""
    for line in known.lines:
        if "word_alone" in line.facts:
            alone = int(bool(line.facts["word_alone"]))
            add(day_of(line.occurred_at), known.unit, tellings=1, word_alone=alone)
        elif line.kind == events.CONFLICT_EXCEPTED:
            add(day_of(line.occurred_at), known.unit, excepted=1)
        elif line.kind == events.EMERGENCY_OPENED:
            # Counted where whoever opened it is posted, not where it is handled.
            add(day_of(line.occurred_at), line.by_unit, emergencies=1)
    for line in known.annulments:
        took = int(bool(line.facts.get("opened_duty")))
        add(day_of(line.recorded_at), known.unit, annulled=1, annulled_duty=took)


def _counting(duties: Iterable[DutyLike]) -> list[DutyLike]:
    return [d for d in duties if d.nature == "answer" and d.lead]


@cache
def sort_of(rule_id: str) -> str:
    """Where a duty is counted: a visit by itself, whatever it hangs on; all else with its kind of matter."""
    try:
        return VISIT if loader.loaded_rule(rule_id).pack in VISIT_PACKS else OWN
    except loader.UnknownRule:
        return OWN


def label_of(basis: str) -> Label | None:
    """Whose time it is: set by a law or by an order above, or by the service itself. None where there is no time."""
    return {"law": Label.LAW, "standard": Label.STANDARD}.get(basis)


Days = Callable[[datetime], date]


def _add_duty(duty: DutyLike, at: datetime, day_of: Days, add: Callable[..., object]) -> None:
    add(day_of(duty.opened_at), duty.unit_id, opened=1, problem=int(duty.problem is not None))
    if duty.due_at is None:
        return
    if duty.state == "void" and not duty.breached:
        _sorted(duty, add, day_of(duty.void_at or duty.opened_at), gone=1)
    elif duty.due_at > at:
        if not duty.ended:
            _sorted(duty, add, day_of(duty.opened_at), open=1)
    else:
        _fell_due(duty, day_of, add)


def _fell_due(duty: DutyLike, day_of: Days, add: Callable[..., object]) -> None:
    assert duty.due_at is not None
    # A term that ends at midnight falls due on the day before.
    day = day_of(datetime.fromtimestamp(duty.due_at.timestamp() - 1, duty.due_at.tzinfo))
    if duty.provisional:
        add(day, duty.unit_id, provisional=1)
        return
    kept = int(duty.state == "met" and not duty.breached)
    add(day, duty.unit_id, due=1, kept=kept)
    _sorted(duty, add, day, due=1, kept=kept)
    if answers(duty.rule):
        add(day, duty.unit_id, answers_due=1, answers_kept=kept)


def _sorted(duty: DutyLike, add: Callable[..., object], day: date, **counts: int) -> None:
    """Beside its kind of matter and whose time it is."""
    label = label_of(duty.basis)
    if label is None:
        return
    sort = sort_of(duty.rule)
    add(day, duty.unit_id, **{column(sort, label, what): n for what, n in counts.items()})


def next_change(duties: Iterable[DutyLike], at: datetime) -> datetime | None:
    """When the next of a matter's duties falls due: until then only an event changes its parts."""
    return min(
        (d.due_at for d in _counting(duties) if d.due_at is not None and d.due_at > at),
        default=None,
    )


def _fate(known: Known) -> dict[str, int]:
    """What became of the complaint, each counted once."""
    kinds = [e.kind for e in known.lines]
    withdrawn = _stands(kinds, events.WITHDRAWN)
    refused = _stands(kinds, events.REFUSED)
    answered = events.ANSWERED in kinds
    owed = [d for d in _counting(known.duties) if answers(d.rule)]
    gone = bool(owed) and all(d.state == "void" and not d.breached for d in owed)
    return {
        "received": 1,
        "outcomes": int(answered or refused),
        "disagreed": int((answered or refused) and events.REVIEW_REQUESTED in kinds),
        "withdrawn": int(withdrawn),
        "refused": int(refused),
        "voided": int(gone and not (withdrawn or refused or answered)),
        "transferred": int(events.TRANSFERRED in kinds),
        "extended": int(events.EXTENDED in kinds),
        "paused": int(any(_stopping(d.rule) & set(kinds) for d in owed)),
    }


def _stands(kinds: Sequence[str], kind: str) -> bool:
    """Whether the last of a kind was not followed by a reopening."""
    if kind not in kinds:
        return False
    last = len(kinds) - 1 - kinds[::-1].index(kind)
    return events.REOPENED not in kinds[last:]


def _wait(known: Known, came: datetime, day_of: Callable[[datetime], date]) -> Wait:
    """An older register tells when it closed a complaint (with a finding or without), not when the person was told."""
    since = day_of(came)
    told = {events.ANSWERED, events.CLOSED} if known.imported else {events.OUTCOME_TOLD}
    answer = next((e for e in known.lines if e.kind in told), None)
    if answer is not None:
        return Wait(
            since=since, days=max((day_of(answer.occurred_at) - since).days, 0), answered=True
        )
    left = next((e for e in reversed(known.lines) if _leaves(e)), None)
    if left is not None and left.kind != events.REOPENED:
        return Wait(
            since=since, days=max((day_of(left.occurred_at) - since).days, 0), answered=False
        )
    return Wait(since=since, days=None, answered=False)


def _leaves(line: Line) -> bool:
    """Events after which nobody waits for our answer; a reopening takes that back."""
    if line.kind == events.TRANSFERRED:
        return bool(line.facts.get("outside"))
    return line.kind in {events.WITHDRAWN, events.REFUSED, events.REOPENED}


# --- counts from outside ---------------------------------------------------------------------------

# The books of others that are compared, and the channels under which we register what comes from them.
COUNTED_CHANNELS: Mapping[str, tuple[str, ...]] = {
    "110": ("110",),
    "hotline": ("telephone",),
    "petition": ("forwarded",),
    "post": ("letter",),
}
CHANNEL_NAMES: Mapping[str, str] = {
    "110": N_("the 110 line"),
    "hotline": N_("the complaints hotline"),
    "petition": N_("the petition office"),
    "post": N_("the post"),
}
