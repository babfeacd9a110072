"""`huiying keys`: the ring of keys that seal personal data, its rotation, and what each key still seals."""

import sys
import time
from collections.abc import Mapping
from datetime import datetime

import click

from huiying.config import ready, secrets
from huiying.config.commands.keys_outside import outside
from huiying.config.commands.language import SPOKEN, said
from huiying.config.commands.starting import start

_NAME = "HUIYING_KEYS"
_BATCH = 200
_PATIENCE = 10


@click.group()
def keys() -> None:
    """The keys that seal personal data: what each still seals, a new one, rotation, an end."""


keys.add_command(outside)


def _counts() -> dict[str, dict[str, int]]:
    from huiying.config.sealed_places import PLACES
    from huiying.core.people import rotating

    return rotating.count_by_key(PLACES)


def _ours() -> bool:
    """Whether the ring stands in this installation's own file, which this command may write."""
    return secrets.origin(_NAME, ready.home()) == ready.home() / secrets.FILE


@keys.command(name="list")
@SPOKEN
def list_() -> None:
    """Each key, oldest first, with how many values it still seals and where.

    Exit code 1 if something is sealed with a key that is not in the ring.
    """
    start()
    from huiying.core.people import sealing

    ring, counts = sealing.key_names(), _counts()
    unknown = [key for key in counts if key not in ring]
    for key in [*unknown, *reversed(ring)]:
        standing, sealed = _standing(key, ring), _values(sum(counts[key].values()))
        click.echo(
            said(f"{key}  {standing}: seals {sealed}", f"{key}  {standing}：加密着 {sealed}")
        )
        _show_places(counts[key])
    _show_progress()
    sys.exit(1 if unknown else 0)


def _show_progress() -> None:
    from huiying.core.people import rotating

    row = rotating.progress()
    if row is not None:
        begun = _when(row.begun_at)
        ended = (
            said(f"ended {_when(row.finished_at)}", f"{_when(row.finished_at)} 结束")
            if row.finished_at
            else said("not ended yet", "还没有结束")
        )
        click.echo(
            said(
                f"Rotation to {row.key}: begun {begun}, {_values(row.resealed)} sealed anew, {ended}.",
                f"换用 {row.key}：{begun} 开始，重新加密了 {_values(row.resealed)}，{ended}。",
            )
        )


def _when(at: datetime) -> str:
    """In the service's own time zone, as on its pages."""
    from huiying.core.web import dates

    return f"{dates.local(at):%Y-%m-%d %H:%M}"


def _standing(key: str, ring: list[str]) -> str:
    if key not in ring:
        return said(
            "NOT IN THE RING, nothing opens what it sealed", "不在密钥环里，它加密的内容打不开"
        )
    return said("newest", "最新") if key == ring[0] else said("opens only", "只用来打开")


def _values(count: int) -> str:
    return said("1 value" if count == 1 else f"{count:,} values", f"{count:,} 个值")


def _show_places(counts: Mapping[str, int]) -> None:
    for place, count in counts.items():
        click.echo(f"    {place:<32} {count:>10,}")


