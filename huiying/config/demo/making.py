"""The making of the demonstration: matters by the portion, day by simulated day, by the services everybody uses.

A portion is one transaction: killed in the middle, it leaves nothing, and the next start makes it again. Which
portions there are is read from the receipt pads that each begins with.
"""

import gc
import json
import os
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction

from huiying.config.apps import event_specs
from huiying.config.demo import campaigns, clearing, coming_in, handled, petitions, talking
from huiying.config.demo.cases import make_cases
from huiying.config.demo.city import found_city
from huiying.config.demo.counting import enter_counts, report_missing_receipts
from huiying.config.demo.visited import visit_people
from huiying.config.demo.world import ZONE, Case, World
from huiying.core import clock
from huiying.core.duties.services import sweep
from huiying.core.ledger import queries as ledger
from huiying.core.ledger.services import print_pad
from huiying.core.notices.channels import Handed, Message, Verdict
from huiying.core.notices.claims import Claim
from huiying.core.notices.models import Channel, Notice
from huiying.core.people.services import Contact
from huiying.core.units import queries as units
from huiying.core.work.delivery import deliver
from huiying.flows import reactions
from huiying.flows.models import Mark
from huiying.mechanisms.complaints.services.withdrawing import let_withdrawals_take_effect

YEARS = timedelta(days=730)
SEED = 20261109
# What `make run` waits for, and what `huiying demo --size city` adds a number of times: a few thousand altogether.
SMALL, PORTION = 100, 400
CITY_PORTIONS = 8
SLIPS = 12

Say = Callable[[str], object]


class NotTheDemonstration(RuntimeError):
    """The database holds units that the demonstration did not make."""


def portions_made() -> int:
    """How many portions this database holds. Raises NotTheDemonstration."""
    if not units.tree():
        return 0
    bureau = units.unit_by_code("YP")
    made = [] if bureau is None else ledger.slips([bureau.id])
    if not any(row.serial.startswith("DEMO") for row in made):
        raise NotTheDemonstration
    return len({row.serial.partition("-")[0] for row in made if row.serial.startswith("DEMO")})


@dataclass(frozen=True, kw_only=True, slots=True)
class Try:
    """A matter to try as the person who brought it."""

    code: str
    stage: str


def make_portion(*, number: int, matters: int, say: Say) -> list[Try]:
    """Make one portion, the city too if it is the first; gives codes of interesting matters."""
    with transaction.atomic(), _no_collector():
        if number == 0:
            found_city()
            units.forget_tree()
        # What reacts to events has read past these days already.
        Mark.objects.all().delete()
        world = World()
        now = clock.now()
        _print_pads(world, number, now - YEARS)
        cases = _plan(world, number, matters, now)
        if number == 0:
            clearing.clear_sentences(world, now - YEARS)
        _run(world, now, say)
        tries = _worth_a_try(cases)
        if number == 0:
            tries += [Try(code=code, stage=stage) for code, stage in make_cases(world, now)]
            tries += [Try(code=code, stage=stage) for code, stage in petitions.make(world, now)]
            visit_people(world, now)
            tries += [Try(code=code, stage=stage) for code, stage in campaigns.make(world, now)]
            while sweep(now=now, limit=500) >= 500:
                pass
            petitions.say_why(world, now, {one.stage: one.code for one in tries})
        enter_counts(world, now)
        if number == 0:
            report_missing_receipts(world, now)
            clearing.hold_back(world, now)
            _keep(tries)
    return tries


@contextmanager
def _no_collector() -> Iterator[None]:
    """Nothing made here is garbage of the kind the collector looks for, and it looks for a tenth of the time."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _print_pads(world: World, number: int, at: datetime) -> None:
    for unit in (world.bureau, *world.districts):
        code = "" if unit == world.bureau else f"{units.unit(unit).code}"
        world.slips[unit] = print_pad(
            unit_id=unit, prefix=f"DEMO{number}{code}", count=SLIPS, at=at
        )


def _plan(world: World, number: int, matters: int, now: datetime) -> list[Case]:
    """Every matter's beginning goes into the diary; a few more in the last weeks, as a desk of today has them."""
    draw = random.Random(f"{SEED}-{number}")  # noqa: S311 - the same city each time
    cases = []
    for n in range(matters):
        share = draw.random() ** (0.7 if n % 5 else 0.05)
        begun = now - YEARS + share * YEARS
        own = random.Random(f"{SEED}-{number}-{n}")  # noqa: S311
        case = coming_in.drawn(world, own, _by_day(own, begun))
        world.put(case.at, case, handled.begin)
        cases.append(case)
    if number == 0:
        cases += _at_the_desk_today(world, draw, now)
    return cases


