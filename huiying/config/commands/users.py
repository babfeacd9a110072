"""`huiying users`: who may sign in. What they may do follows their postings."""

import sys
from typing import TYPE_CHECKING

import click

from huiying.config.commands.language import SPOKEN, said
from huiying.config.commands.starting import start

if TYPE_CHECKING:
    from huiying.core.access.signin.acts import Happened

# What happened to an account's keys, as an administrator reads it.
_HAPPENED = {
    "new-device": ("signed in from a new device", "在新设备上登录"),
    "wrong-codes": ("right password, then wrong codes", "密码正确，但多次输错验证码"),
    "factor-added": ("a second factor added", "添加了第二步验证"),
    "factor-removed": ("a second factor taken off", "去掉了一项第二步验证"),
    "codes-made": ("new recovery codes", "重新生成了恢复码"),
    "code-used": ("signed in with a recovery code", "用恢复码登录"),
    "password-changed": ("password changed", "修改了密码"),
    "factor-reset": ("all second factors taken off", "去掉了全部第二步验证"),
    "password-by-admin": ("a new password by an administrator", "管理员设了新密码"),
    "ended-by-admin": ("all sign-ins ended by an administrator", "管理员结束了全部登录"),
}


@click.group()
def users() -> None:
    """Accounts of staff: add, list, new password, second factor, sign out, close, open again."""


def _password(from_stdin: bool) -> str:
    """Never an argument: arguments are seen by everybody on the machine and kept in histories."""
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError

    if from_stdin:
        text = sys.stdin.readline().rstrip("\n")
    else:
        text = click.prompt(
            said("Password", "密码"),
            hide_input=True,
            confirmation_prompt=said("Repeat for confirmation", "再输一遍"),
        )
    try:
        validate_password(text)
    except ValidationError as error:
        raise click.ClickException(" ".join(error.messages)) from error
    return str(text)


def _known(username: str) -> None:
    from huiying.core.people import queries

    if username not in {row.username for row in queries.accounts()}:
        raise click.ClickException(
            said(
                f"No account {username}. `huiying users list` shows them.",
                f"没有账号 {username}。`huiying users list` 列出全部账号。",
            )
        )


@users.command()
@click.argument("username")
@click.option("--officer", "number", required=True, help="The officer's service number.")
@click.option("--name", default="", help="The officer's name, when the number is new here.")
@click.option("--unit", "unit_code", default="", help="Post the officer to the unit of this code.")
@click.option("--role", default="desk", show_default=True, help="In which role.")
@click.option("--email", default="", help="Where notices to staff go.")
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")
@SPOKEN
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
    start()
    from django.db import transaction

    from huiying.core.people import queries, services

    if username in {row.username for row in queries.accounts()}:
        raise click.ClickException(
            said(f"There is an account {username} already.", f"已经有账号 {username}。")
        )
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
    click.echo(said(f"{username} can sign in.", f"{username} 可以登录了。"))


def _officer(number: str, name: str) -> int:
    from huiying.core.units import queries, services

    known = queries.officer_by_number(number)
    if known:
        return known.id
    if not name:
        raise click.ClickException(
            said(
                f"No officer has the number {number}. Give --name to enter one.",
                f"没有警号为 {number} 的民警。要新登记一位，请用 --name 写明姓名。",
            )
        )
    return services.add_officer(number=number, zh=name)


def _post(officer_id: int, unit_code: str, role: str) -> None:
    from huiying.core import clock
    from huiying.core.kinds import SeatRole
    from huiying.core.units import queries, services

    unit = queries.unit_by_code(unit_code)
    if unit is None:
        raise click.ClickException(
            said(f"No unit has the code {unit_code}.", f"没有代码为 {unit_code} 的单位。")
        )
    if role not in set(SeatRole):
        raise click.ClickException(
            said(
                f"No role {role}; there are: {', '.join(SeatRole)}.",
                f"没有岗位 {role}，可用的有：{'、'.join(SeatRole)}。",
            )
        )
    services.post_officer(
        officer_id=officer_id, unit_id=unit.id, role=SeatRole(role), since=clock.now()
    )


@users.command("list")
@SPOKEN
def list_accounts() -> None:
    """Every account, with the officer's number and whether it is open."""
    start()
    from huiying.core.people import queries
    from huiying.core.units.queries import officers

    rows = queries.accounts()
    numbers = officers(row.officer_id for row in rows if row.officer_id)
    for row in rows:
        number = numbers[row.officer_id].number if row.officer_id else "-"
        state = said("open", "启用") if row.active else said("closed", "停用")
        click.echo(f"{row.username:24} {number:12} {state}")
    if not rows:
        click.echo(
            said(
                "There is no account yet. `huiying users add` opens one.",
                "还没有账号。用 `huiying users add` 开一个。",
            ),
            err=True,
        )


