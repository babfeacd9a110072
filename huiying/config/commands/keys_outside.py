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
def new(name: str, to: Path | None, no_passphrase: bool) -> None:
    """Make the private key (on a machine of the outside body), and say what the service is to be given."""
    from huiying.core.people import boxes

    if not name.isidentifier() or len(name) > 40:
        raise click.UsageError("A name is letters and digits, such as o1.")
    passphrase = (
        ""
        if no_passphrase
        else click.prompt("Passphrase", hide_input=True, confirmation_prompt=True, err=True)
    )
    text, public = boxes.new_key_file(name=name, passphrase=passphrase)
    if to is None:
        click.echo(text, nl=False)
    else:
        _write(to, text.encode())
    click.echo(
        f"Keep two copies of the key file apart, and never give it to the service: what is sealed is lost with it.\n"
        f"Give the service this line, which opens nothing:\n\n  {public.entry()}\n\n"
        f"It is HUIYING_OUTSIDE_KEY there, or on a single machine: huiying keys outside use {public.entry()}",
        err=True,
    )


@outside.command(name="use")
@click.argument("entry")
def use(entry: str) -> None:
    """Seal what comes about the leadership with this public key, from the next start on."""
    from huiying.core.people import boxes

    try:
        public = boxes.public_key(entry)
    except boxes.NoKey as error:
        raise click.ClickException(f"This is no public key of an outside body: {error}.") from error
    secrets.keep(ready.home(), secrets.OUTSIDE, public.entry())
    click.echo(f"{public.name} is kept in {ready.home() / secrets.OUTSIDE}. Restart every process.")


@outside.command(name="open")
@click.argument("bundle", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--key",
    "key",
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The private key file.",
)
def open_(bundle: Path, key: Path) -> None:
    """Open what was downloaded from a matter's page. Sealed files that lie beside BUNDLE are opened beside it.

    Exit code 1 if something does not open with this key.
    """
    from huiying.core.people import boxes

    text = key.read_text(encoding="utf-8")
    passphrase = (
        click.prompt("Passphrase", hide_input=True, err=True) if boxes.is_locked(text) else ""
    )
    try:
        private = boxes.read_key_file(text, passphrase=passphrase)
        held = json.loads(bundle.read_text(encoding="utf-8"))
        if held["format"] != boxes.BUNDLE_FORMAT:
            raise ValueError("another format")
        entries: list[Mapping[str, Any]] = held["boxes"]
    except boxes.NoKey as error:
        raise click.ClickException(f"{key}: {error}.") from error
    except (ValueError, KeyError, TypeError) as error:
        raise click.ClickException(f"{bundle} is not what a matter's page gives.") from error
    failed = 0
    for entry in entries:
        try:
            _show(entry, private, bundle.parent)
        except (boxes.NoBox, ValueError, KeyError) as error:
            failed += 1
            click.echo(f"\n## {entry.get('head', '')}\n(key {entry.get('key', '?')}: {error})")
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
        return f"{held['name']} (download it too, and put it here as {sealed.name})"
    to = sealed.with_name(names.folded(held["name"]))
    if to.exists():
        return f"{to} is there already"
    chunks = blobs.read_at(sealed, place=held["place"], key=base64.b64decode(held["key"]))
    _write(to, b"".join(chunks))
    return f"{to} (as it came: it may harm whoever opens it)"


def _write(to: Path, content: bytes) -> None:
    """For this account alone, and never over something else."""
    try:
        handle = os.open(to, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        raise click.ClickException(f"{to} is there already; nothing was written over.") from None
    with os.fdopen(handle, "wb") as out:
        out.write(content)