def _at_the_desk_today(world: World, draw: random.Random, now: datetime) -> list[Case]:
    """One a day, so that on any day something is due today, tomorrow and this week at the desk that visitors try."""
    ages = [(age, "acceptance") for age in range(1, 13)] + [
        (age, "answer") for age in range(27, 34)
    ]
    cases = []
    for age, waits in ages:
        own = random.Random(f"{SEED}-{waits}-{age}")  # noqa: S311
        begun = _by_day(own, now - timedelta(days=age))
        case = coming_in.waiting(world, own, begun, waits)
        world.put(begun, case, handled.begin)
        cases.append(case)
    return cases


def _by_day(draw: random.Random, at: datetime) -> datetime:
    """People write in the daytime and in the evening, hardly at night."""
    local = at.astimezone(ZONE)
    hour = draw.choices(
        range(6, 24), weights=[1, 2, 4, 6, 7, 6, 4, 4, 6, 6, 5, 4, 4, 6, 8, 7, 5, 2]
    )
    moved = local.replace(hour=hour[0], minute=draw.randint(0, 59), second=draw.randint(0, 59))
    return moved.astimezone(at.tzinfo).replace(microsecond=0)


def _run(world: World, now: datetime, say: Say) -> None:
    """Day by day until now: what is in the diary, and each night what the worker does."""
    first = world.next_at()
    if first is None:
        return
    night = _midnight(first)
    shown = 0
    post = Post()
    while night <= now:
        while (when := world.next_at()) is not None and when < night:
            world.do_next()
        _at_night(night, post)
        month = night.year * 12 + night.month
        if month != shown:
            say(f"  {night.astimezone(ZONE):%Y-%m} ...")
            shown = month
        night += timedelta(days=1)
    while (when := world.next_at()) is not None and when <= now:
        world.do_next()
    _at_night(now, post)
    reactions.run(now, 1000)


def _midnight(at: datetime) -> datetime:
    """Five past midnight after an instant: dates that ended with the day are over then."""
    local = at.astimezone(ZONE).replace(hour=0, minute=5, second=0, microsecond=0)
    return (local + timedelta(days=1)).astimezone(at.tzinfo)


def _at_night(at: datetime, post: "Post") -> None:
    while sweep(now=at, limit=500) >= 500:
        pass
    if Notice.objects.filter(next_attempt_at__lte=at).exists():
        deliver(at, 1000, senders=[post], specs=event_specs())
    let_withdrawals_take_effect(at)
    # Most nights nobody's time to be asked has come: every fifth is soon enough, and saves seconds.
    if at.toordinal() % 5 == 0:
        reactions.run(at, 1000)


class Post:
    """A mail server of the demonstration: nothing leaves the machine; it takes what it is given, mostly."""

    channel = Channel.EMAIL

    def __init__(self) -> None:
        self._draw = random.Random(SEED)  # noqa: S311

    def address_in(self, contact: Contact) -> str:
        return contact.email if contact.email.endswith(".example") else ""

    def hand_over(
        self,
        notice: Claim,
        address: str,
        message: Message,
        *,
        point_of_no_return: Callable[[], bool],
    ) -> Handed:
        if not point_of_no_return():
            return Handed(verdict=Verdict.LOST)
        refused = self._draw.random() < 0.02
        return Handed(verdict=Verdict.REFUSED if refused else Verdict.ACCEPTED)

    def close(self) -> None:
        """There is no line to hang up."""


# --- to try it ------------------------------------------------------------------------------------

_WORTH = ("reviewed", "answered", "accepted")


def _worth_a_try(cases: list[Case]) -> list[Try]:
    """The latest matter of a few stages whose person has a code."""
    found = []
    for stage in _WORTH:
        for case in reversed(cases):
            if case.code and case.holder is not None and _stage(case) == stage:
                found.append(Try(code=case.code, stage=stage))
                break
    return found


def _stage(case: Case) -> str:
    return talking.standing(case).stage.value


def _place() -> Path:
    return Path(settings.HUIYING_DEMO_KEPT)


def _keep(tries: list[Try]) -> None:
    """Codes are known only while they are made; kept for this account alone."""
    partial = _place().with_suffix(".new")
    with os.fdopen(os.open(partial, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "w") as out:
        json.dump([{"code": t.code, "stage": t.stage} for t in tries], out)
    partial.replace(_place())


def to_try() -> list[Try]:
    """The codes kept when the demonstration was made; none if the file is gone."""
    try:
        return [Try(**row) for row in json.loads(_place().read_text())]
    except (FileNotFoundError, ValueError):
        return []
