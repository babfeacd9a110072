"""Cases with plans of visits: planning one, an act on one, the daily sweep, and the worklist, among ever more of them.

The planning is measured on the processor, over 300 cases of 30 events under every pack of cases. The rest is on
PostgreSQL: one case is reported, opened and planned through the services and multiplied by seeding; a thousand more are
filed through the services, so that the sweep reads and plans what it would in use.

    python -m benchmarks.cases [--sizes 100000,1000000] [--due 1000]
"""

import json
import statistics
import time
import uuid
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import click

from benchmarks import installation
from huiying.engine.duties import plan_known
from huiying.engine.events import Event, Facts, Known

SIZES = "100000,1000000"
BATCH = 200
MATTERS = 300
ACTS = 30

A, B = {"party": "a"}, {"party": "b"}
CRIMINAL: Facts = {"regime": "criminal"}
ITEM: Facts = {"item": "1", "regime": "criminal"}
OWED: Facts = {"owed": True, "enhanced": False}


def _to_both(kind: str, hours: float, **facts: str) -> list[tuple[str, float, Facts]]:
    first: Facts = {**A, **facts, "everyone": False}
    last: Facts = {**B, **facts, "everyone": True}
    return [(kind, hours, first), (kind, hours + 2, last)]


# A burglary with two victims, over five weeks.
HISTORY: list[tuple[str, float, Facts]] = [
    ("case.reported", 0, {**CRIMINAL, "channel": "walk-in", "contactable": True, "identified": True}),
    ("report.taken-orally", 0, {}),
    ("report.registered", 0, {}),
    ("person.joined", 0, {**A, "role": "victim"}),
    ("person.joined", 0, {**B, "role": "victim"}),
    ("report.acknowledged", 0.1, A),
    ("case.accepted", 1, {**CRIMINAL, "agency": False}),
    ("case.opened", 24, {**CRIMINAL, **OWED}),
    *_to_both("opening.told", 30),
    ("support.offered", 45, A),
    ("wish.set", 46, {**A, "weeks": 2, "rhythm": True}),
    ("property.listed", 50, {**ITEM, "how": "stolen"}),
    ("property.found", 200, ITEM),
    ("property.told", 201, {**A, "item": "1"}),
    ("visit.plan-set", 210, {**A, "cause": "unsolved", "weeks": 4, "agreed": True}),
    *_to_both("case-progress.told", 400),
    ("measure.taken", 500, {**OWED, "measure": "arrest"}),
    *_to_both("measure.told", 510, measure="arrest"),
    ("suspect.found", 530, {**OWED, "how": "caught"}),
    *_to_both("solved.told", 540),
    ("property.returnable", 600, ITEM),
    ("message.received", 610, A),
    ("message.answered", 620, A),
    ("property.returned", 700, ITEM),
    ("visit.made", 720, {**A, "way": "home"}),
    ("case.sent-for-prosecution", 800, OWED),
]  # fmt: skip


def planning() -> dict[str, Any]:
    """One case under all its packs, its events read once, as a service does."""
    from huiying.config.apps import PACK_TABLE
    from huiying.rulepacks import loader

    packs = [loader.pack(pack_id).pack for pack_id in PACK_TABLE["cn"]["case"]]
    with_calendars = [(pack, loader.calendar(pack.calendar)) for pack in packs]
    cases = [_history(number) for number in range(MATTERS)]

    def plan(events: list[Event]) -> int:
        known = Known(events, events[-1].recorded_at + timedelta(hours=3))
        return sum(len(plan_known(pack, calendar, known)) for pack, calendar in with_calendars)

    duties = plan(cases[0])
    rounds = []
    for _ in range(7):
        begun = time.process_time()
        for events in cases:
            plan(events)
        rounds.append((time.process_time() - begun) * 1000 / MATTERS)
    return {
        "name": "case planned",
        "ms_a_case": round(statistics.median(rounds), 3),
        "slowest_round": round(max(rounds), 3),
        "events": len(HISTORY),
        "packs": len(packs),
        "rules": sum(len(pack.rules) for pack in packs),
        "duties": duties,
    }


def _history(number: int) -> list[Event]:
    begun = datetime(2026, 3, 2, 2, tzinfo=UTC) + timedelta(hours=7 * number)
    return [
        Event(
            id=f"e{place}", kind=kind, facts=facts, sequence=place,
            occurred_at=begun + timedelta(hours=hours), recorded_at=begun + timedelta(hours=hours),
        )
        for place, (kind, hours, facts) in enumerate(HISTORY)
    ]  # fmt: skip


def measure(sizes: list[int], due: int) -> list[dict[str, Any]]:
    rows = [planning()]
    click.echo(json.dumps(rows[0]), err=True)
    with installation.postgres() as socket:
        installation.start_django(socket, "cases")
        from benchmarks.seeding import Clones, Spread
        from huiying.config.demo.city import found_city
        from huiying.core import clock

        city = found_city()
        reported = clock.now() - timedelta(days=2)
        file = _filing(city)
        # The sweep's own clock is an argument, so that its first step may lie ahead of the machine's.
        now = _first_step(file(reported))
        clones = Clones(
            city, reported, now, source=file(reported), index="cases_case", desk="cases"
        )
        for size in sizes:
            begun = time.perf_counter()
            clones.add(size - clones.made, Spread.even(city))
            _analyze()
            click.echo(f"{size:,} cases laid in {time.perf_counter() - begun:.0f} s", err=True)
            _settle(now)
            matters = [file(reported) for _ in range(due)]
            rows.append(
                {
                    "name": "cases",
                    "cases": size,
                    "due": due,
                    **_swept(now),
                    **_acts(city, matters, now),
                    **_listed(city),
                }
            )
            click.echo(json.dumps(rows[-1]), err=True)
    return rows


