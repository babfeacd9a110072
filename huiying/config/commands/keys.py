"""`huiying keys`: the ring of keys that seal personal data, its rotation, and what each key still seals."""

import sys
import time
from collections.abc import Mapping

import click

from huiying.config import ready, secrets
from huiying.config.commands.keys_outside import outside

_NAME = "HUIYING_KEYS"
_BATCH = 200
_PATIENCE = 10


@click.group()
def keys() -> None:
    """The keys that seal personal data: what each still seals, a new one, rotation, an end."""


keys.add_command(outside)


def _start() -> None:
    ready.ensure_secrets()
    ready.start_django()
    ready.require_migrated()


def _counts() -> dict[str, dict[str, int]]:
    from huiying.config.sealed_places import PLACES
    from huiying.core.people import rotating

    return rotating.count_by_key(PLACES)


def _ours() -> bool:
    """Whether the ring stands in this installation's own file, which this command may write."""
    return secrets.origin(_NAME, ready.home()) == ready.home() / secrets.FILE


@keys.command(name="list")
def list_() -> None:
    """Each key, oldest first, with how many values it still seals and where.

    Exit code 1 if something is sealed with a key that is not in the ring.
    """
    _start()
    from huiying.core.people import sealing

    ring, counts = sealing.key_names(), _counts()
    unknown = [key for key in counts if key not in ring]
    for key in [*unknown, *reversed(ring)]:
        click.echo(f"{key}  {_standing(key, ring)}: seals {_values(sum(counts[key].values()))}")
        _show_places(counts[key])
    _show_progress()
    sys.exit(1 if unknown else 0)


def _show_progress() -> None:
    from huiying.core.people import rotating

    row = rotating.progress()
    if row is not None:
        ended = f"ended {row.finished_at:%Y-%m-%d %H:%MZ}" if row.finished_at else "not ended yet"
        click.echo(
            f"Rotation to {row.key}: begun {row.begun_at:%Y-%m-%d %H:%MZ}, "
            f"{_values(row.resealed)} sealed anew, {ended}."
        )


def _standing(key: str, ring: list[str]) -> str:
    if key not in ring:
        return "NOT IN THE RING, nothing opens what it sealed"
    return "newest" if key == ring[0] else "opens only"


def _values(count: int) -> str:
    return "1 value" if count == 1 else f"{count:,} values"


def _show_places(counts: Mapping[str, int]) -> None:
    for place, count in counts.items():
        click.echo(f"    {place:<32} {count:>10,}")


@keys.command()
def new() -> None:
    """Make a new key and put it in front of the ring.

    Where the ring is in this installation's own file it is written there, and running processes take it
    over within a second. Otherwise the new entry is printed, for your secret store.
    """
    ready.ensure_secrets()
    ring = secrets.load(ready.home())[_NAME]
    entry = secrets.fresh_key(
        _next_name([one.partition(":")[0].strip() for one in ring.split(",")])
    )
    name = entry.partition(":")[0]
    if _ours():
        secrets.replace(_NAME, f"{entry},{ring}", ready.home())
        click.echo(f"{name} is the newest key now. Back up {ready.home() / secrets.FILE}.")
        click.echo("`huiying keys rotate` seals with it what older keys sealed.")
        return
    click.echo(entry)
    click.echo(
        f"Put this in front of {_NAME}, with a comma after it, and restart every process; then\n"
        "`huiying keys rotate`. If they can't all restart at the same moment: put it last first,\n"
        "restart them one by one, then put it in front and restart them again.",
        err=True,
    )


def _next_name(names: list[str]) -> str:
    """One more than the highest: the newest is never retired, so that no name comes twice."""
    numbers = [int(name[1:]) for name in names if name[:1] == "k" and name[1:].isdecimal()]
    return f"k{max([len(names), *numbers]) + 1}"


@keys.command()
@click.option(
    "--later", is_flag=True, help="Only ask for it: `huiying work` does it, beside its other work."
)
def rotate(later: bool) -> None:
    """Seal everything anew under the newest key, in small steps, while the service runs.

    Broken off at any moment, even killed, it goes on from there when it is run again. Exit code 1 if
    something is left that could not be sealed anew.
    """
    _start()
    from huiying.core import clock
    from huiying.core.people import rotating

    if later:
        click.echo(f"`huiying work` seals everything under {rotating.begin(at=clock.now())} now.")
        return
    newest = rotating.begin(at=clock.now())
    left = _left(newest)
    click.echo(f"{_values(left)} to seal anew under {newest}.")
    blocked = _rotate(left)
    counts = _counts()
    older = {key: places for key, places in counts.items() if key != newest and places}
    for key, places in older.items():
        click.echo(f"{_values(sum(places.values()))} still sealed with {key}:")
        _show_places(places)
    if blocked:
        click.echo(
            f"{', '.join(sorted(blocked))}: only the database role that owns the tables can lift the\n"
            "guard of an append-only table. Run this once with its DATABASE_URL.",
        )
    if not older:
        click.echo(f"Everything is sealed with {newest}. `huiying keys retire` ends an older key.")
    sys.exit(1 if older else 0)


def _left(newest: str) -> int:
    return sum(sum(places.values()) for key, places in _counts().items() if key != newest)


def _rotate(left: int) -> set[str]:
    """Step after step, with a line of progress; gives the places that this database role may not change."""
    from django.db import OperationalError

    from huiying.config.sealed_places import PLACES
    from huiying.core import clock
    from huiying.core.people import rotating

    done, told, waited, blocked = 0, 0, 0, set[str]()
    while True:
        try:
            step = rotating.step(places=PLACES, at=clock.now(), limit=_BATCH)
        except OperationalError:
            # Somebody holds a table for long: what was done stays done, and this step is tried again.
            waited += 1
            if waited == _PATIENCE:
                raise
            time.sleep(1)
            continue
        waited = 0
        done += step.resealed
        if step.blocked:
            blocked.add(step.blocked)
        if done - told >= 10 * _BATCH or (step.finished and done > told):
            told = done
            click.echo(f"{done:>10,} sealed anew, {max(0, left - done):,} remain")
        if step.finished:
            return blocked


@keys.command()
@click.argument("key")
def retire(key: str) -> None:
    """Take a key out of the ring. Refused while anything is sealed with it."""
    _start()
    from huiying.core.people import sealing

    ring, counts = sealing.key_names(), _counts()
    if places := counts.get(key):
        click.echo(f"{key} stays: it seals {_values(sum(places.values()))}.")
        _show_places(places)
        click.echo("`huiying keys rotate` seals them with the newest key.")
        sys.exit(1)
    if key not in ring:
        raise click.ClickException(f"There is no key {key} in the ring: {', '.join(ring)}.")
    if key == ring[0]:
        raise click.ClickException(
            f"{key} is the newest key and seals what comes next. `huiying keys new` makes another."
        )
    if not _ours():
        click.echo(f"Nothing is sealed with {key}. Take its entry out of {_NAME} and restart.")
        return
    entries = [one.strip() for one in secrets.load(ready.home())[_NAME].split(",")]
    kept = [one for one in entries if one.partition(":")[0] != key]
    secrets.replace(_NAME, ",".join(kept), ready.home())
    click.echo(f"{key} is out of the ring. Backups from before the rotation open only with it:")
    click.echo(next(one for one in entries if one not in kept))
    click.echo("Keep it apart from them as long as you keep them, then destroy it.")
