"""How many matters a second one core plans.

Measured: processor time (time.process_time: one thread, so seconds of one core, whoever else is
waiting for it) of engine.plan() alone, over 2,000 different matters of 6 events and 4 rules each;
the pack, the calendar and the events are built beforehand, as in a service that has read its rows.
Each of the 4 rules opens a duty, one of them a second one: five duties a matter. Among them are a
roll over holidays, working days, hours, a pause with a cap, an extension, a series, a ladder of
three steps and a scope question. Seven rounds; the figure is the median round's, the slowest and
the fastest stand beside it, and the same by the wall clock. Also measured: a plan of 20 rules and
50 events (60 duties), the median of 99 matters, and one of 4 rules and 1,000 events, the median of
9 rounds. Other load on the machine still costs: caches and hyperthreads are shared.

Run: python benchmarks/engine_plan.py    It prints one line of JSON.
"""

import json
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from huiying.engine.calendars import Calendar
from huiying.engine.duties import Duty, plan
from huiying.engine.events import Event, Facts
from huiying.engine.rules import Pack

MATTERS = 2000
ROUNDS = 7
TARGET = 5000
VECTORS = Path(__file__).resolve().parent.parent / "huiying" / "engine" / "tests" / "vectors"

HEAD = {
    "nature": "answer",
    "force": "regulation",
    "owed_to": "complainant",
    "owed_by": "handling-unit",
    "in_force_from": "2020-01-01",
    "trigger": {"kind": "complaint.received"},
    "void_by": [{"kind": "complaint.withdrawn"}],
    "escalate": [
        {"at": "50%", "to": "desk"},
        {"at": "due-24h", "to": "supervisor"},
        {"at": "due", "to": "chief"},
    ],
}
RULES = [
    {
        "id": "acknowledge",
        "term": {"amount": 5, "unit": "working_days"},
        "met_by": [{"kind": "complaint.acknowledged"}],
    },
    {
        "id": "answer",
        "term": {"amount": 30, "unit": "days", "roll": "next_working_day"},
        "met_by": [{"kind": "complaint.answered"}],
        "pause": [
            {
                "from": {"kind": "expert.asked"},
                "to": {"kind": "expert.reported"},
                "max": {"amount": 60, "unit": "days"},
            }
        ],
        "extension": [
            {"event": {"kind": "complaint.extended"}, "by": {"amount": 30, "unit": "days"}}
        ],
    },
    {
        "id": "progress",
        "term": {"amount": 4, "unit": "weeks"},
        "met_by": [{"kind": "progress.told"}, {"kind": "complaint.answered"}],
        "repeat": {
            "every": {"amount": 4, "unit": "weeks"},
            "from": "met",
            "until": [{"kind": "complaint.answered"}],
        },
    },
    {
        "id": "preserve",
        "term": {"amount": 24, "unit": "hours"},
        "met_by": [{"kind": "video.preserved"}],
        "needs": {"kind": "complaint.accepted", "where": {"conduct": True}},
    },
]
KINDS: tuple[tuple[str, int, Facts], ...] = (
    ("complaint.received", 0, {}),
    ("complaint.acknowledged", 30, {}),
    ("complaint.accepted", 50, {"conduct": True}),
    ("expert.asked", 100, {}),
    ("expert.reported", 300, {}),
    ("progress.told", 400, {}),
)


def pack(count: int) -> Pack:
    rules = [
        {**HEAD, **RULES[place % 4], "id": f"{RULES[place % 4]['id']}.{place}"}
        for place in range(count)
    ]
    return Pack.from_table({"id": "bench", "version": "1", "calendar": "cn", "rule": rules})


def matter(number: int, count: int) -> list[Event]:
    opened = datetime(2024, 1, 2, tzinfo=UTC) + timedelta(hours=number * 7)
    events = []
    for place in range(count):
        kind, hours, facts = KINDS[place % 6]
        at = opened + timedelta(hours=hours + (place // 6) * 500)
        if place >= 6 and kind == "complaint.received":
            kind = "note.added"
        events.append(
            Event(
                id=f"e{place}", kind=kind, occurred_at=at, recorded_at=at, sequence=place,
                facts=facts,
            )
        )  # fmt: skip
    return events


def seconds(matters: list[list[Event]], with_pack: Pack, calendar: Calendar) -> tuple[float, float]:
    """Of the core, and by the clock on the wall."""
    whens = [events[-1].recorded_at + timedelta(days=3) for events in matters]
    begun, begun_wall = process_time(), perf_counter()
    duties: list[Duty] = []
    for events, now in zip(matters, whens, strict=True):
        duties = plan(with_pack, calendar, events, now)
    taken = process_time() - begun, perf_counter() - begun_wall
    assert duties
    return taken


def main() -> None:
    table = json.loads((VECTORS / "calendars" / "cn.json").read_text(encoding="utf-8"))
    calendar = Calendar.from_table(table)
    four, twenty = pack(4), pack(20)
    matters = [matter(number, 6) for number in range(MATTERS)]
    seconds(matters[:200], four, calendar)
    rounds = [seconds(matters, four, calendar) for _ in range(ROUNDS)]
    rates = sorted(MATTERS / core for core, _ in rounds)
    wide = median(seconds([matter(number, 50)], twenty, calendar)[0] for number in range(99))
    long = median(seconds([matter(9, 1000)], four, calendar)[0] for _ in range(9))
    figure = {
        "name": "engine.plan",
        "matters_per_second": round(median(rates)),
        "slowest_round": round(rates[0]),
        "fastest_round": round(rates[-1]),
        "by_the_wall_clock": round(median(MATTERS / wall for _, wall in rounds)),
        "percent_of_target": round(100 * median(rates) / TARGET),
        "microseconds_a_matter": round(1e6 / median(rates), 1),
        "duties_a_matter": len(plan(four, calendar, matters[0], matters[0][-1].recorded_at)),
        "twenty_rules_fifty_events_ms": round(wide * 1000, 2),
        "thousand_events_ms": round(long * 1000, 2),
    }
    print(json.dumps(figure))


if __name__ == "__main__":
    main()
