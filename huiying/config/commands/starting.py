"""What stands before every command that asks the database."""

import click

from huiying.config import ready
from huiying.config.commands.language import in_force, speaking


def start() -> None:
    """Settings and a database that is up to date, else NotInstalled; from then on all words are in the command's
    language. It writes nothing: secrets are made by `huiying init`, which says so."""
    ready.start_django()
    ready.require_migrated()
    if context := click.get_current_context(silent=True):
        context.with_resource(speaking(in_force()))