@keys.command()
@SPOKEN
def new() -> None:
    """Make a new key and put it in front of the ring.

    Where the ring is in this installation's own file it is written there, and running processes take it
    over within a second. Otherwise the new entry is printed, for your secret store.
    """
    ready.require_secrets()
    ring = secrets.load(ready.home())[_NAME]
    entry = secrets.fresh_key(
        _next_name([one.partition(":")[0].strip() for one in ring.split(",")])
    )
    name = entry.partition(":")[0]
    if _ours():
        secrets.replace(_NAME, f"{entry},{ring}", ready.home())
        file = ready.home() / secrets.FILE
        click.echo(
            said(
                f"{name} is the newest key now. Back up {file}.\n"
                "`huiying keys rotate` seals with it what older keys sealed.",
                f"{name} 现在是最新的密钥。请备份 {file}。\n"
                "`huiying keys rotate` 用它把旧密钥加密的内容重新加密。",
            )
        )
        return
    click.echo(entry)
    click.echo(
        said(
            f"Put this in front of {_NAME}, with a comma after it, and restart every process; then\n"
            "`huiying keys rotate`. If they can't all restart at the same moment: put it last first,\n"
            "restart them one by one, then put it in front and restart them again.",
            f"把它加在 {_NAME} 最前面，后面加英文逗号，重启所有进程，再运行 `huiying keys rotate`。\n"
            "不能同时重启的：先加在最后面，逐个重启，再移到最前面，再逐个重启。",
        ),
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
@SPOKEN
def rotate(later: bool) -> None:
    """Seal everything anew under the newest key, in small steps, while the service runs.

    Broken off at any moment, even killed, it goes on from there when it is run again. Exit code 1 if
    something is left that could not be sealed anew.
    """
    start()
    from huiying.core import clock
    from huiying.core.people import rotating

    if later:
        under = rotating.begin(at=clock.now())
        click.echo(
            said(
                f"`huiying work` seals everything under {under} now.",
                f"`huiying work` 现在开始用 {under} 重新加密全部内容。",
            )
        )
        return
    newest = rotating.begin(at=clock.now())
    left = _left(newest)
    click.echo(
        said(
            f"{_values(left)} to seal anew under {newest}.",
            f"有 {_values(left)}要用 {newest} 重新加密。",
        )
    )
    blocked = _rotate(left)
    counts = _counts()
    older = {key: places for key, places in counts.items() if key != newest and places}
    for key, places in older.items():
        sealed = _values(sum(places.values()))
        click.echo(said(f"{sealed} still sealed with {key}:", f"{sealed}仍由 {key} 加密："))
        _show_places(places)
    if blocked:
        click.echo(
            said(
                f"{', '.join(sorted(blocked))}: only the database role that owns the tables can lift the\n"
                "guard of an append-only table. Run this once with its DATABASE_URL.",
                f"{'、'.join(sorted(blocked))}：这些表只增不改，只有拥有它们的数据库角色才能解除保护。\n"
                "请用该角色的 DATABASE_URL 再运行一次。",
            )
        )
    if not older:
        click.echo(
            said(
                f"Everything is sealed with {newest}. `huiying keys retire` ends an older key.",
                f"全部内容都由 {newest} 加密。`huiying keys retire` 停用旧密钥。",
            )
        )
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
            remain = max(0, left - done)
            click.echo(
                said(
                    f"{done:>10,} sealed anew, {remain:,} remain",
                    f"{done:>10,} 已重新加密，还剩 {remain:,}",
                )
            )
        if step.finished:
            return blocked


@keys.command()
@click.argument("key")
@SPOKEN
def retire(key: str) -> None:
    """Take a key out of the ring. Refused while anything is sealed with it."""
    start()
    from huiying.core.people import sealing

    ring, counts = sealing.key_names(), _counts()
    if places := counts.get(key):
        sealed = _values(sum(places.values()))
        click.echo(
            said(f"{key} stays: it seals {sealed}.", f"{key} 不能去掉：它还加密着 {sealed}。")
        )
        _show_places(places)
        click.echo(
            said(
                "`huiying keys rotate` seals them with the newest key.",
                "`huiying keys rotate` 用最新的密钥重新加密这些值。",
            )
        )
        sys.exit(1)
    if key not in ring:
        raise click.ClickException(
            said(
                f"There is no key {key} in the ring: {', '.join(ring)}.",
                f"密钥环里没有 {key}，只有：{'、'.join(ring)}。",
            )
        )
    if key == ring[0]:
        raise click.ClickException(
            said(
                f"{key} is the newest key and seals what comes next. `huiying keys new` makes another.",
                f"{key} 是最新的密钥，以后的内容由它加密。`huiying keys new` 生成另一把。",
            )
        )
    if not _ours():
        click.echo(
            said(
                f"Nothing is sealed with {key}. Take its entry out of {_NAME} and restart.",
                f"没有内容由 {key} 加密了。请从 {_NAME} 中去掉这一项，再重启。",
            )
        )
        return
    entries = [one.strip() for one in secrets.load(ready.home())[_NAME].split(",")]
    kept = [one for one in entries if one.partition(":")[0] != key]
    secrets.replace(_NAME, ",".join(kept), ready.home())
    click.echo(
        said(
            f"{key} is out of the ring. Backups from before the rotation open only with it:",
            f"{key} 已从密钥环中去掉。换密钥以前的备份只有它能打开：",
        )
    )
    click.echo(next(one for one in entries if one not in kept))
    click.echo(
        said(
            "Keep it apart from them as long as you keep them, then destroy it.",
            "备份留着，就把它和备份分开保管；备份销毁后，再销毁它。",
        )
    )
