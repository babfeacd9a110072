"""Random rules and the events of one matter, for the properties."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import strategies as st

from huiying.engine.calendars import Calendar
from huiying.engine.events import Event
from huiying.engine.rules import Pack

_FOLDER = Path(__file__).parent / "vectors" / "calendars"


def _calendar(name):
    return Calendar.from_table(json.loads((_FOLDER / f"{name}.json").read_text(encoding="utf-8")))


def _short(zone):
    """Few days off, short coverage: much of what is asked lies outside it."""
    return Calendar.from_table({
        "id": zone, "zone": zone, "weekend": [5, 6],
        "days_off": ["2026-03-26", "2026-04-30", "2026-11-02"], "working_days": ["2026-04-03"],
        "covered_from": "2026-02-15", "covered_until": "2026-11-15",
    })  # fmt: skip


# Clocks change at midnight in Cairo and Havana, by half an hour on Lord Howe.
CALENDARS = [
    _calendar("cn"), _calendar("england-wales"), _short("Africa/Cairo"),
    _short("America/Havana"), _short("Australia/Lord_Howe"), _short("America/St_Johns"),
]  # fmt: skip
calendars = st.sampled_from(CALENDARS)

# Around both clock changes of 2026 and the Chinese holidays.
EPOCHS = [datetime(2026, month, 20, 14, 30, tzinfo=UTC) for month in (2, 3, 4, 9, 10, 12)]


def moments(hours=1500):
    return st.builds(
        lambda epoch, after: epoch + timedelta(minutes=30 * after),
        st.sampled_from(EPOCHS),
        st.integers(0, hours * 2),
    )


@st.composite
def counted_terms(draw, units=("hours", "days", "working_days", "weeks", "months", "years")):
    unit = draw(st.sampled_from(units))
    most = {"hours": 200, "days": 40, "working_days": 25, "weeks": 5, "months": 3, "years": 1}
    term = {"amount": draw(st.integers(1, most[unit])), "unit": unit}
    if unit == "hours":
        return term
    term["first_day"] = draw(st.sampled_from(["excluded", "included"]))
    if unit != "working_days":
        term["roll"] = draw(st.sampled_from(["none", "next_working_day"]))
    if term["first_day"] == "excluded":
        term["ends"] = draw(st.sampled_from(["end_of_day", "moment"]))
    return term


@st.composite
def terms(draw):
    term = draw(counted_terms())
    shape = draw(st.sampled_from(["plain", "plain", "plain", "amount", "date"]))
    if shape == "amount":
        return {**term, "amount": {"fact": "n"}}
    if shape == "date":
        return {"at_fact": "due_on", "roll": draw(st.sampled_from(["none", "next_working_day"]))}
    return term


def maybe(draw, strategy, share=3):
    return draw(strategy) if draw(st.integers(1, share)) == 1 else None


@st.composite
def extensions(draw, in_hours):
    unit = "hours" if in_hours else draw(st.sampled_from(["days", "working_days", "months"]))
    length = {"amount": draw(st.integers(1, 30)), "unit": unit}
    kind = draw(st.sampled_from(["by", "up_to", "to", "to-fact"]))
    extension = {
        "event": {"kind": f"term.{kind.replace('_', '-')}"},
        "times": draw(st.integers(1, 2)),
    }
    if kind == "to":
        extension["to"] = {**length, "amount": length["amount"] * 2}
    elif kind == "to-fact":
        extension["to"] = {"at_fact": "due_on"}
    else:
        extension[kind] = length
    if maybe(draw, st.just(True)):
        extension["needs_facts"] = ["approver"]
    return extension


@st.composite
def rules(draw, name="r", caps=True, plain=False):
    """A valid rule; `plain` leaves out what only pauses, series and scope can show."""
    term = draw(counted_terms() if plain else terms())
    in_hours = term.get("unit") == "hours"
    right = maybe(draw, st.just(True), 4) is not None
    rule = {
        "id": name, "nature": "right" if right else "answer",
        "force": draw(st.sampled_from(["statute", "agency-standard"])),
        "owed_to": "person", "owed_by": "unit", "in_force_from": "2020-01-01",
        "trigger": {"kind": "matter.opened"}, "met_by": [{"kind": "answer.given"}],
        "void_by": [{"kind": "matter.withdrawn"}], "group": draw(st.sampled_from(["g", name])),
    }  # fmt: skip
    if maybe(draw, st.just(True), 6):
        rule.update(no_number="without delay", standard=term)
    else:
        rule["term"] = term
    if maybe(draw, st.just(True)):
        rule["match"] = ["person"]
    if maybe(draw, st.just(True), 2):
        rule["extension"] = draw(st.lists(extensions(in_hours), min_size=1, max_size=2))
        if right:
            rule["extension"][0]["before_expiry"] = draw(st.booleans())
    if maybe(draw, st.just(True), 2):
        rule["pause"] = [
            {"from": {"kind": f"clock.stopped{n}"}, "to": {"kind": f"clock.resumed{n}"}}
            for n in range(draw(st.integers(1, 2)))
        ]
        if caps and draw(st.booleans()):
            unit = "hours" if in_hours else "days"
            rule["pause"][0]["max"] = {"amount": draw(st.integers(1, 12)), "unit": unit}
    if not (plain or right) and maybe(draw, st.just(True), 2):
        rule["repeat"] = draw(repeats(term))
    if not right:
        at = st.sampled_from(["50%", "due-24h", "due", "due+3d", "open+5d", "due-2d"])
        step = st.builds(lambda at: {"at": at, "to": f"who {at}"}, at)
        rule["escalate"] = draw(st.lists(step, max_size=3))
    if not plain and maybe(draw, st.just(True), 4):
        question = {"zh": "属于范围吗？", "en": "Is it in scope?"}
        rule["needs"] = {"kind": "scope.answered", "where": {"yes": True}, "question": question}
    return rule


@st.composite
def repeats(draw, term):
    starts = draw(st.sampled_from(["met", "due", "trigger"]))
    units = [term["unit"]] if "unit" in term else ["days"]
    if starts == "trigger" and "unit" not in term:
        starts = "due"
    every = draw(counted_terms(units))
    if maybe(draw, st.just(True), 4):
        every["amount"] = {"fact": "n"}
    return {"every": every, "from": starts, "until": [{"kind": "matter.closed"}]}


KINDS = [
    "matter.opened", "answer.given", "answer.given", "matter.withdrawn", "term.by", "term.up-to",
    "term.to", "term.to-fact", "clock.stopped0", "clock.resumed0", "clock.stopped1",
    "clock.resumed1", "scope.answered", "matter.closed", "note.added", "event.annulled",
]  # fmt: skip

odd_values = st.one_of(
    st.text(max_size=12), st.integers(), st.booleans(), st.floats(),
    st.sampled_from(["", "2026-02-30", "2026-13-01", "0000-00-00", "9999-12-31", "1900-01-01",
                     "2199-12-31", "2199-12-31T23:59-23:59", "2026-03-29T25:00Z", "٢٠٢٦-٠٣-٠١"]),
)  # fmt: skip
days = st.builds(
    lambda moment, suffix: moment.strftime("%Y-%m-%d") + suffix,
    moments(3000),
    st.sampled_from(["", "", "T17:00Z", "T09:30:15+08:00"]),
)


numbers = st.one_of(st.integers(1, 9), st.integers(1, 9), odd_values)
dues = st.one_of(days, days, odd_values)
EVENT_IDS = [f"e{n}" for n in range(12)]
FACTS: dict[str, dict] = {
    "matter.opened": {"n": numbers, "due_on": dues},
    "term.to-fact": {"due_on": dues},
    "term.up-to": {"amount": st.one_of(st.integers(0, 20), odd_values)},
    "scope.answered": {"yes": st.booleans()},
    "event.annulled": {"event": st.sampled_from(EVENT_IDS)},
}
PERSONS = ["p1", "p1", "p1", "p2"]


@st.composite
def facts(draw, kind):
    found = {name: draw(values) for name, values in FACTS.get(kind, {}).items()}
    if draw(st.integers(0, 7)):
        found["person"] = draw(st.sampled_from(PERSONS))
    if kind.startswith("term.") and draw(st.integers(0, 3)):
        found["approver"] = "u1"
    return found


@st.composite
def happenings(draw, place, epoch, kind=None):
    kind = kind or draw(st.sampled_from(KINDS))
    occurred = epoch + timedelta(minutes=30 * draw(st.integers(0, 3500)))
    delay = draw(st.sampled_from([0, 0, 0, 1, 24, 72, 73, 300]))
    return Event(
        id=f"e{place}", kind=kind, occurred_at=occurred, facts=draw(facts(kind)),
        recorded_at=occurred + timedelta(hours=delay), sequence=draw(st.integers(0, 20)),
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Matter:
    pack: Pack
    calendar: Calendar
    events: tuple
    now: datetime

    @property
    def all_known(self):
        return max(event.recorded_at for event in self.events)


@st.composite
def matters(draw, caps=True, plain=False, most=12):
    rule_tables = [
        draw(rules(name=f"r{n}", caps=caps, plain=plain)) for n in range(draw(st.integers(1, 2)))
    ]
    table = {
        "id": "p", "calendar": "c", "tolerance_hours": draw(st.sampled_from([0, 24, 72])),
        "due_soon": draw(st.sampled_from(["75%", "due-24h", "1%"])), "rule": rule_tables,
    }  # fmt: skip
    epoch = draw(st.sampled_from(EPOCHS))
    events = [draw(happenings(0, epoch, "matter.opened"))]
    events += [draw(happenings(n, epoch)) for n in range(1, draw(st.integers(2, most)))]
    now = epoch + timedelta(hours=draw(st.integers(0, 3000)))
    return Matter(
        pack=Pack.from_table(table), calendar=draw(calendars), events=tuple(events), now=now
    )
