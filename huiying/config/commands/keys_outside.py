"""`huiying keys outside`: the key of the outside body. Made and used on a machine of its own; no database is needed."""

import base64
import json
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from huiying.config import ready, secrets
from huiying.config.commands.language import SPOKEN, said

# What `boxes` finds wrong; these commands need no Django, so there is no catalogue to look in.
_WRONG = {
    "not name:base64 of 32 bytes": "应写成 名称:32字节的base64",
    "not a key file of this kind": "不是这种密钥文件",
    "the two halves of this key do not belong together": "公钥和私钥不是一对",
    "this is not the passphrase of the key": "口令不对",
    "not a sealed box": "不是加密的内容",
    "closed with another key, for another place, or altered": "由别的密钥加密、属于别处，或者被改动过",
}


def _why(error: Exception) -> str:
    return said(str(error), _WRONG.get(str(error), str(error)))


@click.group()
def outside() -> None:
    """The outside body's key: only it opens complaints about the leadership."""


@outside.command(name="new")
@click.option(
    "--name", default="o1", show_default=True, help="What the key is called; a new name for each."
)
@click.option(
    "--to",
    "to",
    type=click.Path(path_type=Path),
    help="Write the key file here; else it is printed, once.",
)
@click.option(
    "--no-passphrase", is_flag=True, help="Ask for none: whoever has the file then has the key."
)
@SPOKEN
def new(name: str, to: Path | None, no_passphrase: bool) -> None:
    """Make the private key (on a machine of the outside body), and say what the service is to be given."""
    from huiying.core.people import boxes

    if not name.isidentifier() or len(name) > 40:
        raise click.UsageError(
            said("A name is letters and digits, such as o1.", "名称只用字母和数字，如 o1。")
        )
    passphrase = (
        ""
        if no_passphrase
        else click.prompt(
            said("Passphrase", "口令"),
            hide_input=True,
            confirmation_prompt=said("Repeat for confirmation", "再输一遍"),
            err=True,
        )
    )
    text, public = boxes.new_key_file(name=name, passphrase=passphrase)
    if to is None:
        click.echo(text, nl=False)
    else:
        _write(to, text.encode())
    click.echo(
        said(
            "Keep two copies of the key file apart, and never give it to the service: what is sealed\n"
            "is lost with it.\n"
            f"Give the service this line, which opens nothing:\n\n  {public.entry()}\n\n"
            f"It is HUIYING_OUTSIDE_KEY there, or on a single machine: huiying keys outside use {public.entry()}",
            f"密钥文件留两份，分开保管，绝不交给警务机关：文件丢了，加密的内容就再也打不开。\n"
            f"把下面这一行交给警务机关，它什么也打不开：\n\n  {public.entry()}\n\n"
            f"那边写进 HUIYING_OUTSIDE_KEY；只用一台机器的，运行 huiying keys outside use {public.entry()}",
        ),
        err=True,
    )


@outside.command(name="use")
@click.argument("entry")
@SPOKEN
def use(entry: str) -> None:
    """Seal what comes about the leadership with this public key, from the next start on."""
    from huiying.core.people import boxes

    try:
        public = boxes.public_key(entry)
    except boxes.NoKey as error:
        raise click.ClickException(
            said(
                f"This is no public key of an outside body: {error}.",
                f"这不是外部机构的公钥：{_why(error)}。",
            )
        ) from error
    secrets.keep(ready.home(), secrets.OUTSIDE, public.entry())
    file = ready.home() / secrets.OUTSIDE
    click.echo(
        said(
            f"{public.name} is kept in {file}. Restart every process.",
            f"{public.name} 已存入 {file}。请重启所有进程。",
        )
    )


@outside.command(name="open")
@click.argument("bundle", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--key",
    "key",
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The private key file.",
)
@SPOKEN
def open_(bundle: Path, key: Path) -> None:
    """Open what was downloaded from a matter's page. Sealed files that lie beside BUNDLE are opened beside it.

    Exit code 1 if something does not open with this key.
    """
    from huiying.core.people import boxes

    try:
        text = key.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        why = boxes.NoKey("not a key file of this kind")
        raise click.ClickException(said(f"{key}: {why}.", f"{key}：{_why(why)}。")) from None
    passphrase = (
        click.prompt(said("Passphrase", "口令"), hide_input=True, err=True)
        if boxes.is_locked(text)
        else ""
    )
    try:
        private = boxes.read_key_file(text, passphrase=passphrase)
        held = json.loads(bundle.read_text(encoding="utf-8"))
        if held["format"] != boxes.BUNDLE_FORMAT:
            raise ValueError("another format")
        entries: list[Mapping[str, Any]] = held["boxes"]
    except boxes.NoKey as error:
        raise click.ClickException(said(f"{key}: {error}.", f"{key}：{_why(error)}。")) from error
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise click.ClickException(
            said(
                f"{bundle} is not what a matter's page gives.",
                f"{bundle} 不是从一件事的页面上下载的文件。",
            )
        ) from error
    failed = 0
    for entry in entries:
        try:
            _show(entry, private, bundle.parent)
        except (boxes.NoBox, ValueError, KeyError) as error:
            failed += 1
            name = entry.get("key", "?")
            told = said(f"(key {name}: {error})", f"（密钥 {name}：{_why(error)}）")
            click.echo(f"\n## {entry.get('head', '')}\n{told}")
    sys.exit(1 if failed else 0)


def _show(entry: Mapping[str, Any], private: Any, folder: Path) -> None:
    from huiying.core.people import boxes

    box = base64.b64decode(str(entry["box"]), validate=True)
    held = json.loads(boxes.open_box(box, key=private, place=str(entry["place"])))
    title = " · ".join(str(entry.get(part, "")) for part in ("head", "label") if entry.get(part))
    click.echo(f"\n## {title}")
    if entry.get("content"):
        click.echo(_file(held, folder / f"{str(entry['place']).partition(':')[2]}.sealed"))
    elif "text" in held:
        click.echo(held["text"])
    else:
        for name, value in held.items():
            click.echo(f"{name}: {value}")


def _file(held: Mapping[str, str], sealed: Path) -> str:
    """Opens a sealed file beside the bundle, under its own name; gives what to say of it."""
    from huiying.core.files import blobs, names

    if not sealed.exists():
        return said(
            f"{held['name']} (download it too, and put it here as {sealed.name})",
            f"{held['name']}（也要下载，放在这里，文件名 {sealed.name}）",
        )
    to = sealed.with_name(names.folded(held["name"]))
    if to.exists():
        return said(f"{to} is there already", f"已经有 {to}")
    chunks = blobs.read_at(sealed, place=held["place"], key=base64.b64decode(held["key"]))
    _write(to, b"".join(chunks))
    return said(
        f"{to} (as it came: it may harm whoever opens it)", f"{to}（原样，打开它可能有危险）"
    )


def _write(to: Path, content: bytes) -> None:
    """For this account alone, and never over something else."""
    try:
        handle = os.open(to, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        raise click.ClickException(
            said(f"{to} is there already; nothing was written over.", f"已经有 {to}，没有覆盖。")
        ) from None
    except OSError as error:
        raise click.ClickException(
            said(f"{to} cannot be written: {error.strerror}.", f"写不了 {to}：{error.strerror}。")
        ) from None
    with os.fdopen(handle, "wb") as out:
        out.write(content)