def _filing(city: Any) -> Callable[[datetime], uuid.UUID]:
    """A burglary reported at a district, opened, with a visit every four weeks: each act by the service of that act."""
    from huiying.core.kinds import Actor, ActorKind, PartyRole, SeatRole
    from huiying.core.people.services import Contact
    from huiying.core.units import queries as units
    from huiying.core.units.services import add_officer, post_officer
    from huiying.mechanisms.cases.services import deciding
    from huiying.mechanisms.cases.services.registering import Bringing, Report, report_case
    from huiying.mechanisms.visits.services.planning import plan_visits

    district = city.districts[0]
    officer = add_officer(number="900001", zh="蔡明", en="Cai Ming")
    since = datetime(2020, 1, 1, tzinfo=UTC)
    post_officer(officer_id=officer, unit_id=district, role=SeatRole.CASES, since=since)

    def file(at: datetime) -> uuid.UUID:
        seats = units.seats_of(officer, at)
        by = Actor(kind=ActorKind.STAFF, name="cai", officer_id=officer, seats=seats)
        victim = Bringing(
            role=PartyRole.VICTIM,
            contact=Contact(name="林小满", phone="13800000000"),
            reported=True,
        )
        made = report_case(
            report=Report(crime="burglary", people=(victim,), unit=district, read_back=True),
            by=by, at=at,
        )  # fmt: skip
        deciding.accept_case(matter_id=made.matter_id, regime="criminal", by=by, at=at)
        deciding.open_case(matter_id=made.matter_id, regime="criminal", by=by, at=at)
        plan_visits(
            matter_id=made.matter_id, party_id=made.parties[0], cause="unsolved", weeks=4,
            agreed=True, by=by, at=at,
        )  # fmt: skip
        return made.matter_id

    return file


def _first_step(matter: uuid.UUID) -> datetime:
    """The first instant at which a fresh case goes up a step of a ladder."""
    from huiying.core.duties.models import Duty
    from huiying.core.duties.services import sweep

    while True:
        found = Duty.objects.filter(matter_id=matter, next_check_at__isnull=False)
        at = found.order_by("next_check_at").values_list("next_check_at", flat=True)[0]
        assert at is not None
        sweep(now=at)
        if _steps():
            return at


def _steps() -> int:
    from huiying.core.ledger import events
    from huiying.core.ledger.models import Event as Row

    return Row.objects.filter(kind=events.ESCALATED.kind).count()


def _settle(now: datetime) -> int:
    from huiying.core.duties.services import sweep

    done = 0
    while found := sweep(now=now, limit=BATCH):
        done += found
    return done


def _analyze() -> None:
    from benchmarks.seeding import analyze

    analyze()


def _swept(now: datetime) -> dict[str, Any]:
    before, begun, cpu = _steps(), time.perf_counter(), time.process_time()
    _settle(now)
    took, spent = time.perf_counter() - begun, time.process_time() - cpu
    return {
        "sweep_seconds": round(took, 3),
        "sweep_cpu": round(spent, 3),
        "steps": _steps() - before,
    }


def _acts(city: Any, matters: list[uuid.UUID], now: datetime) -> dict[str, Any]:
    """An act on a case, whole by the clock; and what of it brings the duties in line, on the processor."""
    from huiying.core.duties import services
    from huiying.core.kinds import Act, system
    from huiying.mechanisms.cases import of_people

    inner, whole = [], []
    for matter in matters[:ACTS]:
        begun = time.perf_counter()
        with services.acting(
            matter_id=matter, act=Act.WORK, by=system("benchmark"), at=now
        ) as book:
            book.record(of_people.NEEDS_SET, {"party": "", "language": "zh-hans"})
            cpu = time.process_time()
            services.sync(book)
            inner.append((time.process_time() - cpu) * 1000)
        whole.append((time.perf_counter() - begun) * 1000)
    return {
        "sync_ms": round(statistics.median(inner), 2),
        "act_ms": round(statistics.median(whole), 2),
    }


def _listed(city: Any) -> dict[str, Any]:
    from benchmarks.seeding import open_duties
    from huiying.core import clock
    from huiying.core.access.among import Seen
    from huiying.core.duties import queries_desk
    from huiying.core.kinds import Actor, ActorKind
    from huiying.core.units import queries as units
    from huiying.core.units.models import Posting

    now = clock.now()
    posting = Posting.objects.get(role="cases", unit_id=city.districts[0])
    by = Actor(
        kind=ActorKind.STAFF, name="cai", officer_id=posting.officer_id,
        seats=units.seats_of(posting.officer_id, now),
    )  # fmt: skip
    wanted = queries_desk.Wanted()
    edges = queries_desk.Edges(
        now=now, today_ends=now + timedelta(hours=6), week_ends=now + timedelta(days=6)
    )
    return {
        "open": open_duties(),
        "list_ms": _p50(lambda: queries_desk.worklist(by=by, wanted=wanted)),
        "desk_ms": _p50(
            lambda: queries_desk.desk(seen=Seen(by=by), wanted=wanted, whole=wanted, edges=edges)
        ),
    }


def _p50(read: Callable[[], Any]) -> float:
    read()
    times = []
    for _ in range(30):
        begun = time.perf_counter()
        assert read()
        times.append((time.perf_counter() - begun) * 1000)
    return round(statistics.median(times), 2)


@click.command()
@click.option("--sizes", default=SIZES, show_default=True)
@click.option("--due", default=1000, show_default=True)
def main(sizes: str, due: int) -> None:
    """Cases with plans, at growing numbers of them."""
    for row in measure([int(n) for n in sizes.split(",")], due):
        click.echo(json.dumps(row, ensure_ascii=False))


if __name__ == "__main__":
    main()
