"""`huiying users`: who may sign in. What they may do follows their postings."""

import sys

import click

from huiying.config import ready


@click.group()
def users() -> None:
    """Accounts of staff: add, list, new password, second factor, sign out, close, open again."""
    ready.ensure_secrets()
    ready.start_django()
    ready.require_migrated()


def _password(from_stdin: bool) -> str:
    """Never an argument: arguments are seen by everybody on the machine and kept in histories."""
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError

    if from_stdin:
        text = sys.stdin.readline().rstrip("\n")
    else:
        text = click.prompt("Password", hide_input=True, confirmation_prompt=True)
    try:
        validate_password(text)
    except ValidationError as error:
        raise click.ClickException(" ".join(error.messages)) from error
    return str(text)


def _known(username: str) -> None:
    from huiying.core.people import queries

    if username not in {row.username for row in queries.accounts()}:
        raise click.ClickException(f"No account {username}. `huiying users list` shows them.")


@users.command()
@click.argument("username")
@click.option("--officer", "number", required=True, help="The officer's service number.")
@click.option("--name", default="", help="The officer's name, when the number is new here.")
@click.option("--unit", "unit_code", default="", help="Post the officer to the unit of this code.")
@click.option("--role", default="desk", show_default=True, help="In which role.")
@click.option("--email", default="", help="Where notices to staff go.")
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")
def add(
    username: str,
    number: str,
    name: str,
    unit_code: str,
    role: str,
    email: str,
    password_stdin: bool,
) -> None:
    """Open an account USERNAME for an officer, and post the officer if --unit is given."""
    from django.db import transaction

    from huiying.core.people import queries, services

    if username in {row.username for row in queries.accounts()}:
        raise click.ClickException(f"There is an account {username} already.")
    with transaction.atomic():
        officer_id = _officer(number, name)
        if unit_code:
            _post(officer_id, unit_code, role)
        services.open_account(
            username=username,
            password=_password(password_stdin),
            officer_id=officer_id,
            email=email,
        )
    click.echo(f"{username} can sign in.")


def _officer(number: str, name: str) -> int:
    from huiying.core.units import queries, services

    known = queries.officer_by_number(number)
    if known:
        return known.id
    if not name:
        raise click.ClickException(f"No officer has the number {number}. Give --name to enter one.")
    return services.add_officer(number=number, zh=name)


def _post(officer_id: int, unit_code: str, role: str) -> None:
    from huiying.core import clock
    from huiying.core.kinds import SeatRole
    from huiying.core.units import queries, services

    unit = queries.unit_by_code(unit_code)
    if unit is None:
        raise click.ClickException(f"No unit has the code {unit_code}.")
    if role not in set(SeatRole):
        raise click.ClickException(f"No role {role}; there are: {', '.join(SeatRole)}.")
    services.post_officer(
        officer_id=officer_id, unit_id=unit.id, role=SeatRole(role), since=clock.now()
    )


@users.command("list")
def list_accounts() -> None:
    """Every account, with the officer's number and whether it is open."""
    from huiying.core.people import queries
    from huiying.core.units.queries import officers

    rows = queries.accounts()
    numbers = officers(row.officer_id for row in rows if row.officer_id)
    for row in rows:
        number = numbers[row.officer_id].number if row.officer_id else "-"
        click.echo(f"{row.username:24} {number:12} {'open' if row.active else 'closed'}")


@users.command()
@click.argument("username")
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")
def password(username: str, password_stdin: bool) -> None:
    """Give the account USERNAME a new password. Its sign-ins end, and its holder is told."""
    from huiying.core import clock
    from huiying.core.access.signin import acts
    from huiying.core.people import services

    _known(username)
    services.set_password(username=username, password=_password(password_stdin))
    acts.new_password(username=username, at=clock.now())
    click.echo(f"{username} has a new password.")


@users.command("reset-second-factor")
@click.argument("username")
@click.option("--by", required=True, help="Whose account does it: an administrator's.")
@click.option("--agreed-by", default="", help="Whose account agrees: another administrator's.")
@click.option(
    "--reason", required=True, type=click.Choice(["lost", "suspected", "asked"]), help="Why."
)
@click.option("--alone", is_flag=True, help="There is no second administrator to ask.")
@click.option("--password-stdin", is_flag=True, help="Read the passwords from standard input.")
def reset_second_factor(
    username: str, by: str, agreed_by: str, reason: str, alone: bool, password_stdin: bool
) -> None:
    """Take all second factors off the account USERNAME. Two administrators, each with their password.

    It is kept, its sign-ins end, and its holder is told. The next sign-in leads to a new second factor alone.
    """
    from huiying.core import clock
    from huiying.core.access.signin import acts

    _known(username)
    for name in filter(None, (by, agreed_by)):
        _shown(name, password_stdin)
    try:
        taken = acts.reset_factor(
            username=username, by=by, agreed_by=agreed_by, alone=alone, reason=reason,
            at=clock.now(),
        )  # fmt: skip
    except acts.NotAllowed as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"{username}: {taken} taken off. The account holder is told.")


def _shown(name: str, from_stdin: bool) -> None:
    """Each of the two shows that it is them."""
    from huiying.core.access.signin import acts

    line = sys.stdin.readline() if from_stdin else ""
    typed = (
        line.rstrip("\n") if from_stdin else click.prompt(f"Password of {name}", hide_input=True)
    )
    if not acts.is_password_of(username=name, password=typed):
        raise click.ClickException(f"That is not the password of {name}.")


@users.command("sign-out")
@click.argument("username")
def sign_out(username: str) -> None:
    """End every sign-in of the account USERNAME. Its holder is told."""
    from huiying.core import clock
    from huiying.core.access.signin import acts

    _known(username)
    ended = acts.sign_out(username=username, at=clock.now())
    click.echo(f"{username}: {ended} sign-ins ended.")


@users.command("keys")
@click.argument("username")
def keys_of(username: str) -> None:
    """What happened to the second factors, password and devices of the account USERNAME."""
    from huiying.core.access.signin import acts

    _known(username)
    for line in acts.history(username=username):
        click.echo(line)


@users.command("close")
@click.argument("username")
def close_account(username: str) -> None:
    """Close the account USERNAME at once; nothing of it is deleted."""
    from huiying.core.people import services

    _known(username)
    services.set_active(username=username, active=False)
    click.echo(f"{username} can no longer sign in.")


@users.command("reopen")
@click.argument("username")
def reopen_account(username: str) -> None:
    """Open the account USERNAME again."""
    from huiying.core.people import services

    _known(username)
    services.set_active(username=username, active=True)
    click.echo(f"{username} can sign in again.")