@users.command()
@click.argument("username")
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")
@SPOKEN
def password(username: str, password_stdin: bool) -> None:
    """Give the account USERNAME a new password. Its sign-ins end, and its holder is told."""
    start()
    from huiying.core import clock
    from huiying.core.access.signin import acts
    from huiying.core.people import services

    _known(username)
    services.set_password(username=username, password=_password(password_stdin))
    acts.new_password(username=username, at=clock.now())
    click.echo(said(f"{username} has a new password.", f"{username} 的密码已更换。"))


@users.command("reset-second-factor")
@click.argument("username")
@click.option("--by", required=True, help="Whose account does it: an administrator's.")
@click.option("--agreed-by", default="", help="Whose account agrees: another administrator's.")
@click.option(
    "--reason", required=True, type=click.Choice(["lost", "suspected", "asked"]), help="Why."
)
@click.option("--alone", is_flag=True, help="There is no second administrator to ask.")
@click.option("--password-stdin", is_flag=True, help="Read the passwords from standard input.")
@SPOKEN
def reset_second_factor(
    username: str, by: str, agreed_by: str, reason: str, alone: bool, password_stdin: bool
) -> None:
    """Take all second factors off the account USERNAME. Two administrators, each with their password.

    It is kept, its sign-ins end, and its holder is told. The next sign-in leads to a new second factor alone.
    """
    start()
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
    click.echo(
        said(
            f"{username}: {taken} taken off. The account holder is told.",
            f"{username}：去掉了 {taken} 项第二步验证，已告知本人。",
        )
    )


def _shown(name: str, from_stdin: bool) -> None:
    """Each of the two shows that it is them."""
    from huiying.core.access.signin import acts

    line = sys.stdin.readline() if from_stdin else ""
    ask = said(f"Password of {name}", f"{name} 的密码")
    typed = line.rstrip("\n") if from_stdin else click.prompt(ask, hide_input=True)
    if not acts.is_password_of(username=name, password=typed):
        raise click.ClickException(
            said(f"That is not the password of {name}.", f"这不是 {name} 的密码。")
        )


@users.command("sign-out")
@click.argument("username")
@SPOKEN
def sign_out(username: str) -> None:
    """End every sign-in of the account USERNAME. Its holder is told."""
    start()
    from huiying.core import clock
    from huiying.core.access.signin import acts

    _known(username)
    ended = acts.sign_out(username=username, at=clock.now())
    click.echo(
        said(
            f"{username}: {ended} {'sign-in' if ended == 1 else 'sign-ins'} ended.",
            f"{username}：结束了 {ended} 个登录。",
        )
    )


@users.command("keys")
@click.argument("username")
@SPOKEN
def keys_of(username: str) -> None:
    """What happened to the second factors, password and devices of the account USERNAME."""
    start()
    from huiying.core.access.signin import acts

    _known(username)
    for row in acts.history(username=username):
        click.echo(_happened(row))


def _happened(row: "Happened") -> str:
    from django.utils.translation import gettext

    from huiying.core.access.signin.acts import ON_THIS_MACHINE
    from huiying.core.access.signin.remarks import REASONS
    from huiying.core.web import dates

    parts = [
        f"{dates.local(row.at):%Y-%m-%d %H:%M}",
        said(*_HAPPENED.get(row.what, (row.what,) * 2)),
    ]
    if row.by == ON_THIS_MACHINE:
        parts.append(said("on this machine", "在本机上操作"))
    elif row.by:
        parts.append(said(f"by {row.by}", f"操作：{row.by}"))
    if row.agreed_by:
        parts.append(said(f"agreed by {row.agreed_by}", f"同意：{row.agreed_by}"))
    if row.reason:
        parts.append(gettext(REASONS.get(row.reason, row.reason)))
    return "  ".join(parts)


@users.command("close")
@click.argument("username")
@SPOKEN
def close_account(username: str) -> None:
    """Close the account USERNAME at once; nothing of it is deleted."""
    start()
    from huiying.core.people import services

    _known(username)
    services.set_active(username=username, active=False)
    click.echo(said(f"{username} can no longer sign in.", f"{username} 不能再登录。"))


@users.command("reopen")
@click.argument("username")
@SPOKEN
def reopen_account(username: str) -> None:
    """Open the account USERNAME again."""
    start()
    from huiying.core.people import services

    _known(username)
    services.set_active(username=username, active=True)
    click.echo(said(f"{username} can sign in again.", f"{username} 又可以登录了。"))
