"""`huiying init`: secrets, database, folders. Safe to run again."""

from collections.abc import Callable
from typing import Any

import click

from huiying.config import ready, secrets
from huiying.config.commands.language import SPOKEN, said


@click.command()
@click.option("--new-secrets", is_flag=True, help="Print fresh secrets, and stop.")
@SPOKEN
def init(new_secrets: bool) -> None:
    """Prepare this installation: secrets (embedded only), database, collected files.

    Run it after every update; what is done already is left as it is.
    """
    if new_secrets:
        for name, value in secrets.fresh().items():
            click.echo(f"{name}={value}")
        return
    prepare(collect=True, say=click.echo)
    click.echo(
        said(
            "Ready. `huiying run` starts it, `huiying doctor` judges it.",
            "准备好了。`huiying run` 启动，`huiying doctor` 检查。",
        )
    )


def prepare(*, collect: bool, say: Callable[[str], Any]) -> None:
    """Bring secrets, folders and database to where the program expects them."""
    if path := ready.ensure_secrets():
        say(
            said(
                f"Secrets written to {path}. Without them nothing sealed can be read: back them up.",
                f"密钥已写入 {path}。没有它们，加密的内容谁也打不开：请备份。",
            )
        )
    ready.start_django()
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection

    from huiying.core.ledger import triggers

    for folder in (settings.STATIC_ROOT, settings.HUIYING_FILES):
        folder.mkdir(parents=True, exist_ok=True)
    if lacking := ready.unapplied():
        say(
            said(
                f"Applying {len(lacking)} {'migration' if len(lacking) == 1 else 'migrations'} ...",
                f"正在执行 {len(lacking)} 个数据库迁移……",
            )
        )
        call_command("migrate", interactive=False, verbosity=0)
    if gone := triggers.missing():
        with connection.schema_editor() as editor:
            triggers.install(None, editor)
        names = ", ".join(gone)
        say(
            said(
                f"Put back the guard of append-only tables: {names}. Find out who removed it.",
                f"只增不改的保护被人去掉了，已装回：{names}。请查明是谁去掉的。",
            )
        )
    if collect:
        call_command("collectstatic", interactive=False, verbosity=0)
