"""What is counted, and where one matter counts. Pure: facts and duties of a matter in, its parts out.

A share without its base says nothing, and a base that a unit can shrink is no base: who withdrew, was refused or
was moved elsewhere stays in the number received and is counted beside it.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from typing import Protocol

from huiying.core.kinds import N_, Line
from huiying.mechanisms.openness import events
from huiying.rulepacks import loader

# Whom a duty must be owed to, to count as a promise to the public.
OWED_TO_PEOPLE = frozenset({"complainant", "reporter", "forwarder"})
DEFAULT_LIMIT = 90


class Form(StrEnum):
    COUNT = "count"
    SHARE = "share"
    DAYS = "days"


@dataclass(frozen=True, kw_only=True, slots=True)
class Measure:
    """`number` of `of`. `strict`: what people did, or what befell few of them, is hidden below the threshold too;
    how the service kept its promises is shown as soon as enough fell due."""

    code: str
    form: Form
    number: str
    of: str
    label: str
    how: str
    strict: bool = False


MEASURES: tuple[Measure, ...] = (
    Measure(
        code="received", form=Form.COUNT, number="received", of="received",
        label=N_("Complaints received"),
        how=N_(
            "Every complaint that came in during the period, by whatever way. It stays counted, whatever "
            "became of it. It is counted at the unit that has to answer, not at the one complained of: a "
            "complaint received is no mark against anybody."
        ),
    ),
    Measure(
        code="in-time", form=Form.SHARE, number="answers_kept", of="answers_due",
        label=N_("Answered in time"),
        how=N_(
            "Of all answers that fell due in the period, those that had reached the person by then. An "
            "answer that was never given counts as missed. Several answers on one complaint hang together; "
            "the likely range allows for that."
        ),
    ),
    Measure(
        code="promises", form=Form.SHARE, number="kept", of="due",
        label=N_("All that was owed, in time"),
        how=N_("The same for everything owed to people: receipts, first contact, progress, answers, notices."),
    ),
    Measure(
        code="wait", form=Form.DAYS, number="", of="received",
        label=N_("Half had their answer after"),
        how=N_(
            "Days from the day a complaint came in until its outcome reached the person. Complaints still "
            "open count as waiting, so leaving hard ones undone does not make this look better (Kaplan and "
            "Meier)."
        ),
    ),
    Measure(
        code="disagreed", form=Form.SHARE, number="disagreed", of="outcomes", strict=True,
        label=N_("Disagreed with the outcome"),
        how=N_(
            "Of the complaints received in the period that were answered or refused, those where the person "
            "disagreed and another unit looks again."
        ),
    ),
    Measure(
        code="withdrawn", form=Form.SHARE, number="withdrawn", of="received", strict=True,
        label=N_("Withdrawn"),
        how=N_(
            "Of the complaints received, those the person withdrew, after another unit spoke with them "
            "alone."
        ),
    ),
    Measure(
        code="refused", form=Form.SHARE, number="refused", of="received", strict=True,
        label=N_("Refused"),
        how=N_("Of the complaints received, those we did not take up."),
    ),
    Measure(
        code="voided", form=Form.SHARE, number="voided", of="received", strict=True,
        label=N_("No answer owed any more, for another reason"),
        how=N_(
            "Of the complaints received, those that left our hands without an answer, a refusal or a "
            "withdrawal, such as by a transfer to another body."
        ),
    ),
    Measure(
        code="transferred", form=Form.SHARE, number="transferred", of="received", strict=True,
        label=N_("Transferred"),
        how=N_("Of the complaints received, those passed to another unit at least once."),
    ),
    Measure(
        code="paused", form=Form.SHARE, number="paused", of="received",
        label=N_("Clock stopped"),
        how=N_(
            "Of the complaints received, those where the time to answer was stopped at least once, such as "
            "while we waited for the person's answer."
        ),
    ),
    Measure(
        code="extended", form=Form.SHARE, number="extended", of="received",
        label=N_("Extended"),
        how=N_("Of the complaints received, those where we took more time."),
    ),
    Measure(
        code="word-alone", form=Form.SHARE, number="word_alone", of="tellings",
        label=N_("Told, by our word alone"),
        how=N_(
            "Of all times somebody was told something in the period, those for which nothing but our own "
            "entry stands, such as a call nobody else recorded."
        ),
    ),
    Measure(
        code="annulled", form=Form.SHARE, number="annulled_duty", of="annulled",
        label=N_("Put right, and a duty fell away"),
        how=N_(
            "Of the wrong entries put right in the period, those that took a duty of ours away. The person "
            "is told each time."
        ),
    ),
    Measure(
        code="excepted", form=Form.COUNT, number="excepted", of="excepted",
        label=N_("Handled by exception from the rule on recent partners"),
        how=N_(
            "How often in the period the level above let an officer handle a complaint although they had lately "
            "served with somebody complained of. Each time a reason is on record and oversight is told."
        ),
    ),
    Measure(
        code="emergencies", form=Form.COUNT, number="emergencies", of="emergencies",
        label=N_("Read in an emergency by somebody outside"),
        how=N_(
            "How often in the period somebody of the unit opened a complaint that they may not see otherwise. The "
            "person reads it on their page, and oversight looks into each."
        ),
    ),
    Measure(
        code="provisional", form=Form.COUNT, number="provisional", of="provisional",
        label=N_("Provisional dates"),
        how=N_("Dates in a year whose calendar of days off is not out yet. They are left out of what fell due."),
    ),
    Measure(
        code="undated", form=Form.SHARE, number="problem", of="opened",
        label=N_("Dates that could not be worked out"),
        how=N_("Of all that came to be owed in the period, what hangs on a date that was given wrongly."),
    ),
)  # fmt: skip
BY_CODE: Mapping[str, Measure] = {m.code: m for m in MEASURES}
# Counts that a page may show only where they are large enough, here and by subtraction.
GUARDED: tuple[str, ...] = tuple(
    dict.fromkeys([m.of for m in MEASURES] + [m.number for m in MEASURES if m.strict])
)
COLUMNS: tuple[str, ...] = tuple(dict.fromkeys(c for m in MEASURES for c in (m.number, m.of) if c))
# Several of these hang on one matter: their squares are kept, for the interval.
CLUSTERED: tuple[str, ...] = ("in-time", "promises", "word-alone", "undated")


class DutyLike(Protocol):
    @property
    def rule(self) -> str: ...
    @property
    def nature(self) -> str: ...
    @property
    def owed_to(self) -> str: ...
    @property
    def unit_id(self) -> int | None: ...
    @property
    def opened_at(self) -> datetime: ...
    @property
    def due_at(self) -> datetime | None: ...
    @property
    def state(self) -> str: ...
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
    """What is known of one matter. `lines` are those that stand; `annulments` the entries put right."""

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

    received = next((e for e in known.lines if e.kind == events.RECEIVED), None)
    came = received.occurred_at if received else known.opened_at
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
    return [d for d in duties if d.nature == "answer" and d.lead and d.owed_to in OWED_TO_PEOPLE]


def _add_duty(
    duty: DutyLike, at: datetime, day_of: Callable[[datetime], date], add: Callable[..., object]
) -> None:
    add(day_of(duty.opened_at), duty.unit_id, opened=1, problem=int(duty.problem is not None))
    if duty.due_at is None or duty.due_at > at or (duty.state == "void" and not duty.breached):
        return
    # A term that ends at midnight falls due on the day before.
    day = day_of(datetime.fromtimestamp(duty.due_at.timestamp() - 1, duty.due_at.tzinfo))
    if duty.provisional:
        add(day, duty.unit_id, provisional=1)
        return
    kept = int(duty.state == "met" and not duty.breached)
    add(day, duty.unit_id, due=1, kept=kept)
    if answers(duty.rule):
        add(day, duty.unit_id, answers_due=1, answers_kept=kept)


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
    """An older register tells when it closed a complaint, not when that reached the person."""
    since = day_of(came)
    told = events.ANSWERED if known.imported else events.OUTCOME_TOLD
    answer = next((e for e in known.lines if e.kind == told), None)
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
