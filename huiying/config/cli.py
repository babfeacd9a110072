"""The `huiying` command. Each command is a file in config/commands, loaded when it is asked for."""

import contextlib
import importlib
import os
import sys
from importlib.metadata import version

import click

from huiying.config.commands import language
from huiying.config.ready import NotInstalled

# Name -> where it is. By hand: a list one can read.
COMMANDS = {
    "run": "huiying.config.commands.run:run",
    "serve": "huiying.config.commands.serve:serve",
    "init": "huiying.config.commands.init:init",
    "demo": "huiying.config.commands.demo:demo",
    "work": "huiying.config.commands.work:work",
    "doctor": "huiying.config.commands.doctor:doctor",
    "rules": "huiying.config.commands.rules:rules",
    "duties": "huiying.config.commands.duties:duties",
    "import": "huiying.config.commands.importing:importing",
    "units": "huiying.config.commands.units:units",
    "users": "huiying.config.commands.users:users",
    "keys": "huiying.config.commands.keys:keys",
    "data": "huiying.config.commands.data:data",
}

# What the exit code says; docs/commands.md has the same table.
NOT_INSTALLED = 3
EXIT_CODES = """\b
Exit codes:
  0  done
  1  done, and the answer is no: a finding, a refused row, a failed check
  2  the command was written wrongly
  3  this installation is not ready: secrets, database or migrations
"""


class Commands(click.Group):
    """Loads a command's module only for that command, so that `--help` needs no database."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        place, attribute = COMMANDS[cmd_name].split(":")
        try:
            module = importlib.import_module(place)
        except ModuleNotFoundError as error:
            if error.name != place:
                raise
            return _absent(cmd_name)
        command: click.Command = getattr(module, attribute)
        return command


def _absent(name: str) -> click.Command:
    @click.command(name, help="(not part of this build)", hidden=True)
    def absent() -> None:
        raise click.ClickException(f"`huiying {name}` is not part of this build.")

    return absent


@click.command(cls=Commands, epilog=EXIT_CODES, context_settings={"max_content_width": 100})
@click.version_option(version("huiying"), prog_name="huiying")
def huiying() -> None:
    """Huiying: a police service answers to the people it serves."""


def main() -> None:
    """The entry point. What is not installed, or what the machine refuses, is one sentence and exit code 3."""
    # What this process writes (database, secrets, sealed files) is for its own account alone.
    os.umask(0o077)
    try:
        huiying(prog_name="huiying")
    except NotInstalled as error:
        _end(f"Not ready: {error}", f"尚未就绪：{error.zh}")
    except OSError as error:
        what = f"{error.filename}: {error.strerror}" if error.filename else f"{error.strerror}"
        _end(f"The machine refuses: {what}", f"系统不允许：{what}")
    except Exception as error:
        refusal = _of_the_database(error)
        if refusal is None:
            raise
        _end(f"The database refuses: {refusal}", f"数据库拒绝：{refusal}")


def _of_the_database(error: Exception) -> str | None:
    """What a database says that is locked, full, read-only, broken or gone; faults of our own are none of these."""
    from django.db import DatabaseError, OperationalError

    if isinstance(error, OperationalError) or type(error) is DatabaseError:
        return str(error).partition("\n")[0]
    return None


def _end(en: str, zh: str) -> None:
    with contextlib.suppress(OSError):
        click.echo(language.said(en, zh), err=True)
        sys.stdout.flush()
    # What could not be written is not tried again on the way out.
    os._exit(NOT_INSTALLED)
